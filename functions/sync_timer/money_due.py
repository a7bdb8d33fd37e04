"""The reminder of the last day to pay: one mail for all that is due on it."""

from datetime import date
from typing import Literal

from functions.profile.store import Recipient
from functions.sync_timer.notices import notify
from shared import cosmos
from shared.due import due_days
from shared.formatting import plain_date, zloty
from shared.mirror import CONTAINER
from shared.payments.store import open_payments

type MoneyNotice = Literal["due_soon", "overdue"]


async def remind_of_money(recipient: Recipient, notice: MoneyNotice, last_day: date) -> bool:
    """Write the mail down where there is something to pay by the day; True for the first time."""
    # Of all due days with this last day: whoever is first of them writes the one mail, the others find it written.
    amount = await _open_amount(recipient.customer_id, due_days(last_day))
    if amount <= 0:
        return False
    facts = {"amount": zloty(amount), "date": plain_date(last_day)}
    return await notify(recipient, notice, last_day.isoformat(), template=notice, **facts)


async def _open_amount(customer_id: str, due_on: list[date]) -> int:
    """What the customer has to pay that is due on these days, in grosze, without what is in clearing or being paid."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.type, c.deleted, c.data.remaining, c.data.clearing FROM c WHERE c.id = 'customer'"
        " OR (c.type = 'document' AND c.deleted = false AND ARRAY_CONTAINS(@days, c.due) AND c.data.remaining > 0)",
        customer_id,
        days=[day.isoformat() for day in due_on],
    )
    found = [item async for item in items]
    if any(item["type"] == "customer" and item["deleted"] for item in found):
        return 0
    documents = [item for item in found if item["type"] == "document" and not item.get("clearing", False)]
    if not documents:
        return 0
    under_way = await open_payments(customer_id)
    return sum(
        item["remaining"]
        for item in documents
        if not any(payment.pays(item["id"].partition(":")[2]) for payment in under_way)
    )
