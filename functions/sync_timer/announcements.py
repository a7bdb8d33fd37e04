"""The mail that a new document can be read, for those who have an account and want it."""

from datetime import date
from typing import NamedTuple

from functions.profile.store import Recipient, recipients_of
from functions.sync_timer.concurrently import for_each
from functions.sync_timer.notices import KEPT_APART, notify
from shared import clock, cosmos
from shared.due import pay_by
from shared.formatting import plain_date, zloty
from shared.mirror import CONTAINER, DocumentRow

_CONCURRENCY = 16


class _Announcement(NamedTuple):
    recipient: Recipient
    document: DocumentRow


async def announce(documents: list[cosmos.Item]) -> int:
    """Write down a mail for each of these mirrored documents that is readable and new; returns how many were not yet.

    New is what was issued in the last five days, and not before the account was activated. Doing it again, for a page
    that is applied again, changes nothing. Costs nothing where no document is new, else a request for a hundred
    customers, and two more a mail. Raises AzureError.
    """
    oldest = clock.today() - KEPT_APART
    rows: dict[str, list[DocumentRow]] = {}
    for item in documents:
        if item["deleted"] or item.get("pdf") == "pending":
            continue
        row = DocumentRow.from_mirror(item)
        if row.issued_on >= oldest:
            rows.setdefault(item["customerId"], []).append(row)
    if not rows:
        return 0
    announcements = [
        _Announcement(recipient, row)
        for recipient in await recipients_of([*rows], "new_document")
        for row in rows[recipient.customer_id]
        if row.issued_on >= _activated_on(recipient)
    ]
    return sum(await for_each(announcements, _announce, concurrency=_CONCURRENCY))


async def _announce(announcement: _Announcement) -> bool:
    recipient, row = announcement
    customer = await cosmos.read(CONTAINER, "customer", recipient.customer_id)
    if customer is not None and customer["deleted"]:
        return False
    if row.remaining > 0 and row.due_on is not None and not row.clearing:
        facts = {"amount": zloty(row.remaining), "date": plain_date(pay_by(row.due_on))}
        return await notify(recipient, "new_document", row.id, template="new_document", **facts)
    facts = {"amount": zloty(row.amount), "date": plain_date(row.issued_on)}
    return await notify(recipient, "new_document", row.id, template="new_document_nothing_due", **facts)


def _activated_on(recipient: Recipient) -> date:
    return recipient.created_at.astimezone(clock.WARSAW).date()
