"""Own usage in other tariff groups: the last twelve whole months by the price lists billing tells, fixed parts and all.

What quarter-hours do not cover is carried over from those that do, by the share of each zone; how much that is, is
said. Groups whose hours are not zones (G12as, G14dynamic) are in no zone table and so in no replay.
"""

import asyncio
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from functions.supply import store, usage_store
from functions.supply.costs.dynamic import dynamic_replay
from functions.supply.costs.indexed import mean_price, with_price
from functions.supply.costs.models import ReplayMonth, ReplayTariff, ReplayView
from functions.supply.costs.profile import Measured, by_zone, measured, within
from functions.supply.costs.store import hourly_prices
from functions.supply.prices import Cost, Supplied, ZoneEnergy, cost_of, grosze, spans
from functions.supply.zone_models import ZoneTable
from functions.supply.zones import zone_table
from shared import clock
from shared.problems import Problem
from shared.supply.usage import DAY, Value
from shared.supply.usage_year import Year, month_of, with_points

NEEDED = 0.2
_WHOLE = 0.95
"""A month counts as measured when so much of its quarter-hours are known."""


class Months(NamedTuple):
    """The months that are played again: Wh of each, and what is measured of them."""

    energy: dict[date, int]
    measured: dict[date, Measured]


async def replay_of(customer_id: str, point_id: str) -> ReplayView:
    """The replay of a point. Raises Problem `not_found`."""
    point = await store.mirrored(customer_id, "point", point_id)
    if point is None:
        raise Problem("not_found")
    data = point["data"]
    wanted = _last_months(clock.today())
    contract, lists, prices, years, *quarters = await asyncio.gather(
        store.mirrored(customer_id, "contract", data["contractId"]),
        store.price_lists(),
        hourly_prices(wanted),
        _years_of(customer_id, point_id, wanted),
        *(usage_store.quarters_of(customer_id, point_id, month) for month in wanted),
    )
    terms = contract["data"] if contract else None
    # A year of quarter-hours takes half a second of CPU.
    return await asyncio.to_thread(
        _replayed, data, terms, lists, prices, years, dict(zip(wanted, quarters, strict=True))
    )


def _replayed(
    data: dict[str, Any],
    contract: dict[str, Any] | None,
    lists: dict[str, dict[str, Any]],
    prices: dict[date, dict[str, Any]],
    years: list[Year | None],
    quarters: dict[date, dict[int, Value]],
) -> ReplayView:
    """The replay of what is known of the months that `quarters` names."""
    wanted, winter_time = [*quarters], data.get("meterClock") == "CET"
    profiles = {month: measured(month, known, winter_time=winter_time) for month, known in quarters.items()}
    whole = {month: one for month, one in profiles.items() if one.known >= one.expected * _WHOLE}
    months = Months(_whole_months(data, years, wanted), whole)
    total = sum(months.energy.values())
    covered = sum(energy for month, energy in months.energy.items() if month in whole) / total if total else 0.0
    reason = "too_little_data" if covered < NEEDED else "no_contract" if contract is None else None
    view = ReplayView(
        first_on=wanted[0],
        last_on=_last_day(wanted[-1]),
        energy=total,
        covered=round(covered, 3),
        needed=NEEDED,
        reason=reason,
        tariffs=[],
        dynamic=None,
    )
    if reason or contract is None:
        return view
    means = {
        month: mean
        for month, known in quarters.items()
        if month in whole and (mean := mean_price(known, prices.get(month))) is not None
    }
    player = _Player(data, contract, lists, months, means)
    own = player.lists(data["tariff"])
    known = {month: usage for month, usage in quarters.items() if month in whole}
    return view.model_copy(
        update={
            "tariffs": [player.played(tariff) for tariff in player.candidates()],
            "dynamic": dynamic_replay(known, prices, own, data, winter_time=winter_time),
        }
    )


