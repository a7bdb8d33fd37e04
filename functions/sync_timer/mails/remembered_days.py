"""The reminder of a day that a contract or a meter brings: one mail a customer and day, however many there are."""

from datetime import date
from typing import Literal

from functions.profile.store import Recipient
from functions.sync_timer.mails.notices import notify
from shared import cosmos
from shared.mail.formats import day_with_weekday, end_of
from shared.mirror import CONTAINER

type DayNotice = Literal["price_ends", "reading_due"]
_KINDS: dict[DayNotice, str] = {"price_ends": "contract", "reading_due": "point"}
_PATHS: dict[DayNotice, str] = {"price_ends": "/umowy", "reading_due": "/punkty"}


async def remind_of_day(recipient: Recipient, notice: DayNotice, day: date) -> bool:
    """Write the mail down where the day still stands; True for the first time."""
    if not await _stands(recipient.customer_id, _KINDS[notice], day):
        return False
    return await notify(
        recipient,
        notice,
        day.isoformat(),
        template=notice,
        path=_PATHS[notice],
        until=end_of(day),
        date=day_with_weekday(recipient.locale, day),
    )


async def _stands(customer_id: str, kind: str, day: date) -> bool:
    """Whether the customer is still one, and something of the kind still has the day."""
    items = cosmos.query(
        CONTAINER,
        "SELECT TOP 2 c.type, c.deleted FROM c WHERE (c.id = 'customer' AND c.deleted = true)"
        " OR (c.type = @kind AND c.due = @day AND c.deleted = false)",
        customer_id,
        kind=kind,
        day=day.isoformat(),
    )
    found = [item async for item in items]
    return bool(found) and not any(item["deleted"] for item in found)
