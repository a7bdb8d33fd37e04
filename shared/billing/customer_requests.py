"""What a customer asks billing to change: written down once, told to billing at once or by the next sync.

A request is a document of container `requests` under an id that follows from its idempotency key, so that asking again
changes nothing. It is `waiting` until billing has taken it, then `sent` with billing's reference, or `refused`.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from typing import Any, Literal, NamedTuple

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.billing import billing_system
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from shared.billing_contract import CustomerRequest
from shared.json_model import RecordModel
from shared.lookup import lookup_id
from shared.monitoring.logs import log
from shared.problems import Problem

CONTAINER = "requests"
_TYPE = "request"
_COUNTS = "request-counts"
_AT_ONCE_SECONDS = 3
"""For so long whoever asks waits for billing; the sync goes on where that was not enough."""


class StoredRequest(RecordModel):
    """A request, and how far it has come; `digest` tells another request under the same key.

    `ticket_id` is the ticket it belongs to, where there is one. Billing hears of it only once it has answered all that
    stands in `after`, so that what takes something back never overtakes what it takes back.
    """

    id: str
    customer_id: str
    type: Literal["request"] = "request"
    state: Literal["waiting", "sent", "refused"] = "waiting"
    request: CustomerRequest
    digest: str
    ticket_id: str | None = None
    after: list[str] = []
    reference: str | None = None
    sent_at: AwareDatetime | None = None


class Counts(NamedTuple):
    """How many changes of each kind were asked for; a new one is written only over the counts it was decided by."""

    of: dict[str, int]
    etag: str | None = None


def request_id(customer_id: str, key: str) -> str:
    """The id of what is asked under an idempotency key; billing knows it as `portalReference`."""
    return lookup_id("customer-request", f"{customer_id}:{key}")


async def ask(
    request: CustomerRequest,
    *,
    over: Counts | None = None,
    ticket_id: str | None = None,
    after: Sequence[str] = (),
) -> StoredRequest:
    """Write the request down and tell billing. Raises Problem `idempotency_key_reused` for another one of that id.

    `over` are the counts it was decided by: raises Problem `data_changed` where another change came between. `after`
    are the ids of earlier requests that billing has to hear of first.
    """
    content = request.model_dump(mode="json", exclude={"requested_at"})
    digest = lookup_id("customer-request-content", repr(sorted(content.items())))
    stored = StoredRequest(
        id=request.portal_reference,
        customer_id=request.customer_id,
        request=request,
        digest=digest,
        ticket_id=ticket_id,
        after=[*after],
    )
    try:
        await _write(stored, over)
    except cosmos.Conflict:
        found = await cosmos.read(CONTAINER, stored.id, stored.customer_id)
        if found is None:
            raise Problem("data_changed") from None
        if found["digest"] != digest:
            raise Problem("idempotency_key_reused") from None
        stored = StoredRequest.model_validate(cosmos.plain(found))
    if stored.state != "waiting":
        return stored
    try:
        return await asyncio.wait_for(send(stored), _AT_ONCE_SECONDS)
    except TimeoutError:
        return stored


async def _write(stored: StoredRequest, over: Counts | None) -> None:
    if over is None:
        await cosmos.create(CONTAINER, stored.model_dump(mode="json"))
        return
    kind = stored.request.kind
    item: cosmos.Item = {"id": _COUNTS, "customerId": stored.customer_id, "type": _COUNTS}
    item |= {"of": over.of | {kind: over.of.get(kind, 0) + 1}}
    counted: Any = (
        ("create", (item,)) if over.etag is None else ("replace", (_COUNTS, item), {"if_match_etag": over.etag})
    )
    await cosmos.batch(CONTAINER, [counted, ("create", (stored.model_dump(mode="json"),))], stored.customer_id)


async def send(stored: StoredRequest) -> StoredRequest:
    """Tell billing, under the same key however often; what it does not take now stays waiting, and what comes after it
    waits with it."""
    for name in stored.after:
        earlier = await find_request(stored.customer_id, name)
        if earlier is not None and earlier.state == "waiting" and (await send(earlier)).state == "waiting":
            return stored
    try:
        accepted = await billing_system.place_request(stored.request, stored.id)
        changes: dict[str, Any] = {"state": "sent", "reference": accepted.reference, "sent_at": clock.now()}
    except BillingRefused as error:
        log.warning("request refused by billing", extra={"request": stored.id, "reason": str(error)})
        changes = {"state": "refused"}
    except BillingUnavailable:
        return stored
    changed = stored.model_copy(update=changes)
    await cosmos.container(CONTAINER).upsert_item(changed.model_dump(mode="json"))
    return changed


async def withdraw(customer_id: str, name: str) -> bool:
    """Billing is not told of what it has not taken yet; False where it has, True too where nothing was written."""
    item = await cosmos.read(CONTAINER, name, customer_id)
    if item is None:
        return True
    if item["state"] == "sent":
        return False
    try:
        await cosmos.replace(CONTAINER, item | {"state": "refused"})
    except cosmos.Conflict:
        return False
    return True


async def find_request(customer_id: str, name: str) -> StoredRequest | None:
    """One point read."""
    item = await cosmos.read(CONTAINER, name, customer_id)
    return None if item is None else StoredRequest.model_validate(cosmos.plain(item))


async def requests_of(customer_id: str) -> list[StoredRequest]:
    """All that the customer has asked for."""
    items = cosmos.query(CONTAINER, "SELECT * FROM c WHERE c.type = @type", customer_id, page_size=-1, type=_TYPE)
    return [StoredRequest.model_validate(cosmos.plain(item)) async for item in items]


async def requests_and_counts(customer_id: str) -> tuple[list[StoredRequest], Counts]:
    """The same, with what a new change is to be written over; one query."""
    sql = "SELECT * FROM c WHERE c.type IN (@type, @counts)"
    found, counts = [], Counts({})
    async for item in cosmos.query(CONTAINER, sql, customer_id, page_size=-1, type=_TYPE, counts=_COUNTS):
        if item["type"] == _COUNTS:
            counts = Counts(item["of"], str(item["_etag"]))
        else:
            found.append(StoredRequest.model_validate(cosmos.plain(item)))
    return found, counts


async def waiting() -> AsyncIterator[StoredRequest]:
    """What billing has not taken yet; for timers, it crosses partitions."""
    sql = "SELECT * FROM c WHERE c.type = @type AND c.state = 'waiting'"
    async for item in cosmos.query(CONTAINER, sql, None, type=_TYPE):
        yield StoredRequest.model_validate(cosmos.plain(item))
