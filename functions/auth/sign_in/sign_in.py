"""Signing in and out. Whatever was wrong, the answer is one and takes the same time.

Every attempt is counted before the password is looked at (`attempts.py`, `limits.py`), for unknown logins as for
known ones: the same documents are read and written.
"""

from typing import NamedTuple

from functions.auth import accounts
from functions.auth.guards import attempts, audit, limits
from functions.auth.guards.attempts import DEVICE, Attempts, Refused, Successes
from functions.auth.guards.client_context import Visitor
from functions.auth.guards.passwords import MAX_LENGTH, hash_password, needs_rehash, password_matches
from functions.auth.models import Credentials, CurrentSession
from functions.auth.notifications import tell, tell_or_pretend
from functions.auth.sign_in import recovery
from shared import clock
from shared.cosmos import Conflict, Item, Seen, read
from shared.identifiers import normalised_login
from shared.limits import within
from shared.lookup import lookup_id, token_id
from shared.problems import Problem, too_many_attempts, unavailable
from shared.sessions import Pending, Session, asked_for_terms, close_session, end_session, open_session

_REMEMBERED_SESSIONS = 20


class Opened(NamedTuple):
    """A session that was opened, with the values of its two cookies; none for a device not let in yet."""

    session: Session
    token: str
    device: str | None


class _Subject(NamedTuple):
    """Whose door it is: the login's id, the account if there is one, and what the attempt counts under."""

    login: str
    seen: Seen
    found: tuple[accounts.Account, str] | None
    source: str
    known_device: bool

    @property
    def account(self) -> accounts.Account | None:
        return self.found[0] if self.found else None


async def sign_in(credentials: Credentials, visitor: Visitor) -> Opened:
    """Open a session by a password, or by a one-time password for nothing but setting a new one.

    Raises Problem `login_failed`, `too_many_attempts`, `recovery_required`.
    """
    subject = await _subject(accounts.login_lookup(normalised_login(credentials.login)), visitor)
    if not subject.known_device:
        await limits.reserve_sign_in(visitor.address)
    if await recovery.consume(subject.login, subject.account, credentials.password) and subject.found:
        return await enter(subject.found, visitor, subject.source, "one_time_password")
    last = await _reserve(subject, visitor)
    known_hash = subject.account.password_hash if subject.account else None
    matches = await password_matches(known_hash, credentials.password[: MAX_LENGTH + 1])
    if subject.found is None or not matches:
        await limits.note_failed_sign_in(None if subject.known_device else visitor.address, subject.login)
        audit.event("sign_in", "refused", subject.login, visitor.address)
        if last and await within("block-notices", subject.login, limits.LIMITS.block_notices):
            await tell_or_pretend("sign_in_blocked", subject.account)
        raise Problem("login_failed")
    return await enter(subject.found, visitor, subject.source, "password", credentials.password)


async def sign_out(session: Session, visitor: Visitor) -> None:
    await close_session(session)
    audit.event("sign_out", "ok", session.account_id, visitor.address)


async def _subject(login: str, visitor: Visitor) -> _Subject:
    document, seen = await accounts.login_by_id(login)
    found = await accounts.account_by_id(document.account_id)
    known = found is not None and visitor.known.knows(found[0].password_key)
    return _Subject(login, seen, found, source_of(visitor, known_device=known), known)


def source_of(visitor: Visitor, *, known_device: bool) -> str:
    """What an attempt counts under: a known device of the account, or the address."""
    if known_device:
        return DEVICE + lookup_id("source", visitor.known.device_id)[:16]
    return lookup_id("source", visitor.address)[:16]


async def _reserve(subject: _Subject, visitor: Visitor) -> bool:
    """Count the attempt at the login string; whether it is the last before a block, should it fail.

    Raises Problem where it must wait.
    """
    successes = _successes(subject.account)
    last = False

    def reserved(before: Attempts) -> Attempts:
        nonlocal last
        after = attempts.reserve(
            before, subject.source, known_device=subject.known_device, now=clock.now(), successes=successes
        )
        if isinstance(after, Refused):
            audit.event("sign_in", "limited", subject.login, visitor.address)
            raise Problem("recovery_required") if after.seconds is None else too_many_attempts(after.seconds)
        last = subject.source in after.blocked
        return after

    try:
        await accounts.change_attempts(subject.login, reserved, subject.seen)
    except Conflict:
        raise unavailable() from None
    return last


def _successes(account: accounts.Account | None) -> Successes:
    if account is None:
        return Successes({}, None)
    # Several entries of a source: the last one wins, and they stand in order.
    by_source = {one.source: one.at for one in account.sign_ins if one.method != "one_time_password"}
    moments = [*by_source.values(), *([account.password_changed_at] if account.password_changed_at else [])]
    return Successes(by_source, max(moments, default=None))


