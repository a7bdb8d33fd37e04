"""What a kWh cost whoever pays the exchange's price of each quarter-hour, over the energy they took in it."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from local.billing_system.energy.consumption import Meter
from local.billing_system.energy.market import QUARTERS_SINCE, rce_of
from local.billing_system.plans import days_in, month_start
from local.billing_system.prices.tariffs import DYNAMIC_MARKUP

_known: dict[tuple[object, ...], dict[str, tuple[int, int]]] = {}
"""Wh and Wh times grosze for a MWh, by zone; a month takes long and never changes."""


def dynamic_prices(meter: Meter, months: Iterable[int]) -> dict[str, Decimal]:
    """Return the mean net zloty for a kWh by zone, the seller's part included, of whole months."""
    energy: dict[str, int] = {}
    cost: dict[str, int] = {}
    for month in months:
        for zone, (taken, paid) in _month(meter, month).items():
            energy[zone] = energy.get(zone, 0) + taken
            cost[zone] = cost.get(zone, 0) + paid
    return {
        zone: (Decimal(cost[zone]) / taken / 100_000 + DYNAMIC_MARKUP).quantize(Decimal("0.00001"))
        for zone, taken in energy.items()
        if taken
    }


def _month(meter: Meter, month: int) -> dict[str, tuple[int, int]]:
    key = (*meter.key, month)
    if key not in _known:
        start = month_start(month)
        if start < QUARTERS_SINCE:
            raise ValueError("prices by quarter-hours begin later")
        prices = [price for n in range(days_in(month)) for price in rce_of(start + timedelta(days=n))]
        taken, _ = meter.quarters(month, days_in(month))
        _known[key] = {
            zone: (sum(values), sum(used * price for used, price in zip(values, prices, strict=True)))
            for zone, values in taken.items()
        }
    return _known[key]
