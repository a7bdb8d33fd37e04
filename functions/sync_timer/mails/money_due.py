"""The reminder of the last day to pay: one mail for all that is due on it."""

from datetime import date, timedelta
from typing import Literal

from functions.profile.store import Recipient
from functions.sync_timer.mails.announcements import DOCUMENTS_PATH, NewDocument
from functions.sync_timer.mails.notices import notify
from shared import cosmos
from shared.billing.due import due_days
from shared.mail.formats import account_number, day_with_weekday, document_title, end_of, period
from shared.mail.words import Row
from shared.mirror import CONTAINER, ROW, DocumentRow
from shared.payments.store import open_payments
from shared.rendering.formatting import zloty
from shared.settings import settings

type MoneyNotice = Literal["due_soon", "overdue"]
_OVERDUE_IS_NEWS = timedelta(days=7)
_ROWS_SHOWN = 20


async def remind_of_money(recipient: Recipient, notice: MoneyNotice, last_day: date) -> bool:
    """Write the mail down where there is something to pay by the day; True for the first time."""
    # Of all due days with this last day: whoever is first of them writes the one mail, the others find it written.
    documents = await _open_documents(recipient.customer_id, due_days(last_day))
    if not documents:
        return False
    locale = recipient.locale
    facts = {
        "amount": zloty(sum(one.row.remaining for one in documents), locale),
        "due": day_with_weekday(locale, last_day),
    }
    facts |= {"number": "", "period": "", "account": "", "transfer_title": ""}
    rows: list[Row] = []
    path = DOCUMENTS_PATH
    if len(documents) == 1:
        [one] = documents
        path = one.path
        facts |= {
            "number": one.row.number,
            "period": period(locale, one.row.period_from, one.row.period_to),
            "account": account_number(one.account),
            "transfer_title": one.transfer_title,
        }
    elif len(documents) <= _ROWS_SHOWN:
        rows = [_row(recipient, one) for one in documents]
    until = last_day if notice == "due_soon" else last_day + _OVERDUE_IS_NEWS
    return await notify(
        recipient, notice, last_day.isoformat(), template=notice, path=path, until=end_of(until), rows=rows, facts=facts
    )


def _row(recipient: Recipient, document: NewDocument) -> Row:
    row, locale = document.row, recipient.locale
    title = document_title(locale, row.kind, row.number, period(locale, row.period_from, row.period_to))
    return Row(title, zloty(row.remaining, locale), settings().portal_origin + document.path)


async def _open_documents(customer_id: str, due_on: list[date]) -> list[NewDocument]:
    """What the customer has to pay that is due on these days, without what is in clearing or being paid."""
    items = cosmos.query(
        CONTAINER,
        f"SELECT c.id, c.type, c.deleted, c.pdf, c.data.account, c.data.transferTitle, {ROW} AS data FROM c"  # noqa: S608
        " WHERE c.id = 'customer'"
        " OR (c.type = 'document' AND c.deleted = false AND ARRAY_CONTAINS(@days, c.due) AND c.data.remaining > 0)",
        customer_id,
        days=[day.isoformat() for day in due_on],
    )
    found = [item async for item in items]
    if any(item["type"] == "customer" and item["deleted"] for item in found):
        return []
    documents = [
        NewDocument(row, item["account"], item["transferTitle"])
        for item in found
        if item["type"] == "document" and not (row := DocumentRow.from_mirror(item)).clearing
    ]
    if not documents:
        return []
    under_way = await open_payments(customer_id)
    return [one for one in documents if not any(payment.pays(one.row.id) for payment in under_way)]
