"""NCRONTAB: examples of Microsoft's documentation, and what differs from cron."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.functions_host.timers.schedule import Schedule, ScheduleError


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("expression", "moment", "due"),
    [
        ("0 */5 * * * *", "2026-03-01T10:01:00", "2026-03-01T10:05:00"),
        ("0 0 * * * *", "2026-03-01T10:00:00", "2026-03-01T11:00:00"),
        ("0 0 */2 * * *", "2026-03-01T10:00:00.5", "2026-03-01T12:00:00"),
        ("0 0 9-17 * * *", "2026-03-01T17:30:00", "2026-03-02T09:00:00"),
        ("0 30 9 * * 1-5", "2026-03-06T09:30:00", "2026-03-09T09:30:00"),
        ("0 30 9 * Jan Mon", "2026-03-01T00:00:00", "2027-01-04T09:30:00"),
        ("*/30 * * * * *", "2026-03-01T10:00:29.9", "2026-03-01T10:00:30"),
        ("5,8,10 * * * * *", "2026-03-01T10:00:05", "2026-03-01T10:00:08"),
        # 02:30 exists in UTC on the night Warsaw changes its clocks.
        ("0 30 2 29 3 *", "2026-03-28T00:00:00", "2026-03-29T02:30:00"),
        # Cron would fire on the 13th and on each Friday; NCRONTAB on a Friday the 13th only.
        ("0 0 0 13 * 5", "2026-03-14T00:00:00", "2026-11-13T00:00:00"),
    ],
)
def test_when_a_timer_is_due(expression: str, moment: str, due: str) -> None:
    assert Schedule(expression).after(at(moment)) == at(due)


@pytest.mark.parametrize(
    "expression", ["* * * * *", "", "00:05:00", "61 * * * * *", "0 0 0 L * *", "0 0 0 * * 5#1", "0 0 0 LW * *"]
)
def test_what_is_no_schedule_is_refused_by_name(expression: str) -> None:
    with pytest.raises(ScheduleError, match="'" + expression.replace("*", r"\*")):
        Schedule(expression)


def test_a_schedule_that_never_comes_says_so() -> None:
    with pytest.raises(ScheduleError, match=r"never due|Bad day"):
        Schedule("0 0 0 31 2 *").after(at("2026-01-01T00:00:00"))


def test_the_interval_tells_frequent_timers_from_rare_ones() -> None:
    now = at("2026-03-01T10:00:00")
    assert Schedule("*/30 * * * * *").interval(now) == timedelta(seconds=30)
    assert Schedule("0 */15 * * * *").interval(now) == timedelta(minutes=15)


@given(
    st.integers(1_704_000_000, 1_893_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)),
    st.sampled_from(["*/7 * * * * *", "0 */15 * * * *", "0 0 3 * * 1-5", "0 0 0 1 * 0"]),
)
def test_the_due_time_is_later_and_none_lies_between(moment: datetime, expression: str) -> None:
    schedule = Schedule(expression)
    due = schedule.after(moment)
    assert due > moment
    assert schedule.after(due - timedelta(seconds=1)) == due
    assert schedule.after(moment + (due - moment) / 2) == due
