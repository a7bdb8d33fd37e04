"""Invoices, corrections, interest notes, and the payments that settle them."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from shared.billing_contract.values import (
    ContractModel,
    Decimals,
    Grosze,
    LineText,
    Nip,
    Nrb,
    NumberText,
    OpaqueId,
    PaymentTitle,
    Sha256,
    ShortText,
    WattHours,
    Word,
    ZoneName,
)


class Reading(ContractModel):
    """A meter's state at both ends of a period, in whole kWh, by zone, and the energy billed for it.

    `energy` (Wh) counts, not the difference of the states: a register starts again after its last digit, and states
    are to be taken times `multiplier` where there are measuring transformers. `quality`: actual, estimated, own; or
    another.
    """

    point_id: OpaqueId
    meter_number: ShortText
    zone: ZoneName
    from_on: date
    to_on: date
    from_kwh: Annotated[int, Field(ge=0, le=10**12)]
    to_kwh: Annotated[int, Field(ge=0, le=10**12)]
    energy: WattHours | None = None
    multiplier: Decimals | None = None
    quality: Word

    @model_validator(mode="after")
    def _runs_forward(self) -> "Reading":
        if self.to_on < self.from_on:
            raise ValueError("a reading ends before it begins")
        return self


class Line(ContractModel):
    """One position of a document. `net + vat == gross`; `unit_price` is in zloty with full precision, as text.

    `vat_rate` as KSeF writes it: 23, 8, 5, zw, np I, oo, 0 KR …
    """

    name: LineText
    point_id: OpaqueId | None = None
    zone: ZoneName | None = None
    quantity: ShortText | None = None
    unit: ShortText | None = None
    unit_price: ShortText | None = None
    net: Grosze
    vat_rate: Word
    vat: Grosze
    gross: Grosze

    @model_validator(mode="after")
    def _adds_up(self) -> "Line":
        if self.net + self.vat != self.gross:
            raise ValueError("net and VAT of a line do not add up to gross")
        return self


class Settlement(ContractModel):
    """A part of a payment that settled (a part of) a document."""

    payment_id: OpaqueId
    amount: Grosze
    settled_on: date


class Ksef(ContractModel):
    """The invoice in the National e-Invoice System (KSeF).

    `waiting` has been sent and has no answer yet, `offline` was issued without KSeF and is to be sent. `xml_sha256`
    announces the XML as KSeF holds it or will, byte for byte; the code that verifies the invoice carries it too.
    A number has 35 signs, of KSeF 1.0 36: there the second part of six is set off with a hyphen.
    """

    state: Literal["accepted", "waiting", "offline"]
    number: (
        Annotated[str, StringConstraints(pattern=r"^[0-9]{10}-[0-9]{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$")] | None
    ) = None
    accepted_at: AwareDatetime | None = None
    seller_nip: Nip
    xml_sha256: Sha256 | None = None


class Pdf(ContractModel):
    """The announced PDF: its SHA-256 in hexadecimal and its size in bytes."""

    sha256: Sha256
    size: Annotated[int, Field(gt=0, le=20 * 2**20)]


class Document(ContractModel):
    """An invoice, a correction or an interest note.

    `amount` is the gross value to pay by it (a correction's is the difference, often negative);
    `remaining` is what of it is still open: positive to be paid, negative to be returned or set off.
    `rank` orders documents of one day, the smaller the earlier. VAT may be worked out by line or on the sum, so the
    lines may be off by a grosz each (ustawa o VAT, art. 106e ust. 7 and 10).
    """

    kind: Literal["invoice", "correction", "interest_note"]
    number: NumberText
    contract_id: OpaqueId
    issued_on: date
    rank: Annotated[int, Field(strict=True, ge=0, le=2**53 - 1)] | None = None
    due_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    net: Grosze
    vat: Grosze
    amount: Grosze
    remaining: Grosze
    clearing: bool = False
    corrects: OpaqueId | None = None
    reason: NumberText | None = None
    account: Nrb
    transfer_title: LineText
    lines: Annotated[list[Line], Field(max_length=20_000)] = []
    readings: Annotated[list[Reading], Field(max_length=20_000)] = []
    settlements: list[Settlement] = []
    ksef: Ksef | None = None
    pdf: Pdf | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> "Document":
        if self.net + self.vat != self.amount:
            raise ValueError("net and VAT of a document do not add up to its amount")
        if self.lines and abs(sum(line.gross for line in self.lines) - self.amount) > len(self.lines):
            raise ValueError("the lines of a document do not add up to its amount")
        if self.kind == "correction" and self.corrects is None:
            raise ValueError("a correction must name the document it corrects")
        return self


class SettledDocument(ContractModel):
    """What of a payment went to one document; its `number` lets a list of payments name it."""

    document_id: OpaqueId
    number: NumberText | None = None
    amount: Grosze


class Payment(ContractModel):
    """A booked payment; `portal_reference` names the portal's own online payment where it began there.

    What it does not settle yet (`amount` less the sum of `settles`) is an overpayment. `method`: transfer, online,
    direct_debit, cash, card, set_off, refund, chargeback; or another. A `set_off` brings no money: its `amount` is
    what was set off, and its `settles` sum to zero (an invoice against a correction). A `refund` and a `chargeback`
    (a direct debit clawed back) are negative; `reverses` names the payment they take back.
    """

    amount: Grosze
    booked_on: date
    method: Word
    title: PaymentTitle
    settles: list[SettledDocument] = []
    portal_reference: ShortText | None = None
    reverses: OpaqueId | None = None
