"""Energy over time, as it goes out. Wh, dates of Warsaw, instants with the offset they have in Poland."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.json_model import Day, JsonModel
from shared.locale import Locale
from shared.supply.usage import Quality

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""Days outside could not be anybody's."""

Resolution = Literal["month", "day", "hour", "quarter"]


class UsageRequest(JsonModel):
    """`from` names the view by a day in it, today where it is left out.

    `month` shows the day's year, `day` its month, `hour` and `quarter` the day itself.
    `compare` adds the year before (not for `hour` and `quarter`), which costs one more read.
    """

    resolution: Resolution = "month"
    from_: Annotated[Day | None, Field(alias="from", ge=EARLIEST, le=LATEST)] = None
    compare: bool = False


class TotalRequest(JsonModel):
    """As for one point; what all points together used is there by months and days."""

    resolution: Literal["month", "day"] = "month"
    from_: Annotated[Day | None, Field(alias="from", ge=EARLIEST, le=LATEST)] = None
    compare: bool = False


class UsageFileRequest(UsageRequest):
    """The same as a file, with headings and words in a language."""

    locale: Locale = "pl"


class TotalFileRequest(TotalRequest):
    """The same of all points together."""

    locale: Locale = "pl"


class Energy(JsonModel):
    """Wh taken from the grid, in all and by zone, and given to it; None is unknown, never zero.

    `quality` is the worst of what is in it: `R` recorded, `Z` substitute, `S` corrected, `O` read by the customer,
    `E` estimated, `B` missing, `N` not sent yet. `complete` is false where a part of the stretch is not known.
    """

    imported: int | None
    zones: dict[str, int]
    exported: int | None
    quality: Quality
    complete: bool


class Comparison(JsonModel):
    """This year against the year before over the same days, Wh; sums of points only with sums of as many.

    `days` is how many days were compared where it is not all that is known of the stretch. `percent` has one
    decimal and is None where there is nothing to divide by.
    """

    imported: int
    before: int
    difference: int
    percent: float | None
    days: int | None


class UsageRow(Energy):
    """One bar of a chart. `on` is its first day; `at` its instant, for hours and quarters.

    `points` is how many points it is the sum of: 0 or 1 of a single one. `first_on` and `last_on` are the first and the
    last day with a value where the row is a month that is not complete: one can move in and out between. `finer` says
    that there are values of finer resolution to look at. `before` is the same stretch of the year before.
    """

    on: date
    at: AwareDatetime | None
    first_on: date | None
    last_on: date | None
    finer: bool
    points: int
    before: Energy | None
    comparison: Comparison | None


class ShownPoint(JsonModel):
    """The point a view shows. `name` is the customer's own or else billing's; `address` in one line; `supplied_to` the
    last day it was the customer's, with which the rows end."""

    id: str
    name: str | None
    address: str
    supplied_to: date | None


class UsageView(JsonModel):
    """A year by months, a month by days, or a day by hours or quarter-hours.

    `rows` are in order of time and end with yesterday, or when the point was given up; a stretch without rows has no
    data at all. `known_to` is the last day with a value, none after `last_on`. `points` is how many points are in it.
    `point` is the one that was asked for, or the customer's only one; None where there are several, or billing no
    longer tells of it.
    """

    resolution: Resolution
    first_on: date
    last_on: date
    zones: list[str]
    rows: list[UsageRow]
    total: Energy
    comparison: Comparison | None
    known_to: date | None
    points: int
    point: ShownPoint | None


class EarlierEnergy(JsonModel):
    """What stood in a value's place before it was filled or corrected on a day, Wh."""

    changed_on: date
    quality: Quality
    imported: int | None
    exported: int | None


class CoverageCell(JsonModel):
    """A day (or a month of a meter read by hand), how good its value is, and what stood there before, oldest first."""

    on: date
    quality: Quality
    imported: int | None
    exported: int | None
    earlier: list[EarlierEnergy]


class CoverageView(JsonModel):
    """How complete a point's year is.

    `cells` run from the first value of the year to yesterday; `counts` says how many have which letter. `expected_on`
    is when the next data should be here, None where nobody knows; `late` says that this day has passed.
    """

    year: int
    resolution: Literal["month", "day"] | None
    cells: list[CoverageCell]
    counts: dict[Quality, int]
    known_to: date | None
    expected_on: date | None
    late: bool
