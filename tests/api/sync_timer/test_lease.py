"""One run at a time; a run that slept over its lease can move neither the cursor nor the age of the data."""

import asyncio
from datetime import timedelta

import pytest

from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.state import LEASE, Lease, LeaseTaken, SyncState
from shared import clock
from shared.billing import billing_system
from tests.api.sync_timer.conftest import World, synced


async def test_of_two_runs_at_once_one_works(world: World) -> None:
    reports = await asyncio.gather(synchronise(), synchronise())
    assert sorted(report.outcome for report in reports) == ["another run is at work", "complete"]
    assert world.is_mirrored()
    assert world.state()["holder"] is None


async def test_of_many_who_want_the_lease_one_gets_it(portal: str) -> None:
    wanted = await asyncio.gather(*(Lease.take(SyncState()) for _ in range(20)), return_exceptions=True)
    assert sum(isinstance(one, Lease) for one in wanted) == 1
    assert sum(isinstance(one, LeaseTaken) for one in wanted) == 19


async def test_a_lease_that_is_over_can_be_taken_and_is_lost(portal: str) -> None:
    clock.set_now(clock.now())
    first = await Lease.take(SyncState())
    clock.set_now(clock.now() + LEASE - timedelta(seconds=1))
    with pytest.raises(LeaseTaken):
        await Lease.take(SyncState())
    clock.set_now(clock.now() + timedelta(seconds=2))
    second = await Lease.take(SyncState())
    for change in ({"cursor": 99}, {"complete_at": clock.now()}):
        with pytest.raises(LeaseTaken):
            await first.write(**change)
    with pytest.raises(LeaseTaken):
        await first.release()
    await second.write(cursor=5)
    assert second.state.cursor == 5


async def test_a_run_frozen_in_the_middle_of_a_page_wakes_to_no_effect(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    got, wake = asyncio.Event(), asyncio.Event()
    changes = billing_system.changes

    async def frozen(after: int, limit: int) -> object:
        page = await changes(after, limit)
        monkeypatch.setattr(billing_system, "changes", changes)
        got.set()
        await wake.wait()
        return page

    clock.set_now(clock.now())
    monkeypatch.setattr(billing_system, "changes", frozen)
    sleeper = asyncio.create_task(synchronise())
    await got.wait()
    clock.set_now(clock.now() + LEASE + timedelta(seconds=1))
    world.simulate("new-invoice", customerNumber=world.number)
    await synced()
    mirror, state = world.mirror(etags=True), world.state()
    assert world.is_mirrored()
    wake.set()
    assert (await sleeper).outcome == "another run is at work"
    assert (world.mirror(etags=True), world.state()) == (mirror, state)


@pytest.mark.parametrize("operation", ["create", "replace"])
async def test_a_lost_answer_about_the_lease_is_read_again(world: World, operation: str) -> None:
    if operation == "replace":
        await synced()
    world.emulator.faults.add("drop-after", operation=operation, container="operations", count=1)
    await synced()
    assert world.state()["holder"] is None
    assert world.is_mirrored()


async def test_lost_answers_throttling_and_outages_of_the_database_are_survived(world: World) -> None:
    faults = world.emulator.faults
    for seed, kind in enumerate(("drop-after", "drop-before", "429", "503")):
        faults.add(kind, ratio=0.05, seed=seed, retry_after_ms=5)
    outcomes = []
    for _ in range(40):
        clock.set_now(clock.now() + timedelta(minutes=15))
        outcomes.append((await synchronise()).outcome)
    assert "complete" in outcomes
    world.heal()
    clock.set_now(clock.now() + timedelta(minutes=15))
    await synced()
    assert world.is_mirrored()
