"""Versions of the terms in the database: published once, read once a minute, never served broken."""

import asyncio
import json
import logging
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from shared.monitoring.logs import log
from shared.terms.in_force import document_id, forget, in_force
from shared.terms.publication import PublicationRefused, publish, published
from shared.terms.version import TermsVersion
from tests.api.auth.steps import an_account
from tests.api.conftest import ROOT, Mailbox, settle_mail
from tests.api.journey import sign_in
from tests.api.terms import FIRST, a_version

NEXT = "2026-12-01"


@pytest.fixture(autouse=True)
def noon(portal: str) -> None:
    clock.set_now(clock.from_iso("2026-12-01T11:00:00Z"))


@pytest.fixture
def alarms(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    monkeypatch.setattr(log, "propagate", True)
    caplog.set_level(logging.ERROR)
    return caplog


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def current() -> str:
    return (await in_force()).version


async def test_a_published_version_does_not_change() -> None:
    await publish(a_version(NEXT))
    await publish(a_version(NEXT))
    with pytest.raises(PublicationRefused, match="published already"):
        await publish(a_version(NEXT, title="Inny regulamin"))
    with pytest.raises(PublicationRefused, match="published already"):
        await publish(a_version(NEXT, clock.today() + timedelta(days=1)))
    assert (await in_force(fresh=True)).texts["pl"].title == "Regulamin Serwisu mojBOK"
    assert [one.version for one in await published()] == [FIRST, NEXT]


@pytest.mark.parametrize(
    ("version", "days", "reason"),
    [
        (FIRST, 0, "later than"),
        ("2026-10-01", 0, "later than"),
        ("2026-12-01", 30, "later than"),
        ("2026-12-03", 1, "must not be before"),
    ],
)
async def test_versions_and_days_only_go_forward(version: str, days: int, reason: str) -> None:
    await publish(a_version("2026-12-02", clock.today() + timedelta(days=2)))
    with pytest.raises(PublicationRefused, match=reason):
        await publish(a_version(version, clock.today() + timedelta(days=days)))
    assert [one.version for one in await published()] == [FIRST, "2026-12-02"]


async def test_terms_are_not_asked_for_backwards() -> None:
    with pytest.raises(PublicationRefused, match="over"):
        await publish(a_version(NEXT, clock.today() - timedelta(days=1)))
    assert [one.version for one in await published()] == [FIRST]


async def test_of_two_texts_for_one_name_one_is_published() -> None:
    versions = [a_version(NEXT, title=f"Regulamin {n}") for n in range(8)]
    outcomes = await asyncio.gather(*(publish(one) for one in versions), return_exceptions=True)
    assert sum(outcome is None for outcome in outcomes) == 1
    assert all(isinstance(outcome, PublicationRefused) for outcome in outcomes if outcome is not None)
    winner = versions[outcomes.index(None)]
    assert await in_force(fresh=True) == winner


async def test_a_publication_that_broke_off_is_finished_by_the_same_one() -> None:
    version = a_version(NEXT)
    await cosmos.create("operations", {"id": document_id(NEXT)} | version.model_dump(mode="json"))
    assert await current() == FIRST
    await publish(version)
    assert (await in_force(fresh=True)).version == NEXT


@pytest.mark.parametrize(
    "change",
    [
        lambda fields: fields["texts"].pop("uk"),
        lambda fields: fields["texts"]["en"].update(changes=" "),
        lambda fields: fields["texts"]["en"].update(consents=fields["texts"]["en"]["consents"][:1]),
        lambda fields: [text["consents"][0].update(required=False) for text in fields["texts"].values()],
        lambda fields: fields.update(version="latest"),
    ],
)
def test_what_is_not_whole_is_no_version(change: Any) -> None:
    fields = a_version(NEXT).model_dump(mode="json")
    change(fields)
    with pytest.raises(ValidationError):
        TermsVersion.model_validate(fields)


async def test_a_worker_looks_once_a_minute_and_reads_a_version_once(emulator: Emulator) -> None:
    await publish(a_version(NEXT))
    emulator.requests.clear()
    assert [await current() for _ in range(5)] == [NEXT] * 5
    assert len(emulator.requests) == 2
    later(seconds=61)
    assert [await current() for _ in range(5)] == [NEXT] * 5
    assert len(emulator.requests) == 3


async def test_the_start_page_stays_at_two_reads(
    browser: httpx.AsyncClient, mailbox: Mailbox, emulator: Emulator
) -> None:
    await an_account()
    await sign_in(browser)
    await settle_mail()
    emulator.requests.clear()
    assert (await browser.get("/api/billing/overview")).status_code == 200
    assert len(emulator.requests) == 2


@pytest.mark.parametrize("restarted", [True, False])
async def test_a_broken_version_is_not_served_and_rings(restarted: bool, alarms: pytest.LogCaptureFixture) -> None:
    await publish(a_version("2026-11-30.2"))
    assert (await in_force(fresh=True)).version == "2026-11-30.2"
    await publish(a_version(NEXT))
    stored = await cosmos.read("operations", document_id(NEXT), document_id(NEXT))
    assert stored is not None
    await cosmos.replace("operations", stored | {"texts": {"pl": stored["texts"]["pl"]}})
    if restarted:
        forget()
    later(seconds=61)
    assert [await current() for _ in range(3)] == ["2026-11-30.2"] * 3
    rung = [record for record in alarms.records if record.getMessage() == "alarm"]
    assert [(record.alarm, record.document) for record in rung] == [("terms broken", NEXT)]  # type: ignore[attr-defined]
    await cosmos.delete("operations", document_id(NEXT), document_id(NEXT))
    later(seconds=61)
    assert await current() == "2026-11-30.2"


async def test_a_broken_list_leaves_what_is_known(alarms: pytest.LogCaptureFixture) -> None:
    await publish(a_version(NEXT))
    assert await current() == NEXT
    await cosmos.container("operations").upsert_item({"id": "terms-versions", "versions": "none"})
    later(seconds=61)
    assert await current() == NEXT
    assert [record.getMessage() for record in alarms.records] == ["alarm"]


async def test_a_database_that_is_down_leaves_what_is_known(emulator: Emulator) -> None:
    await publish(a_version(NEXT))
    assert await current() == NEXT
    await cosmos.close()
    later(seconds=61)
    with pytest.MonkeyPatch.context() as broken:
        broken.setenv("MOJBOK_COSMOS_ENDPOINT", "http://127.0.0.1:9")
        assert await current() == NEXT
        await cosmos.close()
    forget()
    assert await current() == NEXT


def test_the_operator_publishes_with_the_database_alone(portal: str, emulator: Emulator, tmp_path: Path) -> None:
    file = tmp_path / "terms.json"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MOJBOK_")}
    environment |= {name: os.environ[name] for name in os.environ if name.startswith("MOJBOK_COSMOS_")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "shared.terms", *words]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    file.write_text(json.dumps(a_version("2099-01-01", clock.today().replace(year=2099)).model_dump(mode="json")))
    done = run("publish", str(file))
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        ["2026-11-01  from 2026-11-01", "2099-01-01  from 2099-12-01"],
    )
    file.write_text("{}")
    refused = run("publish", str(file))
    assert refused.returncode == 1
    assert "version: Field required" in refused.stderr
    assert run("list").stdout.count("from") == 2
