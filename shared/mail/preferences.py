"""Which mails an account wants of those that can be switched off; kept with the account."""

from typing import Annotated, Literal

from pydantic import Field

from shared.json_model import JsonModel

Notice = Literal["new_document", "due_soon", "overdue", "payment_confirmed", "ticket_news", "price_ends", "reading_due"]
"""The kinds of mail that can be switched off."""

Switch = Annotated[bool, Field(strict=True)]


class MailPreferences(JsonModel):
    """One switch a kind of mail; True sends it. `ticket_news` is of questions and documents: of a complaint we always
    tell. Who chose before a kind came to be chose nothing about it, and gets it.
    """

    new_document: Switch
    due_soon: Switch
    overdue: Switch
    payment_confirmed: Switch
    ticket_news: Switch = True
    price_ends: Switch = True
    reading_due: Switch = True

    def wants(self, notice: Notice) -> bool:
        return bool(getattr(self, notice))


ALL_ON = MailPreferences(new_document=True, due_soon=True, overdue=True, payment_confirmed=True)
"""What an account wants that never chose."""
