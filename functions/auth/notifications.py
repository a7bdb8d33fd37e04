"""Notices by mail of what happened to an account."""

from datetime import datetime

from functions.auth import accounts
from shared import clock
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mail.texts import Template


async def tell(
    template: Template, account: accounts.Account, *, to: str | None = None, link: str = "", **facts: str
) -> None:
    """Write to the account's mailbox, or to `to`, what happened just now."""
    letter = write_letter(template, account.locale, link=link, kind=account.kind, **{"at": _now()} | facts)
    await outbox.post(letter, to or account.email)


async def tell_or_pretend(template: Template, account: accounts.Account | None) -> None:
    """The same where there may be no account: then a blank mail costs what a real one costs, and goes nowhere."""
    if account is not None:
        await tell(template, account)
    else:
        await outbox.post(write_letter(template, "pl", at=_now()), None)


def written(instant: datetime) -> str:
    """An instant as mails say it: `22.11.2026, 6:05`, in Warsaw."""
    at = instant.astimezone(clock.WARSAW)
    return f"{at:%d.%m.%Y}, {at.hour}:{at:%M}"


def _now() -> str:
    return written(clock.now())
