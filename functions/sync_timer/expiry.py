"""Tidying up after sign-in: links that are over, activations that broke off half way, accounts to be closed."""

from functions.auth.accounts import accounts_to_close, decide_closing, finish_activations, remove_account
from functions.auth.registration.store import remove_expired_registrations
from shared import clock
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.monitoring.logs import log
from shared.rendering.formatting import moment


async def expire() -> None:
    """Remove registrations 24 hours after they were made, accounts that nobody's login leads to, and closed ones."""
    registrations = await remove_expired_registrations()
    accounts = await finish_activations()
    closed = await _close_accounts()
    if registrations or accounts or closed:
        log.info("expired", extra={"registrations": registrations, "accounts": accounts, "closed": closed})


async def _close_accounts() -> int:
    closed = 0
    for due in await accounts_to_close():
        account = await decide_closing(due.id)
        if account is None:
            continue
        letter = write_letter(
            "account_closed", account.locale, kind=account.kind, at=moment(clock.now(), account.locale)
        )
        await outbox.post(letter, account.email, mail_id=f"closed-{account.id}")
        await remove_account(account)
        closed += 1
    return closed
