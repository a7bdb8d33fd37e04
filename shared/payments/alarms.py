"""What must not happen with money: noted once in `operations` for the office, and logged as an alarm."""

import hashlib
from typing import Literal

from shared import clock, cosmos
from shared.monitoring.alarms import log_alarm
from shared.payments.protocol import Money

Reason = Literal[
    "unknown_payment",
    "amount_mismatch",
    "order_mismatch",
    "verification_refused",
    "report_refused",
    "refunded_after_confirmation",
    "refunded_in_part",
    "booked_without_confirmation",
]


async def raise_alarm(reason: Reason, reference: str, money: Money | None = None) -> None:
    """Put it aside; the same again changes nothing. The note holds ids and amounts, no personal data."""
    facts = {
        "reason": reason,
        "reference": reference[:200],
        "orderId": money.order_id if money else None,
        "amount": money.amount if money else None,
        "currency": money.currency[:10] if money else None,
    }
    digest = hashlib.sha256(repr(sorted(facts.items())).encode(errors="replace")).hexdigest()[:32]
    item = {"id": f"payment-alarm:{digest}", "type": "payment-alarm", "notedAt": clock.iso(clock.now()), **facts}
    try:
        await cosmos.create("operations", item)
    except cosmos.Conflict:
        return
    log_alarm("payment", **facts)
