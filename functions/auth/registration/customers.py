"""What the mirror of billing says of who wants an account; every question costs the same, answered or not."""

from typing import Any

from shared import cosmos
from shared.access.sessions import NOBODY
from shared.identifiers import number_key
from shared.lookup import customer_number_lookups


async def customer_by_number(customer_number: str) -> dict[str, Any] | None:
    """The mirrored customer a printed customer number belongs to; two point reads, found or not.

    With a former lookup key there is one read more.
    """
    found = [await cosmos.read("customers", key, key) for key in customer_number_lookups(customer_number)]
    pointer = next(filter(None, found), None)
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
        (documents if item["type"] == "document" else contracts).add(number_key(item["number"]))
    return number_key(number) in (documents or contracts)
