"""What active energy would have cost by the exchange's hourly price (RCE), at its own resolution."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from functions.supply.costs.models import DynamicReplay
from functions.supply.costs.profile import by_zone, measured
from functions.supply.prices import Supplied, cost_of, grosze, spans
from functions.supply.zones import zone_table
from shared.supply.usage import DAY, Value

QUARTERS = {"hour": 4, "quarter_hour": 1}
_WATT_HOURS_PER_MWH = 1_000_000


def dynamic_replay(
    usage: Mapping[date, Mapping[int, Value]],
    prices: Mapping[date, dict[str, Any]],
    own: list[dict[str, Any]],
    point: dict[str, Any],
    *,
    winter_time: bool,
) -> DynamicReplay | None:
    """The months for which usage and prices are known; None without any. Net, without the seller's margin."""
    months, energy, dynamic = [], 0, Decimal(0)
    for month, quarters in usage.items():
        reported = prices.get(month)
        found = priced(quarters, reported) if reported else None
        if found is None:
            continue
        months.append(month)
        energy += found[0]
        dynamic += found[1]
    if not months:
        return None
    costs = [_own(month, usage[month], own, point, winter_time=winter_time) for month in months]
    known = [cost for cost in costs if cost is not None]
    return DynamicReplay(
        months=months,
        energy=energy,
        dynamic=grosze(dynamic / 100),
        own=grosze(sum(known, Decimal(0))) if len(known) == len(months) else None,
    )


def priced(quarters: Mapping[int, Value], reported: dict[str, Any]) -> tuple[int, Decimal] | None:
    """Wh and grosze of a month; None where the price of any quarter-hour with usage is not known."""
    size, prices = QUARTERS[reported["resolution"]], reported["prices"]
    energy, cost = 0, 0
    for place, value in quarters.items():
        if value.imported is None:
            continue
        at = place // size
        if at >= len(prices) or prices[at] is None:
            return None
        energy += value.imported
        cost += value.imported * prices[at]
    return energy, Decimal(cost) / _WATT_HOURS_PER_MWH


def _own(
    month: date, quarters: Mapping[int, Value], lists: list[dict[str, Any]], point: dict[str, Any], *, winter_time: bool
) -> Decimal | None:
    """The same energy by the active energy of the own price list, zloty."""
    table = zone_table(point.get("operatorCode"), point["tariff"], point.get("meterClock"))
    energy_only = [
        one | {"charges": [charge for charge in one["charges"] if charge["code"] == "energy"]}
        for one in lists
        if one["part"] == "energy"
    ]
    if table is None or not energy_only:
        return None
    profile = measured(month, quarters, winter_time=winter_time).hours
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    total = Decimal(0)
    for first, last in spans(energy_only, month, following - DAY):
        part = {day: hours for day, hours in profile.items() if first <= day <= last}
        zones = by_zone(part, table, holidays=point.get("holidays") != "no")
        cost = cost_of(energy_only, zones, Supplied(Decimal(0), None, None), first, last)
        if cost.uncounted:
            return None
        total += cost.variable
    return total
