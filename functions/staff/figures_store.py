"""Monthly figures of the office, kept as tickets change (ADR 41): lane `figures` of container `desk`.

Each answered ticket has a row there, and each month one document of counters, changed in the same batch as the row: so
a page of months is one query, and nobody counts by reading tickets. A ticket belongs to the month of its first answer,
by Warsaw's clock, with the rating it has now. Hours to the answer are counted by whole hours, from which the median
follows.
"""

from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple

from functions.staff.store import CONTAINER, row_id
from functions.tickets.office import Ticket
from shared import clock, cosmos
from shared.clock import WARSAW

LANE = "figures"
_UNTIL = "until"
_TRIES = 20


class Month(NamedTuple):
    """What was answered in a month; `hours` says how many answers took so many whole hours, `stars` how many ratings
    of the month's answers had 1 to 5."""

    month: str
    answers: int
    in_time: int
    hours: dict[int, int]
    stars: tuple[int, int, int, int, int]


class Months(NamedTuple):
    """The months something was answered in, the earliest first; `whole`: every ticket there is was counted once."""

    months: list[Month]
    whole: bool


async def count_in(ticket: Ticket) -> bool:
    """Bring the figures to where this ticket stands, unless they know a later state; True where anything changed."""
    row = _row(ticket)
    for _ in range(_TRIES):
        stored = await cosmos.read(CONTAINER, row_id(ticket.customer_id, ticket.id), LANE)
        before = cosmos.plain(stored) if stored else None
        if _content(before) == _content(row) or (before and before["revision"] > ticket.revision):
            return False
        change = _tally(row)
        change.subtract(_tally(before))
        months = {month for (month, _), value in change.items() if value}
        operations = [_write(row, stored), *(_patch(month, change) for month in sorted(months))]
        try:
            await cosmos.batch(CONTAINER, operations, LANE)
        except cosmos.Conflict:
            for month in months:
                await _ensure(month)
            continue
        return True
    raise cosmos.Conflict


async def months() -> Months:
    """All months there are; one query."""
    items = [
        item
        async for item in cosmos.query(
            CONTAINER, "SELECT * FROM c WHERE c.type IN ('month', 'until')", LANE, page_size=500
        )
    ]
    found = [_month(item) for item in items if item["type"] == "month"]
    return Months(sorted(found), any(item["type"] == _UNTIL for item in items))


async def counted_until() -> datetime | None:
    """Up to where all tickets by their last change were counted; None where none were, or the rows were lost."""
    stored = await cosmos.read(CONTAINER, _UNTIL, LANE)
    return None if stored is None else clock.from_iso(stored["until"])


async def note_counted(until: datetime) -> None:
    item = {"id": _UNTIL, "lane": LANE, "type": _UNTIL, "until": clock.iso(until)}
    await cosmos.batch(CONTAINER, [("upsert", (item,))], LANE)


def _row(ticket: Ticket) -> cosmos.Item | None:
    """The ticket's row; None for one that has no answer, or one whose answer can still be taken back."""
    seen = ticket.as_customer_sees(clock.now())
    if seen.answered_at is None:
        return None
    answered = seen.answered_at.astimezone(WARSAW)
    took = (seen.answered_at - seen.received_at).total_seconds()
    return {
        "id": row_id(ticket.customer_id, ticket.id),
        "lane": LANE,
        "revision": ticket.revision,
        "month": f"{answered:%Y-%m}",
        "inTime": answered.date() <= seen.due_on,
        "hours": max(0, int(took // 3600)),
        "stars": seen.rating.stars if seen.rating else None,
    }


def _content(row: cosmos.Item | None) -> cosmos.Item | None:
    return None if row is None else {name: value for name, value in row.items() if name != "revision"}


def _tally(row: cosmos.Item | None) -> Counter[tuple[str, str]]:
    """What a row counts for: the month, and the name its document keeps it under."""
    counted = Counter[tuple[str, str]]()
    if row is not None:
        names = ["answers", f"hours_{row['hours']}"]
        names += ["inTime"] if row["inTime"] else []
        names += [f"stars_{row['stars']}"] if row["stars"] else []
        counted.update((str(row["month"]), name) for name in names)
    return counted


def _write(row: cosmos.Item | None, stored: cosmos.Item | None) -> tuple[Any, ...]:
    if stored is None:
        return ("create", (row,))
    guard = {"if_match_etag": stored["_etag"]}
    return ("delete", (stored["id"],), guard) if row is None else ("replace", (stored["id"], row), guard)


def _patch(month: str, change: Counter[tuple[str, str]]) -> tuple[Any, ...]:
    steps = [
        {"op": "incr", "path": f"/{name}", "value": value}
        for (of, name), value in sorted(change.items())
        if of == month and value
    ]
    return ("patch", (f"month-{month}", steps))


async def _ensure(month: str) -> None:
    name = f"month-{month}"
    if await cosmos.read(CONTAINER, name, LANE) is None:
        try:
            await cosmos.create(CONTAINER, {"id": name, "lane": LANE, "type": "month", "month": month})
        except cosmos.Conflict:
            return


def _month(item: cosmos.Item) -> Month:
    hours = {
        int(name.removeprefix("hours_")): int(value)
        for name, value in item.items()
        if name.startswith("hours_") and value > 0
    }
    one, two, three, four, five = (int(item.get(f"stars_{stars}", 0)) for stars in range(1, 6))
    counted = int(item.get("answers", 0)), int(item.get("inTime", 0))
    return Month(item["month"], *counted, hours, (one, two, three, four, five))
