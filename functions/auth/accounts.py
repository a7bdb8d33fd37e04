"""The documents of container `accounts` as only auth writes them: accounts, login strings, mailboxes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Literal

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.access.api_keys import remove_keys
from shared.access.invitations import end_grants_of_account
from shared.access.sessions import NOBODY, end_session
from shared.accounts import (
    Account,
    OpenSession,
    PastSignIns,
    SignIn,
    account_by_id,
    account_in,
    change_account,
    mailbox_lookup,
    mailbox_lookups,
    stored_form,
)
from shared.json_model import RecordModel
from shared.lookup import LoginIds, login_ids, lookup_id, lookup_ids
from shared.problems import Problem
from shared.settings import settings

_CLAIM_KEPT = timedelta(hours=1)
_MAILBOX_READS = 3
_ATTEMPTS_KEPT = timedelta(days=30)
SIGN_INS_KEPT, MOST_SIGN_INS = timedelta(days=90), 500
SIGN_INS_AT_HAND = 20
"""How many sign-ins an account holds itself before the older half moves."""


class Failure(RecordModel):
    """An attempt that has not succeeded (yet); `source` is a keyed hash of an address or a known device."""

    source: str
    at: AwareDatetime


class Run(RecordModel):
    """Failures in a row since the account was last entered: of one known source, or of all others together."""

    since: AwareDatetime
    count: int = 0


class Attempts(RecordModel):
    """What is remembered of a login string's attempts."""

    failures: list[Failure] = []
    blocked: dict[str, AwareDatetime] = {}
    delays: int = 0
    runs: dict[str, Run] = {}


class Login(RecordModel):
    """The document of a login string: whose it is, if anybody's, and the attempts at it."""

    id: str
    type: Literal["login"] = "login"
    account_id: str | None = None
    created_at: AwareDatetime | None = None
    attempts: Attempts = Attempts()
    key_id: str = ""


def login_lookup(login: str) -> str:
    """The reservation's id of a normalised login: a PESEL, a NIP or a chosen one."""
    return lookup_id("login", login)


async def current_login(login: str) -> str:
    """The same, where what still stands under a former key is brought over first."""
    ids = login_ids(login)
    await bring_login_over(ids)
    return ids.present


async def bring_login_over(ids: LoginIds) -> None:
    """Move a login that an account has from under a former key to the present one; may be repeated.

    It is bound anew before it is let go, so that at no time it is free. A string nobody has stays: it ends by itself.
    """
    for former in ids.former:
        login, _ = await login_by_id(former)
        if login.account_id is None:
            continue
        with suppress(cosmos.Conflict):
            await reserve_login(ids.present, login.account_id, attempts=login.attempts)
        if (await login_by_id(ids.present))[0].account_id == login.account_id:
            await _know_by(login.account_id, former, ids)
            await cosmos.delete("accounts", former, former)


async def _know_by(account_id: str, former: str, ids: LoginIds) -> None:
    """Let the account know the new id of its PESEL or NIP; one that is being closed lets go of the login."""

    def known(account: Account) -> Account:
        if account.state == "closed":
            raise Problem("session_missing")
        if account.identifier_lookup != former:
            return account
        return account.model_copy(update={"identifier_lookup": ids.present, "personal_lookups": ids.personal})

    try:
        await change_account(account_id, known)
    except Problem:
        await release_login(ids.present, account_id)


async def create_account(account: Account) -> str:
    """Returns the version (ETag) for `replace_account`."""
    return str((await cosmos.create("accounts", stored_form(account)))["_etag"])


async def delete_account(account_id: str) -> None:
    await cosmos.delete("accounts", account_id, account_id)


async def reserve_login(reservation_id: str, account_id: str, *, attempts: Attempts | None = None) -> None:
    """Bind a login to an account, with the attempts at it; raises Conflict where it is bound already."""

    def bound(stored: cosmos.Item | None) -> cosmos.Item:
        login = _login(stored, reservation_id)
        if login.account_id is not None:
            raise cosmos.Conflict
        bound_now = {"account_id": account_id, "created_at": clock.now(), "key_id": settings().lookup_key_id}
        return _stored(login.model_copy(update=bound_now | ({"attempts": attempts} if attempts else {})))

    await cosmos.update("accounts", reservation_id, bound)


async def release_login(reservation_id: str, account_id: str) -> None:
    """Let go of a login the account has; one that is another's stays. The attempts at it stay counted."""

    def released(stored: cosmos.Item | None) -> cosmos.Item | None:
        login = _login(stored, reservation_id)
        if login.account_id != account_id:
            return None
        free = login.model_copy(update={"account_id": None, "created_at": None})
        return _stored(free) | {"ttl": int(_ATTEMPTS_KEPT.total_seconds())}

    await cosmos.update("accounts", reservation_id, released)


async def login_by_id(reservation_id: str) -> tuple[Login, cosmos.Snapshot]:
    """The login's document, and a snapshot of it; for a string nobody has as a login, one that says so."""
    stored = await cosmos.read("accounts", reservation_id, reservation_id)
    return _login(stored, reservation_id), (stored,)


