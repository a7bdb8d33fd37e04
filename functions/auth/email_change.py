"""Changing the e-mail address: the new one confirms, the old one is told and may undo it for three days.

Until the new one confirms, everything goes to the old one, recovery too. Each of the two links has a document of
container `operations` under the hash of its token.
"""

from datetime import timedelta
from typing import Literal

from pydantic import AwareDatetime

from functions.auth import audit, recovery, store
from functions.auth.limits import LIMITS
from functions.auth.models import EmailChange, EmailChangeAccepted, EmailChanged, LinkToken
from functions.auth.notices import tell
from functions.auth.passwords import hash_password
from functions.auth.visit import Visitor
from shared import clock, cosmos
from shared.json_model import RecordModel
from shared.limits import require
from shared.lookup import new_token, random_id, token_id
from shared.problems import FieldFault, Problem
from shared.sessions import Session
from shared.settings import settings

CONFIRM_LIFETIME, UNDO_LIFETIME = timedelta(hours=24), timedelta(hours=72)


class _Link(RecordModel):
    """What one of the mailed links may do, once."""

    id: str
    purpose: Literal["confirm", "undo"]
    change: str
    account_id: str
    session_id: str
    old_email: str
    new_email: str
    spent: bool = False
    expires_at: AwareDatetime


async def ask(wish: EmailChange, session: Session, visitor: Visitor) -> EmailChangeAccepted:
    """Write to both addresses; a change asked for before is dropped. Raises Problem `validation_failed`."""
    account = await store.account_of(session)
    if store.mailbox_lookup(wish.email) == store.mailbox_lookup(account.email):
        raise Problem("validation_failed", errors=[FieldFault("email", "email_unchanged")])
    await require("email-change", account.id, *LIMITS.email_changes)
    now, change = clock.now(), random_id()
    confirm, undo = new_token(), new_token()
    await _keep(confirm, "confirm", change, account, session, wish.email, CONFIRM_LIFETIME)
    await _keep(undo, "undo", change, account, session, wish.email, UNDO_LIFETIME)
    pending = store.EmailChange(id=change, email=wish.email, expires_at=now + CONFIRM_LIFETIME)
    await store.change_account(account.id, lambda now_: now_.model_copy(update={"email_change": pending}))
    origin = settings().portal_origin
    await tell("email_change_confirm", account, to=wish.email, link=f"{origin}/potwierdz-email#{confirm}")
    await tell("email_change_notice", account, link=f"{origin}/cofnij-email#{undo}", new_email=wish.email)
    audit.event("email_change", "asked", account.id, visitor.address)
    return EmailChangeAccepted(expires_at=pending.expires_at)


async def confirm(wish: LinkToken, address: str) -> EmailChanged:
    """Use the new address from now on and end the other sessions; raises Problem `confirmation_expired`."""
    link = await _spend(wish.token, "confirm")

    def confirmed(account: store.Account) -> store.Account:
        if account.email_change is None or account.email_change.id != link.change:
            raise Problem("confirmation_expired")
        return account.model_copy(update={"email": link.new_email, "email_change": None})

    await store.add_to_mailbox(link.new_email, link.account_id)
    account = await store.change_account_ending_sessions(link.account_id, confirmed, but=link.session_id)
    await store.remove_from_mailbox(link.old_email, link.account_id)
    await recovery.discard(account)
    await tell("email_changed", account, to=link.old_email, new_email=link.new_email)
    audit.event("email_change", "confirmed", account.id, address)
    return EmailChanged(email=account.email)


async def undo(wish: LinkToken, address: str) -> EmailChanged:
    """Back to the address before, and out with everybody; raises Problem `confirmation_expired`.

    Whoever asked for the change knew the password, so it is void, and so is every way in that was added since;
    the owner recovers at the address that is back.
    """
    link = await _spend(wish.token, "undo")
    before = await store.account_by_id(link.account_id)
    if before is None:
        raise Problem("confirmation_expired")
    await store.add_to_mailbox(link.old_email, link.account_id)
    nobody_knows = await hash_password(new_token())

    def undone(now: store.Account) -> store.Account:
        asked_at = link.expires_at - UNDO_LIFETIME
        return now.model_copy(
            update={
                "email": link.old_email,
                "email_change": None,
                "password_hash": nobody_knows,
                "password_version": now.password_version + 1,
                "passkeys": [one for one in now.passkeys if one.created_at < asked_at],
                "totp": now.totp if now.totp and now.totp.created_at < asked_at else None,
            }
        )

    account = await store.change_account_ending_sessions(link.account_id, undone)
    if store.mailbox_lookup(before[0].email) != store.mailbox_lookup(link.old_email):
        await store.remove_from_mailbox(before[0].email, account.id)
    await recovery.discard(account)
    audit.event("email_change", "undone", account.id, address)
    return EmailChanged(email=account.email, password_recovery_required=True)


async def _keep(
    token: str,
    purpose: Literal["confirm", "undo"],
    change: str,
    account: store.Account,
    session: Session,
    new_email: str,
    lifetime: timedelta,
) -> None:
    link = _Link(
        id=_id(token, purpose),
        purpose=purpose,
        change=change,
        account_id=account.id,
        session_id=session.id,
        old_email=account.email,
        new_email=new_email,
        expires_at=clock.now() + lifetime,
    )
    item = link.model_dump(mode="json")
    await cosmos.create("operations", item | {"ttl": int(lifetime.total_seconds()) + 3600})


async def _spend(token: str, purpose: Literal["confirm", "undo"]) -> _Link:
    """Use up a link's token; of many clicks one wins."""
    stored = await cosmos.patch(
        "operations",
        _id(token, purpose),
        [{"op": "set", "path": "/spent", "value": True}],
        f"c.spent = false and c.expiresAt > '{clock.iso(clock.now())}'",
    )
    if stored is None:
        raise Problem("confirmation_expired")
    return _Link.model_validate(cosmos.plain(stored))


def _id(token: str, purpose: str) -> str:
    return f"email-{purpose}:{token_id(token)}"
