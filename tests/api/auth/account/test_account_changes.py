"""Changes of the account: address, login, closing, data; each after the password, each told to the old address."""

import asyncio
import re
from datetime import datetime, timedelta
from typing import Any

import httpx
import pyotp
import pytest
from azure.core.exceptions import ServiceRequestError

from functions.auth import accounts
from functions.sync_timer.expiry import expire
from shared import clock, cosmos
from tests.api.auth.steps import EMAIL, PESEL, WRONG, a_stranger, an_account, another_account, recovered
from tests.api.authenticator import Authenticator
from tests.api.conftest import PORTAL, Mailbox, settle_mail, token_in
from tests.api.journey import PASSWORD, activate, register, sign_in
from tests.builders import mirrored

NEW_EMAIL = "nowa@example.com"


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def ask(browser: httpx.AsyncClient, email: str = NEW_EMAIL) -> httpx.Response:
    response = await browser.post("/api/auth/email-changes", json={"email": email})
    await settle_mail()
    return response


def link_in(mailbox: Mailbox, email: str, page: str) -> dict[str, str]:
    """The token of the newest link to the page, as the body to send."""
    for mail in reversed(mailbox.to(email)):
        found = re.search(rf"{PORTAL}/{page}#(\S+)", mail.get_body(("plain",)).get_content())  # type: ignore[union-attr]
        if found:
            return {"token": found[1]}
    raise AssertionError(f"no link to {page} in the mails to {email}")


async def follow(operation: str, body: dict[str, str]) -> httpx.Response:
    async with a_stranger("203.0.113.50") as stranger:
        response = await stranger.post(f"/api/auth/{operation}", json=body)
    await settle_mail()
    return response


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "email-changes", {"email": NEW_EMAIL}),
        ("PUT", "login", {"login": "anna.nowa"}),
        ("POST", "account/data", {}),
        ("POST", "account/closing", {}),
        ("POST", "totp", {}),
        ("POST", "totp/confirmations", {"code": "123456"}),
        ("DELETE", "totp", None),
    ],
)
async def test_what_hurts_most_needs_the_password_again(
    browser: httpx.AsyncClient, method: str, path: str, body: Any
) -> None:
    later(minutes=5, seconds=1)
    response = await browser.request(method, f"/api/auth/{path}", json=body)
    assert (response.status_code, response.json()["code"]) == (403, "reauthentication_required")


async def test_the_password_again_lasts_five_minutes(browser: httpx.AsyncClient) -> None:
    later(minutes=6)
    wrong = await browser.post("/api/auth/reauthentications", json={"password": WRONG})
    assert wrong.json()["errors"] == [{"field": "password", "code": "password_wrong"}]
    assert (await browser.post("/api/auth/account/data", json={})).status_code == 403
    right = await browser.post("/api/auth/reauthentications", json={"password": PASSWORD})
    assert right.status_code == 201
    later(minutes=4, seconds=59)
    assert (await browser.post("/api/auth/account/data", json={})).status_code == 200
    later(seconds=2)
    assert (await browser.post("/api/auth/account/data", json={})).status_code == 403


