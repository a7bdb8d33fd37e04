"""The watch over the age of the data: the lines an operator's alarm waits for."""

from shared import clock, cosmos
from shared.http.status import SYNC_STATE, is_late, is_too_old
from shared.monitoring.alarms import log_alarm


async def watch_freshness() -> bool:
    """Ring while the mirror has not been complete for longer than LATE_AFTER; tells whether it is late.

    After five working days what customers were promised is broken, and the alarm is another.
    """
    state = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    stored = state.get("completeAt") if state else None
    as_of = clock.from_iso(stored) if stored else None
    if not is_late(as_of):
        return False
    log_alarm("data too old" if is_too_old(as_of) else "data late", dataAsOf=stored)
    return True