class _Player:
    """A point's months, played in one tariff group after another."""

    def __init__(
        self,
        point: dict[str, Any],
        contract: dict[str, Any],
        lists: dict[str, dict[str, Any]],
        months: Months,
        means: dict[date, Decimal],
    ) -> None:
        self._means = means
        self._point, self._contract, self._all, self._months = point, contract, list(lists.values()), months
        kwh = sum(months.energy.values()) * 12 // max(len(months.energy), 1) // 1000
        self._supplied = Supplied(Decimal(str(point["contractedPowerKw"])), point.get("phases"), kwh)
        self._holidays = point.get("holidays") != "no"

    def candidates(self) -> list[str]:
        """The own group first, then those of the same letter that the own product is sold in."""
        own = str(self._point["tariff"])
        sold = {one["tariff"] for one in self._all if one["part"] == "energy" and self._own_product(one)}
        return [own, *sorted(tariff for tariff in sold if tariff[0] == own[0] and tariff != own)]

    def lists(self, tariff: str) -> list[dict[str, Any]]:
        """The seller's lists of the product and the distributor's, of all times."""
        operator = self._point.get("operatorCode")
        return [
            one
            for one in self._all
            if one["tariff"] == tariff
            and (
                (one["part"] == "energy" and self._own_product(one))
                or (one["part"] == "distribution" and one.get("operatorCode") == operator)
            )
        ]

    def played(self, tariff: str) -> ReplayTariff:
        """What own usage costs in a tariff group, or why that cannot be said."""
        table = zone_table(self._point.get("operatorCode"), tariff, self._point.get("meterClock"))
        lists = self.lists(tariff)
        wanted = {"energy"} if self._contract.get("scope") == "sale" else {"energy", "distribution"}
        reason = None
        if table is None:
            reason = "no_hours_for_operator"
        elif {one["part"] for one in lists} < wanted:
            reason = "no_prices"
        if table is None or reason:
            return self._answer(tariff, reason, {}, certain=False)
        return self._answer(tariff, None, self._costs(table, lists), certain=table.certain)

    def _own_product(self, one: dict[str, Any]) -> bool:
        return bool(one.get("product") in {None, self._contract["product"]})

    def _costs(self, table: ZoneTable, lists: list[dict[str, Any]]) -> dict[date, Cost]:
        shares = self._shares(table)
        found: dict[date, Cost] = {}
        for month, energy in self._months.energy.items():
            cost, own = Cost(), with_price(lists, self._means.get(month))
            for first, last in spans(own, month, _last_day(month)):
                part = self._energy(month, energy, shares, table, first, last)
                cost = cost.plus(cost_of(own, part, self._supplied, first, last))
            found[month] = cost
        return found

    def _shares(self, table: ZoneTable) -> dict[tuple[str | None, str | None], Decimal]:
        """The part of each zone and kind of day in all that is measured."""
        summed: dict[tuple[str | None, str | None], int] = defaultdict(int)
        for one in self._months.measured.values():
            for key, energy in by_zone(one.hours, table, holidays=self._holidays).items():
                summed[key] += energy
        whole = sum(summed.values())
        return {key: Decimal(energy) / whole for key, energy in summed.items()} if whole else {}

    def _energy(
        self,
        month: date,
        energy: int,
        shares: dict[tuple[str | None, str | None], Decimal],
        table: ZoneTable,
        first: date,
        last: date,
    ) -> ZoneEnergy:
        profile = self._months.measured.get(month)
        if profile is not None:
            return by_zone(within(profile.hours, first, last), table, holidays=self._holidays)
        part = Decimal((last - first).days + 1) / ((_last_day(month) - month).days + 1)
        return {key: round(energy * share * part) for key, share in shares.items()}

    def _answer(self, tariff: str, reason: Any, costs: dict[date, Cost], *, certain: bool) -> ReplayTariff:
        months = [
            ReplayMonth(
                month=month,
                variable=grosze(cost.variable),
                fixed=grosze(cost.fixed),
                measured=month in self._months.measured,
            )
            for month, cost in sorted(costs.items())
        ]
        total = sum(month.variable + month.fixed for month in months)
        return ReplayTariff(
            tariff=tariff,
            own=tariff == self._point["tariff"],
            reason=reason,
            months=months,
            year=total if len(months) == 12 else None,
            per_month=round(total / len(months)) if months else None,
            certain=certain,
            uncounted=sorted({code for cost in costs.values() for code in cost.uncounted}),
        )


async def _years_of(customer_id: str, point_id: str, wanted: list[date]) -> list[Year | None]:
    years = sorted({month.year for month in wanted})
    return list(await asyncio.gather(*(usage_store.year_of(customer_id, point_id, year) for year in years)))


def _whole_months(point: dict[str, Any], years: list[Year | None], wanted: list[date]) -> dict[date, int]:
    """Wh of each month that is known whole."""
    known = {year.year: with_points(year, [point]) for year in years if year}
    found = {month: month_of(known.get(month.year), month.month).energy for month in wanted}
    return {month: one.imported for month, one in found.items() if one.complete and one.imported is not None}


def _last_months(today: date) -> list[date]:
    """The twelve whole months before this one."""
    now = today.year * 12 + today.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(now - 12, now)]


def _last_day(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - DAY
