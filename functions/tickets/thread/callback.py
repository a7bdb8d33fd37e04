"""Being called back: on which days and in which hours, and one open request a customer.

A document `callback` in the customer's partition names the latest request. It is written in the batch that writes the
ticket, so of two requests at one moment one is refused; whether that ticket is still open its head says.
"""

import re
from datetime import date, timedelta

from functions.tickets import clocks, store
from functions.tickets.models import Callback
from functions.tickets.ticket import Ticket
from shared import clock, cosmos
from shared.problems import FieldFault, Problem
from shared.working_days import working_day_from

HOURS = ["8-10", "10-12", "12-14", "14-16"]
DAYS = 10
_NAME = "callback"
_DIGITS = re.compile(r"\D")
_FEWEST, _MOST = 9, 15


def offered_days(today: date) -> list[date]:
    """The next ten working days, from tomorrow."""
    days: list[date] = []
    while len(days) < DAYS:
        days.append(working_day_from((days[-1] if days else today) + timedelta(days=1)))
    return days


def checked(callback: Callback | None) -> Callback:
    """Raises Problem `validation_failed` for a missing request, a day that is not offered, or no telephone number."""
    if callback is None:
        raise Problem("validation_failed", errors=[FieldFault("callback", "missing")])
    faults = []
    if not _FEWEST <= len(_DIGITS.sub("", callback.phone)) <= _MOST:
        faults.append(FieldFault("callback.phone", "phone_invalid"))
    if callback.day not in offered_days(clock.today()):
        faults.append(FieldFault("callback.day", "value_invalid"))
    if faults:
        raise Problem("validation_failed", errors=faults)
    return callback


def due(callback: Callback) -> clocks.Due:
    """A call is owed on its day, which is a working one."""
    return clocks.Due("promise", callback.day, callback.day)


async def reservation(ticket: Ticket) -> tuple[object, ...]:
    """The operation of the batch that makes it the one. Raises Problem `callback_exists` where another is open."""
    marker = {"id": _NAME, "customerId": ticket.customer_id, "type": "callback", "ticket": ticket.id}
    known = await cosmos.read(store.CONTAINER, _NAME, ticket.customer_id)
    if known is None:
        return ("create", (marker,))
    earlier = await store.find(ticket.customer_id, str(known["ticket"]))
    if earlier is not None and earlier.ticket.state not in {"answered", "closed"}:
        raise Problem("callback_exists")
    return ("replace", (_NAME, marker), {"if_match_etag": known["_etag"]})
