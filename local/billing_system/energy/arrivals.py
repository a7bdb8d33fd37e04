"""How a day's measured values come in: at once, late, with a gap filled later, or as a substitute corrected later.

A gap is settled within SETTLED_AFTER and never lies at the end of a month, so a month that is told is the sum of its
days.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from local.billing_system.numbers import noise
from local.billing_system.plans import PointPlan, days_in, month_of

SETTLED_AFTER = timedelta(days=5)
SUBSTITUTED = 0.9
"""A substitute value is so much of what turns out to be right."""

_MISSING, _SUBSTITUTED = 2, 3
_SHOWN = 12
_GAPS = 0.012
"""The share of days with a gap, at points where there are not `gaps` on purpose."""


@dataclass(frozen=True)
class Told:
    """How a value is told: its letter, what part of the right value stands, and what stood before since when."""

    letter: str
    share: float | None = 1.0
    before: tuple[tuple[date, "Told"], ...] = ()

    def shown(self, value: int) -> int | None:
        """Return what is told in place of the right value."""
        return None if self.share is None else value if self.share == 1.0 else round(value * self.share)


_RECORDED = Told("R")
_NOT_SENT = Told("N", None)
_MISSED = Told("B", None)
_SUBSTITUTE = Told("Z", SUBSTITUTED)


def told_of(seed: int, place: int, point: PointPlan, day: date, today: date, made_on: date) -> Told:
    """Return how the values of a day are told on another."""
    kind = _kind(seed, place, point, day, made_on)
    age = (today - day).days
    if kind == "late":
        return _NOT_SENT if age <= 1 else _RECORDED
    if kind is None:
        return _RECORDED
    if age <= _MISSING:
        return _NOT_SENT if age <= 1 else _MISSED
    filled = (day + timedelta(days=_SUBSTITUTED), _MISSED)
    if kind == "filled":
        return Told("Z", 1.0, (filled,))
    if age < SETTLED_AFTER.days:
        return Told("Z", SUBSTITUTED, (filled,))
    return Told("S", 1.0, (filled, (day + SETTLED_AFTER, _SUBSTITUTE)))


def _kind(seed: int, place: int, point: PointPlan, day: date, made_on: date) -> str | None:
    if day.day > days_in(month_of(day)) - SETTLED_AFTER.days + 1:
        return None
    if point.gaps and 0 < (age := (made_on - day).days) <= _SHOWN:
        # On the world's first day one of each kind is there to be seen.
        return {1: "late", 2: "corrected", 4: "corrected", 8: "corrected", 11: "filled"}.get(age)
    chance = noise(seed, place, point.serial, 30, day.toordinal())
    return "filled" if chance < _GAPS / 2 else "corrected" if chance < _GAPS else "late" if chance < 2 * _GAPS else None
