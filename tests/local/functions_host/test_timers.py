"""Timers in a real host: by the clock, by hand, never twice at once, caught up, retried, cut off."""

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from local.functions_host.messages import RpcRetryOptions
from local.functions_host.testing import RunningHost, running_host
from local.functions_host.timers import retry_delay
from tests.local.functions_host.conftest import APPS

NEVER = "0 0 0 29 2 *"


class Records:
    """What the timer functions noted, line by line."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "notes"

    @property
    def lines(self) -> list[str]:
        return self.file.read_text().splitlines() if self.file.exists() else []

    def wait_for(self, line: str, times: int = 1, seconds: float = 10) -> list[str]:
        deadline = time.monotonic() + seconds
        while self.lines.count(line) < times:
            assert time.monotonic() < deadline, f"no {times} x {line!r} in {self.lines}"
            time.sleep(0.01)
        return self.lines

    def let_slow_end(self) -> None:
        (self.folder / "go on").touch()


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


def test_a_run_by_hand_answers_at_once_and_shows_its_progress(
    host: RunningHost, records: Records, capfd: pytest.CaptureFixture[str]
) -> None:
    assert call(host, "Yearly") == 202
    records.wait_for("yearly past_due=False last=False")
    assert call(host, "yearly") == 202
    records.wait_for("yearly past_due=False last=True")
    assert "progress: 1 of 1" in capfd.readouterr().out


def test_two_runs_of_one_timer_never_overlap(host: RunningHost, records: Records) -> None:
    assert [call(host, "slow") for _ in range(3)] == [202, 202, 202]
    records.wait_for("slow begins")
    assert call(host, "yearly") == 202
    records.wait_for("yearly past_due=False last=False")
    assert records.lines.count("slow begins") == 1
    records.let_slow_end()
    lines = [line for line in records.wait_for("slow ends", times=3) if line.startswith("slow")]
    assert lines == ["slow begins", "slow ends"] * 3


def test_another_host_on_the_same_state_waits_its_turn(host: RunningHost, records: Records, tmp_path: Path) -> None:
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as other:
        call(host, "slow")
        records.wait_for("slow begins")
        call(other, "slow")
        call(other, "yearly")
        records.wait_for("yearly past_due=False last=False")
        assert records.lines.count("slow begins") == 1
        records.let_slow_end()
        records.wait_for("slow ends", times=2)


@pytest.mark.parametrize(("pause", "past_due"), [(timedelta(days=400), True), (timedelta(seconds=1), False)])
def test_a_due_time_missed_while_down_is_made_up_for_at_start(
    tmp_path: Path, records: Records, pause: timedelta, past_due: bool
) -> None:
    moment = (datetime.now(UTC) - pause).isoformat()
    status = tmp_path / "state" / "timers" / "yearly.json"
    status.parent.mkdir(parents=True)
    status.write_text(json.dumps({"Last": moment, "Next": moment, "LastUpdated": moment}))
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as host:
        if past_due:
            records.wait_for("yearly past_due=True last=True")
        else:
            call(host, "yearly")
            assert records.wait_for("yearly past_due=False last=True") == ["yearly past_due=False last=True"]
    assert datetime.fromisoformat(json.loads(status.read_text())["Next"]) > datetime.now(UTC)


def test_a_retry_policy_repeats_a_failed_run_and_then_gives_up(host: RunningHost, records: Records) -> None:
    call(host, "failing")
    records.wait_for("failing retry=2 of 2")
    call(host, "failing")
    assert (
        records.wait_for("failing retry=2 of 2", times=2) == [f"failing retry={count} of 2" for count in (0, 1, 2)] * 2
    )


def test_a_run_longer_than_the_function_timeout_is_stopped(
    host: RunningHost, records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers = host.application.state.timers
    monkeypatch.setattr(timers.by_name["endless"], "_timeout", timedelta(milliseconds=50))
    call(host, "endless")
    records.wait_for("endless is stopped")


def test_stopping_the_host_stops_a_run(tmp_path: Path, records: Records) -> None:
    settings = {"RECORDS": str(records.folder), "QUICK_SCHEDULE": NEVER}
    with running_host(APPS / "timer_app.py", tmp_path / "state", settings) as host:
        call(host, "endless")
        records.wait_for("endless begins")
    assert records.lines[-1] == "endless is stopped"


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
