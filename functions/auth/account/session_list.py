"""The account's sessions and the history of its sign-ins, as its owner sees them."""

import asyncio

from functions.auth import accounts
from functions.auth.account.models import DeviceName, KeyUse, OwnSession, OwnSessions, SignInEntry, SignInHistory
from functions.auth.guards import audit
from functions.auth.guards.client_context import ClientContext
from shared import clock
from shared.access.api_keys import uses_of
from shared.access.sessions import Session, change_session, end_session, session_by_id
from shared.accounts import Account, Device, account_of, change_account
from shared.problems import Problem


async def own_sessions(session: Session) -> OwnSessions:
    """Those that are alive, the latest first; the account remembers a bounded number."""
    account = await account_of(session)
    remembered = sorted(account.sessions, key=lambda one: one.created_at, reverse=True)
    alive = await asyncio.gather(*(session_by_id(one.id) for one in remembered))
    return OwnSessions(
        items=[
            OwnSession(
                id=live.public_id,
                device=name_of(one.device),
                created_at=live.created_at,
                seen_at=live.seen_at,
                current=live.id == session.id,
            )
            for one, live in zip(remembered, alive, strict=True)
            if live is not None
        ]
    )


async def end_one(public_id: str, session: Session, context: ClientContext) -> None:
    """End one of the account's sessions; raises Problem `not_found` where it has no such one."""
    account = await account_of(session)
    found = next((one for one in account.sessions if one.public_id == public_id), None)
    if found is None:
        raise Problem("not_found")
    await end_session(found.id)
    await change_account(
        account.id,
        lambda now: now.model_copy(update={"sessions": [one for one in now.sessions if one.id != found.id]}),
    )
    audit.event("session_end", "one", account.id, context.address)


async def end_others(session: Session, context: ClientContext) -> None:
    """End all other sessions and every outstanding token; this session must be authenticated anew for changes."""
    await accounts.change_account_ending_access(session.account_id, lambda account: account, but=session.id)
    await change_session(session, reauthenticated_at=None)
    audit.event("session_end", "others", session.account_id, context.address)


async def history(session: Session) -> SignInHistory:
    account, uses = await asyncio.gather(account_of(session), uses_of(session.account_id))
    since = clock.now() - accounts.SIGN_INS_KEPT
    return SignInHistory(
        items=await entries(account),
        key_uses=[KeyUse(at=use.at, key=use.name, source=use.source) for use in uses if use.at > since],
    )


async def entries(account: Account) -> list[SignInEntry]:
    """The sign-ins of the last 90 days, the latest first."""
    past = await accounts.past_sign_ins(account.id)
    since = clock.now() - accounts.SIGN_INS_KEPT
    return [
        SignInEntry(at=one.at, device=name_of(one.device), method=one.method, new_device=one.new_device)
        for one in reversed([*(one for one in past if one not in account.sign_ins), *account.sign_ins])
        if one.at > since
    ]


def name_of(device: Device) -> DeviceName:
    return DeviceName(browser=device.browser, system=device.system)
