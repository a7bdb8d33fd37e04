"""The days on which open documents are due, as a calendar file (RFC 5545) with a reminder three days before."""

from collections.abc import Iterator
from typing import NamedTuple

from functions.billing.paying.payable import OpenDocument, open_documents
from shared.billing.due import pay_by
from shared.brand import brand
from shared.locale import Locale
from shared.rendering.calendar_file import Day, calendar_file
from shared.rendering.formatting import zloty


class _Words(NamedTuple):
    calendar: str
    summary: str


_WORDS: dict[Locale, _Words] = {
    "pl": _Words("{brand} – terminy płatności", "Prąd: do zapłaty {amount} ({number})"),
    "en": _Words("{brand} – due dates", "Electricity: {amount} to pay ({number})"),
    "uk": _Words("{brand} – терміни платежів", "Електроенергія: до сплати {amount} ({number})"),
}


async def calendar_of(customer_id: str, locale: Locale) -> bytes:
    """One all-day event a document, on the last day to pay it."""
    words = _WORDS[locale]
    return await calendar_file(
        words.calendar.format(brand=brand().name), _days(await open_documents(customer_id), locale)
    )


def _days(documents: list[OpenDocument], locale: Locale) -> Iterator[Day]:
    words = _WORDS[locale]
    for document in documents:
        if document.due_on is not None:
            text = words.summary.format(amount=zloty(document.remaining, locale), number=document.number)
            yield Day(document.id, pay_by(document.due_on), text)
