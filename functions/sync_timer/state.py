"""The state of the sync in one document: cursor, lease, age of the data.

Its ETag is the fence. Whoever takes the lease changes the document, so a run that was frozen and wakes after its
lease was taken can move neither cursor nor age: its next write of the state is refused.
"""

from datetime import timedelta
from typing import Any

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.json_model import JsonModel
from shared.lookup import random_id
from shared.status import SYNC_STATE

LEASE = timedelta(minutes=2)


class LeaseTaken(Exception):
    """Another run has the lease, or took it from this one."""


class SyncState(JsonModel):
    id: str = SYNC_STATE
    cursor: int = 0
    holder: str | None = None
    leased_until: AwareDatetime | None = None
    complete_at: AwareDatetime | None = None


class Lease:
    """The right to sync, held by one run; every write renews it. Raises LeaseTaken where it is lost."""

    def __init__(self, state: SyncState, version: str) -> None:
        self.state = state
        self._version = version

    @classmethod
    async def take(cls) -> "Lease":
        """Take the lease if it is free or over."""
        stored = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
        state = SyncState() if stored is None else SyncState.model_validate(cosmos.plain(stored))
        now = clock.now()
        if state.holder is not None and state.leased_until is not None and state.leased_until > now:
            raise LeaseTaken
        lease = cls(state, stored["_etag"] if stored else "")
        await lease.write(holder=random_id())
        return lease

    async def write(self, **changes: Any) -> None:
        """Write the state with these changes and the lease renewed."""
        state = self.state.model_copy(update={"leased_until": clock.now() + LEASE} | changes)
        item = state.model_dump(mode="json")
        try:
            if self._version:
                written = await cosmos.replace("operations", item | {"_etag": self._version})
            else:
                written = await cosmos.create("operations", item)
        except cosmos.Conflict:
            raise LeaseTaken from None
        self.state, self._version = state, str(written["_etag"])

    async def renew(self) -> None:
        await self.write()

    async def release(self) -> None:
        await self.write(holder=None, leased_until=None)
