"""Changing the e-mail address: the new one confirms, the old one is told and may undo it for three days.

Until the new one confirms, everything goes to the old one, recovery too. Each of the two links has a document of
container `operations` under the hash of its token. A link is used up by what it does, so one that broke off can be
followed again: a confirmation by the account's own write, an undo by the account's list of undos.
"""

from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime

from functions.auth import accounts
from functions.auth.account.models import EmailChange, EmailChangeAccepted, EmailChanged
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from functions.auth.guards.limits import LIMITS
from functions.auth.guards.passwords import hash_password
from functions.auth.models import LinkToken
from functions.auth.notifications import notify
from shared import clock, cosmos
from shared.access.sessions import Session, change_sessions
from shared.accounts import Account, account_by_id, account_of, change_account, mailbox_lookup
from shared.accounts import EmailChange as PendingChange
from shared.http.limits import require
from shared.json_model import RecordModel
from shared.lookup import new_token, random_id, token_id
from shared.problems import FieldFault, Problem
from shared.settings import settings

CONFIRM_LIFETIME, UNDO_LIFETIME = timedelta(hours=24), timedelta(hours=72)


class _Link(RecordModel):
    """What one of the mailed links may do, once. Both are of the change asked for at `asked_at`."""

    id: str
    purpose: Literal["confirm", "undo"]
    change: str
    account_id: str
    session_id: str
    old_email: str
    new_email: str
    asked_at: AwareDatetime
    expires_at: AwareDatetime


class _Undo(RecordModel):
    """An undo begun at `at`: it voids the undo links of every change asked for from `since` until then."""

    change: str
    since: AwareDatetime
    at: AwareDatetime
    done: bool = False


class _Undos(RecordModel):
    id: str
    undos: list[_Undo] = []


class _Overtaken(Exception):
    """The account's ways in have changed since the undo was found to be allowed."""


async def ask(request: EmailChange, session: Session, context: ClientContext) -> EmailChangeAccepted:
    """Write to both addresses; a change asked for before is dropped. Raises Problem `validation_failed`."""
    account = await account_of(session)
    if mailbox_lookup(request.email) == mailbox_lookup(account.email):
        raise Problem("validation_failed", errors=[FieldFault("email", "email_unchanged")])
    await require("email-change", account.id, *LIMITS.email_changes)
    now, change = clock.now(), random_id()
    confirm, undo = new_token(), new_token()
    await _keep(confirm, "confirm", change, account, session, request.email, now, CONFIRM_LIFETIME)
    await _keep(undo, "undo", change, account, session, request.email, now, UNDO_LIFETIME)
    pending = PendingChange(id=change, email=request.email, expires_at=now + CONFIRM_LIFETIME)
    await change_account(account.id, lambda now_: now_.model_copy(update={"email_change": pending}))
    origin = settings().portal_origin
    await notify("email_change_confirm", account, to=request.email, link=f"{origin}/potwierdz-email#{confirm}")
    await notify("email_change_notice", account, link=f"{origin}/cofnij-email#{undo}", new_email=request.email)
    audit.event("email_change", "asked", account.id, context.address)
    return EmailChangeAccepted(expires_at=pending.expires_at)


async def confirm(request: LinkToken, address: str) -> EmailChanged:
    """Use the new address from now on and end the other sessions; raises Problem `confirmation_expired`."""
    link = await _link(request.token, "confirm")
    found = await account_by_id(link.account_id)
    if found is None:
        raise Problem("confirmation_expired")

    def confirmed(account: Account) -> Account:
        if account.email_change is None or account.email_change.id != link.change:
            raise Problem("confirmation_expired")
        return account.model_copy(update={"email": link.new_email})

    confirmed(found[0])
    await accounts.add_to_mailbox(link.new_email, link.account_id)
    account = await accounts.change_account_ending_access(link.account_id, confirmed, but=link.session_id)
    await accounts.remove_from_mailbox(link.old_email, link.account_id)
    if found[0].mail_refused_at:
        await change_sessions([link.session_id], email_refused=False)
    await notify("email_changed", account, to=link.old_email, new_email=link.new_email)
    audit.event("email_change", "confirmed", account.id, address)
    return EmailChanged(email=account.email)


