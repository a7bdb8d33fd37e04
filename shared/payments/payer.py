"""Who pays: the address and language of the account behind a session, and whether it wants to hear of it."""

from shared.access.sessions import Session
from shared.accounts import account_by_id, account_of
from shared.payments.intent import Payer


async def payer_of(session: Session) -> Payer:
    """Raises Problem `session_missing` where the account is gone."""
    account = await account_of(session)
    return Payer(account_id=account.id, email=account.email, locale=account.locale, kind=session.kind)


async def wants_confirmation(payer: Payer) -> bool:
    """Whether the account wants the mail now; one that is gone gets none."""
    if payer.account_id is None:
        return True
    found = await account_by_id(payer.account_id)
    return found is not None and found[0].mail_preferences.payment_confirmed
