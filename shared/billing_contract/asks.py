"""What the portal tells billing and asks of it, and what billing answers."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from shared.billing_contract.customers import Address, BilledKind, Delivery
from shared.billing_contract.energy import MeterState
from shared.billing_contract.values import ConsentKey, ContractModel, Nrb, NumberText, OpaqueId, ShortText, Word
from shared.json_model import JsonModel, RecordModel

DetailName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9.]{0,63}$")]
DetailText = Annotated[str, StringConstraints(min_length=1, max_length=2000)]


class PaidDocument(RecordModel):
    """The part of an online payment meant for one document."""

    document_id: OpaqueId
    amount: Annotated[int, Field(strict=True, gt=0, le=10**13)]


class PaymentReport(JsonModel):
    """`POST /payments`: an online payment the provider has confirmed. What `documents` leave is set against
    the oldest open documents; what is left then is an overpayment."""

    portal_reference: OpaqueId
    customer_id: OpaqueId
    amount: Annotated[int, Field(strict=True, gt=0, le=10**13)]
    paid_at: AwareDatetime
    provider: ShortText
    provider_reference: ShortText
    documents: Annotated[list[PaidDocument], Field(max_length=100)] = []

    @model_validator(mode="after")
    def _no_more_than_paid(self) -> "PaymentReport":
        if sum(document.amount for document in self.documents) > self.amount:
            raise ValueError("more is meant for documents than was paid")
        return self


class PaymentBooked(RecordModel):
    """The answer to a payment report; the same payment later comes as a change."""

    payment_id: OpaqueId
    booked_on: date


class ContactData(RecordModel):
    """Contact data to change; what is absent stays as it is."""

    email: ShortText | None = None
    phone: ShortText | None = None
    address: Address | None = None
    correspondence_address: Address | None = None


class ConsentChoice(RecordModel):
    """A consent given or taken back, and the version of the text the customer was shown."""

    granted: Annotated[bool, Field(strict=True)]
    version: ShortText | None = None


class AgreedInstalment(RecordModel):
    """A part of what is to be paid, and its last day."""

    due_on: date
    amount: Annotated[int, Field(strict=True, gt=0, le=10**13)]


class ServiceOrder(RecordModel):
    """A service ordered by the customer; `code` comes from the portal's list of services.

    What billing acts by has a field of its own: `amount` in grosze, `account` to pay to or collect from, `document_ids`
    and `instalments` of a plan (a single one is a later day of payment). `details` are the other answers by the names
    of the service's fields, as text.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    point_id: OpaqueId | None = None
    contract_id: OpaqueId | None = None
    amount: Annotated[int, Field(strict=True, gt=0, le=10**13)] | None = None
    account: Nrb | None = None
    document_ids: Annotated[list[OpaqueId], Field(max_length=100)] | None = None
    instalments: Annotated[list[AgreedInstalment], Field(max_length=60)] | None = None
    states: Annotated[list[MeterState], Field(max_length=20)] | None = None
    ends_on: date | None = None
    details: Annotated[dict[DetailName, DetailText], Field(max_length=40)] | None = None
    note: Annotated[str, StringConstraints(max_length=4000)] | None = None


class OwnReading(RecordModel):
    """A meter read by the customer at the end of `taken_on`; it comes back as a `reading` with this request's
    reference."""

    point_id: OpaqueId
    meter_number: ShortText
    taken_on: date
    states: Annotated[list[MeterState], Field(min_length=1, max_length=20)]
    note: Annotated[str, StringConstraints(max_length=4000)] | None = None


class CustomerRequest(JsonModel):
    """`POST /requests`: what a customer asks to change or to order; exactly the part named by `kind` is there.

    `delivery` and `consents` name what changes and nothing else.
    """

    portal_reference: OpaqueId
    customer_id: OpaqueId
    kind: Literal["contact", "delivery", "consents", "service", "reading"]
    requested_at: AwareDatetime
    contact: ContactData | None = None
    delivery: dict[BilledKind, Delivery] | None = None
    consents: dict[ConsentKey, ConsentChoice] | None = None
    service: ServiceOrder | None = None
    reading: OwnReading | None = None

    @model_validator(mode="after")
    def _the_named_part(self) -> "CustomerRequest":
        parts = {
            "contact": self.contact,
            "delivery": self.delivery,
            "consents": self.consents,
            "service": self.service,
            "reading": self.reading,
        }
        if [name for name, part in parts.items() if part is not None] != [self.kind]:
            raise ValueError("exactly the part named by kind must be there")
        return self


class RequestAccepted(RecordModel):
    """The answer to a request: billing's own reference, to be told to the customer."""

    reference: ShortText
    accepted_at: AwareDatetime


class RequestState(ContractModel):
    """What became of a request; its id is the request's `portal_reference`.

    `state`: received, confirmed, rejected (then with a `reason` for the customer); or another.
    """

    state: Word
    reason: NumberText | None = None
    decided_on: date | None = None
