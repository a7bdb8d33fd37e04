"""What can be paid: open documents of the mirror, and the amount and title that follow from a request."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from functions.billing import store
from functions.billing.paying.models import OnlinePaymentRequest
from shared import clock, cosmos
from shared.mirror import CONTAINER, mirror_id
from shared.payments.intent import Choice, Part
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
    """What a payment is to be about."""

    choice: Choice
    amount: int
    title: str
    parts: list[Part]


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


async def chosen(customer_id: str, customer_number: str, request: OnlinePaymentRequest) -> Chosen:
    """Amount, title and documents of a request, from the mirror alone.

    Raises Problem `not_found` for a document that is not the customer's, `document_not_payable` for one that is paid
    or in clearing, `nothing_to_pay`.
    """
    if request.amount is not None:
        return Chosen("amount", request.amount, f"Wpłata, klient {customer_number}", [])
    if request.balance:
        return await _balance(customer_id, customer_number)
    documents = await open_documents(customer_id, request.documents or ())
    if request.documents is not None:
        documents = _named(documents, request.documents)
    else:
        today = clock.today()
        documents = [document for document in documents if document.due_on is not None and document.due_on < today]
    if not documents:
        raise Problem("nothing_to_pay")
    parts = [Part(document_id=one.id, number=one.number, amount=one.remaining) for one in documents[:_MOST_PARTS]]
    title = documents[0].transfer_title if len(documents) == 1 else "Dokumenty: " + ", ".join(p.number for p in parts)
    return Chosen(
        "documents" if request.documents is not None else "overdue", sum(part.amount for part in parts), title, parts
    )


async def _balance(customer_id: str, customer_number: str) -> Chosen:
    summary = await store.summary_of(customer_id)
    if summary is None or summary.balance <= 0:
        raise Problem("nothing_to_pay")
    parts: list[Part] = []
    left = summary.balance
    for document in (await open_documents(customer_id))[:_MOST_PARTS]:
        amount = min(left, document.remaining)
        if amount > 0:
            parts.append(Part(document_id=document.id, number=document.number, amount=amount))
        left -= amount
    return Chosen("balance", summary.balance, f"Saldo, klient {customer_number}", parts)


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
