"""Energy over time as the mirror keeps it, and how its places follow from the local calendar.

A point has one document a year with its months and days (`usage-year`) and one a month with its quarter-hours
(`usage-month`), so that each view is one point read. Each holds the series billing told, by billing's id of them;
under that id itself stands only where its series went. What all points of a customer used in a year is added up
beside them (`usage-total`).
Energy is watt-hours. A quality letter stands for a value: `R` recorded (zarejestrowane), `Z` substitute (zastępcze),
`S` corrected (skorygowane), `O` read by the customer, `E` estimated, `B` missing, `N` not sent yet.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from shared.clock import WARSAW

Quality = Literal["R", "Z", "S", "O", "E", "B", "N"]
WORST_FIRST: tuple[Quality, ...] = ("N", "B", "E", "Z", "O", "S", "R")
_OLD_LETTERS: dict[str, Quality] = {"A": "R", "M": "B"}
QUARTER = timedelta(minutes=15)
DAY = timedelta(days=1)


def usage_of_point(point_id: str) -> str:
    """What the ids of all documents of a point's usage begin with."""
    return f"usage:{point_id}:"


def year_id(point_id: str, year: int) -> str:
    """The document of a point's months and days of a year."""
    return f"usage:{point_id}:{year:04}"


def month_id(point_id: str, day: date) -> str:
    """The document of a point's quarter-hours of the month the day is in."""
    return f"usage:{point_id}:{day:%Y-%m}"


def total_id(year: int) -> str:
    """The document of what all points of a customer used in a year."""
    return f"usage-total:{year:04}"


class Value(NamedTuple):
    """What is known of one stretch of time: Wh taken by zone, Wh given back, and how good that is.

    Of several points it is the sum of as many as `points` know it; `partial` says that others should and do not.
    """

    quality: Quality
    zones: dict[str, int]
    exported: int | None
    points: int = 1
    partial: bool = False

    @property
    def imported(self) -> int | None:
        """Wh taken over all zones; None where nothing is known."""
        return sum(self.zones.values()) if self.zones else None

    @property
    def known(self) -> bool:
        return bool(self.zones) or self.exported is not None


def values_of(series: Iterable[dict[str, Any]], resolution: str) -> dict[int, Value]:
    """The values of stored series of a resolution by place: month of the year, day of the year, quarter of the month.

    Places count from 0. Where two series meet, the newer one counts, unless it has nothing to say yet.
    """
    found: dict[int, Value] = {}
    for one in sorted(series, key=lambda one: int(one["revision"])):
        if one["resolution"] != resolution:
            continue
        first = place_of(date.fromisoformat(one["start"]), resolution)
        for place, value in enumerate(_values(one), start=first):
            if value.quality != "N" or place not in found:
                found[place] = value
    return found


def place_of(day: date, resolution: str) -> int:
    """Where the value that begins with the day stands in its document."""
    if resolution == "month":
        return day.month - 1
    if resolution == "day":
        return day.timetuple().tm_yday - 1
    return quarters_between(day.replace(day=1), day)


def day_at(year: int, place: int) -> date:
    return date(year, 1, 1) + place * DAY


def quarters_between(first: date, end: date) -> int:
    """The quarter-hours between the beginnings of two local days: 96 a day, 92 or 100 as the clock changes."""
    return (midnight(end) - midnight(first)) // QUARTER


def midnight(day: date) -> datetime:
    """The instant (UTC) at which the day begins in Poland."""
    return datetime(day.year, day.month, day.day, tzinfo=WARSAW).astimezone(UTC)


def worst(letters: Iterable[Quality]) -> Quality:
    """The letter that says least of several; `N` of none."""
    return min(letters, key=WORST_FIRST.index, default="N")


def _values(series: dict[str, Any]) -> Iterator[Value]:
    imported, exported = series["imported"], series.get("exported")
    for place, letter in enumerate(series["quality"]):
        quality = _OLD_LETTERS.get(letter, letter)
        if quality in {"B", "N"}:
            yield Value(quality, {}, None)
            continue
        zones = {zone: values[place] for zone, values in imported.items() if values[place] is not None}
        yield Value(quality, zones, exported[place] if exported is not None else None)
