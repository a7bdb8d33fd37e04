"""Notices by mail of what changed in an account."""

from functions.auth import store
from shared import clock
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mail.texts import Template


async def tell(
    template: Template, account: store.Account, *, to: str | None = None, link: str = "", **facts: str
) -> None:
    """Write to the account's mailbox, or to `to`, what happened just now."""
    at = clock.now().astimezone(clock.WARSAW)
    filled = {"at": f"{at:%d.%m.%Y}, {at.hour}:{at:%M}"} | facts
    await outbox.post(
        write_letter(template, account.locale, link=link, kind=account.kind, **filled), to or account.email
    )
