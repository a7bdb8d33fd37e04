"""Readings of a meter by its customer. Whole kWh, dates of Warsaw."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.files.keeping import State
from shared.json_model import Day, JsonModel


class RegisterState(JsonModel):
    """A register's state, by its zone as on the invoices."""

    zone: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    kwh: Annotated[int, Field(strict=True, ge=0, le=10**12)]


class NewReading(JsonModel):
    """A meter read at the end of a day. `confirmed` says that a question about it was answered with yes."""

    taken_on: Day
    states: Annotated[list[RegisterState], Field(min_length=1, max_length=20)]
    note: Annotated[str, StringConstraints(max_length=1000)] | None = None
    confirmed: bool = False


class Photo(JsonModel):
    """The photo kept with a reading. `state`: `waiting` means that it is still scanned and cannot be shown yet."""

    kind: Literal["jpeg", "png"]
    size: int
    state: State


class ReadingRow(JsonModel):
    """A reading; `id` is what it can be given a photo by, None where it was not sent from here.

    `source`: customer, operator; or another. `state`: `waiting` (to be passed on), `passed_on` („przekazany”), then
    received, accepted, rejected (with a `reason`) as billing says; or another.
    """

    id: str | None
    taken_on: date
    meter_number: str
    states: list[RegisterState]
    source: str
    state: str
    reason: str | None
    asked_at: AwareDatetime | None
    photo: Photo | None


class ReadingPage(JsonModel):
    """The readings of a point, the newest first.

    `last` is the last one billing took of the meter that hangs there now, or the states it was put up with; a new one
    is checked against those before and after its day. `possible` says that the customer may send one; `zones` are its
    registers.
    """

    readings: list[ReadingRow]
    last: ReadingRow | None
    possible: bool
    zones: list[str]
    next_on: date | None


Question = Literal["below_last", "above_next", "much_more_than_usual", "much_less_than_usual"]
