"""Signing in and out. Whatever was wrong, the answer is one and takes the same time."""

from functions.auth import store
from functions.auth.models import Credentials, CurrentSession
from functions.auth.passwords import MAX_LENGTH, hash_password, needs_rehash, password_matches
from functions.auth.terms import CURRENT
from shared import clock
from shared.cosmos import Conflict, read
from shared.identifiers import normalised_login
from shared.logs import log
from shared.problems import Problem
from shared.sessions import Session, close_session, open_session

_REMEMBERED_SESSIONS = 20


async def sign_in(credentials: Credentials) -> tuple[CurrentSession, str]:
    """Open a session; returns it with the cookie's token. Raises Problem `login_failed`."""
    login = store.login_lookup(normalised_login(credentials.login))
    found = await store.account_by_id(await store.account_id_by_login(login))
    account, version = found or (None, "")
    matches = await password_matches(account.password_hash if account else None, credentials.password[: MAX_LENGTH + 1])
    if account is None or not matches:
        log.info("sign-in", extra={"outcome": "refused", "subject": login[:12]})
        raise Problem("login_failed")
    customer = await read("customers", "customer", account.customer_id)
    if customer is None or customer["deleted"]:
        log.info("sign-in", extra={"outcome": "customer gone", "account": account.id})
        raise Problem("login_failed")
    session, token = await open_session(
        account_id=account.id,
        customer_id=account.customer_id,
        kind=account.kind,
        display_name=customer["data"]["displayName"],
        customer_number=customer["data"]["customerNumber"],
        terms_version=account.terms_version,
    )
    await _remember(account, version, session, credentials.password)
    log.info("sign-in", extra={"outcome": "ok", "account": account.id})
    return current(session), token


async def sign_out(session: Session) -> None:
    await close_session(session)
    log.info("sign-out", extra={"account": session.account_id})


def current(session: Session) -> CurrentSession:
    return CurrentSession(
        display_name=session.display_name,
        kind=session.kind,
        customer_number=session.customer_number,
        expires_at=session.expires_at,
        ends_at=session.ends_at,
        terms_acceptance_required=session.terms_version != CURRENT,
    )


async def _remember(account: store.Account, version: str, session: Session, password: str) -> None:
    """Note the session with its account, and rehash a password whose parameters are old."""
    opened = store.OpenSession(id=session.id, created_at=session.created_at, ends_at=session.ends_at)
    alive = [one for one in account.sessions if one.ends_at > clock.now()]
    update: dict[str, object] = {"sessions": [*alive, opened][-_REMEMBERED_SESSIONS:]}
    if needs_rehash(account.password_hash):
        update["password_hash"] = await hash_password(password)
    for _ in range(3):
        try:
            await store.replace_account(account.model_copy(update=update), version)
        except Conflict:
            again = await store.account_by_id(account.id)
            if again is None:
                break
            account, version = again
            update["sessions"] = [*account.sessions, opened][-_REMEMBERED_SESSIONS:]
        else:
            return
    # A session its account does not know could not be ended from elsewhere.
    await close_session(session)
    raise Problem("unavailable", headers={"Retry-After": "1"})
