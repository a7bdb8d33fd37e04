"""The calendar of what is known of a point's days: recorded, substitute, corrected, estimated, missing, not yet sent.

The words are those of the regulation on the system of measurement (Dz.U. 2022 poz. 788).
"""

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import Any

from functions.supply import store, usage_store
from functions.supply.usage.models import CoverageCell, CoverageView, EarlierEnergy
from functions.supply.usage_store import Earlier
from shared import clock
from shared.problems import Problem
from shared.supply.usage import DAY, Value
from shared.supply.usage_year import Year

_REMOTE_DELAY = 1
"""Days after which a remote meter's day is usually known, where billing does not say."""


async def coverage_of(customer_id: str, point_id: str, year: int | None) -> CoverageView:
    """The calendar of a year, this one where it is left out. Raises Problem `not_found`."""
    today = clock.today()
    wanted = year or today.year
    point, known = await asyncio.gather(
        store.mirrored(customer_id, "point", point_id), usage_store.year_with_history(customer_id, point_id, wanted)
    )
    if point is None:
        raise Problem("not_found")
    this, earlier = known or (None, [])
    data = point["data"]
    given_up = date.fromisoformat(data["suppliedTo"]) if "suppliedTo" in data else None
    cells, by_day = _cells(this, earlier, today - DAY if given_up is None else min(given_up, today - DAY))
    known_to = max((cell.on for cell in cells if cell.quality not in {"B", "N"}), default=None)
    expected_on = _expected_on(data, known_to if by_day else None, today)
    return CoverageView(
        year=wanted,
        resolution=None if not cells else "day" if by_day else "month",
        cells=cells,
        counts=dict(Counter(cell.quality for cell in cells)),
        known_to=known_to,
        expected_on=expected_on,
        late=expected_on is not None and expected_on < today and wanted == today.year,
    )


def _cells(this: Year | None, earlier: list[Earlier], until: date) -> tuple[list[CoverageCell], bool]:
    if this is None:
        return [], False
    by_day = bool(this.days)
    reported = this.days or {date(this.year, month, 1): value for month, value in this.months.items()}
    # What is only awaited after `until` will not come.
    values = {day: value for day, value in reported.items() if value.known or day <= until}
    if not values:
        return [], by_day
    first, last = min(values), max(values)
    if by_day:
        end = max(last, min(until, date(this.year, 12, 31)))
        days = [first + n * DAY for n in range((end - first).days + 1)]
    else:
        days = [date(this.year, month, 1) for month in range(first.month, last.month + 1)]
    history = [one for one in earlier if one.resolution == ("day" if by_day else "month")]
    return [_cell(day, values.get(day, Value("N", {}, None)), history) for day in days], by_day


def _cell(day: date, value: Value, history: list[Earlier]) -> CoverageCell:
    before = sorted((one for one in history if one.on == day), key=lambda one: one.changed_on)
    return CoverageCell(
        on=day,
        quality=value.quality,
        imported=value.imported,
        exported=value.exported,
        earlier=[
            EarlierEnergy(changed_on=one.changed_on, quality=one.quality, imported=one.imported, exported=one.exported)
            for one in before
        ],
    )


def _expected_on(data: dict[str, Any], known_to: date | None, today: date) -> date | None:
    """A remote meter's next day is due some days after it; a hand-read one's data with the next reading."""
    last = data.get("suppliedTo")
    if last is not None and date.fromisoformat(last) < today:
        return None
    schedule = data.get("readingSchedule", {})
    if data["meter"] == "remote":
        delay = schedule.get("dataAfterDays", _REMOTE_DELAY)
        return None if known_to is None else known_to + timedelta(days=1 + delay)
    next_on = schedule.get("nextOn")
    return date.fromisoformat(next_on) if next_on else None
