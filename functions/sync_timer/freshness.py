"""The watch over the age of the data: the line an operator's alarm waits for."""

from shared import clock, cosmos
from shared.logs import log
from shared.status import LATE_AFTER, SYNC_STATE


async def watch_freshness() -> bool:
    """Log an error while the mirror has not been complete for longer than LATE_AFTER; tells whether it is late."""
    state = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    as_of = state.get("completeAt") if state else None
    if as_of is not None and clock.now() - clock.from_iso(as_of) <= LATE_AFTER:
        return False
    log.error("data late", extra={"dataAsOf": as_of})
    return True
