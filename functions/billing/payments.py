"""The history of payments: what was booked, and what each payment settled."""

import base64
import binascii
from datetime import date
from typing import Any

from functions.billing import store
from functions.billing.models import BookedPayment, PaymentPage, SettledPart
from shared.problems import Problem


async def list_payments(customer_id: str, after: str | None, limit: int) -> PaymentPage:
    """A page, newest first. Raises Problem `cursor_invalid` for an `after` that is none of ours."""
    items = await store.payments_of(customer_id, before=_read_cursor(after) if after else None, limit=limit + 1)
    page = [_booked(item) for item in items[:limit]]
    return PaymentPage(payments=page, next=_cursor(page[-1]) if len(items) > limit else None)


def _booked(item: dict[str, Any]) -> BookedPayment:
    data = item["data"]
    settles = [
        SettledPart(document_id=part["documentId"], number=part.get("number"), amount=part["amount"])
        for part in data.get("settles", [])
    ]
    money = 0 if data["method"] == "set_off" else data["amount"]
    return BookedPayment(
        id=item["id"].partition(":")[2],
        booked_on=data["bookedOn"],
        method=data["method"],
        title=data["title"],
        amount=data["amount"],
        settles=settles,
        left=money - sum(part.amount for part in settles),
    )


def _cursor(last: BookedPayment) -> str:
    return base64.urlsafe_b64encode(f"{last.booked_on.isoformat()} {last.id}".encode()).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[date, str]:
    try:
        day, _, payment_id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        return date.fromisoformat(day), payment_id
    except (ValueError, binascii.Error):
        raise Problem("cursor_invalid") from None
