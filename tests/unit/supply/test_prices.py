"""Prices by price lists: bands, phases, zones, lists that change within a month; and bills put into their months."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.supply.costs.costs import supplied_of, view_of
from functions.supply.costs.documents import Billed, billed, billed_to, next_period
from functions.supply.costs.forecast import forecast_of
from functions.supply.prices import Supplied, cost_of, grosze, spans
from functions.supply.zones import day_type
from shared.supply.usage import Value
from shared.supply.usage_year import Year, with_points

HOME = Supplied(Decimal(6), 3, 2000)


def a_list(valid_from: str = "2026-01-01", valid_to: str | None = None, part: str = "energy", **charge: Any) -> Any:
    price = {"code": "energy", "name": "Energia", "unit": "kWh", "price": "0.50"} | charge
    found: dict[str, Any] = {"part": part, "validFrom": valid_from, "charges": [price]}
    return found | ({"validTo": valid_to} if valid_to else {})


def cost(
    prices: Any, energy: Any, supplied: Supplied = HOME, first: str = "2026-10-01", last: str = "2026-10-31"
) -> Any:
    return cost_of(prices, energy, supplied, date.fromisoformat(first), date.fromisoformat(last))


def test_energy_costs_its_zones_price() -> None:
    prices = [a_list(zone="dzienna", price="0.60"), a_list(zone="nocna", price="0.30", part="distribution")]
    found = cost(prices, {("dzienna", None): 100_000, ("nocna", None): 50_000})
    assert (found.variable, found.fixed) == (Decimal(75), Decimal(0))


@pytest.mark.parametrize(
    ("yearly", "expected"), [(499, "1"), (500, "1"), (501, "2"), (1200, "2"), (1201, "3"), (9999, "3")]
)
def test_the_capacity_charge_goes_by_the_band_of_yearly_use(yearly: int, expected: str) -> None:
    bands = [(0, 500, "1"), (500, 1200, "2"), (1200, None, "3")]
    one = a_list()
    one["charges"] = [
        {"code": "capacity", "name": "x", "unit": "month", "price": price, "yearlyFrom": low}
        | ({"yearlyTo": high} if high else {})
        for low, high, price in bands
    ]
    assert cost([one], {}, HOME._replace(yearly_kwh=yearly)).fixed == Decimal(expected)


def test_a_part_of_a_month_costs_its_part_of_the_fixed_charges() -> None:
    one = a_list(unit="month", price="31")
    assert cost([one], {}, first="2026-10-01", last="2026-10-10").fixed == Decimal(10)
    assert cost([a_list(unit="kW_month", price="2")], {}).fixed == Decimal(12)


def test_what_cannot_be_counted_is_said_and_not_guessed() -> None:
    assert cost([a_list(index="RCE")], {(None, None): 1000}).uncounted == {"energy"}
    assert cost([a_list(unit="furlong")], {}).uncounted == {"energy"}
    assert cost([a_list(zone="nocna")], {(None, None): 1000}).uncounted == {"energy"}


def test_a_charge_of_other_phases_or_months_does_not_count() -> None:
    assert cost([a_list(unit="month", phases=1)], {}).fixed == 0
    assert cost([a_list(unit="month", months=[4, 5])], {}).fixed == 0
    assert cost([a_list(unit="month", months=[10], phases=3)], {}).fixed == Decimal("0.50")


def test_the_list_valid_on_the_day_counts() -> None:
    prices = [a_list(valid_to="2026-10-15", price="1"), a_list("2026-10-16", price="2")]
    assert [one[0].day for one in spans(prices, date(2026, 10, 1), date(2026, 10, 31))] == [1, 16]
    assert cost(prices, {(None, None): 1000}, last="2026-10-15").variable == 1
    assert cost(prices, {(None, None): 1000}, first="2026-10-16").variable == 2
    assert cost(prices, {(None, None): 1000}, first="2025-12-01", last="2025-12-31").variable == 0


@given(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=6))
def test_stretches_cover_each_day_once(begins: list[date]) -> None:
    found = list(spans([a_list(day.isoformat()) for day in begins], date(2026, 3, 1), date(2026, 10, 31)))
    days = [day for first, last in found for day in range(first.toordinal(), last.toordinal() + 1)]
    assert days == list(range(date(2026, 3, 1).toordinal(), date(2026, 10, 31).toordinal() + 1))


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("2026-11-11", "holiday"),
        ("2026-11-14", "saturday"),
        ("2026-11-15", "sunday"),
        ("2026-11-16", "workday"),
        ("2026-12-24", "holiday"),
        ("2026-12-26", "holiday"),
        ("2026-04-05", "sunday"),
    ],
)
def test_a_holiday_wins_where_the_meter_knows_it(day: str, kind: str) -> None:
    assert day_type(date.fromisoformat(day)) == kind
    assert day_type(date.fromisoformat(day), holidays=False) != "holiday"


def test_halves_of_a_grosz_go_up() -> None:
    assert [grosze(Decimal(text)) for text in ("0.005", "0.004", "-0.005", "1.015")] == [1, 0, -1, 102]


def a_bill(first: str, last: str, net: int, **more: Any) -> dict[str, Any]:
    return {
        "id": "d",
        "kind": "invoice",
        "issuedOn": last,
        "periodFrom": first,
        "periodTo": last,
        "net": net,
        "lines": [],
        "onlyPoint": True,
    } | more


@given(st.integers(-(10**7), 10**7), st.dates(date(2024, 9, 1), date(2026, 12, 31)), st.integers(0, 200))
def test_nothing_of_a_bill_is_lost_between_months(net: int, first: date, days: int) -> None:
    last = date.fromordinal(first.toordinal() + days)
    bill = a_bill(first.isoformat(), last.isoformat(), net)
    years = [billed([bill], year, None) for year in range(first.year, last.year + 1)]
    assert sum(sum(found.months.values()) for found in years) == net
    assert all(sum(found.months.values()) + found.elsewhere == net for found in years)


def test_a_line_without_a_point_is_no_points_where_there_are_several() -> None:
    lines = [{"pointId": "p", "net": 70}, {"pointId": "q", "net": 20}, {"net": 10}]
    bill = a_bill("2026-10-01", "2026-10-31", 100, lines=lines, onlyPoint=False)
    assert (billed([bill], 2026, "p").months, billed([bill], 2026, "p").unassigned) == ({10: 70}, 10)
    assert billed([bill], 2026, None).months == {10: 100}


def test_a_collective_bill_says_nothing_of_a_point_and_not_zero() -> None:
    bill = a_bill("2026-10-01", "2026-10-31", 100, lines=[{"net": 90}, {"net": 10}], onlyPoint=False)
    found = billed([bill], 2026, "p")
    assert (found.months, found.documents, found.unassigned) == ({}, {}, 100)
    shown = view_of(2026, found, {10: 40})
    assert (shown.billed, shown.unassigned) == (None, 100)
    assert [(month.billed, month.estimated) for month in shown.months] == [(None, 40)]
    assert view_of(2026, Billed({}, {}, 0, 0), {}).billed == 0


def used(year: int, months: dict[int, int]) -> Year:
    return Year(year, {month: Value("R", {"a": wh}, None) for month, wh in months.items()}, {}, frozenset(), 1)


def test_the_band_of_the_capacity_charge_goes_by_a_whole_year_in_january_too() -> None:
    data = {"contractedPowerKw": 5.0}
    before = used(2026, dict.fromkeys(range(1, 13), 200_000))
    assert supplied_of(data, used(2027, {}), before).yearly_kwh == 2_400
    # A cold January alone would make 4,800 of it.
    assert supplied_of(data, used(2027, {1: 400_000}), before).yearly_kwh == 2_600
    assert supplied_of(data, None, used(2026, {12: 100_000})).yearly_kwh == 1_200
    assert supplied_of(data, None, None).yearly_kwh is None


def test_the_period_after_the_last_bill() -> None:
    until = billed_to([a_bill("2026-08-01", "2026-09-30", 1), a_bill("2026-10-01", "2026-10-31", 1, kind="correction")])
    assert until == date(2026, 9, 30)
    assert next_period(until, 2) == (date(2026, 10, 1), date(2026, 11, 30))
    assert next_period(date(2026, 12, 31), 1) == (date(2027, 1, 1), date(2027, 1, 31))


def a_year_from(day: str, *months: int) -> Year | None:
    """2025 of a meter that tells months only, at a point that was moved into on a day: 60 kWh in each of them."""
    known = {month: Value("R", {"całodobowa": 60_000}, None) for month in months}
    return with_points(Year(2025, known, {}, frozenset(), 1), [{"suppliedFrom": day}])


def test_a_part_of_a_month_foretells_no_bill() -> None:
    today, first, last = date(2026, 11, 28), date(2026, 11, 1), date(2026, 11, 30)
    assert forecast_of(first, last, [a_year_from("2025-11-16", 11)], [], HOME, today) is None
    forecast = forecast_of(first, last, [a_year_from("2025-11-01", 11)], [], HOME, today)
    assert forecast is not None
    assert forecast.energy.expected == 60_000


def test_a_part_of_a_month_makes_no_year_smaller() -> None:
    point = {"contractedPowerKw": 6, "suppliedFrom": "2025-10-16"}
    year = Year(2025, {10: Value("R", {"a": 1_000}, None), 11: Value("R", {"a": 60_000}, None)}, {}, frozenset(), 1)
    assert supplied_of(point, year).yearly_kwh == 720
