"""Inviting somebody to act for a customer, and accepting: a link by mail, for a week, for one account."""

import hmac
from datetime import timedelta
from typing import NamedTuple

from shared import clock, cosmos
from shared.access import grants
from shared.access.grants import Grant
from shared.access.sessions import NOBODY, change_sessions
from shared.accounts import Account, Represented, account_by_id, change_account, mailbox_lookup
from shared.lookup import lookup_id, token_id
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mirror import CONTAINER as MIRROR
from shared.problems import Problem
from shared.rendering.formatting import moment
from shared.settings import settings

LIFETIME = timedelta(days=7)
_PATH = "/zaproszenie"


class Invitation(NamedTuple):
    """A grant that waits to be accepted, the mirrored customer it is for, and the account that gave it."""

    grant: Grant
    customer: cosmos.Item
    owner: Account


def secret_of(grant_id: str) -> str:
    """The secret of an invitation's link: the same each time it is asked for, and known from nothing that is stored."""
    return lookup_id("invitation", grant_id)


async def send(grant: Grant, customer_name: str) -> None:
    """Mail the link, once however often it is asked for."""
    # The fragment never leaves the browser: no server, proxy or log sees the token.
    link = f"{settings().portal_origin}{_PATH}#{grant.customer_id}.{grant.id}.{secret_of(grant.id)}"
    letter = write_letter(
        "invitation",
        grant.locale,
        link=link,
        customer=customer_name,
        until=moment(grant.invite_expires_at, grant.locale),
    )
    await outbox.post(letter, grant.email, expires_at=grant.invite_expires_at, mail_id=f"invitation-{grant.id}")


async def read(token: str, account_id: str | None = None) -> Invitation:
    """The invitation of a link, also once the account with this id has accepted it.

    Raises Problem `link_expired` for one that is over, void or forged, `link_used` for one somebody else accepted.
    """
    customer_id, _, rest = token.partition(".")
    grant_id, _, secret = rest.partition(".")
    seen = await grants.find(customer_id, grant_id) if customer_id and grant_id else None
    if seen is None or not hmac.compare_digest(seen.grant.token_digest, token_id(secret)):
        raise Problem("link_expired")
    grant = seen.grant
    if grant.state == "active" and grant.account_id != account_id:
        raise Problem("link_used")
    owner = await account_by_id(grant.invited_by)
    customer = await cosmos.read(MIRROR, "customer", customer_id)
    void = owner is None or owner[0].state != "active" or owner[0].token_epoch != grant.epoch
    late = grant.state == "invited" and clock.now() >= grant.invite_expires_at
    gone = customer is None or customer["deleted"]
    if owner is None or customer is None or grant.state == "ended" or grant.over or late or gone:
        raise Problem("link_expired")
    if void and grant.state == "invited":
        raise Problem("link_expired")
    return Invitation(grant, customer["data"], owner[0])


async def accept(token: str, account_id: str, name: str) -> Invitation:
    """Bind an invitation to an account, once; the same account again is fine.

    Raises Problem `own_invitation` for the customer's own account, and those of `read`.
    """
    invitation = await read(token, account_id)
    grant = invitation.grant
    place = Represented(customer_id=grant.customer_id, grant_id=grant.id)

    def remembering(account: Account) -> Account:
        if account.customer_id == grant.customer_id:
            raise Problem("own_invitation")
        if account.state == "closed":
            raise Problem("session_missing")
        return account.model_copy(update={"represents": [*(one for one in account.represents if one != place), place]})

    def bound(now: Grant) -> Grant:
        if now.state == "active" and now.account_id == account_id:
            return now
        if now.state != "invited":
            raise Problem("link_used" if now.state == "active" else "link_expired")
        return now.model_copy(
            update={"state": "active", "account_id": account_id, "name": name, "accepted_at": clock.now()}
        )

    # The way there before the right: what the account remembers in vain gives nothing.
    account = await change_account(account_id, remembering)
    accepted = await grants.change(grant.customer_id, grant.id, bound)
    if accepted is None:
        raise Problem("link_expired")
    await change_sessions([one.id for one in account.sessions], represents=True)
    # The link is all it takes to accept: who was not invited by this address is told with their own.
    known = mailbox_lookup(account.email) == mailbox_lookup(grant.email)
    letter = write_letter(
        "invitation_accepted",
        invitation.owner.locale,
        link=f"{settings().portal_origin}/moje-dane/osoby",
        kind=invitation.owner.kind,
        person=name if known else f"{name} ({account.email})",
        email=grant.email,
        at=moment(clock.now(), invitation.owner.locale),
    )
    await outbox.post(letter, invitation.owner.email, mail_id=f"invitation-accepted-{grant.id}")
    return invitation._replace(grant=accepted)


async def end_grants_of_account(account: Account) -> None:
    """End what an account that is closed may do for others and, as a customer's own, what it has granted."""
    for place in account.represents:
        seen = await grants.find(place.customer_id, place.grant_id)
        if seen and seen.grant.account_id == account.id:
            await grants.end(place.customer_id, place.grant_id, "account_closed")
    if account.customer_id != NOBODY:
        await grants.end_all_of(account.customer_id, "account_closed")
