"""What billing knows of a customer, and asking it to change it."""

from functions.profile.my_data import changes, store
from functions.profile.my_data.models import (
    ConsentRow,
    Consents,
    ConsentsChange,
    ContactChange,
    DeliveryChange,
    DeliveryChoice,
    Profile,
)
from functions.profile.my_data.store import Known
from shared.billing_contract import BilledKind
from shared.problems import FieldFault, Problem

_KINDS: tuple[BilledKind, ...] = ("invoice", "correction", "interest_note")
_SHOWN = ("kind", "displayName", "identifierMasked", "customerNumber", "email", "phone", "address")


async def profile_of(customer_id: str) -> Profile:
    """Raises Problem `not_found`."""
    return _profile(await store.known_of(customer_id))


async def change_contact(customer_id: str, request: ContactChange, key: str, expected: str) -> Profile:
    """Raises Problem `not_found`, and what `changes.ask` does."""
    known = await store.known_of(customer_id)
    asked = request.model_dump(mode="json", exclude_none=True)
    shown = _profile(known).version
    await changes.ask(customer_id, known, "contact", asked, key, shown=shown, expected=expected)
    return _profile(known)


async def change_delivery(customer_id: str, request: DeliveryChange, key: str, expected: str) -> Profile:
    """Raises Problem `validation_failed` for a kind named twice, `not_found`, and what `changes.ask` does."""
    ways = {one.kind: "electronic" if one.electronic else "paper" for one in request.items}
    if len(ways) < len(request.items):
        raise Problem("validation_failed", errors=[FieldFault("items", "value_invalid")])
    known = await store.known_of(customer_id)
    shown = _profile(known).version
    await changes.ask(customer_id, known, "delivery", ways, key, shown=shown, expected=expected)
    return _profile(known)


async def consents_of(customer_id: str) -> Consents:
    """Raises Problem `not_found`."""
    return _consents(await store.known_of(customer_id))


async def change_consents(customer_id: str, request: ConsentsChange, key: str, expected: str) -> Consents:
    """Raises Problem `validation_failed` for a consent there is not, `not_found`, and what `changes.ask` does."""
    known = await store.known_of(customer_id)
    shown = _consents(known)
    versions = {row.key: row.version for row in shown.items}
    asked = {one.key: {"granted": one.granted, "version": versions.get(one.key)} for one in request.items}
    if len(asked) < len(request.items) or not set(asked) <= set(versions):
        raise Problem("validation_failed", errors=[FieldFault("items", "value_invalid")])
    await changes.ask(customer_id, known, "consents", asked, key, shown=shown.version, expected=expected)
    return _consents(known)


def _profile(known: Known) -> Profile:
    data = known.customer
    delivery = data.get("delivery", {})
    reported = {name: data.get(name) for name in (*_SHOWN, "correspondenceAddress", "delivery")}
    address = changes.address_of(data["address"])
    assert address is not None  # noqa: S101
    return Profile(
        version=changes.version_of(known, reported, ("contact", "delivery")),
        kind=data["kind"],
        display_name=data["displayName"],
        identifier_masked=data["identifierMasked"],
        customer_number=data["customerNumber"],
        email=data.get("email"),
        phone=data.get("phone"),
        address=address,
        correspondence_address=changes.address_of(data.get("correspondenceAddress")),
        delivery=[
            DeliveryChoice(kind=kind, electronic=delivery[kind] == "electronic" if kind in delivery else None)
            for kind in _KINDS
        ],
        changes=changes.changes_of(known, ("contact", "delivery")),
    )


def _consents(known: Known) -> Consents:
    reported = known.customer.get("consents", {})
    return Consents(
        version=changes.version_of(known, reported, ("consents",)),
        items=[
            ConsentRow(
                key=key,
                granted=one["granted"],
                title=one.get("title"),
                text=one.get("text"),
                version=one.get("version"),
                decided_at=one.get("decidedAt"),
            )
            for key, one in ((key, _in_full(one)) for key, one in reported.items())
        ],
        changes=changes.changes_of(known, ("consents",)),
    )


def _in_full(reported: object) -> dict[str, object]:
    """A consent mirrored before consents had a text is a plain yes or no."""
    return reported if isinstance(reported, dict) else {"granted": reported}
