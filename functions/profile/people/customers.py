"""Whom an account may act for, and choosing one of them."""

import asyncio

from functions.profile.people.models import OWN, CustomerRow, Customers
from shared import clock, cosmos
from shared.access import grants
from shared.access.permissions import ROLES, Role
from shared.access.sessions import NOBODY, Acting, Session, change_session
from shared.accounts import Represented, account_by_id, account_of
from shared.billing.due import overdue_before
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mirror import CONTAINER, SUMMARY, Summary
from shared.problems import Problem
from shared.settings import settings

_AT_ONCE = 10


async def customers_of(session: Session) -> Customers:
    """The account's own customer and those of grants that hold: two point reads for each."""
    account = await account_of(session)
    current = session.acting.grant_id if session.acting else OWN
    room = asyncio.Semaphore(_AT_ONCE)

    async def row(place: Represented) -> CustomerRow | None:
        async with room:
            seen = await grants.find(place.customer_id, place.grant_id)
            if seen is None or not seen.grant.lets_in(account.id):
                return None
            grant, summary = seen.grant, await _summary(place.customer_id)
            if summary is None:
                return None
            limited = grant.contracts is not None
            money = not limited and "billing:read" in ROLES[grant.role]
            shown = _row(grant.id, summary, grant.role, money=money, current=grant.id == current)
            return shown.model_copy(update={"limited": limited, "until": grant.until})

    rows = list(await asyncio.gather(*map(row, account.represents)))
    if account.customer_id != NOBODY and (summary := await _summary(account.customer_id)):
        rows.append(_row(OWN, summary, None, money=True, current=current == OWN))
    found = [one for one in rows if one is not None]
    found.sort(key=lambda one: (-(one.overdue or 0), -max(one.balance or 0, 0), one.display_name))
    return Customers(items=found)


async def choose(session: Session, chosen: str) -> None:
    """Act for a customer from now on, in all tabs. Raises Problem `not_found` for one the account may not act for."""
    if chosen == OWN:
        await change_session(session, acting=None)
        return
    account = await account_of(session)
    place = next((one for one in account.represents if one.grant_id == chosen), None)
    seen = await grants.find(place.customer_id, place.grant_id) if place else None
    if seen is None or not seen.grant.lets_in(account.id):
        raise Problem("not_found")
    customer = await cosmos.read(CONTAINER, "customer", seen.grant.customer_id)
    if customer is None or customer["deleted"]:
        raise Problem("not_found")
    acting = Acting(
        grant_id=seen.grant.id,
        customer_id=seen.grant.customer_id,
        kind=customer["data"]["kind"],
        display_name=customer["data"]["displayName"],
        customer_number=customer["data"]["customerNumber"],
        role=seen.grant.role,
        limited=seen.grant.contracts is not None,
    )
    await change_session(session, acting=acting)


async def leave(session: Session, grant_id: str) -> None:
    """End what the account may do for a customer, and tell the customer. Raises Problem `not_found`."""
    account = await account_of(session)
    place = next((one for one in account.represents if one.grant_id == grant_id), None)
    seen = await grants.find(place.customer_id, place.grant_id) if place else None
    if seen is None or seen.grant.account_id != account.id or seen.grant.state != "active":
        raise Problem("not_found")
    grant = seen.grant
    await grants.end(grant.customer_id, grant.id, "guest")
    if session.acting is not None and session.acting.grant_id == grant.id:
        await change_session(session, acting=None)
    owner = await account_by_id(grant.invited_by)
    if owner is not None and owner[0].state == "active":
        letter = write_letter(
            "access_left",
            owner[0].locale,
            link=f"{settings().portal_origin}/moje-dane/osoby",
            kind=owner[0].kind,
            person=grant.name,
            email=grant.email,
        )
        await outbox.post(letter, owner[0].email, mail_id=f"access-left-{grant.id}")


async def name_of(session: Session) -> str:
    """What the account's own person or customer is called, for whomever it acts. Raises Problem `session_missing`."""
    account = await account_of(session)
    if account.customer_id == NOBODY:
        return account.person_name
    customer = await cosmos.read(CONTAINER, "customer", account.customer_id)
    return str(customer["data"]["displayName"]) if customer and not customer["deleted"] else account.person_name


async def _summary(customer_id: str) -> Summary | None:
    stored = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    return None if stored is None else Summary.model_validate(stored["data"])


def _row(grant_id: str, summary: Summary, role: Role | None, *, money: bool, current: bool) -> CustomerRow:
    late = overdue_before(clock.today())
    overdue = sum(due.amount for due in summary.dues if due.due_on < late)
    return CustomerRow(
        id=grant_id,
        display_name=summary.display_name,
        customer_number=summary.customer_number,
        kind=summary.kind,
        role=role,
        limited=False,
        until=None,
        balance=summary.balance if money else None,
        overdue=overdue if money else None,
        as_of=summary.as_of if money else None,
        current=current,
    )