async def enter(
    found: tuple[accounts.Account, str],
    visitor: Visitor,
    source: str,
    method: accounts.SignInMethod,
    password: str | None = None,
    *,
    same_device: bool = False,
    second_step_done: bool = False,
) -> Opened:
    """Open the session of an account whose owner has proved to be one; raises Problem `login_failed`.

    `same_device` says that the owner was let in on this device just before, second step included. A session that
    waits for the second step is no sign-in yet: the attempt goes on counting as failed.
    """
    account = found[0]
    customer = await read("customers", "customer", account.customer_id)
    if customer is None or customer["deleted"]:
        audit.event("sign_in", "customer gone", account.id, visitor.address)
        raise Problem("login_failed")
    opened, token = await open_session(
        account_id=account.id,
        customer_id=account.customer_id,
        kind=account.kind,
        display_name=customer["data"]["displayName"],
        customer_number=customer["data"]["customerNumber"],
        terms_version=account.terms_version,
        pending=_pending(account, method, second_step_done=second_step_done or same_device),
        login_offered=account.chosen_login is None and not account.login_offer_declined,
        closes_at=account.closing.closes_at if account.closing else None,
    )
    session = await asked_for_terms(opened)
    entered = "second_step" not in session.pending
    entry = accounts.SignIn(
        at=session.created_at,
        source=source,
        device=visitor.device,
        method=method,
        new_device=not (same_device or visitor.known.knows(account.password_key)),
    )
    await _remember(found, session, entry, await _rehashed(account, password), entered=entered)
    if visitor.token:
        await end_session(token_id(visitor.token))
    if not entered:
        audit.event("sign_in", "second step", account.id, visitor.address, method=method)
        return Opened(session, token, None)
    if entry.new_device and account.sign_ins:
        named = ", ".join(filter(None, (entry.device.browser, entry.device.system))) or "–"
        await tell("new_device", account, device=named)
    audit.event("sign_in", "ok", account.id, visitor.address, method=method)
    return Opened(session, token, visitor.known.value_with(account.password_key))


def _pending(
    account: accounts.Account, method: accounts.SignInMethod, *, second_step_done: bool
) -> tuple[Pending, ...]:
    pending: list[Pending] = []
    if account.has_second_step and not second_step_done:
        pending.append("second_step")
    if method == "one_time_password":
        pending.append("password_change")
    return tuple(pending)


def current(session: Session) -> CurrentSession:
    return CurrentSession(
        display_name=session.display_name,
        kind=session.kind,
        customer_number=session.customer_number,
        expires_at=session.expires_at,
        ends_at=session.ends_at,
        login_offered=session.login_offered,
        closes_at=session.closes_at,
        second_step_required="second_step" in session.pending,
        password_change_required="password_change" in session.pending,
        terms_acceptance_required="terms_acceptance" in session.pending,
    )


async def _rehashed(account: accounts.Account, password: str | None) -> Item:
    """The password hashed anew where the old parameters are no longer ours."""
    if password is None or not needs_rehash(account.password_hash):
        return {}
    return {"password_hash": await hash_password(password)}


async def _remember(
    found: tuple[accounts.Account, str], session: Session, entry: accounts.SignIn, rehashed: Item, *, entered: bool
) -> None:
    """Note session and sign-in with the account, whose password must still be the one that was given."""
    forgotten: list[accounts.OpenSession] = []
    opened = accounts.OpenSession(
        id=session.id,
        public_id=session.public_id,
        device=entry.device,
        created_at=session.created_at,
        ends_at=session.ends_at,
    )

    def remembered(now: accounts.Account) -> accounts.Account:
        nonlocal forgotten
        if now.password_version != found[0].password_version:
            raise Problem("login_failed")
        alive = [one for one in now.sessions if one.ends_at > entry.at]
        forgotten = alive[: 1 - _REMEMBERED_SESSIONS]
        recent = [one for one in now.sign_ins if one.at > entry.at - accounts.SIGN_INS_KEPT]
        return now.model_copy(
            update={
                "sessions": [*alive, opened][-_REMEMBERED_SESSIONS:],
                "sign_ins": [*recent, *([entry] if entered else [])][-accounts.MOST_SIGN_INS :],
            }
            | rehashed
        )

    try:
        await accounts.change_account(found[0].id, remembered, seen=found)
    except (Conflict, Problem) as error:
        # A session its account does not know could not be ended from elsewhere.
        await close_session(session)
        raise unavailable() if isinstance(error, Conflict) else error from None
    for one in forgotten:
        await end_session(one.id)
