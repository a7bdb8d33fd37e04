"""What goes in and out of the services' routes. Money in grosze, days in Warsaw."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from functions.tickets.models import PlannedInstalment
from functions.tickets.services.catalogue import FieldKind, Group, Key, Name
from functions.tickets.services.values import Answer
from shared.json_model import JsonModel
from shared.tickets.messages import MOST_ATTACHMENTS, OwnId


class ServiceRow(JsonModel):
    """A service in the list. `missing` is what the customer would need for it and does not have.

    `leadsTo` is the page where it is done instead of a form.
    """

    key: str
    group: Group
    name: str
    lead: str
    binds: bool
    missing: Literal["overpayment", "open_documents", "contract", "point"] | None
    leads_to: Literal["reading", "callback"] | None


class Services(JsonModel):
    services: list[ServiceRow]


class ServiceChoice(JsonModel):
    """What a field can be answered with. `amount` is what a document leaves open; `zones` are those of a meter."""

    value: str
    label: str
    amount: int | None = None
    zones: list[str] = []


class ServiceCondition(JsonModel):
    field: str
    value: str


class ServiceField(JsonModel):
    """A field as it is drawn. `least`, `most`, `decimals` bound a number, `most` also a text; days are those between
    which a date may lie. It is asked for where the field of `onlyIf` has that answer."""

    name: str
    kind: FieldKind
    label: str
    hint: str | None
    required: bool
    choices: list[ServiceChoice]
    least: int | None
    most: int | None
    decimals: int
    from_on: date | None
    to_on: date | None
    only_if: ServiceCondition | None


class ServiceFiles(JsonModel):
    hint: str
    wanted: bool


class ServiceDetails(JsonModel):
    """A service with its form, filled with what is the customer's own. `confirm` is there where it binds: what is
    confirmed once more below the summary. `overpayment` is there where it is about one."""

    key: str
    group: Group
    name: str
    lead: str
    notes: list[str]
    fields: list[ServiceField]
    files: ServiceFiles | None
    confirm: str | None
    health: bool
    overpayment: int | None
    leads_to: Literal["reading", "callback"] | None


class OrderContent(JsonModel):
    """What is ordered; the answers by the names of the fields, as they were typed."""

    service: Key
    answers: Annotated[dict[Name, Answer], Field(max_length=40)] = {}


class SummaryLine(JsonModel):
    label: str
    value: str


class OrderSummary(JsonModel):
    """What an order comes to. `digest` stands for all that is shown here and goes into the order that confirms it.

    `decides`: `billing` carries it out, the `rule` grants it at once, or a `clerk` decides.
    """

    service: str
    name: str
    lines: list[SummaryLine]
    plan: list[PlannedInstalment]
    decides: Literal["billing", "rule", "clerk"]
    notes: list[str]
    confirm: str | None
    digest: str


class NewOrder(OrderContent):
    """An order under an id of the sender's, with files uploaded under that id before.

    `summary` is the digest of what was shown, needed where the service binds.
    """

    id: OwnId
    attachments: Annotated[list[OwnId], Field(max_length=MOST_ATTACHMENTS)] = []
    summary: Annotated[str, Field(max_length=64)] | None = None
