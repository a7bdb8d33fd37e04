"""How a timer's job runs: alone, and ended by itself before the host would kill its process.

The host kills the worker process, with every request in it, when a function runs over `functionTimeout` of host.json;
it cancels nothing before. And a run started by hand goes beside one by the clock. So each job holds a lease of its
own, and ends in time: what it leaves is for the next run.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta

from azure.core.exceptions import AzureError

from functions.sync_timer.state import LEASE, Lease, LeasedState, LeaseTaken
from shared.monitoring.alarms import log_alarm
from shared.monitoring.logs import log
from shared.monitoring.traces import job_span

DEADLINE = timedelta(minutes=4, seconds=30)
"""Half a minute before `functionTimeout`; a job that looks at the time itself ends at four minutes."""
FAILURES_TO_RING = 3
"""So often in a row, in one process, a job fails before somebody is told: one lost answer is no news at night. A run
that finds another running is neither a failure nor a success."""

type Work = Callable[[], Awaitable[object]]

_failures = Counter[str]()


class JobFailed(Exception):
    """Names the jobs that failed. Why is in our own log, masked; the host would keep an error's words as they are."""


async def run_in_time(name: str, work: Work) -> None:
    """Run the job, which takes its own lease, and cancel it at the deadline. Raises JobFailed."""
    deadline = asyncio.timeout(DEADLINE.total_seconds())
    fault: Exception | None = None
    try:
        with job_span(name):
            async with deadline:
                try:
                    await work()
                except LeaseTaken:
                    return  # another run does it, and will say how it went
    except Exception as error:  # noqa: BLE001  whatever it is, the host must not hear its words
        fault = error
    if fault is None:
        _failures.pop(name, None)
    elif isinstance(fault, TimeoutError) and deadline.expired():
        log.warning("job out of time, the next run goes on", extra={"job": name})
    else:
        log.error("job failed", exc_info=fault, extra={"job": name})
        _failures[name] += 1
        if _failures[name] == FAILURES_TO_RING:
            log_alarm("job failed", job=name, fault=type(fault).__name__)
        raise JobFailed(name)


async def run_alone(name: str, work: Work) -> None:
    """Run the job unless another run of it goes on, and cancel it at the deadline or when its lease is lost.

    Raises JobFailed.
    """
    await run_in_time(name, lambda: _alone(name, work))


async def run_each(**jobs: Work) -> None:
    """Run the jobs of one timer side by side, each alone: together they take the time of one, which is all that the
    host gives them, and none is kept from its turn by another. Raises JobFailed with the names of all that failed."""
    ended = await asyncio.gather(*(run_alone(name, work) for name, work in jobs.items()), return_exceptions=True)
    if failed := [name for name, outcome in zip(jobs, ended, strict=True) if isinstance(outcome, BaseException)]:
        raise JobFailed(", ".join(failed))


async def _alone(name: str, work: Work) -> None:
    """Raises LeaseTaken where another run has the lease, or took it from this one."""
    try:
        lease = await Lease.take(LeasedState(id=f"job-{name}"))
    except LeaseTaken:
        log.info("job is running already", extra={"job": name})
        raise
    try:
        await _while_held(lease, name, work)
    finally:
        await _let_go(lease)


async def _while_held(lease: Lease[LeasedState], name: str, work: Work) -> None:
    job = asyncio.ensure_future(work())
    keeper = asyncio.create_task(_keep(lease))
    try:
        await asyncio.wait([job, keeper], return_when=asyncio.FIRST_COMPLETED)
        if not job.done():
            log.warning("lease lost, the other run goes on", extra={"job": name})
    finally:
        for task in (job, keeper):
            task.cancel()
        await asyncio.gather(job, keeper, return_exceptions=True)
    if job.cancelled():
        raise LeaseTaken
    job.result()


async def _keep(lease: Lease[LeasedState]) -> None:
    """Renew the lease until cancelled; returns where it is lost."""
    while True:
        await asyncio.sleep(LEASE.total_seconds() / 4)
        try:
            await lease.write()
        except LeaseTaken:
            return
        except AzureError:
            continue  # it lasts for three more tries


async def _let_go(lease: Lease[LeasedState]) -> None:
    try:
        await lease.release()
    except (LeaseTaken, AzureError):
        log.warning("lease left to run out")
