"""What the office asks of the sync: which records stand aside, to try them again, and how everything stands.

A request to try records again is one of a short list in one document of container `operations`; the next run of the
sync grants it under its own lease, so that nothing a page does is done twice, and writes down what came of it. How
things stand is counted by a timer and kept in another document (ADR 41).
"""

from datetime import timedelta
from typing import Any, Literal, NamedTuple

from pydantic import AwareDatetime

from functions.sync_timer.intake import quarantine
from functions.sync_timer.state import SyncState
from shared import clock, cosmos
from shared.http.status import SYNC_STATE
from shared.json_model import RecordModel
from shared.lookup import random_id

REPLAYS, STANDING = "quarantine-replays", "office-standing"
MOST_RECORDS = 500
MOST_STILL = 20
"""So many of those that stay aside are told of one request."""
_KEPT = 20


class Quarantined(RecordModel):
    """A record that stands aside. `cursor` is billing's; None where the record had none that could be read."""

    place: str
    reason: str
    cursor: int | None
    noted_at: AwareDatetime


class StillBroken(RecordModel):
    place: str
    reason: str


class Replay(RecordModel):
    """A request to try records again, by place or by reason, and what came of it.

    `still` are the first of those that stay aside, `withdrawn` those billing no longer has or never numbered, `left`
    those there was no time for.
    """

    id: str
    by: str
    asked_at: AwareDatetime
    place: str | None = None
    reason: str | None = None
    state: Literal["waiting", "done"] = "waiting"
    ended_at: AwareDatetime | None = None
    tried: int = 0
    good: int = 0
    withdrawn: int = 0
    left: int = 0
    still: list[StillBroken] = []

    def means(self, note: Quarantined) -> bool:
        return is_meant(note, self.place, self.reason)


def is_meant(note: Quarantined, place: str | None, reason: str | None) -> bool:
    """Whether a record is the one of this place or, without one, stands aside for this reason."""
    return note.place == place if place is not None else note.reason == reason


class Replays(RecordModel):
    id: str = REPLAYS
    items: list[Replay] = []


class Mails(RecordModel):
    """Mails on their way, and of the last seven days those that were refused for good or came to be too late."""

    waiting: int
    oldest_at: AwareDatetime | None
    failed: int
    expired: int


class Payments(RecordModel):
    """Online payments that wait for money, have it and are not confirmed, are confirmed and not told to billing, are
    told and not booked; since when the oldest with money waits; and what must not happen with money."""

    waiting: int
    unconfirmed: int
    unreported: int
    unbooked: int
    oldest_at: AwareDatetime | None
    alarms: int


class Standing(RecordModel):
    """How everything stood when it was last counted."""

    id: str = STANDING
    at: AwareDatetime
    quarantined: int
    mails: Mails
    payments: Payments


class Sync(NamedTuple):
    """How far the sync is; `outcome` is how its last run ended, in words for the log, "" where none is known."""

    complete_at: AwareDatetime | None
    ran_at: AwareDatetime | None
    outcome: str
    doubted: bool


async def quarantined() -> tuple[list[Quarantined], bool]:
    """The records that stand aside, the latest first, and whether there are more than so many."""
    notes = [_note(item) for item in await quarantine.open_notes(MOST_RECORDS + 1)]
    notes.sort(key=lambda one: (one.noted_at, one.place), reverse=True)
    return notes[:MOST_RECORDS], len(notes) > MOST_RECORDS


async def replays() -> list[Replay]:
    """The latest requests, the latest first; one point read."""
    return _replays(await cosmos.read("operations", REPLAYS, REPLAYS)).items


async def ask_replay(by: str, *, place: str | None, reason: str | None) -> Replay:
    """Ask for it; the same that waits already is not asked for twice."""
    request = Replay(id=random_id(), by=by, asked_at=clock.now(), place=place, reason=reason)
    found = request

    def asked(stored: cosmos.Item | None) -> cosmos.Item | None:
        nonlocal found
        items = _replays(stored).items
        same = [one for one in items if one.state == "waiting" and (one.place, one.reason) == (place, reason)]
        found = same[0] if same else request
        return None if same else _stored([request, *items])

    await cosmos.update("operations", REPLAYS, asked)
    return found


async def granted(replay: Replay) -> None:
    """Write down what came of a request."""

    def noted(stored: cosmos.Item | None) -> cosmos.Item | None:
        items = _replays(stored).items
        return _stored([replay if one.id == replay.id else one for one in items])

    await cosmos.update("operations", REPLAYS, noted)


async def sync() -> Sync:
    """One point read."""
    stored = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    state = SyncState() if stored is None else SyncState.model_validate(cosmos.plain(stored))
    return Sync(state.complete_at, state.ran_at, state.outcome, bool(state.doubts))


async def standing() -> Standing | None:
    """One point read; None where nothing was counted yet."""
    stored = await cosmos.read("operations", STANDING, STANDING)
    return None if stored is None else Standing.model_validate(cosmos.plain(stored))


async def note_standing() -> Standing:
    """Count how everything stands, for the timer; crosses partitions."""
    week = clock.iso(clock.now() - timedelta(days=7))
    gone = "c.createdAt >= @week AND c.state = "
    with_money = "('paid', 'confirmed', 'reported')"
    now = Standing(
        at=clock.now(),
        quarantined=await _count("operations", "c.type = 'quarantine' AND c.open = true"),
        mails=Mails(
            waiting=await _count("outbox", "c.state = 'waiting'"),
            oldest_at=await _oldest("outbox", "c.state = 'waiting'"),
            failed=await _count("outbox", f"{gone}'failed'", week=week),
            expired=await _count("outbox", f"{gone}'expired'", week=week),
        ),
        payments=Payments(
            waiting=await _count("payments", "c.state IN ('created', 'started')"),
            unconfirmed=await _count("payments", "c.state = 'paid'"),
            unreported=await _count("payments", "c.state = 'confirmed'"),
            unbooked=await _count("payments", "c.state = 'reported'"),
            oldest_at=await _oldest("payments", f"c.state IN {with_money}"),
            alarms=await _count("operations", "c.type = 'payment-alarm'"),
        ),
    )
    await cosmos.container("operations").upsert_item(now.model_dump(mode="json"))
    return now


async def _count(container: str, condition: str, **parameters: Any) -> int:
    return sum([int(count) for count in await _values(container, f"COUNT(1) FROM c WHERE {condition}", **parameters)])


async def _oldest(container: str, condition: str) -> str | None:
    found = await _values(container, f"MIN(c.createdAt) FROM c WHERE {condition}")
    return min((value for value in found if isinstance(value, str)), default=None)


async def _values(container: str, aggregate: str, **parameters: Any) -> list[Any]:
    """What an aggregate comes to, in each part of the container."""
    return [value async for value in cosmos.query(container, f"SELECT VALUE {aggregate}", None, **parameters)]


def _note(item: cosmos.Item) -> Quarantined:
    revision = int(item["revision"])
    return Quarantined(
        place=item["place"], reason=item.get("reason", ""), cursor=revision or None, noted_at=item["notedAt"]
    )


def _replays(stored: cosmos.Item | None) -> Replays:
    return Replays() if stored is None else Replays.model_validate(cosmos.plain(stored))


def _stored(items: list[Replay]) -> cosmos.Item:
    """All that wait, and of the others the latest."""
    kept = [one for place, one in enumerate(items) if place < _KEPT or one.state == "waiting"]
    return Replays(items=kept).model_dump(mode="json")
