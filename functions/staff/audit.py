"""What leads do to the portal, for leads to read: written before it is done, and never changed.

An entry stands in container `access_log` under a partition of its own, beside the customers' logs and with their time
to live; where it cannot be written, nothing is done. No route changes or deletes one.
"""

from datetime import timedelta
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from functions.staff.sessions import StaffSession
from shared import clock, cosmos
from shared.access_log import CONTAINER
from shared.cursor import cursor_of, place_of
from shared.json_model import RecordModel
from shared.logs import log
from shared.lookup import random_id
from shared.settings import settings

OFFICE = "office"
"""The partition; customers' ids have eight characters or more."""

Deed = Literal[
    "terms_published",
    "break_announced",
    "break_changed",
    "break_cancelled",
    "quarantine_replayed",
    "templates_published",
]


class OfficeDeed(RecordModel):
    """An entry. `what` is the version, the time or the record it was done to; `by_id` is for the tenant's directory."""

    id: str
    type: Literal["office_deed"] = "office_deed"
    customer_id: str = OFFICE
    by: str
    by_id: str
    deed: Deed
    what: str
    at: AwareDatetime


class Deeds(NamedTuple):
    entries: list[OfficeDeed]
    next: str | None


async def note(session: StaffSession, deed: Deed, what: str) -> None:
    """Write that this lead is about to do something; one write."""
    entry = OfficeDeed(
        id=random_id(), by=session.name, by_id=session.clerk_id, deed=deed, what=what[:500], at=clock.now()
    )
    kept = timedelta(days=settings().access_log_days)
    await cosmos.create(CONTAINER, entry.model_dump(mode="json") | {"ttl": int(kept.total_seconds())})
    log.info("office deed", extra={"audit": True, "deed": deed, "clerk": session.clerk_id, "entry": entry.id})


async def deeds(*, after: str | None = None, limit: int) -> Deeds:
    """A page of them, the latest first; one query. Raises Problem `cursor_invalid`."""
    condition, arguments = "", dict[str, str]()
    if after is not None:
        at, name = place_of(after, str, str)
        condition = "WHERE c.at < @at OR (c.at = @at AND c.id < @name) "
        arguments = {"at": at, "name": name}
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT * FROM c {condition}ORDER BY c.at DESC, c.id DESC OFFSET 0 LIMIT @limit",  # noqa: S608
            OFFICE,
            page_size=limit + 1,
            limit=limit + 1,
            **arguments,
        )
    ]
    page = items[:limit]
    following = cursor_of(page[-1]["at"], page[-1]["id"]) if len(items) > limit else None
    return Deeds([OfficeDeed.model_validate(cosmos.plain(item)) for item in page], following)
