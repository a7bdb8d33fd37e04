"""The people a customer has authorised: invited, shown, ended."""

from datetime import timedelta
from typing import Literal

from functions.profile.people.models import (
    AccessPage,
    AccessRow,
    InvitationLook,
    NewPerson,
    People,
    Person,
    PersonScope,
)
from shared import clock, cosmos
from shared.access import access_log, grants, invitations
from shared.access.grants import Grant
from shared.access.sessions import Session
from shared.accounts import account_by_id, account_of
from shared.http.limits import Limit, require
from shared.lookup import lookup_id, token_id
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mirror import CONTAINER as MIRROR
from shared.mirror import mirror_id
from shared.problems import FieldFault, Problem
from shared.rendering.formatting import moment
from shared.settings import settings

MOST_PEOPLE = 50
_INVITATIONS = (Limit(20, timedelta(days=1)),)


async def people_of(customer_id: str) -> People:
    """All people; an invitation whose giver has ended all tokens since is shown as the link behaves: it is over."""
    given = await grants.grants_of(customer_id)
    void = await _void(given)
    return People(items=[_shown(grant, void=grant.id in void) for grant in given], most=MOST_PEOPLE)


async def invite(session: Session, request: NewPerson, key: str) -> Person:
    """Invite somebody by mail; the same key again invites nobody else.

    Raises Problem `validation_failed` for a day that has passed, `not_found` for a contract, `too_many_people`,
    `too_many_attempts`, `idempotency_key_reused`.
    """
    grant_id = lookup_id("grant", f"{session.customer_id}:{key}")
    seen = await grants.find(session.customer_id, grant_id)
    if seen is None:
        await _check(session.customer_id, request)
        await require("invitations", session.customer_id, *_INVITATIONS)
        account, now = await account_of(session), clock.now()
        grant = Grant(
            id=grant_id,
            customer_id=session.customer_id,
            role=request.role,
            contracts=request.contracts,
            until=request.until,
            email=request.email,
            locale=request.locale,
            token_digest=token_id(invitations.secret_of(grant_id)),
            invited_by=account.id,
            epoch=account.token_epoch,
            invited_at=now,
            invite_expires_at=now + invitations.LIFETIME,
        )
        try:
            await grants.create(grant)
        except cosmos.Conflict:
            seen = await grants.find(session.customer_id, grant_id)
        else:
            letter = write_letter(
                "person_invited",
                account.locale,
                link=f"{settings().portal_origin}/moje-dane/osoby",
                kind=account.kind,
                email=request.email,
                at=moment(now, account.locale),
            )
            await outbox.post(letter, account.email, mail_id=f"person-invited-{grant_id}")
    if seen is not None:
        grant = seen.grant
    asked = (grant.email, grant.role, grant.contracts, grant.until)
    if asked != (request.email, request.role, request.contracts, request.until):
        raise Problem("idempotency_key_reused")
    if grant.state == "invited":
        await invitations.send(grant, session.display_name)
    return _shown(grant)


async def change(session: Session, person_id: str, scope: PersonScope) -> Person:
    """Change an invitation or an access, and tell whoever has it already. The same again changes nothing.

    Raises Problem `validation_failed` for a day that has passed, `not_found` for a contract, and for what is over.
    """
    await _check_scope(session.customer_id, scope)
    wished = scope.model_dump(by_alias=False, include={"role", "contracts", "until"})
    before: Grant | None = None

    def changed(grant: Grant) -> Grant:
        nonlocal before
        before = grant
        if _state(grant) not in {"invited", "active"}:
            raise Problem("not_found")
        return grant.model_copy(update=wished)

    after = await grants.change(session.customer_id, person_id, changed)
    if after is None:
        raise Problem("not_found")
    guest = await account_by_id(after.account_id) if after.account_id and after != before else None
    if guest is not None:
        letter = write_letter("access_changed", guest[0].locale, kind=guest[0].kind, customer=session.display_name)
        await outbox.post(letter, guest[0].email)
    return _shown(after)


async def _check(customer_id: str, request: NewPerson) -> None:
    await _check_scope(customer_id, request)
    given = await grants.grants_of(customer_id)
    void = await _void(given)
    if len([one for one in given if _state(one) in {"invited", "active"} and one.id not in void]) >= MOST_PEOPLE:
        raise Problem("too_many_people")


async def _check_scope(customer_id: str, request: PersonScope) -> None:
    if request.until is not None and request.until < clock.today():
        raise Problem("validation_failed", errors=[FieldFault("until", "day_passed")])
    if request.contracts is not None:
        ids = [mirror_id("contract", one) for one in dict.fromkeys(request.contracts)]
        sql = "SELECT c.id FROM c WHERE c.type = 'contract' AND c.deleted = false AND ARRAY_CONTAINS(@ids, c.id)"
        if len([one async for one in cosmos.query(MIRROR, sql, customer_id, page_size=-1, ids=ids)]) < len(ids):
            raise Problem("not_found")


async def end(session: Session, person_id: str) -> None:
    """End somebody's access at once, and tell them. Raises Problem `not_found`."""
    ended = await grants.end(session.customer_id, person_id, "owner")
    if ended is None:
        raise Problem("not_found")
    guest = await account_by_id(ended.account_id) if ended.account_id else None
    if guest is not None:
        letter = write_letter("access_ended", guest[0].locale, kind=guest[0].kind, customer=session.display_name)
        await outbox.post(letter, guest[0].email, mail_id=f"access-ended-{ended.id}")


async def look(token: str) -> InvitationLook:
    """What a link invites to. Raises Problem `link_expired`, `link_used`."""
    grant, customer, _ = await invitations.read(token)
    return InvitationLook(
        customer_name=customer["displayName"],
        role=grant.role,
        limited=grant.contracts is not None,
        until=grant.until,
        link_expires_at=grant.invite_expires_at,
    )


async def accesses_of(customer_id: str, after: str | None, limit: int) -> AccessPage:
    """A page of the customer's access log; one query. Raises Problem `cursor_invalid`."""
    found = await access_log.entries_of(customer_id, after=after, limit=limit)
    return AccessPage(
        items=[
            AccessRow(
                at=one.at,
                role=one.role,
                name=one.name,
                deed=one.deed,
                thing_id=one.thing_id,
                thing_name=one.thing_name,
                reason=one.reason,
            )
            for one in found.entries
        ],
        next=found.next,
    )


async def _void(given: list[Grant]) -> set[str]:
    """The invitations that wait and lead nowhere; a read for each account that gave one, which is one."""
    waiting = [one for one in given if _state(one) == "invited"]
    givers = {one: await account_by_id(one) for one in {one.invited_by for one in waiting}}
    epochs = {one: found[0].token_epoch for one, found in givers.items() if found and found[0].state == "active"}
    return {one.id for one in waiting if epochs.get(one.invited_by) != one.epoch}


def _state(grant: Grant) -> Literal["invited", "active", "expired", "ended"]:
    unused = grant.state == "invited" and clock.now() >= grant.invite_expires_at
    return "expired" if grant.state != "ended" and (unused or grant.over) else grant.state


def _shown(grant: Grant, *, void: bool = False) -> Person:
    return Person(
        id=grant.id,
        state="expired" if void else _state(grant),
        email=grant.email,
        name=grant.name or None,
        role=grant.role,
        contracts=grant.contracts,
        until=grant.until,
        invited_at=grant.invited_at,
        link_expires_at=grant.invite_expires_at,
        accepted_at=grant.accepted_at,
        ended_at=grant.ended_at,
    )
