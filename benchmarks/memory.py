"""Peak memory of the sync and of billing's stand-in, each a process of its own, as the world grows."""

import os
import time
from datetime import date
from functools import partial
from typing import NamedTuple

from benchmarks.apart import fresh_database
from tests.processes import peak_memory

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
    started, began = time.perf_counter(), peak_memory(os.getpid())
    changes = 0
    while True:
        report = await synchronise()
        changes += report.changes
        peaks = peak_memory(os.getpid()), peak_memory(billing_process)
        now = Measured(changes, time.perf_counter() - started, began, *peaks)
        if report.outcome == "complete":
            return now
        if not report.changes:
            raise RuntimeError(report.outcome)
        say(f"  {changes} changes, {now.seconds:.0f} s, peaks {now.sync:.0f} and {now.billing:.0f} MB")
