"""The Green Button file of a point and period: quarter-hours of the days the meter gives them for, the others whole."""

import asyncio
from calendar import monthrange
from datetime import date

from fastapi import Response

from functions.supply import store, usage_store
from functions.supply.usage.green_button import Block, Interval, feed_of
from shared import clock
from shared.brand import brand
from shared.problems import Problem
from shared.rendering.plain_text import printable
from shared.supply.usage import DAY, QUARTER, Value, midnight, quarters_between

MOST_MONTHS = 13
"""One document a month is read, so that a year and the month it began in fit."""


async def green_button_file(customer_id: str, point_id: str, since: date | None, until: date | None) -> Response:
    """The feed from a day to a day, both included; of this month so far where they are left out.

    Raises Problem `not_found`; `selection_too_large` for more than 13 months; `usage_too_coarse` where the meter
    gives neither quarter-hours nor days in that time.
    """
    last = until or clock.today()
    first = since or last.replace(day=1)
    months = _months(first, last)
    if len(months) > MOST_MONTHS:
        raise Problem("selection_too_large")
    point = await store.mirrored(customer_id, "point", point_id)
    if point is None:
        raise Problem("not_found")
    told = await asyncio.gather(*(usage_store.quarters_of(customer_id, point_id, month) for month in months))
    # A year of quarter-hours takes seconds of CPU.
    found = await asyncio.to_thread(
        lambda: [block for one in zip(months, told, strict=True) for block in _days_of(*one)]
    )
    known = {block.day: block for block in found if first <= block.day <= last}
    if len(known) <= (last - first).days:
        known = {block.day: block for block in await _days(customer_id, point_id, first, last)} | known
    blocks = [known[day] for day in sorted(known)]
    if not blocks:
        raise Problem("usage_too_coarse")
    title = printable(point.get("ownName") or point["data"].get("name") or brand().name)
    content = await asyncio.to_thread(feed_of, point_id, title, blocks, point["data"].get("phases"))
    name = f"{brand().file_prefix}-green-button-{first}-{last}.xml"
    return Response(
        content, media_type="application/xml", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _months(first: date, last: date) -> list[date]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return [date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(count)]


def _days_of(month: date, known: dict[int, Value]) -> list[Block]:
    """The days of a month of which any quarter-hour is known."""
    blocks: list[Block] = []
    place = 0
    for day in (month + n * DAY for n in range(monthrange(month.year, month.month)[1])):
        count, begin = quarters_between(day, day + DAY), midnight(day)
        intervals = [
            Interval(int((begin + n * QUARTER).timestamp()), 900, value)
            for n in range(count)
            if (value := known.get(place + n)) is not None and value.known
        ]
        place += count
        if intervals:
            blocks.append(Block(day, intervals))
    return blocks


async def _days(customer_id: str, point_id: str, first: date, last: date) -> list[Block]:
    years = range(first.year, last.year + 1)
    found = await asyncio.gather(*(usage_store.year_of(customer_id, point_id, year) for year in years))
    blocks: list[Block] = []
    for known in found:
        for day, value in sorted((known.days if known else {}).items()):
            if value.known and first <= day <= last:
                begin, end = (int(midnight(one).timestamp()) for one in (day, day + DAY))
                blocks.append(Block(day, [Interval(begin, end - begin, value)], 86400))
    return blocks
