"""What goes in and out where clerks find a customer, look at the portal as the customer does, and help."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from functions.staff.models import CustomerCard
from shared.json_model import JsonModel

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=5, max_length=200)]
RefusalReason = Literal["customer_unknown", "identifier_wrong", "document_wrong", "already_registered"]


class CallersWords(JsonModel):
    """What a caller says of themselves: a number of a customer, document or metering point, a NIP, a PESEL, an e-mail
    address, a name. It travels in a body, for addresses stand in logs."""

    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=80)]


class FoundCustomer(JsonModel):
    """`by` is what of the customer was meant."""

    customer_id: str
    name: str
    customer_number: str
    kind: Literal["individual", "business"]
    by: Literal["customer_number", "document", "contract", "point", "identifier", "name"]


class FoundCustomers(JsonModel):
    """At most twenty; `more` says that there are others."""

    customers: list[FoundCustomer]
    more: bool


class RefusedRegistration(JsonModel):
    """A registration we refused, and why; whoever tried was told neither. `customerId` where it led to one."""

    id: str
    reason: RefusalReason
    at: AwareDatetime
    kind: Literal["individual", "business"]
    customer_id: str | None
    customer_number: str
    document_number: str
    identifier_masked: str
    email: str


class RefusedRegistrations(JsonModel):
    """The latest first, at most twenty, kept ninety days."""

    registrations: list[RefusedRegistration]


class AccountCard(JsonModel):
    """How the customer's account stands. `locked`: failed attempts keep some place waiting, or all of them."""

    email: str
    created_at: AwareDatetime
    last_sign_in_at: AwareDatetime | None
    open_sessions: int
    second_step: bool
    locked: bool
    closing: bool


class OfficeCustomer(JsonModel):
    """A customer as the desk knows them; no secret, and no number that is not masked."""

    customer_id: str
    card: CustomerCard
    identifier_masked: str
    account: AccountCard | None


class WhyAsked(JsonModel):
    """Why a clerk does it, for the customer to read."""

    reason: Reason


class PortalView(JsonModel):
    """A view has begun: this browser shows the customer's portal until then, reading only. `id` names its session."""

    id: str
    ends_at: AwareDatetime
