"""Usage as it is shown: sums, gaps, the same days of the year before, and the days the clock changes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.supply.usage.views import combined, day_view, month_view, year_view
from functions.supply.usage_store import Year
from shared.supply.usage import Value, place_of, quarters_between, values_of
from shared.supply.usage_year import with_points

YESTERDAY = date(2026, 11, 26)


def recorded(energy: int) -> Value:
    return Value("R", {"całodobowa": energy}, None)


def a_year(year: int, *, months: dict[int, int] | None = None, days: dict[date, int] | None = None) -> Year:
    return Year(
        year,
        {month: recorded(energy) for month, energy in (months or {}).items()},
        {day: recorded(energy) for day, energy in (days or {}).items()},
        frozenset(),
        1,
    )


def days_of(first: date, last: date, energy: int) -> dict[date, int]:
    return {first + timedelta(days=n): energy for n in range((last - first).days + 1)}


def test_a_month_under_way_is_compared_over_the_same_days() -> None:
    this = a_year(2026, months={10: 300_000}, days=days_of(date(2026, 11, 1), YESTERDAY, 10_000))
    before = a_year(
        2025, months={10: 200_000, 11: 330_000}, days=days_of(date(2025, 11, 1), date(2025, 11, 30), 11_000)
    )
    october, november = year_view(2026, this, before, YESTERDAY).rows
    assert (october.imported, october.complete, october.last_on) == (300_000, True, None)
    assert october.comparison is not None
    assert (october.comparison.percent, october.comparison.days) == (50.0, None)
    assert (november.imported, november.complete, november.last_on) == (260_000, False, YESTERDAY)
    assert november.before is not None
    assert november.before.imported == 330_000
    assert november.comparison is not None
    assert november.comparison.model_dump(by_alias=False) == {
        "imported": 260_000,
        "before": 286_000,
        "difference": -26_000,
        "percent": -9.1,
        "days": 26,
    }


def test_the_total_compares_no_more_than_the_months_do() -> None:
    this = a_year(2026, months={9: 100_000, 10: 300_000})
    before = a_year(2025, months={10: 200_000, 11: 330_000})
    view = year_view(2026, this, before, date(2026, 10, 31))
    assert view.total.imported == 400_000
    assert view.comparison is not None
    assert (view.comparison.imported, view.comparison.before, view.comparison.percent) == (300_000, 200_000, 50.0)


def test_a_year_compared_with_a_part_of_one_says_of_how_many_days() -> None:
    """The data begins in September: what 2025 is compared with are four months and no year."""
    this = a_year(2025, months=dict.fromkeys(range(1, 13), 100_000))
    before = a_year(2024, months=dict.fromkeys(range(9, 13), 80_000))
    view = year_view(2025, this, before, YESTERDAY)
    assert view.total.imported == 1_200_000
    assert view.comparison is not None
    assert (view.comparison.imported, view.comparison.percent, view.comparison.days) == (400_000, 25.0, 122)
    whole = year_view(2026, a_year(2026, months=this_months(this)), this, date(2026, 12, 31))
    assert whole.comparison is not None
    assert (whole.comparison.imported, whole.comparison.days) == (whole.total.imported, None)


def this_months(year: Year) -> dict[int, int]:
    return {month: value.imported or 0 for month, value in year.months.items()}


def test_days_of_a_month_of_which_some_cannot_be_compared_say_how_many_can() -> None:
    this = a_year(2026, days=days_of(date(2026, 11, 1), date(2026, 11, 10), 1_000))
    before = a_year(2025, days=days_of(date(2025, 11, 4), date(2025, 11, 30), 2_000))
    comparison = month_view(date(2026, 11, 1), this, before, YESTERDAY).comparison
    assert comparison is not None
    assert (comparison.imported, comparison.before, comparison.days) == (7_000, 14_000, 7)


def of_points(points: int, energy: int) -> Value:
    return Value("R", {"całodobowa": energy}, None, points)


@pytest.mark.parametrize(
    ("now", "then", "compared_over"),
    [(3, 4, 31), (4, 3, 31), (4, 4, None), (1_195, 1_200, None), (1_180, 1_200, 31)],
)
def test_sums_of_fewer_points_are_no_saving(now: int, then: int, compared_over: int | None) -> None:
    """A hand-read point's December is not known before its bill; three points that are measured by days are."""
    days = {date(2026, 12, 1) + timedelta(days=n): of_points(3, 1_000) for n in range(31)}
    past = {day.replace(year=2025): of_points(3, 2_000) for day in days}
    this = Year(2026, {12: of_points(now, 40_000)}, days, frozenset(), 5)
    before = Year(2025, {12: of_points(then, 80_000)}, past, frozenset(), 5)
    [row] = year_view(2026, this, before, date(2027, 1, 2)).rows
    assert row.comparison is not None
    assert row.comparison.days == compared_over
    assert (row.comparison.imported, row.comparison.before) == ((31_000, 62_000) if compared_over else (40_000, 80_000))
    this.days[date(2026, 12, 1)] = of_points(2, 1_000)
    first, second, *_ = month_view(date(2026, 12, 1), this, before, date(2027, 1, 2)).rows
    assert (first.comparison, second.comparison is None) == (None, False)


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        (date(2026, 7, 1), date(2026, 7, 14), (None, date(2026, 7, 14))),
        (date(2026, 7, 15), date(2026, 7, 31), (date(2026, 7, 15), None)),
    ],
)
def test_the_month_of_a_move_is_no_whole_month(first: date, last: date, told: tuple[date | None, date | None]) -> None:
    days = days_of(first, last, 1_000)
    this = a_year(2026, months={7: sum(days.values())}, days=days)
    before = a_year(2025, months={7: 62_000}, days=days_of(date(2025, 7, 1), date(2025, 7, 31), 2_000))
    view = year_view(2026, this, before, last)
    [row] = view.rows
    assert (row.complete, row.first_on, row.last_on, view.known_to) == (False, *told, last)
    assert row.comparison is not None
    assert (row.comparison.percent, row.comparison.days) == (-50.0, len(days))
    # The year after it is the other way round.
    [row] = year_view(2027, a_year(2027, months={7: 62_000}, days={}), this, date(2027, 7, 31)).rows
    assert row.comparison is None


