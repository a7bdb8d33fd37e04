"""Online payments in container `payments`: one document each, and one list of the open ones a customer.

Both change in one atomic batch, each on the condition that nobody else has changed it since it was read. So a document
cannot be in two payments, and a payment cannot go back, whoever works on it at the same time.
"""

from datetime import datetime
from typing import Any, NamedTuple

from azure.cosmos.exceptions import CosmosBatchOperationError

from shared import clock, cosmos
from shared.payments.intent import NEXT, OPEN, Intent, OpenPayment, State, next_check

_CONTAINER, _LIST = "payments", "open"
_TRIES = 20
_LOST_RACE = {409, 412}


class Stored(NamedTuple):
    """A payment and the version (ETag) it was read at."""

    intent: Intent
    version: str


class DocumentInPayment(Exception):
    """Another payment under way pays (some of) the same; `accepted` where its money is there already."""

    def __init__(self, *, accepted: bool) -> None:
        super().__init__(accepted)
        self.accepted = accepted


async def find(customer_id: str, intent_id: str) -> Stored | None:
    stored = await cosmos.read(_CONTAINER, intent_id, customer_id)
    if stored is None or stored.get("type") != "intent":
        return None
    return Stored(Intent.model_validate(cosmos.plain(stored)), str(stored["_etag"]))


async def find_by_reference(reference: str) -> Stored | None:
    """The payment a provider names by our own reference."""
    customer_id, _, intent_id = reference.partition(".")
    return await find(customer_id, intent_id) if customer_id and intent_id else None


async def open_payments(customer_id: str) -> list[OpenPayment]:
    """The customer's payments under way, in the order they began; one point read."""
    return (await _open_list(customer_id))[0]


async def add(intent: Intent, beside: frozenset[str] = frozenset()) -> Stored:
    """Store a new payment. Raises DocumentInPayment, or Conflict where its id is taken.

    `beside` are the payments whose amounts were taken off a payment of the balance.
    """
    for _ in range(_TRIES):
        others, version = await _open_list(intent.customer_id)
        entry = OpenPayment.of(intent)
        in_the_way = [other for other in others if other.excludes(entry) and (other.whole or other.id not in beside)]
        if in_the_way:
            if await find(intent.customer_id, intent.id) is not None:
                raise cosmos.Conflict
            raise DocumentInPayment(accepted=all(other.accepted for other in in_the_way))
        written = await _batch(
            intent.customer_id, ("create", (_item(intent),)), _list_write(intent.customer_id, [*others, entry], version)
        )
        if written is not None:
            return Stored(intent, written)
        if await find(intent.customer_id, intent.id) is not None:
            raise cosmos.Conflict
    raise cosmos.Conflict


async def move(stored: Stored, state: State, **changes: Any) -> Stored:
    """Move a payment forward. Raises Conflict where it has changed since it was read, ValueError for a way back."""
    before = stored.intent
    if state not in NEXT[before.state]:
        raise ValueError(f"a payment does not go from {before.state} to {state}")
    after = before.model_copy(update={"state": state, "checks": 0, **changes})
    after = after.model_copy(update={"check_at": next_check(after, clock.now())})
    for _ in range(_TRIES):
        others, version = await _open_list(before.customer_id)
        entries = [other for other in others if other.id != before.id]
        if state in OPEN:
            entries.append(OpenPayment.of(after))
        written = await _batch(
            before.customer_id,
            ("replace", (before.id, _item(after)), {"if_match_etag": stored.version}),
            _list_write(before.customer_id, entries, version),
        )
        if written is not None:
            return Stored(after, written)
        now = await find(before.customer_id, before.id)
        if now is None or now.version != stored.version:
            raise cosmos.Conflict
    raise cosmos.Conflict


async def note(stored: Stored, **changes: Any) -> Stored:
    """Change a payment without moving it. Raises Conflict where it has changed since it was read."""
    after = stored.intent.model_copy(update=changes)
    written = await cosmos.replace(_CONTAINER, _item(after) | {"_etag": stored.version})
    return Stored(after, str(written["_etag"]))


async def postpone(stored: Stored) -> Stored:
    """Have the timer look again later. Raises Conflict."""
    checked = stored.intent.model_copy(update={"checks": stored.intent.checks + 1})
    return await note(stored, checks=checked.checks, check_at=next_check(checked, clock.now()))


async def due(now: datetime, limit: int) -> list[tuple[str, str]]:
    """Customer and id of the payments the timer has to look at, longest waiting first; for timers only."""
    found = [
        (item["checkAt"], item["customerId"], item["id"])
        async for item in cosmos.query(
            _CONTAINER,
            "SELECT c.id, c.customerId, c.checkAt FROM c WHERE c.type = 'intent' AND c.checkAt <= @now",
            None,
            now=clock.iso(now),
        )
    ]
    return [(customer_id, intent_id) for _, customer_id, intent_id in sorted(found)[:limit]]


async def _open_list(customer_id: str) -> tuple[list[OpenPayment], str | None]:
    stored = await cosmos.read(_CONTAINER, _LIST, customer_id)
    if stored is None:
        return [], None
    return [OpenPayment.model_validate(entry) for entry in stored["payments"]], str(stored["_etag"])


def _list_write(customer_id: str, entries: list[OpenPayment], version: str | None) -> tuple[Any, ...]:
    item = {
        "id": _LIST,
        "customerId": customer_id,
        "type": _LIST,
        "payments": [entry.model_dump(mode="json") for entry in entries],
    }
    if version is None:
        return ("create", (item,))
    return ("replace", (_LIST, item), {"if_match_etag": version})


async def _batch(customer_id: str, *operations: tuple[Any, ...]) -> str | None:
    """Write all or nothing; the first document's new version, or None where somebody else was faster."""
    try:
        results: Any = await cosmos.container(_CONTAINER).execute_item_batch(
            list(operations), partition_key=customer_id
        )
    except CosmosBatchOperationError as error:
        if error.status_code in _LOST_RACE:
            return None
        raise
    return str(results[0]["eTag"])


def _item(intent: Intent) -> cosmos.Item:
    return intent.model_dump(mode="json")
