"""The password once more, before what would hurt most in a stranger's hands."""

from functions.auth import audit, store
from functions.auth.models import Reauthenticated, Reauthentication
from functions.auth.password_change import check_current
from functions.auth.visit import Visitor
from shared import clock
from shared.problems import Problem
from shared.sessions import REAUTHENTICATION, Session, change_session


async def reauthenticate(wish: Reauthentication, session: Session, visitor: Visitor) -> Reauthenticated:
    """Let the session change the account for five minutes; raises Problem `validation_failed`, `too_many_attempts`."""
    account = await store.account_of(session)
    try:
        await check_current(account, wish.password, "password")
    except Problem:
        audit.event("reauthentication", "refused", account.id, visitor.address)
        raise
    now = clock.now()
    await change_session(session, reauthenticated_at=now)
    audit.event("reauthentication", "ok", account.id, visitor.address)
    return Reauthenticated(until=now + REAUTHENTICATION)
