"""An address that takes no mail: its owner is told on the page, where mails do not reach, until there is another."""

from datetime import timedelta

import httpx
import pytest

from shared import clock
from shared.mail import outbox
from shared.mail.letter import Letter
from tests.api.auth.account.test_account_changes import link_in
from tests.api.auth.steps import EMAIL, a_stranger, an_account
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import sign_in

LETTER = Letter(subject="Faktura", html="<p>x</p>", text="x")


async def refusal(browser: httpx.AsyncClient) -> tuple[bool, str | None]:
    session = (await browser.get("/api/auth/sessions/current")).json()
    account = (await browser.get("/api/auth/account")).json()
    return session["emailRefused"], account["emailRefusedAt"]


@pytest.fixture(autouse=True)
async def refused(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)
    await settle_mail()
    assert await refusal(browser) == (False, None)
    mailbox.refuse = "550 no such user"
    await outbox.post(LETTER, "Anna@Example.com")
    await outbox.wait_for_attempts()
    mailbox.refuse = None


async def test_open_sessions_and_later_ones_are_told_for_a_month(browser: httpx.AsyncClient) -> None:
    assert await refusal(browser) == (True, clock.iso(clock.now()))
    async with a_stranger("203.0.113.9") as other:
        assert (await sign_in(other)).json()["emailRefused"] is True
        clock.set_now(clock.now() + timedelta(days=31))
        assert (await sign_in(other)).json()["emailRefused"] is False
        assert await refusal(other) == (False, None)


async def test_another_address_ends_it(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    assert (await browser.post("/api/auth/email-changes", json={"email": "new@example.com"})).status_code == 202
    await settle_mail()
    link = link_in(mailbox, "new@example.com", "potwierdz-email")
    assert (await browser.post("/api/auth/email-confirmations", json=link)).status_code == 201
    assert await refusal(browser) == (False, None)


async def test_a_mail_to_the_former_address_says_nothing_of_the_present(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await test_another_address_ends_it(browser, mailbox)
    mailbox.refuse = "550 no such user"
    await outbox.post(LETTER, EMAIL)
    await outbox.wait_for_attempts()
    assert await refusal(browser) == (False, None)
