"""The language of an account: of its mails, and of the screen at the next sign-in."""

from functions.auth.account.models import LanguageChoice
from shared.access.sessions import Session, change_sessions
from shared.accounts import change_account


async def choose(request: LanguageChoice, session: Session) -> None:
    """Keep it with the account and its sessions. Raises Problem `session_missing` where the account is gone."""
    account = await change_account(
        session.account_id, lambda account: account.model_copy(update={"locale": request.locale})
    )
    await change_sessions({session.id, *(one.id for one in account.sessions)}, locale=request.locale)
