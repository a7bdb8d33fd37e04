"""Mails come in the language of the screen that asked for them, all others in that of the account."""

import httpx
import pytest

from shared import clock
from tests.api.auth.steps import EMAIL, PESEL, an_account
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import sign_in


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)


async def test_what_a_screen_asks_for_comes_in_its_language(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await browser.post("/api/auth/password-recoveries", json={"login": PESEL, "locale": "uk"})
    await browser.post("/api/auth/login-reminders", json={"email": EMAIL, "locale": "en"})
    await settle_mail()
    subjects = {mail["Subject"] for mail in mailbox.to(EMAIL)}
    assert "Your mojBOK login" in subjects
    assert not {"Odzyskiwanie dostępu do mojBOK", "Twój login do mojBOK"} & subjects


async def test_the_language_chosen_stays_with_the_account(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    assert (await browser.get("/api/auth/sessions/current")).json()["locale"] == "pl"
    assert (await browser.put("/api/auth/language", json={"locale": "uk"})).status_code == 204
    assert (await browser.get("/api/auth/sessions/current")).json()["locale"] == "uk"
    assert (await sign_in(browser)).json()["locale"] == "uk"
    await browser.put("/api/auth/login", json={"login": "anna.nowa"})
    await settle_mail()
    assert mailbox.to(EMAIL)[-1]["Subject"] != "Zmiana loginu w mojBOK"
    assert (await browser.put("/api/auth/language", json={"locale": "de"})).status_code == 400
