"""A mail of what billing tells to one account: once, and with nothing but an amount and a day."""

from datetime import timedelta

from functions.profile.store import Recipient
from shared import clock
from shared.lookup import lookup_id
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mail.preferences import Notice
from shared.mail.texts_documents import DocumentTemplate
from shared.mail.texts_supply import SupplyTemplate

_LIFETIME = timedelta(days=1)
KEPT_APART = timedelta(days=5)
"""For how long a notice may be written down again: less than the outbox remembers what it has sent."""


async def notify(
    recipient: Recipient, notice: Notice, about: str, *, template: DocumentTemplate | SupplyTemplate, **facts: str
) -> bool:
    """Write the mail down; True for the first time. `about` and the notice make it one: a document, a day.

    `facts` are the template's. The id is keyed, so that it tells nothing and cannot be guessed.
    """
    letter = write_letter(template, recipient.locale, kind=recipient.kind, **facts)
    return await outbox.post(
        letter,
        recipient.email,
        expires_at=clock.now() + _LIFETIME,
        mail_id=lookup_id("notice", f"{notice}:{recipient.account_id}:{about}"),
        immediately=False,
    )
