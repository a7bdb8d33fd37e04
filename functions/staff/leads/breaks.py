"""A lead announces a break, changes it, calls it off; checked as the operator's command checks it."""

from datetime import datetime

from functions.staff import audit
from functions.staff.leads.models import CancelledBreak, LeadsBreak, NewBreak
from functions.staff.sessions import StaffSession
from shared import clock
from shared.cosmos import Conflict
from shared.maintenance.notice import (
    Announced,
    Notice,
    NoticeRefused,
    announce,
    announced,
    require_likely,
    warsaw_time,
    withdraw,
)
from shared.problems import FieldFault, Problem


async def current() -> LeadsBreak:
    return _shown(await announced())


async def announce_break(session: StaffSession, new: NewBreak) -> LeadsBreak:
    """Announce it in place of what the lead has seen. Raises Problem `validation_failed`, `break_changed`."""
    notice = _notice(new)
    try:
        require_likely(notice)
    except NoticeRefused as refused:
        raise Problem("validation_failed", errors=[FieldFault("endsAt", refused.code)]) from None
    before = await announced()
    if before.version != new.version:
        raise Problem("break_changed")
    what = f"{new.starts_at} – {new.ends_at}{' (zamknięte)' if notice.closes else ''}"
    await audit.note(session, "break_changed" if before.notice else "break_announced", what)
    try:
        await announce(notice, over=new.version)
    except Conflict:
        raise Problem("break_changed") from None
    return await current()


async def cancel(session: StaffSession, cancelled: CancelledBreak) -> LeadsBreak:
    """Announce nothing any more. Raises Problem `break_changed`."""
    before = await announced()
    if not before.version or before.version != cancelled.version:
        raise Problem("break_changed")
    shown = _shown(before)
    what = f"{shown.starts_typed} – {shown.ends_typed}" if before.notice else "-"
    await audit.note(session, "break_cancelled", what)
    try:
        await withdraw(over=cancelled.version)
    except Conflict:
        raise Problem("break_changed") from None
    return await current()


def _notice(new: NewBreak) -> Notice:
    starts_at, ends_at = _hour("startsAt", new.starts_at), _hour("endsAt", new.ends_at)
    if ends_at <= starts_at:
        raise Problem("validation_failed", errors=[FieldFault("endsAt", "ends_before")])
    return Notice(starts_at=starts_at, ends_at=ends_at, closes=new.closes, texts=dict(new.texts))


def _hour(field: str, typed: str) -> datetime:
    try:
        moment = warsaw_time(typed)
        moment.astimezone(clock.WARSAW)
    except OverflowError:  # at the very ends of the calendar
        raise Problem("validation_failed", errors=[FieldFault(field, "value_invalid")]) from None
    except ValueError:
        raise Problem("validation_failed", errors=[FieldFault(field, _fault(typed))]) from None
    return moment


def _fault(typed: str) -> str:
    """A time that reads and is still none is an hour that is there twice or not at all."""
    try:
        datetime.fromisoformat(typed)
    except ValueError:
        return "value_invalid"
    return "time_ambiguous"


def _shown(now: Announced) -> LeadsBreak:
    typed = [_typed(moment) for moment in (now.notice.starts_at, now.notice.ends_at)] if now.notice else ["", ""]
    return LeadsBreak(version=now.version, notice=now.notice, starts_typed=typed[0], ends_typed=typed[1])


def _typed(moment: datetime) -> str:
    """As it was typed: without an offset where the hour is one alone."""
    local = moment.astimezone(clock.WARSAW)
    text = f"{local:%Y-%m-%dT%H:%M}"
    try:
        return text if warsaw_time(text) == moment else local.isoformat(timespec="minutes")
    except ValueError:
        return local.isoformat(timespec="minutes")
