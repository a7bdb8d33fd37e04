"""The exchange's prices of today and, once billing tells them, of tomorrow, hour by hour."""

import asyncio
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from statistics import fmean
from typing import Any

from functions.supply import store
from functions.supply.costs.dynamic import QUARTERS
from functions.supply.costs.indexed import RCE
from functions.supply.costs.models import HourPrice, PriceDay, PricesAhead
from functions.supply.costs.store import hourly_prices
from functions.supply.prices import lists_on, vat_of
from shared import clock
from shared.clock import WARSAW
from shared.problems import Problem
from shared.supply.usage import DAY, QUARTER, midnight, place_of, quarters_between

_QUARTERS_AN_HOUR = 4


async def prices_of(customer_id: str, point_id: str) -> PricesAhead:
    """The prices for a point, with its contract's own part where that goes by them. Raises Problem `not_found`."""
    point = await store.mirrored(customer_id, "point", point_id)
    if point is None:
        raise Problem("not_found")
    days = [clock.today(), clock.today() + DAY]
    contract, lists, reported = await asyncio.gather(
        store.mirrored(customer_id, "contract", point["data"]["contractId"]),
        store.price_lists(),
        hourly_prices(sorted({day.replace(day=1) for day in days})),
    )
    terms: dict[str, Any] = contract["data"] if contract else {}
    own = [lists[one["id"]] for one in terms.get("priceLists", []) if one["id"] in lists]
    shown = [PriceDay(on=day, hours=list(_hours(day, reported.get(day.replace(day=1)), own))) for day in days]
    return PricesAhead(days=[day for day in shown if day.hours])


def _hours(day: date, reported: dict[str, Any] | None, own: list[dict[str, Any]]) -> Iterator[HourPrice]:
    """Each hour of the day, as long as all its prices are known."""
    if reported is None:
        return
    size, prices = QUARTERS[reported["resolution"]], reported["prices"]
    first, count = place_of(day, "quarter_hour"), quarters_between(day, day + DAY)
    for quarter in range(0, count, _QUARTERS_AN_HOUR):
        begin = (first + quarter) // size
        values = prices[begin : begin + _QUARTERS_AN_HOUR // size]
        if len(values) < _QUARTERS_AN_HOUR // size or None in values:
            return
        market = round(fmean(values))
        at = (midnight(day) + quarter * QUARTER).astimezone(WARSAW)
        yield HourPrice(at=at, market=market, energy=_own_price(own, day, market))


def _own_price(own: list[dict[str, Any]], day: date, market: int) -> str | None:
    """Gross zloty for a kWh of active energy by the contract's list; None where that does not go by the exchange."""
    for one in lists_on(own, day):
        for charge in one["charges"]:
            if charge.get("index") == RCE and charge["unit"] == "kWh":
                net = Decimal(market) / 100_000 * Decimal(charge.get("factor", "1")) + Decimal(charge["price"])
                return str((net * (1 + vat_of(one))).quantize(Decimal("0.0001")))
    return None
