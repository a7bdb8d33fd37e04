"""The history of payments: what was booked, and what each payment settled."""

import asyncio
from datetime import date
from typing import Any

from functions.billing import store
from functions.billing.account_balance import shown
from functions.billing.models import TakenBack, method_of
from functions.billing.paying.models import BookedPayment, PaymentPage, SettledPart
from functions.billing.reversals import taken_back
from shared.http.cursor import cursor_of, place_of
from shared.problems import Problem


async def list_payments(customer_id: str, after: str | None, limit: int) -> PaymentPage:
    """A page, newest first. Raises Problem `cursor_invalid` for an `after` that is none of ours."""
    (items, reversals), summary = await asyncio.gather(
        store.payments_of(customer_id, before=_read_cursor(after) if after else None, limit=limit + 1),
        _nothing() if after else store.summary_of(customer_id),
    )
    back = taken_back(reversals)
    page = [_booked(item, back.get(item["id"])) for item in items[:limit]]
    more = len(items) > limit
    return PaymentPage(
        payments=page,
        online_payments=[shown(payment) for payment in summary.online_payments] if summary else [],
        next=cursor_of(page[-1].booked_on.isoformat(), page[-1].id) if more else None,
    )


async def _nothing() -> None:
    """A later page."""


def _booked(item: dict[str, Any], back: TakenBack | None) -> BookedPayment:
    data = item["data"]
    settles = [
        SettledPart(document_id=part["documentId"], number=part.get("number"), amount=part["amount"])
        for part in data.get("settles", [])
    ]
    money = 0 if data["method"] == "set_off" else data["amount"]
    left = money - sum(part.amount for part in settles)
    if back is not None and left > 0:
        # What was taken back is no overpayment, whether or not billing has taken it off what the payment settles.
        left = max(left - back.amount, 0)
    return BookedPayment(
        id=item["id"].partition(":")[2],
        booked_on=data["bookedOn"],
        method=method_of(data["method"]),
        reverses=data.get("reverses"),
        title=data["title"],
        amount=data["amount"],
        settles=settles,
        left=left,
        taken_back=back,
    )


def _read_cursor(text: str) -> tuple[date, str]:
    day, payment_id = place_of(text, str, str)
    try:
        return date.fromisoformat(day), payment_id
    except ValueError:
        raise Problem("cursor_invalid") from None
