"""The days on which open documents are due, as a calendar file (RFC 5545) with a reminder three days before."""

import asyncio
from datetime import timedelta
from typing import NamedTuple

from functions.billing.paying.payable import OpenDocument, open_documents
from shared import clock
from shared.due import pay_by
from shared.formatting import zloty
from shared.locale import Locale
from shared.settings import settings

REMINDER = timedelta(days=-3, hours=9)
"""Nine o'clock, three days before the day begins."""


class _Words(NamedTuple):
    calendar: str
    summary: str


_WORDS: dict[Locale, _Words] = {
    "pl": _Words("mojBOK – terminy płatności", "Prąd: do zapłaty {amount} ({number})"),
    "en": _Words("mojBOK – due dates", "Electricity: {amount} to pay ({number})"),
    "uk": _Words("mojBOK – терміни платежів", "Електроенергія: до сплати {amount} ({number})"),
}


async def calendar_of(customer_id: str, locale: Locale) -> bytes:
    """One all-day event a document; the event's id stays, so that importing the file again changes nothing twice."""
    # A thousand events take half a second, during which the loop would stand.
    return await asyncio.to_thread(_written, await open_documents(customer_id), locale)


def _written(documents: list[OpenDocument], locale: Locale) -> bytes:
    from icalendar import Alarm, Calendar, Event

    words = _WORDS[locale]
    calendar = Calendar()
    calendar.add("prodid", "-//mojBOK//terminy//PL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", words.calendar)
    for document in documents:
        if document.due_on is None:
            continue
        summary = words.summary.format(amount=zloty(document.remaining), number=document.number)
        event = Event()
        event.add("uid", f"{document.id}@{settings().portal_url.host}")
        event.add("dtstamp", clock.now())
        last_day = pay_by(document.due_on)
        event.add("dtstart", last_day)
        event.add("dtend", last_day + timedelta(days=1))
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
