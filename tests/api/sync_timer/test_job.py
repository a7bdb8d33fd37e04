"""Each timer's job runs alone, ends before the host would kill its process, and goes on after it was killed."""

import ast
import asyncio
from datetime import timedelta

import pytest

from functions.sync_timer import job
from functions.sync_timer.job import run_alone, run_in_time
from functions.sync_timer.state import LEASE, Lease, LeasedState
from local.functions_host.configuration import read_host_settings
from local.stack.environment import ROOT
from shared import clock, cosmos

OWN_LEASE = {"synchronise", "remind"}
"""Jobs whose state is their lease."""


def test_every_timer_runs_its_job_within_its_time_and_alone() -> None:
    tree = ast.parse((ROOT / "functions/sync_timer/timers.py").read_text())
    timers = [node for node in tree.body if isinstance(node, ast.AsyncFunctionDef)]
    assert len(timers) >= 6
    for timer in timers:
        body = [one for one in timer.body if not isinstance(one, ast.ImportFrom)][1:]
        names: list[str] = []
        for one in body:
            assert isinstance(one, ast.Expr), timer.name
            assert isinstance(one.value, ast.Await), timer.name
            call = one.value.value
            assert isinstance(call, ast.Call), timer.name
            runner, work = ast.unparse(call.func), ast.unparse(call.args[1])
            assert runner == ("run_in_time" if work in OWN_LEASE else "run_alone"), timer.name
            names.append(ast.literal_eval(call.args[0]))
        assert names[0] == timer.name
        assert len({*names}) == len(names), "each job holds a lease of its own"


def test_a_job_ends_before_the_host_ends_it() -> None:
    assert job.DEADLINE + timedelta(seconds=20) < read_host_settings(ROOT).function_timeout


class Work:
    """Work that lasts until it is let go; `ended` says whether it came to its end."""

    def __init__(self) -> None:
        self.begun, self.go = asyncio.Event(), asyncio.Event()
        self.runs, self.ended = 0, 0

    async def __call__(self) -> None:
        self.runs += 1
        self.begun.set()
        await self.go.wait()
        self.ended += 1


async def test_of_a_run_by_the_clock_and_one_by_hand_one_works(portal: str) -> None:
    work = Work()
    first = asyncio.create_task(run_alone("test", work))
    await work.begun.wait()
    await run_alone("test", work)
    await run_alone("another", lambda: asyncio.sleep(0))
    work.go.set()
    await first
    assert (work.runs, work.ended) == (1, 1)
    await run_alone("test", work)
    assert work.runs == 2


async def test_a_job_out_of_time_is_cancelled_and_the_next_run_need_not_wait(
    portal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Work()
    monkeypatch.setattr(job, "DEADLINE", timedelta(milliseconds=50))
    await run_alone("test", work)
    await run_in_time("test", work)
    assert (work.runs, work.ended) == (2, 0)
    work.go.set()
    monkeypatch.undo()
    await run_alone("test", work)
    assert work.ended == 1


async def test_a_job_whose_process_was_killed_goes_on_when_its_lease_is_over(portal: str) -> None:
    clock.set_now(clock.now())
    await Lease.take(LeasedState(id="job-test"))
    work = Work()
    work.go.set()
    await run_alone("test", work)
    assert work.runs == 0
    clock.set_now(clock.now() + LEASE + timedelta(seconds=1))
    await run_alone("test", work)
    assert work.ended == 1


async def test_a_job_that_lost_its_lease_stops(portal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job, "LEASE", timedelta(milliseconds=40))
    work = Work()
    running = asyncio.create_task(run_alone("test", work))
    await work.begun.wait()
    await taken_by_another()
    await running
    assert work.ended == 0


async def taken_by_another() -> None:
    """Another run takes the lease, whatever this one wrote last."""

    def taken(stored: cosmos.Item | None) -> cosmos.Item | None:
        assert stored is not None
        return cosmos.plain(stored) | {"holder": "another"}

    await cosmos.update("operations", "job-test", taken)


async def test_what_a_job_raises_is_raised_and_its_lease_free(portal: str) -> None:
    async def broken() -> None:
        raise ValueError("broken")

    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            await run_alone("test", broken)
