"""When energy is used: own, invented shapes of the year, the week and the day for each kind of user.

They follow what standard profiles have in common (an evening peak in homes, office hours in firms, little at night),
with Polish holidays; no published profile is copied.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple

from local.billing_system.plans import Profile, days_in, month_start
from local.billing_system.prices.tariffs import ZONES, Tariff
from shared.working_days import is_working_day

DayKind = Literal["workday", "saturday", "sunday"]


class Shape(NamedTuple):
    """Shares of the months of a year, and the hours of a working day, a Saturday and a free day."""

    year: tuple[float, ...]
    workday: tuple[float, ...]
    saturday: tuple[float, ...]
    sunday: tuple[float, ...]


_HOME_YEAR = (1.22, 1.12, 1.08, 0.97, 0.89, 0.85, 0.84, 0.86, 0.91, 1.02, 1.09, 1.15)
_HEATED_YEAR = (2.05, 1.85, 1.45, 0.95, 0.55, 0.4, 0.38, 0.38, 0.5, 0.92, 1.45, 1.92)
_FIRM_YEAR = (1.1, 1.06, 1.03, 0.97, 0.94, 0.96, 0.97, 0.93, 0.96, 1.0, 1.04, 1.04)
_LIGHTS_YEAR = (1.4, 1.2, 1.05, 0.88, 0.75, 0.66, 0.68, 0.8, 0.95, 1.12, 1.3, 1.41)
_HOME = Shape(
    _HOME_YEAR,
    (0.45, 0.4, 0.37, 0.36, 0.38, 0.55, 0.95, 1.15, 0.9, 0.75, 0.7, 0.75,
     0.85, 0.8, 0.8, 0.95, 1.25, 1.55, 1.8, 1.9, 1.8, 1.5, 1.05, 0.65),
    (0.55, 0.46, 0.4, 0.38, 0.38, 0.42, 0.6, 0.9, 1.2, 1.35, 1.4, 1.4,
     1.45, 1.35, 1.2, 1.15, 1.25, 1.5, 1.75, 1.8, 1.65, 1.4, 1.1, 0.8),
    (0.6, 0.5, 0.42, 0.38, 0.37, 0.4, 0.5, 0.75, 1.1, 1.4, 1.6, 1.75,
     1.8, 1.55, 1.25, 1.15, 1.2, 1.4, 1.65, 1.75, 1.65, 1.35, 0.95, 0.6),
)  # fmt: skip
_FIRM = Shape(
    _FIRM_YEAR,
    (0.32, 0.3, 0.3, 0.3, 0.32, 0.42, 0.8, 1.4, 1.85, 2.0, 2.05, 2.0,
     1.9, 1.95, 1.9, 1.75, 1.45, 1.05, 0.75, 0.6, 0.5, 0.42, 0.37, 0.34),
    (0.31, 0.3, 0.3, 0.3, 0.3, 0.34, 0.5, 0.8, 1.05, 1.15, 1.15, 1.05,
     0.9, 0.7, 0.55, 0.48, 0.42, 0.4, 0.38, 0.36, 0.34, 0.33, 0.32, 0.31),
    (0.3,) * 24,
)  # fmt: skip
SHAPES: dict[Profile, Shape] = {
    "home": _HOME,
    "heated_home": _HOME._replace(year=_HEATED_YEAR),
    "firm": _FIRM,
    "bakery": Shape(
        (1.02, 1.0, 1.02, 1.02, 0.98, 0.97, 0.95, 0.95, 0.98, 1.01, 1.03, 1.07),
        (1.7, 2.1, 2.4, 2.5, 2.4, 2.0, 1.4, 1.0, 0.85, 0.8, 0.75, 0.7,
         0.65, 0.6, 0.5, 0.42, 0.36, 0.33, 0.32, 0.32, 0.35, 0.45, 0.7, 1.2),
        (1.8, 2.3, 2.6, 2.7, 2.5, 2.0, 1.3, 0.9, 0.75, 0.65, 0.55, 0.5,
         0.42, 0.36, 0.33, 0.31, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3),
        (0.3,) * 20 + (0.4, 0.6, 0.9, 1.3),
    ),
    "lights": Shape(
        _LIGHTS_YEAR,
        (0.9, 0.8, 0.75, 0.75, 0.8, 1.0, 1.2, 0.9, 0.55, 0.5, 0.5, 0.5,
         0.5, 0.5, 0.55, 0.75, 1.2, 1.7, 1.9, 1.9, 1.7, 1.5, 1.3, 1.1),
        (0.9, 0.8, 0.75, 0.75, 0.8, 0.9, 1.0, 0.9, 0.6, 0.55, 0.55, 0.55,
         0.55, 0.55, 0.6, 0.8, 1.2, 1.7, 1.9, 1.9, 1.7, 1.5, 1.3, 1.1),
        (0.9, 0.8, 0.75, 0.75, 0.8, 0.85, 0.9, 0.85, 0.65, 0.6, 0.6, 0.6,
         0.6, 0.6, 0.65, 0.8, 1.2, 1.7, 1.9, 1.9, 1.7, 1.5, 1.3, 1.1),
    ),
}  # fmt: skip

SUN_YEAR = (0.25, 0.48, 0.95, 1.35, 1.65, 1.75, 1.72, 1.5, 1.1, 0.68, 0.32, 0.2)
_HALF_DAY = (4.1, 5.0, 5.9, 7.0, 7.9, 8.4, 8.1, 7.3, 6.3, 5.3, 4.3, 3.8)
"""Half the hours from sunrise to sunset, by month."""


@lru_cache(maxsize=4_000)
def kind_of(day: date) -> DayKind:
    """Return what kind of day it is; a holiday is like a Sunday."""
    if day.weekday() == 5 and not _holiday(day):
        return "saturday"
    return "sunday" if day.weekday() == 6 or _holiday(day) else "workday"


def zones_of(tariff: Tariff, operator: str, day: date) -> tuple[str, ...]:
    """Return the zone of each hour of the wall clock, as the operator (PGE, ENEA, …) has its tariff groups."""
    return _zones(tariff, operator, kind_of(day), 4 <= day.month <= 9)


@lru_cache
def _zones(tariff: Tariff, operator: str, kind: DayKind, summer: bool) -> tuple[str, ...]:
    dear, cheap = ZONES[tariff][0], ZONES[tariff][-1]
    return tuple(cheap if _cheap(tariff, operator, kind, summer, hour) else dear for hour in range(24))


def _cheap(tariff: Tariff, operator: str, kind: DayKind, summer: bool, hour: int) -> bool:
    if tariff == "C12a":
        return not (8 <= hour < 11 or (20 if summer else 17) <= hour < 21)
    if tariff == "G12w" and kind != "workday":
        return True
    if tariff == "G12w" and operator == "ENEA":
        return hour >= 21 or hour < 6
    afternoon = 15 if operator == "PGE" and summer else 13
    midday = afternoon <= hour < afternoon + 2 and not (tariff == "G12w" and operator == "STOEN")
    return hour >= 22 or hour < 6 or midday


def hour_weights(profile: Profile, kind: DayKind) -> tuple[float, ...]:
    """Return how much is used in each hour of such a day, 1 being about the mean."""
    weights: tuple[float, ...] = getattr(SHAPES[profile], kind)
    return weights


def sun_weight(month: int, hour: float) -> float:
    """Return how high the sun stands at an hour of winter time in a month (1 to 12), 0 before sunrise."""
    away = abs(hour - 12) / _HALF_DAY[month - 1]
    return max(0.0, 1 - away * away)


@lru_cache(maxsize=4_000)
def day_weights(profile: Profile, tariff: Tariff, operator: str, month: int) -> list[dict[str, float]]:
    """Return for each day of a month (0 = September 2024) how much falls into each zone."""
    days = (month_start(month) + timedelta(days=n) for n in range(days_in(month)))
    return [_by_zone(profile, tariff, operator, kind_of(day), 4 <= day.month <= 9) for day in days]


@lru_cache
def _by_zone(profile: Profile, tariff: Tariff, operator: str, kind: DayKind, summer: bool) -> dict[str, float]:
    found = dict.fromkeys(ZONES[tariff], 0.0)
    for zone, weight in zip(_zones(tariff, operator, kind, summer), hour_weights(profile, kind), strict=True):
        found[zone] += weight
    return found


@lru_cache(maxsize=8_000)
def zone_weights(
    profile: Profile, tariff: Tariff, operator: str, month: int, first: int, until: int
) -> tuple[float, ...]:
    """Return how much falls into each zone in the days `first` up to and without `until` (0 = the month's first)."""
    days = day_weights(profile, tariff, operator, month)[first:until]
    return tuple(sum(day[zone] for day in days) for zone in ZONES[tariff])


def _holiday(day: date) -> bool:
    return day.weekday() < 5 and not is_working_day(day)
