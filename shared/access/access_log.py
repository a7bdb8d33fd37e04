"""Who looked at a customer's things, for the customer to read: entries are written once and never changed.

An entry stands in the customer's own partition, before the answer it tells of goes out: where it cannot be written,
nothing is shown. A page asks for the same thing again and again, so one entry stands for a stretch of time.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.http.cursor import cursor_of, place_of
from shared.json_model import RecordModel
from shared.lookup import lookup_id
from shared.settings import settings

CONTAINER = "access_log"
STRETCH = timedelta(hours=1)
"""So long one entry stands for, of the same person at the same thing."""
_ID = re.compile(r"[A-Za-z0-9_.:-]{1,100}")

Role = Literal["clerk", "lead", "authorised"]
Deed = Literal[
    "ticket_opened",
    "file_opened",
    "billing_seen",
    "payment_begun",
    "supply_seen",
    "supply_changed",
    "tickets_seen",
    "ticket_written",
    "service_ordered",
    "data_seen",
    "data_changed",
    "portal_viewed",
    "customer_opened",
    "registration_explained",
    "recovery_started",
    "sign_in_unlocked",
    "sessions_ended",
]
"""The first two are the office's, `ticket_opened` shows the customer's card too, and so are the last six. What lies
between is done by people the customer has authorised, or seen by a clerk who views the portal."""


class Actor(NamedTuple):
    """Who looked: the role, the short name customers are told, and the id by which the office knows them."""

    role: Role
    name: str
    id: str


class Thing(NamedTuple):
    """What was looked at, by its id, and as people call it."""

    id: str
    name: str


class Access(RecordModel):
    """An entry. `reason` is why it was opened: the number of the ticket. `actor_id` no customer is shown."""

    id: str
    type: Literal["access"] = "access"
    customer_id: str
    role: Role
    name: str
    actor_id: str
    deed: Deed
    thing_id: str
    thing_name: str
    reason: str
    at: AwareDatetime


class Accesses(NamedTuple):
    entries: list[Access]
    next: str | None


def thing_in(parameters: Mapping[str, Any]) -> str:
    """The id of the thing a path names; empty where it names none, and for what no thing can be called: whoever looks
    must not write into the log what they like."""
    named = next((str(value) for name, value in parameters.items() if name.endswith("_id")), "")
    return named if _ID.fullmatch(named) else ""


async def note(customer_id: str, actor: Actor, deed: Deed, thing: Thing, *, reason: str) -> None:
    """Write that somebody looks at something; one point read where this stretch has it already."""
    now = clock.now()
    entry = Access(
        id=_entry_id(customer_id, actor, deed, thing, now),
        customer_id=customer_id,
        role=actor.role,
        name=actor.name,
        actor_id=actor.id,
        deed=deed,
        thing_id=thing.id,
        thing_name=thing.name,
        reason=reason,
        at=now,
    )
    if await cosmos.read(CONTAINER, entry.id, customer_id) is not None:
        return
    kept = timedelta(days=settings().access_log_days)
    try:
        await cosmos.create(CONTAINER, entry.model_dump(mode="json") | {"ttl": int(kept.total_seconds())})
    except cosmos.Conflict:
        return  # the same person in another tab was first


async def entries_of(customer_id: str, *, after: str | None = None, limit: int) -> Accesses:
    """A page of the customer's entries, the latest first; one query. Raises Problem `cursor_invalid`."""
    items, following = await page_of(customer_id, after=after, limit=limit)
    return Accesses([Access.model_validate(item) for item in items], following)


async def page_of(partition: str, *, after: str | None, limit: int) -> tuple[list[cosmos.Item], str | None]:
    """A page of what stands in a partition, the latest first, and the cursor of the next. Raises `cursor_invalid`."""
    condition, arguments = "", dict[str, str]()
    if after is not None:
        at, name = place_of(after, str, str)
        condition = "WHERE c.at < @at OR (c.at = @at AND c.id < @name) "
        arguments = {"at": at, "name": name}
    items = [
        cosmos.plain(item)
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT * FROM c {condition}ORDER BY c.at DESC, c.id DESC OFFSET 0 LIMIT @limit",  # noqa: S608
            partition,
            page_size=limit + 1,
            limit=limit + 1,
            **arguments,
        )
    ]
    page = items[:limit]
    return page, cursor_of(page[-1]["at"], page[-1]["id"]) if len(items) > limit else None


def _entry_id(customer_id: str, actor: Actor, deed: Deed, thing: Thing, now: datetime) -> str:
    stretch = int(now.timestamp() // STRETCH.total_seconds())
    return lookup_id("access", f"{customer_id} {actor.role} {actor.id} {deed} {thing.id} {stretch}")
