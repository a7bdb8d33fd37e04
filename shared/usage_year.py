"""What is known of a year's energy: sums of months, and two years side by side. Wh, dates of Warsaw."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from shared.usage import Quality, Value, day_at, worst
from shared.usage_total import values_in


class Year(NamedTuple):
    """What is known of a calendar year: months by their number, days by date; `quarters` are the months with them.

    `points` is how many points are in it.
    """

    year: int
    months: dict[int, Value]
    days: dict[date, Value]
    quarters: frozenset[int]
    points: int


class Sum(NamedTuple):
    """Energy taken, in all and by zone, and given; None is unknown. `complete` is false where a part is not known."""

    imported: int | None
    zones: dict[str, int]
    exported: int | None
    quality: Quality
    complete: bool


class Difference(NamedTuple):
    """This year against the year before over the same days; `days` is how many where it is not the whole stretch.

    `percent` has one decimal and is None where there is nothing to divide by.
    """

    imported: int
    before: int
    difference: int
    percent: float | None
    days: int | None


def year_from(
    year: int, months: dict[int, Value], days: dict[int, Value], quarters: frozenset[int], points: int
) -> Year:
    """A year from values by their place in it, counted from 0."""
    return Year(
        year,
        {place + 1: value for place, value in months.items()},
        {day_at(year, place): value for place, value in days.items()},
        quarters,
        points,
    )


def year_of_total(stored: dict[str, Any]) -> Year:
    """The year of a stored `usage-total`."""
    months, days = values_in(stored["month"], "month"), values_in(stored["day"], "day")
    return year_from(stored["year"], months, days, frozenset(), stored["points"])


def summed(values: Iterable[Value], expected: int) -> Sum:
    """The sum of what is known; complete where that is as many values as expected."""
    taken = list(values)
    known = [value for value in taken if value.known]
    zones: dict[str, int] = defaultdict(int)
    for value in known:
        for zone, energy in value.zones.items():
            zones[zone] += energy
    given = [value.exported for value in known if value.exported is not None]
    return Sum(
        imported=sum(zones.values()) if zones else None,
        zones=dict(zones),
        exported=sum(given) if given else None,
        quality=worst(value.quality for value in known or taken),
        complete=len(known) == expected and not any(value.partial for value in known),
    )


def month_of(year: Year | None, month: int) -> tuple[Sum, date | None, int]:
    """The month as billing told it, else the sum of its known days and the last of them; and of how many points."""
    value = year.months.get(month) if year else None
    if value is not None and value.known:
        return summed([value], 1), None, value.points
    days = {day: one for day, one in (year.days if year else {}).items() if day.month == month}
    energy = summed(days.values(), monthrange(year.year, month)[1] if year else 1)
    last = max((day for day, one in days.items() if one.known), default=None)
    of = max((one.points for one in days.values() if one.known), default=0)
    return energy, None if energy.complete else last, of


def months_compared(this: Year | None, before: Year | None, month: int) -> Difference | None:
    """Whole months where both are whole; else the days known in both."""
    if this is None or before is None:
        return None
    now, then = month_of(this, month)[0], month_of(before, month)[0]
    if now.complete and then.complete:
        if now.imported is None or then.imported is None:
            return None
        return difference(now.imported, then.imported, None)
    pairs = [(value, year_before(before, day)) for day, value in this.days.items() if day.month == month]
    both = [(value, past) for value, past in pairs if past is not None]
    return compared(both, len([1 for value, past in both if _comparable(value, past)]))


def compared(pairs: list[tuple[Value, Value]], days: int | None) -> Difference | None:
    """The sums of what is known on both sides of each pair."""
    both = [
        (value.imported, past.imported)
        for value, past in pairs
        if value.imported is not None and past.imported is not None
    ]
    return difference(sum(now for now, _ in both), sum(then for _, then in both), days) if both else None


def difference(now: int, then: int, days: int | None) -> Difference:
    percent = round((now - then) * 100 / then, 1) if then else None
    return Difference(imported=now, before=then, difference=now - then, percent=percent, days=days)


def year_before(before: Year | None, day: date) -> Value | None:
    """The value of the same date a year earlier; 29 February has none."""
    if before is None or (day.month, day.day) == (2, 29):
        return None
    return before.days.get(day.replace(year=day.year - 1))


def _comparable(value: Value, past: Value) -> bool:
    return value.imported is not None and past.imported is not None
