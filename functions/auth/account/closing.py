"""Closing an account: asked for, and taken back within a week. The timer carries it out."""

from datetime import timedelta

from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from functions.auth.notifications import notify
from shared import clock
from shared.access.sessions import Session, change_sessions
from shared.accounts import Account, Closing, change_account
from shared.problems import Problem
from shared.rendering.formatting import moment

GRACE = timedelta(days=7)


async def ask_to_close(session: Session, context: ClientContext) -> Closing:
    """Close the account after a week, in which its owner may think again. Raises Problem `request_exists`."""
    now = clock.now()
    closing = Closing(requested_at=now, closes_at=now + GRACE)

    def asked(account: Account) -> Account:
        if account.closing is not None:
            raise Problem("request_exists")
        return account.model_copy(update={"closing": closing})

    account = await change_account(session.account_id, asked)
    await _update_sessions(account, session, closing)
    await notify("account_closing", account, closes=moment(closing.closes_at, account.locale))
    audit.event("closing", "asked", session.account_id, context.address)
    return closing


async def keep_open(session: Session, context: ClientContext) -> None:
    """Take the closing back; an account that is not being closed is fine.

    Raises Problem `session_missing` where the deletion is decided already.
    """

    def kept(account: Account) -> Account:
        if account.state == "closed":
            raise Problem("session_missing")
        return account.model_copy(update={"closing": None})

    account = await change_account(session.account_id, kept)
    await _update_sessions(account, session, None)
    audit.event("closing", "cancelled", session.account_id, context.address)


async def _update_sessions(account: Account, session: Session, closing: Closing | None) -> None:
    """Note it in the account's sessions, so that the start page shows it without reading the account."""
    closes_at = closing.closes_at if closing else None
    await change_sessions({session.id, *(one.id for one in account.sessions)}, closes_at=closes_at)
