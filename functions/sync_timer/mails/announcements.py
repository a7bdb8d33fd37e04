"""The mail that new documents can be read, for those who have an account and want it."""

from datetime import date, timedelta
from typing import NamedTuple

from functions.profile.store import Recipient, recipients_of
from functions.sync_timer.concurrently import for_each
from functions.sync_timer.mails.notices import KEPT_APART, notice_id, notify
from shared import clock, cosmos
from shared.billing.due import pay_by
from shared.lookup import random_id
from shared.mail import outbox
from shared.mail.formats import account_number, day_with_weekday, document_title, period
from shared.mail.texts.documents import ROW_OF_THE_REST, ROW_TO_PAY
from shared.mail.words import Row
from shared.mirror import CONTAINER, DocumentRow
from shared.rendering.formatting import plain_date, zloty
from shared.settings import settings

DOCUMENTS_PATH = "/faktury"
_RECENT = timedelta(days=5)
_CONCURRENCY = 16
_ROWS = 40
"""So many documents a mail names; with more of them mail programs cut it, and what stands at its foot is gone."""


class NewDocument(NamedTuple):
    """A document to tell of, and how to pay it by transfer."""

    row: DocumentRow
    account: str
    transfer_title: str

    @property
    def path(self) -> str:
        return f"{DOCUMENTS_PATH}/{self.row.id}"

    @property
    def to_pay(self) -> int:
        row = self.row
        return row.remaining if row.remaining > 0 and row.due_on is not None and not row.clearing else 0


async def announce(documents: list[cosmos.Item], complete_on: date | None = None) -> int:
    """Write down mails for what of these mirrored documents is readable and new; returns how many were not told of.

    The documents are those the mirror did not have before. New among them is what was issued in the five days before
    the mirror was last complete, on `complete_on`: what billing issued while it could not be reached is news, the
    history that comes with a first sync is not. An account gets one mail about one document, or one about all of
    several. Doing it again, for a page that is applied again, changes nothing. Costs nothing where no document is new,
    else a request for a hundred customers, and two more a mail. Raises AzureError.
    """
    today = clock.today()
    oldest = max(min(complete_on or today, today) - _RECENT, today - KEPT_APART)
    found: dict[str, list[NewDocument]] = {}
    for item in documents:
        if item["deleted"] or item.get("pdf") == "pending":
            continue
        row = DocumentRow.from_mirror(item)
        if row.issued_on >= oldest:
            data = item["data"]
            found.setdefault(item["customerId"], []).append(NewDocument(row, data["account"], data["transferTitle"]))
    if not found:
        return 0
    recipients = await recipients_of([*found], "new_document")
    return sum(await for_each(recipients, lambda one: _announce(one, found[one.customer_id]), concurrency=_CONCURRENCY))


async def _announce(recipient: Recipient, documents: list[NewDocument]) -> int:
    customer = await cosmos.read(CONTAINER, "customer", recipient.customer_id)
    if customer is not None and customer["deleted"]:
        return 0
    if len(documents) == 1 and await _notify_of_one(recipient, documents[0]):
        return 1
    return await _notify_of_several(recipient, documents)


async def _notify_of_one(recipient: Recipient, document: NewDocument) -> bool:
    row, locale = document.row, recipient.locale
    during = period(locale, row.period_from, row.period_to)
    facts = {"title": document_title(locale, row.kind, row.number, during), "number": row.number, "period": during}
    if document.to_pay and row.due_on is not None:
        return await notify(
            recipient,
            "new_document",
            row.id,
            template="new_document",
            path=document.path,
            amount=zloty(document.to_pay, locale),
            due=day_with_weekday(locale, pay_by(row.due_on)),
            account=account_number(document.account),
            transfer_title=document.transfer_title,
            facts=facts,
        )
    lowers = row.kind == "correction" and row.amount < 0
    return await notify(
        recipient,
        "new_document",
        row.id,
        template="correction_lowers" if lowers else "new_document_nothing_due",
        path=document.path,
        amount=zloty(row.amount, locale),
        lower=zloty(abs(row.amount), locale),
        date=plain_date(row.issued_on, locale),
        facts=facts,
    )


async def _notify_of_several(recipient: Recipient, documents: list[NewDocument]) -> int:
    """One mail about all of them that were not told of; returns how many they are.

    Each document is noted first, with the mail that tells of it, under the id that a mail of its own would have. Where
    a run breaks off between the notes and the mail, the next one finds them and writes the same mail.
    """
    mail = random_id()
    told_in: dict[str, list[NewDocument]] = {}
    for document in documents:
        noted = await outbox.note(notice_id(recipient, "new_document", document.row.id), part_of=mail)
        if noted is not None:
            told_in.setdefault(noted, []).append(document)
    return sum([await _notify(recipient, part_of, some) for part_of, some in told_in.items()])


async def _notify(recipient: Recipient, mail: str, documents: list[NewDocument]) -> int:
    locale = recipient.locale
    open_ones = [one for one in documents if one.to_pay]
    dues = [pay_by(one.row.due_on) for one in open_ones if one.row.due_on is not None]
    if await notify(
        recipient,
        "new_document",
        mail,
        template="new_documents",
        path=DOCUMENTS_PATH,
        rows=_rows(recipient, documents),
        about_all=[one.row.id for one in documents],
        count=str(len(documents)),
        amount=zloty(sum(one.to_pay for one in open_ones), locale),
        due=day_with_weekday(locale, min(dues)) if dues else "",
    ):
        return len(documents)
    # Written by a run that broke off, whose page may have held fewer of them.
    notified = await outbox.already_notified(notice_id(recipient, "new_document", mail))
    rest = [one for one in documents if one.row.id not in notified]
    return await _notify(recipient, f"{mail}+", rest) if rest else 0


def _rows(recipient: Recipient, documents: list[NewDocument]) -> list[Row]:
    """What is to be paid first, then the others; what does not fit is one row by its number and sum."""
    ordered = sorted(documents, key=lambda one: (not one.to_pay, one.row.due_on or date.max))
    rows = [_row(recipient, one) for one in ordered[:_ROWS]]
    rest = ordered[_ROWS:]
    if rest:
        title, says = ROW_OF_THE_REST[recipient.locale]
        amount = zloty(sum(one.to_pay for one in rest), recipient.locale)
        link = settings().portal_origin + DOCUMENTS_PATH
        rows.append(Row(title.format(count=len(rest)), says.format(amount=amount), link))
    return rows


def _row(recipient: Recipient, document: NewDocument) -> Row:
    row, locale = document.row, recipient.locale
    says = zloty(row.amount, locale)
    if document.to_pay and row.due_on is not None:
        says = ROW_TO_PAY[locale].format(
            amount=zloty(document.to_pay, locale), due=day_with_weekday(locale, pay_by(row.due_on))
        )
    title = document_title(locale, row.kind, row.number, period(locale, row.period_from, row.period_to))
    return Row(title, says, settings().portal_origin + document.path)
