"""Broken records stand aside with their reason, the others go on, and a good one ends it."""

import json
from typing import Any, get_args

import pytest

from functions.sync_timer.intake import quarantine
from functions.sync_timer.intake.records import Broken
from local.billing_system.simulation.broken import Breakage
from tests.api.sync_timer.conftest import World, synced

NAMELESS = {"unknown-kind", "bad-id", "not-an-object"}
"""What cannot be told of whom it is, so that nothing later can be told to mend it."""


@pytest.mark.parametrize("breakage", get_args(Breakage))
async def test_a_broken_record_waits_while_the_others_go_on(world: World, breakage: str) -> None:
    await synced()
    broken = world.simulate("broken-record", kind=breakage, customerNumber=world.number, count=2)
    last = broken[-1]["cursor"]
    report = await synced()
    assert report.quarantined == 2
    assert report.changes == 6
    assert world.state()["cursor"] > last
    assert world.is_mirrored(without={one["cursor"] for one in broken})
    note = max(world.notes("quarantine"), key=lambda note: note["revision"])
    if breakage == "bad-checksum":
        # It is the customer's own record, and a good one follows in the same page.
        assert (note["open"], note["revision"]) == (False, last + 1)
    else:
        assert note["reason"]
        assert (note["open"], note["revision"]) == (True, 0 if breakage == "not-an-object" else last)
    world.simulate("repaired-records")
    assert (await synced()).quarantined == 0
    assert world.is_mirrored(without={one["cursor"] for one in broken})
    assert bool(await quarantine.open_places()) == (breakage in NAMELESS)


async def test_no_personal_data_goes_aside(world: World, caplog: pytest.LogCaptureFixture) -> None:
    world.simulate("broken-record", kind="bad-checksum", customerNumber=world.number)
    with caplog.at_level("DEBUG", "mojbok"):
        await synced()
    customers = [change["data"] for change in world.changes() if isinstance(change, dict)]
    secrets = {data["pesel"] for data in customers if "pesel" in data} | {data.get("lastName") for data in customers}
    said = json.dumps(world.notes("quarantine"), ensure_ascii=False) + "".join(str(vars(log)) for log in caplog.records)
    assert not [secret for secret in secrets - {None} if secret in said]


async def test_a_late_note_of_a_run_that_had_slept_opens_nothing(world: World) -> None:
    broken = Broken("document:document-1", 5, "document.number: missing")
    await quarantine.put(broken)
    await quarantine.put(broken._replace(cursor=3, reason="older"))
    assert await quarantine.open_places() == {"document:document-1": quarantine.Place(5)}
    await quarantine.release("document:document-1", 9)
    await quarantine.put(broken)
    assert await quarantine.open_places() == {}
    await quarantine.put(broken._replace(cursor=12))
    assert await quarantine.open_places() == {"document:document-1": quarantine.Place(12)}


async def test_notes_carry_no_record(world: World) -> None:
    world.simulate("broken-record", kind="missing-field", customerNumber=world.number)
    await synced()
    [note] = world.notes("quarantine")
    fields: dict[str, Any] = note
    assert set(fields) == {"id", "type", "place", "revision", "reason", "open", "notedAt", "completeOn"}
