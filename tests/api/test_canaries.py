"""Secrets leave no trace: whatever an account did, none is in a log, the database, a blob or the wrong mail."""

import base64
import hashlib
import logging
from datetime import timedelta

import httpx
import pyotp
import pytest

from functions.sync_timer.expiry import expire
from shared import clock, cosmos
from shared.blob import blobs
from shared.containers import BLOB_CONTAINERS, CONTAINERS
from shared.monitoring import logs
from tests.api.auth.account.test_account_changes import follow, link_in
from tests.api.auth.steps import EMAIL, PESEL, WRONG, a_stranger, recovered
from tests.api.conftest import Mailbox, settle_mail, token_in
from tests.api.journey import PASSWORD, activate, register, sign_in
from tests.builders import a_customer, a_document, mirrored

NEW_PASSWORD = "całkiem nowe hasło 5"
NEW_EMAIL = "nowa@example.com"
ADDRESS = "203.0.113.77"


async def a_life(browser: httpx.AsyncClient, mailbox: Mailbox) -> dict[str, str]:
    """Everything that can happen around an account; returns the secrets that came up."""
    secrets = {"PESEL": PESEL, "password": PASSWORD, "wrong password": WRONG, "new password": NEW_PASSWORD}
    await mirrored(a_customer(), a_document())
    await register(browser, documentNumber="F/0")
    await register(browser, login="Anna.Z")
    secrets["activation token"] = token_in(mailbox.to(EMAIL)[-1])
    await activate(browser, "forged-token")
    await activate(browser, secrets["activation token"])
    await sign_in(browser, PESEL, WRONG)
    await sign_in(browser, "nikt.taki", WRONG)
    await sign_in(browser)
    secrets["session"] = browser.cookies["__Host-mojbok"]
    secrets["device"] = browser.cookies["__Host-mojbok-device"]
    secrets["one-time password"] = await recovered(browser, mailbox)
    assert (await sign_in(browser, PESEL, secrets["one-time password"])).status_code == 201
    assert (await browser.put("/api/auth/password", json={"newPassword": NEW_PASSWORD})).status_code == 200
    await browser.post("/api/auth/reauthentications", json={"password": WRONG})
    await browser.post("/api/auth/email-changes", json={"email": NEW_EMAIL})
    await settle_mail()
    secrets["confirmation token"] = link_in(mailbox, NEW_EMAIL, "potwierdz-email")["token"]
    secrets["undo token"] = link_in(mailbox, EMAIL, "cofnij-email")["token"]
    await follow("email-confirmations", {"token": secrets["confirmation token"]})
    await follow("login-reminders", {"email": NEW_EMAIL})
    setup = (await browser.post("/api/auth/totp", json={})).json()
    secrets["second step"] = setup["secret"]
    body = {"code": pyotp.TOTP(setup["secret"]).at(clock.now())}
    secrets["recovery code"] = (await browser.post("/api/auth/totp/confirmations", json=body)).json()["codes"][0]
    assert (await browser.delete("/api/auth/sessions/current")).status_code == 204
    await settle_mail()
    return secrets


def spellings(name: str, secret: str) -> list[str]:
    """The secret, and what would be as good as it: unkeyed hashes of a PESEL can be tried out in minutes."""
    found = [secret, base64.b64encode(secret.encode()).decode().rstrip("=")]
    if name == "PESEL":
        found += [hashlib.new(kind, secret.encode()).hexdigest() for kind in ("md5", "sha1", "sha256")]
    return found


async def test_no_secret_is_found_anywhere(
    browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs.log, "propagate", True)
    browser.headers["X-Forwarded-For"] = ADDRESS
    clock.set_now(clock.now())
    answers: list[str] = []

    async def keep(response: httpx.Response) -> None:
        answers.append((await response.aread()).decode())

    browser.event_hooks["response"] = [keep]
    with caplog.at_level(logging.DEBUG, "mojbok"):
        secrets = await a_life(browser, mailbox)
    places = {"log": "\n".join(logs.JsonFormatter().format(record) for record in caplog.records)}
    for container in CONTAINERS:
        items = [item async for item in cosmos.query(container.name, "SELECT * FROM c", None)]
        places[f"container {container.name}"] = str(items)
    for name in BLOB_CONTAINERS:
        places[f"blobs {name}"] = str([blob.name async for blob in blobs(name).list_blobs()])
    places["subjects"] = str([mail["Subject"] for _, mail in mailbox.mails])
    found = [
        f"{name} in {place}"
        for place, text in places.items()
        for name, secret in secrets.items()
        if any(spelling in text for spelling in spellings(name, secret))
    ]
    assert found == []
    # A PESEL is in no mail and no answer, an address and an e-mail in no log.
    mails = "".join(part.get_content() for _, mail in mailbox.mails for part in mail.walk() if not part.is_multipart())
    assert PESEL not in mails
    assert not [answer for answer in answers if PESEL in answer]
    assert len(answers) >= 15
    assert not [secret for secret in (EMAIL, NEW_EMAIL, ADDRESS, "nikt.taki") if secret in places["log"]]


async def test_every_outcome_is_an_event_without_a_name(
    browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs.log, "propagate", True)
    browser.headers["X-Forwarded-For"] = ADDRESS
    clock.set_now(clock.now())
    with caplog.at_level(logging.INFO, "mojbok"):
        await a_life(browser, mailbox)
        async with a_stranger(ADDRESS) as stranger:
            for _ in range(6):
                await sign_in(stranger, "nikt.inny", WRONG)
        clock.set_now(clock.now() + timedelta(days=1))
        await expire()
    events = [vars(record) for record in caplog.records if getattr(record, "audit", False)]
    assert {(event["msg"], event["outcome"]) for event in events} >= {
        ("registration", "document_wrong"),
        ("registration", "pending"),
        ("activation", "unknown link"),
        ("activation", "ok"),
        ("sign_in", "refused"),
        ("sign_in", "limited"),
        ("sign_in", "ok"),
        ("password_recovery", "sent"),
        ("password_change", "ok"),
        ("reauthentication", "refused"),
        ("email_change", "asked"),
        ("email_change", "confirmed"),
        ("login_reminder", "sent"),
        ("second_step", "on"),
        ("sign_out", "ok"),
    }
    assert {event["from"] for event in events} <= {"203.0.113.0/24", "unknown"}
    assert all(event["subject"] for event in events)