async def undo(request: LinkToken, address: str) -> EmailChanged:
    """Back to the address before, and out with everybody; raises Problem `confirmation_expired`.

    Whoever asked for the change knew the password, so it is void, and so is every way in that was added since, and
    every undo link of a later change: it would lead back to where the owner has just been saved from. The owner
    recovers at the address that is back.
    """
    link = await _link(request.token, "undo")
    nobody_knows = await hash_password(new_token())
    while True:
        found = await account_by_id(link.account_id)
        if found is None:
            raise Problem("confirmation_expired")
        await _note_undo(link, done=False)
        await accounts.add_to_mailbox(link.old_email, link.account_id)
        try:
            account = await _put_back(link, found[0], nobody_knows)
        except _Overtaken:
            continue
        break
    if mailbox_lookup(found[0].email) != mailbox_lookup(link.old_email):
        await accounts.remove_from_mailbox(found[0].email, account.id)
    await _note_undo(link, done=True)
    audit.event("email_change", "undone", account.id, address)
    return EmailChanged(email=account.email, password_recovery_required=True)


async def _put_back(link: _Link, before: Account, password_hash: str) -> Account:
    """Raises _Overtaken where another undo or a new password came first: the undo may not be allowed any more."""

    def undone(now: Account) -> Account:
        if now.password_version != before.password_version:
            raise _Overtaken
        return now.model_copy(
            update={
                "email": link.old_email,
                "password_hash": password_hash,
                "password_version": now.password_version + 1,
                "entered_from": {},
                "passkeys": [one for one in now.passkeys if one.created_at < link.asked_at],
                "totp": now.totp if now.totp and now.totp.created_at < link.asked_at else None,
            }
        )

    return await accounts.change_account_ending_access(link.account_id, undone)


async def _note_undo(link: _Link, *, done: bool) -> None:
    """Note that the undo begins, or is done. Raises Problem `confirmation_expired` where it is void or was done before.

    Of several at once, the undo of the earliest change has the last word.
    """
    now, item_id = clock.now(), f"email-undos:{link.account_id}"

    def noted(stored: cosmos.Item | None) -> cosmos.Item:
        known = _Undos.model_validate(cosmos.plain(stored)) if stored else _Undos(id=item_id)
        own = next((one for one in known.undos if one.change == link.change), None)
        others = [one for one in known.undos if one.change != link.change and one.at > now - UNDO_LIFETIME]
        if (own is not None and own.done) or any(one.since <= link.asked_at <= one.at for one in others):
            raise Problem("confirmation_expired")
        mine = _Undo(change=link.change, since=link.asked_at, at=now, done=done)
        kept = known.model_copy(update={"undos": [*others, mine]})
        return kept.model_dump(mode="json") | {"ttl": cosmos.ttl_until(now + UNDO_LIFETIME)}

    await cosmos.update("operations", item_id, noted)


async def _keep(
    token: str,
    purpose: Literal["confirm", "undo"],
    change: str,
    account: Account,
    session: Session,
    new_email: str,
    asked_at: datetime,
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
        asked_at=asked_at,
        expires_at=asked_at + lifetime,
    )
    item = link.model_dump(mode="json")
    await cosmos.create("operations", item | {"ttl": int(lifetime.total_seconds()) + 3600})


async def _link(token: str, purpose: Literal["confirm", "undo"]) -> _Link:
    """The link of a token. Raises Problem `confirmation_expired`."""
    stored = await cosmos.read("operations", _id(token, purpose), _id(token, purpose))
    link = _Link.model_validate(cosmos.plain(stored)) if stored else None
    if link is None or clock.now() >= link.expires_at:
        raise Problem("confirmation_expired")
    return link


def _id(token: str, purpose: str) -> str:
    return f"email-{purpose}:{token_id(token)}"
