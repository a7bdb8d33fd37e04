"""What a customer reads of their metering points. Dates of Warsaw."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from functions.supply.zone_models import ZoneTable
from shared.json_model import JsonModel

PLAIN = r"^[^\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]*$"
"""One line without signs that turn the direction of what follows."""


class PointName(JsonModel):
    """What the customer calls a point; None goes back to billing's name."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=PLAIN)] | None


class PointSummary(JsonModel):
    """One row of the list; `address` in one line.

    `name` is the customer's own or else billing's. `supplied_to` is the last day of a point that was given up.
    """

    id: str
    ppe: str
    previous_ppe: str | None
    name: str | None
    address: str
    tariff: str
    contract_id: str
    meter: Literal["manual", "remote"]
    prosumer: bool
    supplied_to: date | None


class PointPage(JsonModel):
    """By name, or address where there is none; `next` goes into `after` of the next call."""

    points: list[PointSummary]
    next: str | None


class MeterDetails(JsonModel):
    """A meter and the days it hung here, both included; `kwh` is its state by zone when it was taken down.

    `multiplier` is that of measuring transformers, an exact decimal.
    """

    number: str
    installed_on: date | None
    removed_on: date | None
    multiplier: str | None
    digits: int | None
    kwh: dict[str, int] | None


class TariffDetails(JsonModel):
    """A tariff group and the days it applied, both included."""

    tariff: str
    from_on: date
    to_on: date | None


class OperatorDetails(JsonModel):
    """The distributor, and whom to call when the power fails."""

    name: str
    code: str | None
    emergency_phone: str


class ReadingScheduleDetails(JsonModel):
    """When the meter is read: every so many months, next on; `data_after_days` is how late remote data come."""

    every_months: int | None
    next_on: date | None
    data_after_days: int | None


class ProsumerDetails(JsonModel):
    """How given energy is settled. `settlement`: net_metering (with its `ratio`), net_billing (with its `price`:
    RCEm, RCE); or another."""

    settlement: str | None
    price: str | None
    ratio: str | None
    since: date | None
    power_kw: float | None


class PointContract(JsonModel):
    """The contract by which the point is supplied."""

    id: str
    number: str
    product: str
    status: Literal["unsigned", "active", "ended"]


class PointDetails(JsonModel):
    """A metering point whole; what billing does not tell is None.

    `own_name` is what the customer calls it, `name` what billing does. `zones` are the hours of its tariff group,
    None with a reason in `zones_unknown`: `no_hours_for_operator`, `operator_unknown`. `meter_clock` is `CET` where
    the clock that switches zones stays on winter time, so that in summer the cheap hours come an hour later.
    `finest` is the finest resolution its usage is known in, None without any; `years` are the years of it.
    """

    id: str
    ppe: str
    previous_ppe: str | None
    name: str | None
    own_name: str | None
    address: str
    tariff: str
    tariffs: list[TariffDetails]
    zones: ZoneTable | None
    zones_unknown: Literal["no_hours_for_operator", "operator_unknown"] | None
    contracted_power_kw: float
    phases: int | None
    meter: Literal["manual", "remote"]
    meter_number: str
    meters: list[MeterDetails]
    meter_clock: Literal["local", "CET"] | None
    operator: OperatorDetails
    reading_schedule: ReadingScheduleDetails | None
    supplied_from: date | None
    supplied_to: date | None
    prosumer: ProsumerDetails | None
    contract: PointContract | None
    finest: Literal["month", "day", "quarter"] | None
    years: list[int]
