"""Each timer's job runs alone, ends before the host would kill its process, and goes on after it was killed."""

import ast
import asyncio
import time
import traceback
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from functions.sync_timer import job
from functions.sync_timer.job import FAILURES_TO_RING, JobFailed, run_alone, run_each, run_in_time
from functions.sync_timer.state import LEASE, Lease, LeasedState
from local.functions_host.configuration import read_host_settings
from local.functions_host.testing import running_host
from local.stack.environment import ROOT
from shared import clock, cosmos

OWN_LEASE = {"synchronise", "remind"}
"""Jobs whose state is their lease."""


def test_every_timer_runs_its_job_within_its_time_and_alone() -> None:
    tree = ast.parse((ROOT / "functions/sync_timer/timers.py").read_text())
    timers = [node for node in tree.body if isinstance(node, ast.AsyncFunctionDef)]
    assert len(timers) >= 6
    for timer in timers:
        [run] = [one for one in timer.body if not isinstance(one, ast.ImportFrom)][1:]
        assert isinstance(run, ast.Expr), timer.name
        assert isinstance(run.value, ast.Await), "one run, so that the jobs share the time the host gives the timer"
        call = run.value.value
        assert isinstance(call, ast.Call), timer.name
        runner = ast.unparse(call.func)
        if runner == "run_each":
            names = [keyword.arg for keyword in call.keywords]
            assert not OWN_LEASE & {ast.unparse(keyword.value) for keyword in call.keywords}
        else:
            names = [ast.literal_eval(call.args[0])]
            assert runner == ("run_in_time" if ast.unparse(call.args[1]) in OWN_LEASE else "run_alone"), timer.name
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
    monkeypatch.setattr(job, "DEADLINE", timedelta(seconds=2))
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


async def test_jobs_of_one_timer_share_its_time_and_none_keeps_another_from_its_turn(
    portal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging, done = Work(), list[str]()

    async def beside() -> None:
        await hanging.begun.wait()
        done.append("beside what hangs")

    async def broken() -> None:
        raise ValueError("broken")

    monkeypatch.setattr(job, "DEADLINE", timedelta(seconds=2))
    with pytest.raises(JobFailed, match=r"^second$"):
        await run_each(first=beside, second=broken, third=hanging)
    assert (done, hanging.runs, hanging.ended) == (["beside what hangs"], 1, 0)


async def test_what_a_job_raises_is_ours_alone_and_its_lease_free(
    portal: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> None:
        raise ValueError("of 44051401359")

    async def well() -> None:
        pass

    def alarms() -> list[str]:
        return [record.alarm for record in caplog.records if record.message == "alarm"]  # type: ignore[attr-defined]

    for tried in range(1, FAILURES_TO_RING + 2):
        with pytest.raises(JobFailed) as raised:
            await run_alone("test", broken)
        assert "44051401359" not in "".join(traceback.format_exception(raised.value))
        assert alarms() == (["job failed"] if tried >= FAILURES_TO_RING else [])
    await run_alone("test", well)
    caplog.clear()
    with pytest.raises(JobFailed):
        await run_alone("test", broken)
    assert alarms() == [], "one failure after it went well is no news"


async def test_a_run_that_finds_another_at_work_does_not_end_a_row_of_failures(
    portal: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken() -> None:
        raise ValueError("broken")

    for _ in range(FAILURES_TO_RING):
        with pytest.raises(JobFailed):
            await run_alone("test-in-a-row", broken)
        held = await Lease.take(LeasedState(id="job-test-in-a-row"))
        await run_alone("test-in-a-row", broken)
        await held.release()
    assert [record.alarm for record in caplog.records if record.message == "alarm"] == ["job failed"]  # type: ignore[attr-defined]


JOB = """
import azure.functions as func
from functions.sync_timer.job import run_in_time
from shared.monitoring.logs import set_up_logs

set_up_logs("INFO", through_host=True)
app = func.FunctionApp()


async def broken():
    raise ValueError("of 44051401359")


@app.function_name("broken")
@app.timer_trigger("timer", "0 0 0 1 1 *", run_on_startup=False, use_monitor=False)
async def run(timer: func.TimerRequest) -> None:
    await run_in_time("broken", broken)
"""


@pytest.mark.usefixtures("portal")
def test_the_host_hears_that_a_job_failed_and_not_of_whom(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    (tmp_path / "function_app.py").write_text(JOB)
    said = ""
    with running_host(tmp_path / "function_app.py", tmp_path / "state") as host:
        assert httpx.post(f"{host.url}/admin/functions/broken", json={"input": ""}).status_code == 202
        until = time.monotonic() + 60
        while "JobFailed" not in said and time.monotonic() < until:
            said += "".join(capfd.readouterr())
    said += "".join(capfd.readouterr())
    assert "JobFailed" in said
    assert '"event": "job failed"' in said
    assert "44051401359" not in said
