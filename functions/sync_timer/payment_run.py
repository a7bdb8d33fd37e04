"""What runs each minute: payments are looked after, and bookings or records that are waited for are fetched."""

from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.office import replays
from functions.sync_timer.payment_reconciliation import reconcile


async def reconcile_and_book() -> None:
    """A payment billing has been told of is asked for at once, and less and less often until it comes: so it is usually
    booked within a minute, and not only when the sync comes round. So is what a lead wants tried again."""
    report = await reconcile()
    if report.to_be_booked or any(one.state == "waiting" for one in await replays()):
        await synchronise()
