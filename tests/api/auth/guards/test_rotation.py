"""Rotated keys: everybody still enters, and what rests under a former one moves to the present one."""

import base64
from datetime import timedelta

import httpx
import pyotp
import pytest

from functions.sync_timer.lookup_keys import move_lookups
from shared import clock, cosmos
from shared.accounts import note_refused_mail
from shared.mirror import CONTAINER
from shared.settings import settings
from tests.api.auth.steps import (
    EMAIL,
    PESEL,
    WRONG,
    a_stranger,
    an_account,
    recovered,
)
from tests.api.conftest import Mailbox, settle_mail, token_in
from tests.api.journey import activate, register, sign_in
from tests.builders import a_customer, a_document, mirrored


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
    await an_account()
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
    await an_account()
    rotate(monkeypatch, keep=False)
    assert (await sign_in(browser)).status_code == 401


def rotate_lookup_key(monkeypatch: pytest.MonkeyPatch) -> None:
    former = base64.b64encode(settings().lookup_key).decode()
    monkeypatch.setenv("MOJBOK_LOOKUP_KEY_ID", "2")
    monkeypatch.setenv("MOJBOK_LOOKUP_KEY", base64.b64encode(bytes(range(96, 128))).decode())
    monkeypatch.setenv("MOJBOK_FORMER_LOOKUP_KEYS", f"1:{former}")
    settings.cache_clear()


def forget_former_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOJBOK_FORMER_LOOKUP_KEYS")
    settings.cache_clear()


async def test_whoever_comes_after_a_new_lookup_key_moves_to_it(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PESEL, device, network, recovery code and one-time password are known under the former key and the present."""
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)
    setup = (await browser.post("/api/auth/totp", json={})).json()
    totp = pyotp.TOTP(setup["secret"])
    confirmed = await browser.post("/api/auth/totp/confirmations", json={"code": totp.at(clock.now())})
    [code, *_] = confirmed.json()["codes"]
    await browser.delete("/api/auth/sessions/current")
    once = await recovered(browser, mailbox)
    mailbox.mails.clear()
    rotate(monkeypatch, keep=True)
    rotate_lookup_key(monkeypatch)
    async with a_stranger("203.0.113.9") as other:
        assert (await sign_in(other, PESEL, once)).json()["passwordChangeRequired"] is True
    clock.set_now(clock.now() + timedelta(minutes=1))
    assert (await sign_in(browser)).json()["secondStepRequired"] is True
    assert (await browser.post("/api/auth/second-steps", json={"code": code})).status_code == 201
    await settle_mail()
    assert mailbox.to(EMAIL) == [], "the device is known under the former key"
    account = await stored()
    forget_former_keys(monkeypatch)
    async with a_stranger("203.0.113.10") as other:
        assert (await sign_in(other)).json()["secondStepRequired"] is True
    easy = {"currentPassword": "wieczorna kuchnia 27", "newPassword": "14051944 tak!"}
    refused = await browser.put("/api/auth/password", json=easy)
    assert refused.json()["errors"][0]["code"] == "password_personal", "the birth date is known by the present key"
    assert account["customerId"] == "customer-anna"


async def test_the_timer_moves_what_nobody_comes_for(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await an_account()
    await mirrored(a_customer("customer-jan1", pesel="02070803628", customerNumber="KL-9"))
    rotate_lookup_key(monkeypatch)
    await note_refused_mail(EMAIL)
    assert (await stored())["refusedMail"]["email"] == EMAIL
    for _ in range(2):
        await move_lookups()
    # Billing tells of Anna again, with her PESEL.
    await mirrored(a_customer())
    forget_former_keys(monkeypatch)
    async with a_stranger("203.0.113.9") as other:
        assert (await sign_in(other, "anna.z")).status_code == 201
        assert (await sign_in(other, PESEL)).status_code == 201
        await other.post("/api/auth/login-reminders", json={"email": EMAIL})
    await settle_mail()
    assert "anna.z" in str(mailbox.to(EMAIL)[-1].get_body(("plain",)))
    await mirrored(a_document("document-jan1", "customer-jan1", number="F/3"))
    await mirrored(a_customer("customer-jan1", pesel="02070803628", customerNumber="KL-9"))
    jan = {"pesel": "02070803628", "customerNumber": "KL-9", "documentNumber": "F/3", "email": "jan@example.com"}
    await register(browser, **jan)
    assert (await activate(browser, token_in(mailbox.to("jan@example.com")[-1]))).status_code == 201


async def test_a_lookup_key_with_another_name_loses_nobody(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands under the present key stays there, whatever name it carries, and carries the present one after."""
    await mirrored(a_customer("customer-jan1", pesel="02070803628", customerNumber="KL-9"))
    await mirrored(a_document("document-jan1", "customer-jan1", number="F/3"))
    await an_account()
    same = base64.b64encode(settings().lookup_key).decode()
    monkeypatch.setenv("MOJBOK_LOOKUP_KEY_ID", "renamed")
    monkeypatch.setenv("MOJBOK_FORMER_LOOKUP_KEYS", f"1:{same}")
    settings.cache_clear()
    async with a_stranger("203.0.113.9") as other:
        assert (await sign_in(other, PESEL)).status_code == 201
    await move_lookups()
    old = "SELECT * FROM c WHERE c.keyId = '1' AND c.type IN ('lookup', 'mailbox', 'login')"
    for container in (CONTAINER, "accounts"):
        assert not [one async for one in cosmos.query(container, old, None)]
    async with a_stranger("203.0.113.9") as other:
        assert (await sign_in(other, "anna.z")).status_code == 201
        assert (await sign_in(other, PESEL)).status_code == 201
        await other.post("/api/auth/login-reminders", json={"email": EMAIL})
    await settle_mail()
    assert "anna.z" in str(mailbox.to(EMAIL)[-1].get_body(("plain",)))
    jan = {"pesel": "02070803628", "customerNumber": "KL-9", "documentNumber": "F/3", "email": "jan@example.com"}
    await register(browser, **jan)
    assert (await activate(browser, token_in(mailbox.to("jan@example.com")[-1]))).status_code == 201


async def test_a_new_lookup_key_makes_no_second_account(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor may another take the login: neither by registering anew nor by a link from before."""
    await an_account()
    await mirrored(
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", number="F/9"),
    )
    ewa = {"pesel": "02070803628", "customerNumber": "KL-5", "documentNumber": "F/9", "login": "ewa.z"}
    await register(browser, **ewa, email="first@example.com")
    rotate_lookup_key(monkeypatch)
    await register(browser, **ewa | {"login": "anna.z"}, email="second@example.com")
    early, late = (token_in(mailbox.to(f"{one}@example.com")[-1]) for one in ("first", "second"))
    async with a_stranger("203.0.113.9") as other:
        activated = await activate(other, late)
        assert activated.json()["loginTaken"] is True
        assert (await activate(other, early)).json()["code"] == "link_used"
    mailbox.mails.clear()
    await register(browser, email="thief@example.com")
    assert mailbox.to("thief@example.com") == []
    assert len(mailbox.to(EMAIL)) == 1, "who has an account is told so"
