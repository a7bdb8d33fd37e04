"""Personal API keys: what a customer's own programs read with, by GET alone and within the key's scopes.

An account has one document of them in container `accounts`. A key names its account and carries a secret of 256 bits
that is kept as its SHA-256 only; it is valid while the account is active, for a year at most.
"""

import hmac
from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Literal

from fastapi import Request
from pydantic import AwareDatetime, Field

from shared import clock, cosmos
from shared.access.sessions import Session
from shared.accounts import account_by_id
from shared.http.client_address import address_in, truncated
from shared.http.limits import Limit, require
from shared.json_model import RecordModel
from shared.lookup import new_token, random_id, token_id
from shared.problems import Problem

ApiScope = Literal["supply:read", "billing:read"]
LIFETIME = timedelta(days=365)
MOST_KEYS = 10
USES = Limit(120, timedelta(minutes=15))
_KEPT_USES = 30
_KEPT_ENDED_USES = 60
type Change = Callable[["ApiKeys"], "ApiKeys | None"]

_PREFIX = "mojbok."
_AREAS: dict[str, ApiScope] = {"/api/supply": "supply:read", "/api/billing": "billing:read"}


class ApiKeyUse(RecordModel):
    """The first use of a day from a network (an address cut to its network)."""

    at: AwareDatetime
    source: str


class ApiKey(RecordModel):
    """A key as it is kept; `digest` is the SHA-256 of its secret, `uses` the latest days it was used.

    It is void once the account's `token_epoch` is another one: what ends all sessions ends all keys.
    """

    id: str
    name: str
    scopes: list[ApiScope]
    digest: str
    token_epoch: int
    created_at: AwareDatetime
    expires_at: AwareDatetime
    uses: list[ApiKeyUse] = []


class NamedUse(ApiKeyUse):
    """A use with the name of the key."""

    name: str


class ApiKeys(RecordModel):
    """The keys of an account; `ended_uses` are the latest uses of those that are no more."""

    id: str
    type: Literal["api-keys"] = "api-keys"
    keys: Annotated[list[ApiKey], Field(max_length=MOST_KEYS)] = []
    ended_uses: list[NamedUse] = []

    def keeping(self, keys: list[ApiKey]) -> "ApiKeys":
        """These keys, and of the others what they were used for."""
        kept = {key.id for key in keys}
        ended = [use for key in self.keys if key.id not in kept for use in _named(key)]
        uses = sorted([*self.ended_uses, *ended], key=lambda use: use.at)
        return self.model_copy(update={"keys": keys, "ended_uses": uses[-_KEPT_ENDED_USES:]})


def key_in(request: Request) -> str | None:
    """The API key a request brings in place of a session, in `X-Api-Key`.

    Static Web Apps puts a token of its own into `Authorization` on the way to the API, so a key never arrives there.
    """
    token = request.headers.get("x-api-key", "").strip()
    return token if token.startswith(_PREFIX) else None


async def session_of_key(request: Request, token: str) -> Session | None:
    """The session a key stands for; None for a key that is none, or no longer.

    Raises Problem `key_scope_missing` for what the key may not read, `too_many_attempts` past its own limit.
    """
    account_id, _, secret = token.removeprefix(_PREFIX).partition(".")
    kept = await keys_of(account_id)
    key = next((one for one in kept.keys if hmac.compare_digest(one.digest, token_id(secret))), None)
    now = clock.now()
    if key is None or now >= key.expires_at:
        return None
    found = await account_by_id(account_id)
    if found is None or found[0].state != "active" or found[0].token_epoch != key.token_epoch:
        return None
    account, _ = found
    if request.method != "GET" or _scope_of(request.url.path) not in key.scopes:
        raise Problem("key_scope_missing")
    await require("api-key", f"{account_id}:{key.id}", USES)
    await _note_use(account_id, key, truncated(address_in(request.headers)))
    return Session(
        id="",
        account_id=account_id,
        customer_id=account.customer_id,
        kind=account.kind,
        display_name="",
        customer_number="",
        terms_version=account.terms_version,
        created_at=now,
        seen_at=now,
        expires_at=now,
        ends_at=now,
    )


async def keys_of(account_id: str) -> ApiKeys:
    stored = await cosmos.read("accounts", _document(account_id), _document(account_id))
    return ApiKeys.model_validate(cosmos.plain(stored)) if stored else ApiKeys(id=_document(account_id))


async def uses_of(account_id: str) -> list[NamedUse]:
    """When and from where the account's keys were used, the latest first, those of ended keys among them."""
    kept = await keys_of(account_id)
    uses = [*kept.ended_uses, *(use for key in kept.keys for use in _named(key))]
    return sorted(uses, key=lambda use: use.at, reverse=True)


async def remove_keys(account_id: str) -> None:
    """End all keys of an account and forget them, with where they were used."""
    await cosmos.delete("accounts", _document(account_id), _document(account_id))


async def create_key(account_id: str, token_epoch: int, name: str, scopes: list[ApiScope]) -> tuple[ApiKey, str]:
    """A new key and its token, which is kept nowhere. Raises Problem `too_many_keys`."""
    secret, now = new_token(), clock.now()
    key = ApiKey(
        id=random_id(),
        name=name,
        scopes=scopes,
        digest=token_id(secret),
        token_epoch=token_epoch,
        created_at=now,
        expires_at=now + LIFETIME,
    )

    def added(kept: ApiKeys) -> ApiKeys:
        alive = [one for one in kept.keys if one.expires_at > now]
        if len(alive) >= MOST_KEYS:
            raise Problem("too_many_keys")
        return kept.keeping([*alive, key])

    await _change(account_id, added)
    return key, f"{_PREFIX}{account_id}.{secret}"


async def revoke_key(account_id: str, key_id: str) -> bool:
    """End a key at once; False where the account has no such key."""
    found = False

    def without(kept: ApiKeys) -> ApiKeys | None:
        nonlocal found
        left = [one for one in kept.keys if one.id != key_id]
        found = len(left) < len(kept.keys)
        return kept.keeping(left) if found else None

    await _change(account_id, without)
    return found


async def _note_use(account_id: str, key: ApiKey, source: str) -> None:
    now = clock.now()
    if any(use.source == source and use.at.date() == now.date() for use in key.uses):
        return

    def noted(kept: ApiKeys) -> ApiKeys:
        use = ApiKeyUse(at=now, source=source)
        keys = [
            one.model_copy(update={"uses": [*one.uses, use][-_KEPT_USES:]}) if one.id == key.id else one
            for one in kept.keys
        ]
        return kept.model_copy(update={"keys": keys})

    await _change(account_id, noted)


async def _change(account_id: str, change: Change) -> None:
    document = _document(account_id)

    def changed(stored: cosmos.Item | None) -> cosmos.Item | None:
        kept = ApiKeys.model_validate(cosmos.plain(stored)) if stored else ApiKeys(id=document)
        after = change(kept)
        return after.model_dump(mode="json") if after is not None else None

    await cosmos.update("accounts", document, changed)


def _named(key: ApiKey) -> list[NamedUse]:
    return [NamedUse(at=use.at, source=use.source, name=key.name) for use in key.uses]


def _document(account_id: str) -> str:
    return f"api-keys:{account_id}"


def _scope_of(path: str) -> ApiScope | None:
    return next((scope for area, scope in _AREAS.items() if path.startswith(f"{area}/")), None)
