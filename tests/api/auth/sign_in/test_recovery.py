"""The forgotten password: a one-time password by mail, beside the old one, for setting a new one and nothing else."""

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest

from functions.auth import accounts
from functions.auth.guards import one_time_password, passwords
from shared import clock, cosmos
from shared.http.web import openapi_json
from shared.mail import outbox
from tests.api.auth.steps import EMAIL, PESEL, UNKNOWN_PESEL, WRONG, a_stranger, an_account, password_in, recovered
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import PASSWORD, sign_in
from tests.api.who_may_what import who_may_what

NEW = "całkiem nowe hasło 5"

PUBLIC = {operation for operation, letters in who_may_what().items() if letters[0] == "+"} | {
    ("post", "/api/billing/online-payments/notifications")
}
"""Operations that ask for no session, by the table of who may do what; and what a signature opens."""
STAYS_OPEN = {"/api/auth/password", "/api/auth/sessions/current", "/api/auth/language"}


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def change(browser: httpx.AsyncClient, **body: Any) -> httpx.Response:
    response = await browser.put("/api/auth/password", json=body)
    await settle_mail()
    return response


def schema(browser: httpx.AsyncClient) -> dict[str, Any]:
    """The OpenAPI document of what the browser talks to."""
    import json

    transport = browser._transport
    assert isinstance(transport, httpx.ASGITransport)
    document: dict[str, Any] = json.loads(openapi_json(transport.app))  # type: ignore[arg-type]
    return document


def operations(browser: httpx.AsyncClient) -> list[tuple[str, str]]:
    """Every operation of the OpenAPI document, with some id in its path."""
    import re

    paths = schema(browser)["paths"]
    return [(method, re.sub(r"{\w+}", "some-id", path)) for path in paths for method in paths[path]]


def is_of_the_office(path: str) -> bool:
    """Whether an operation knows clerks only; those are tried in tests/api/staff."""
    return path.startswith("/api/staff/")


def body_of(method: str, path: str) -> dict[str, Any]:
    """What passes the gate for such an operation: an empty object, or a file where one is uploaded."""
    if method == "post" and path.endswith(("/attachments", "/photo")):
        return {"content": b"file", "headers": {"Content-Type": "application/octet-stream"}}
    return {"json": {}} if method in {"post", "put", "patch"} else {}


