"""An export of many invoice rows, checked and taken by the billing file adapter: time, and memory that stays."""

import csv
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

INVOICES_EACH = 10
"""Of one customer."""
_ACCOUNT = "61109010140000071219812874"
_MAPPING = """
company = "Pomiar"
secret = "nikt-tego-nie-zgadnie"
quiet_seconds = 0
[files.customers]
file = "klienci.csv"
[files.customers.columns]
{customers}
[files.customers.words.kind]
F = "business"
[files.contracts]
file = "umowy.csv"
[files.contracts.columns]
{contracts}
[files.contracts.words.status]
A = "active"
[files.invoices]
file = "faktury.csv"
[files.invoices.columns]
{invoices}
[files.invoices.words.kind]
F = "invoice"
"""
_CUSTOMERS = ("key", "kind", "company_name", "customer_number", "nip", "building", "postal_code", "city")
_CONTRACTS = ("key", "customer", "number", "status", "product", "tariff", "starts_on", "account")
_INVOICES = (
    "key", "customer", "contract", "kind", "number", "issued_on", "due_on", "net", "vat", "amount", "remaining",
    "account", "transfer_title",
)  # fmt: skip
# In a process of its own, so that the peak is that of the command alone.
_COMMAND = """
import os, sys, time
from adapters.billing_files.__main__ import main
from tests.processes import peak_memory
began = time.monotonic()
status = main(sys.argv[1:])
print(status, time.monotonic() - began, peak_memory(os.getpid()))
"""


class Found(NamedTuple):
    """What one command took."""

    seconds: float
    peak_mb: float


def measure(invoices: int) -> dict[str, Found]:
    """Check and take an export of so many invoices. Raises RuntimeError where a command refuses it."""
    with TemporaryDirectory(prefix="mojbok-bench-") as directory:
        folder = Path(directory)
        _write(folder, invoices)
        options = ["--folder", str(folder), "--mapping", str(folder / "mapping.toml"), "--data", str(folder / "told")]
        return {command: _run([command, *options]) for command in ("check", "take")}


def _run(arguments: list[str]) -> Found:
    done = subprocess.run([sys.executable, "-c", _COMMAND, *arguments], capture_output=True, text=True, check=True)  # noqa: S603 - our own command
    status, seconds, peak = done.stdout.splitlines()[-1].split()
    if status != "0":
        raise RuntimeError(done.stdout)
    return Found(float(seconds), float(peak))


def _write(folder: Path, invoices: int) -> None:
    columns = {"customers": _CUSTOMERS, "contracts": _CONTRACTS, "invoices": _INVOICES}
    said = {kind: "\n".join(f'{name} = "{name}"' for name in names) for kind, names in columns.items()}
    (folder / "mapping.toml").write_text(_MAPPING.format(**said), "utf-8")
    payers = range(max(1, invoices // INVOICES_EACH))
    _table(
        folder / "klienci.csv",
        _CUSTOMERS,
        ((f"K{n}", "F", f"Świt {n} sp. z o.o.", f"{n:08}", "5252344078", "1", "08-110", "Wólka") for n in payers),
    )
    _table(
        folder / "umowy.csv",
        _CONTRACTS,
        ((f"U{n}", f"K{n}", f"U/{n}", "A", "Prąd dla firmy", "C11", "01.09.2024", _ACCOUNT) for n in payers),
    )
    _table(folder / "faktury.csv", _INVOICES, (_invoice(n, n % len(payers)) for n in range(invoices)))


def _invoice(n: int, payer: int) -> tuple[str, ...]:
    number = f"FV/{n}/2026"
    days, money = ("02.11.2026", "16.11.2026"), ("100,00", "23,00", "123,00", "0,00")
    return (f"F{n}", f"K{payer}", f"U{payer}", "F", number, *days, *money, _ACCOUNT, number)


def _table(file: Path, header: Iterable[str], rows: Iterable[tuple[str, ...]]) -> None:
    with file.open("w", encoding="cp1250", newline="") as out:
        table = csv.writer(out, delimiter=";")
        table.writerow(header)
        table.writerows(rows)
