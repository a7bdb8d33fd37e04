"""Reading the mirrored usage, always within the customer's own partition: each a point read."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from shared import cosmos
from shared.mirror import CONTAINER
from shared.supply.usage import DAY, Quality, Value, month_id, total_id, values_of, year_id
from shared.supply.usage_year import Year, year_from, year_of_total


async def year_of(customer_id: str, point_id: str, year: int) -> Year | None:
    """The months and days of a point."""
    stored = await cosmos.read(CONTAINER, year_id(point_id, year), customer_id)
    return None if stored is None else _year_in(stored, year)


class Earlier(NamedTuple):
    """What stood in the place of a day (or of a month, by its first) before it was changed, Wh."""

    on: date
    resolution: str
    changed_on: date
    quality: Quality
    imported: int | None
    exported: int | None


async def year_with_history(customer_id: str, point_id: str, year: int) -> tuple[Year, list[Earlier]] | None:
    """The months and days of a point, and what of them was changed later; one read."""
    stored = await cosmos.read(CONTAINER, year_id(point_id, year), customer_id)
    if stored is None:
        return None
    series = stored["series"].values()
    return _year_in(stored, year), [change for one in series for change in _earlier(one)]


async def quarters_of(customer_id: str, point_id: str, day: date) -> dict[int, Value]:
    """The quarter-hours of the month the day is in, by their place in it."""
    stored = await cosmos.read(CONTAINER, month_id(point_id, day), customer_id)
    return values_of(stored["series"].values(), "quarter_hour") if stored else {}


async def total_of(customer_id: str, year: int) -> Year | None:
    """The months and days of all points together, as the sync has added them up."""
    stored = await cosmos.read(CONTAINER, total_id(year), customer_id)
    return None if stored is None else year_of_total(stored)


def _year_in(stored: cosmos.Item, year: int) -> Year:
    series = stored["series"].values()
    quarters = frozenset(stored.get("quarters", []))
    return year_from(year, values_of(series, "month"), values_of(series, "day"), quarters, 1)


def _earlier(series: dict[str, Any]) -> Iterator[Earlier]:
    start = date.fromisoformat(series["start"])
    for one in series.get("earlier", []) if series["resolution"] != "quarter_hour" else []:
        index = one["index"]
        on = date(start.year, start.month + index, 1) if series["resolution"] == "month" else start + index * DAY
        taken = [energy for energy in one.get("imported", {}).values() if energy is not None]
        yield Earlier(
            on=on,
            resolution=series["resolution"],
            changed_on=date.fromisoformat(one["changedOn"]),
            quality=one["quality"],
            imported=sum(taken) if taken else None,
            exported=one.get("exported"),
        )
