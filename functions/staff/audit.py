"""What leads do to the portal, for leads to read: written before it is done, and never changed.

An entry stands in container `access_log` under a partition of its own, beside the customers' logs and with their time
to live; where it cannot be written, nothing is done. No route changes or deletes one.
"""

from datetime import timedelta
from typing import Literal, NamedTuple

from pydantic import AwareDatetime

from functions.staff.sessions import StaffSession
from shared import clock, cosmos
from shared.access.access_log import CONTAINER, page_of
from shared.json_model import RecordModel
from shared.lookup import random_id
from shared.monitoring.logs import log
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
    items, following = await page_of(OFFICE, after=after, limit=limit)
    return Deeds([OfficeDeed.model_validate(item) for item in items], following)
