"""The database is at its limit: the sync slows down and goes on, and nothing is taken for a conflict."""

from datetime import timedelta

import pytest
from azure.cosmos.exceptions import CosmosBatchOperationError, CosmosHttpResponseError

from functions.sync_timer import pace
from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.pace import Pace
from shared import clock, cosmos
from tests.api.sync_timer.conftest import World


async def test_a_throttled_sync_waits_and_completes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "_SHORTEST", 0.0)
    world.emulator.faults.add("429", operation="batch", container="customers", count=30, retry_after_ms=1)
    world.emulator.requests.clear()
    assert (await synchronise()).outcome == "complete"
    assert world.is_mirrored()
    refused = [record for record in world.emulator.requests if record.status == 429]
    assert len(refused) == 30, "more than one request's own tries: the run went on all the same"


async def test_all_writers_wait_together_and_longer_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(pace, "sleep", sleep)
    refusals = [CosmosHttpResponseError(status_code=429) for _ in range(3)]
    own = Pace(clock.now() + timedelta(minutes=1))

    async def work() -> str:
        if refusals:
            raise refusals.pop()
        return "done"

    assert await own(work) == "done"
    assert slept == [0.1, 0.2, 0.4]
    refusals.append(CosmosHttpResponseError(status_code=503))
    with pytest.raises(CosmosHttpResponseError):
        await own(work)
    refusals.append(CosmosHttpResponseError(status_code=429))
    over = Pace(clock.now())
    with pytest.raises(CosmosHttpResponseError):
        await over(work)


async def test_a_throttled_batch_is_no_conflict(portal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async def refused(*_: object, **__: object) -> None:
        raise CosmosBatchOperationError(0, {"x-ms-retry-after-ms": "250"}, status, "")

    container = cosmos.container("customers")
    monkeypatch.setattr(type(container), "execute_item_batch", refused)
    status = 429
    with pytest.raises(CosmosBatchOperationError) as throttled:
        await cosmos.batch("customers", [], "c")
    assert cosmos.retry_after(throttled.value) == 0.25
    status = 412
    with pytest.raises(cosmos.Conflict):
        await cosmos.batch("customers", [], "c")
