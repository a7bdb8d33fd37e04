"""Price lists that go by the exchange's price (RCE), with the price put in that the point's own energy met."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from functions.supply import usage_store
from functions.supply.costs.dynamic import priced
from functions.supply.costs.store import hourly_prices
from shared.supply.usage import Value

RCE = "RCE"
_GROSZE_PER_MWH_IN_ZLOTY_PER_KWH = 100_000


def goes_by_index(lists: Iterable[dict[str, Any]]) -> bool:
    return any(charge.get("index") == RCE for one in lists for charge in one["charges"])


def with_price(lists: Iterable[dict[str, Any]], mean: Decimal | None) -> list[dict[str, Any]]:
    """The lists with the mean price of a kWh (zloty) in the place of the index; as they are where it is not known."""
    if mean is None:
        return list(lists)
    return [one | {"charges": [_put_in(charge, mean) for charge in one["charges"]]} for one in lists]


def mean_price(quarters: Mapping[int, Value], reported: dict[str, Any] | None) -> Decimal | None:
    """Net zloty for a kWh of the exchange, over a month's own energy; None where any price of it is not known."""
    found = priced(quarters, reported) if reported else None
    if found is None or found[0] == 0:
        return None
    energy, grosze = found
    return grosze * 1_000_000 / energy / _GROSZE_PER_MWH_IN_ZLOTY_PER_KWH


async def mean_prices(customer_id: str, point_id: str, months: list[date]) -> dict[date, Decimal]:
    """The mean price of each of these months that has one; a read for each month, and one query."""
    prices, *quarters = await asyncio.gather(
        hourly_prices(months), *(usage_store.quarters_of(customer_id, point_id, month) for month in months)
    )
    means = {month: mean_price(known, prices.get(month)) for month, known in zip(months, quarters, strict=True)}
    return {month: mean for month, mean in means.items() if mean is not None}


def _put_in(charge: dict[str, Any], mean: Decimal) -> dict[str, Any]:
    if charge.get("index") != RCE:
        return charge
    price = mean * Decimal(charge.get("factor", "1")) + Decimal(charge["price"])
    return {name: value for name, value in charge.items() if name not in {"index", "factor"}} | {"price": price}
