"""Pages that are not what was agreed, a billing system that is slow, down or strange; and the age of the data."""

from datetime import timedelta

import httpx
import pytest

from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.freshness import watch_freshness
from shared import clock
from shared.billing import billing_system
from shared.settings import settings
from tests.api.sync_timer.conftest import World, synced


@pytest.mark.parametrize("kind", ["repeated_page", "reordered_page", "empty_page", "short_page", "html", "cut_json"])
async def test_a_strange_page_deletes_nothing_and_hides_nothing_for_good(world: World, kind: str) -> None:
    for _ in range(3):
        before = world.mirror()
        world.fault(kind, count=2)
        await synchronise()
        world.heal()
        assert before.keys() <= world.mirror().keys()
        world.simulate("new-invoice", customerNumber=world.number)
    await synced()
    assert world.is_mirrored()


@pytest.mark.parametrize(("kind", "said"), [("html", "not a page"), ("cut_json", "not a page"), ("down", "503")])
async def test_no_proper_answer_is_no_news(world: World, kind: str, said: str) -> None:
    await synced()
    before = world.progress()
    world.simulate("new-invoice", customerNumber=world.number)
    world.fault(kind)
    report = await synchronise()
    assert said in report.outcome
    assert report.outcome.startswith("billing unavailable")
    assert world.progress() == before


async def test_a_promise_that_does_not_move_on_ends_the_run(world: World) -> None:
    await synced()
    world.simulate("new-invoice", customerNumber=world.number)
    world.fault("repeated_page")
    before = world.progress()
    assert (await synchronise()).outcome == "billing promises more but does not move on"
    assert world.progress() == before


async def test_a_slow_billing_system_is_waited_for_but_not_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.fault("slow", ms=150, count=2)
    await synced()
    await billing_system.close()
    monkeypatch.setattr(billing_system, "_TIMEOUT", httpx.Timeout(0.1))
    world.fault("slow", ms=400, count=1)
    assert "ReadTimeout" in (await synchronise()).outcome


@pytest.mark.parametrize("setting", ["BILLING_CLIENT_SECRET", "BILLING_SCOPE"])
async def test_without_a_token_there_is_no_sync(world: World, setting: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"MOJBOK_{setting}", "api://another/.default")
    settings.cache_clear()
    kept = billing_system._msal
    monkeypatch.setattr(billing_system, "_msal", kept.__wrapped__)
    assert (await synchronise()).outcome.startswith("billing unavailable: no token: invalid")


async def test_billing_down_for_days_shows_as_the_age_of_the_data(
    world: World, browser: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    start = clock.now()
    clock.set_now(start)
    assert await watch_freshness()
    await synced()
    world.fault("down", status=502)
    for hour in range(6, 6 * 24 + 1, 6):
        clock.set_now(start + timedelta(hours=hour))
        assert "502" in (await synchronise()).outcome
        status = (await browser.get("/api/status")).json()
        assert clock.from_iso(status["dataAsOf"]) == start
        assert status["dataLate"] == (hour > 24)
        caplog.clear()
        assert await watch_freshness() == (hour > 24)
        assert [getattr(record, "alarm", "") for record in caplog.records if record.levelname == "ERROR"] == (
            [] if hour <= 24 else ["data too old"] if status["dataTooOld"] else ["data late"]
        )
    world.heal()
    await synced()
    status = (await browser.get("/api/status")).json()
    assert clock.from_iso(status["dataAsOf"]) == clock.now() == start + timedelta(days=6)
    assert status["dataLate"] is False
    assert world.is_mirrored()


async def test_the_data_is_as_old_as_the_question_not_as_the_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = clock.now()
    clock.set_now(asked)
    monkeypatch.setenv("MOJBOK_SYNC_PAGE", "2000")
    settings.cache_clear()
    changes = billing_system.changes

    async def slowly(after: int, limit: int) -> object:
        page = await changes(after, limit)
        clock.set_now(clock.now() + timedelta(seconds=40))
        return page

    monkeypatch.setattr(billing_system, "changes", slowly)
    await synced()
    assert clock.from_iso(world.state()["completeAt"]) == asked
