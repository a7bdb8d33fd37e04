"""The documents of the door: registrations, accounts, and the reservations that keep logins unique."""

from datetime import datetime, timedelta
from typing import Any, Literal

from pydantic import AwareDatetime

from functions.auth.models import Consent, Locale
from shared import clock, cosmos
from shared.json_model import JsonModel
from shared.lookup import lookup_id

NOBODY = "nobody"
"""An id that no document has: reading it costs what reading a real one costs."""

RefusalReason = Literal["customer_unknown", "identifier_wrong", "document_wrong", "already_registered"]
_REFUSED_KEPT = timedelta(days=90)
_CLAIM_KEPT = timedelta(hours=1)


class Registration(JsonModel):
    """A registration that waits for its link, was used, or was refused with a reason for the clerks."""

    id: str
    state: Literal["pending", "used", "refused"]
    reason: RefusalReason | None = None
    customer_id: str | None
    kind: Literal["individual", "business"]
    identifier_lookup: str
    customer_number: str
    email: str
    chosen_login: str | None
    terms_version: str
    consents: list[Consent]
    locale: Locale
    created_at: AwareDatetime
    expires_at: AwareDatetime


class OpenSession(JsonModel):
    """What the account remembers of a session, so that others can be ended."""

    id: str
    created_at: AwareDatetime
    ends_at: AwareDatetime


class Account(JsonModel):
    """A person's way in. `claiming` lasts from the first write of an activation to its last."""

    id: str
    type: Literal["account"] = "account"
    state: Literal["claiming", "active"]
    customer_id: str
    kind: Literal["individual", "business"]
    identifier_lookup: str
    email: str
    chosen_login: str | None
    locale: Locale
    password_hash: str
    pepper_id: str
    terms_version: str
    terms_accepted_at: AwareDatetime
    consents: list[Consent]
    created_at: AwareDatetime
    sessions: list[OpenSession] = []


def login_lookup(login: str) -> str:
    """The reservation's id of a normalised login: a PESEL, a NIP or a chosen one."""
    return lookup_id("login", login)


async def create_registration(registration: Registration) -> None:
    kept_until = registration.expires_at
    if registration.state == "refused":
        kept_until = clock.now() + _REFUSED_KEPT
    await cosmos.create("registrations", _stored(registration) | {"ttl": _seconds_until(kept_until)})


async def registration_by_token_id(registration_id: str) -> Registration | None:
    stored = await cosmos.read("registrations", registration_id, registration_id)
    return None if stored is None else Registration.model_validate(cosmos.plain(stored))


async def mark_registration_used(registration: Registration) -> None:
    """So that a second click is told the account stands; the document goes when its link would have ended."""
    used = _stored(registration.model_copy(update={"state": "used"}))
    await cosmos.container("registrations").upsert_item(used | {"ttl": _seconds_until(registration.expires_at)})


async def remove_expired_registrations() -> int:
    """Delete what waited longer than its link works; returns how many."""
    removed = 0
    async for item in cosmos.query(
        "registrations",
        "SELECT c.id FROM c WHERE c.state != 'refused' AND c.expiresAt <= @now",
        None,
        now=clock.iso(clock.now()),
    ):
        await cosmos.delete("registrations", item["id"], item["id"])
        removed += 1
    return removed


async def create_account(account: Account) -> str:
    """Returns the version (ETag) for `replace_account`."""
    return str((await cosmos.create("accounts", _stored(account)))["_etag"])


async def delete_account(account_id: str) -> None:
    await cosmos.delete("accounts", account_id, account_id)


async def reserve_login(reservation_id: str, account_id: str) -> None:
    """Bind a login to an account; raises Conflict where it is bound already."""
    await cosmos.create(
        "accounts",
        {"id": reservation_id, "type": "login", "accountId": account_id, "createdAt": clock.iso(clock.now())},
    )


async def account_id_by_login(reservation_id: str) -> str | None:
    stored = await cosmos.read("accounts", reservation_id, reservation_id)
    return None if stored is None else str(stored["accountId"])


async def account_by_id(account_id: str | None) -> tuple[Account, str] | None:
    """The account and its version (ETag). None costs the same request as an account."""
    wanted = account_id or NOBODY
    stored = await cosmos.read("accounts", wanted, wanted)
    return None if stored is None else (Account.model_validate(cosmos.plain(stored)), str(stored["_etag"]))


async def replace_account(account: Account, version: str) -> None:
    """Raises Conflict where the account changed since it was read as `version`."""
    await cosmos.replace("accounts", _stored(account) | {"_etag": version})


async def settle_claims() -> int:
    """Finish or drop activations that broke off between their writes; returns how many accounts were dropped."""
    dropped = 0
    async for item in cosmos.query(
        "accounts",
        "SELECT * FROM c WHERE c.type = 'account' AND c.state = 'claiming' AND c.createdAt <= @moment",
        None,
        moment=clock.iso(clock.now() - _CLAIM_KEPT),
    ):
        account = Account.model_validate(cosmos.plain(item))
        if await account_id_by_login(account.identifier_lookup) == account.id:
            await replace_account(account.model_copy(update={"state": "active"}), str(item["_etag"]))
        else:
            await delete_account(account.id)
            dropped += 1
    return dropped


async def customer_by_number(customer_number: str) -> dict[str, Any] | None:
    """The mirrored customer a printed customer number belongs to; two point reads, found or not."""
    key = lookup_id("customer-number", customer_number)
    pointer = await cosmos.read("customers", key, key)
    owner = str(pointer["target"]) if pointer else NOBODY
    return await cosmos.read("customers", "customer", owner)


async def customer_has_document(customer_id: str | None, number: str, issued_since: str) -> bool:
    """Whether an invoice of that number was issued since the day, or, where there is none yet, such a contract."""
    documents: set[str] = set()
    contracts: set[str] = set()
    async for item in cosmos.query(
        "customers",
        "SELECT c.type, c.data.number FROM c WHERE c.deleted = false"
        " AND (c.type = 'contract' OR (c.type = 'document' AND c.data.issuedOn >= @since))",
        customer_id or NOBODY,
        since=issued_since,
    ):
        (documents if item["type"] == "document" else contracts).add(_comparable(item["number"]))
    return _comparable(number) in (documents or contracts)


def _comparable(number: str) -> str:
    """A printed number as people copy it: spaces and case do not count."""
    return "".join(number.split()).casefold()


def _stored(model: JsonModel) -> cosmos.Item:
    return model.model_dump(mode="json")


def _seconds_until(moment: datetime) -> int:
    return max(1, int((moment - clock.now()).total_seconds()) + 3600)
