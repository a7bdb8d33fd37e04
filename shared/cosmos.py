"""The one Cosmos client of the process, made at first use."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from azure.core import MatchConditions
from azure.cosmos.exceptions import (
    CosmosAccessConditionFailedError,
    CosmosBatchOperationError,
    CosmosResourceExistsError,
    CosmosResourceNotFoundError,
)

from shared import clock
from shared.settings import database_settings

if TYPE_CHECKING:
    from azure.cosmos.aio import ContainerProxy, CosmosClient

type Item = dict[str, Any]
type Snapshot = tuple[Item | None]

# A request must end in under 10 s; the SDK's own defaults are 65 s for a read and 30 s for throttling.
_CONNECTION_TIMEOUT, _READ_TIMEOUT, _THROTTLE_SECONDS, _RETRIES = 2, 5, 3, 3

# What one instance has written, every other reads at once (ADR 18). An account that is weaker refuses the reads.
_CONSISTENCY = "Strong"

_UPDATE_ATTEMPTS = 20
_LOST_RACE, _THROTTLED = frozenset({404, 409, 412}), 429
_TTL_SLACK = 3600

# What an id may be. The client puts it into the path of its request, where `..` would name something else.
_ID = re.compile(r"[^/\\?#]{1,255}", re.DOTALL)

_client: "CosmosClient | None" = None
_containers: "dict[str, ContainerProxy]" = {}
_locks: dict[str, tuple[asyncio.Lock, int]] = {}


class Conflict(Exception):
    """Another writer was first: the document exists already, or has changed since it was read."""


def container(name: str) -> "ContainerProxy":
    """The container of that name."""
    if name not in _containers:
        _containers[name] = (
            _cosmos().get_database_client(database_settings().cosmos_database).get_container_client(name)
        )
    return _containers[name]


def _cosmos() -> "CosmosClient":
    global _client
    if _client is None:
        from azure.cosmos.aio import CosmosClient

        from shared.database_transport import transport

        chosen = database_settings()
        credential: Any
        if chosen.cosmos_key:
            credential = chosen.cosmos_key.get_secret_value()
        else:
            from azure.identity.aio import DefaultAzureCredential

            credential = DefaultAzureCredential()
        _client = CosmosClient(
            str(chosen.cosmos_endpoint),
            credential,
            transport=transport(),
            connection_timeout=_CONNECTION_TIMEOUT,
            read_timeout=_READ_TIMEOUT,
            retry_total=_RETRIES,
            retry_throttle_total=_RETRIES,
            retry_backoff_max=_THROTTLE_SECONDS,
            consistency_level=_CONSISTENCY,
            enable_endpoint_discovery=not chosen.cosmos_key,
        )
    return _client


def plain(item: Item) -> Item:
    """A stored document without what only the database cares for."""
    return {name: value for name, value in item.items() if not name.startswith("_") and name != "ttl"}


def ttl_until(moment: datetime) -> int:
    """Seconds after which the database may drop a document that is over at `moment`.

    Housekeeping: it counts from the last write, so it ends later than `moment`; validity is judged by the moment.
    """
    return max(1, int((moment - clock.now()).total_seconds()) + _TTL_SLACK)


async def close() -> None:
    """Close the client; the next use opens a new one."""
    global _client
    client, _client = _client, None
    _containers.clear()
    if client is not None:
        await client.close()


async def read(name: str, item_id: str, partition: str) -> Item | None:
    """One point read; None where there is no such document, or can be none by that id."""
    if not _ID.fullmatch(item_id) or item_id in {".", ".."}:
        return None
    try:
        return dict(await container(name).read_item(item_id, partition_key=partition))
    except CosmosResourceNotFoundError:
        return None


async def create(name: str, item: Item) -> Item:
    """Create a document; raises Conflict where its id is taken."""
    try:
        return dict(await container(name).create_item(item))
    except CosmosResourceExistsError:
        raise Conflict from None


async def replace(name: str, item: Item) -> Item:
    """Replace a document read before, if nobody has changed it since; raises Conflict otherwise."""
    try:
        return dict(
            await container(name).replace_item(
                item["id"], item, etag=item["_etag"], match_condition=MatchConditions.IfNotModified
            )
        )
    except (CosmosAccessConditionFailedError, CosmosResourceNotFoundError):
        raise Conflict from None


async def batch(name: str, operations: list[Any], partition: str) -> None:
    """Write all or nothing within a partition; raises Conflict where another writer was first."""
    try:
        await container(name).execute_item_batch(operations, partition_key=partition)
    except CosmosBatchOperationError as error:
        if error.status_code in _LOST_RACE:
            raise Conflict from None
        raise


def retry_after(error: Exception) -> float | None:
    """Seconds the database asks to wait before the same is tried again; None for anything but 429."""
    if getattr(error, "status_code", None) != _THROTTLED:
        return None
    headers: Any = getattr(error, "headers", None) or getattr(getattr(error, "response", None), "headers", None) or {}
    return float(headers.get("x-ms-retry-after-ms", 0)) / 1000


async def delete(name: str, item_id: str, partition: str) -> None:
    """Delete a document; one that is gone already is fine."""
    try:
        await container(name).delete_item(item_id, partition_key=partition)
    except CosmosResourceNotFoundError:
        return


async def update(
    name: str, item_id: str, change: Callable[[Item | None], Item | None], *, snapshot: Snapshot | None = None
) -> Item | None:
    """Change one document of a container whose partition key is `/id`, as if nobody else were there.

    `change` gets the stored document or None, and returns the new one or None to leave all as it is; it may run
    several times. What it raises, ends the update. `snapshot` is what was read before and saves reading it again.
    Returns what was written. Raises Conflict when others are faster every time.
    """
    async with _serialised(f"{name}/{item_id}"):
        for attempt in range(_UPDATE_ATTEMPTS):
            stored = snapshot[0] if snapshot and attempt == 0 else await read(name, item_id, item_id)
            changed = change(stored)
            if changed is None:
                return None
            try:
                if stored is None:
                    return await create(name, changed)
                return await replace(name, changed | {"_etag": stored["_etag"]})
            except Conflict:
                await asyncio.sleep(random.uniform(0, 0.01 * (attempt + 1)))  # noqa: S311
    raise Conflict


async def patch(name: str, item_id: str, operations: list[Item], condition: str) -> Item | None:
    """Patch one document where the SQL `condition` (on `c`) holds; None where it does not or nothing is there."""
    try:
        return dict(
            await container(name).patch_item(
                item_id,
                partition_key=item_id,
                patch_operations=operations,
                filter_predicate=f"from c where {condition}",
            )
        )
    except (CosmosAccessConditionFailedError, CosmosResourceNotFoundError):
        return None


@asynccontextmanager
async def _serialised(key: str) -> AsyncIterator[None]:
    """One update of a document at a time in this process. A courtesy that saves retries; the ETag decides."""
    lock, waiting = _locks.get(key, (None, 0))
    lock = lock or asyncio.Lock()
    _locks[key] = (lock, waiting + 1)
    try:
        async with lock:
            yield
    finally:
        waiting = _locks[key][1] - 1
        if waiting:
            _locks[key] = (lock, waiting)
        else:
            del _locks[key]


def query(
    name: str, sql: str, partition: str | None, /, *, page_size: int | None = None, **parameters: Any
) -> AsyncIterator[Item]:
    """Documents of one partition by a query with @parameters; `partition` None crosses all: for timers only.

    `page_size` is how many come in one answer (-1: as many as fit into 4 MB); the database's own choice is 100.
    """
    scope: dict[str, Any] = {} if partition is None else {"partition_key": partition}
    if page_size is not None:
        scope["max_item_count"] = page_size
    return container(name).query_items(
        sql,
        parameters=[{"name": f"@{key}", "value": value} for key, value in parameters.items()],
        **scope,
    )
