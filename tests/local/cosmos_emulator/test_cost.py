"""What a point read costs: the emulator's process less than the client that asks."""

import time
from pathlib import Path

import pytest
from azure.cosmos import PartitionKey
from azure.cosmos.aio import CosmosClient

from local.cosmos_emulator import EMULATOR_KEY
from tests.local.cosmos_emulator.test_durability import emulator_process
from tests.processes import cpu_seconds

READS = 250


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="CPU time of another process is read from /proc")
async def test_a_point_read_costs_the_server_less_than_the_client(tmp_path: Path) -> None:
    with emulator_process(tmp_path / "cosmos.sqlite") as (process, url):
        async with CosmosClient(url, EMULATOR_KEY) as client:
            database = await client.create_database("d")
            container = await database.create_container("c", PartitionKey("/pk"))
            await container.create_item({"id": "1", "pk": "a", "text": "x" * 900})
            for _ in range(50):
                await container.read_item("1", "a")
            server, own = cpu_seconds(process.pid), time.process_time()
            for _ in range(READS):
                await container.read_item("1", "a")
            server, own = cpu_seconds(process.pid) - server, time.process_time() - own
    assert server < own * 0.75
