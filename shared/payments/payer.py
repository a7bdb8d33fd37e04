"""Who pays: the address and language of the account behind a session, and whether it wants to hear of it."""

from shared import cosmos
from shared.mail.preferences import preferences_in
from shared.payments.intent import Payer
from shared.problems import Problem
from shared.sessions import Session


async def payer_of(session: Session) -> Payer:
    """Raises Problem `session_missing` where the account is gone."""
    account = await cosmos.read("accounts", session.account_id, session.account_id)
    if account is None:
        raise Problem("session_missing")
    return Payer(account_id=session.account_id, email=account["email"], locale=account["locale"], kind=session.kind)


async def wants_confirmation(payer: Payer) -> bool:
    """Whether the account wants the mail now; one that is gone gets none."""
    if payer.account_id is None:
        return True
    account = await cosmos.read("accounts", payer.account_id, payer.account_id)
    return account is not None and preferences_in(account).payment_confirmed
