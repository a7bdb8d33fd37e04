"""What is known of a customer and of what they asked to change: one point read and two queries, at once."""

import asyncio
from typing import NamedTuple

from shared import cosmos
from shared.billing.customer_requests import Counts, StoredRequest, requests_and_counts
from shared.billing_contract import RequestState
from shared.mirror import CONTAINER, mirror_id
from shared.problems import Problem


class Known(NamedTuple):
    """The mirrored customer, the requests, what became of those billing has decided, and the counts to write over."""

    customer: cosmos.Item
    requests: list[StoredRequest]
    outcomes: dict[str, RequestState]
    counts: Counts


async def known_of(customer_id: str) -> Known:
    """Raises Problem `not_found` where the mirror has no such customer."""
    customer, (requests, counts), outcomes = await asyncio.gather(
        cosmos.read(CONTAINER, mirror_id("customer", customer_id), customer_id),
        requests_and_counts(customer_id),
        _outcomes_of(customer_id),
    )
    if customer is None or customer["deleted"]:
        raise Problem("not_found")
    return Known(customer["data"], sorted(requests, key=lambda one: one.request.requested_at), outcomes, counts)


async def _outcomes_of(customer_id: str) -> dict[str, RequestState]:
    sql = "SELECT c.id, c.data FROM c WHERE c.type = 'request' AND c.deleted = false"
    items = cosmos.query(CONTAINER, sql, customer_id, page_size=-1)
    return {item["id"].partition(":")[2]: RequestState.model_validate(item["data"]) async for item in items}
