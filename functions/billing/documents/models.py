"""The start page, the list, and a document with all its PDF says. Amounts in grosze, dates of Warsaw, energy in kWh."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from functions.billing.models import AccountBalance, DocumentSummary
from shared.billing.document_files import FileState
from shared.json_model import JsonModel
from shared.payments.intent import State

ChargeGroup = Literal["energy", "distribution", "trade_fee", "deposit", "interest", "other"]


class NextPayment(JsonModel):
    """What is to be paid next: all that is overdue, or else what is due on the next day.

    `amount` is the sum of `documents` documents; `document_id` and `number` are there for a single one. `due_on` is
    the first day printed on them, `pay_by` the last day to pay, `days_left` from today to it: < 0 when it has passed.
    """

    overdue: bool
    documents: int
    document_id: str | None
    number: str | None
    due_on: date
    pay_by: date
    days_left: int
    amount: int


class MonthOfBills(JsonModel):
    """What the invoices and corrections issued in a month come to, beside the same month of the year before.

    A month without a bill is 0; `before` is None where it lies before the first bill there is.
    """

    month: date
    amount: int
    before: int | None


class LatestMonthOfUsage(JsonModel):
    """What all points used in the newest month of which anything is known, which begins with `on`. Wh.

    `percent` compares with the year before, over the same `days` where the month is not whole; None where it cannot.
    """

    on: date
    imported: int
    exported: int | None
    complete: bool
    percent: float | None
    days: int | None


class EndingPrice(JsonModel):
    """A contract whose promised price ends soon, and the last day of it; `more` is how many others there are."""

    contract_id: str
    product: str
    ends_on: date
    more: int


class Overview(AccountBalance):
    """The start page. `bills` are the twelve months up to the newest with a bill, none where there is no bill.

    `answers` are the tickets with an answer that was not opened yet.
    """

    display_name: str
    kind: Literal["individual", "business"]
    next_payment: NextPayment | None
    next_document_expected_on: date | None
    last_documents: list[DocumentSummary]
    bills: list[MonthOfBills]
    usage: LatestMonthOfUsage | None
    ending_price: EndingPrice | None
    answers: list[str]


class DocumentPage(AccountBalance):
    """A page of the list with the balance above it; `next` goes into `after` of the next call."""

    documents: list[DocumentSummary]
    next: str | None


class DocumentLine(JsonModel):
    name: str
    point_id: str | None
    zone: str | None
    quantity: str | None
    unit: str | None
    unit_price: str | None
    net: int
    vat_rate: str
    vat: int
    gross: int


class MeterReading(JsonModel):
    """A meter's states (kWh) and the `energy` billed for them (Wh), None where it is not known.

    `quality`: actual, estimated, own; or another word of billing.
    """

    point_id: str
    meter_number: str
    zone: str
    from_on: date
    to_on: date
    from_kwh: int
    to_kwh: int
    quality: str
    multiplier: str | None
    energy: int | None


class InPayment(JsonModel):
    """The online payment under way that pays a document."""

    id: str
    state: State


class Charge(JsonModel):
    """What of a document is for one thing; the rule is in `charges.py`."""

    group: ChargeGroup
    gross: int


class DocumentSettlement(JsonModel):
    """A part of a payment that settled (a part of) the document."""

    payment_id: str
    settled_on: date
    amount: int


class DocumentPoint(JsonModel):
    """A metering point the document names; all but its id is missing while the mirror does not hold it."""

    id: str
    ppe: str | None
    name: str | None
    address: str | None


class KsefState(JsonModel):
    """The document in KSeF. `number_valid` is None without a number; `verification_link` leads to the Ministry;
    `xml` says whether the invoice as KSeF holds it can be downloaded."""

    state: Literal["accepted", "waiting", "offline"]
    number: str | None
    number_valid: bool | None
    accepted_at: AwareDatetime | None
    verification_link: str | None
    xml: FileState


class RelatedDocument(JsonModel):
    """A correction of this document, or another one of the same."""

    id: str
    number: str
    issued_on: date
    amount: int


class EnergyChange(JsonModel):
    """Energy (Wh) of a point and zone, billed before a correction and after it; None where it is not known."""

    point_id: str
    zone: str
    before: int | None
    after: int | None


class Corrected(JsonModel):
    """The invoice a correction leads to: the sums before it, earlier corrections included, and the readings then.

    What it says itself is the difference, so before and difference together are what holds now.
    """

    id: str
    number: str
    issued_on: date
    net: int
    vat: int
    amount: int
    charges: list[Charge]
    readings: list[MeterReading]
    energy: list[EnergyChange]
    earlier: list[RelatedDocument]


class DocumentDetails(DocumentSummary):
    """Everything the PDF says, to be read without it."""

    charges: list[Charge]
    points: list[DocumentPoint]
    settlements: list[DocumentSettlement]
    corrected: Corrected | None
    corrections: list[RelatedDocument]
    ksef: KsefState | None

    net: int
    vat: int
    corrects: str | None
    reason: str | None
    account: str
    transfer_title: str
    payee: str
    lines: list[DocumentLine]
    readings: list[MeterReading]
    settled: int
    in_payment: InPayment | None
