"""What a point used: whole kWh by month and zone, from which days and quarter-hours are split without a remainder."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from local.billing_system.numbers import noise, noises
from local.billing_system.plans import PointPlan, days_in, month_start
from local.billing_system.tariffs import PEAK, WHOLE, ZONES, Tariff
from shared.clock import WARSAW

SEASON = (1.22, 1.12, 1.08, 0.97, 0.89, 0.85, 0.84, 0.86, 0.91, 1.02, 1.09, 1.15)
SUN = (0.25, 0.48, 0.95, 1.35, 1.65, 1.75, 1.72, 1.5, 1.1, 0.68, 0.32, 0.2)
DAY_SHAPE = (
    0.45, 0.4, 0.37, 0.36, 0.38, 0.5, 0.85, 1.1, 1.0, 0.9, 0.85, 0.9,
    1.0, 0.98, 0.9, 0.95, 1.15, 1.45, 1.75, 1.85, 1.75, 1.5, 1.05, 0.65,
)  # fmt: skip
SUN_SHAPE = (
    0,
    0,
    0,
    0,
    0,
    0.03,
    0.12,
    0.35,
    0.65,
    0.9,
    1.1,
    1.2,
    1.2,
    1.1,
    0.9,
    0.65,
    0.35,
    0.14,
    0.04,
    0,
    0,
    0,
    0,
    0,
)


class Meter:
    """The consumption of one point of one customer."""

    def __init__(self, seed: int, place: int, point: PointPlan) -> None:
        self._key = (seed, place, point.serial)
        self.point = point
        self.zones = ZONES[point.tariff]

    def month(self, month: int) -> dict[str, int]:
        """Return the kWh taken from the grid in the month (0 = September 2024), by zone."""
        calendar = (8 + month) % 12
        chance = 0.88 + 0.24 * noise(*self._key, 1, month)
        trend = 1 - 0.03 * (month // 12)
        total = round(self.point.yearly_kwh / 12 * SEASON[calendar] * chance * trend)
        if len(self.zones) == 1:
            return {WHOLE: total}
        second = round(total * (0.36 + 0.1 * noise(*self._key, 2, month)))
        return dict(zip(self.zones, (total - second, second), strict=True))

    def exported(self, month: int) -> int:
        """Return the kWh given to the grid in the month."""
        calendar = (8 + month) % 12
        return round(self.point.prosumer_kwp * 55 * SUN[calendar] * (0.85 + 0.3 * noise(*self._key, 3, month)))

    def first_register(self) -> dict[str, int]:
        """Return the meter's state in kWh, by zone, on 1 September 2024."""
        return {zone: 1_000 + int(noise(*self._key, 4, i) * 30_000) for i, zone in enumerate(self.zones)}

    def days(self, month: int) -> dict[str, list[int]]:
        """Return the Wh of each day of the month, by zone; they sum to the month's kWh."""
        weekday, count = month_start(month).weekday(), days_in(month)
        return {
            zone: split(
                kwh * 1_000,
                [
                    self._of_day(zone, (weekday + day) % 7) * (0.75 + 0.5 * chance)
                    for day, chance in enumerate(noises(count, *self._key, 5 + i, month))
                ],
            )
            for i, (zone, kwh) in enumerate(self.month(month).items())
        }

    def _of_day(self, zone: str, weekday: int) -> float:
        if weekday < 5:
            return 0.95
        if self.point.tariff == "G12w":
            return 0.0 if zone == PEAK else 2.2
        return 1.12

    def exported_days(self, month: int) -> list[int]:
        """Return the exported Wh of each day of the month."""
        chances = noises(days_in(month), *self._key, 8, month)
        return split(self.exported(month) * 1_000, [0.15 + 1.7 * chance for chance in chances])

    def quarters(self, month: int, days: int) -> tuple[dict[str, list[int]], list[int]]:
        """Return the Wh of every quarter-hour of the month's first `days` days: taken by zone, and given."""
        taken: dict[str, list[int]] = {zone: [] for zone in self.zones}
        given: list[int] = []
        by_day = self.days(month)
        out_by_day = self.exported_days(month)
        for index in range(days):
            day = month_start(month) + timedelta(days=index)
            hours = hours_of(day)
            zones = [zone_of(self.point.tariff, hour, day.weekday()) for hour in hours]
            chances = noises(len(hours), *self._key, 9, month, index)
            for zone in self.zones:
                weights = [
                    DAY_SHAPE[hour] * (0.6 + 0.8 * chance) if at == zone else 0.0
                    for hour, at, chance in zip(hours, zones, chances, strict=True)
                ]
                taken[zone].extend(split(by_day[zone][index], weights))
            if self.point.prosumer_kwp:
                sun = [SUN_SHAPE[hour] * (0.5 + chance) for hour, chance in zip(hours, reversed(chances), strict=True)]
                given.extend(split(out_by_day[index], sun))
        return taken, given


@lru_cache(maxsize=200)
def hours_of(day: date) -> Sequence[int]:
    """Return the local hour of every quarter-hour of the day: 96 of them, 92 or 100 when the clock changes."""
    begin = datetime(day.year, day.month, day.day, tzinfo=WARSAW).astimezone(UTC)
    tomorrow = day + timedelta(days=1)
    end = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=WARSAW).astimezone(UTC)
    count = (end - begin) // timedelta(minutes=15)
    return tuple((begin + i * timedelta(minutes=15)).astimezone(WARSAW).hour for i in range(count))


def zone_of(tariff: Tariff, hour: int, weekday: int) -> str:
    """Return the zone of an hour: nights and 13–15 are cheap, in G12w the weekend too."""
    zones = ZONES[tariff]
    cheap = hour >= 22 or hour < 6 or 13 <= hour < 15 or (tariff == "G12w" and weekday >= 5)
    return zones[-1] if cheap else zones[0]


def split(total: int, weights: Iterable[float]) -> list[int]:
    """Return whole numbers in the proportion of the weights whose sum is exactly `total`."""
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