MOVES = [
    ({"suppliedTo": "2026-07-14"}, (None, date(2026, 7, 14)), date(2026, 7, 14)),
    ({"suppliedFrom": "2026-07-15"}, (date(2026, 7, 15), None), date(2026, 7, 31)),
]


@pytest.mark.parametrize(("told", "part", "until"), MOVES)
def test_the_month_of_a_move_is_no_whole_month_at_a_meter_that_tells_months_only(
    told: dict[str, str], part: tuple[date | None, date | None], until: date
) -> None:
    """By contract such a month holds what is the customer's; there are no days to see that by."""
    this = with_points(a_year(2026, months={7: 20_000}), [told])
    before = a_year(2025, months={7: 62_000})
    [row] = year_view(2026, this, before, until).rows
    assert (row.imported, row.complete, row.first_on, row.last_on) == (20_000, False, *part)
    assert row.comparison is None
    view = year_view(2027, a_year(2027, months={7: 62_000}), this, date(2027, 7, 31))
    assert (view.rows[0].complete, view.rows[0].comparison, view.comparison) == (True, None, None)


def test_a_month_one_of_few_points_moved_in_is_no_whole_month() -> None:
    points = [{"suppliedFrom": "2026-07-15"}, {"suppliedFrom": "2024-09-01"}]
    this = with_points(Year(2026, {7: of_points(2, 50_000), 8: of_points(2, 90_000)}, {}, frozenset(), 2), points)
    rows = year_view(2026, this, Year(2025, this.months, {}, frozenset(), 2), date(2026, 8, 31)).rows
    assert [(row.complete, row.first_on, row.comparison is None) for row in rows] == [
        (False, None, True),
        (True, None, False),
    ]


@pytest.mark.parametrize("told", [{"suppliedFrom": "2026-07-01"}, {"suppliedTo": "2026-07-31"}, {}])
def test_whoever_moves_with_the_month_has_whole_ones(told: dict[str, str]) -> None:
    [row] = year_view(2026, with_points(a_year(2026, months={7: 20_000}), [told]), None, date(2026, 7, 31)).rows
    assert (row.complete, row.first_on, row.last_on) == (True, None, None)


def test_a_month_with_a_day_on_its_way_is_whole_as_billing_told_it() -> None:
    days = days_of(date(2026, 7, 1), date(2026, 7, 30), 1_000)
    [row] = year_view(2026, a_year(2026, months={7: 31_000}, days=days), None, date(2026, 7, 31)).rows
    assert (row.complete, row.last_on) == (True, None)


def test_known_to_is_a_day_of_the_view() -> None:
    days = days_of(date(2026, 3, 1), date(2026, 5, 10), 1_000)
    assert month_view(date(2026, 3, 1), a_year(2026, days=days), None, YESTERDAY).known_to == date(2026, 3, 31)