async def test_the_mail_holds_the_password_and_no_link(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    secret = await recovered(browser, mailbox)
    [mail] = mailbox.to(EMAIL)
    assert secret not in mail["Subject"]
    text = mail.as_string()
    assert "http" not in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "href" not in text
    assert PESEL not in text
    at = clock.now().astimezone(clock.WARSAW)
    plain = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"Wysłano: {at:%d.%m.%Y}, {at.hour}:{at:%M}" in plain
    assert "Numer sprawy: " in plain


async def test_asking_changes_nothing(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.9") as elsewhere:
        assert (await sign_in(browser)).status_code == 201
        await recovered(elsewhere, mailbox)
        assert (await browser.get("/api/auth/sessions/current")).status_code == 200
        assert (await sign_in(elsewhere)).status_code == 201


async def test_entering_with_it_leads_to_a_new_password_only(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    secret = await recovered(browser, mailbox)
    response = await sign_in(browser, PESEL, secret)
    assert response.status_code == 201
    assert response.json()["passwordChangeRequired"] is True
    tried = 0
    for method, path in operations(browser):
        if (method, path) in PUBLIC or path in STAYS_OPEN:
            continue
        if is_of_the_office(path):
            continue
        answer = await browser.request(method, path, **body_of(method, path))
        assert (answer.status_code, answer.json()["code"]) == (403, "password_change_required"), (method, path)
        tried += 1
    assert tried >= 10
    assert (await browser.get("/api/auth/sessions/current")).json()["passwordChangeRequired"] is True
    changed = await change(browser, newPassword=NEW)
    assert (changed.status_code, changed.json()["passwordChangeRequired"]) == (200, False)
    assert (await browser.get("/api/billing/overview")).status_code == 200
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Hasło do mojBOK zostało zmienione"


async def test_the_restricted_session_ends_after_ten_minutes(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await sign_in(browser, PESEL, await recovered(browser, mailbox))
    later(minutes=9, seconds=59)
    assert (await browser.get("/api/auth/sessions/current")).status_code == 200
    later(seconds=2)
    assert (await change(browser, newPassword=NEW)).status_code == 401


@pytest.mark.parametrize("form", [str.lower, lambda text: text.replace("-", ""), lambda text: f" {text} "])
async def test_it_may_be_typed_as_people_type(browser: httpx.AsyncClient, mailbox: Mailbox, form: Any) -> None:
    assert (await sign_in(browser, "anna.z", form(await recovered(browser, mailbox)))).status_code == 201


@pytest.mark.parametrize(("seconds", "status"), [(599, 201), (601, 401)])
async def test_it_works_for_ten_minutes(
    browser: httpx.AsyncClient, mailbox: Mailbox, seconds: int, status: int
) -> None:
    secret = await recovered(browser, mailbox)
    later(seconds=seconds)
    assert (await sign_in(browser, PESEL, secret)).status_code == status


async def test_it_works_once_also_in_a_race(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    secret = await recovered(browser, mailbox)
    answers = await asyncio.gather(*(sign_in(browser, PESEL, secret) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers).count(201) == 1
    async with a_stranger("203.0.113.9") as elsewhere:
        assert (await sign_in(elsewhere, PESEL, secret)).status_code == 401


async def test_only_the_newest_works(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    older = await recovered(browser, mailbox)
    newer = await recovered(browser, mailbox)
    assert (await sign_in(browser, PESEL, older)).status_code == 401
    assert (await sign_in(browser, PESEL, newer)).status_code == 201


async def test_five_wrong_tries_from_one_place_end_it_there_and_nowhere_else(mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.9") as owner, a_stranger("198.51.100.1") as other:
        secret = await recovered(owner, mailbox)
        for _ in range(5):
            await sign_in(other, PESEL, "2222-3333-4444-5555")
        assert (await sign_in(other, PESEL, secret)).status_code == 429
        # Guesses that are answered 429 use up nothing of the owner's.
        for _ in range(5):
            assert (await sign_in(other, PESEL, "2222-3333-4444-5555")).status_code == 429
        assert (await sign_in(owner, PESEL, secret)).status_code == 201


async def test_of_a_hundred_parallel_guesses_five_are_looked_at(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = 0

    async def counting(hashed: str | None, password: str) -> bool:
        nonlocal looked
        looked += 1
        return await passwords.password_matches(hashed, password)

    async with a_stranger("203.0.113.9") as stranger:
        await recovered(stranger, mailbox)
        monkeypatch.setattr(one_time_password, "password_matches", counting)
        login = accounts.login_lookup(PESEL)
        account = (await accounts.account_by_id(await accounts.account_id_by_login(login)) or (None,))[0]
        results = await asyncio.gather(
            *(one_time_password.consume(login, account, "source", "2222333344445555") for _ in range(100))
        )
    assert not any(results)
    assert looked == 5


async def test_known_and_unknown_logins_get_one_answer(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    browser.headers["X-Request-Id"] = "same-for-both"
    answers = [
        await browser.post("/api/auth/password-recoveries", json={"login": login})
        for login in (PESEL, UNKNOWN_PESEL, "nikt.taki")
    ]
    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers)) for answer in answers}) == 1
    await settle_mail()
    assert [to for to, _ in mailbox.mails] == [EMAIL]


async def test_the_answer_does_not_wait_for_the_mail_server(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = asyncio.Event()

    async def slow(*_: Any) -> None:
        await release.wait()

    monkeypatch.setattr(outbox, "_send", slow)
    response = await browser.post("/api/auth/password-recoveries", json={"login": PESEL})
    assert response.status_code == 202
    assert outbox._attempts
    release.set()
    await outbox.wait_for_attempts()


async def test_mails_are_limited_and_the_last_sent_works(mailbox: Mailbox) -> None:
    for n in range(8):
        async with a_stranger(f"198.51.100.{n}") as stranger:
            response = await stranger.post("/api/auth/password-recoveries", json={"login": PESEL})
            assert response.status_code == 202
            await settle_mail()
    assert one_time_passwords(mailbox) == 3
    async with a_stranger("203.0.113.9") as stranger:
        assert (await sign_in(stranger, PESEL, password_in(mailbox))).status_code == 201
    for _ in range(4):
        later(minutes=16)
        async with a_stranger("198.51.100.99") as stranger:
            await stranger.post("/api/auth/password-recoveries", json={"login": PESEL})
            await settle_mail()
    assert one_time_passwords(mailbox) == 5


def one_time_passwords(mailbox: Mailbox) -> int:
    return [mail["Subject"] for mail in mailbox.to(EMAIL)].count("Odzyskiwanie dostępu do mojBOK")


async def test_twenty_mails_an_hour_for_one_address(browser: httpx.AsyncClient) -> None:
    for n in range(25):
        response = await browser.post("/api/auth/password-recoveries", json={"login": f"nikt.{n}"})
        assert response.status_code == 202
    kept = [item async for item in cosmos.query("outbox", "SELECT * FROM c", None)]
    assert len([mail for mail in kept if mail["template"] == "one_time_password" and not mail["mailbox"]]) == 20


async def test_neighbours_do_not_use_up_the_mails_of_a_known_device(mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.9") as owner, a_stranger("203.0.113.9") as neighbour:
        assert (await sign_in(owner)).status_code == 201
        for n in range(21):
            await neighbour.post("/api/auth/password-recoveries", json={"login": f"nikt.{n}"})
        mailbox.mails.clear()
        assert (await sign_in(owner, PESEL, await recovered(owner, mailbox))).status_code == 201


async def test_it_rests_nowhere(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    secret = await recovered(browser, mailbox)
    for name in ("accounts", "operations", "outbox", "sessions"):
        async for item in cosmos.query(name, "SELECT * FROM c", None):
            assert secret not in str(item), name
            assert secret.replace("-", "") not in str(item), name


async def test_one_that_has_expired_is_not_sent_any_more(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    mailbox.refuse = "451 busy"
    await browser.post("/api/auth/password-recoveries", json={"login": PESEL})
    await outbox.wait_for_attempts()
    mailbox.refuse = None
    later(minutes=10, seconds=1)
    assert await outbox.deliver_due() == 0
    assert mailbox.mails == []


async def test_it_cannot_become_the_password(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    secret = await recovered(browser, mailbox)
    await sign_in(browser, PESEL, secret)
    for text in (secret, secret.replace("-", ""), secret.lower()):
        response = await change(browser, newPassword=text)
        assert response.json()["errors"] == [{"field": "newPassword", "code": "password_is_one_time"}]


async def test_a_change_needs_the_current_password(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    missing = await change(browser, newPassword=NEW)
    assert missing.json()["errors"] == [{"field": "currentPassword", "code": "missing"}]
    wrong = await change(browser, newPassword=NEW, currentPassword=WRONG)
    assert wrong.json()["errors"] == [{"field": "currentPassword", "code": "password_wrong"}]
    same = await change(browser, newPassword=PASSWORD, currentPassword=PASSWORD)
    assert same.json()["errors"] == [{"field": "newPassword", "code": "password_unchanged"}]
    weak = await change(browser, newPassword="Żółkiewska1!", currentPassword=PASSWORD)
    assert weak.json()["errors"] == [{"field": "newPassword", "code": "password_personal"}]
    assert (await change(browser, newPassword=NEW, currentPassword=PASSWORD)).status_code == 200


@pytest.mark.parametrize("password", ["44051401359Aa!", "440514-14051944", "Polenergia2026!!", "14051944haslo"])
async def test_numbers_of_the_person_are_no_password(browser: httpx.AsyncClient, password: str) -> None:
    await sign_in(browser)
    response = await change(browser, newPassword=password, currentPassword=PASSWORD)
    assert response.json()["errors"][0]["code"] in {"password_personal", "password_too_common"}


async def test_the_sixth_guess_at_the_current_password_waits(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    statuses = [(await change(browser, newPassword=NEW, currentPassword=WRONG)).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]
    later(seconds=61)
    assert (await change(browser, newPassword=NEW, currentPassword=PASSWORD)).status_code == 200


async def test_a_change_ends_other_sessions_and_the_one_time_password(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await sign_in(browser)
    before = browser.cookies["__Host-mojbok"]
    async with a_stranger("203.0.113.9") as other, a_stranger("203.0.113.10") as third:
        await sign_in(other)
        secret = await recovered(third, mailbox)
        changed = await change(browser, newPassword=NEW, currentPassword=PASSWORD)
        assert changed.status_code == 200
        assert browser.cookies["__Host-mojbok"] != before
        assert (await browser.get("/api/auth/sessions/current")).status_code == 200
        assert (await other.get("/api/auth/sessions/current")).status_code == 401
        assert (await sign_in(third, PESEL, secret)).status_code == 401
        assert (await sign_in(third)).status_code == 401
        assert (await sign_in(third, PESEL, NEW)).status_code == 201
        third.cookies.set("__Host-mojbok", before)
        assert (await third.get("/api/auth/sessions/current")).status_code == 401
