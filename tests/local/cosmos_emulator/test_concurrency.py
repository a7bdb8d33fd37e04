"""Many clients at once: no lost update, no half batch, one winner of a create."""

import asyncio
import contextlib
from typing import Any

from azure.core import MatchConditions
from azure.cosmos.aio import ContainerProxy, CosmosClient
from azure.cosmos.exceptions import (
    CosmosAccessConditionFailedError,
    CosmosBatchOperationError,
    CosmosResourceExistsError,
)

from local.cosmos_emulator.testing import Emulator
from tests.local.cosmos_emulator.conftest import MakeContainer

CLIENTS = 8


async def increment(container: ContainerProxy, times: int) -> None:
    for _ in range(times):
        while True:
            item: dict[str, Any] = await container.read_item("counter", "a")
            item["n"] += 1
            try:
                await container.replace_item(
                    "counter", item, etag=item["_etag"], match_condition=MatchConditions.IfNotModified
                )
            except CosmosAccessConditionFailedError:
                continue
            break


async def test_no_increment_under_an_etag_is_lost(emulator: Emulator, make_container: MakeContainer) -> None:
    made = make_container()
    made.create_item({"id": "counter", "pk": "a", "n": 0})

    async def one_client() -> None:
        async with CosmosClient(emulator.url, emulator.key) as client:
            await increment(client.get_database_client("tests").get_container_client(made.id), 5)

    await asyncio.gather(*(one_client() for _ in range(CLIENTS)))
    assert made.read_item("counter", "a")["n"] == CLIENTS * 5


async def test_no_reader_sees_half_a_batch(emulator: Emulator, make_container: MakeContainer) -> None:
    made = make_container()
    names = ("x", "y", "z")
    made.execute_item_batch([("create", ({"id": name, "pk": "a", "n": 0},)) for name in names], "a")
    seen: list[set[int]] = []
    async with CosmosClient(emulator.url, emulator.key) as client:
        container = client.get_database_client("tests").get_container_client(made.id)

        async def write(own: int) -> None:
            for number in range(10):
                value = own * 100 + number
                batch: list[Any] = [("upsert", ({"id": name, "pk": "a", "n": value},)) for name in names]
                if number % 3 == 2:
                    batch.append(("create", ({"id": "x", "pk": "a"},)))
                with contextlib.suppress(CosmosBatchOperationError):
                    await container.execute_item_batch(batch, "a")

        async def read() -> None:
            for _ in range(20):
                query = "SELECT VALUE c.n FROM c"
                seen.append({value async for value in container.query_items(query, partition_key="a")})

        await asyncio.gather(*(write(own) for own in range(1, 4)), read(), read())
    assert len(seen) == 40
    assert all(len(values) == 1 for values in seen)
    assert all(value % 100 % 3 != 2 for values in seen for value in values)


async def test_one_of_many_creates_wins(emulator: Emulator, make_container: MakeContainer) -> None:
    made = make_container()
    async with CosmosClient(emulator.url, emulator.key) as client:
        container = client.get_database_client("tests").get_container_client(made.id)

        async def create(number: int) -> bool:
            try:
                await container.create_item({"id": "lock", "pk": "a", "owner": number})
            except CosmosResourceExistsError:
                return False
            return True

        won = await asyncio.gather(*(create(number) for number in range(20)))
    assert sum(won) == 1
    assert made.read_item("lock", "a")["owner"] == won.index(True)
