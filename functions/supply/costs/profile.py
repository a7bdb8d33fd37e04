"""Usage by day and hour of the meter's clock, from which any tariff's zones can be summed."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from functions.supply.zone_models import ZoneTable
from functions.supply.zones import day_type
from shared.clock import WARSAW
from shared.supply.usage import QUARTER, Value, midnight, quarters_between

type Profile = dict[date, list[int]]
"""Wh of each hour (0 to 23) of a day, as the meter's clock says."""

_CET = timedelta(hours=1)


class Measured(NamedTuple):
    """A month by hours, and how many of its quarter-hours are known."""

    hours: Profile
    known: int
    expected: int


def measured(month: date, quarters: Mapping[int, Value], *, winter_time: bool) -> Measured:
    """The month's profile; with `winter_time` the meter's clock stays on CET all year."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    expected = quarters_between(month, following)
    hours: Profile = defaultdict(lambda: [0] * 24)
    known, begin = 0, midnight(month)
    for place, value in quarters.items():
        if value.imported is None or place >= expected:
            continue
        known += 1
        at = _on_clock(begin + place * QUARTER, winter_time=winter_time)
        # On winter time a summer month begins with the last hour of the month before: it stays where it is billed.
        hours[max(at.date(), month)][at.hour] += value.imported
    return Measured(dict(hours), known, expected)


def by_zone(profile: Profile, table: ZoneTable, *, holidays: bool) -> dict[tuple[str | None, str | None], int]:
    """Wh by zone and kind of day."""
    found: dict[tuple[str | None, str | None], int] = defaultdict(int)
    for day, hours in profile.items():
        kind = day_type(day, holidays=holidays)
        zones = hours_of(table, day.month, kind)
        for hour, energy in enumerate(hours):
            found[zones[hour], kind] += energy
    return dict(found)


def hours_of(table: ZoneTable, month: int, kind: str) -> list[str]:
    """The zone of each of the 24 hours."""
    for season in table.seasons:
        if month in season.months:
            spans = next(hours for day, hours in season.days.items() if day == kind)
            return [span.zone for span in spans for _ in range(span.from_hour, span.to_hour)]
    raise LookupError(f"{table.tariff} has no hours in month {month}")


def within(profile: Profile, first: date, last: date) -> Profile:
    return {day: hours for day, hours in profile.items() if first <= day <= last}


def _on_clock(instant: datetime, *, winter_time: bool) -> datetime:
    return (instant + _CET).astimezone(UTC) if winter_time else instant.astimezone(WARSAW)
