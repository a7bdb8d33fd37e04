"""The smoke test tells apart what may be wrong with a deployment, and passes where nothing is."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from local import smoke
from local.cosmos_emulator.testing import Emulator
from local.functions_host.testing import RunningHost, running_host
from local.stack.environment import ROOT
from tests.api.conftest import PORTAL, Mailbox
from tests.api.journey import PASSWORD, signed_in
from tests.api.test_in_the_host import SCHEDULES
from tests.builders import a_balance, a_customer, a_document, mirrored


@pytest.fixture
def host(portal: str, tmp_path: Path) -> Iterator[RunningHost]:
    with running_host(ROOT / "function_app.py", tmp_path / "host", SCHEDULES, run_timers=False) as running:
        yield running


def client_of(url: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Origin": PORTAL, "X-Requested-With": "mojbok"}, timeout=60)


async def test_what_works_is_let_pass(host: RunningHost, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await mirrored(a_customer(), a_balance(), a_document())
    await signed_in(browser, "44051401359")

    def walk() -> None:
        with client_of(host.url) as client:
            smoke.wait_until_healthy(client, "development", 1)
            smoke.count_functions(client, "any")
            smoke.sign_in(client, "44051401359", PASSWORD)
            with pytest.raises(smoke.Broken, match="login_failed"):
                smoke.sign_in(client, "44051401359", "a wrong password")

    await asyncio.to_thread(walk)


def test_an_old_version_and_no_database_are_told(host: RunningHost, emulator: Emulator) -> None:
    with client_of(host.url) as client:
        with pytest.raises(smoke.NotYet, match="old version: development answers, abc was sent"):
            smoke.wait_until_healthy(client, "abc", 0)
        for _ in range(20):
            emulator.faults.add("503")
        try:
            with pytest.raises(smoke.NotYet, match="no database"):
                smoke.look(client, None)
        finally:
            emulator.faults.clear()


def test_nothing_indexed_and_not_started_are_told(tmp_path: Path) -> None:
    (tmp_path / "function_app.py").write_text("import nowhere_at_all\n")
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    with running_host(tmp_path / "function_app.py", tmp_path / "host") as broken:
        url = broken.url
        with client_of(url) as client, pytest.raises(smoke.NotYet, match="nothing indexed"):
            smoke.look(client, None)
    with client_of(url) as client, pytest.raises(smoke.NotYet, match="not started"):
        smoke.look(client, None)


def test_other_functions_than_in_the_source_are_named(tmp_path: Path) -> None:
    app = ROOT / "tests/host/echo/function_app.py"
    with (
        running_host(app, tmp_path / "host") as other,
        client_of(other.url) as client,
        pytest.raises(smoke.Broken, match="billing_sync"),
    ):
        smoke.count_functions(client, "any")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (httpx.Response(401), "locked .401.: a linked function app"),
        (httpx.Response(403), "locked .403."),
        (httpx.Response(200, html="<!doctype html><title>mojBOK</title>"), "not linked: a page answers"),
    ],
    ids=["at the function app's own address", "forbidden", "nothing behind the web app"],
)
def test_a_link_that_is_in_the_way_or_missing_is_told(answer: httpx.Response, told: str) -> None:
    client = httpx.Client(base_url="https://portal.example", transport=httpx.MockTransport(lambda _: answer))
    with pytest.raises(smoke.NotYet, match=told):
        smoke.look(client, None)
    with pytest.raises(smoke.Broken, match="see FUNCTIONS"):
        smoke.count_functions(client, "any")


def test_functions_are_compared_as_azure_lists_them() -> None:
    listed = sorted(f"func-mojbok-prod-plen1/{name}" for name in smoke.expected_functions())
    smoke.compare_functions(listed)
    with pytest.raises(smoke.Broken, match=r"in the source: billing_sync\."):
        smoke.compare_functions([name for name in listed if not name.endswith("/billing_sync")])
