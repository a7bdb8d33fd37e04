"""What is wrong with a series of usage that keeps the contract's shape and still cannot be shown."""

from calendar import isleap, monthrange
from datetime import date, timedelta

from shared import clock
from shared.billing_contract import Usage
from shared.usage import day_at, place_of, quarters_between

MOST = 10**12
"""Wh in one value: a TWh is more than any point in Poland takes in a month."""

_EARLIEST = date(2000, 1, 1)
_UNKNOWN = frozenset("BN")


def fault_of(usage: Usage) -> str | None:
    """The reason for quarantine, None for a series that can be shown."""
    if usage.start < _EARLIEST or (usage.resolution == "month" and usage.start.day != 1):
        return "start: not a day such a series can begin with"
    if place_of(usage.start, usage.resolution) + len(usage.quality) > _places(usage):
        return "quality: the series goes on after the end of its year or month"
    series = [*usage.imported.values(), *([usage.exported] if usage.exported is not None else [])]
    if any(value is not None and value >= MOST for values in series for value in values):
        return "imported: more energy than a point can take"
    for place, letter in enumerate(usage.quality):
        told = any(values[place] is not None for values in series)
        if told is (letter in _UNKNOWN):
            return "quality: a value where the letter says there is none, or none where it says there is one"
    if _last_known(usage) > clock.today() + timedelta(days=1):
        return "start: values of days that have not come yet"
    return None


def _places(usage: Usage) -> int:
    if usage.resolution == "month":
        return 12
    if usage.resolution == "day":
        return 365 + isleap(usage.start.year)
    first = usage.start.replace(day=1)
    return quarters_between(first, first + timedelta(days=monthrange(first.year, first.month)[1]))


def _last_known(usage: Usage) -> date:
    """The day the last known value begins with."""
    known = len(usage.quality.rstrip("BN"))
    last = place_of(usage.start, usage.resolution) + max(known - 1, 0)
    if usage.resolution == "month":
        return date(usage.start.year, last + 1, 1)
    if usage.resolution == "day":
        return day_at(usage.start.year, last)
    return usage.start.replace(day=1) + timedelta(days=last // 100)
