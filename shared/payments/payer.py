"""Who pays: the address and language of the account behind a session."""

from shared import cosmos
from shared.payments.intent import Payer
from shared.problems import Problem
from shared.sessions import Session


async def payer_of(session: Session) -> Payer:
    """Raises Problem `session_missing` where the account is gone."""
    account = await cosmos.read("accounts", session.account_id, session.account_id)
    if account is None:
        raise Problem("session_missing")
    return Payer(email=account["email"], locale=account["locale"], kind=session.kind)
