"""`python -m benchmarks [--rounds N] [--points N] [--memory CUSTOMERS ...] [--invoices ROWS ...]`: tables of ratios,
goals, request units and memory."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from benchmarks import billing_files, emulator, imports, many_points, memory, portal, start_page, sync, usage_views
from benchmarks.apart import apart
from tests.chaos.parts import Parts, running_parts


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="0: no ratios")
    parser.add_argument("--points", type=int, default=1_200, help="metering points of a large customer, 0: none")
    parser.add_argument("--customers", type=int, default=100, help="customers of the sync's ratio")
    parser.add_argument("--memory", type=int, nargs="*", default=[1_000], help="worlds to measure memory by")
    parser.add_argument("--invoices", type=int, nargs="*", default=[10_000, 1_000_000], help="exports to take")
    options = parser.parse_args()
    if options.rounds:
        Console(width=100).print(_ratios(options.rounds, options.customers))
        Console(width=100).print(_portal(options.rounds))
    if options.points:
        Console(width=100).print(_many_points(options.points))
    if options.memory:
        Console(width=100).print(_memory(options.memory))
    if options.invoices:
        Console(width=100).print(_exports(options.invoices))
    return 0


def _ratios(rounds: int, customers: int) -> Table:
    table = Table("what", "bare", "mojBOK", "ratio", "goal", "")
    with _parts(customers) as parts:
        bare, whole = imports.measure(rounds)
        _row(
            table, "import of function_app", f"{bare * 1000:.0f} ms", f"{whole * 1000:.0f} ms", whole / bare, "≤", 1.25
        )
        rates = apart(start_page.measure, rounds)
        ours = f"{rates.page:.0f}/s"
        _row(table, "start page, 2 bare reads", f"{rates.bare:.0f}/s", ours, rates.page / rates.bare, "≥", 0.8)
        table.add_row("  the same by our client", f"{rates.tuned:.0f}/s", ours, f"{rates.page / rates.tuned:.2f}")
        for view, (reads, answers) in apart(usage_views.measure, rounds).items():
            name = f"usage by {view}, 2 bare reads of the same"
            _row(table, name, f"{reads:.0f}/s", f"{answers:.0f}/s", answers / reads, "≥", 0.5)
        upserts, synced, number = apart(sync.measure, rounds)
        name = f"sync of {number} documents"
        _row(table, name, f"{upserts:.0f}/s", f"{synced:.0f}/s", synced / upserts, "≥", 0.7)
        asking, serving = apart(emulator.measure, parts.cosmos_process)
        name = "CPU of a point read, client and emulator"
        _row(table, name, f"{asking * 1000:.2f} ms", f"{serving * 1000:.2f} ms", serving / asking, "≤", 1.0)
    return table


def _portal(rounds: int) -> Table:
    """CPU of the worker, and how many point reads that is."""
    table = Table("request or screen", "CPU", "in point reads")
    with _parts(1):
        costs = apart(portal.measure, rounds)
    read = costs.parts["a point read"]
    for costs_of in (costs.parts, costs.requests, {f"screen {name}": ms for name, ms in costs.screens.items()}):
        for name, milliseconds in costs_of.items():
            table.add_row(name, f"{milliseconds:.2f} ms", f"{milliseconds / read:.1f}")
    return table


def _many_points(points: int) -> Table:
    table = Table(f"{points:,} points", "asked for", "requests", "RU", "dearest")
    with _parts(1):
        for customer, charges in apart(many_points.measure, points).items():
            for what, (requests, units, dearest) in charges.items():
                table.add_row(customer, what, str(requests), f"{units:,.0f}", f"{dearest:,.0f}")
    return table


def _memory(worlds: list[int]) -> Table:
    table = Table("peak memory", "changes", "time", "sync", "of it before", "billing's stand-in")
    for customers in worlds:
        with _parts(customers, today=memory.TODAY) as parts:
            memory.say(f"{customers} customers")
            found = apart(memory.measure, parts.billing_process)
        table.add_row(
            f"{customers:,} customers",
            f"{found.changes:,}",
            f"{found.seconds / 60:.1f} min",
            f"{found.sync:.0f} MB",
            f"{found.began:.0f} MB",
            f"{found.billing:.0f} MB",
        )
    return table


def _exports(sizes: list[int]) -> Table:
    table = Table("export in files", "check", "peak", "take", "peak")
    for invoices in sizes:
        found = billing_files.measure(invoices)
        cells = [cell for one in found.values() for cell in (f"{one.seconds:.0f} s", f"{one.peak_mb:.0f} MB")]
        table.add_row(f"{invoices:,} invoices", *cells)
    return table


@contextmanager
def _parts(customers: int, today: date | None = None) -> Iterator[Parts]:
    with (
        TemporaryDirectory(prefix="mojbok-bench-") as directory,
        running_parts(Path(directory), customers=customers, pdfs="none", page=500, today=today) as parts,
    ):
        yield parts


def _row(table: Table, what: str, bare: str, ours: str, ratio: float, sign: str, goal: float) -> None:
    met = ratio <= goal if sign == "≤" else ratio >= goal
    table.add_row(what, bare, ours, f"{ratio:.2f}", f"{sign} {goal}", "met" if met else "missed")


if __name__ == "__main__":
    sys.exit(main())
