"""Two tabs of one browser share its cookie; a page that shows one person gets nothing of another."""

import httpx
import pytest

from tests.api.auth.steps import UNKNOWN_PESEL, an_account, another_account
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in

EWA = "ewa@example.com"


@pytest.fixture(autouse=True)
async def both(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await an_account()
    await another_account(EWA)


async def test_a_page_of_an_earlier_session_reads_and_changes_nothing_of_the_next(browser: httpx.AsyncClient) -> None:
    anna = (await sign_in(browser)).json()
    tab = {"X-Session": anna["id"]}
    assert (await browser.get("/api/auth/account", headers=tab)).status_code == 200
    ewa = (await sign_in(browser, UNKNOWN_PESEL, "hasło ewy wieczorem")).json()
    assert ewa["id"] != anna["id"]

    for method, path in (("GET", "auth/account"), ("GET", "billing/overview"), ("DELETE", "auth/sessions/current")):
        response = await browser.request(method, f"/api/{path}", headers=tab)
        assert (response.status_code, response.json()["code"]) == (409, "session_changed"), path
        assert "Ewa" not in response.text
    assert (await browser.get("/api/auth/sessions/current")).json()["id"] == ewa["id"]
    assert (await browser.get("/api/auth/account", headers={"X-Session": ewa["id"]})).status_code == 200


async def test_a_link_to_a_file_needs_no_name(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    assert (await browser.get("/api/billing/overview")).status_code == 200
