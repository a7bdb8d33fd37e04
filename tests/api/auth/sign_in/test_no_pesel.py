"""A brand that makes no login of a PESEL: who registers chooses one, and the PESEL opens what has no other."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from functions.auth import accounts
from shared.accounts import account_by_id, change_account
from shared.brand import brand
from shared.terms.version import first
from tests.api.conftest import Mailbox, settle_mail, token_in
from tests.api.journey import activate, register, sign_in
from tests.builders import a_customer, a_document, mirrored

RETAILER = Path(__file__).parents[3] / "retailer"
PESEL = "44051401359"
FIRST = "2026-10-01"


@pytest.fixture(autouse=True)
async def retailer(portal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOJBOK_BRAND", str(RETAILER))
    await mirrored(a_customer(), a_document())


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    for kept in (brand, first):
        kept.cache_clear()
    yield
    for kept in (brand, first):
        kept.cache_clear()


async def test_a_private_customer_must_choose_a_login(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    response = await register(browser, termsVersion=FIRST)
    assert response.status_code == 400
    assert response.json()["errors"] == [{"field": "login", "code": "missing"}]
    assert mailbox.mails == []


async def test_the_chosen_login_opens_and_the_pesel_does_not(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await register(browser, login="anna.z", termsVersion=FIRST)
    assert (await activate(browser, token_in(mailbox.mails[-1][1]))).status_code == 201
    assert (await sign_in(browser, "anna.z")).status_code == 201
    refused, unknown = await sign_in(browser, PESEL), await sign_in(browser, "nobody.here")
    assert refused.status_code == unknown.status_code == 401
    assert refused.json()["code"] == unknown.json()["code"] == "login_failed"


async def test_no_password_is_sent_for_the_pesel_and_no_mail_names_it(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await register(browser, login="anna.z", termsVersion=FIRST)
    await activate(browser, token_in(mailbox.mails[-1][1]))
    before = len(mailbox.mails)
    await browser.post("/api/auth/password-recoveries", json={"login": PESEL})
    await settle_mail()
    assert len(mailbox.mails) == before
    await browser.post("/api/auth/login-reminders", json={"email": "anna@example.com"})
    await register(browser, login="anna.z", termsVersion=FIRST)
    await settle_mail()
    assert len(mailbox.mails) == before + 2
    said = [body.get_content() for _, mail in mailbox.mails[before:] if (body := mail.get_body(("plain",)))]
    assert "anna.z" in said[0]
    assert not any("numerem PESEL" in text or "kończący się" in text for text in said)


async def test_an_account_without_another_login_is_not_locked_out(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await register(browser, login="anna.z", termsVersion=FIRST)
    await activate(browser, token_in(mailbox.mails[-1][1]))
    account_id = await accounts.account_id_by_login(accounts.login_lookup(PESEL))
    assert account_id is not None
    await change_account(account_id, lambda account: account.model_copy(update={"chosen_login": None}))
    assert await account_by_id(account_id)
    assert (await sign_in(browser, PESEL)).status_code == 201
