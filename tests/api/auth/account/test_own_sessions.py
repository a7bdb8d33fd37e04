"""The account's sessions and sign-ins, as its owner sees and ends them."""

from datetime import timedelta

import httpx
import pytest

from shared import clock, cosmos
from shared.access.sessions import COOKIE
from shared.lookup import token_id
from tests.api.auth.steps import EDGE, EMAIL, FIREFOX, PESEL, WRONG, a_stranger, an_account, another_account
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import sign_in

NEW_DEVICE = "Logowanie do mojBOK z nowego urządzenia"


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)
    await settle_mail()
    mailbox.mails.clear()


async def test_each_session_shows_its_device_and_no_secret(browser: httpx.AsyncClient) -> None:
    start = clock.now()
    clock.set_now(start + timedelta(minutes=5))
    async with a_stranger("203.0.113.9", EDGE) as other:
        await sign_in(other)
        response = await browser.get("/api/auth/sessions")
        first, second = response.json()["items"]
        assert first["device"] == {"browser": "Edge", "system": "Windows"}
        assert (first["current"], second["current"]) == (False, True)
        assert second["createdAt"] == clock.iso(start)
        assert second["seenAt"] == clock.iso(clock.now())
        for token in (browser.cookies[COOKIE], other.cookies[COOKIE]):
            assert token not in response.text
            assert token_id(token) not in response.text


async def test_one_is_ended_by_its_id(browser: httpx.AsyncClient) -> None:
    async with a_stranger("203.0.113.9", EDGE) as other:
        await sign_in(other)
        listed = (await browser.get("/api/auth/sessions")).json()["items"]
        [other_id] = [one["id"] for one in listed if not one["current"]]
        assert (await browser.delete(f"/api/auth/sessions/{other_id}")).status_code == 204
        assert (await other.get("/api/auth/sessions/current")).status_code == 401
        assert (await browser.delete(f"/api/auth/sessions/{other_id}")).status_code == 404
        assert len((await browser.get("/api/auth/sessions")).json()["items"]) == 1


async def test_all_others_are_ended_at_once(browser: httpx.AsyncClient) -> None:
    async with a_stranger("203.0.113.9") as one, a_stranger("203.0.113.10") as two:
        await sign_in(one)
        await sign_in(two)
        assert (await browser.delete("/api/auth/sessions")).status_code == 204
        assert (await browser.get("/api/auth/sessions/current")).status_code == 200
        assert [(await other.get("/api/auth/sessions/current")).status_code for other in (one, two)] == [401, 401]


async def test_a_session_of_somebody_else_is_not_there(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.9") as ewa:
        await another_account("ewa@example.com")
        await sign_in(ewa, "02070803628", "hasło ewy wieczorem")
        hers = (await ewa.get("/api/auth/sessions")).json()["items"][0]
        assert (await browser.delete(f"/api/auth/sessions/{hers['id']}")).status_code == 404
        assert (await ewa.get("/api/auth/sessions/current")).status_code == 200


async def test_signing_in_again_replaces_the_session(browser: httpx.AsyncClient) -> None:
    before = browser.cookies[COOKIE]
    await sign_in(browser)
    assert browser.cookies[COOKIE] != before
    async with a_stranger() as other:
        other.cookies.set(COOKIE, before)
        assert (await other.get("/api/auth/sessions/current")).status_code == 401


async def test_the_twenty_first_session_ends_the_oldest(browser: httpx.AsyncClient) -> None:
    for _ in range(20):
        browser.cookies.delete(COOKIE)
        first = browser.cookies.get(COOKIE)
        assert first is None
        await sign_in(browser)
    listed = (await browser.get("/api/auth/sessions")).json()["items"]
    assert len(listed) == 20


async def test_a_new_device_is_mailed_a_known_one_is_not(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await sign_in(browser)
    await settle_mail()
    assert mailbox.mails == []
    async with a_stranger("203.0.113.9", EDGE) as other:
        await sign_in(other)
        await sign_in(other)
    await settle_mail()
    [mail] = mailbox.to(EMAIL)
    assert mail["Subject"] == "Logowanie do mojBOK z nowego urządzenia"
    text = mail.as_string()
    assert "Edge, Windows" in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert PESEL not in text
    assert "203.0.113" not in text


async def test_the_history_holds_90_days(browser: httpx.AsyncClient) -> None:
    start = clock.now()
    await sign_in(browser, PESEL, WRONG)
    clock.set_now(start + timedelta(days=89))
    await sign_in(browser)
    listed = (await browser.get("/api/auth/sign-ins")).json()["items"]
    assert [one["at"] for one in listed] == [clock.iso(start + timedelta(days=89)), *[clock.iso(start)] * 2]
    assert listed[0]["method"] == "password"
    assert [one["newDevice"] for one in listed] == [False, True, True]
    clock.set_now(start + timedelta(days=90, seconds=1))
    await sign_in(browser)
    listed = (await browser.get("/api/auth/sign-ins")).json()["items"]
    assert clock.iso(start) not in [one["at"] for one in listed]


async def test_a_browser_that_keeps_no_cookies_is_mailed_about_once(mailbox: Mailbox) -> None:
    for _ in range(3):
        async with a_stranger("203.0.113.9", EDGE) as forgetful:
            assert (await sign_in(forgetful)).status_code == 201
        await settle_mail()
    assert [mail["Subject"] for mail in mailbox.to(EMAIL)].count(NEW_DEVICE) <= 1
    async with a_stranger("203.0.113.9", FIREFOX) as other:
        assert (await sign_in(other)).status_code == 201
    await settle_mail()
    assert [mail["Subject"] for mail in mailbox.to(EMAIL)].count(NEW_DEVICE) == 2


async def test_a_much_used_account_stays_small_and_forgets_no_sign_in(browser: httpx.AsyncClient) -> None:
    started = clock.now()
    for n in range(45):
        clock.set_now(started + timedelta(minutes=n + 1))
        assert (await sign_in(browser)).status_code == 201
    items = (await browser.get("/api/auth/sign-ins")).json()["items"]
    moments = [item["at"] for item in items]
    assert len(moments) == 47
    assert moments == sorted(moments, reverse=True)
    [account] = [
        item
        async for item in cosmos.query(
            "accounts", "SELECT * FROM c WHERE c.type = 'account' AND c.state = 'active'", None
        )
    ]
    assert len(account["signIns"]) <= 20
