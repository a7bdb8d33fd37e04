"""Opening a session for a person who has proved to own an account, by whatever means."""

from typing import NamedTuple

from fastapi import Response

from functions.auth import accounts
from functions.auth.accounts import SIGN_INS_KEPT
from functions.auth.guards import audit
from functions.auth.guards.attempts import NETWORK
from functions.auth.guards.client_context import ClientContext, Source
from functions.auth.guards.devices import set_device_cookie
from functions.auth.guards.passwords import hash_password, needs_rehash
from functions.auth.models import ActingFor, CurrentSession, ViewedBy
from functions.auth.notifications import notify
from shared.access.permissions import ROLES, Permission
from shared.access.sessions import (
    NOBODY,
    Pending,
    Session,
    asked_for_terms,
    close_session,
    end_session,
    open_session,
    set_cookie,
)
from shared.access.viewing import SEEN
from shared.accounts import Account, OpenSession, SignIn, SignInMethod, Versioned, change_account
from shared.cosmos import Conflict, Item, read
from shared.lookup import token_id
from shared.problems import Problem, unavailable

_REMEMBERED_SESSIONS, _REMEMBERED_PLACES = 20, 20


class Opened(NamedTuple):
    """A session that was opened, with the values of its two cookies; none for a device not let in yet."""

    session: Session
    token: str
    device: str | None


async def enter(
    found: Versioned,
    context: ClientContext,
    source: Source,
    method: SignInMethod,
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
    if (customer is None or customer["deleted"]) and account.customer_id != NOBODY:
        audit.event("sign_in", "customer gone", account.id, context.address)
        raise Problem("login_failed")
    data = customer["data"] if customer else {"displayName": account.person_name, "customerNumber": ""}
    opened, token = await open_session(
        account_id=account.id,
        customer_id=account.customer_id,
        kind=account.kind,
        display_name=data["displayName"],
        customer_number=data["customerNumber"],
        terms_version=account.terms_version,
        locale=account.locale,
        pending=_pending(account, method, second_step_done=second_step_done or same_device),
        login_offered=account.chosen_login is None and not account.login_offer_declined,
        closes_at=account.closing.closes_at if account.closing else None,
        email_refused=account.mail_refused_at is not None,
        represents=bool(account.represents),
    )
    session = await asked_for_terms(opened)
    entered = "second_step" not in session.pending
    entry = SignIn(
        at=session.created_at,
        source=source.id,
        device=context.device,
        method=method,
        new_device=not (same_device or context.device_cookie.knows(account.password_key) or _seen(account, context)),
    )
    await _remember(found, session, entry, context, await _rehashed(account, password), entered=entered)
    if context.session_token:
        await end_session(token_id(context.session_token))
    if not entered:
        audit.event("sign_in", "second step", account.id, context.address, method=method)
        return Opened(session, token, None)
    if entry.new_device and account.sign_ins:
        named = ", ".join(filter(None, (entry.device.browser, entry.device.system))) or "–"
        await notify("new_device", account, device=named)
    audit.event("sign_in", "ok", account.id, context.address, method=method)
    return Opened(session, token, context.device_cookie.value_with(account.password_key))


def _seen(account: Account, context: ClientContext) -> bool:
    """Whether a browser of that name was let in from that network lately: one that keeps no cookies is no new one."""
    sources = {source for network in context.networks for source in (network, network.removeprefix(NETWORK))}
    return any(one.device == context.device and one.source in sources for one in account.sign_ins)


def _pending(account: Account, method: SignInMethod, *, second_step_done: bool) -> tuple[Pending, ...]:
    pending: list[Pending] = []
    if account.has_second_step and not second_step_done:
        pending.append("second_step")
    if method == "one_time_password":
        pending.append("password_change")
    return tuple(pending)


async def _rehashed(account: Account, password: str | None) -> Item:
    """The password hashed anew where the old parameters are no longer ours."""
    if password is None or not needs_rehash(account.password_hash):
        return {}
    return {"password_hash": await hash_password(password)}


async def _remember(
    found: Versioned, session: Session, entry: SignIn, context: ClientContext, rehashed: Item, *, entered: bool
) -> None:
    """Note session and sign-in with the account, in which what was given must still be valid.

    An account whose deletion is decided takes no session any more.
    """
    account, by_token = found[0], entry.method == "one_time_password"
    forgotten: list[OpenSession] = []
    replaced = token_id(context.session_token) if context.session_token else None
    moved = await accounts.keep_past_sign_ins(account) if entered else 0
    # A one-time password came from the mailbox, which proves nothing about where it is used.
    entered_at = {} if by_token or not entered else dict.fromkeys((context.own_device, context.network), entry.at)
    opened = OpenSession(
        id=session.id,
        public_id=session.public_id,
        device=entry.device,
        created_at=session.created_at,
        ends_at=session.ends_at,
    )

    def remembered(now: Account) -> Account:
        nonlocal forgotten
        stale = now.token_epoch != account.token_epoch if by_token else now.password_version != account.password_version
        if stale or now.state == "closed":
            raise Problem("login_failed")
        alive = [one for one in now.sessions if one.ends_at > entry.at and one.id != replaced]
        forgotten = alive[: 1 - _REMEMBERED_SESSIONS]
        past = account.sign_ins[:moved]
        recent = [one for one in now.sign_ins if one.at > entry.at - SIGN_INS_KEPT and one not in past]
        places = {place: at for place, at in now.entered_from.items() if at > entry.at - SIGN_INS_KEPT} | entered_at
        return now.model_copy(
            update={
                "sessions": [*alive, opened][-_REMEMBERED_SESSIONS:],
                "sign_ins": [*recent, *([entry] if entered else [])],
                "entered_from": dict(sorted(places.items(), key=lambda one: one[1])[-_REMEMBERED_PLACES:]),
            }
            | rehashed
        )

    try:
        await change_account(found[0].id, remembered, snapshot=found)
    except (Conflict, Problem) as error:
        # A session its account does not know could not be ended from elsewhere.
        await close_session(session)
        raise unavailable() if isinstance(error, Conflict) else error from None
    for one in forgotten:
        await end_session(one.id)


def hand_over(response: Response, opened: Opened) -> CurrentSession:
    """Give both cookies to the browser."""
    set_cookie(response, opened.token)
    if opened.device:
        set_device_cookie(response, opened.device)
    return current_session(opened.session)


def _permissions(session: Session) -> list[Permission] | None:
    """What the session may do where it may not do everything."""
    if session.viewer:
        return sorted(SEEN)
    if session.acting:
        return sorted(ROLES[session.acting.role])
    return [] if session.customer_id == NOBODY else None


def current_session(session: Session) -> CurrentSession:
    """The session as a page shows it, with the customer it acts for."""
    session, acting = session.as_acting(), session.acting
    viewer = session.viewer
    return CurrentSession(
        id=session.shown_id,
        represents=session.represents,
        acting_for=ActingFor(grant_id=acting.grant_id, role=acting.role, limited=acting.limited) if acting else None,
        permissions=_permissions(session),
        viewed_by=ViewedBy(name=viewer.name, reason=viewer.reason, customer_id=session.customer_id) if viewer else None,
        display_name=session.display_name,
        kind=session.kind,
        customer_number=session.customer_number,
        locale=session.locale,
        expires_at=session.expires_at,
        ends_at=session.ends_at,
        login_offered=session.login_offered,
        closes_at=session.closes_at,
        email_refused=session.email_refused,
        second_step_required="second_step" in session.pending,
        password_change_required="password_change" in session.pending,
        terms_acceptance_required="terms_acceptance" in session.pending,
    )
