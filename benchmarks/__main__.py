"""`python -m benchmarks [--rounds N] [--memory CUSTOMERS ...]`: one table of ratios and their goals."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks import imports, start_page, sync
from benchmarks.apart import apart
from tests.chaos.parts import running_parts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--customers", type=int, default=100, help="customers of the sync's ratio")
    parser.add_argument("--memory", type=int, nargs="*", default=[1_000], help="worlds to measure memory by")
    options = parser.parse_args()
    table = Table("what", "bare", "mojBOK", "ratio", "goal", "")
    with _parts(options.customers):
        bare, ours = imports.measure(options.rounds)
        _row(table, "import of function_app", f"{bare * 1000:.0f} ms", f"{ours * 1000:.0f} ms", ours / bare, "≤", 1.25)
        rates = apart(start_page.measure, options.rounds)
        _row(
            table, "start page, 2 point reads", f"{rates[0]:.0f}/s", f"{rates[1]:.0f}/s", rates[1] / rates[0], "≥", 0.8
        )
        upserts, synced, number = apart(sync.measure, options.rounds)
        name = f"sync of {number} documents"
        _row(table, name, f"{upserts:.0f}/s", f"{synced:.0f}/s", synced / upserts, "≥", 0.7)
    for customers in options.memory:
        with _parts(customers):
            changes, megabytes = apart(sync.memory)
        table.add_row(f"memory, {customers} customers", f"{changes} changes", f"{megabytes:.0f} MB", "", "flat", "")
    Console(width=100).print(table)
    return 0


def _parts(customers: int) -> Any:
    return running_parts(Path(tempfile.mkdtemp(prefix="mojbok-bench-")), customers=customers, pdfs="none", page=500)


def _row(table: Table, what: str, bare: str, ours: str, ratio: float, sign: str, goal: float) -> None:
    met = ratio <= goal if sign == "≤" else ratio >= goal
    table.add_row(what, bare, ours, f"{ratio:.2f}", f"{sign} {goal}", "met" if met else "missed")


if __name__ == "__main__":
    sys.exit(main())
