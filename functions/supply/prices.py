"""What energy costs by price lists: each charge where all it names fits, month by month, split where a list changes.

Sums are exact zloty, net, until they are rounded to grosze at the end.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from shared.supply.usage import DAY

type ZoneEnergy = Mapping[tuple[str | None, str | None], int]
"""Wh by zone and kind of day; None stands for any zone or day."""

_WATT_HOURS: dict[str, int] = {"kWh": 1_000, "MWh": 1_000_000}


class Supplied(NamedTuple):
    """What of a point its fixed charges go by; `yearly_kwh` chooses the band of the capacity charge."""

    power_kw: Decimal
    phases: int | None
    yearly_kwh: int | None


class Cost(NamedTuple):
    """Net zloty that go with energy and that do not; `uncounted` are the charges that could not be worked out."""

    variable: Decimal = Decimal(0)
    fixed: Decimal = Decimal(0)
    uncounted: frozenset[str] = frozenset()

    def plus(self, other: "Cost") -> "Cost":
        return Cost(self.variable + other.variable, self.fixed + other.fixed, self.uncounted | other.uncounted)

    @property
    def total(self) -> Decimal:
        return self.variable + self.fixed


def grosze(zloty: Decimal) -> int:
    """Halves away from zero, as on an invoice."""
    return int((zloty * 100).quantize(Decimal(1), ROUND_HALF_UP))


def lists_on(lists: Iterable[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """The price lists valid on a day; of one part the one that began last."""
    found: dict[str, dict[str, Any]] = {}
    for one in sorted(lists, key=lambda one: str(one["validFrom"])):
        if one["validFrom"] <= day.isoformat() <= one.get("validTo", "9999-12-31"):
            found[one["part"]] = one
    return list(found.values())


def vat_of(one: dict[str, Any]) -> Decimal:
    """The VAT of a price list as a part of its net prices; what is exempt (`zw`, `np`, …) has none."""
    rate = str(one.get("vatRate", "23"))
    return Decimal(rate) / 100 if rate.isdecimal() else Decimal(0)


def spans(lists: Iterable[dict[str, Any]], first: date, last: date) -> Iterator[tuple[date, date]]:
    """The days from `first` to `last` in stretches within which no price list begins or ends."""
    begins = {first}
    for one in lists:
        begins.add(date.fromisoformat(one["validFrom"]))
        if "validTo" in one:
            begins.add(date.fromisoformat(one["validTo"]) + DAY)
    inside = sorted(day for day in begins if first <= day <= last)
    yield from zip(inside, [*(day - DAY for day in inside[1:]), last], strict=True)


def cost_of(lists: Iterable[dict[str, Any]], energy: ZoneEnergy, supplied: Supplied, first: date, last: date) -> Cost:
    """What the energy of days of one month costs by the lists valid on the first of them."""
    cost = Cost()
    for one in lists_on(lists, first):
        for charge in one["charges"]:
            cost = cost.plus(_charged(charge, energy, supplied, first, last))
    return cost


def unit_cost(lists: Iterable[dict[str, Any]], day: date, code: str, zone: str | None) -> Decimal | None:
    """The price of a kWh by a charge on a day; None where no list has it, or it goes by an index."""
    for one in lists_on(lists, day):
        for charge in one["charges"]:
            fits = charge["code"] == code and charge["unit"] == "kWh" and "index" not in charge
            if fits and charge.get("zone") in {None, zone}:
                return Decimal(charge["price"])
    return None


def _charged(charge: dict[str, Any], energy: ZoneEnergy, supplied: Supplied, first: date, last: date) -> Cost:
    if not _fits(charge, supplied, first):
        return Cost()
    if "index" in charge:
        return Cost(uncounted=frozenset({charge["code"]}))
    price = Decimal(charge["price"])
    if charge["unit"] in _WATT_HOURS:
        taken = _energy(charge, energy)
        if taken is None:
            return Cost(uncounted=frozenset({charge["code"]}))
        return Cost(variable=price * taken / _WATT_HOURS[charge["unit"]])
    days = (last - first).days + 1
    month = Decimal(days) / _days_in_month(first)
    amounts = {"month": month, "kW_month": month * supplied.power_kw, "day": Decimal(days)}
    if charge["unit"] not in amounts:
        return Cost(uncounted=frozenset({charge["code"]}))
    return Cost(fixed=price * amounts[charge["unit"]])


def _fits(charge: dict[str, Any], supplied: Supplied, day: date) -> bool:
    if charge.get("months") and day.month not in charge["months"]:
        return False
    if charge.get("phases") is not None and supplied.phases is not None and charge["phases"] != supplied.phases:
        return False
    yearly = supplied.yearly_kwh or 0
    upto = charge.get("yearlyTo")
    return bool(charge.get("yearlyFrom", -1) < yearly or not charge.get("yearlyFrom")) and (
        upto is None or yearly <= upto
    )


def _energy(charge: dict[str, Any], energy: ZoneEnergy) -> int | None:
    """The Wh a charge is for; None where it names zones or days that the energy is not told apart by."""
    zone, days = charge.get("zone"), charge.get("days")
    chosen = 0
    for (in_zone, on), taken in energy.items():
        if (zone is not None and in_zone is None) or (days and on is None):
            return None
        if zone in {None, in_zone} and (not days or on in days):
            chosen += taken
    return chosen


def _days_in_month(day: date) -> int:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - day.replace(day=1)).days
