"""Reading the mirrored usage, always within the customer's own partition."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from shared import cosmos
from shared.mirror import CONTAINER
from shared.usage import Value, day_at, values_of, worst


class Year(NamedTuple):
    """What is known of a calendar year: months by their number, days by date; `quarters` are the months with them."""

    year: int
    months: dict[int, Value]
    days: dict[date, Value]
    quarters: frozenset[int]
    points: int


async def year_of(customer_id: str, point_id: str, year: int) -> Year | None:
    """The months and days of a point."""
    series = await _series(customer_id, point_id, ["month", "day", "quarter_hour"])
    own = [one for one in series if one["start"][:4] == f"{year:04}"]
    if not own:
        return None
    months = {place + 1: value for place, value in values_of(own, "month").items()}
    days = {day_at(year, place): value for place, value in values_of(own, "day").items()}
    quarters = frozenset(int(one["start"][5:7]) for one in own if one["resolution"] == "quarter_hour")
    return Year(year, months, days, quarters, 1)


async def quarters_of(customer_id: str, point_id: str, day: date) -> dict[int, Value]:
    """The quarter-hours of the month the day is in, by their place in it."""
    series = await _series(customer_id, point_id, ["quarter_hour"])
    return values_of([one for one in series if one["start"][:7] == f"{day:%Y-%m}"], "quarter_hour")


async def _series(customer_id: str, point_id: str, resolutions: list[str]) -> list[cosmos.Item]:
    items = cosmos.query(
        CONTAINER,
        "SELECT c.revision, c.data FROM c WHERE c.type = 'usage' AND c.deleted = false AND c.data.pointId = @point"
        " AND ARRAY_CONTAINS(@resolutions, c.data.resolution)",
        customer_id,
        page_size=-1,
        point=point_id,
        resolutions=resolutions,
    )
    return [item["data"] | {"revision": item["revision"]} async for item in items]


async def total_of(customer_id: str, year: int) -> Year | None:
    """The months and days of all points together."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.revision, c.data FROM c WHERE c.type = 'usage' AND c.deleted = false"
        " AND c.data.start >= @first AND c.data.start < @next AND c.data.resolution != 'quarter_hour'",
        customer_id,
        page_size=-1,
        first=f"{year:04}-01-01",
        next=f"{year + 1:04}-01-01",
    )
    series = [item["data"] | {"revision": item["revision"]} async for item in items]
    points = {one["pointId"] for one in series}
    if not points:
        return None
    months: dict[int, list[Value]] = defaultdict(list)
    days: dict[date, list[Value]] = defaultdict(list)
    for point in points:
        own = [one for one in series if one["pointId"] == point]
        for place, value in values_of(own, "month").items():
            months[place + 1].append(value)
        for place, value in values_of(own, "day").items():
            days[day_at(year, place)].append(value)
    return Year(
        year,
        {month: _added(values) for month, values in months.items()},
        {day: _added(values) for day, values in days.items()},
        frozenset(),
        len(points),
    )


def _added(values: list[Value]) -> Value:
    zones: dict[str, int] = defaultdict(int)
    for value in values:
        for zone, energy in value.zones.items():
            zones[zone] += energy
    given = [value.exported for value in values if value.exported is not None]
    return Value(worst(value.quality for value in values), dict(zones), sum(given) if given else None)
