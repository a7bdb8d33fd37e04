"""Records that could not be mirrored: kept by their place and reason until a good one takes the place.

The content is not copied, it may hold a PESEL; `cursor` lets an operator ask billing for it again.
"""

from functions.sync_timer.records import Broken
from shared import clock, cosmos
from shared.logs import log


async def open_places() -> dict[str, int]:
    """The places in quarantine with the cursor each is there for."""
    return {
        item["place"]: item["cursor"] or 0
        async for item in cosmos.query(
            "operations", "SELECT c.place, c.cursor FROM c WHERE c.type = 'quarantine'", None
        )
    }


async def put(broken: Broken) -> None:
    """Note a broken record; noting it twice changes nothing but the time."""
    log.warning("record quarantined", extra={"place": broken.place, "cursor": broken.cursor, "reason": broken.reason})
    await cosmos.container("operations").upsert_item(
        {
            "id": _id(broken.place),
            "type": "quarantine",
            "place": broken.place,
            "cursor": broken.cursor,
            "reason": broken.reason,
            "notedAt": clock.iso(clock.now()),
        }
    )


async def release(place: str) -> None:
    log.info("record out of quarantine", extra={"place": place})
    await cosmos.delete("operations", _id(place), _id(place))


def _id(place: str) -> str:
    return f"quarantine:{place}"
