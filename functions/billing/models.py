"""What every wing speaks of. Amounts in grosze, dates of Warsaw."""

from datetime import date
from typing import Literal, get_args

from pydantic import AwareDatetime

from shared.billing.document_files import FileState
from shared.json_model import JsonModel
from shared.payments.intent import State

DocumentKind = Literal["invoice", "correction", "interest_note"]
DocumentState = Literal["paid", "partly_paid", "to_pay", "overdue", "in_clearing"]
PaymentMethod = Literal[
    "transfer", "online", "direct_debit", "cash", "card", "set_off", "refund", "chargeback", "other"
]


def method_of(word: str) -> PaymentMethod:
    """Billing's word for how a payment was made; what is not known here is `other`."""
    return next((method for method in get_args(PaymentMethod) if method == word), "other")


class TakenBack(JsonModel):
    """What of a payment was given back, or clawed back by the payer's bank, in grosze; < 0 of one that was negative.

    `on` is the day of the newest booking that did so.
    """

    amount: int
    on: date
    clawed_back: bool


class OpenOnlinePayment(JsonModel):
    """A payment under way, for marking documents in lists. `wholeBalance` marks every open document.

    `accepted`: the money is there, billing has yet to book it; until then it is waited for.
    """

    id: str
    state: State
    accepted: bool
    amount: int
    documents: list[str]
    whole_balance: bool
    expires_at: AwareDatetime


class AccountBalance(JsonModel):
    """What is owed as billing tells it, and what of it is on its way.

    `balance` > 0 is to pay, < 0 an overpayment; it and `as_of` are missing until billing has told a balance. `waiting`
    and `accepted` are the sums of online payments begun and of those whose money is there and is being booked.
    `left_to_pay` and `overdue` are what remains after both.
    """

    balance: int | None
    as_of: AwareDatetime | None
    waiting: int
    accepted: int
    left_to_pay: int | None
    overdue: int
    online_payments: list[OpenOnlinePayment]


class DocumentSummary(JsonModel):
    """One row of the list. `amount` is its gross value, `remaining` what of it is still open.

    `due_on` is the day printed on it; `pay_by` the last day to pay, the next working day where that one is free.
    """

    id: str
    kind: DocumentKind
    number: str
    contract_id: str
    issued_on: date
    due_on: date | None
    pay_by: date | None
    period_from: date | None
    period_to: date | None
    amount: int
    remaining: int
    state: DocumentState
    pdf: FileState
