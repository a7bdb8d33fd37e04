"""The one table at the end: where everything is, and who can be tried."""

from typing import Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table

from local.stack.ports import Ports

_ADDRESSES = (
    ("web", "http://localhost:{}", "the web app, behind the Static Web Apps emulator"),
    ("mail", "http://localhost:{}", "every mail sent"),
    ("functions", "http://localhost:{}/api", "the portal API; /admin/functions lists the timers"),
    ("billing", "http://localhost:{}", "the billing system; POST /simulate/... makes things happen"),
    ("cosmos", "http://localhost:{}", "Cosmos DB"),
    ("blob", "http://localhost:{}/devstoreaccount1", "Blob Storage"),
    ("identity", "https://localhost:{}", "the identity provider"),
)


def print_summary(ports: Ports, people: list[dict[str, Any]], seconds: float, console: Console) -> None:
    """Print addresses and demo people as one table."""
    title = f"mojBOK is ready after {seconds:.0f} s; Ctrl-C stops it"
    console.print(Panel(Group(_addresses(ports), "", _people(people)), title=title, expand=False))


def _addresses(ports: Ports) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    for name, address, meaning in _ADDRESSES:
        url = address.format(ports[name])
        table.add_row(f"[bold]{url}[/bold]" if name == "web" else url, meaning)
    return table


def _people(people: list[dict[str, Any]]) -> Table:
    table = Table(box=None, pad_edge=False)
    for heading in ("Demo person", "PESEL / NIP", "Customer", "Document", "E-mail", "Shows"):
        # What has to be typed in must never be broken or cut.
        table.add_column(heading, no_wrap=heading not in {"Demo person", "Shows"}, overflow="fold")
    for person in people:
        number = person.get("pesel") or person.get("nip") or ""
        table.add_row(
            person["name"],
            number,
            person["customerNumber"],
            person["documentNumber"],
            person["email"],
            person["shows"],
        )
    return table
