"""What is still open of the documents a plan of instalments is about, as the mirror of billing tells it."""

from collections.abc import Iterable

from shared import cosmos
from shared.mirror import CONTAINER, mirror_id


async def remaining_of(customer_id: str, documents: Iterable[str]) -> dict[str, int]:
    """What these documents leave open; one query."""
    names = [mirror_id("document", one) for one in documents]
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.data.remaining FROM c WHERE ARRAY_CONTAINS(@names, c.id) AND c.deleted = false",
        customer_id,
        page_size=-1,
        names=names,
    )
    return {item["id"].partition(":")[2]: int(item["remaining"]) async for item in items}
