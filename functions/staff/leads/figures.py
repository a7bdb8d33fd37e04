"""Monthly figures for a lead: answers in time, how long the first answer took, how it was rated."""

from functions.staff import figures_store
from functions.staff.figures_store import Month
from functions.staff.leads.models import Figures, MonthFigures
from shared import clock

_MOST_MONTHS = 24


async def figures() -> Figures:
    """From the first month with an answer to this one; a month without any is there, with nothing to say of it."""
    found = await figures_store.months()
    known = {one.month: one for one in found.months}
    names = _months(found.months[0].month) if found.months else []
    return Figures(whole=found.whole, months=[_shown(name, known.get(name)) for name in names[-_MOST_MONTHS:]])


def _months(first: str) -> list[str]:
    """Every month from the first to this one, as `2026-11`."""
    today = clock.today()
    year, month = map(int, first.split("-"))
    names = []
    while (year, month) <= (today.year, today.month):
        names.append(f"{year}-{month:02}")
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return names


def _shown(name: str, one: Month | None) -> MonthFigures:
    if one is None:
        one = Month(name, 0, 0, {}, (0, 0, 0, 0, 0))
    ratings = sum(one.stars)
    total = sum(place * count for place, count in enumerate(one.stars, 1))
    return MonthFigures(
        month=name,
        answers=one.answers,
        in_time=one.in_time,
        median_hours=median(one.hours),
        ratings=ratings,
        average=round(total / ratings, 2) if ratings else None,
        stars=list(one.stars),
    )


def median(hours: dict[int, int]) -> float | None:
    """The middle of so many values, or half way between the two in the middle; None of none."""
    count = sum(hours.values())
    if not count:
        return None
    return (_at(hours, (count - 1) // 2) + _at(hours, count // 2)) / 2


def _at(hours: dict[int, int], place: int) -> int:
    """The value that stands at this place when all are sorted."""
    for value, count in sorted(hours.items()):
        if place < count:
            return value
        place -= count
    raise IndexError(place)