async def account_id_by_login(reservation_id: str) -> str | None:
    return (await login_by_id(reservation_id))[0].account_id


async def change_attempts(
    reservation_id: str, change: Callable[[Attempts], Attempts], snapshot: cosmos.Snapshot
) -> None:
    """Change the attempts at a login string; what `change` raises leaves them as they are."""

    def changed(stored: cosmos.Item | None) -> cosmos.Item:
        login = _login(stored, reservation_id)
        attempts = {"attempts": change(login.attempts), "key_id": settings().lookup_key_id}
        item = _stored(login.model_copy(update=attempts))
        return item if login.account_id else item | {"ttl": int(_ATTEMPTS_KEPT.total_seconds())}

    await cosmos.update("accounts", reservation_id, changed, snapshot=snapshot)


def _login(stored: cosmos.Item | None, reservation_id: str) -> Login:
    return Login.model_validate(cosmos.plain(stored)) if stored else Login(id=reservation_id)


async def add_to_mailbox(email: str, account_id: str) -> None:
    """Note that the account's mail goes to this address."""
    item_id = mailbox_lookup(email)
    await cosmos.update(
        "accounts",
        item_id,
        lambda stored: {
            "id": item_id,
            "type": "mailbox",
            "keyId": settings().lookup_key_id,
            "accountIds": sorted({*(stored["accountIds"] if stored else []), account_id}),
        },
    )


async def bring_mailboxes_over() -> None:
    """Move what stands under a former lookup key to the present one: mailboxes, and logins that were chosen.

    A PESEL or NIP rests nowhere: `bring_login_over` moves it when its owner or billing tells it. For the timer.
    """
    async for stored in _under_former_keys("mailbox"):
        found = [found[0] for one in stored["accountIds"] if (found := await account_by_id(one))]
        if any(stored["id"] == mailbox_lookup(one.email) for one in found):
            await note_present_key("accounts", stored["id"])
            continue
        for account in [one for one in found if stored["id"] in mailbox_lookups(one.email)[1:]]:
            await add_to_mailbox(account.email, account.id)
        await cosmos.delete("accounts", stored["id"], stored["id"])
    async for stored in _under_former_keys("login"):
        owner = await account_by_id(stored["accountId"])
        if owner and owner[0].chosen_login:
            ids = login_ids(owner[0].chosen_login)
            await bring_login_over(ids)
            await note_present_key("accounts", ids.present)


async def note_present_key(container: str, item_id: str) -> None:
    """Let what stands under the present key carry its name; it carries another where only the name is new."""
    name = settings().lookup_key_id
    other = f"NOT IS_DEFINED(c.keyId) OR c.keyId != '{name}'"
    await cosmos.patch(container, item_id, [{"op": "set", "path": "/keyId", "value": name}], other)


async def logins_under_former_keys() -> int:
    """How many logins of accounts wait for their owner or billing to tell them; for the timer."""
    return len([one async for one in _under_former_keys("login") if one["accountId"]])


def _under_former_keys(kind: Literal["mailbox", "login"]) -> AsyncIterator[cosmos.Item]:
    """Crosses partitions."""
    sql = "SELECT * FROM c WHERE c.type = @kind AND (NOT IS_DEFINED(c.keyId) OR c.keyId != @present)"
    return cosmos.query("accounts", sql, None, kind=kind, present=settings().lookup_key_id)


async def remove_from_mailbox(email: str, account_id: str) -> None:
    def removed(stored: cosmos.Item | None) -> cosmos.Item | None:
        if stored is None:
            return None
        left = [one for one in stored["accountIds"] if one != account_id]
        return cosmos.plain(stored) | {"accountIds": left} | ({} if left else {"ttl": 1})

    for mailbox in mailbox_lookups(email):
        await cosmos.update("accounts", mailbox, removed)


async def accounts_of_mailbox(email: str) -> list[Account]:
    """The accounts whose mail goes to this address."""
    stored = [await cosmos.read("accounts", mailbox, mailbox) for mailbox in mailbox_lookups(email)]
    # An unknown mailbox costs what one with accounts costs: always as many reads, at once.
    known = sorted({account_id for one in filter(None, stored) for account_id in one["accountIds"]})
    found = await asyncio.gather(*map(account_by_id, [*known, *[NOBODY] * (_MAILBOX_READS - len(known))]))
    return [account for account, _ in filter(None, found) if mailbox_lookup(account.email) == mailbox_lookup(email)]


async def change_account_ending_sessions(
    account_id: str, change: Callable[[Account], Account], *, but: str = ""
) -> Account:
    """Change an account and end its sessions, all but the one with the id `but`."""
    ended: list[OpenSession] = []

    def changed(account: Account) -> Account:
        nonlocal ended
        ended = [one for one in account.sessions if one.id != but]
        return change(account).model_copy(update={"sessions": [one for one in account.sessions if one.id == but]})

    account = await change_account(account_id, changed)
    for one in ended:
        await end_session(one.id)
    return account


