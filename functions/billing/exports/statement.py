"""The statement of a period: every document and payment with the balance after it.

The running balance is worked out from all documents and payments there are, never from the balance billing tells;
so where the last line equals that balance, the statement proves it. Set-offs move no money and are left out.

The history begins on a day, the brand's first, and payments reach back behind it. Where billing tells what was owed
then, it begins with that; where it does not, what a payment settles of documents older than the history is left out.

What the months before the period added comes from the ledger the sync keeps, so that a statement reads its own months
only; without what was owed at the beginning the ledger says nothing, and all is read.
"""

from datetime import date
from typing import Any

from functions.billing import store
from functions.billing.exports.models import Statement, StatementEntry
from functions.billing.models import TakenBack, method_of
from functions.billing.reversals import taken_back
from shared import clock
from shared.cosmos import Item
from shared.folding import sort_key
from shared.mirror import LEDGER, SUMMARY, Ledger, Reversal
from shared.problems import FieldFault, Problem

MOST_LINES = 20_000
_BESIDE_LINES = 3


async def statement_of(customer_id: str, first: date, last: date) -> Statement:
    """Raises Problem `validation_failed` for a period that ends before it begins, `not_found` without a mirror,
    `selection_too_large` for more than 20,000 lines."""
    if first > last:
        raise Problem("validation_failed", errors=[FieldFault("to", "before_from")])
    today = clock.today()
    end = max(last, today)
    first_read, end_read = first.replace(day=1), end.replace(day=1)
    items = await _read(customer_id, (first_read, last), (end_read, end))
    ledger, told_opening = _reported(items, LEDGER, "months"), _reported(items, "balance", "opening")
    if ledger is None or told_opening is None:
        # Nothing tells what the months before added to what: then all of them are read.
        first_read = end_read = date.min
        ledger = {}
        items = await _read(customer_id, (date.min, end))
    summary = next((item for item in items if item["type"] == SUMMARY), None)
    if summary is None:
        raise Problem("not_found")
    before = Ledger(months=ledger)
    back = taken_back(_reversals(items))
    moving = _moving(items, keep_all=told_opening is not None)
    begun = told_opening or 0
    opening = begun + before.before(first) + sum(_effect(one) for one in moving if first_read <= _day(one) < first)
    current = begun + before.before(end) + sum(_effect(one) for one in moving if end_read <= _day(one) <= end)
    closing = opening
    entries: list[StatementEntry] = []
    for item in moving:
        if first <= _day(item) <= last:
            closing += _effect(item)
            entries.append(_entry(item, _day(item), closing, back.get(item["id"])))
    reported = summary.get("balance") if "asOf" in summary else None
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
        current=current,
        billing_balance=reported,
        as_of=summary.get("asOf"),
        proves_balance=closing == reported if reported is not None and last >= today else None,
    )


async def _read(customer_id: str, *periods: tuple[date, date]) -> list[Item]:
    most = MOST_LINES + _BESIDE_LINES
    items = await store.movements_of(customer_id, *periods, most=most + 1)
    if len(items) > most:
        raise Problem("selection_too_large")
    return items


def _reported(items: list[Item], kind: str, field: str) -> Any:
    """A field of the one item of a kind; None where there is no such item or it does not tell."""
    return next((item.get(field) for item in items if item["type"] == kind), None)


def _reversals(items: list[Item]) -> dict[str, Reversal]:
    reported: dict[str, Any] = _reported(items, LEDGER, "reversals") or {}
    return {payment: Reversal.model_validate(reversal) for payment, reversal in reported.items()}


def _moving(items: list[Item], *, keep_all: bool) -> list[Item]:
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


def _entry(item: Item, day: date, balance: int, back: TakenBack | None) -> StatementEntry:
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
        taken_back=back,
    )
