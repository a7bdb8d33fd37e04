"""Too much in quarantine: the run is not complete, the age of the data not renewed, and an error says so."""

from datetime import timedelta
from typing import Any

import pytest

from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.intake.doubt import FEW, doubt_of
from functions.sync_timer.intake.records import Broken, Record
from functions.sync_timer.intake.records import read_record as read
from shared.clock import now, set_now
from tests.api.sync_timer.conftest import World, synced
from tests.builders import a_balance, a_customer, a_document


async def test_many_broken_records_leave_the_age_of_the_data_until_they_are_mended(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    assert (await synced()).outcome == "complete"
    as_of = world.state()["completeAt"]
    set_now(now() + timedelta(minutes=10))
    tell_documents(world, FEW, data={"number": 7})
    world.simulate("new-invoice", customerNumber=world.number)
    caplog.clear()
    report = await synchronise()
    assert report.outcome == "too much is in quarantine"
    assert report.written > 0, "what is good is shown all the same"
    assert world.state()["completeAt"] == as_of
    assert [vars(log)["alarm"] for log in caplog.records if log.message == "alarm"] == ["too much in quarantine"]
    assert (await synchronise()).outcome == "too much is in quarantine", "nothing new heals nothing"
    tell_documents(world, FEW, deleted=True)
    assert (await synced()).outcome == "complete"
    assert world.state()["completeAt"] > as_of
    assert world.state()["doubts"] == []


async def test_a_few_broken_records_are_no_reason_to_doubt(world: World) -> None:
    await synced()
    tell_documents(world, FEW - 1, data={"number": 7})
    assert (await synced()).outcome == "complete"


def tell_documents(world: World, count: int, **change: Any) -> None:
    owner = world.changes()[0]["customerId"]
    for n in range(count):
        world.tell({"kind": "document", "id": f"document-{n:04}", "customerId": owner, "deleted": False} | change)


def results(good: int, bad: int, kind: str = "document") -> list[Record | Broken]:
    records = [read(a_balance()) for _ in range(good)]
    return [*records, *(Broken(f"{kind}:document-{n:04}", n + 1, "broken") for n in range(bad))]


def test_a_kind_that_is_broken_wholly_is_enough_however_much_else_is_good(portal: str) -> None:
    assert doubt_of(results(1_000, FEW)) is not None
    assert doubt_of([*results(1_000, FEW), read(a_document())]) is None
    assert doubt_of([*results(10, FEW), read(a_document())]) is not None
    assert doubt_of([read(a_customer())]) is None