async def change_account_ending_access(
    account_id: str, change: Callable[[Account], Account], *, but: str = ""
) -> Account:
    """Change an account, end its sessions but one, and with them every outstanding token of the account.

    One-time passwords and passkey challenges belong to a `token_epoch`; a change of address that waits for its link
    and a second step that waits for its first code stand in the account itself.
    """

    def changed(account: Account) -> Account:
        after = change(account)
        ended = {"token_epoch": account.token_epoch + 1, "email_change": None}
        return after.model_copy(update=ended | ({} if after.has_second_step else {"totp": None}))

    return await change_account_ending_sessions(account_id, changed, but=but)


async def replace_account(account: Account, version: str) -> None:
    """Raises Conflict where the account changed since it was read as `version`."""
    await cosmos.replace("accounts", stored_form(account) | {"_etag": version})


async def past_sign_ins(account_id: str) -> list[SignIn]:
    """The sign-ins the account itself holds no more, the oldest first."""
    stored = await cosmos.read("accounts", _past_id(account_id), _past_id(account_id))
    return _past(stored, account_id).items


async def keep_past_sign_ins(account: Account) -> int:
    """Copy the older half of the account's sign-ins where it holds many; returns how many it need not hold any more.

    Before the account's own write, and once only however often it is tried.
    """
    moved = account.sign_ins[: SIGN_INS_AT_HAND // 2]
    if len(account.sign_ins) < SIGN_INS_AT_HAND:
        return 0

    def kept(stored: cosmos.Item | None) -> cosmos.Item:
        past = _past(stored, account.id)
        latest = past.items[-1].at if past.items else moved[0].at - SIGN_INS_KEPT
        recent = [one for one in past.items if one.at > moved[-1].at - SIGN_INS_KEPT]
        items = [*recent, *(one for one in moved if one.at > latest)][-MOST_SIGN_INS:]
        return past.model_copy(update={"items": items}).model_dump(mode="json") | {
            "ttl": int(SIGN_INS_KEPT.total_seconds())
        }

    await cosmos.update("accounts", _past_id(account.id), kept)
    return len(moved)


def _past(stored: cosmos.Item | None, account_id: str) -> PastSignIns:
    return PastSignIns.model_validate(cosmos.plain(stored)) if stored else PastSignIns(id=_past_id(account_id))


def _past_id(account_id: str) -> str:
    return f"sign-ins:{account_id}"


async def finish_activations() -> int:
    """Finish or drop activations that broke off between their writes; returns how many accounts were dropped."""
    dropped = 0
    async for item in cosmos.query(
        "accounts",
        "SELECT * FROM c WHERE c.type = 'account' AND c.state = 'claiming' AND c.createdAt <= @moment",
        None,
        moment=clock.iso(clock.now() - _CLAIM_KEPT),
    ):
        account = account_in(item)
        if await account_id_by_login(account.identifier_lookup) == account.id:
            # Whoever changed it since was the activation itself.
            with suppress(cosmos.Conflict):
                await replace_account(account.model_copy(update={"state": "active"}), str(item["_etag"]))
        else:
            await delete_account(account.id)
            dropped += 1
    return dropped


async def accounts_to_close() -> list[Account]:
    """The accounts whose closing is due; for the timer."""
    return await _accounts_where("c.closing.closesAt <= @value", clock.iso(clock.now()))


async def decide_closing(account_id: str) -> Account | None:
    """Decide that the account is deleted, which cannot be taken back; None where its owner took it back before."""

    def closed(stored: cosmos.Item | None) -> cosmos.Item | None:
        account = account_in(stored) if stored else None
        if account is None or account.closing is None or account.closing.closes_at > clock.now():
            return None
        return stored_form(account.model_copy(update={"state": "closed"}))

    decided = await cosmos.update("accounts", account_id, closed)
    return None if decided is None else account_in(decided)


async def accounts_of_customer(customer_id: str) -> list[Account]:
    """The accounts that lead to a customer; for the timer."""
    return await _accounts_where("c.customerId = @value", customer_id)


async def _accounts_where(condition: str, value: str) -> list[Account]:
    """Crosses partitions. `condition` is a constant of this module, never input."""
    sql = f"SELECT * FROM c WHERE c.type = 'account' AND {condition}"  # noqa: S608
    return [account_in(item) async for item in cosmos.query("accounts", sql, None, value=value)]


async def remove_account(account: Account) -> None:
    """End everything an account has and delete it, leaving a tombstone without personal data; may be repeated.

    The customer's later registration is a new one: nothing of the login strings or the mailbox stays bound.
    """
    for session in account.sessions:
        await end_session(session.id)
    tombstone = {"id": f"closed-account:{lookup_id('closed', account.identifier_lookup)}:{account.id}"}
    await cosmos.container("operations").upsert_item(tombstone | {"closedAt": clock.iso(clock.now())})
    await release_login(account.identifier_lookup, account.id)
    if account.chosen_login:
        for login in lookup_ids("login", account.chosen_login):
            await release_login(login, account.id)
    await remove_from_mailbox(account.email, account.id)
    await cosmos.delete("accounts", _past_id(account.id), _past_id(account.id))
    await remove_keys(account.id)
    await end_grants_of_account(account)
    await delete_account(account.id)


def _stored(login: Login) -> cosmos.Item:
    return login.model_dump(mode="json")