async def test_guessing_at_the_password_again_is_limited(browser: httpx.AsyncClient) -> None:
    answers = [await browser.post("/api/auth/reauthentications", json={"password": WRONG}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [400] * 5 + [429]


async def test_a_new_address_counts_once_it_confirms(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    assert (await ask(browser)).status_code == 202
    assert (await browser.get("/api/auth/account")).json()["email"] == EMAIL
    assert (await browser.get("/api/auth/account")).json()["pendingEmail"]["email"] == NEW_EMAIL
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Zmiana adresu e-mail w mojBOK"
    async with a_stranger("203.0.113.9") as other:
        await sign_in(other)
        await recovered(other, mailbox)
        assert (await follow("email-confirmations", link_in(mailbox, NEW_EMAIL, "potwierdz-email"))).status_code == 201
        assert (await other.get("/api/auth/account")).status_code == 401
    details = (await browser.get("/api/auth/account")).json()
    assert (details["email"], details["pendingEmail"]) == (NEW_EMAIL, None)
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Adres e-mail w mojBOK został zmieniony"
    mailbox.mails.clear()
    for email in (EMAIL, NEW_EMAIL):
        await follow("login-reminders", {"email": email})
    assert [to for to, _ in mailbox.mails] == [NEW_EMAIL]


async def test_a_link_works_once_and_for_24_hours(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await ask(browser)
    body = link_in(mailbox, NEW_EMAIL, "potwierdz-email")
    answers = await asyncio.gather(*(follow("email-confirmations", body) for _ in range(10)))
    assert sorted(answer.status_code for answer in answers) == [201, *[410] * 9]
    await ask(browser, "druga@example.com")
    later(hours=24, seconds=1)
    late = await follow("email-confirmations", link_in(mailbox, "druga@example.com", "potwierdz-email"))
    assert (late.status_code, late.json()["code"]) == (410, "confirmation_expired")
    assert (await follow("email-confirmations", {"token": "forged"})).status_code == 410


async def test_a_later_change_drops_the_earlier(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await ask(browser)
    await ask(browser, "druga@example.com")
    assert (await follow("email-confirmations", link_in(mailbox, NEW_EMAIL, "potwierdz-email"))).status_code == 410
    assert (await browser.get("/api/auth/account")).json()["email"] == EMAIL


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize(("hours", "status"), [(71, 201), (73, 410)])
async def test_the_old_address_may_undo_it_for_three_days(
    browser: httpx.AsyncClient, mailbox: Mailbox, hours: int, status: int, *, confirmed: bool
) -> None:
    await ask(browser)
    undo = link_in(mailbox, EMAIL, "cofnij-email")
    if confirmed:
        await follow("email-confirmations", link_in(mailbox, NEW_EMAIL, "potwierdz-email"))
    later(hours=hours)
    assert (await follow("email-undos", undo)).status_code == status
    if status == 201:
        assert (await browser.get("/api/auth/account")).status_code == 401
        later_confirmation = await follow("email-confirmations", link_in(mailbox, NEW_EMAIL, "potwierdz-email"))
        assert later_confirmation.status_code == 410
    kept = NEW_EMAIL if confirmed and status == 410 else EMAIL
    async with a_stranger("203.0.113.9") as owner:
        if status == 201:
            assert (await sign_in(owner)).status_code == 401
            await sign_in(owner, PESEL, await recovered(owner, mailbox))
            assert (
                await owner.put("/api/auth/password", json={"newPassword": "całkiem nowe hasło 5"})
            ).status_code == 200
        else:
            await sign_in(owner)
        assert (await owner.get("/api/auth/account")).json()["email"] == kept
    await settle_mail()
    mailbox.mails.clear()
    await follow("login-reminders", {"email": kept})
    assert [to for to, _ in mailbox.mails] == [kept]


async def test_an_undo_takes_away_what_was_added_since(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    async def add(phone: Authenticator) -> None:
        options = (await browser.post("/api/auth/passkeys/options", json={})).json()["options"]
        body = {"credential": phone.create(options), "name": "Telefon"}
        assert (await browser.post("/api/auth/passkeys", json=body)).status_code == 201

    mine, theirs = Authenticator(), Authenticator()
    await add(mine)
    later(seconds=1)
    await ask(browser)
    later(seconds=1)
    await add(theirs)
    secret = (await browser.post("/api/auth/totp", json={})).json()["secret"]
    await browser.post("/api/auth/totp/confirmations", json={"code": pyotp.TOTP(secret).at(clock.now())})
    undone = await follow("email-undos", link_in(mailbox, EMAIL, "cofnij-email"))
    assert undone.json() == {"email": EMAIL, "passwordRecoveryRequired": True}
    # Where a stranger came in from counts like anywhere else.
    assert [one.entered_from for one in await accounts.accounts_of_mailbox(EMAIL)] == [{}]
    async with a_stranger("203.0.113.9") as other:
        for phone, status in ((theirs, 401), (mine, 201)):
            options = (await other.post("/api/auth/passkeys/challenges", json={})).json()["options"]
            entered = await other.post("/api/auth/passkeys/sessions", json={"credential": phone.get(options)})
            assert entered.status_code == status
        assert (await other.get("/api/auth/account")).json()["secondStep"] is False


async def test_who_was_put_out_by_an_undo_cannot_undo_it(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await ask(browser)
    owners = link_in(mailbox, EMAIL, "cofnij-email")
    await follow("email-confirmations", link_in(mailbox, NEW_EMAIL, "potwierdz-email"))
    later(minutes=1)
    await ask(browser, "druga@example.com")
    strangers = link_in(mailbox, NEW_EMAIL, "cofnij-email")
    await follow("email-confirmations", link_in(mailbox, "druga@example.com", "potwierdz-email"))
    later(minutes=1)
    assert (await follow("email-undos", owners)).json()["email"] == EMAIL
    later(minutes=1)
    assert (await follow("email-undos", strangers)).status_code == 410
    assert [one.email for one in await accounts.accounts_of_mailbox(EMAIL)] == [EMAIL]
    assert await accounts.accounts_of_mailbox(NEW_EMAIL) == []


async def test_the_owner_has_the_last_word_of_two_undos(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await ask(browser)
    owners = link_in(mailbox, EMAIL, "cofnij-email")
    await follow("email-confirmations", link_in(mailbox, NEW_EMAIL, "potwierdz-email"))
    later(minutes=1)
    await ask(browser, "druga@example.com")
    strangers = link_in(mailbox, NEW_EMAIL, "cofnij-email")
    await asyncio.gather(*(follow("email-undos", link) for link in (strangers, owners, strangers, owners)))
    assert [one.email for one in await accounts.accounts_of_mailbox(EMAIL)] == [EMAIL]


@pytest.mark.parametrize("fault", [ServiceRequestError("the connection is gone"), cosmos.Conflict()])
@pytest.mark.parametrize(
    ("operation", "email", "page"),
    [("email-confirmations", NEW_EMAIL, "potwierdz-email"), ("email-undos", EMAIL, "cofnij-email")],
)
async def test_a_link_that_broke_off_works_again(
    browser: httpx.AsyncClient,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    email: str,
    page: str,
    fault: Exception,
) -> None:
    async def broken(*_: object, **__: object) -> accounts.Account:
        raise fault

    await ask(browser)
    link = link_in(mailbox, email, page)
    with monkeypatch.context() as patch:
        patch.setattr(accounts, "change_account_ending_sessions", broken)
        assert (await follow(operation, link)).status_code == 503
    assert (await follow(operation, link)).status_code == 201
    assert (await follow(operation, link)).status_code == 410


async def test_the_same_address_is_no_change(browser: httpx.AsyncClient) -> None:
    response = await ask(browser, "ANNA@example.com")
    assert response.json()["errors"] == [{"field": "email", "code": "email_unchanged"}]


async def test_no_mailed_token_rests_in_the_database(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await ask(browser)
    tokens = [link_in(mailbox, NEW_EMAIL, "potwierdz-email"), link_in(mailbox, EMAIL, "cofnij-email")]
    for name in ("accounts", "operations", "outbox"):
        async for item in cosmos.query(name, "SELECT * FROM c", None):
            assert not [token for token in tokens if token["token"] in str(item)], name


async def test_another_login_takes_the_place_of_the_first(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.9") as other:
        await sign_in(other)
        response = await browser.put("/api/auth/login", json={"login": "Anna.Nowa"})
        assert (response.status_code, response.json()["chosenLogin"]) == (200, "anna.nowa")
        assert (await other.get("/api/auth/account")).status_code == 401
        assert (await browser.get("/api/auth/account")).status_code == 200
        assert (await sign_in(other, "ANNA.nowa")).status_code == 201
        assert (await sign_in(other, PESEL)).status_code == 201
        assert (await sign_in(other, "anna.z")).status_code == 401
    await settle_mail()
    assert "Login do mojBOK został zmieniony" in [mail["Subject"] for mail in mailbox.to(EMAIL)]


async def test_of_logins_chosen_at_once_the_last_one_stays_alone(browser: httpx.AsyncClient) -> None:
    logins = [f"anna.nowa{number}" for number in range(4)]
    answers = await asyncio.gather(*(browser.put("/api/auth/login", json={"login": login}) for login in logins))
    assert {answer.status_code for answer in answers} == {200}
    kept = (await browser.get("/api/auth/account")).json()["chosenLogin"]
    for login in [*logins, "anna.z"]:
        bound = await accounts.account_id_by_login(accounts.login_lookup(login))
        assert (bound is not None) == (login == kept), login


async def test_a_login_of_somebody_else_is_taken(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.9") as ewa:
        await another_account("ewa@example.com")
        first = await sign_in(ewa, "02070803628", "hasło ewy wieczorem")
        assert first.json()["loginOffered"] is True
        taken = await ewa.put("/api/auth/login", json={"login": "anna.z"})
        assert (taken.status_code, taken.json()["code"]) == (409, "login_taken")
        assert (await ewa.put("/api/auth/login", json={"login": "ewa.w"})).status_code == 200
        assert (await sign_in(ewa, "ewa.w", "hasło ewy wieczorem")).json()["loginOffered"] is False


async def test_the_data_holds_what_the_account_holds_and_no_secret(browser: httpx.AsyncClient) -> None:
    response = await browser.post("/api/auth/account/data", json={})
    data = response.json()
    assert (data["email"], data["chosenLogin"], data["identifierMasked"]) == (EMAIL, "anna.z", "•" * 9 + "59")
    assert data["consents"] == [{"code": "terms", "granted": True}]
    assert len(data["terms"]) == 1
    # The activation, and the sign-in.
    assert len(data["signIns"]) == len(data["sessions"]) == 2
    for secret in (PESEL, "argon2", "Hash", "lookup"):
        assert secret not in response.text
    statuses = [(await browser.post("/api/auth/account/data", json={})).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


async def test_closing_waits_a_week_and_can_be_taken_back(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    asked = await browser.post("/api/auth/account/closing", json={})
    assert asked.status_code == 202
    await settle_mail()
    notice = mailbox.to(EMAIL)[-1]
    assert notice["Subject"] == "Prośba o zamknięcie konta w mojBOK"
    closes = datetime.fromisoformat(asked.json()["closesAt"]).astimezone(clock.WARSAW)
    body = notice.get_body(("plain",))
    assert body is not None
    assert f"Zamkniemy je {closes:%d.%m.%Y}, {closes.hour}:{closes:%M}." in " ".join(body.get_content().split())
    assert (await browser.get("/api/auth/account")).json()["closing"] == asked.json()
    assert (await browser.post("/api/auth/account/closing", json={})).json()["code"] == "request_exists"
    later(days=6, hours=23)
    await expire()
    await sign_in(browser)
    assert (await browser.delete("/api/auth/account/closing")).status_code == 204
    later(days=3)
    await expire()
    assert (await sign_in(browser)).status_code == 201


async def test_a_closed_account_is_gone_and_a_new_one_may_follow(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    assert (await browser.post("/api/profile/api-keys", json={"name": "Dom", "scopes": ["supply:read"]})).is_success
    await browser.post("/api/auth/account/closing", json={})
    later(days=7, seconds=1)
    await sign_in(browser)
    await expire()
    await settle_mail()
    assert (await browser.get("/api/auth/sessions/current")).status_code == 401
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Konto w mojBOK zostało zamknięte"
    async with a_stranger("203.0.113.9") as stranger:
        for login in (PESEL, "anna.z"):
            assert (await sign_in(stranger, login)).status_code == 401
    # What billing says again does not bring it back.
    await mirrored(*(await the_customer()))
    left = [item async for item in cosmos.query("accounts", "SELECT * FROM c", None)]
    assert EMAIL not in str(left)
    assert [item for item in left if item["type"] in {"account", "api-keys"}] == []
    tombstones = "SELECT * FROM c WHERE STARTSWITH(c.id, 'closed-account:')"
    assert len([item async for item in cosmos.query("operations", tombstones, None)]) == 1
    mailbox.mails.clear()
    await follow("login-reminders", {"email": EMAIL})
    assert mailbox.mails == []
    await register(browser, login="Anna.Z")
    assert (await activate(browser, token_in(mailbox.to(EMAIL)[-1]), "zupełnie nowe hasło 8")).status_code == 201
    assert (await sign_in(browser, "anna.z", "zupełnie nowe hasło 8")).status_code == 201


async def test_a_closing_taken_back_in_time_is_not_carried_out(browser: httpx.AsyncClient) -> None:
    await browser.post("/api/auth/account/closing", json={})
    later(days=7, seconds=1)
    await sign_in(browser)
    (due,) = await accounts.accounts_to_close()
    assert (await browser.delete("/api/auth/account/closing")).status_code == 204
    assert await accounts.decide_closing(due.id) is None
    await expire()
    assert (await sign_in(browser)).status_code == 201


async def test_a_closing_that_is_decided_is_not_taken_back(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await browser.post("/api/auth/account/closing", json={})
    later(days=7, seconds=1)
    await sign_in(browser)
    (due,) = await accounts.accounts_to_close()
    assert await accounts.decide_closing(due.id) is not None
    assert (await browser.delete("/api/auth/account/closing")).json()["code"] == "session_missing"
    # The run broke off before the account was gone; the next one ends what it began, with one mail.
    await expire()
    await expire()
    await settle_mail()
    assert [mail["Subject"] for mail in mailbox.to(EMAIL)].count("Konto w mojBOK zostało zamknięte") == 1
    assert await accounts.account_by_id(due.id) is None


async def the_customer() -> list[dict[str, Any]]:
    from tests.builders import a_customer, a_document

    return [a_customer(), a_document()]


async def test_no_session_is_opened_while_the_account_is_deleted(browser: httpx.AsyncClient) -> None:
    await browser.post("/api/auth/account/closing", json={})
    later(days=7, seconds=1)
    [due] = await accounts.accounts_to_close()
    decided = await accounts.decide_closing(due.id)
    assert decided is not None
    async with a_stranger("203.0.113.70") as owner:
        assert (await sign_in(owner)).status_code == 401
    await accounts.remove_account(decided)
    assert [item async for item in cosmos.query("sessions", "SELECT c.id FROM c", None)] == []
