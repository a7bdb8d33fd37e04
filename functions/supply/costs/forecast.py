"""What the next bill will probably be, at this pace: the days measured so far, and the likely rest."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal
from statistics import fmean, stdev
from typing import Any, Literal

from functions.supply import store, usage_store
from functions.supply.costs.costs import supplied_of
from functions.supply.costs.documents import billed_to, next_period
from functions.supply.costs.indexed import goes_by_index, mean_prices, with_price
from functions.supply.costs.models import Forecast, NextBill, Range
from functions.supply.costs.store import documents_between
from functions.supply.prices import Supplied, cost_of, grosze, lists_on, spans, vat_of
from shared import clock
from shared.problems import Problem
from shared.supply.usage import DAY
from shared.supply.usage_year import Year, month_of, with_points

_LEFT_OUT: dict[str | None, Literal["deposit", "discounts"]] = {
    "net_billing": "deposit",
    "net_metering": "discounts",
}
_RECENT = 28
_LEAST_DAYS = 7
_SPREAD = 1.28
"""Standard deviations about the mean within which eight of ten fall."""
_DOUBT = 0.1
"""How far the pace itself may be off: weather, holidays, a guest."""


async def next_bill_of(customer_id: str, point_id: str) -> NextBill:
    """The forecast of a point. Raises Problem `not_found`."""
    point = await store.mirrored(customer_id, "point", point_id)
    if point is None:
        raise Problem("not_found")
    data, today = point["data"], clock.today()
    contract, documents, this, before, lists = await asyncio.gather(
        store.mirrored(customer_id, "contract", data["contractId"]),
        documents_between(customer_id, data["contractId"], today - timedelta(days=400), today),
        usage_store.year_of(customer_id, point_id, today.year),
        usage_store.year_of(customer_id, point_id, today.year - 1),
        store.price_lists(),
    )
    terms: dict[str, Any] = contract["data"] if contract else {}
    until = billed_to(documents)
    if contract is None or terms["status"] != "active" or until is None:
        return NextBill(forecast=None, reason="no_contract")
    first, last = next_period(until, terms.get("billedEveryMonths", 1))
    own = [lists[one["id"]] for one in terms.get("priceLists", []) if one["id"] in lists]
    if goes_by_index(own):
        own = with_price(own, await _recent_mean(customer_id, point_id, today))
    earliest = first.year - 1
    # In January the period of a meter read by hand is last year's, and is foreseen from the year before that.
    older = await usage_store.year_of(customer_id, point_id, earliest) if earliest < today.year - 1 else None
    years = [with_points(year, [data]) for year in (this, before, older)]
    forecast = forecast_of(first, last, years, own, supplied_of(data, this, before), today)
    settled = data.get("prosumerTerms", {}).get("settlement")
    return NextBill(forecast=forecast, reason=None if forecast else "too_little_data", without=_LEFT_OUT.get(settled))


async def _recent_mean(customer_id: str, point_id: str, today: date) -> Decimal | None:
    """The exchange's price over the point's energy of this month or, while it is young, of the one before."""
    month = today.replace(day=1)
    before = (month - DAY).replace(day=1)
    means = await mean_prices(customer_id, point_id, [before, month])
    return means.get(month if today.day > _LEAST_DAYS else before, means.get(before))


def forecast_of(
    first: date,
    last: date,
    years: list[Year | None],
    lists: list[dict[str, Any]],
    supplied: Supplied,
    today: date,
) -> Forecast | None:
    """The energy and the gross amount of a period; None where too little is known to say anything."""
    days = {day: value for year in years if year for day, value in year.days.items() if value.imported is not None}
    recent = [days[day].imported or 0 for day in sorted(days) if day > today - timedelta(days=_RECENT + 7)][-_RECENT:]
    if len(recent) < _LEAST_DAYS:
        return _like_last_year(first, last, years, lists, supplied)
    known = {day: value for day, value in days.items() if first <= day <= last}
    rest = [day for day in _days(first, last) if day not in known]
    taken, mean = sum(value.imported or 0 for value in known.values()), fmean(recent)
    spread = stdev(recent) * len(rest) ** 0.5 * _SPREAD + mean * len(rest) * _DOUBT
    expected = taken + mean * len(rest)
    zones: dict[str, int] = {}
    for day in sorted(days)[-_RECENT:]:
        for zone, used in days[day].zones.items():
            zones[zone] = zones.get(zone, 0) + used
    energy = Range(low=max(taken, round(expected - spread)), expected=round(expected), high=round(expected + spread))
    return Forecast(
        period_from=first,
        period_to=last,
        known_to=max(known, default=None),
        basis="this_pace",
        energy=energy,
        amount=_amount(energy, zones, lists, supplied, first, last),
    )


def _like_last_year(
    first: date, last: date, years: list[Year | None], lists: list[dict[str, Any]], supplied: Supplied
) -> Forecast | None:
    """A meter read by hand: the same months a year ago, give or take a sixth; they have to be whole."""
    zones: dict[str, int] = {}
    for month in {(day.year - 1, day.month) for day in _days(first, last)}:
        before = month_of(next((one for one in years if one and one.year == month[0]), None), month[1]).energy
        if before.imported is None or not before.complete:
            return None
        for zone, used in before.zones.items():
            zones[zone] = zones.get(zone, 0) + used
    total = sum(zones.values())
    energy = Range(low=round(total * 5 / 6), expected=total, high=round(total * 7 / 6))
    basis: Literal["last_year"] = "last_year"
    amount = _amount(energy, zones, lists, supplied, first, last)
    return Forecast(period_from=first, period_to=last, known_to=None, basis=basis, energy=energy, amount=amount)


def _amount(
    energy: Range, zones: dict[str, int], lists: list[dict[str, Any]], supplied: Supplied, first: date, last: date
) -> Range | None:
    """The gross amounts of the range, in the zones' proportion; None where the price lists leave something out."""
    whole = sum(zones.values())
    if not lists or not whole:
        return None
    amounts: list[int] = []
    for total in (energy.low, energy.expected, energy.high):
        gross = Decimal(0)
        for begin, end in _stretches(lists, first, last):
            share = Decimal((end - begin).days + 1) / ((last - first).days + 1)
            part: dict[tuple[str | None, str | None], int] = {
                (zone, None): round(Decimal(total) * taken / whole * share) for zone, taken in zones.items()
            }
            for one in lists_on(lists, begin):
                cost = cost_of([one], part, supplied, begin, end)
                if cost.uncounted:
                    return None
                gross += cost.total * (1 + vat_of(one))
        amounts.append(grosze(gross))
    return Range(low=amounts[0], expected=amounts[1], high=amounts[2])


def _stretches(lists: list[dict[str, Any]], first: date, last: date) -> list[tuple[date, date]]:
    """Stretches of one month and one set of prices each."""
    begins = {day for day in _days(first, last) if day == first or day.day == 1}
    begins |= {begin for begin, _ in spans(lists, first, last)}
    inside = sorted(begins)
    return list(zip(inside, [*(day - DAY for day in inside[1:]), last], strict=True))


def _days(first: date, last: date) -> list[date]:
    return [first + n * DAY for n in range((last - first).days + 1)]
