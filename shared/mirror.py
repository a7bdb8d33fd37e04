"""The mirror of the billing system in container `customers`: how its documents are named and shaped.

Written only by the sync. A mirrored document is `{id, customerId, type, revision, deleted, data}`, where `data` is
what billing said by its contract, without PESEL and NIP. Beside them stands one `summary` a customer,
which holds what the start page needs.
"""

from datetime import date
from typing import Any, Literal

from pydantic import AwareDatetime

from shared.billing.document_files import FileState
from shared.json_model import RecordModel
from shared.payments.intent import OpenPayment

CONTAINER = "customers"
SUMMARY = "summary"
LEDGER = "ledger"

NO_DUE_DAY = "9999-12-31"
"""The `due` of a mirrored document that has no day of payment, so that it comes last in order of that day."""

FIRST_BOOKED = "9999-12-31"
"""The `bookedOn` of the ledger, so that it comes before all payments in their order, in one query with them."""


def mirror_id(kind: str, billing_id: str) -> str:
    """The document's id within its customer's partition; a customer has one `customer` and one `balance`."""
    return kind if kind in {"customer", "balance"} else f"{kind}:{billing_id}"


ROW = (
    "{'kind': c.data.kind, 'number': c.data.number, 'contractId': c.data.contractId,"
    " 'issuedOn': c.data.issuedOn, 'dueOn': c.data.dueOn, 'periodFrom': c.data.periodFrom,"
    " 'periodTo': c.data.periodTo, 'amount': c.data.amount, 'remaining': c.data.remaining,"
    " 'clearing': c.data.clearing}"
)
"""The part of a document's `data` that a row needs, as SQL; its lines and readings stay in the database."""


class DocumentRow(RecordModel):
    """What a list shows of a document; its state depends on the day it is looked at."""

    id: str
    kind: Literal["invoice", "correction", "interest_note"]
    number: str
    contract_id: str
    issued_on: date
    due_on: date | None = None
    period_from: date | None = None
    period_to: date | None = None
    amount: int
    remaining: int
    clearing: bool
    pdf: FileState

    @classmethod
    def from_mirror(cls, item: dict[str, Any]) -> "DocumentRow":
        data = item["data"]
        return cls(
            id=item["id"].partition(":")[2],
            kind=data["kind"],
            number=data["number"],
            contract_id=data["contractId"],
            issued_on=data["issuedOn"],
            due_on=data.get("dueOn"),
            period_from=data.get("periodFrom"),
            period_to=data.get("periodTo"),
            amount=data["amount"],
            remaining=data["remaining"],
            clearing=data.get("clearing", False),
            pdf=item.get("pdf", "none"),
        )


class Due(RecordModel):
    """What is open and due on one day: the sum, of how many documents, and the first of them."""

    due_on: date
    amount: int
    documents: int = 1
    document_id: str
    number: str


class Reversal(RecordModel):
    """A booking that takes back another payment: its amount as booked (< 0 takes money back), its day and method."""

    payment_id: str
    amount: int
    booked_on: date
    method: str


class FixedPrice(RecordModel):
    """A contract in force with a promised price, and the last day of it."""

    contract_id: str
    product: str
    until: date


class Ledger(RecordModel):
    """What each month (`2026-11`) added to the balance, in grosze; months that added nothing are left out.

    `billed` is what the invoices and corrections issued in a month came to. `reversals` are the payments that take
    back another one, by their ids.
    """

    months: dict[str, int] = {}
    billed: dict[str, int] = {}
    reversals: dict[str, Reversal] = {}

    def before(self, day: date) -> int:
        """What the months before that of the day added."""
        return sum(amount for month, amount in self.months.items() if month < f"{day:%Y-%m}")


class LatestUsage(RecordModel):
    """What all points of a customer used in the newest month of which anything is known, which begins with `on`. Wh.

    `percent` compares with the same month of the year before, over the same `days` where it is not whole.
    """

    on: date
    imported: int
    exported: int | None = None
    complete: bool
    percent: float | None = None
    days: int | None = None


class Summary(RecordModel):
    """The start page in one document. `dues` are in order of their day; `balance` > 0 is to pay.

    `balance` and `as_of` are None until billing has told a balance. `online_payments` is kept by
    `shared.payments.on_summary`, `answers`, the tickets with an answer not opened yet, by
    `functions.tickets.answers_on_summary`, all else by the sync. `billed` is that of the ledger for the newest
    24 months, and `billed_since` the first month anything was billed.
    """

    display_name: str = ""
    kind: Literal["individual", "business"] = "individual"
    customer_number: str = ""
    balance: int | None = None
    as_of: AwareDatetime | None = None
    dues: list[Due] = []
    recent: list[DocumentRow] = []
    online_payments: list[OpenPayment] = []
    answers: list[str] = []
    billed: dict[str, int] = {}
    billed_since: str | None = None
    usage: LatestUsage | None = None
    fixed_prices: list[FixedPrice] = []
