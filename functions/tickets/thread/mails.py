"""Mails about a ticket to the account that wrote it: once a message, with the number and the way there, no content.

What says that a complaint was received or answered cannot be switched off: the answer has to reach the customer
(ustawa o prawach konsumenta, art. 7a).
"""

from datetime import date
from typing import Literal, NamedTuple

from shared.access import grants
from shared.accounts import Account, account_by_id, own_account_of
from shared.locale import Locale
from shared.lookup import lookup_id
from shared.mail import outbox
from shared.mail.formats import day_with_weekday, end_of
from shared.mail.letter import write_letter
from shared.mail.unsubscribing import Switch
from shared.settings import settings

Moment = Literal["received", "call", "ordered", "settled", "delayed", "asked", "answered", "merged"]
NotifyResult = Literal["posted", "unwanted", "no_account"]
"""`posted` also where it was before; with `no_account` nobody reads mails any more, so the answer goes by post."""

TICKETS_PATH = "/zgloszenia"
MOVING_IN_PATH = "/uslugi/move_in"


async def notify_of_ticket(
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
    binding: bool = False,
) -> NotifyResult:
    """Tell the account that its ticket was received, that we call on its day, that the office asks or has answered.

    `message_id` is the message told of; about one there is one mail, however often this is called. What is `binding`
    and was sent by somebody authorised is told to the customer's own account as well; that it was sent cannot be
    switched off there.
    """
    writer = await _reader(customer_id, account_id)
    owner = await _owner(customer_id, account_id, writer) if binding else None
    about = _About(moment, ticket_id, message_id, number, due_on, complaint, locale)
    results = [await _notify(one, about, for_you=one is owner) for one in (writer, owner) if one is not None]
    return "posted" if "posted" in results else results[0] if results else "no_account"


class _About(NamedTuple):
    moment: Moment
    ticket_id: str
    message_id: str
    number: str
    due_on: date
    complaint: bool
    locale: Locale


async def _notify(account: Account, about: _About, *, for_you: bool) -> NotifyResult:
    """`for_you`: the ticket was written on behalf of this account's customer, by somebody else."""
    secure = about.complaint or (for_you and about.moment == "ordered")
    if not secure and not account.mail_preferences.wants("ticket_news"):
        return "unwanted"
    template = f"{'complaint' if about.complaint else 'ticket'}_{about.moment}"
    locale = account.locale if for_you else about.locale
    letter = write_letter(
        "ticket_for_you" if for_you and about.moment == "ordered" else template,  # type: ignore[arg-type]
        locale,
        link=f"{settings().portal_origin}{TICKETS_PATH}/{about.ticket_id}",
        kind=account.kind,
        switch=None if secure else Switch(account.id, "ticket_news"),
        number=about.number,
        day=day_with_weekday(locale, about.due_on),
    )
    await outbox.post(
        letter,
        account.email,
        expires_at=end_of(about.due_on) if about.moment == "call" else None,
        mail_id=lookup_id("ticket-mail", f"{about.moment}:{account.id}:{about.message_id}"),
    )
    return "posted"


async def notify_new_occupant(email: str, *, ticket_id: str, number: str, day: date, locale: Locale) -> None:
    """Tell the other side of a handover, once, what to do to have electricity; nothing of the place or of who moves."""
    letter = write_letter(
        "new_occupant",
        locale,
        link=f"{settings().portal_origin}{MOVING_IN_PATH}",
        number=number,
        day=day_with_weekday(locale, day),
    )
    await outbox.post(letter, email, mail_id=lookup_id("ticket-mail", f"new_occupant:{ticket_id}"))


async def _reader(customer_id: str, account_id: str) -> Account | None:
    """The account that wrote the ticket, or the customer's own where the writer may read it no more."""
    found = await account_by_id(account_id)
    if found is None or found[0].customer_id == customer_id:
        return found[0] if found else None
    if await grants.may(customer_id, account_id, "tickets:read"):
        return found[0]
    return await own_account_of(customer_id)


async def _owner(customer_id: str, account_id: str, writer: Account | None) -> Account | None:
    """The customer's own account, where somebody authorised wrote and it is not told yet: the one that invited them,
    or the one there is now."""
    if writer is not None and writer.customer_id == customer_id:
        return None
    for grant in await grants.grants_of(customer_id):
        if grant.account_id == account_id:
            found = await account_by_id(grant.invited_by)
            if found is not None and found[0].customer_id == customer_id:
                return found[0]
    return await own_account_of(customer_id)
