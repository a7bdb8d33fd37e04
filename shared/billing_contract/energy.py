"""Measured energy: usage, hand readings, and what a prosumer's energy was worth."""

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator, model_validator

from shared.billing_contract.values import (
    ContractModel,
    Decimals,
    Grosze,
    NumberText,
    OpaqueId,
    ShortText,
    WattHours,
    Word,
    ZoneName,
)
from shared.supply.usage import quarters_between

QUALITY_LETTERS = "RZSOEBN"
WITHOUT_VALUE = "BN"
OLD_LETTERS = str.maketrans("AM", "RB")
MOST_AT_ONCE = 10**11
"""More Wh than this, a hundred million kWh, no point takes in a month."""

UsedWattHours = Annotated[int, Field(strict=True, ge=0, le=MOST_AT_ONCE)]


def is_energy(value: object) -> bool:
    """Whether a value can be the energy (Wh) of a stretch of time."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_AT_ONCE


def longest(resolution: str, start: date) -> int:
    """How many values there are from a day to the end of its month (quarter-hours) or year, in Warsaw."""
    return length_through(resolution, start, last_day(resolution, start))


def length_through(resolution: str, start: date, last: date) -> int:
    """How many values there are from a day through a last one of the same month (quarter-hours) or year."""
    if resolution == "month":
        return last.month - start.month + 1
    if resolution == "day":
        return (last - start).days + 1
    return quarters_between(start, last + timedelta(days=1))


def last_day(resolution: str, start: date) -> date:
    """The last day of the month (quarter-hours) or year a series belongs to."""
    return _next_month(start) - timedelta(days=1) if resolution == "quarter_hour" else date(start.year, 12, 31)


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


class EarlierValue(ContractModel):
    """What stood at `index` of a series before it was filled or corrected on a day; null where nothing did."""

    index: Annotated[int, Field(ge=0, lt=3100)]
    changed_on: date
    quality: Annotated[str, StringConstraints(pattern=r"^[RZSOEBN]$")]
    imported: dict[ZoneName, WattHours | None] = {}
    exported: WattHours | None = None


class Usage(ContractModel):
    """Energy at one point over a stretch of local time, from `start` on, in Wh.

    One document a year holds 12 months or 365/366 days, one document a month its quarter-hours by whole days (that of
    the clock change has 92 or 100); the running year or month ends with the last value known. Of a month
    that is the customer's only in part it holds that part. `through` is the last day a series tells of: with it the
    series is exactly as long, without it one of a month or year that is over reaches to its end. Every list is as long
    as `quality`, one letter a value, in the words of the regulation (Dz.U. 2022 poz. 788): `R` recorded
    (zarejestrowane), `Z` substitute (zastępcze), `S` corrected (skorygowane), `O` read by the customer (odczyt
    odbiorcy), `E` estimated (szacowane), `B` missing (brak), `N` not yet sent (jeszcze nie przesłane). With `B` and
    `N` all values are null, and with no other letter; a zone that did not exist at the time may have null.
    The old letters `A` and `M` are read as `R` and `B`.
    """

    point_id: OpaqueId
    resolution: Literal["month", "day", "quarter_hour"]
    start: date
    through: date | None = None
    quality: Annotated[str, StringConstraints(pattern=r"^[RZSOEBN]{1,3100}$")]
    imported: dict[ZoneName, list[UsedWattHours | None]]
    exported: list[UsedWattHours | None] | None = None
    earlier: Annotated[list[EarlierValue], Field(max_length=3100)] = []

    @field_validator("quality", mode="before")
    @classmethod
    def _old_letters(cls, value: object) -> object:
        return value.translate(OLD_LETTERS) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _same_length(self) -> "Usage":
        series = [*self.imported.values(), *([self.exported] if self.exported is not None else [])]
        if any(len(values) != len(self.quality) for values in series):
            raise ValueError("a series is not as long as its quality letters")
        for n, letter in enumerate(self.quality):
            if any(values[n] is not None for values in series) == (letter in WITHOUT_VALUE):
                raise ValueError("a value is missing without B or N, or there with it")
        return self

    @model_validator(mode="after")
    def _within_its_time(self) -> "Usage":
        if self.resolution == "month" and self.start.day != 1:
            raise ValueError("months begin with the first day of one")
        if len(self.quality) > longest(self.resolution, self.start):
            raise ValueError("a series reaches beyond its month or year")
        if self.through is not None:
            if not self.start <= self.through <= last_day(self.resolution, self.start):
                raise ValueError("the last day of a series lies outside its month or year")
            if len(self.quality) != length_through(self.resolution, self.start, self.through):
                raise ValueError("a series does not end with its last day")
        if self.resolution == "quarter_hour":
            day, left = self.start, len(self.quality)
            while left > 0:
                left -= quarters_between(day, day + timedelta(days=1))
                day += timedelta(days=1)
            if left:
                raise ValueError("quarter-hours end within a day: 92 and 100 on the days the clock changes")
        return self


class MeterState(ContractModel):
    """A register's state in whole kWh; `zone` as on the invoices."""

    zone: ZoneName
    kwh: Annotated[int, Field(strict=True, ge=0, le=10**12)]


class MeterReading(ContractModel):
    """A meter read at a day's end, by whom (`source`: customer, operator; or another) and what became of it.

    `state`: received, accepted, rejected (then with a `reason`); or another. `portal_reference` is that of the
    portal's request where it came from there.
    """

    point_id: OpaqueId
    meter_number: ShortText
    taken_on: date
    states: Annotated[list[MeterState], Field(min_length=1, max_length=20)]
    source: Word
    state: Word
    reason: NumberText | None = None
    portal_reference: ShortText | None = None


class DepositUse(ContractModel):
    """What of a month's deposit paid for one document."""

    document_id: OpaqueId
    number: NumberText | None = None
    used_on: date
    amount: Grosze


class Deposit(ContractModel):
    """A month of a prosumer's deposit as billing settled it (ustawa o OZE, art. 4c).

    `exported` is the energy after hourly balancing, in Wh; `price` grosze for a MWh by `price_kind` (RCEm, RCE) and
    the version of it; `value` = energy x price x `factor` (1 or 1.23). `left` is what has not been used, `refundable`
    what of it comes back when it lapses on `lapses_on`, both in grosze. `state`: pending, open, used, lapsed,
    refunded; or another.
    """

    point_id: OpaqueId
    month: date
    exported: WattHours
    price_kind: Word
    price: Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)] | None = None
    price_version: Annotated[int, Field(strict=True, ge=0, le=10**6)] | None = None
    factor: Decimals | None = None
    value: Grosze | None = None
    booked_on: date | None = None
    uses: list[DepositUse] = []
    left: Grosze | None = None
    lapses_on: date | None = None
    refundable: Grosze | None = None
    state: Word
