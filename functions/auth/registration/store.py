"""The documents of the registrations: waiting for their link, used, or refused with a reason."""

from datetime import timedelta
from typing import Any, Literal

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.accounts import Consent
from shared.identifiers import normalised_login, number_key
from shared.json_model import RecordModel
from shared.locale import Locale
from shared.lookup import lookup_ids

RefusalReason = Literal["customer_unknown", "identifier_wrong", "document_wrong", "already_registered"]
_REFUSED_KEPT = timedelta(days=90)
_OVER_KEPT = timedelta(days=90)


class Registration(RecordModel):
    """A registration that waits for its link, was used, or was refused with a reason for the clerks."""

    id: str
    state: Literal["pending", "used", "refused"]
    reason: RefusalReason | None = None
    customer_id: str | None
    kind: Literal["individual", "business"]
    identifier_lookup: str
    identifier_masked: str = ""
    personal_lookups: list[str] = []
    customer_number: str
    document_number: str = ""
    email: str
    chosen_login: str | None
    terms_version: str
    consents: list[Consent]
    locale: Locale
    created_at: AwareDatetime
    expires_at: AwareDatetime


class OverLink(RecordModel):
    """What is left of a registration whose link is over: whose login it was about, as a keyed hash."""

    id: str
    state: Literal["over"] = "over"
    identifier_lookup: str


async def create_registration(registration: Registration) -> None:
    kept_until, found_by = registration.expires_at, {}
    if registration.state == "refused":
        kept_until = clock.now() + _REFUSED_KEPT
        typed = (registration.customer_number, registration.document_number, registration.email)
        keys = {number_key(one) for one in typed} | {registration.identifier_lookup}
        found_by = {"findable": sorted(keys)}
    await cosmos.create("registrations", _stored(registration) | found_by | {"ttl": cosmos.ttl_until(kept_until)})


def findable(text: str) -> list[str]:
    """What refused registrations are found under by what somebody typed there, a PESEL or NIP as its keyed hashes."""
    return [number_key(text), *lookup_ids("login", normalised_login(text))]


async def refused_with(keys: list[str], *, limit: int) -> list[Registration]:
    """Refused registrations with one of these keys, the latest first. Crosses partitions; for clerks."""
    names = [f"key{n}" for n, _ in enumerate(keys)]
    either = " OR ".join(f"ARRAY_CONTAINS(c.findable, @{name})" for name in names)
    parameters: dict[str, Any] = dict(zip(names, keys, strict=True))
    sql = f"SELECT * FROM c WHERE c.state = 'refused' AND ({either})"  # noqa: S608
    items = cosmos.query("registrations", sql, None, **parameters)
    found = [Registration.model_validate(cosmos.plain(item)) async for item in items]
    return sorted(found, key=lambda one: one.created_at, reverse=True)[:limit]


async def registration_by_token_id(registration_id: str) -> Registration | OverLink | None:
    stored = await cosmos.read("registrations", registration_id, registration_id)
    if stored is None:
        return None
    kind = OverLink if stored["state"] == "over" else Registration
    return kind.model_validate(cosmos.plain(stored))


async def mark_registration_used(registration: Registration) -> None:
    """So that a second click is told the account stands; little is left of it when its link would have ended."""
    used = _stored(registration.model_copy(update={"state": "used"}))
    await cosmos.container("registrations").upsert_item(used | {"ttl": cosmos.ttl_until(registration.expires_at)})


async def remove_expired_registrations() -> int:
    """Leave of what waited longer than its link works, or was used, only whom it was for; returns how many.

    So a link from an old mail still says that the account stands, and names nobody.
    """
    removed = 0
    async for item in cosmos.query(
        "registrations",
        "SELECT c.id, c.identifierLookup FROM c WHERE c.state IN ('pending', 'used') AND c.expiresAt <= @now",
        None,
        now=clock.iso(clock.now()),
    ):
        over = OverLink(id=item["id"], identifier_lookup=item["identifierLookup"])
        kept = {"ttl": int(_OVER_KEPT.total_seconds())}
        await cosmos.container("registrations").upsert_item(over.model_dump(mode="json") | kept)
        removed += 1
    return removed


def _stored(registration: Registration) -> cosmos.Item:
    return registration.model_dump(mode="json")
