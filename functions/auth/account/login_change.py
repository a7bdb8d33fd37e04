"""The chosen login, beside PESEL or NIP: choosing it, and choosing another."""

from functions.auth import accounts
from functions.auth.account.models import LoginChange
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.notifications import notify
from shared.access.sessions import Session, change_session, change_sessions
from shared.accounts import Account, account_of, change_account
from shared.cosmos import Conflict
from shared.http.limits import require
from shared.identifiers import normalised_login
from shared.problems import Problem


async def change_login(request: LoginChange, session: Session, context: ClientContext) -> Account:
    """Bind the login and let the earlier one go; ends other sessions. Raises Problem `login_taken`."""
    account = await account_of(session)
    login = normalised_login(request.login)
    if login == account.chosen_login:
        return account
    await require("login-change", account.id, *LIMITS.codes)
    try:
        await accounts.reserve_login(await accounts.current_login(login), account.id)
    except Conflict:
        raise Problem("login_taken") from None
    earlier: str | None = None

    def chosen(now: Account) -> Account:
        nonlocal earlier
        # The one this very write replaces: of two changes at once, the second lets go of what the first has bound.
        earlier = now.chosen_login
        return now.model_copy(update={"chosen_login": login})

    changed = await accounts.change_account_ending_sessions(account.id, chosen, but=session.id)
    if earlier is not None and earlier != login:
        await accounts.release_login(await accounts.current_login(earlier), account.id)
    await change_session(session, login_offered=False)
    await notify("login_changed", changed)
    audit.event("login_change", "ok", account.id, context.address)
    return changed


async def decline_offer(session: Session) -> None:
    """Offer no login at sign-in any more, here and in the account's other sessions."""
    account = await change_account(
        session.account_id, lambda now: now.model_copy(update={"login_offer_declined": True})
    )
    await change_sessions({session.id, *(one.id for one in account.sessions)}, login_offered=False)
