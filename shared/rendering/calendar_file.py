"""Days to remember as a calendar file (RFC 5545): all-day events, each with a reminder three days before."""

import asyncio
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from shared import clock
from shared.brand import brand
from shared.rendering.plain_text import one_line
from shared.settings import settings

REMINDER = timedelta(days=-3, hours=9)
"""Nine o'clock, three days before the day begins."""


class Day(NamedTuple):
    """A date in Warsaw to remember. The `id` stays, so that importing a file again changes nothing twice."""

    id: str
    on: date
    text: str


async def calendar_file(name: str, days: Iterable[Day]) -> bytes:
    """The file. A thousand events take half a second, so a thread writes them, and works out `days` as it goes."""
    return await asyncio.to_thread(_written, name, days)


def _written(name: str, days: Iterable[Day]) -> bytes:
    from icalendar import Alarm, Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//{brand().name}//terminy//PL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for day in days:
        event, text = Event(), one_line(day.text)
        event.add("uid", f"{day.id}@{settings().portal_url.host}")
        event.add("dtstamp", clock.now())
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", text)
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", text)
        alarm.add("trigger", REMINDER)
        event.add_component(alarm)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
