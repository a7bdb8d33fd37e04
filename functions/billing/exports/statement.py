"""The statement of a period: every document and payment with the balance after it.

The running balance is worked out from all documents and payments there are, never from the balance billing tells;
so where the last line equals that balance, the statement proves it. Set-offs move no money and are left out.

The history begins on a day (1 September 2024), and payments reach back behind it. Where billing tells what was owed
then, it begins with that; where it does not, what a payment settles of documents older than the history is left out.
"""

from datetime import date

from functions.billing import store
from functions.billing.exports.models import Statement, StatementEntry
from functions.billing.models import method_of
from shared import clock
from shared.cosmos import Item
from shared.folding import sort_key
from shared.mirror import SUMMARY
from shared.problems import FieldFault, Problem


async def statement_of(customer_id: str, first: date, last: date) -> Statement:
    """Raises Problem `validation_failed` for a period that ends before it begins, `not_found` without a mirror."""
    if first > last:
        raise Problem("validation_failed", errors=[FieldFault("to", "before_from")])
    today = clock.today()
    items = await store.ledger_of(customer_id, max(last, today))
    summary = next((item for item in items if item["type"] == SUMMARY), None)
    if summary is None:
        raise Problem("not_found")
    told_opening = next((item.get("opening") for item in items if item["type"] == "balance"), None)
    balance = opening = closing = told_opening or 0
    entries: list[StatementEntry] = []
    for item in _ledger(items, keep_all=told_opening is not None):
        day = _day(item)
        balance += _effect(item)
        if day < first:
            opening = balance
        if day <= last:
            closing = balance
        if first <= day <= last:
            entries.append(_entry(item, day, balance))
    told = summary.get("balance") if "asOf" in summary else None
    return Statement(
        display_name=summary.get("displayName", ""),
        customer_number=summary.get("customerNumber", ""),
        first_on=first,
        last_on=last,
        opening=opening,
        entries=entries,
        charged=sum(entry.charge for entry in entries),
        paid=sum(entry.payment for entry in entries),
        closing=closing,
        current=balance,
        billing_balance=told,
        as_of=summary.get("asOf"),
        proves_balance=closing == told if told is not None and last >= today else None,
    )


def _ledger(items: list[Item], *, keep_all: bool) -> list[Item]:
    """Documents and payments in order of their days; without what settles older documents unless all is kept."""
    moving = sorted((item for item in items if item["type"] in {"document", "payment"}), key=_order)
    if keep_all:
        return moving
    known = {item["id"].partition(":")[2] for item in moving if item["type"] == "document"}
    return [kept for item in moving if (kept := _without_older(item, known)) is not None]


def _without_older(item: Item, known: set[str]) -> Item | None:
    """A payment less what of it went to documents from before the history; None where nothing else is in it."""
    older = sum(part["amount"] for part in item.get("settles") or [] if part["documentId"] not in known)
    if item["type"] == "document" or older == 0:
        return item
    left = item["amount"] - older
    return item | {"amount": left} if left else None


def _day(item: Item) -> date:
    return date.fromisoformat(item["issuedOn"] if item["type"] == "document" else item["bookedOn"])


def _order(item: Item) -> tuple[date, bool, int, str]:
    """By day, documents before payments; documents of a day by billing's rank, else by number."""
    return _day(item), item["type"] == "payment", item.get("rank") or 0, sort_key(item.get("number") or item["id"])


def _effect(item: Item) -> int:
    amount: int = item["amount"]
    return amount if item["type"] == "document" else -amount


def _entry(item: Item, day: date, balance: int) -> StatementEntry:
    document = item["type"] == "document"
    return StatementEntry(
        on=day,
        id=item["id"].partition(":")[2],
        kind=item["kind"] if document else "payment",
        text=item["number"] if document else item["title"],
        method=None if document else method_of(item["method"]),
        charge=item["amount"] if document else 0,
        payment=0 if document else item["amount"],
        balance=balance,
    )
