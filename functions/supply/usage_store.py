"""Reading the mirrored usage, always within the customer's own partition: each a point read."""

from datetime import date
from typing import NamedTuple

from shared import cosmos
from shared.mirror import CONTAINER
from shared.usage import Value, day_at, month_id, total_id, values_of, year_id
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


async def year_of(customer_id: str, point_id: str, year: int) -> Year | None:
    """The months and days of a point."""
    stored = await cosmos.read(CONTAINER, year_id(point_id, year), customer_id)
    if stored is None:
        return None
    series = stored["series"].values()
    quarters = frozenset(stored.get("quarters", []))
    return _year(year, values_of(series, "month"), values_of(series, "day"), quarters, 1)


async def quarters_of(customer_id: str, point_id: str, day: date) -> dict[int, Value]:
    """The quarter-hours of the month the day is in, by their place in it."""
    stored = await cosmos.read(CONTAINER, month_id(point_id, day), customer_id)
    return values_of(stored["series"].values(), "quarter_hour") if stored else {}


async def total_of(customer_id: str, year: int) -> Year | None:
    """The months and days of all points together, as the sync has added them up."""
    stored = await cosmos.read(CONTAINER, total_id(year), customer_id)
    if stored is None:
        return None
    months, days = values_in(stored["month"], "month"), values_in(stored["day"], "day")
    return _year(year, months, days, frozenset(), stored["points"])


def _year(year: int, months: dict[int, Value], days: dict[int, Value], quarters: frozenset[int], points: int) -> Year:
    return Year(
        year,
        {place + 1: value for place, value in months.items()},
        {day_at(year, place): value for place, value in days.items()},
        quarters,
        points,
    )