def test_what_is_missing_is_no_zero() -> None:
    days = {date(2026, 11, 1): recorded(5_000), date(2026, 11, 2): Value("B", {}, None), date(2026, 11, 4): recorded(0)}
    view = month_view(date(2026, 11, 1), Year(2026, {}, days, frozenset(), 1), None, date(2026, 11, 5))
    assert [(row.on.day, row.imported, row.quality) for row in view.rows] == [
        (1, 5_000, "R"),
        (2, None, "B"),
        (3, None, "N"),
        (4, 0, "R"),
        (5, None, "N"),
    ]
    assert (view.total.imported, view.total.complete, view.known_to) == (5_000, False, date(2026, 11, 4))


def test_29_february_has_no_day_to_be_compared_with() -> None:
    this = a_year(2028, days=days_of(date(2028, 2, 28), date(2028, 2, 29), 1_000))
    before = a_year(2027, days=days_of(date(2027, 2, 28), date(2027, 3, 1), 1_000))
    rows = month_view(date(2028, 2, 1), this, before, date(2028, 3, 1)).rows
    assert [row.comparison is None for row in rows] == [False, True]


def test_nothing_used_a_year_ago_gives_no_percentage() -> None:
    view = year_view(2026, a_year(2026, months={1: 5}), a_year(2025, months={1: 0}), date(2026, 1, 31))
    assert view.comparison is not None
    assert (view.comparison.difference, view.comparison.percent) == (5, None)


@pytest.mark.parametrize(("day", "quarters"), [("2026-03-29", 92), ("2026-10-25", 100), ("2026-11-01", 96)])
def test_a_day_has_the_quarters_it_has(day: str, quarters: int) -> None:
    on = date.fromisoformat(day)
    first = place_of(on, "quarter_hour")
    month = {first + n: recorded(n) for n in range(quarters)} | {
        first - 1: recorded(10**6),
        first + quarters: recorded(9),
    }
    view = day_view(on, month, "quarter")
    assert len(view.rows) == quarters
    assert view.total.imported == sum(range(quarters))
    by_hour = day_view(on, month, "hour")
    assert len(by_hour.rows) == quarters // 4
    assert by_hour.total.imported == view.total.imported
    assert len({row.at.isoformat() for row in view.rows if row.at}) == quarters


def test_the_doubled_hour_can_be_told_apart() -> None:
    on = date(2026, 10, 25)
    first = place_of(on, "quarter_hour")
    rows = day_view(on, {first + n: recorded(1) for n in range(100)}, "hour").rows
    assert [row.at.isoformat() for row in rows[2:4] if row.at] == [
        "2026-10-25T02:00:00+02:00",
        "2026-10-25T02:00:00+01:00",
    ]


@given(st.integers(2024, 2040), st.integers(1, 12))
def test_the_days_of_a_month_cover_its_quarters(year: int, month: int) -> None:
    first = date(year, month, 1)
    end = date(year + month // 12, month % 12 + 1, 1)
    whole = quarters_between(first, end)
    assert whole == sum(
        quarters_between(first + timedelta(days=n), first + timedelta(days=n + 1)) for n in range((end - first).days)
    )


def test_of_two_series_the_newer_counts_but_not_where_it_is_silent() -> None:
    old = {"resolution": "day", "start": "2026-01-01", "quality": "RRE", "imported": {"a": [1, 2, 3]}, "revision": 5}
    new = {
        "resolution": "day",
        "start": "2026-01-02",
        "quality": "NSB",
        "imported": {"b": [None, 7, None]},
        "revision": 9,
    }
    found = values_of([new, old], "day")
    assert [found[place] for place in range(4)] == [
        Value("R", {"a": 1}, None),
        Value("R", {"a": 2}, None),
        Value("S", {"b": 7}, None),
        Value("B", {}, None),
    ]


def test_the_old_letters_are_read() -> None:
    series = {
        "resolution": "month",
        "start": "2026-01-01",
        "quality": "AME",
        "imported": {"a": [1, None, 3]},
        "revision": 1,
    }
    assert [value.quality for value in values_of([series], "month").values()] == ["R", "B", "E"]


def test_a_sum_is_as_good_as_its_worst_part() -> None:
    both = combined([recorded(1), Value("E", {"całodobowa": 2}, 5), Value("B", {}, None)], 3)
    assert (both.imported, both.exported, both.quality, both.complete) == (3, 5, "E", False)
