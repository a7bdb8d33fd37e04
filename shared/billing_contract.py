"""The contract with the billing system: what `GET /changes` tells us and what we tell it back.

Money is integer grosze, energy integer watt-hours, instants UTC, legal dates plain dates in Europe/Warsaw.
Ids are opaque: no PESEL, NIP, e-mail or guessable sequence. `docs/billing-system.md` explains the calls;
the JSON Schemas there are generated from these classes.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator
from stdnum import ean
from stdnum.pl import nip as nip_number
from stdnum.pl import pesel as pesel_number

from shared.json_model import JsonModel, RecordModel

OpaqueId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x08\x0b-\x1f]*$")]
Grosze = Annotated[int, Field(strict=True, ge=-(10**13), le=10**13)]
WattHours = Annotated[int, Field(strict=True, ge=0, le=10**15)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Nrb = Annotated[str, StringConstraints(pattern=r"^[0-9]{26}$")]
Cursor = Annotated[int, Field(ge=0, le=2**53 - 1)]

ConsentKey = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]{1,39}$")]

Kind = Literal["customer", "balance", "contract", "point", "document", "payment", "usage"]


class Address(RecordModel):
    street: ShortText
    building: ShortText
    flat: ShortText | None = None
    postal_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{3}$")]
    city: ShortText

    def one_line(self) -> str:
        """As on an envelope: `ul. Lipowa 14/7, 53-124 Wrocław`."""
        place = f"{self.building}/{self.flat}" if self.flat else self.building
        return f"{self.street} {place}, {self.postal_code} {self.city}"


class Customer(RecordModel):
    """A payer. Private people carry a PESEL and a name, businesses a NIP and a company name."""

    kind: Literal["individual", "business"]
    first_name: ShortText | None = None
    last_name: ShortText | None = None
    company_name: ShortText | None = None
    pesel: str | None = None
    nip: str | None = None
    customer_number: ShortText
    email: ShortText | None = None
    phone: ShortText | None = None
    address: Address
    consents: dict[ConsentKey, bool] = {}

    @model_validator(mode="after")
    def _names_and_numbers_fit_the_kind(self) -> "Customer":
        if self.kind == "individual":
            if not (self.first_name and self.last_name and self.pesel and pesel_number.is_valid(self.pesel)):
                raise ValueError("a private customer needs a first name, a last name and a valid PESEL")
        elif not (self.company_name and self.nip and nip_number.is_valid(self.nip)):
            raise ValueError("a business customer needs a company name and a valid NIP")
        return self


class Balance(RecordModel):
    """What is owed on a day: `amount` > 0 is to pay, < 0 an overpayment."""

    amount: Grosze
    as_of: AwareDatetime


class Contract(RecordModel):
    number: ShortText
    status: Literal["unsigned", "active", "ended"]
    product: ShortText
    tariff: Literal["G11", "G12", "G12w", "C11", "C12a"]
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    notice_months: int | None = None
    point_ids: list[OpaqueId] = []
    account: Nrb | None = None


class Point(RecordModel):
    """A metering point (punkt poboru energii); `ppe` is its GS1 GSRN of 18 digits."""

    ppe: Annotated[str, StringConstraints(pattern=r"^590[0-9]{15}$")]
    previous_ppe: ShortText | None = None
    name: ShortText | None = None
    address: Address
    contract_id: OpaqueId
    tariff: Literal["G11", "G12", "G12w", "C11", "C12a"]
    operator: ShortText
    meter_number: ShortText
    meter: Literal["manual", "remote"]
    contracted_power_kw: Annotated[float, Field(gt=0, le=10**6)]
    prosumer: bool = False

    @model_validator(mode="after")
    def _check_digit(self) -> "Point":
        if ean.calc_check_digit(self.ppe[:-1]) != self.ppe[-1]:
            raise ValueError("the check digit of the PPE is wrong")
        return self


class Reading(RecordModel):
    """A meter's state at both ends of a period, in whole kWh, by zone."""

    point_id: OpaqueId
    meter_number: ShortText
    zone: ShortText
    from_on: date
    to_on: date
    from_kwh: Annotated[int, Field(ge=0)]
    to_kwh: Annotated[int, Field(ge=0)]
    quality: Literal["actual", "estimated", "own"]


class Line(RecordModel):
    """One position of a document. `net + vat == gross`; `unit_price` is in zloty with full precision, as text."""

    name: ShortText
    point_id: OpaqueId | None = None
    zone: ShortText | None = None
    quantity: ShortText | None = None
    unit: ShortText | None = None
    unit_price: ShortText | None = None
    net: Grosze
    vat_rate: Literal["23", "8", "5", "0", "zw", "np"]
    vat: Grosze
    gross: Grosze

    @model_validator(mode="after")
    def _adds_up(self) -> "Line":
        if self.net + self.vat != self.gross:
            raise ValueError("net and VAT of a line do not add up to gross")
        return self


class Settlement(RecordModel):
    """A part of a payment that settled (a part of) a document."""

    payment_id: OpaqueId
    amount: Grosze
    settled_on: date


class Ksef(RecordModel):
    """The invoice in the National e-Invoice System (KSeF).

    `waiting` has been sent and has no answer yet, `offline` was issued without KSeF and is to be sent. `xml_sha256`
    announces the XML as KSeF holds it or will, byte for byte; the code that verifies the invoice carries it too.
    """

    state: Literal["accepted", "waiting", "offline"]
    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{10}-[0-9]{8}-[0-9A-F]{12}-?[0-9A-F]{2}$")] | None = None
    accepted_at: AwareDatetime | None = None
    seller_nip: ShortText
    xml_sha256: Sha256 | None = None


