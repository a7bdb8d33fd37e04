"""The zones of a tariff group, to be drawn as a clock and said in words. Wall-clock hours of Warsaw."""

from typing import Literal

from shared.json_model import JsonModel

DayType = Literal["workday", "saturday", "sunday", "holiday"]


class ZoneHours(JsonModel):
    """From an hour up to another, 24 being the midnight at the end."""

    from_hour: int
    to_hour: int
    zone: str


class ZoneSeason(JsonModel):
    """The months it holds for (1 to 12), and the hours of each kind of day; each covers the whole day."""

    months: list[int]
    days: dict[DayType, list[ZoneHours]]


class ZoneTable(JsonModel):
    """The zones in the order they are named, and their hours by season.

    `clock` is `local` or `CET` (the meter's clock stays on winter time all year), or `meter` where the distributor
    sets the hours meter by meter, so that these are only the usual ones. `certain` is false where public sources
    differ or are old: what the invoice says counts. `today` is what kind of day it is in Poland.
    """

    tariff: str
    zones: list[str]
    seasons: list[ZoneSeason]
    clock: Literal["local", "CET", "meter"]
    certain: bool
    today: DayType
