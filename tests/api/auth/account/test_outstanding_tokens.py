"""What was handed out before and waits to be used is void once the owner changes the password or ends all sessions."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pyotp
import pytest

from shared import clock
from tests.api.auth.account.test_account_changes import ask, follow, link_in
from tests.api.auth.steps import PESEL, a_stranger, an_account, recovered
from tests.api.authenticator import Authenticator
from tests.api.conftest import Mailbox
from tests.api.journey import PASSWORD, sign_in

NEW_EMAIL, NEW_PASSWORD = "nowa@example.com", "zielony rower stoi w piwnicy"
type Use = Callable[[], Awaitable[httpx.Response]]


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)


async def change_of_address(browser: httpx.AsyncClient, mailbox: Mailbox) -> Use:
    await ask(browser)
    link = link_in(mailbox, NEW_EMAIL, "potwierdz-email")
    return lambda: follow("email-confirmations", link)


async def one_time_password(browser: httpx.AsyncClient, mailbox: Mailbox) -> Use:
    secret = await recovered(browser, mailbox)

    async def use() -> httpx.Response:
        async with a_stranger("203.0.113.60") as other:
            return await sign_in(other, PESEL, secret)

    return use


async def reauthentication(browser: httpx.AsyncClient, mailbox: Mailbox) -> Use:
    """In a second browser of the account."""
    cookies = dict(browser.cookies)

    async def use() -> httpx.Response:
        async with a_stranger() as other:
            other.cookies.update(cookies)
            return await other.post("/api/auth/account/data", json={})

    return use


async def second_step(browser: httpx.AsyncClient, mailbox: Mailbox) -> Use:
    setup = (await browser.post("/api/auth/totp", json={})).json()

    async def use() -> httpx.Response:
        code = pyotp.TOTP(setup["secret"]).at(clock.now())
        await browser.post("/api/auth/reauthentications", json={"password": NEW_PASSWORD})
        await browser.post("/api/auth/reauthentications", json={"password": PASSWORD})
        return await browser.post("/api/auth/totp/confirmations", json={"code": code})

    return use


async def new_passkey(browser: httpx.AsyncClient, mailbox: Mailbox) -> Use:
    options = (await browser.post("/api/auth/passkeys/options", json={})).json()["options"]

    async def use() -> httpx.Response:
        await browser.post("/api/auth/reauthentications", json={"password": NEW_PASSWORD})
        await browser.post("/api/auth/reauthentications", json={"password": PASSWORD})
        body = {"credential": Authenticator().create(options), "name": "Telefon"}
        return await browser.post("/api/auth/passkeys", json=body)

    return use


async def password_change(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    body = {"currentPassword": PASSWORD, "newPassword": NEW_PASSWORD}
    response = await browser.put("/api/auth/password", json=body)
    assert response.status_code == 200, response.text


async def recovery(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    """By the owner, in the same browser."""
    secret = await recovered(browser, mailbox)
    assert (await sign_in(browser, PESEL, secret)).status_code == 201
    assert (await browser.put("/api/auth/password", json={"newPassword": NEW_PASSWORD})).status_code == 200


async def end_of_all_sessions(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    assert (await browser.delete("/api/auth/sessions")).status_code == 204


@pytest.mark.parametrize("end", [password_change, recovery, end_of_all_sessions])
@pytest.mark.parametrize("token", [change_of_address, one_time_password, reauthentication, second_step, new_passkey])
async def test_it_ends_every_outstanding_token(
    browser: httpx.AsyncClient, mailbox: Mailbox, token: Any, end: Any
) -> None:
    use = await token(browser, mailbox)
    await end(browser, mailbox)
    response = await use()
    assert response.status_code in {400, 401, 403, 410}, response.text
