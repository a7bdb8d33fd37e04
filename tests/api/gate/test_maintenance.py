"""Announced breaks: a checked command, and a notice that does not fit hides nothing else."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from shared import clock, cosmos
from shared.maintenance import notice as maintenance
from shared.maintenance.closed import AGE
from shared.maintenance.notice import Notice, NoticeRefused, announce, warsaw_time, withdraw
from tests.api.auth.steps import an_account
from tests.api.conftest import ROOT, Mailbox
from tests.api.journey import sign_in

TEXTS = {"pl": "Prace na serwerach.", "en": "Work on the servers.", "uk": "Роботи на серверах."}


async def stored_as(**changes: Any) -> None:
    notice = {"startsAt": "2026-01-01T00:00:00Z", "endsAt": "2099-01-01T00:00:00Z", "texts": TEXTS} | changes
    await cosmos.container("operations").upsert_item({"id": "maintenance-notice", "notice": notice})


async def test_a_notice_that_does_not_fit_rings_once_and_hides_nothing_else(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[str] = []
    monkeypatch.setattr(maintenance, "log_alarm", lambda alarm, **_: rung.append(alarm))
    await cosmos.create("operations", {"id": "sync-state", "completeAt": "2026-11-01T10:00:00Z"})
    for changes in ({"endsAt": "tomorrow"}, {"texts": {"pl": "x"}}, {"endsAt": "2025-01-01T00:00:00Z"}, {"more": 1}):
        rung.clear()
        await stored_as(**changes)
        for _ in range(2):
            answer = await browser.get("/api/status")
            assert answer.status_code == 200, answer.text
            assert (answer.json()["notice"], answer.json()["dataLate"]) == (None, True)
        assert rung == ["notice broken"], changes
    await cosmos.container("operations").upsert_item({"id": "maintenance-notice"})
    assert (await browser.get("/api/status")).status_code == 200
    await stored_as()
    assert (await browser.get("/api/status")).json()["notice"]["texts"] == TEXTS


async def test_data_of_more_than_five_working_days_ago_breaks_the_promise(browser: httpx.AsyncClient) -> None:
    """From Tuesday before Independence Day: Thursday, Friday and three days of the week after it are five."""
    completed = datetime(2026, 11, 10, 12, tzinfo=clock.WARSAW)
    await cosmos.create("operations", {"id": "sync-state", "completeAt": clock.iso(completed)})
    for day, too_old in ((18, False), (19, True)):
        clock.set_now(datetime(2026, 11, day, 6, tzinfo=clock.WARSAW))
        said = (await browser.get("/api/status")).json()
        assert (said["dataLate"], said["dataTooOld"]) == (True, too_old)


async def test_a_break_is_announced_in_place_of_an_earlier_one(browser: httpx.AsyncClient) -> None:
    clock.set_now(datetime(2026, 11, 27, tzinfo=UTC))
    night = Notice(starts_at=warsaw_time("2026-11-28T22:00"), ends_at=warsaw_time("2026-11-29T02:00"), texts=TEXTS)
    for notice in (night, night.model_copy(update={"closes": True})):
        await announce(notice)
        said = (await browser.get("/api/status")).json()["notice"]
        assert (said["startsAt"], said["closes"]) == ("2026-11-28T22:00:00+01:00", notice.closes)
    clock.set_now(night.ends_at)
    assert (await browser.get("/api/status")).json()["notice"] is None
    with pytest.raises(NoticeRefused):
        await announce(night)
    with pytest.raises(NoticeRefused):
        await announce(night.model_copy(update={"ends_at": night.ends_at + timedelta(days=40)}))


async def test_a_break_that_closes_shuts_customers_out_and_tells_them_why_and_until_when(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    clock.set_now(clock.now())
    await an_account()
    assert (await sign_in(browser)).status_code == 201
    starts = clock.now() + timedelta(minutes=5)
    night = Notice(starts_at=starts, ends_at=starts + timedelta(minutes=10), closes=True, texts=TEXTS)

    async def overview(**headers: str) -> httpx.Response:
        return await browser.get("/api/billing/overview", headers=headers)

    await announce(night)
    clock.set_now(starts - timedelta(seconds=1))
    assert (await overview()).status_code == 200
    clock.set_now(starts + timedelta(minutes=4))
    for accepted, language in (("uk-UA,en;q=0.5", "uk"), ("de,en;q=0.8,pl;q=0.9", "pl"), ("", "pl"), (";q=x,*", "pl")):
        closed = await overview(**{"Accept-Language": accepted})
        assert (closed.status_code, closed.headers["Retry-After"]) == (503, "360"), closed.text
        assert (closed.json()["code"], closed.json()["detail"]) == ("portal_closed", TEXTS[language])
        assert closed.headers["Content-Language"] == language
    assert (await browser.post("/api/auth/sessions", json={"login": "x", "password": "y"})).status_code == 503
    assert (await browser.get("/api/status")).json()["notice"]["closes"] is True
    assert (await browser.get("/api/health")).status_code == 200
    assert (await browser.get("/api/staff/session")).status_code in {401, 404}
    assert (await browser.post("/api/profile/unsubscriptions?token=x")).status_code == 404
    clock.set_now(night.ends_at)
    assert (await overview()).status_code == 200
    await announce(night.model_copy(update={"ends_at": night.ends_at + timedelta(hours=1)}))
    clock.set_now(clock.now() + AGE)
    assert (await overview()).status_code == 503
    assert (await browser.delete("/api/auth/sessions/current")).status_code == 204
    await withdraw()
    clock.set_now(clock.now() + AGE)
    assert (await overview()).status_code == 401


async def test_a_break_that_does_not_close_lets_everybody_in(browser: httpx.AsyncClient) -> None:
    await announce(Notice(starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1), texts=TEXTS))
    assert (await browser.get("/api/auth/terms")).status_code == 200


@pytest.mark.parametrize("typed", ["2026-10-25T02:30", "2026-03-29T02:30", "tomorrow", "28.11.2026"])
def test_an_hour_that_is_no_one_time_is_asked_for_again(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Warsaw|isoformat"):
        warsaw_time(typed)


def test_an_hour_around_the_change_of_clocks_can_be_written_with_its_offset() -> None:
    assert warsaw_time("2026-10-25T02:30+01:00") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_the_operators_command_checks_what_it_is_given(portal: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOJBOK_")}
    environment |= {name: os.environ[name] for name in os.environ if name.startswith("MOJBOK_COSMOS_")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "shared.maintenance", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    texts = [word for language, text in TEXTS.items() for word in (f"--{language}", text)]
    done = run("announce", "--from", "2099-11-28T22:00", "--to", "2099-11-29T02:00", *texts, "--closes")
    assert done.returncode == 0, done.stderr
    assert "Prace na serwerach." in done.stdout
    assert "in place of" not in done.stderr
    again = run("announce", "--from", "2099-11-28T23:00", "--to", "2099-11-29T02:00", *texts)
    assert again.returncode == 0, again.stderr
    assert ("in place of" in again.stderr, '"closes": true' in again.stderr) == (True, True)
    refused = run("announce", "--from", "2099-11-29T22:00", "--to", "2099-11-29T02:00", *texts)
    assert (refused.returncode, "a break ends after it begins" in refused.stderr) == (1, True)
    assert run("withdraw").stdout == "nothing is announced\n"
