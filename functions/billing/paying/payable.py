"""What can be paid: open documents of the mirror, and the amount and title that follow from a request."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from functions.billing import store
from functions.billing.paying.models import MOST, OnlinePaymentRequest
from shared import clock, cosmos
from shared.billing.due import overdue_before
from shared.mirror import CONTAINER, mirror_id
from shared.payments.intent import Choice, OpenPayment, Part
from shared.payments.store import open_payments
from shared.problems import Problem

# Billing takes at most so many documents with one payment; the oldest are named, the rest follows by itself.
_MOST_PARTS = 100


class OpenDocument(NamedTuple):
    """A mirrored document as far as paying it goes; `remaining` in grosze."""

    id: str
    number: str
    due_on: date | None
    issued_on: date
    remaining: int
    clearing: bool
    account: str
    transfer_title: str

    @property
    def payable(self) -> bool:
        return self.remaining > 0 and not self.clearing


class Chosen(NamedTuple):
    """What a payment is to be about. `beside` are the payments under way whose amounts have been taken off."""

    choice: Choice
    amount: int
    title: str
    parts: list[Part]
    beside: frozenset[str] = frozenset()


async def open_documents(customer_id: str, also: Sequence[str] = ()) -> list[OpenDocument]:
    """Payable documents, the one due first in front, and those with the ids of `also` in any state; one query."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.data.number, c.data.dueOn, c.data.issuedOn, c.data.remaining, c.data.clearing,"
        " c.data.account, c.data.transferTitle FROM c WHERE c.type = 'document' AND c.deleted = false"
        " AND (c.data.remaining > 0 OR ARRAY_CONTAINS(@ids, c.id))",
        customer_id,
        ids=[mirror_id("document", document_id) for document_id in also],
    )
    found = [_document(item) async for item in items]
    wanted = [document for document in found if document.payable or document.id in also]
    return sorted(wanted, key=lambda document: (document.due_on or date.max, document.issued_on, document.id))


async def contract_accounts(customer_id: str) -> set[str]:
    """The accounts of the contracts in force, else of those that were; one query."""
    contracts = cosmos.query(
        CONTAINER,
        "SELECT c.data.status, c.data.account FROM c WHERE c.type = 'contract' AND c.deleted = false",
        customer_id,
    )
    accounts: dict[str, set[str]] = {}
    async for contract in contracts:
        accounts.setdefault(contract["status"], set()).add(contract["account"])
    return accounts.get("active") or accounts.get("ended") or set()


async def chosen(customer_id: str, customer_number: str, request: OnlinePaymentRequest) -> Chosen:
    """Amount, title and documents of a request, from the mirror and the payments under way alone.

    Raises Problem `above_online_limit` for more than can be paid online, and those of `_wished`.
    """
    found = await _wished(customer_id, customer_number, request)
    if found.amount > MOST:
        raise Problem("above_online_limit")
    return found


async def _wished(customer_id: str, customer_number: str, request: OnlinePaymentRequest) -> Chosen:
    """What is asked for, whatever its amount.

    What is overdue and the balance are reckoned without what is being paid already. Raises Problem `not_found` for a
    document that is not the customer's, `document_not_payable` for one that is paid or in clearing, `nothing_to_pay`,
    and those of `in_payment` where a payment under way covers it all.
    """
    if request.amount is not None:
        return Chosen("amount", request.amount, f"Wpłata, klient {customer_number}", [])
    under_way = await open_payments(customer_id)
    if request.balance:
        return await _balance(customer_id, customer_number, under_way)
    documents = await open_documents(customer_id, request.documents or ())
    left = _left(documents, under_way)
    if request.documents is not None:
        documents = _named(documents, request.documents)
        if not any(left[document.id] for document in documents):
            raise in_payment(under_way)
        parts = [_part(document, document.remaining) for document in documents]
    else:
        late = overdue_before(clock.today())
        documents = [document for document in documents if document.due_on is not None and document.due_on < late]
        if not documents:
            raise Problem("nothing_to_pay")
        parts = [_part(document, left[document.id]) for document in documents if left[document.id] > 0]
        if not parts:
            raise in_payment(under_way)
    title = documents[0].transfer_title if len(documents) == 1 else "Dokumenty: " + ", ".join(p.number for p in parts)
    return Chosen(
        "documents" if request.documents is not None else "overdue",
        sum(part.amount for part in parts),
        title,
        parts[:_MOST_PARTS],
    )


def in_payment(under_way: Iterable[OpenPayment]) -> Problem:
    """The refusal to pay again what is being paid: in words of waiting, or of money that has come."""
    return Problem("payment_in_booking" if all(one.accepted for one in under_way) else "document_in_payment")


async def _balance(customer_id: str, customer_number: str, under_way: list[OpenPayment]) -> Chosen:
    summary = await store.summary_of(customer_id)
    if summary is None or summary.balance is None or summary.balance <= 0:
        raise Problem("nothing_to_pay")
    amount = summary.balance - sum(payment.amount for payment in under_way)
    if amount <= 0:
        raise in_payment(under_way)
    documents = await open_documents(customer_id)
    left = _left(documents, under_way)
    parts: list[Part] = []
    rest = amount
    for document in documents:
        part = min(rest, left[document.id])
        if part > 0 and len(parts) < _MOST_PARTS:
            parts.append(_part(document, part))
        rest -= part
    beside = frozenset(payment.id for payment in under_way)
    return Chosen("balance", amount, f"Saldo, klient {customer_number}", parts, beside)


def _left(documents: list[OpenDocument], under_way: list[OpenPayment]) -> dict[str, int]:
    """What of each document no payment under way pays: by name, or as the oldest of what else their money goes to."""
    named: dict[str, int] = {}
    for part in (part for payment in under_way for part in payment.parts):
        named[part.document_id] = named.get(part.document_id, 0) + part.amount
    takes = {document.id: max(document.remaining, 0) for document in documents}
    spent = sum(min(amount, takes.get(document_id, 0)) for document_id, amount in named.items())
    rest = sum(payment.amount for payment in under_way) - spent
    left: dict[str, int] = {}
    for document in documents:
        taken = document.remaining if document.id in named else min(rest, max(document.remaining, 0))
        rest -= 0 if document.id in named else taken
        left[document.id] = document.remaining - taken
    return left


def _part(document: OpenDocument, amount: int) -> Part:
    return Part(document_id=document.id, number=document.number, amount=amount, due_on=document.due_on)


def _named(documents: list[OpenDocument], ids: list[str]) -> list[OpenDocument]:
    wanted = [document for document in documents if document.id in ids]
    if {document.id for document in wanted} != set(ids):
        raise Problem("not_found")
    if not all(document.payable for document in wanted):
        raise Problem("document_not_payable")
    return wanted


def _document(item: dict[str, Any]) -> OpenDocument:
    return OpenDocument(
        id=item["id"].partition(":")[2],
        number=item["number"],
        due_on=date.fromisoformat(item["dueOn"]) if item.get("dueOn") else None,
        issued_on=date.fromisoformat(item["issuedOn"]),
        remaining=item["remaining"],
        clearing=item.get("clearing", False),
        account=item["account"],
        transfer_title=item["transferTitle"],
    )
