"""A due day that is a Saturday or free by law moves to the next working day (Kodeks cywilny, art. 115)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.billing.due import overdue_before, pay_by

days = st.dates(date(2024, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("due_on", "last_day"),
    [
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 28), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2026, 11, 30)),
        (date(2026, 11, 11), date(2026, 11, 12)),
        (date(2024, 12, 24), date(2024, 12, 24)),
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 4, 4), date(2026, 4, 7)),
    ],
)
def test_the_last_day_to_pay(due_on: date, last_day: date) -> None:
    assert pay_by(due_on) == last_day


@given(due_on=days, late=st.integers(-10, 10))
def test_the_day_for_queries_says_the_same_as_the_last_day_to_pay(due_on: date, late: int) -> None:
    today = due_on + timedelta(days=late)
    assert (due_on < overdue_before(today)) is (pay_by(due_on) < today)
