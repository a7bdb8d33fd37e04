"""The payments under way, shown on the customer's summary, so that the start page and the list know of them.

The list in container `payments` is the truth; what decides whether something may be paid is never read from here.
The list is read after the summary and written on the summary's version: whoever was overtaken reads both again, so the
last one to come writes the newest. A writer that breaks off is made up for by the next step of the payment, by the
timer that looks after it, or by the sync's next change of the customer.
"""

from shared import cosmos
from shared.billing.summary import change_summary
from shared.payments.store import open_payments


async def show_on_summary(customer_id: str) -> None:
    """Bring the summary up to the list of payments under way; a customer without a mirror has none."""

    async def changed(data: cosmos.Item) -> cosmos.Item:
        under_way = [payment.model_dump(mode="json") for payment in await open_payments(customer_id)]
        return data if data.get("onlinePayments", []) == under_way else data | {"onlinePayments": under_way}

    await change_summary(customer_id, changed, "payments under way not shown")
