"""How a timer's job runs: alone, and ended by itself before the host would kill its process.

The host kills the worker process, with every request in it, when a function runs over `functionTimeout` of host.json;
it cancels nothing before. And a run started by hand goes beside one by the clock. So each job holds a lease of its
own, and ends in time: what it leaves is for the next run.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from azure.core.exceptions import AzureError

from functions.sync_timer.state import LEASE, Lease, LeasedState, LeaseTaken
from shared.logs import log
from shared.traces import job_span

DEADLINE = timedelta(minutes=4, seconds=30)
"""Half a minute before `functionTimeout`; a job that looks at the time itself ends at four minutes."""


async def run_in_time(name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Run the job, which takes its own lease, and cancel it at the deadline."""
    try:
        with job_span(name):
            async with asyncio.timeout(DEADLINE.total_seconds()) as deadline:
                await work()
    except TimeoutError:
        if not deadline.expired():
            raise
        log.warning("job out of time, the next run goes on", extra={"job": name})


async def run_alone(name: str, work: Callable[[], Awaitable[object]]) -> None:
    """Run the job unless another run of it is at work, and cancel it at the deadline or when its lease is lost."""
    try:
        lease = await Lease.take(LeasedState(id=f"job-{name}"))
    except LeaseTaken:
        log.info("job is at work already", extra={"job": name})
        return
    try:
        await run_in_time(name, lambda: _while_held(lease, name, work))
    finally:
        await _let_go(lease)


async def _while_held(lease: Lease[LeasedState], name: str, work: Callable[[], Awaitable[object]]) -> None:
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
    if not job.cancelled():
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
