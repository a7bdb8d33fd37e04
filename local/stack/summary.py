"""The one table at the end: where everything is, and who can be tried."""

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from local.stack.ports import Ports

_ADDRESSES = (
    ("web", "http://localhost:{}", "the web app, behind the Static Web Apps emulator"),
    ("web", "http://localhost:{}/bok", "the office: its clerks are those of the identity provider"),
    ("mail", "http://localhost:{}", "every mail sent"),
    ("functions", "http://localhost:{}/api", "the portal API; /admin/functions lists the timers"),
    ("billing", "http://localhost:{}", "the billing system; POST /simulate/... makes things happen"),
    ("payments", "http://localhost:{}", "the payment provider; the way to pay starts in the web app"),
    ("cosmos", "http://localhost:{}", "Cosmos DB"),
    ("blob", "http://localhost:{}/devstoreaccount1", "Blob Storage"),
    ("identity", "https://localhost:{}", "the identity provider"),
)

_FROM_FILES = "Customers come from the exported files: register in the web app with data from one of their invoices."


def print_summary(ports: Ports, people: list[dict[str, Any]], seconds: float, console: Console) -> None:
    """Print addresses and demo people as one table."""
    title = f"mojBOK is ready after {seconds:.0f} s; Ctrl-C stops it"
    console.print(
        Panel(Group(_addresses(ports), "", _people(people) if people else _FROM_FILES), title=title, expand=False),
        highlight=False,
    )


def _addresses(ports: Ports) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    table.add_column()
    for name, address, meaning in _ADDRESSES:
        url = address.format(ports[name])
        table.add_row(f"[bold]{url}[/bold]" if name == "web" else url, meaning)
    return table


def _people(people: list[dict[str, Any]]) -> Table:
    """Two lines a person, so that nothing that has to be typed in is broken or cut on 80 columns."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_lines=False)
    table.add_column("Demo person\n[dim]shows[/dim]")
    table.add_column("PESEL or NIP\ncustomer", no_wrap=True)
    table.add_column("Document\ne-mail", no_wrap=True)
    for person in people:
        number = person.get("pesel") or person.get("nip") or ""
        table.add_row(
            f"[bold]{escape(person['name'])}[/bold]\n[dim]{escape(person['shows'])}[/dim]",
            f"{number}\n{person['customerNumber']}",
            f"{person['documentNumber']}\n{person['email']}",
        )
    return table
