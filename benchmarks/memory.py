"""Peak memory of the sync and of billing's stand-in, each a process of its own, as the world grows."""

import re
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from benchmarks.apart import fresh_database

say = partial(print, flush=True)

TODAY = date(2024, 11, 30)
"""Three months after the data begins: about 8 changes a customer, so that even 100,000 customers are told in time."""


class Measured(NamedTuple):
    """One world taken in from its beginning; memory in MB: of the sync when it began, and the peaks."""

    changes: int
    seconds: float
    began: float
    sync: float
    billing: float


async def measure(billing_process: int) -> Measured:
    """Run the sync to its end, however many runs it takes, and say now and then how far it is."""
    from functions.sync_timer.billing_sync import synchronise

    await fresh_database("memory")
    started, began = time.perf_counter(), peak()
    changes = 0
    while True:
        report = await synchronise()
        changes += report.changes
        now = Measured(changes, time.perf_counter() - started, began, peak(), peak(billing_process))
        if report.outcome == "complete":
            return now
        if not report.changes:
            raise RuntimeError(report.outcome)
        say(f"  {changes} changes, {now.seconds:.0f} s, peaks {now.sync:.0f} and {now.billing:.0f} MB")


def peak(process: int | None = None) -> float:
    """The most memory a process has held at once so far, in MB (VmHWM of Linux); this one's without an id."""
    status = Path(f"/proc/{process or 'self'}/status").read_text("ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    if found is None:
        raise RuntimeError("the peak of memory can be read on Linux only")
    return int(found[1]) / 1024
