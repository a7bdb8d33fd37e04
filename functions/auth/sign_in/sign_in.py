"""Signing in and out. Whatever was wrong, the answer is one and takes the same time.

Every attempt is counted before the password is looked at (`attempts.py`, `limits.py`), for unknown logins as for
known ones: the same documents are read and written.
"""

from typing import NamedTuple

from functions.auth import accounts
from functions.auth.accounts import Attempts
from functions.auth.guards import attempts, audit, limits, one_time_password
from functions.auth.guards.attempts import Refused, Successes
from functions.auth.guards.client_context import ClientContext, Source
from functions.auth.guards.number_logins import opened_by
from functions.auth.guards.passwords import password_matches
from functions.auth.guards.session_opening import Opened, enter
from functions.auth.notifications import notify_or_pretend
from functions.auth.sign_in.models import Credentials
from shared import clock
from shared.access.sessions import Session, close_session
from shared.accounts import Account, Versioned, account_by_id
from shared.cosmos import Conflict, Snapshot
from shared.http.limits import within
from shared.identifiers import normalised_login
from shared.problems import Problem, too_many_attempts, unavailable


class _Subject(NamedTuple):
    """Who is to be signed in: the login's id, the account if there is one, and what the attempt counts under."""

    login: str
    snapshot: Snapshot
    found: Versioned | None
    source: Source

    @property
    def account(self) -> Account | None:
        return self.found[0] if self.found else None


async def sign_in(credentials: Credentials, context: ClientContext) -> Opened:
    """Open a session by a password, or by a one-time password for nothing but setting a new one.

    Raises Problem `login_failed`, `too_many_attempts`, `recovery_required`.
    """
    subject = await _subject(await accounts.current_login(normalised_login(credentials.login)), context)
    if not subject.source.is_known_device:
        await limits.reserve_sign_in(context.address)
    if (
        await one_time_password.consume(subject.login, subject.account, subject.source.id, credentials.password)
        and subject.found
    ):
        return await enter(subject.found, context, subject.source, "one_time_password")
    last = await _reserve(subject, context)
    known_hash = subject.account.password_hash if subject.account else None
    matches = await password_matches(known_hash, credentials.password)
    if subject.found is None or not matches:
        await limits.note_failed_sign_in(None if subject.source.is_known_device else context.address, subject.login)
        audit.event("sign_in", "refused", subject.login, context.address)
        if last and await within("block-notices", subject.login, limits.LIMITS.block_notices):
            await notify_or_pretend("sign_in_blocked", subject.account)
        raise Problem("login_failed")
    return await enter(subject.found, context, subject.source, "password", credentials.password)


async def sign_out(session: Session, context: ClientContext) -> None:
    await close_session(session)
    audit.event("sign_out", "ok", session.account_id, context.address)


async def _subject(login: str, context: ClientContext) -> _Subject:
    document, snapshot = await accounts.login_by_id(login)
    found = opened_by(login, await account_by_id(document.account_id))
    return _Subject(login, snapshot, found, context.source_for(found[0] if found else None))


async def _reserve(subject: _Subject, context: ClientContext) -> bool:
    """Count the attempt at the login string; whether it is the last before a block, should it fail.

    Raises Problem where it must wait.
    """
    successes = _successes(subject.account)
    last = False

    def reserved(before: Attempts) -> Attempts:
        nonlocal last
        after = attempts.reserve(
            before, subject.source.id, known=subject.source.known, now=clock.now(), successes=successes
        )
        if isinstance(after, Refused):
            audit.event("sign_in", "limited", subject.login, context.address)
            raise Problem("recovery_required") if after.seconds is None else too_many_attempts(after.seconds)
        last = subject.source.id in after.blocked
        return after

    try:
        await accounts.change_attempts(subject.login, reserved, subject.snapshot)
    except Conflict:
        raise unavailable() from None
    return last


def _successes(account: Account | None) -> Successes:
    if account is None:
        return Successes({}, None)
    changed = [account.password_changed_at] if account.password_changed_at else []
    return Successes(account.entered_from, max([*account.entered_from.values(), *changed], default=None))
