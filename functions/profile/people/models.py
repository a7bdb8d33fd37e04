"""People a customer has authorised, whom somebody acts for, and who looked at what."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BeforeValidator, EmailStr, Field, StringConstraints

from shared.access.access_log import Deed
from shared.access.access_log import Role as LogRole
from shared.access.permissions import Role
from shared.json_model import Day, JsonModel
from shared.locale import Locale
from shared.mail.addresses import sendable, visible

EntityId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
Token = Annotated[str, StringConstraints(min_length=1, max_length=250)]
OWN: Literal["own"] = "own"


class PersonScope(JsonModel):
    """What somebody may do; `contracts` null is all of them, `until` the last day."""

    role: Role
    contracts: Annotated[list[EntityId], Field(min_length=1, max_length=100)] | None = None
    until: Day | None = None


class NewPerson(PersonScope):
    """Somebody to invite. `locale` is that of the mail."""

    email: Annotated[EmailStr, BeforeValidator(visible), AfterValidator(sendable)]
    locale: Locale = "pl"


class Person(JsonModel):
    """Somebody invited or authorised. `expired`: the link was not used, or the last day has passed."""

    id: str
    state: Literal["invited", "active", "expired", "ended"]
    email: str
    name: str | None
    role: Role
    contracts: list[str] | None
    until: date | None
    invited_at: AwareDatetime
    link_expires_at: AwareDatetime
    accepted_at: AwareDatetime | None
    ended_at: AwareDatetime | None


class People(JsonModel):
    """Whom a customer has authorised, the newest first, of which so many may be invited or active at once."""

    items: list[Person]
    most: int


class LinkToken(JsonModel):
    token: Token


class InvitationLook(JsonModel):
    """What an invitation is for, to whoever holds its link."""

    customer_name: str
    role: Role
    limited: bool
    until: date | None
    link_expires_at: AwareDatetime


class CustomerRow(JsonModel):
    """A customer one may act for: `own`, or by a grant. What the role does not see is null, as what is unknown is."""

    id: str
    display_name: str
    customer_number: str
    kind: Literal["individual", "business"]
    role: Role | None
    limited: bool
    until: date | None
    balance: int | None
    overdue: int | None
    as_of: AwareDatetime | None
    current: bool


class Customers(JsonModel):
    """Whom the account may act for: those who owe first, the largest debt at the top."""

    items: list[CustomerRow]


class ChosenCustomer(JsonModel):
    """`own`, or the id of a grant."""

    id: Annotated[str, StringConstraints(pattern=r"^own$|^[A-Za-z0-9_-]{8,64}$")]


class AccessRow(JsonModel):
    """Who looked at or did something, at `thingId` where it is one thing; `reason` as the office gave it."""

    at: AwareDatetime
    role: LogRole
    name: str
    deed: Deed
    thing_id: str
    thing_name: str
    reason: str


class AccessPage(JsonModel):
    items: list[AccessRow]
    next: str | None
