"""What a customer reads of what they owe. Amounts in grosze, dates of Warsaw, energy in kWh."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from shared.json_model import JsonModel
from shared.payments.intent import State

DocumentKind = Literal["invoice", "correction", "interest_note"]
DocumentState = Literal["paid", "partly_paid", "to_pay", "overdue", "in_clearing"]
PdfState = Literal["ready", "pending", "none"]


class DocumentSummary(JsonModel):
    """One row of the list. `amount` is its gross value, `remaining` what of it is still open."""

    id: str
    kind: DocumentKind
    number: str
    contract_id: str
    issued_on: date
    due_on: date | None
    period_from: date | None
    period_to: date | None
    amount: int
    remaining: int
    state: DocumentState
    pdf: PdfState


class NextPayment(JsonModel):
    """The open document due first; `days_left` < 0 when the day has passed."""

    document_id: str
    number: str
    due_on: date
    days_left: int
    amount: int


class Overview(JsonModel):
    """The start page. `balance` > 0 is to pay, < 0 an overpayment."""

    display_name: str
    kind: Literal["individual", "business"]
    balance: int
    overdue: int
    as_of: AwareDatetime
    next_payment: NextPayment | None
    next_document_expected_on: date | None
    last_documents: list[DocumentSummary]


class DocumentPage(JsonModel):
    """A page of the list, newest first; `next` goes into `after` of the next call."""

    documents: list[DocumentSummary]
    next: str | None


class DocumentLine(JsonModel):
    name: str
    zone: str | None
    quantity: str | None
    unit: str | None
    unit_price: str | None
    net: int
    vat_rate: str
    vat: int
    gross: int


class MeterReading(JsonModel):
    meter_number: str
    zone: str
    from_on: date
    to_on: date
    from_kwh: int
    to_kwh: int
    quality: Literal["actual", "estimated", "own"]


class InPayment(JsonModel):
    """The online payment under way that pays a document."""

    id: str
    state: State


class DocumentDetails(DocumentSummary):
    """Everything the PDF says, to be read without it."""

    net: int
    vat: int
    corrects: str | None
    reason: str | None
    account: str
    transfer_title: str
    lines: list[DocumentLine]
    readings: list[MeterReading]
    settled: int
    in_payment: InPayment | None
