"""A mail of what billing tells to one account: once, about what it is about."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from functions.profile.store import Recipient
from shared.lookup import lookup_id
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mail.preferences import Notice
from shared.mail.texts.documents import DocumentTemplate
from shared.mail.texts.supply import SupplyTemplate
from shared.mail.unsubscribing import Switch
from shared.mail.words import Row
from shared.settings import settings

KEPT_APART = outbox.KEPT - timedelta(days=5)
"""For how long a notice may be written down again: less than the outbox remembers what it has sent."""


def notice_id(recipient: Recipient, notice: Notice, about: str) -> str:
    """The key of the one mail of this kind about this; keyed, so that it tells nothing and cannot be guessed."""
    return lookup_id("notice", f"{notice}:{recipient.account_id}:{about}")


async def notify(
    recipient: Recipient,
    notice: Notice,
    about: str,
    *,
    template: DocumentTemplate | SupplyTemplate,
    path: str,
    until: datetime | None = None,
    rows: Sequence[Row] = (),
    about_all: Sequence[str] = (),
    facts: Mapping[str, str] = MappingProxyType({}),
    **more: str,
) -> bool:
    """Write the mail down; True for the first time. `about` and the notice make it one: a document, a day.

    Where it is about several things, `about_all` are their ids. `path` is where the letter's button leads, `facts` and
    what is named beside them are the template's. After `until` it would say what is no longer so, and is not sent.
    """
    letter = write_letter(
        template,
        recipient.locale,
        kind=recipient.kind,
        link=settings().portal_origin + path,
        switch=Switch(recipient.account_id, notice),
        rows=rows,
        facts={**facts, **more},
    )
    return await outbox.post(
        letter,
        recipient.email,
        expires_at=until,
        mail_id=notice_id(recipient, notice, about),
        about=about_all,
        immediately=False,
    )
