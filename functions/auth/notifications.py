"""Notices by mail of what happened to an account."""

from shared import clock
from shared.accounts import Account
from shared.locale import Locale
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mail.texts import Template
from shared.rendering.formatting import moment


async def notify(template: Template, account: Account, *, to: str | None = None, link: str = "", **facts: str) -> None:
    """Write to the account's mailbox, or to `to`, what happened just now."""
    letter = write_letter(
        template, account.locale, link=link, kind=account.kind, facts={"at": _now(account.locale)} | facts
    )
    await outbox.post(letter, to or account.email)


async def notify_or_pretend(template: Template, account: Account | None) -> None:
    """The same where there may be no account: then a blank mail costs what a real one costs, and goes nowhere."""
    if account is not None:
        await notify(template, account)
    else:
        await outbox.post(write_letter(template, "pl", at=_now("pl")), None)


def _now(locale: Locale) -> str:
    return moment(clock.now(), locale)
