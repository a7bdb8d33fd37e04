"""Finding tickets that left the queue: a row of container `desk` for each word a ticket can be found by (ADR 29).

A word is a partition of its own, `found:<word>`, so that looking one up reads the rows asked for and no others. Words
are the number, the customer's number, those of the customer's name and of the subject, and the month of the first
message, all of which stay as they are. Rows hold what lists show; the tickets are the truth.
"""

import asyncio
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from itertools import batched
from typing import Any, NamedTuple

from pydantic import AwareDatetime

from functions.staff.store import CONTAINER, row_id
from functions.tickets.office import Kind, State, Ticket, subjects
from shared import clock, cosmos
from shared.clock import WARSAW
from shared.folding import folded
from shared.http.cursor import cursor_of, place_of
from shared.json_model import RecordModel

_INDEXED = "found"
_SHORTEST = 2
_MOST_WORDS = 20
_AT_ONCE = 8


class Found(RecordModel):
    """A ticket under one of its words. `place` is the moment of the first message, and the number."""

    id: str
    lane: str
    customer_id: str
    ticket_id: str
    revision: int
    number: str
    kind: Kind
    subject: str
    opening: str
    state: State
    customer_name: str
    customer_number: str
    received_at: AwareDatetime
    words: list[str]
    place: str


class FoundRows(NamedTuple):
    rows: list[Found]
    next: str | None


def words_of(text: str) -> list[str]:
    """The words of a text as they are looked up."""
    return [word for word in folded(text).split() if len(word) >= _SHORTEST]


def number_word(text: str) -> str:
    """A printed number as one word, however it is spelt: `ZG-7K4M-2QXP` as `zg7k4m2qxp`."""
    return folded(text).replace(" ", "")


def month_word(day: date) -> str:
    return f"{day:%Y-%m}"


def row_of(ticket: Ticket) -> Found:
    """The row without its lane."""
    subject = subjects().get(ticket.subject)
    about = ticket.ordered.name["pl"] if ticket.ordered else subject.name["pl"] if subject else ticket.subject
    named = f"{ticket.customer_name} {about}"
    filed = (ticket.filed_at or ticket.received_at).astimezone(WARSAW)
    first = [number_word(ticket.number), number_word(ticket.customer_number), month_word(filed.date())]
    return Found(
        id=row_id(ticket.customer_id, ticket.id),
        lane="",
        customer_id=ticket.customer_id,
        ticket_id=ticket.id,
        revision=ticket.revision,
        number=ticket.number,
        kind=ticket.kind,
        subject=ticket.subject,
        opening=ticket.opening,
        state=ticket.state,
        customer_name=ticket.customer_name,
        customer_number=ticket.customer_number,
        received_at=ticket.received_at,
        words=list(dict.fromkeys([*first, *words_of(named)]))[:_MOST_WORDS],
        place=f"{clock.iso(filed)} {ticket.number}",
    )


async def index(ticket: Ticket) -> bool:
    """Bring all rows of a ticket to where it stands; one point read where nothing of them has changed.

    The row of its number is written last: where that one stands, the others do.
    """
    row = row_of(ticket)
    number, *others = row.words
    if await _stands(row, number):
        return False
    for some in batched(others, _AT_ONCE, strict=False):
        await asyncio.gather(*(_put(row, word) for word in some))
    await _put(row, number)
    return True


async def _stands(row: Found, word: str) -> bool:
    stored = await cosmos.read(CONTAINER, row.id, _lane(word))
    return stored is not None and (stored["revision"] > row.revision or _content(stored) == _content(_item(row, word)))


async def _put(row: Found, word: str) -> None:
    item = _item(row, word)
    while True:
        stored = await cosmos.read(CONTAINER, row.id, item["lane"])
        if stored is not None and (stored["revision"] > row.revision or _content(stored) == _content(item)):
            return
        try:
            if stored is None:
                await cosmos.create(CONTAINER, item)
            else:
                await cosmos.replace(CONTAINER, item | {"_etag": stored["_etag"]})
        except cosmos.Conflict:
            continue
        return


async def found(
    word: str, others: Iterable[str], *, since: date | None, until: date | None, after: str | None, limit: int
) -> FoundRows:
    """The tickets of a word that have the others too, the latest first message first; one query.

    So many rows are read and no more: with others there may be few on a page, or none, and it still goes on. Raises
    Problem `cursor_invalid`.
    """
    conditions, arguments = ["c.place > @since"], dict[str, Any](since=_midnight(since) if since else "")
    if until is not None:
        conditions.append("c.place < @until")
        arguments["until"] = _midnight(until + timedelta(days=1))
    if after is not None:
        conditions.append("c.place < @after")
        arguments["after"] = place_of(after, str)[0]
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT * FROM c WHERE {' AND '.join(conditions)} ORDER BY c.place DESC OFFSET 0 LIMIT @limit",  # noqa: S608
            _lane(word),
            page_size=limit + 1,
            limit=limit + 1,
            **arguments,
        )
    ]
    wanted = {*others}
    rows = [Found.model_validate(cosmos.plain(item)) for item in items[:limit]]
    following = cursor_of(rows[-1].place) if len(items) > limit else None
    return FoundRows([row for row in rows if wanted <= {*row.words}], following)


async def indexed_until() -> datetime | None:
    """Up to where all tickets by their last change have been indexed; None where nothing was, or the rows were lost."""
    stored = await cosmos.read(CONTAINER, _INDEXED, _INDEXED)
    return None if stored is None else clock.from_iso(stored["until"])


async def note_indexed(until: datetime) -> None:
    item = {"id": _INDEXED, "lane": _INDEXED, "until": clock.iso(until)}
    await cosmos.batch(CONTAINER, [("upsert", (item,))], _INDEXED)


def _lane(word: str) -> str:
    return f"found:{word}"


def _item(row: Found, word: str) -> cosmos.Item:
    return row.model_dump(mode="json") | {"lane": _lane(word)}


def _content(item: cosmos.Item) -> cosmos.Item:
    """What a list shows: a change of anything else writes no row."""
    return {name: value for name, value in cosmos.plain(item).items() if name != "revision"}


def _midnight(day: date) -> str:
    return clock.iso(datetime(day.year, day.month, day.day, tzinfo=WARSAW))
