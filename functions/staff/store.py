"""The documents of container `desk`, made from others or short-lived, for the tickets are the truth (ADR 29); but lane
`templates` (`templates.py`) holds what leads wrote, and nobody else has it.

- Lanes `with_office` and `with_customer`: a row for each ticket that waits by whose turn it is, and one document
  `counts`, changed in the same batch as the rows, so that nobody counts by reading them.
- Lane `presence`: who looks at or writes in which ticket; over after half a minute.
- Lane `clerks`: who has ever signed in, for handing over.
"""

from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from pydantic import AwareDatetime

from functions.tickets.office import Kind, Side, Ticket
from shared import clock, cosmos
from shared.http.cursor import cursor_of, place_of
from shared.json_model import RecordModel

CONTAINER = "desk"
LANES = ("with_office", "with_customer")
COUNTS = "counts"
PRESENT = timedelta(seconds=30)
_TRIES = 20


class Row(RecordModel):
    """A ticket on the desk. `place` is what the lane is ordered by: the clerk's last day, then the first message.

    `assignee` is empty where nobody has taken it. `revision` is the ticket's it was made from.
    """

    id: str
    lane: str
    customer_id: str
    ticket_id: str
    revision: int
    number: str
    kind: Kind
    subject: str
    opening: str
    customer_name: str
    customer_number: str
    received_at: AwareDatetime
    due_on: date
    target_on: date
    place: str
    assignee: str
    disconnection: bool
    letter_owed: bool = False
    hold_left: bool = False
    order_unanswered: bool = False
    last_message_at: AwareDatetime
    last_message_from: Side
    messages: int


class Rows(NamedTuple):
    rows: list[Row]
    next: str | None


class Present(RecordModel):
    """Somebody at a ticket, until `expires_at`."""

    id: str
    lane: str = "presence"
    ticket: str
    clerk_id: str
    name: str
    writing: bool
    expires_at: AwareDatetime


class KnownClerk(RecordModel):
    id: str
    lane: str = "clerks"
    name: str
    lead: bool
    seen_at: AwareDatetime


def row_id(customer_id: str, ticket_id: str) -> str:
    return f"{customer_id}~{ticket_id}"


def row_of(ticket: Ticket) -> Row | None:
    """The ticket's row; None for one that waits for nobody. What is left to see to after the answer, or the closing,
    waits for the office: a supply that is still held, a reply to go by post, an order billing does not answer."""
    _, due_on, target_on = ticket.owed()
    if ticket.state not in LANES:
        left = ticket.left_until()
        if left is None:
            return None
        target_on = left
    return Row(
        id=row_id(ticket.customer_id, ticket.id),
        lane=ticket.state if ticket.state in LANES else "with_office",
        customer_id=ticket.customer_id,
        ticket_id=ticket.id,
        revision=ticket.revision,
        number=ticket.number,
        kind=ticket.kind,
        subject=ticket.subject,
        opening=ticket.opening,
        customer_name=ticket.customer_name,
        customer_number=ticket.customer_number,
        received_at=ticket.received_at,
        due_on=due_on,
        target_on=target_on,
        place=f"{target_on} {clock.iso(ticket.received_at)} {ticket.number}",
        assignee=ticket.assignee or "",
        disconnection=ticket.disconnection,
        letter_owed=ticket.letter_owed is not None,
        hold_left=ticket.disconnection and ticket.state not in LANES,
        order_unanswered=ticket.order_unanswered,
        last_message_at=ticket.last_message_at,
        last_message_from=ticket.last_message_from,
        messages=ticket.messages,
    )


async def project(ticket: Ticket) -> bool:
    """Bring the desk to where this ticket stands, unless it knows a later state; True where anything changed."""
    wanted, key = row_of(ticket), row_id(ticket.customer_id, ticket.id)
    changed = [
        await _settle(lane, key, wanted if wanted is not None and wanted.lane == lane else None, ticket.revision)
        for lane in LANES
    ]
    return any(changed)


async def drop_row(lane: str, key: str, revision: int) -> bool:
    """Take away a row that no open ticket stands behind, unless a later one has come."""
    return await _settle(lane, key, None, revision)


async def _settle(lane: str, key: str, wanted: Row | None, revision: int) -> bool:
    """Write or take away one row together with what it counts for."""
    content = _stored(wanted) if wanted is not None else None
    for _ in range(_TRIES):
        stored = await cosmos.read(CONTAINER, key, lane)
        if stored is None and content is None:
            return False
        if stored is not None and (stored["revision"] > revision or cosmos.plain(stored) == content):
            return False
        guard = {"if_match_etag": stored["_etag"]} if stored else {}
        operation: tuple[Any, ...]
        if content is None:
            operation = ("delete", (key,), guard)
        elif stored is None:
            operation = ("create", (content,))
        else:
            operation = ("replace", (key, content), guard)
        change = _tally([content] if content else [])
        change.subtract(_tally([stored] if stored else []))
        steps = [{"op": "incr", "path": f"/{name}", "value": value} for name, value in change.items() if value]
        try:
            await cosmos.batch(CONTAINER, [operation, *([("patch", (COUNTS, steps))] if steps else [])], lane)
        except cosmos.Conflict:
            await _ensure_counts(lane)
            continue
        return True
    raise cosmos.Conflict


async def _ensure_counts(lane: str) -> None:
    if await cosmos.read(CONTAINER, COUNTS, lane) is None:
        try:
            await cosmos.create(CONTAINER, {"id": COUNTS, "lane": lane})
        except cosmos.Conflict:
            return


