"""Keeping the clerks' desk to what the tickets say (ADR 29), and telling customers of replies that have left.

Each run looks at what changed lately, with some minutes looked at again: a ticket whose writer died, or wrote late, is
seen by the next runs. Once a night everything is compared, so that a desk that was lost is there again.
"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from functions.staff.figures_store import count_in, counted_until, note_counted
from functions.staff.found_store import index, indexed_until, note_indexed
from functions.staff.store import LANES, Row, drop_row, every_row, mend_counts, project, row_of
from functions.tickets.office import (
    Ticket,
    changed_since,
    notify_billing,
    notify_of_reply,
    open_tickets,
    replies_to_notify,
)
from shared import clock, cosmos
from shared.clock import WARSAW
from shared.monitoring.logs import log

OVERLAP = timedelta(minutes=3)
"""A request ends in 44 seconds, and the clocks of two machines differ by less than the rest."""
NIGHT = 3
_STATE = "desk"
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
_FORTNIGHT = timedelta(days=14)


async def keep_desk() -> None:
    """One run. It may end anywhere; the next one begins where the last one that came to its end began."""
    await notify_of_replies()
    stored = await cosmos.read("operations", _STATE, _STATE) or {"id": _STATE}
    began, night = clock.now(), _last_night()
    if "seen" in stored:
        changed = 0
        async for ticket in changed_since(clock.from_iso(stored["seen"]) - OVERLAP):
            changed += await project(ticket)
            await index(ticket)
            await count_in(ticket)
            await _billing_knows(ticket)
        if changed:
            log.info("desk kept", extra={"rows": changed})
    if stored.get("compared", "") < night:
        await rebuild()
    state = {"id": _STATE, "seen": clock.iso(began), "compared": night}

    def moved(before: cosmos.Item | None) -> cosmos.Item | None:
        return None if before is not None and before.get("seen", "") >= state["seen"] else state

    await cosmos.update("operations", _STATE, moved)


async def _billing_knows(ticket: Ticket) -> None:
    """Notify where a writer died before it did; billing being away keeps no other ticket waiting."""
    try:
        await notify_billing(ticket)
    except Exception:  # noqa: BLE001  whatever it is, the next run tries again, and the alarm says so
        log.exception("billing not told of a held supply", extra={"ticket": ticket.id})


async def rebuild() -> int:
    """Compare every row with its ticket and put right what differs; returns how many did."""
    known = {(lane, row.id): (row.revision, _digest(row)) for lane in LANES async for row in every_row(lane)}
    mended = 0
    async for ticket in open_tickets():
        row = row_of(ticket)
        if row is not None and known.pop((row.lane, row.id), None) != (row.revision, _digest(row)):
            mended += await project(ticket)
    for (lane, key), (revision, _) in known.items():
        mended += await drop_row(lane, key, revision)
    for lane in LANES:
        mended += await mend_counts(lane)
    await index_all()
    if mended:
        log.warning("desk mended", extra={"rows": mended})
    return mended


async def index_all() -> None:
    """Index and count every ticket there is, a fortnight of changes after the other; what is done is noted beside the
    rows, so that it is lost with them, and nothing is done twice."""
    await _all_since(await indexed_until(), index, note_indexed)
    await _all_since(await counted_until(), count_in, note_counted)


async def _all_since(
    done: datetime | None, each: Callable[[Ticket], Awaitable[bool]], note: Callable[[datetime], Awaitable[None]]
) -> None:
    since = done or _FIRST_DAY
    end = clock.now()
    while since < end:
        until = min(since + _FORTNIGHT, end)
        async for ticket in changed_since(since, until if until < end else None):
            await each(ticket)
        since = until
        await note(since)


def _digest(row: Row) -> bytes:
    return hashlib.sha256(row.model_dump_json().encode()).digest()


async def notify_of_replies() -> int:
    """Tell the customers of what has left; returns of how many replies. One that fails keeps no other waiting."""
    notified = 0
    for seen in await replies_to_notify(clock.now()):
        try:
            await notify_of_reply(seen)
            notified += 1
        except Exception:  # noqa: BLE001  whatever it is, the next run tries again, and the alarm says so
            log.exception("customer not told of a reply", extra={"ticket": seen.ticket.id})
    return notified


def _last_night() -> str:
    """The day whose comparison is due, by Warsaw's clock."""
    return f"{(clock.now().astimezone(WARSAW) - timedelta(hours=NIGHT)).date()}"
