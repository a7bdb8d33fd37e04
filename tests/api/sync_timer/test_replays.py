"""Records that stand aside are tried again when a lead asks: good ones come in, others say why not."""

import asyncio
import os
import subprocess
import sys
from typing import Any

import pytest

from functions.sync_timer import billing_sync, office, payment_run
from functions.sync_timer.intake import quarantine
from functions.sync_timer.intake.records import Broken, Record, read_record
from functions.sync_timer.office import Replay
from shared import cosmos
from shared.billing.payment_accounts import TYPE
from tests.api.conftest import ROOT
from tests.api.sync_timer.conftest import World, synced

OURS = "a rule of ours that was too strict"


def too_strict(kind: str) -> Any:
    """How a release of ours might read the records of a kind."""

    def read(raw: object) -> Record | Broken:
        found = read_record(raw)
        if isinstance(found, Record) and found.change.kind == kind:
            return Broken(f"{kind}:{found.change.id}", found.change.cursor, OURS)
        return found

    return read


async def asked(place: str | None = None, reason: str | None = None) -> Replay:
    return await office.ask_replay("Joanna Wrona", place=place, reason=reason)


async def came(replay: Replay) -> Replay:
    await synced()
    return next(one for one in await office.replays() if one.id == replay.id)


async def aside(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every contract stands aside, for a reason that a newer release has not."""
    with monkeypatch.context() as strict:
        strict.setattr(billing_sync, "read_record", too_strict("contract"))
        await billing_sync.synchronise()
    places = sorted(await quarantine.open_places())
    assert len(places) >= 3
    assert all(one.startswith("contract:") for one in places)
    return places


async def test_one_record_or_all_of_a_reason_are_tried_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *others = await aside(world, monkeypatch)
    cursor = world.state()["cursor"]
    done = await came(await asked(first))
    assert (done.state, done.tried, done.good, done.still, done.left) == ("done", 1, 1, [], 0)
    assert sorted(await quarantine.open_places()) == others
    done = await came(await asked(reason=OURS))
    assert (done.tried, done.good, done.withdrawn) == (len(others), len(others), 0)
    assert await quarantine.open_places() == {}
    assert world.state()["cursor"] == cursor
    assert world.is_mirrored()
    assert all("reason" not in note and note["ttl"] for note in world.notes("quarantine"))


async def test_what_is_still_broken_says_why_and_stays(world: World) -> None:
    await synced()
    world.simulate("broken-record", kind="missing-field", customerNumber=world.number, count=2)
    await synced()
    [place] = await quarantine.open_places()
    [note], _ = await office.quarantined()
    done = await came(await asked(place))
    assert (done.tried, done.good, [one.place for one in done.still]) == (1, 0, [place])
    assert done.still[0].reason == note.reason
    assert list(await quarantine.open_places()) == [place]


async def test_a_record_billing_never_numbered_cannot_be_asked_for(world: World) -> None:
    await synced()
    world.simulate("broken-record", kind="not-an-object", customerNumber=world.number, count=1)
    await synced()
    [note], more = await office.quarantined()
    assert (note.cursor, more) == (None, False)
    done = await came(await asked(note.place))
    assert (done.tried, done.good, done.withdrawn) == (1, 0, 1)


async def test_a_newer_record_of_the_place_is_not_turned_back(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await aside(world, monkeypatch)
    told = next(one for one in world.changes() if one["kind"] == "contract")
    newer = told["data"] | {"product": "Zielona Taryfa"}
    world.tell({name: told[name] for name in ("kind", "id", "customerId", "deleted")} | {"data": newer})
    replay = await asked(reason=OURS)
    await came(replay)
    await synced()
    mirrored = world.mirror()[told["customerId"], f"contract:{told['id']}"]
    assert mirrored["data"]["product"] == "Zielona Taryfa"
    assert await quarantine.open_places() == {}


async def test_the_same_is_not_asked_twice_and_the_minutes_run_grants_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = await aside(world, monkeypatch)
    assert (await asked(first)).id == (await asked(first)).id
    assert (await asked(reason=OURS)).id != (await asked(first)).id
    assert [one.state for one in await office.replays()] == ["waiting", "waiting"]
    await payment_run.reconcile_and_book()
    assert [one.state for one in await office.replays()] == ["done", "done"]
    assert await quarantine.open_places() == {}


async def test_a_database_from_before_learns_the_payment_accounts_by_reading_anew(world: World) -> None:
    await synced()
    known = [item["id"] for item in world.mirror().values() if item["type"] == TYPE]
    assert known
    for one in known:
        await cosmos.delete("customers", one, one)
    before = world.state()["cursor"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOJBOK_")}
    environment |= {name: os.environ[name] for name in os.environ if name.startswith("MOJBOK_COSMOS_")}
    command = [sys.executable, "-m", "functions.sync_timer.anew"]
    done = await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.startswith(f"cursor {before} -> 0;")) == (0, True), done.stderr
    await synced()
    assert sorted(item["id"] for item in world.mirror().values() if item["type"] == TYPE) == sorted(known)
    assert world.is_mirrored()


async def test_a_wish_waits_while_billing_does_not_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = await aside(world, monkeypatch)
    await asked(first)
    world.fault("down", status=502)
    report = await billing_sync.synchronise()
    assert report.outcome.startswith("billing unavailable")
    assert [one.state for one in await office.replays()] == ["waiting"]
    assert (await office.sync()).outcome == report.outcome
    world.heal()
    await synced()
    assert [one.state for one in await office.replays()] == ["done"]
    assert (await office.sync()).outcome == "complete"
