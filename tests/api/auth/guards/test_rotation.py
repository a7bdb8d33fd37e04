"""A rotated pepper: everybody still enters, and what rests under the former one moves to the present one."""

import base64
from datetime import timedelta

import httpx
import pyotp
import pytest

from shared import clock, cosmos
from shared.settings import settings
from tests.api.auth.steps import PESEL, WRONG, a_stranger, an_account
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in


def rotate(monkeypatch: pytest.MonkeyPatch, *, keep: bool) -> None:
    former = settings()
    monkeypatch.setenv("MOJBOK_PEPPER_ID", "2")
    monkeypatch.setenv("MOJBOK_PEPPER", base64.b64encode(bytes(range(64, 96))).decode())
    if keep:
        monkeypatch.setenv("MOJBOK_FORMER_PEPPERS", f"1:{base64.b64encode(former.pepper).decode()}")
    settings.cache_clear()


async def stored() -> cosmos.Item:
    [account] = [item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type = 'account'", None)]
    return account


async def test_passwords_and_second_steps_outlive_the_pepper(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.set_now(clock.now())
    await an_account(browser, mailbox)
    await sign_in(browser)
    setup = (await browser.post("/api/auth/totp", json={})).json()
    totp = pyotp.TOTP(setup["secret"])
    assert (await browser.post("/api/auth/totp/confirmations", json={"code": totp.at(clock.now())})).status_code == 201
    assert (await stored())["passwordHash"].startswith("1:")
    rotate(monkeypatch, keep=True)
    clock.set_now(clock.now() + timedelta(minutes=2))
    async with a_stranger("203.0.113.9") as other:
        assert (await sign_in(other, PESEL, WRONG)).status_code == 401
        assert (await sign_in(other)).json()["secondStepRequired"] is True
        entered = await other.post("/api/auth/second-steps", json={"code": totp.at(clock.now())})
        assert entered.status_code == 201, entered.text
    after = await stored()
    assert after["passwordHash"].startswith("2:")
    assert after["totp"]["secret"].startswith("2:")
    # From here on the former pepper may go.
    monkeypatch.delenv("MOJBOK_FORMER_PEPPERS")
    settings.cache_clear()
    async with a_stranger("203.0.113.10") as other:
        assert (await sign_in(other)).status_code == 201


async def test_without_the_former_pepper_nobody_enters(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_account(browser, mailbox)
    rotate(monkeypatch, keep=False)
    assert (await sign_in(browser)).status_code == 401
