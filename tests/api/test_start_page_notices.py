"""What the start page says of the account itself: the offer of a login, a closing that is under way."""

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock
from tests.api.auth.steps import a_stranger, an_account, another_account
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import sign_in

EWA = ("02070803628", "hasło ewy wieczorem")


@pytest.fixture
async def ewa(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """Ewa, who has chosen no login."""
    clock.set_now(clock.now())
    await another_account("ewa@example.com")
    assert (await sign_in(browser, *EWA)).json()["loginOffered"] is True
    return browser


async def offered(browser: httpx.AsyncClient) -> bool:
    answer: bool = (await browser.get("/api/auth/sessions/current")).json()["loginOffered"]
    return answer


async def test_the_offer_of_a_login_stays_declined(ewa: httpx.AsyncClient) -> None:
    async with a_stranger("203.0.113.9") as phone:
        assert (await sign_in(phone, *EWA)).json()["loginOffered"] is True
        assert (await ewa.delete("/api/auth/login-offer")).status_code == 204
        assert [await offered(one) for one in (ewa, phone)] == [False, False]
        assert (await sign_in(phone, *EWA)).json()["loginOffered"] is False
    assert (await ewa.put("/api/auth/login", json={"login": "ewa.w"})).status_code == 200


async def test_the_offer_goes_once_a_login_is_chosen(ewa: httpx.AsyncClient) -> None:
    assert (await ewa.put("/api/auth/login", json={"login": "ewa.w"})).status_code == 200
    assert await offered(ewa) is False


async def test_a_closing_shows_in_every_session_until_it_is_taken_back(
    browser: httpx.AsyncClient, mailbox: Mailbox, emulator: Emulator
) -> None:
    clock.set_now(clock.now())
    await an_account()
    assert (await sign_in(browser)).json()["closesAt"] is None
    async with a_stranger("203.0.113.9") as phone, a_stranger("203.0.113.10") as later:
        await sign_in(phone)
        asked = (await browser.post("/api/auth/account/closing", json={})).json()
        assert (await sign_in(later)).json()["closesAt"] == asked["closesAt"]
        await settle_mail()
        for one in (browser, phone):
            emulator.requests.clear()
            assert (await one.get("/api/auth/sessions/current")).json()["closesAt"] == asked["closesAt"]
            assert len(emulator.requests) == 1
        assert (await phone.delete("/api/auth/account/closing")).status_code == 204
        for one in (browser, phone, later):
            assert (await one.get("/api/auth/sessions/current")).json()["closesAt"] is None
