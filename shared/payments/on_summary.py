"""The payments under way, shown on the customer's summary, so that the start page and the list know of them.

The list in container `payments` is the truth; what decides whether something may be paid is never read from here.
The list is read after the summary and written on the summary's version: whoever was overtaken reads both again, so the
last one to come writes the newest. A writer that breaks off is made up for by the next step of the payment, by the
timer that looks after it, or by the sync's next change of the customer.
"""

from shared import cosmos
from shared.logs import log
from shared.mirror import CONTAINER, SUMMARY
from shared.payments.store import open_payments

_TRIES = 20


async def show_on_summary(customer_id: str) -> None:
    """Bring the summary up to the list of payments under way; a customer without a mirror has none."""
    for _ in range(_TRIES):
        stored = await cosmos.read(CONTAINER, SUMMARY, customer_id)
        if stored is None:
            return
        under_way = [payment.model_dump(mode="json") for payment in await open_payments(customer_id)]
        if stored["data"].get("onlinePayments", []) == under_way:
            return
        try:
            await cosmos.replace(CONTAINER, stored | {"data": stored["data"] | {"onlinePayments": under_way}})
        except cosmos.Conflict:
            continue
        return
    log.warning("payments under way not shown")
