"""What the timer of payments does each minute: look after them, and fetch the bookings that are waited for."""

from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.payment_reconciliation import reconcile


async def reconcile_and_book() -> None:
    """A payment billing has been told of is asked for at once, and less and less often until it comes: so it is usually
    booked within a minute, and not only when the sync comes round."""
    report = await reconcile()
    if report.to_be_booked:
        await synchronise()
