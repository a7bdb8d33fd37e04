"""What a point used: whole kWh by month and zone, from which days and quarter-hours are split without a remainder.

A month is split where something turned at the point (another tariff, meter or customer), so that each part of it is
whole kWh as well.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from local.billing_system.energy.shapes import (
    SHAPES,
    SUN_YEAR,
    day_weights,
    hour_weights,
    kind_of,
    sun_weight,
    zone_weights,
    zones_of,
)
from local.billing_system.numbers import noise, noises
from local.billing_system.plans import PointPlan, days_in, month_of, month_start
from local.billing_system.prices.tariffs import ZONES, Tariff
from shared.clock import WARSAW


@dataclass(frozen=True)
class Part:
    """A stretch of days of one month under one tariff on one meter, and the kWh taken in it by zone."""

    first: date
    last: date
    tariff: Tariff
    meter_number: str
    kwh: dict[str, int]


class Span(NamedTuple):
    """One meter under one tariff within some days: the registers' states at both ends, before they pass their end."""

    meter_number: str
    first: date
    last: date
    begin: dict[str, int]
    end: dict[str, int]


class Meter:
    """The consumption at one point; `twin` of its plan names the point whose life it shares."""

    def __init__(self, seed: int, place: int, point: PointPlan) -> None:
        self.key = (seed, *(point.twin or (place, point.serial)))
        self.point = point
        tariffs = dict.fromkeys([point.tariff, *(turn.tariff for turn in point.turns if turn.tariff)])
        self.zones = tuple(dict.fromkeys(zone for tariff in tariffs for zone in ZONES[tariff]))
        self._parts: dict[int, list[Part]] = {}
        self._run: list[list[tuple[Part, dict[str, int], dict[str, int]]]] = []
        self._states = self.first_state()
        self._hanging = point.meter_number

    def parts(self, month: int) -> list[Part]:
        """Return the stretches of the month (0 = September 2024), in order."""
        if month not in self._parts:
            self._parts[month] = list(self._divided(month))
        return self._parts[month]

    def _divided(self, month: int) -> Iterator[Part]:
        start, count, unit = month_start(month), days_in(month), self.point.multiplier
        end = start + timedelta(days=count)
        edges = [start, *(turn.on for turn in self.point.turns if start < turn.on < end), end]
        year = SHAPES[self.point.profile].year
        chance = 0.88 + 0.24 * noise(*self.key, 1, month)
        trend = 1 - 0.03 * (month // 12)
        total = round(self.point.yearly_kwh / 12 * year[start.month - 1] * chance * trend / unit)
        spans = list(pairwise(edges))
        shares = split(total, [(until - first).days for first, until in spans]) if len(spans) > 1 else [total]
        for n, ((first, until), share) in enumerate(zip(spans, shares, strict=True)):
            tariff = self.point.tariff_on(first)
            last = until - timedelta(days=1)
            kwh = self._by_zone(tariff, month, (first - start).days, (until - start).days, share, n)
            yield Part(first, last, tariff, self.point.meter_on(first), kwh)

    def _by_zone(self, tariff: Tariff, month: int, first: int, until: int, total: int, nth: int) -> dict[str, int]:
        """So many units of energy of some days of a month (0 = its first) as kWh by zone."""
        zones, unit = ZONES[tariff], self.point.multiplier
        if len(zones) == 1:
            return {zones[0]: total * unit}
        weights = [*zone_weights(self.point.profile, tariff, self.point.operator.code, month, first, until)]
        weights[-1] *= 0.92 + 0.16 * noise(*self.key, 2, month, nth)
        return {zone: part * unit for zone, part in zip(zones, split(total, weights), strict=True)}

    def _weights(self, month: int, tariff: Tariff) -> list[dict[str, float]]:
        return day_weights(self.point.profile, tariff, self.point.operator.code, month)

    def between(self, first: date, last: date) -> dict[str, int]:
        """Return the kWh taken by zone from the first to the last day, both where a month or a part begins and ends."""
        kwh = dict.fromkeys(self.zones, 0)
        for month in range(month_of(first), month_of(last) + 1):
            for part in self.parts(month):
                if first <= part.first and part.last <= last:
                    for zone, used in part.kwh.items():
                        kwh[zone] += used
        return kwh

    def month(self, month: int) -> dict[str, int]:
        """Return the kWh taken from the grid in the month, by zone; zones of no tariff of that month have 0."""
        start = month_start(month)
        return self.between(start, start + timedelta(days=days_in(month) - 1))

    def spans(self, first: date, last: date) -> list[Span]:
        """Return the states of the registers between two days where a month or a part begins and ends."""
        found: list[Span] = []
        for month in range(month_of(first), month_of(last) + 1):
            for part, begin, end in self._running(month):
                if part.first < first or part.last > last:
                    continue
                before = found[-1] if found else None
                if before and before.meter_number == part.meter_number and before.end.keys() == end.keys():
                    found[-1] = before._replace(last=part.last, end=end)
                else:
                    found.append(Span(part.meter_number, part.first, part.last, begin, end))
        return found

    def _running(self, month: int) -> list[tuple[Part, dict[str, int], dict[str, int]]]:
        """The parts of a month, each with the registers' states at both of its ends."""
        while len(self._run) <= month:
            run: list[tuple[Part, dict[str, int], dict[str, int]]] = []
            for part in self.parts(len(self._run)):
                if part.meter_number != self._hanging:
                    self._hanging, self._states = part.meter_number, dict.fromkeys(self.zones, 0)
                begin = {zone: self._states[zone] for zone in part.kwh}
                end = {zone: at + part.kwh[zone] // self.point.multiplier for zone, at in begin.items()}
                self._states |= end
                run.append((part, begin, end))
            self._run.append(run)
        return self._run[month]

    def zones_between(self, first: date, last: date) -> list[str]:
        """Return the zones that existed at some time between two days."""
        tariffs = [
            self.point.tariff_on(first),
            *(t.tariff for t in self.point.turns if t.tariff and first < t.on <= last),
        ]
        return list(dict.fromkeys(zone for tariff in tariffs for zone in ZONES[tariff]))

    def exported(self, month: int) -> int:
        """Return the kWh given to the grid in the month."""
        sun = SUN_YEAR[month_start(month).month - 1]
        return round(self.point.prosumer_kwp * 55 * sun * (0.85 + 0.3 * noise(*self.key, 3, month)))

    def first_state(self) -> dict[str, int]:
        """Return the state of the meter's registers, by zone, on 1 September 2024."""
        return {
            zone: self.point.register_from or 1_000 + int(noise(*self.key, 4, i) * 30_000)
            for i, zone in enumerate(self.zones)
        }

    def days(self, month: int) -> dict[str, list[int]]:
        """Return the Wh of each day of the month, by zone; they sum to the month's kWh."""
        start = month_start(month)
        found: dict[str, list[int]] = {zone: [] for zone in self.zones}
        factors = self._day_factors(month)
        for part in self.parts(month):
            days = range((part.first - start).days, (part.last - start).days + 1)
            weights = self._weights(month, part.tariff)
            for zone in self.zones:
                used = part.kwh.get(zone, 0) * 1_000
                found[zone] += split(used, [weights[day].get(zone, 0.0) * factors[day] for day in days])
        return found

    def _day_factors(self, month: int) -> list[float]:
        """Return how each day differs from the usual: spells of cold, and in July two weeks away from home."""
        count = days_in(month)
        chances = noises(count, *self.key, 5, month)
        spell = 0.0
        factors: list[float] = []
        for chance in chances:
            spell = 0.6 * spell + 0.4 * (chance - 0.5)
            factors.append(1 + 0.9 * spell)
        away = noise(*self.key, 6, month)
        if self.point.profile == "home" and month_start(month).month == 7 and away < 0.6:
            first = int(away * 30)
            factors = [factor * 0.3 if first <= day < first + 12 else factor for day, factor in enumerate(factors)]
        return factors

    def exported_days(self, month: int) -> list[int]:
        """Return the exported Wh of each day of the month."""
        chances = noises(days_in(month), *self.key, 8, month)
        return split(self.exported(month) * 1_000, [0.15 + 1.7 * chance for chance in chances])

    def quarters(self, month: int, days: int) -> tuple[dict[str, list[int]], list[int]]:
        """Return the Wh of every quarter-hour of the month's first `days` days: taken by zone, and given."""
        taken: dict[str, list[int]] = {zone: [] for zone in self.zones}
        given: list[int] = []
        by_day = self.days(month)
        out_by_day = self.exported_days(month)
        solar = self.point.prosumer_kwp > 0
        for index in range(days):
            day = month_start(month) + timedelta(days=index)
            tariff = self.point.tariff_on(day)
            times = times_of(day)
            by_hour = zones_of(tariff, self.point.operator.code, day)
            zones = [by_hour[int(wall)] for wall, _ in times]
            use = hour_weights(self.point.profile, kind_of(day))
            chances = noises(len(times), *self.key, 9, month, index)
            sun = [sun_weight(day.month, winter) if solar else 0.0 for _, winter in times]
            weights = [
                _between(use, wall) * (0.7 + 0.6 * chance) * (1 - 0.75 * shine)
                for (wall, _), chance, shine in zip(times, chances, sun, strict=True)
            ]
            for zone in self.zones:
                mine = [weight if at == zone else 0.0 for weight, at in zip(weights, zones, strict=True)]
                taken[zone].extend(split(by_day[zone][index], mine))
            if solar:
                clouds = [shine * (0.5 + chance) for shine, chance in zip(sun, reversed(chances), strict=True)]
                given.extend(split(out_by_day[index], clouds))
        return taken, given


def _between(use: Sequence[float], wall: float) -> float:
    """The use at a time between two full hours lies between theirs."""
    hour, over = int(wall), wall % 1
    return use[hour] * (1 - over) + use[min(23, hour + 1)] * over


def _offset(day: date) -> int:
    """How many hours the wall clock is ahead of winter time when the day begins."""
    ahead = datetime(day.year, day.month, day.day, tzinfo=WARSAW).utcoffset()
    return 0 if ahead is None else int(ahead.total_seconds()) // 3600 - 1


@lru_cache(maxsize=2)
def _usual_times(offset: int) -> Sequence[tuple[float, float]]:
    return tuple((n / 4, (n / 4 - offset) % 24) for n in range(96))


@lru_cache(maxsize=2_000)
def times_of(day: date) -> Sequence[tuple[float, float]]:
    """Return for every quarter-hour of the day its beginning in hours: by the wall clock, and by winter time.

    There are 96 of them, 92 or 100 when the clock changes.
    """
    tomorrow = day + timedelta(days=1)
    offset = _offset(day)
    if offset == _offset(tomorrow):
        return _usual_times(offset)
    begin = datetime(day.year, day.month, day.day, tzinfo=WARSAW).astimezone(UTC)
    end = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=WARSAW).astimezone(UTC)
    times: list[tuple[float, float]] = []
    for i in range((end - begin) // timedelta(minutes=15)):
        utc = begin + i * timedelta(minutes=15)
        wall = utc.astimezone(WARSAW)
        times.append((wall.hour + wall.minute / 60, (utc.hour + 1) % 24 + utc.minute / 60))
    return tuple(times)


def split(total: int, weights: Iterable[float]) -> list[int]:
    """Return whole numbers in the proportion of the weights whose sum is exactly `total`; none where nothing weighs."""
    parts = list(weights)
    whole = sum(parts) or 1.0
    values: list[int] = []
    reached, given = 0.0, 0
    for part in parts:
        reached += part
        upto = round(total * (reached / whole))
        values.append(upto - given)
        given = upto
    if values:
        values[-1] += total - given
    return values
