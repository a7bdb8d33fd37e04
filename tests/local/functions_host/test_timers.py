"""Timers in a real host: by the clock, by hand, caught up, retried, cut off."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from local.functions_host.loading import LoadedFunction
from local.functions_host.testing import RunningHost, running_host
from local.functions_host.timers import timers
from local.functions_host.timers.timers import retry_delay
from local.functions_host.workers.messages import RpcRetryOptions
from local.functions_host.workers.wire import Call, Outcome
from tests.local.functions_host.conftest import APPS, Records

NEVER = "0 0 0 29 2 *"


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records(tmp_path)


@pytest.fixture
def host(tmp_path: Path, records: Records) -> Iterator[RunningHost]:
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as running:
        yield running


def call(host: RunningHost, name: str) -> int:
    return httpx.post(f"{host.url}/admin/functions/{name}", json={"input": ""}).status_code


def test_a_timer_fires_by_a_schedule_from_the_settings(tmp_path: Path, records: Records) -> None:
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": "* * * * * *"}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings):
        records.wait_for("quick", times=2)
    count = records.lines.count("quick")
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings, run_timers=False):
        assert records.lines.count("quick") == count


def test_a_run_by_hand_answers_at_once(host: RunningHost, records: Records) -> None:
    assert call(host, "Yearly") == 202
    records.wait_for("yearly past_due=False last=False")


def test_runs_by_hand_go_beside_each_other_and_leave_the_memory_alone(host: RunningHost, records: Records) -> None:
    status = records.folder / "state" / "timers" / "slow.json"
    before = status.read_text()
    assert [call(host, "slow") for _ in range(3)] == [202, 202, 202]
    records.wait_for("slow begins", times=3)
    records.let_slow_end()
    records.wait_for("slow ends", times=3)
    assert status.read_text() == before


def test_a_timer_fires_in_one_host_and_runs_by_hand_in_any(tmp_path: Path, records: Records) -> None:
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    app, state = APPS / "timer_app.py", tmp_path / "state"
    due_long_ago(state)
    with running_host(app, state, settings) as first, running_host(app, state, settings) as second:
        records.wait_for("yearly past_due=True last=True")
        call(first, "yearly")
        call(second, "yearly")
        records.wait_for("yearly past_due=False last=True", times=2)
    assert records.lines.count("yearly past_due=True last=True") == 1


class Workers:
    """Runs of the given seconds by a clock of its own; notes when each began."""

    def __init__(self, *seconds: int) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.begun: list[int] = []
        self._left = list(seconds)

    async def call(self, call: Call) -> Outcome:
        self.begun.append(self.now.second + 60 * self.now.minute)
        if not self._left:
            raise asyncio.CancelledError
        self.now += timedelta(seconds=self._left.pop(0))
        return Outcome(call.id, succeeded=True)

    async def sleep_until(self, due: datetime) -> None:
        self.now = max(self.now, due)


async def test_due_times_that_go_by_during_a_run_are_made_up_right_after_it_by_one_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workers = Workers(50, 1, 1)
    monkeypatch.setattr(timers, "_now", lambda: workers.now)
    monkeypatch.setattr(timers, "_sleep_until", workers.sleep_until)
    trigger = {"type": "timerTrigger", "name": "timer", "schedule": "*/20 * * * * *"}
    function = LoadedFunction("often", "", "", "", (trigger,), None, disabled=False)
    with pytest.raises(asyncio.CancelledError):
        await timers.Timer(function, tmp_path, workers, {}).keep()  # type: ignore[arg-type]
    assert workers.begun == [20, 70, 80, 100]


def due_long_ago(state: Path, **changed: str) -> Path:
    """The memory of a host that went down before the year turned."""
    last = datetime.now(UTC) - timedelta(days=800)
    due = datetime(last.year + 1, 1, 1, 3, tzinfo=UTC)
    status = state / "timers" / "yearly.json"
    status.parent.mkdir(parents=True)
    known = {"Last": last.isoformat(), "Next": due.isoformat(), "LastUpdated": last.isoformat()}
    status.write_text(json.dumps(known | changed))
    return status


def test_a_due_time_missed_while_down_is_made_up_for_at_start(tmp_path: Path, records: Records) -> None:
    status = due_long_ago(tmp_path / "state")
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as host:
        records.wait_for("yearly past_due=True last=True")
        call(host, "yearly")
        records.wait_for("yearly past_due=False last=True")
    assert datetime.fromisoformat(json.loads(status.read_text())["Next"]) > datetime.now(UTC)


def test_a_schedule_changed_while_down_forgets_what_was_missed(tmp_path: Path, records: Records) -> None:
    status = due_long_ago(tmp_path / "state", Next="2025-06-01T00:00:00+00:00")
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as host:
        call(host, "yearly")
        assert records.wait_for("yearly past_due=False last=False") == ["yearly past_due=False last=False"]
    assert json.loads(status.read_text())["Last"].startswith("0001-01-01")


def test_a_retry_policy_repeats_a_failed_run_and_then_gives_up(host: RunningHost, records: Records) -> None:
    call(host, "failing")
    records.wait_for("failing retry=2 of 2")
    call(host, "failing")
    assert (
        records.wait_for("failing retry=2 of 2", times=2) == [f"failing retry={count} of 2" for count in (0, 1, 2)] * 2
    )


def test_stopping_the_host_kills_a_run(tmp_path: Path, records: Records) -> None:
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as host:
        call(host, "endless")
        process = records.process_of("endless")
    assert len(records.lines) == 1
    assert not Path(f"/proc/{process}").exists()


def test_an_unreadable_memory_is_forgotten(tmp_path: Path, records: Records) -> None:
    status = tmp_path / "state" / "timers" / "yearly.json"
    status.parent.mkdir(parents=True)
    status.write_text("{half")
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as host:
        call(host, "yearly")
        records.wait_for("yearly past_due=False last=False")


@pytest.mark.parametrize(("retries_so_far", "seconds"), [(0, 10), (1, 20), (2, 40), (3, 60), (50, 60)])
def test_exponential_backoff_doubles_up_to_its_limit(retries_so_far: int, seconds: int) -> None:
    policy = RpcRetryOptions(
        5, "exponential_backoff", minimum_interval=timedelta(seconds=10), maximum_interval=timedelta(minutes=1)
    )
    assert retry_delay(policy, retries_so_far) == timedelta(seconds=seconds)
