"""Records that could not be mirrored: kept by their place and reason until a good one takes the place.

The content is not copied, it may hold a PESEL; `revision`, the record's cursor, lets an operator ask billing for it
again. A released note stays closed for a month, so that a run that had been frozen cannot open it anew. An open one
keeps the day the mirror was complete before the place first broke: what comes out of it is as new as on that day.
"""

from datetime import date, timedelta
from typing import NamedTuple

from functions.sync_timer.intake.records import Broken
from functions.sync_timer.newest import keep_newest
from shared import clock, cosmos
from shared.monitoring.logs import log

_CLOSED_FOR = timedelta(days=30)


class Place(NamedTuple):
    """A place in quarantine: the cursor it is there for, and when the mirror was complete before it came there."""

    cursor: int
    complete_on: date | None = None


async def open_places() -> dict[str, Place]:
    """The places in quarantine."""
    return {
        item["place"]: Place(item["revision"], date.fromisoformat(day) if (day := item.get("completeOn")) else None)
        async for item in cosmos.query(
            "operations", "SELECT c.place, c.revision, c.completeOn FROM c WHERE c.type = 'quarantine' AND c.open", None
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

    def tried(stored: cosmos.Item | None) -> cosmos.Item | None:
        if stored is None or stored["revision"] != cursor or not stored["open"]:
            return None
        if reason is not None:
            return cosmos.plain(stored) | {"reason": reason}
        good = {name: value for name, value in cosmos.plain(stored).items() if name != "reason"}
        return good | {"open": False, "ttl": int(_CLOSED_FOR.total_seconds())}

    log.info("record tried again", extra={"place": place, "cursor": cursor, "good": reason is None})
    await cosmos.update("operations", f"quarantine:{place}", tried)


async def put(broken: Broken, complete_on: date | None = None) -> None:
    """Note a broken record, unless a newer one, good or broken, is known of the same place.

    `complete_on` is the day the mirror was last complete, and kept from the first note of a place that stays broken.
    """
    log.warning("record quarantined", extra={"place": broken.place, "cursor": broken.cursor, "reason": broken.reason})
    note = _note(broken.place, broken.cursor or 0) | {"open": True, "reason": broken.reason}

    def newer(stored: cosmos.Item | None) -> cosmos.Item | None:
        if stored is not None and stored["revision"] >= note["revision"]:
            return None
        first = stored.get("completeOn") if stored and stored["open"] else None
        return note | {"completeOn": first or (complete_on.isoformat() if complete_on else None)}

    await cosmos.update("operations", note["id"], newer)


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
