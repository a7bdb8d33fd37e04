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


async def open_notes(most: int) -> list[cosmos.Item]:
    """Open notes with place, reason, cursor and time, so many at most."""
    sql = (
        "SELECT c.place, c.reason, c.revision, c.notedAt FROM c"
        " WHERE c.type = 'quarantine' AND c.open OFFSET 0 LIMIT @most"
    )
    return [item async for item in cosmos.query("operations", sql, None, page_size=most, most=most)]


async def settle(place: str, cursor: int, reason: str | None) -> None:
    """After the same record was tried again: close its note where it has become good, else keep why it is not. A note
    of another record of the place stays as it is."""

    def settled(stored: cosmos.Item | None) -> cosmos.Item | None:
        if stored is None or stored["revision"] != cursor or not stored["open"]:
            return None
        if reason is not None:
            return cosmos.plain(stored) | {"reason": reason}
        closed = {name: value for name, value in cosmos.plain(stored).items() if name != "reason"}
        return closed | {"open": False, "ttl": int(_CLOSED_FOR.total_seconds())}

    log.info("record tried again", extra={"place": place, "cursor": cursor, "good": reason is None})
    await cosmos.update("operations", f"quarantine:{place}", settled)


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
