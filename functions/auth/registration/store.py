"""The documents of the registrations: waiting for their link, used, or refused with a reason."""

from datetime import timedelta
from typing import Literal

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.accounts import Consent
from shared.json_model import RecordModel
from shared.locale import Locale

RefusalReason = Literal["customer_unknown", "identifier_wrong", "document_wrong", "already_registered"]
_REFUSED_KEPT = timedelta(days=90)


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
    email: str
    chosen_login: str | None
    terms_version: str
    consents: list[Consent]
    locale: Locale
    created_at: AwareDatetime
    expires_at: AwareDatetime


async def create_registration(registration: Registration) -> None:
    kept_until = registration.expires_at
    if registration.state == "refused":
        kept_until = clock.now() + _REFUSED_KEPT
    await cosmos.create("registrations", _stored(registration) | {"ttl": cosmos.ttl_until(kept_until)})


async def registration_by_token_id(registration_id: str) -> Registration | None:
    stored = await cosmos.read("registrations", registration_id, registration_id)
    return None if stored is None else Registration.model_validate(cosmos.plain(stored))


async def mark_registration_used(registration: Registration) -> None:
    """So that a second click is told the account stands; the document goes when its link would have ended."""
    used = _stored(registration.model_copy(update={"state": "used"}))
    await cosmos.container("registrations").upsert_item(used | {"ttl": cosmos.ttl_until(registration.expires_at)})


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


def _stored(registration: Registration) -> cosmos.Item:
    return registration.model_dump(mode="json")
