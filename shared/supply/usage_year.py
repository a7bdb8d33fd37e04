"""What is known of a year's energy: sums of months, and two years side by side. Wh, dates of Warsaw."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from shared.supply.usage import Quality, Value, day_at, worst
from shared.supply.usage_total import values_in


class Stay(NamedTuple):
    """The first and the last day a point is the customer's, both included; None where that has no end."""

    first: date | None
    last: date | None


class Year(NamedTuple):
    """What is known of a calendar year: months by their number, days by date; `quarters` are the months with them.

    `points` is how many points are in it; `supplied` are the first and last days that each was the customer's, of those
    of which that is known: the month of a move holds only a part of itself.
    """

    year: int
    months: dict[int, Value]
    days: dict[date, Value]
    quarters: frozenset[int]
    points: int
    supplied: tuple[Stay, ...] = ()


FEW = 100
"""Among so many points one may come or go before two sums are too unlike to be compared."""


class Sum(NamedTuple):
    """Energy taken, in all and by zone, and given; None is unknown. `complete` is false where a part is not known."""

    imported: int | None
    zones: dict[str, int]
    exported: int | None
    quality: Quality
    complete: bool


class Month(NamedTuple):
    """A month's sum, of how many points, and the days it runs from and to where it is told not to be whole."""

    energy: Sum
    first_on: date | None
    last_on: date | None
    points: int


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


def with_points(year: Year | None, points: Iterable[Mapping[str, Any]]) -> Year | None:
    """The year, knowing from when to when the points that are in it are the customer's, as billing tells of them."""
    return year and year._replace(
        supplied=tuple(Stay(_day(one.get("suppliedFrom")), _day(one.get("suppliedTo"))) for one in points)
    )


def _day(reported: str | None) -> date | None:
    return date.fromisoformat(reported) if reported else None


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


def month_of(year: Year | None, month: int) -> Month:
    """The month as billing told it, else the sum of its known days."""
    value = year.months.get(month) if year else None
    days = {day: one for day, one in (year.days if year else {}).items() if day.month == month}
    if year and value is not None and value.known:
        energy = summed([value], 1)
        first, last = _part_of(year, month, value, days)
        complete = energy.complete and not (first or last or _cut(year, month))
        return Month(energy._replace(complete=complete), first, last, value.points)
    energy = summed(days.values(), monthrange(year.year, month)[1] if year else 1)
    last = max((day for day, one in days.items() if one.known), default=None)
    of = max((one.points for one in days.values() if one.known), default=0)
    return Month(energy, None, None if energy.complete else last, of)


def _part_of(year: Year, month: int, value: Value, days: dict[date, Value]) -> tuple[date | None, date | None]:
    """Where a month is told of a part of itself (moved in or out): its value is then just that of its days.

    A meter that tells months only has no days to see that by; then it is what billing says of the only point.
    """
    known = {day: one.imported for day, one in days.items() if one.imported is not None}
    if known and sum(known.values()) == value.imported:
        first, last = min(known), max(known)
        return (
            first if first.day > 1 else None,
            last if last.day < monthrange(year.year, month)[1] else None,
        )
    return _cut(year, month)[0] if len(year.supplied) == 1 and _cut(year, month) else (None, None)


def _cut(year: Year, month: int) -> list[tuple[date | None, date | None]]:
    """The first and last days of the points that came or went within the month."""
    begin, end = date(year.year, month, 1), date(year.year, month, monthrange(year.year, month)[1])
    found = [
        (
            one.first if one.first and begin < one.first <= end else None,
            one.last if one.last and begin <= one.last < end else None,
        )
        for one in year.supplied
    ]
    return [span for span in found if any(span)]


def alike(now: Value | Month, then: Value | Month) -> bool:
    """Whether two sums are of so nearly as many points that they may be compared."""
    return abs(now.points - then.points) * FEW <= max(now.points, then.points)


def months_compared(this: Year | None, before: Year | None, month: int) -> Difference | None:
    """Whole months of as many points; else the days known in both, of as many points."""
    if this is None or before is None:
        return None
    now, then = month_of(this, month), month_of(before, month)
    if now.energy.complete and then.energy.complete and alike(now, then):
        if now.energy.imported is None or then.energy.imported is None:
            return None
        return difference(now.energy.imported, then.energy.imported, None)
    pairs = [(value, year_before(before, day)) for day, value in this.days.items() if day.month == month]
    both = [(value, past) for value, past in pairs if past is not None and _comparable(value, past)]
    return compared(both, len(both))


def compared(pairs: list[tuple[Value, Value]], days: int | None) -> Difference | None:
    """The sums of what is known on both sides of each pair, of as many points."""
    both = [
        (value.imported, past.imported)
        for value, past in pairs
        if value.imported is not None and past.imported is not None and alike(value, past)
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
    return value.imported is not None and past.imported is not None and alike(value, past)
