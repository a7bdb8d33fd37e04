"""What a customer reads of what they are supplied with. Dates of Warsaw."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.billing_contract import OpaqueId
from shared.json_model import JsonModel

Tariff = Literal["G11", "G12", "G12w", "C11", "C12a"]


class Listing(JsonModel):
    """A page of a list. `q` are beginnings of words, without regard to case and accents; `id` asks for just one."""

    q: Annotated[str, StringConstraints(max_length=60)] = ""
    id: OpaqueId | None = None
    after: Annotated[str | None, Field(max_length=800)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 20


class PointListing(Listing):
    """`q` may also be five or more digits of the PPE number, with or without spaces."""

    contract: OpaqueId | None = None


class ContractSummary(JsonModel):
    """One row of the list; `points` is how many metering points it covers, None where billing names none."""

    id: str
    number: str
    status: Literal["unsigned", "active", "ended"]
    product: str
    tariff: Tariff
    starts_on: date | None
    ends_on: date | None
    points: int | None


class ContractPage(JsonModel):
    """Active contracts first, then unsigned, then ended; `next` goes into `after` of the next call."""

    contracts: list[ContractSummary]
    next: str | None


class PointSummary(JsonModel):
    """One row of the list; `address` in one line."""

    id: str
    ppe: str
    name: str | None
    address: str
    tariff: Tariff
    contract_id: str


class PointPage(JsonModel):
    """By name, or address where there is none; `next` goes into `after` of the next call."""

    points: list[PointSummary]
    next: str | None
