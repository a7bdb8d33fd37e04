"""Records that could not be mirrored: kept by their place and reason until a good one takes the place.

The content is not copied, it may hold a PESEL; `revision`, the record's cursor, lets an operator ask billing for it
again. A released note stays closed for a month, so that a run that had been frozen cannot open it anew.
"""

from datetime import timedelta

from functions.sync_timer.newest import keep_newest
from functions.sync_timer.records import Broken
from shared import clock, cosmos
from shared.logs import log

_CLOSED_FOR = timedelta(days=30)


async def open_places() -> dict[str, int]:
    """The places in quarantine with the cursor each is there for."""
    return {
        item["place"]: item["revision"]
        async for item in cosmos.query(
            "operations", "SELECT c.place, c.revision FROM c WHERE c.type = 'quarantine' AND c.open", None
        )
    }


async def put(broken: Broken) -> None:
    """Note a broken record, unless a newer one, good or broken, is known of the same place."""
    log.warning("record quarantined", extra={"place": broken.place, "cursor": broken.cursor, "reason": broken.reason})
    note = _note(broken.place, broken.cursor or 0) | {"open": True, "reason": broken.reason}
    await keep_newest("operations", note)


async def release(place: str, cursor: int) -> None:
    """Close the note of a place that has become good with the change at `cursor`."""
    log.info("record out of quarantine", extra={"place": place, "cursor": cursor})
    note = _note(place, cursor) | {"open": False, "ttl": int(_CLOSED_FOR.total_seconds())}
    await keep_newest("operations", note)


def _note(place: str, cursor: int) -> cosmos.Item:
    return {
        "id": f"quarantine:{place}",
        "type": "quarantine",
        "place": place,
        "revision": cursor,
        "notedAt": clock.iso(clock.now()),
    }
