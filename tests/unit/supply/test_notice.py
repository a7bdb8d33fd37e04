"""Until when a notice must arrive: the law's rule for households, and whatever a contract says for others."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.supply.contracts.notice import endings, notice_of
from shared.supply.notice_period import HOUSEHOLD, Period, ends_when_arriving

DAYS = st.dates(date(2024, 1, 1), date(2036, 12, 31))
PERIODS = st.builds(Period, months=st.integers(0, 24), days=st.integers(0, 90), month=st.just(True))


@pytest.mark.parametrize(
    ("arrives", "ends"),
    [
        ("2026-11-26", "2026-12-31"),
        ("2026-11-30", "2026-12-31"),
        ("2026-12-01", "2027-01-31"),
        ("2026-12-31", "2027-01-31"),
        ("2027-01-01", "2027-02-28"),
        ("2027-01-31", "2027-02-28"),
        ("2028-01-15", "2028-02-29"),
        ("2026-05-31", "2026-06-30"),  # a Sunday: arriving is a fact, nothing moves
    ],
)
def test_a_households_notice_ends_the_contract_with_the_month_after(arrives: str, ends: str) -> None:
    assert ends_when_arriving(date.fromisoformat(arrives), HOUSEHOLD).isoformat() == ends


def test_the_coming_ends_of_a_household() -> None:
    found = endings(date(2026, 11, 26), HOUSEHOLD)
    assert [(one.ends_on.isoformat(), one.arrive_by.isoformat()) for one in found] == [
        ("2026-12-31", "2026-11-30"),
        ("2027-01-31", "2026-12-31"),
        ("2027-02-28", "2027-01-31"),
        ("2027-03-31", "2027-02-28"),
        ("2027-04-30", "2027-03-31"),
        ("2027-05-31", "2027-04-30"),
    ]


def test_no_end_is_offered_after_a_known_end() -> None:
    found = endings(date(2026, 11, 26), HOUSEHOLD, date(2027, 2, 28))
    assert [one.ends_on.isoformat() for one in found] == ["2026-12-31", "2027-01-31"]


@given(DAYS, PERIODS)
def test_an_arrival_by_the_day_shown_is_in_time_and_one_a_day_later_is_not(today: date, period: Period) -> None:
    for one in endings(today, period):
        assert one.arrive_by >= today
        assert ends_when_arriving(one.arrive_by, period) <= one.ends_on
        assert ends_when_arriving(one.arrive_by + timedelta(days=1), period) > one.ends_on


@given(DAYS, PERIODS)
def test_the_first_end_offered_is_the_one_notice_today_brings(today: date, period: Period) -> None:
    assert endings(today, period)[0].ends_on == ends_when_arriving(today, period)


@pytest.mark.parametrize(
    ("data", "basis", "arrives_today"),
    [
        ({"noticeMonths": 3}, "contract", "2027-02-28"),
        ({"notice": {"months": 3}}, "contract", "2027-02-28"),
        ({"notice": {"months": 1, "ends": "day"}}, "contract", "2026-12-26"),
        ({"notice": {"days": 30, "ends": "month"}}, "contract", "2026-12-31"),
        ({"notice": {"days": 14, "ends": "day"}}, "contract", "2026-12-10"),
        ({"notice": {"months": 1, "ends": "billing_period", "text": "koniec okresu"}}, "contract", None),
        ({}, "unknown", None),
    ],
)
def test_others_follow_their_contract(data: dict[str, Any], basis: str, arrives_today: str | None) -> None:
    notice = notice_of(date(2026, 11, 26), data, household=False, ends_on=None)
    assert notice.basis == basis
    assert (notice.arrives_today.isoformat() if notice.arrives_today else None) == arrives_today
    assert notice.text == data.get("notice", {}).get("text")


def test_a_contract_cannot_worsen_the_households_month() -> None:
    notice = notice_of(date(2026, 11, 26), {"noticeMonths": 3}, household=True, ends_on=None)
    assert (notice.basis, notice.months, notice.arrives_today) == ("law", 1, date(2026, 12, 31))
