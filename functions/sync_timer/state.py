"""The state of a long job in one document, with the lease of the run that works on it; the sync's above all.

Its ETag is the fence. Whoever takes the lease changes the document, so a run that was frozen and wakes after its
lease was taken cannot move the job on (the sync's cursor, the age of the data): its next write is refused.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from azure.core.exceptions import AzureError
from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.http.status import SYNC_STATE
from shared.json_model import RecordModel
from shared.lookup import random_id

LEASE = timedelta(minutes=2)


class LeaseTaken(Exception):
    """Another run has the lease, or took it from this one."""


class LeasedState(RecordModel):
    """What a job knows from run to run, and which run holds it."""

    id: str
    holder: str | None = None
    leased_until: AwareDatetime | None = None


class Doubt(RecordModel):
    """A page of which too much was broken: its cursors, and how many open notes of it are no longer too many."""

    first: int
    last: int
    tolerated: int

    def stands(self, open_places: Mapping[str, int]) -> bool:
        """Whether too many of the page's records are still in quarantine (`open_places`: place and cursor)."""
        return sum(self.first <= cursor <= self.last for cursor in open_places.values()) > self.tolerated


class SyncState(LeasedState):
    id: str = SYNC_STATE
    cursor: int = 0
    complete_at: AwareDatetime | None = None
    doubts: list[Doubt] = []
    ran_at: AwareDatetime | None = None
    outcome: str = ""


class Lease[State: LeasedState]:
    """The right to do a job, held by one run; every write renews it. Raises LeaseTaken where it is lost."""

    def __init__(self, state: State, version: str | None) -> None:
        self.state = state
        self._version = version
        self._holder = random_id()

    @classmethod
    async def take(cls, first: State) -> "Lease[State]":
        """Take the lease if it is free or over; `first` is the state where none is stored yet."""
        stored = await cosmos.read("operations", first.id, first.id)
        state = first if stored is None else type(first).model_validate(cosmos.plain(stored))
        if state.holder is not None and state.leased_until is not None and state.leased_until > clock.now():
            raise LeaseTaken
        lease = cls(state, stored["_etag"] if stored else None)
        await lease.write()
        return lease

    async def write(self, **changes: Any) -> None:
        """Write the state with these changes and the lease renewed."""
        held = {"holder": self._holder, "leased_until": clock.now() + LEASE}
        state = self.state.model_copy(update=held | changes)
        item = state.model_dump(mode="json")
        try:
            written = await _stored(item, self._version)
        except (cosmos.Conflict, AzureError) as error:
            written = await self._outcome(item, error)
        self.state, self._version = state, str(written["_etag"])

    async def release(self, **changes: Any) -> None:
        await self.write(holder=None, leased_until=None, **changes)

    async def _outcome(self, item: cosmos.Item, error: Exception) -> cosmos.Item:
        """After a refusal or a lost answer only the stored state can tell whether the write was done.

        While it names this run as the holder nobody else has taken the lease, and the write may be done again.
        """
        stored = await cosmos.read("operations", self.state.id, self.state.id)
        if stored is not None and cosmos.plain(stored) == item:
            return stored
        if stored is not None and stored["holder"] == self._holder:
            try:
                return await _stored(item, stored["_etag"])
            except cosmos.Conflict:
                raise LeaseTaken from None
        if isinstance(error, AzureError):
            raise error
        raise LeaseTaken


async def _stored(item: cosmos.Item, version: str | None) -> cosmos.Item:
    if version is None:
        return await cosmos.create("operations", item)
    return await cosmos.replace("operations", item | {"_etag": version})
