"""The password or a passkey once more, before what would hurt most in a stranger's hands."""

from functions.auth.account import passkeys
from functions.auth.account.models import Reauthenticated, Reauthentication
from functions.auth.account.password_change import check_current
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from functions.auth.models import PasskeyAnswer
from shared import clock
from shared.access.sessions import REAUTHENTICATION, Session, change_session
from shared.accounts import SignInMethod, account_of
from shared.problems import Problem


async def reauthenticate(request: Reauthentication, session: Session, context: ClientContext) -> Reauthenticated:
    """Let the session change the account for five minutes; raises Problem `validation_failed`, `too_many_attempts`."""
    account = await account_of(session)
    try:
        await check_current(account, request.password, "password")
    except Problem:
        audit.event("reauthentication", "refused", account.id, context.address)
        raise
    return await _granted(session, context, "password")


async def by_passkey(request: PasskeyAnswer, session: Session, context: ClientContext) -> Reauthenticated:
    """The same by a passkey of the account; raises Problem `passkey_failed`, `too_many_attempts`."""
    try:
        await passkeys.check_own(request, session)
    except Problem:
        audit.event("reauthentication", "refused", session.account_id, context.address)
        raise
    return await _granted(session, context, "passkey")


async def _granted(session: Session, context: ClientContext, method: SignInMethod) -> Reauthenticated:
    now = clock.now()
    await change_session(session, reauthenticated_at=now)
    audit.event("reauthentication", "ok", session.account_id, context.address, method=method)
    return Reauthenticated(until=now + REAUTHENTICATION)
