"""Mails about a ticket to the account that wrote it: once a message, with the number and the way there, no content.

What says that a complaint was received or answered cannot be switched off: the answer has to reach the customer
(ustawa o prawach konsumenta, art. 7a).
"""

from datetime import date
from typing import Literal

from shared import grants
from shared.accounts import Account, account_by_id, own_account_of
from shared.locale import Locale
from shared.lookup import lookup_id
from shared.mail import outbox
from shared.mail.formats import day_with_weekday, end_of
from shared.mail.letter import write_letter
from shared.mail.unsubscribing import Switch
from shared.settings import settings

Moment = Literal["received", "call", "ordered", "settled", "asked", "answered", "merged"]
Told = Literal["posted", "unwanted", "no_account"]
"""`posted` also where it was before; with `no_account` nobody reads mails any more, so the answer goes by post."""

TICKETS_PATH = "/zgloszenia"


async def tell_of_ticket(
    moment: Moment,
    *,
    account_id: str,
    customer_id: str,
    ticket_id: str,
    message_id: str,
    number: str,
    due_on: date,
    complaint: bool,
    locale: Locale,
) -> Told:
    """Tell the account that its ticket was received, that we call on its day, that the office asks or has answered.

    `message_id` is the message told of; about one there is one mail, however often this is called.
    """
    account = await _reader(customer_id, account_id)
    if account is None:
        return "no_account"
    if not complaint and not account.mail_preferences.wants("ticket_news"):
        return "unwanted"
    letter = write_letter(
        f"{'complaint' if complaint else 'ticket'}_{moment}",  # type: ignore[arg-type]
        locale,
        link=f"{settings().portal_origin}{TICKETS_PATH}/{ticket_id}",
        kind=account.kind,
        switch=None if complaint else Switch(account_id, "ticket_news"),
        number=number,
        day=day_with_weekday(locale, due_on),
    )
    await outbox.post(
        letter,
        account.email,
        expires_at=end_of(due_on) if moment == "call" else None,
        mail_id=lookup_id("ticket-mail", f"{moment}:{account_id}:{message_id}"),
    )
    return "posted"


async def _reader(customer_id: str, account_id: str) -> Account | None:
    """The account that wrote the ticket, or the customer's own where the writer may read it no more."""
    found = await account_by_id(account_id)
    if found is None or found[0].customer_id == customer_id:
        return found[0] if found else None
    if await grants.may(customer_id, account_id, "tickets:read"):
        return found[0]
    return await own_account_of(customer_id)
