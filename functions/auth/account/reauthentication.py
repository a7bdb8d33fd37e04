"""The password or a passkey once more, before what would hurt most in a stranger's hands."""

from functions.auth import accounts
from functions.auth.account.password_change import check_current
from functions.auth.guards import audit
from functions.auth.guards.client_context import Visitor
from functions.auth.models import PasskeyAnswer, Reauthenticated, Reauthentication
from functions.auth.sign_in import passkeys
from shared import clock
from shared.problems import Problem
from shared.sessions import REAUTHENTICATION, Session, change_session


async def reauthenticate(wish: Reauthentication, session: Session, visitor: Visitor) -> Reauthenticated:
    """Let the session change the account for five minutes; raises Problem `validation_failed`, `too_many_attempts`."""
    account = await accounts.account_of(session)
    try:
        await check_current(account, wish.password, "password")
    except Problem:
        audit.event("reauthentication", "refused", account.id, visitor.address)
        raise
    return await _granted(session, visitor, "password")


async def by_passkey(wish: PasskeyAnswer, session: Session, visitor: Visitor) -> Reauthenticated:
    """The same by a passkey of the account; raises Problem `passkey_failed`, `too_many_attempts`."""
    try:
        await passkeys.check_own(wish, session)
    except Problem:
        audit.event("reauthentication", "refused", session.account_id, visitor.address)
        raise
    return await _granted(session, visitor, "passkey")


async def _granted(session: Session, visitor: Visitor, method: accounts.SignInMethod) -> Reauthenticated:
    now = clock.now()
    await change_session(session, reauthenticated_at=now)
    audit.event("reauthentication", "ok", session.account_id, visitor.address, method=method)
    return Reauthenticated(until=now + REAUTHENTICATION)
