"""A customer and a refused registration, found by what a caller says."""

from functions.staff.customers import store
from functions.staff.customers.models import (
    FoundCustomer,
    FoundCustomers,
    RefusedRegistration,
    RefusedRegistrations,
)
from functions.staff.sessions import StaffSession
from shared.access import access_log
from shared.access.access_log import Thing
from shared.identifiers import normalised_nip, normalised_pesel

_KINDS = {"document": "document", "contract": "contract", "point": "point"}


async def customers(text: str) -> FoundCustomers:
    """By number first, then by document, contract and metering point, then by PESEL or NIP, and names for the rest."""
    meant: dict[str, str] = {}
    owner = await store.by_customer_number(text)
    if owner:
        meant[owner] = "customer_number"
    if not meant and any(one.isdigit() for one in text):
        if identifier := _identifier(text):
            meant |= dict.fromkeys(await store.by_identifier(store.identifier_ids(identifier)), "identifier")
        for customer_id, kind in await store.by_thing(text) if not meant else []:
            meant.setdefault(customer_id, _KINDS.get(kind, "document"))
    elif not meant:
        meant |= dict.fromkeys(await store.by_name(text), "name")
    found: list[FoundCustomer] = []
    for customer_id, by in list(meant.items())[: store.MOST]:
        data = await store.customer(customer_id)
        if data is not None:
            found.append(store.found(customer_id, data, by))
    return FoundCustomers(customers=found, more=len(meant) > store.MOST)


async def refused(session: StaffSession, text: str) -> RefusedRegistrations:
    """Why registrations were refused; where one led to a customer, they can read that somebody asked."""
    found = await store.refused(text)
    for customer_id in {one.customer_id for one in found if one.customer_id}:
        await access_log.note(customer_id, session.actor, "registration_explained", Thing("", ""), reason="")
    return RefusedRegistrations(
        registrations=[
            RefusedRegistration(
                id=one.id[:16],
                reason=one.reason or "customer_unknown",
                at=one.created_at,
                kind=one.kind,
                customer_id=one.customer_id,
                customer_number=one.customer_number,
                document_number=one.document_number,
                identifier_masked=one.identifier_masked,
                email=one.email,
            )
            for one in found
        ]
    )


def _identifier(text: str) -> str | None:
    for normalise in (normalised_pesel, normalised_nip):
        try:
            return normalise(text)
        except ValueError:
            continue
    return None
