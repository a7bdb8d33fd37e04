"""Records that stand aside, for a lead: why, and tried again by the sync's next run."""

import functions.sync_timer.office as sync
from functions.staff import audit
from functions.staff.leads.models import NewReplay, Quarantine, QuarantinedRecord, RecordReplay, StillAside
from functions.staff.sessions import StaffSession
from functions.sync_timer.office import Replay
from shared.problems import Problem


async def look() -> Quarantine:
    records, more = await sync.quarantined()
    return Quarantine(
        records=[
            QuarantinedRecord(place=one.place, reason=one.reason, cursor=one.cursor, noted_at=one.noted_at)
            for one in records
        ],
        more=more,
        replays=[_shown(one) for one in await sync.replays()],
    )


async def replay(session: StaffSession, new: NewReplay) -> RecordReplay:
    """Ask for records to be tried again. Raises Problem `not_found` where none stands aside so."""
    records, _ = await sync.quarantined()
    if not any(sync.is_meant(one, new.place, new.reason) for one in records):
        raise Problem("not_found")
    await audit.note(session, "quarantine_replayed", new.place or new.reason or "")
    return _shown(await sync.ask_replay(session.name, place=new.place, reason=new.reason))


def _shown(one: Replay) -> RecordReplay:
    return RecordReplay(
        id=one.id,
        by=one.by,
        asked_at=one.asked_at,
        place=one.place,
        reason=one.reason,
        state=one.state,
        ended_at=one.ended_at,
        tried=one.tried,
        good=one.good,
        withdrawn=one.withdrawn,
        left=one.left,
        still=[StillAside(place=each.place, reason=each.reason) for each in one.still],
    )
