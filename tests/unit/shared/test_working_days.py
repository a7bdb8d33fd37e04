"""Terms as Polish law counts them; the days of receipt and of the answer were worked out by hand with a calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.working_days import (
    is_working_day,
    plus_months,
    term_in_days,
    term_in_months,
    working_day_from,
    working_day_until,
)

DAYS = st.dates(date(2024, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-11-26", "2026-12-10"),
        ("2026-12-10", "2026-12-28"),
        ("2025-12-10", "2025-12-29"),
        ("2024-12-10", "2024-12-24"),
        ("2026-04-17", "2026-05-04"),
        ("2026-05-21", "2026-06-05"),
        ("2026-12-18", "2027-01-04"),
        ("2026-10-18", "2026-11-02"),
    ],
)
def test_fourteen_days(received: str, due: str) -> None:
    assert term_in_days(date.fromisoformat(received), 14) == date.fromisoformat(due)


def test_thirty_days() -> None:
    assert term_in_days(date(2026, 11, 26), 30) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-01-31", "2026-03-02"),  # 28 February is a Saturday
        ("2027-12-31", "2028-01-31"),
        ("2026-11-24", "2026-12-28"),  # Christmas Eve, two days of Christmas, a Sunday
        ("2026-07-15", "2026-08-17"),  # 15 August is a Saturday and free besides
    ],
)
def test_a_month(received: str, due: str) -> None:
    assert term_in_months(date.fromisoformat(received), 1) == date.fromisoformat(due)


def test_christmas_eve_is_free_since_2025() -> None:
    assert is_working_day(date(2024, 12, 24))
    assert not is_working_day(date(2025, 12, 24))


@given(DAYS)
def test_a_day_moves_no_farther_than_the_nearest_working_day(day: date) -> None:
    later, earlier = working_day_from(day), working_day_until(day)
    assert earlier <= day <= later
    assert is_working_day(later)
    assert is_working_day(earlier)
    between = [earlier + timedelta(days=n) for n in range(1, (later - earlier).days)]
    assert not any(is_working_day(one) for one in between)


@given(DAYS, st.integers(-30, 30))
def test_months_keep_the_day_or_end_with_the_month(day: date, months: int) -> None:
    moved = plus_months(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)