class Pdf(RecordModel):
    """The announced PDF: its SHA-256 in hexadecimal and its size in bytes."""

    sha256: Sha256
    size: Annotated[int, Field(gt=0, le=20 * 2**20)]


class Document(RecordModel):
    """An invoice, a correction or an interest note.

    `amount` is the gross value to pay by it (a correction's is the difference, often negative);
    `remaining` is what of it is still open: positive to be paid, negative to be returned or set off.
    """

    kind: Literal["invoice", "correction", "interest_note"]
    number: ShortText
    contract_id: OpaqueId
    issued_on: date
    due_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    net: Grosze
    vat: Grosze
    amount: Grosze
    remaining: Grosze
    clearing: bool = False
    corrects: OpaqueId | None = None
    reason: ShortText | None = None
    account: Nrb
    transfer_title: ShortText
    lines: Annotated[list[Line], Field(max_length=20_000)] = []
    readings: Annotated[list[Reading], Field(max_length=20_000)] = []
    settlements: list[Settlement] = []
    ksef: Ksef | None = None
    pdf: Pdf | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> "Document":
        if self.net + self.vat != self.amount:
            raise ValueError("net and VAT of a document do not add up to its amount")
        if self.lines and sum(line.gross for line in self.lines) != self.amount:
            raise ValueError("the lines of a document do not add up to its amount")
        if self.kind == "correction" and self.corrects is None:
            raise ValueError("a correction must name the document it corrects")
        return self


class SettledDocument(RecordModel):
    """What of a payment went to one document; its `number` lets a list of payments name it."""

    document_id: OpaqueId
    number: ShortText | None = None
    amount: Grosze


class Payment(RecordModel):
    """A booked payment; `portal_reference` names the portal's own online payment where it began there.

    What it does not settle yet (`amount` less the sum of `settles`) is an overpayment. A `set_off` brings no money:
    its `amount` is what was set off, and its `settles` sum to zero (an invoice against a correction).
    """

    amount: Grosze
    booked_on: date
    method: Literal["transfer", "online", "direct_debit", "cash", "set_off", "refund"]
    title: ShortText
    settles: list[SettledDocument] = []
    portal_reference: ShortText | None = None


class Usage(RecordModel):
    """Energy at one point over a stretch of local time, from `start` on.

    One document a year holds 12 months or 365/366 days, one document a month its quarter-hours (a day of the
    clock change has 92 or 100); the running year or month ends with the last value known. Every list is as long
    as `quality`, one letter a value: `A` actual, `E` estimated, `M` missing (the value is then null).
    """

    point_id: OpaqueId
    resolution: Literal["month", "day", "quarter_hour"]
    start: date
    quality: Annotated[str, StringConstraints(pattern=r"^[AEM]{1,3100}$")]
    imported: dict[str, list[WattHours | None]]
    exported: list[WattHours | None] | None = None

    @model_validator(mode="after")
    def _same_length(self) -> "Usage":
        series = [*self.imported.values(), *([self.exported] if self.exported is not None else [])]
        if any(len(values) != len(self.quality) for values in series):
            raise ValueError("a series is not as long as its quality letters")
        return self


DATA: dict[Kind, type[RecordModel]] = {
    "customer": Customer,
    "balance": Balance,
    "contract": Contract,
    "point": Point,
    "document": Document,
    "payment": Payment,
    "usage": Usage,
}


class Change(RecordModel):
    """One change, whose `cursor` is its place in the order and its revision; `data` is absent when deleted."""

    cursor: Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]
    kind: Kind
    id: OpaqueId
    customer_id: OpaqueId
    deleted: bool = False
    data: dict[str, Any] | None = None


class Page(RecordModel):
    """Changes after a cursor. `complete` says there is nothing more now; `next` is where to go on from.

    The changes are kept as they came: one broken record must not take its page along.
    """

    changes: Annotated[list[Any], Field(max_length=5000)]
    next: Cursor
    complete: bool


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


class ServiceOrder(RecordModel):
    """A service ordered by the customer; `code` comes from the portal's list of services."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
    point_id: OpaqueId | None = None
    contract_id: OpaqueId | None = None
    note: Annotated[str, StringConstraints(max_length=4000)] | None = None


class CustomerRequest(JsonModel):
    """`POST /requests`: what a customer asks to change or to order; exactly the part named by `kind` is there."""

    portal_reference: OpaqueId
    customer_id: OpaqueId
    kind: Literal["contact", "consents", "service"]
    requested_at: AwareDatetime
    contact: ContactData | None = None
    consents: dict[ConsentKey, bool] | None = None
    service: ServiceOrder | None = None

    @model_validator(mode="after")
    def _the_named_part(self) -> "CustomerRequest":
        parts = {"contact": self.contact, "consents": self.consents, "service": self.service}
        if [name for name, part in parts.items() if part is not None] != [self.kind]:
            raise ValueError("exactly the part named by kind must be there")
        return self


class RequestAccepted(RecordModel):
    """The answer to a request: billing's own reference, to be told to the customer."""

    reference: ShortText
    accepted_at: AwareDatetime
