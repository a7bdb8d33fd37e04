"""A customer at the desk: the card, how the account stands, and what a clerk may do for somebody who calls."""

import asyncio
from datetime import timedelta

import functions.auth.accounts as accounts
import functions.auth.office.helping as helping
from functions.staff.card import card_of
from functions.staff.customers import store
from functions.staff.customers.models import AccountCard, OfficeCustomer
from functions.staff.customers.view import require_customer
from functions.staff.sessions import StaffSession
from shared import clock
from shared.access import access_log
from shared.access.access_log import Deed, Thing
from shared.accounts import Account, account_by_id, own_account_of
from shared.http.limits import Limit, require
from shared.lookup import random_id
from shared.problems import Problem

_A_DAY = timedelta(days=1)
_RECOVERIES, _UNLOCKS = (Limit(5, _A_DAY),), (Limit(3, _A_DAY),)


async def look(session: StaffSession, customer_id: str) -> OfficeCustomer:
    """The customer can read that this clerk looked. Raises Problem `not_found`."""
    data = await require_customer(customer_id)
    await access_log.note(customer_id, session.actor, "customer_opened", Thing("", ""), reason="")
    account = await account_of_customer(customer_id)
    card = await card_of(customer_id, account.id if account else None, name=data["displayName"])
    return OfficeCustomer(
        customer_id=customer_id,
        card=card,
        identifier_masked=data["identifierMasked"],
        account=await _account(account) if account else None,
    )


async def recover(session: StaffSession, customer_id: str, reason: str) -> None:
    """Mail a one-time password to the account's mailbox. Raises Problem `not_found`, `too_many_attempts`."""
    account = await _noted(session, customer_id, "recovery_started", reason)
    await require("office-recoveries", account.id, *_RECOVERIES)
    await helping.start_recovery(account, session.clerk_id)


async def unlock(session: StaffSession, customer_id: str, reason: str) -> None:
    """Forget failed attempts. Raises Problem `not_found`, `too_many_attempts`."""
    account = await _noted(session, customer_id, "sign_in_unlocked", reason)
    await require("office-unlocks", account.id, *_UNLOCKS)
    await helping.unlock(account, session.clerk_id)


async def end_sessions(session: StaffSession, customer_id: str, reason: str) -> None:
    """Sign the account out everywhere. Raises Problem `not_found`."""
    account = await _noted(session, customer_id, "sessions_ended", reason)
    await helping.end_sessions(account, session.clerk_id)


async def account_of_customer(customer_id: str) -> Account | None:
    """The account under the customer's PESEL or NIP, with three point reads; or the one that is left where billing has
    corrected that number since."""
    data = await store.customer(customer_id)
    account_id = await accounts.account_id_by_login(data["identifierLookup"]) if data else None
    found = await account_by_id(account_id) if account_id else None
    if found and found[0].customer_id == customer_id:
        return found[0]
    return await own_account_of(customer_id) if data else None


async def _noted(session: StaffSession, customer_id: str, deed: Deed, reason: str) -> Account:
    """The account something is about to be done to, each deed with an entry of its own in the customer's log."""
    account = await account_of_customer(customer_id)
    if account is None or account.state != "active":
        raise Problem("not_found")
    await access_log.note(customer_id, session.actor, deed, Thing(random_id(), ""), reason=reason)
    return account


async def _account(account: Account) -> AccountCard:
    attempts, now = await helping.attempts_of(account), clock.now()
    alive = [one for one in account.sessions if one.ends_at > now]
    live = await asyncio.gather(*(helping.is_live(one.id) for one in alive))
    return AccountCard(
        email=account.email,
        created_at=account.created_at,
        last_sign_in_at=account.sign_ins[-1].at if account.sign_ins else None,
        open_sessions=sum(live),
        second_step=account.has_second_step,
        locked=any(helping.is_locked(one, account) for one in attempts) or await helping.second_step_waits(account),
        closing=account.closing is not None,
    )
