"""The days to remember as a calendar file (RFC 5545): when meters are read and when payments are due."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from functions.supply import store
from shared import clock
from shared.billing.due import pay_by
from shared.brand import brand
from shared.locale import Locale
from shared.lookup import lookup_id
from shared.rendering.calendar_file import Day, calendar_file
from shared.rendering.formatting import zloty

_AHEAD = timedelta(days=366)


class _Words(NamedTuple):
    calendar: str
    payment: str
    reading: str
    readings: str


_WORDS: dict[Locale, _Words] = {
    "pl": _Words(
        "{brand} – terminy",
        "Prąd: do zapłaty {amount} ({number})",
        "Prąd: odczyt licznika {what}",
        "Prąd: odczyt liczników, punktów: {number}",
    ),
    "en": _Words(
        "{brand} – dates",
        "Electricity: {amount} to pay ({number})",
        "Electricity: meter reading {what}",
        "Electricity: meter readings, points: {number}",
    ),
    "uk": _Words(
        "{brand} – терміни",
        "Електроенергія: до сплати {amount} ({number})",
        "Електроенергія: показники лічильника {what}",
        "Електроенергія: показники лічильників, точок: {number}",
    ),
}


async def calendar_of(customer_id: str, locale: Locale) -> bytes:
    """One all-day event a day; an event's id stays, so that importing the file again changes nothing twice."""
    words = _WORDS[locale]
    return await calendar_file(
        words.calendar.format(brand=brand().name), _days(await store.days_of(customer_id), locale)
    )


def _days(items: list[dict[str, Any]], locale: Locale) -> Iterator[Day]:
    words = _WORDS[locale]
    for document in (item for item in items if item["type"] == "document"):
        text = words.payment.format(amount=zloty(document["remaining"], locale), number=document["number"])
        yield _day(f"payment:{document['id']}", pay_by(date.fromisoformat(document["dueOn"])), text)
    readings: dict[date, list[str]] = defaultdict(list)
    for point in (item for item in items if item["type"] == "point"):
        for day in reading_days(point["schedule"], clock.today()):
            readings[day].append(point.get("ownName") or point.get("name") or point["meterNumber"])
    for day, names in sorted(readings.items()):
        several = words.readings.format(number=len(names))
        yield _day(f"reading:{day}", day, words.reading.format(what=names[0]) if len(names) == 1 else several)


def _day(about: str, on: date, text: str) -> Day:
    return Day(lookup_id("calendar", about), on, text)


def reading_days(schedule: dict[str, Any], today: date) -> list[date]:
    """The days of a year ahead on which a meter is read."""
    if "nextOn" not in schedule:
        return []
    first, months = date.fromisoformat(schedule["nextOn"]), schedule.get("everyMonths")
    days = [first]
    while months and days[-1] < today + _AHEAD:
        number = first.year * 12 + first.month - 1 + months * len(days)
        days.append(_same_day(number, first.day))
    return [day for day in days if today <= day <= today + _AHEAD]


def _same_day(month: int, day: int) -> date:
    begin = date(month // 12, month % 12 + 1, 1)
    last = (date((month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return begin.replace(day=min(day, last))
