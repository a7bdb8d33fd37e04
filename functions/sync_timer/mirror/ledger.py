"""What each month added to a customer's account, kept beside the mirror, so that a statement need not add up years;
and which payments were taken back, so that a list of payments knows it of each.

Only movements of money count: documents by their day of issue, payments by their day of booking, set-offs not at all.
"""

from collections.abc import Iterable
from typing import Any

from shared import cosmos
from shared.mirror import CONTAINER, FIRST_BOOKED, LEDGER, Ledger, Reversal

MOST_REVERSALS = 1_000
"""So many are kept, the newest: the ledger is written whole with each change, and must fit into a batch."""

_BILLS = ("invoice", "correction")
MOVEMENT = "c.data.amount, c.data.kind, c.data.issuedOn, c.data.bookedOn, c.data.method, c.data.reverses"
"""What of a document or payment moves the balance or takes back a payment, as SQL."""


def updated_ledger(before: Ledger, replaced: Iterable[cosmos.Item], written: Iterable[cosmos.Item]) -> Ledger:
    """The ledger after these items took the place of those."""
    months, billed, reversals = dict(before.months), dict(before.billed), dict(before.reversals)
    for sign, items in ((-1, replaced), (1, written)):
        for item in items:
            moved = _movement(item)
            if moved is not None:
                month, amount = moved
                months[month] = months.get(month, 0) + sign * amount
                if item["type"] == "document" and item["data"]["kind"] in _BILLS:
                    billed[month] = billed.get(month, 0) + sign * amount
            if item["type"] == "payment":
                reversals.pop(item["id"], None)
                if sign > 0 and (reversal := _reversal(item)) is not None:
                    reversals[item["id"]] = reversal
    newest = sorted(reversals.items(), key=lambda one: (one[1].booked_on, one[0]))[-MOST_REVERSALS:]
    return Ledger(
        months=_reported(months),
        billed=_reported(billed),
        reversals=dict(sorted(newest)),
    )


def _reported(months: dict[str, int]) -> dict[str, int]:
    return {month: amount for month, amount in sorted(months.items()) if amount}


def newest_billed(ledger: Ledger) -> dict[str, Any]:
    """What the summary says of bills: those of the newest 24 months, and since when there are any."""
    if not ledger.billed:
        return {"billed": {}, "billed_since": None}
    newest, oldest = max(ledger.billed), min(ledger.billed)
    first = f"{int(newest[:4]) - 2:04}{newest[4:]}"
    return {
        "billed": {month: amount for month, amount in ledger.billed.items() if month > first},
        "billed_since": oldest,
    }


def _reversal(item: cosmos.Item) -> Reversal | None:
    data: dict[str, Any] = item["data"] or {}
    if item["deleted"] or data.get("reverses") is None:
        return None
    return Reversal(
        payment_id=data["reverses"], amount=data["amount"], booked_on=data["bookedOn"], method=data["method"]
    )


def _movement(item: cosmos.Item) -> tuple[str, int] | None:
    """The month and the amount in grosze, > 0 for what is to be paid; None for what moves nothing."""
    if item["deleted"] or item["type"] not in {"document", "payment"}:
        return None
    data: dict[str, Any] = item["data"]
    if item["type"] == "document":
        return data["issuedOn"][:7], data["amount"]
    return None if data["method"] == "set_off" else (data["bookedOn"][:7], -data["amount"])


def stored_ledger(customer_id: str, revision: int, ledger: Ledger) -> cosmos.Item:
    return {
        "id": LEDGER,
        "customerId": customer_id,
        "type": LEDGER,
        "revision": revision,
        "data": ledger.model_dump(mode="json") | {"bookedOn": FIRST_BOOKED},
    }


async def worked_out_ledger(customer_id: str) -> Ledger:
    """The ledger of what is mirrored, for a customer whose mirror was written before ledgers were kept."""
    items = cosmos.query(
        CONTAINER,
        f"SELECT c.id, c.type, c.deleted, {MOVEMENT} FROM c WHERE c.deleted = false"  # noqa: S608
        " AND (c.type = 'document' OR c.type = 'payment')",
        customer_id,
        page_size=-1,
    )
    found = [{"id": item["id"], "type": item["type"], "deleted": False, "data": item} async for item in items]
    return updated_ledger(Ledger(), [], found)
