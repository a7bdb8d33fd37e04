"""Finding customers and refused registrations by what a caller says.

These queries cross partitions, on indexed paths and for twenty rows: clerks ask them some hundred times a day, and
customers never.
"""

from typing import Any

import functions.auth.registration.store as registrations
from functions.auth.registration.store import Registration
from functions.staff.customers.models import FoundCustomer
from shared import cosmos
from shared.folding import sort_key
from shared.identifiers import bare
from shared.lookup import customer_number_lookups, lookup_ids
from shared.mirror import CONTAINER

MOST = 20


async def by_customer_number(text: str) -> str | None:
    """The customer of a printed number; one point read for each lookup key."""
    for key in customer_number_lookups(text):
        pointer = await cosmos.read(CONTAINER, key, key)
        if pointer is not None:
            return str(pointer["target"])
    return None


async def by_thing(text: str) -> list[tuple[str, str]]:
    """Customers and kinds of what bears a number as it is printed: documents, contracts, metering points."""
    plain = bare(text)
    ppe = plain.upper().removeprefix("PL")
    sql = (
        "SELECT c.customerId, c.type FROM c WHERE c.deleted = false AND"
        " (c.data.number = @number OR c.data.ppe = @ppe) OFFSET 0 LIMIT @limit"
    )
    rows = cosmos.query(CONTAINER, sql, None, number=text.strip(), ppe=ppe, limit=MOST + 1)
    return list(dict.fromkeys([(str(row["customerId"]), str(row["type"])) async for row in rows]))


async def by_identifier(ids: list[str]) -> list[str]:
    """Customers whose PESEL or NIP has one of these keyed hashes."""
    sql = (
        "SELECT c.customerId FROM c WHERE c.type = 'customer' AND c.deleted = false"
        " AND ARRAY_CONTAINS(@ids, c.data.identifierLookup) OFFSET 0 LIMIT @limit"
    )
    return [str(row["customerId"]) async for row in cosmos.query(CONTAINER, sql, None, ids=ids, limit=MOST + 1)]


async def by_name(text: str) -> list[str]:
    """Customers whose surname or firm begins so, in the order of names; none for what has no letter or digit."""
    begins = sort_key(text)
    if not begins:
        return []
    sql = (
        "SELECT c.customerId FROM c WHERE c.type = 'customer' AND c.deleted = false"
        " AND STARTSWITH(c.sortKey, @begins) OFFSET 0 LIMIT @limit"
    )
    rows = cosmos.query(CONTAINER, sql, None, begins=begins, limit=MOST + 1)
    return [str(row["customerId"]) async for row in rows]


async def customer(customer_id: str) -> dict[str, Any] | None:
    """The mirrored customer's data; None for one that is gone."""
    stored = await cosmos.read(CONTAINER, "customer", customer_id)
    data: dict[str, Any] | None = stored["data"] if stored and not stored["deleted"] else None
    return data


def found(customer_id: str, data: dict[str, Any], by: str) -> FoundCustomer:
    return FoundCustomer(
        customer_id=customer_id,
        name=data["displayName"],
        customer_number=data["customerNumber"],
        kind=data["kind"],
        by=by,
    )


async def refused(text: str) -> list[Registration]:
    """Refused registrations in which somebody gave this number, document or address, the latest first."""
    return await registrations.refused_with(registrations.findable(text), limit=MOST)


def identifier_ids(identifier: str) -> list[str]:
    return lookup_ids("login", identifier)
