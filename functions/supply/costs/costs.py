"""A year's cost by months: billed by documents, and what price lists say of the days since."""

import asyncio
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from functions.supply import store, usage_store
from functions.supply.costs.documents import Billed, billed, billed_to
from functions.supply.costs.indexed import goes_by_index, mean_prices, with_price
from functions.supply.costs.models import CostMonth, CostView
from functions.supply.costs.store import documents_between
from functions.supply.prices import Cost, Supplied, cost_of, grosze, spans
from shared import clock
from shared.problems import Problem
from shared.supply.usage_year import Year, month_of, with_points

_NOT_BILLED_YET = 3
"""So many months are looked at day by day at most; longer ones are billed by estimates anyway."""


async def costs_of(customer_id: str, point_id: str, year: int | None) -> CostView:
    """The cost of a point. Raises Problem `not_found`."""
    wanted = year or clock.today().year
    point = await store.mirrored(customer_id, "point", point_id)
    if point is None:
        raise Problem("not_found")
    data = point["data"]
    first, last = date(wanted, 1, 1), date(wanted, 12, 31)
    contract, documents, known, before, lists = await asyncio.gather(
        store.mirrored(customer_id, "contract", data["contractId"]),
        documents_between(customer_id, data["contractId"], first, last),
        usage_store.year_of(customer_id, point_id, wanted),
        usage_store.year_of(customer_id, point_id, wanted - 1),
        store.price_lists(),
    )
    terms: dict[str, Any] = contract["data"] if contract else {}
    only = len(terms.get("pointIds", [])) == 1
    found = await _beside_the_loop(documents, only, wanted, point_id)
    own = [lists[one["id"]] for one in terms.get("priceLists", []) if one["id"] in lists]
    # What was billed for several points at once is not known of one of them: all its days are worked out.
    until = billed_to(documents) if found.months else None
    means = await _means(customer_id, point_id, known, until) if goes_by_index(own) else {}
    estimates = _estimates(known, own, supplied_of(data, known, before), until, means)
    deposit = data.get("prosumerTerms", {}).get("settlement") == "net_billing"
    return view_of(wanted, found, estimates, dynamic=goes_by_index(own), deposit=deposit)


async def total_costs_of(customer_id: str, year: int | None) -> CostView:
    """The cost of everything billed to the customer."""
    wanted = year or clock.today().year
    documents = await documents_between(customer_id, None, date(wanted, 1, 1), date(wanted, 12, 31))
    return view_of(wanted, await _beside_the_loop(documents, True, wanted, None), {})


async def _beside_the_loop(documents: list[dict[str, Any]], only: bool, year: int, point_id: str | None) -> Billed:
    """What the documents bill; thousands of them take longer than others should wait."""
    return await asyncio.to_thread(billed, [one | {"onlyPoint": only} for one in documents], year, point_id)


def supplied_of(data: dict[str, Any], *years: Year | None) -> Supplied:
    """What fixed charges of a point go by; the yearly use is that of the last twelve whole months of these years."""
    whole = _yearly_kwh(with_points(year, [data]) for year in years)
    return Supplied(Decimal(str(data["contractedPowerKw"])), data.get("phases"), whole)


def _yearly_kwh(years: Iterable[Year | None]) -> int | None:
    known = {
        date(year.year, month, 1): energy.imported
        for year in years
        if year
        for month in year.months
        if (energy := month_of(year, month).energy).imported and energy.complete
    }
    last = [known[month] for month in sorted(known)[-12:]]
    return sum(last) * 12 // len(last) // 1000 if last else None


def _estimates(
    known: Year | None,
    lists: list[dict[str, Any]],
    supplied: Supplied,
    billed_until: date | None,
    means: dict[date, Decimal],
) -> dict[int, int]:
    """Net grosze by month of the days measured since the last bill, where the price lists leave nothing out.

    `means` is what the exchange's price was over the energy of a month, for lists that go by it.
    """
    if known is None or not lists:
        return {}
    found: dict[int, int] = {}
    for month in range(1, 13):
        days = [
            day
            for day, value in known.days.items()
            if day.month == month and value.imported is not None and (billed_until is None or day > billed_until)
        ]
        if not days:
            continue
        cost, own = Cost(), with_price(lists, means.get(date(known.year, month, 1)))
        for first, last in spans(own, min(days), max(days)):
            energy: dict[tuple[str | None, str | None], int] = {}
            for day in (one for one in days if first <= one <= last):
                for zone, taken in known.days[day].zones.items():
                    energy[zone, None] = energy.get((zone, None), 0) + taken
            cost = cost.plus(cost_of(own, energy, supplied, first, last))
        if not cost.uncounted:
            found[month] = grosze(cost.total)
    return found


async def _means(customer_id: str, point_id: str, known: Year | None, until: date | None) -> dict[date, Decimal]:
    """The exchange's mean price of the months with days that are not billed yet, of which there are few."""
    days = [day for day in (known.days if known else {}) if until is None or day > until]
    months = sorted({day.replace(day=1) for day in days})[-_NOT_BILLED_YET:]
    return await mean_prices(customer_id, point_id, months) if months else {}


def view_of(
    year: int, found: Billed, estimates: dict[int, int], *, dynamic: bool = False, deposit: bool = False
) -> CostView:
    """The view of what is billed and what price lists say besides, both in net grosze by month."""
    return CostView(
        dynamic=dynamic,
        deposit=deposit,
        year=year,
        months=[
            CostMonth(
                month=date(year, month, 1),
                billed=found.months.get(month),
                estimated=estimates.get(month),
                documents=found.documents.get(month, []),
            )
            for month in sorted({*found.months, *estimates})
        ],
        billed=sum(found.months.values()) if found.months or not found.unassigned else None,
        elsewhere=found.elsewhere,
        unassigned=found.unassigned,
    )
