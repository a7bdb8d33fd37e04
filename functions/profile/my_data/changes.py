"""A change of a customer's data: asked of billing once, under way until the mirror tells what became of it."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal, cast

from functions.profile.my_data.models import ConsentChoice, MyChange, NewDelivery, PostalAddress
from functions.profile.my_data.store import Known
from shared import clock
from shared.billing import customer_requests
from shared.billing.customer_requests import StoredRequest
from shared.billing_contract import CustomerRequest
from shared.http.limits import Limit, require
from shared.problems import Problem

Part = Literal["contact", "delivery", "consents"]
_A_DAY = Limit(40, timedelta(days=1))
_REFUSALS_SHOWN = timedelta(days=30)


async def ask(customer_id: str, known: Known, part: Part, asked: Any, key: str, *, shown: str, expected: str) -> None:
    """Ask billing for a change decided by what was `shown`; the same key again changes nothing.

    Raises Problem `data_changed` where the page had `expected` something else, `idempotency_key_reused`,
    `too_many_attempts`.
    """
    request_id = customer_requests.request_id(customer_id, f"{part}:{key}")
    repeated = any(one.id == request_id for one in known.requests)
    if not repeated:
        if expected.strip().removeprefix("W/").strip('"') != shown:
            raise Problem("data_changed")
        await require("profile-changes", customer_id, _A_DAY)
    request = CustomerRequest.model_validate(
        {
            "portal_reference": request_id,
            "customer_id": customer_id,
            "kind": part,
            "requested_at": clock.now(),
            part: asked,
        }
    )
    stored = await customer_requests.ask(request, over=known.counts)
    if not repeated:
        known.requests.append(stored)
        known.counts.of[part] = known.counts.of.get(part, 0) + 1


def version_of(known: Known, data: dict[str, Any], parts: Sequence[Part]) -> str:
    """What a page was shown, and the changes that were asked for by then, as a short text."""
    counts = [known.counts.of.get(part, 0) for part in parts]
    text = json.dumps([data, counts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def changes_of(known: Known, parts: Sequence[Part]) -> list[MyChange]:
    """The changes under way, and those refused in the last thirty days that no later one has taken the place of."""
    shown: list[MyChange] = []
    for stored in known.requests:
        request = stored.request
        if request.kind not in parts:
            continue
        outcome = known.outcomes.get(stored.id)
        shown = [one for one in shown if one.state != "refused" or one.part != request.kind]
        if outcome is not None and outcome.state == "confirmed":
            continue
        refused = stored.state == "refused" or (outcome is not None and outcome.state == "rejected")
        decided_on = (outcome.decided_on if outcome else None) or request.requested_at.astimezone(clock.WARSAW).date()
        if refused and decided_on < clock.today() - _REFUSALS_SHOWN:
            continue
        shown.append(_shown(stored, "refused" if refused else None, outcome.reason if outcome else None))
    return shown


def _shown(stored: StoredRequest, state: Literal["refused"] | None, reason: str | None) -> MyChange:
    request = stored.request
    contact = request.contact
    return MyChange(
        id=stored.id,
        part=cast("Part", request.kind),
        state=state or ("waiting" if stored.state == "waiting" else "passed_on"),
        asked_at=request.requested_at,
        reference=stored.reference,
        reason=reason,
        email=contact.email if contact else None,
        phone=contact.phone if contact else None,
        address=address_of(contact.address) if contact else None,
        correspondence_address=address_of(contact.correspondence_address) if contact else None,
        delivery=[NewDelivery(kind=kind, electronic=way == "electronic") for kind, way in _items(request.delivery)],
        consents=[ConsentChoice(key=key, granted=one.granted) for key, one in _items(request.consents)],
    )


def address_of(reported: Any) -> PostalAddress | None:
    """An address of billing's as a page shows it."""
    if reported is None:
        return None
    data: dict[str, Any] = reported if isinstance(reported, dict) else reported.model_dump(mode="json")
    # As billing has it: what a page would not take from a person is shown all the same.
    return PostalAddress.model_construct(
        street=data.get("street"),
        building=data.get("building"),
        flat=data.get("flat"),
        postal_code=data.get("postalCode"),
        city=data["city"],
    )


def _items(values: dict[Any, Any] | None) -> list[tuple[Any, Any]]:
    return list((values or {}).items())