def _tally(rows: list[cosmos.Item]) -> Counter[str]:
    """What rows count for, by the names under which `counts` keeps it."""
    counted = Counter[str]()
    for row in rows:
        counted["total"] += 1
        counted[f"kind_{row['kind']}"] += 1
        counted[f"clerk_{row['assignee']}"] += 1
        counted[f"day_{row['targetOn']}"] += 1
    return counted


async def counts(lane: str) -> Mapping[str, int]:
    """The figures of a lane: `total`, `kind_…`, `clerk_…`, `day_…`. One point read."""
    stored = await cosmos.read(CONTAINER, COUNTS, lane) or {}
    return {name: value for name, value in cosmos.plain(stored).items() if name not in {"id", "lane"}}


async def mend_counts(lane: str) -> bool:
    """Count the rows anew, for the timer; True where the figures were wrong and could be put right."""
    await _ensure_counts(lane)
    stored = await cosmos.read(CONTAINER, COUNTS, lane) or {}
    tally = _tally([row async for row in _all_rows(lane)])
    known = {name: value for name, value in stored.items() if isinstance(value, int) and name[0] != "_" and value}
    if known == dict(tally):
        return False
    try:
        await cosmos.replace(CONTAINER, {"id": COUNTS, "lane": lane, **tally, "_etag": stored.get("_etag", "")})
    except cosmos.Conflict:
        return False  # somebody changed a row meanwhile; the next run counts again
    return True


async def every_row(lane: str) -> AsyncIterator[Row]:
    """All rows of a lane, for the timer."""
    async for item in _all_rows(lane):
        yield Row.model_validate(cosmos.plain(item))


def _all_rows(lane: str) -> AsyncIterator[cosmos.Item]:
    return cosmos.query(CONTAINER, "SELECT * FROM c WHERE c.place > ''", lane, page_size=1000)


async def listed(
    lane: str,
    *,
    assignee: str | None = None,
    kind: Kind | None = None,
    number: str | None = None,
    before: date | None = None,
    after: str | None = None,
    limit: int,
) -> Rows:
    """A page of a lane, the earliest day first; one query. `assignee` "" asks for what nobody has taken.

    Equal conditions stand in ORDER BY too, so that a composite index serves all of it. Raises Problem
    `cursor_invalid`.
    """
    start = place_of(after, str)[0] if after is not None else ""
    conditions, arguments = ["c.place > @start"], dict[str, Any](start=start)
    order = []
    for name, value in (("assignee", assignee), ("kind", kind)):
        if value is not None:
            conditions.append(f"c.{name} = @{name}")
            arguments[name] = value
            order.append(f"c.{name}")
    if number is not None:
        conditions.append("c.number = @number")
        arguments["number"] = number
    if before is not None:
        conditions.append("c.place < @before")
        arguments["before"] = f"{before}"
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT * FROM c WHERE {' AND '.join(conditions)}"  # noqa: S608
            f" ORDER BY {', '.join([*order, 'c.place'])} OFFSET 0 LIMIT @limit",
            lane,
            page_size=limit + 1,
            limit=limit + 1,
            **arguments,
        )
    ]
    following = cursor_of(items[limit - 1]["place"]) if len(items) > limit else None
    return Rows([Row.model_validate(cosmos.plain(item)) for item in items[:limit]], following)


async def say_present(ticket: str, clerk_id: str, name: str, *, writing: bool) -> None:
    """One write; it is over by itself."""
    expires_at = clock.now() + PRESENT
    present = Present(
        id=f"{ticket}~{clerk_id}",
        ticket=ticket,
        clerk_id=clerk_id,
        name=name,
        writing=writing,
        expires_at=expires_at,
    )
    item = present.model_dump(mode="json") | {"ttl": int(PRESENT.total_seconds()) + 60}
    await cosmos.batch(CONTAINER, [("upsert", (item,))], present.lane)


async def say_gone(ticket: str, clerk_id: str) -> None:
    await cosmos.delete(CONTAINER, f"{ticket}~{clerk_id}", "presence")


async def present(ticket: str | None = None) -> list[Present]:
    """Who is at a ticket, or at all of them; one query."""
    condition, arguments = ("c.ticket = @ticket AND ", {"ticket": ticket}) if ticket else ("", {})
    items = cosmos.query(
        CONTAINER,
        f"SELECT * FROM c WHERE {condition}c.expiresAt > @now",  # noqa: S608
        "presence",
        page_size=500,
        now=clock.iso(clock.now()),
        **arguments,
    )
    found = [Present.model_validate(cosmos.plain(item)) async for item in items]
    return sorted(found, key=lambda one: (one.name, one.clerk_id))


async def note_clerk(clerk_id: str, name: str, *, lead: bool) -> None:
    """Remember who works here; one write."""
    clerk = KnownClerk(id=clerk_id, name=name, lead=lead, seen_at=clock.now())
    await cosmos.batch(CONTAINER, [("upsert", (clerk.model_dump(mode="json"),))], clerk.lane)


async def clerks() -> list[KnownClerk]:
    """Everybody who has ever signed in, by name; one query."""
    items = cosmos.query(CONTAINER, "SELECT * FROM c", "clerks", page_size=500)
    found = [KnownClerk.model_validate(cosmos.plain(item)) async for item in items]
    return sorted(found, key=lambda one: (one.name, one.id))


async def is_clerk(clerk_id: str) -> bool:
    return await cosmos.read(CONTAINER, clerk_id, "clerks") is not None


def _stored(row: Row) -> cosmos.Item:
    return row.model_dump(mode="json")
