"""The link of the mail: 24 hours, once, whatever the races."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest

from functions.sync_timer.expiry import expire
from shared import clock, cosmos
from tests.api.conftest import Mailbox, a_browser, token_in
from tests.api.journey import PASSWORD, activate, register, sign_in
from tests.builders import a_customer, a_document, mirrored

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.fixture
async def token(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> str:
    await mirrored(a_customer(), a_document())
    await register(browser, login="Anna.Z")
    return token_in(mailbox.mails[-1][1])


async def test_the_link_and_a_password_make_the_account(
    browser: httpx.AsyncClient, mailbox: Mailbox, token: str
) -> None:
    response = await activate(browser, token)
    assert response.status_code == 201
    assert response.json()["loginTaken"] is False
    assert mailbox.mails[-1][1]["Subject"] == "Konto w mojBOK jest aktywne"
    assert (await sign_in(browser)).status_code == 201


@pytest.mark.parametrize(
    "issued",
    [
        datetime(2026, 11, 22, 18, tzinfo=UTC),
        datetime(2026, 3, 28, 12, tzinfo=WARSAW),
        datetime(2026, 10, 24, 12, tzinfo=WARSAW),
    ],
    ids=["any day", "into summer time", "into winter time"],
)
@pytest.mark.parametrize(("seconds", "status"), [(-1, 201), (1, 410)])
async def test_the_link_works_for_24_elapsed_hours(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, issued: datetime, seconds: int, status: int
) -> None:
    clock.set_now(issued)
    await mirrored(a_customer(), a_document())
    await register(browser)
    clock.set_now(issued.astimezone(UTC) + timedelta(hours=24, seconds=seconds))
    response = await activate(browser, token_in(mailbox.mails[-1][1]))
    assert response.status_code == status
    if status == 410:
        assert response.json()["code"] == "link_expired"


async def test_the_expiry_timer_removes_it_and_registering_again_works(
    browser: httpx.AsyncClient, mailbox: Mailbox, token: str
) -> None:
    clock.set_now(clock.now() + timedelta(hours=24, seconds=1))
    await expire()
    [left] = [cosmos.plain(item) async for item in cosmos.query("registrations", "SELECT * FROM c", None)]
    assert {name for name in left if name != "ttl"} == {"id", "state", "identifierLookup"}, "names nobody"
    assert (await activate(browser, token)).json()["code"] == "link_expired"
    await register(browser)
    assert (await activate(browser, token_in(mailbox.mails[-1][1]))).status_code == 201


async def test_a_used_link_says_so(browser: httpx.AsyncClient, token: str) -> None:
    await activate(browser, token)
    again = await activate(browser, token, "inne dobre hasło 123")
    assert again.status_code == 410
    assert again.json()["code"] == "link_used"
    assert (await sign_in(browser, password="inne dobre hasło 123")).status_code == 401


async def test_an_old_link_says_that_the_account_stands_whichever_of_three_was_used(
    browser: httpx.AsyncClient, mailbox: Mailbox, token: str
) -> None:
    """Also when it is over and little is left of it; told before a password is asked for."""
    for _ in range(2):
        await register(browser)
    tokens = [token_in(mail) for mail in mailbox.to("anna@example.com")]
    assert [await checked(browser, one) for one in tokens] == [None] * 3
    await activate(browser, tokens[1])
    assert [await checked(browser, one) for one in tokens] == ["link_used"] * 3
    for hours in (25, 24 * 30):
        clock.set_now(clock.now() + timedelta(hours=hours))
        assert [await checked(browser, one) for one in tokens] == ["link_used"] * 3
        await expire()
        assert [await checked(browser, one) for one in tokens] == ["link_used"] * 3
    assert await checked(browser, "A" * 43) == "link_expired"


async def test_a_link_that_is_over_is_told_before_a_password_is_asked_for(
    browser: httpx.AsyncClient, token: str
) -> None:
    clock.set_now(clock.now() + timedelta(hours=24, seconds=1))
    assert await checked(browser, token) == "link_expired"
    await expire()
    assert await checked(browser, token) == "link_expired"


async def checked(browser: httpx.AsyncClient, token: str) -> str | None:
    """What the check of a link says is wrong with it."""
    answer = await browser.post("/api/auth/activation-checks", json={"token": token})
    return None if answer.status_code == 204 else str(answer.json()["code"])


@pytest.mark.parametrize("forged", ["x", "A" * 43, "../../etc", "ą" * 40, "' OR 1=1"])
async def test_a_forged_link_looks_expired(browser: httpx.AsyncClient, token: str, forged: str) -> None:
    response = await activate(browser, forged)
    assert (response.status_code, response.json()["code"]) == (410, "link_expired")


async def test_fifty_clicks_make_one_account(browser: httpx.AsyncClient, mailbox: Mailbox, token: str) -> None:
    mailbox.mails.clear()
    answers = await asyncio.gather(*(activate(browser, token, f"{PASSWORD} {n}") for n in range(50)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201, *[410] * 49]
    accounts = [item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type = 'account'", None)]
    assert len(accounts) == 1
    assert len(mailbox.mails) == 1
    winner = next(n for n, answer in enumerate(answers) if answer.status_code == 201)
    assert (await sign_in(browser, password=f"{PASSWORD} {winner}")).status_code == 201


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("za krótkie", "password_too_short"),
        ("x" * 129, "password_too_long"),
        ("password1234", "password_too_common"),
        ("aaaaaaaaaaaaaaa", "password_too_common"),
        ("Żółkiewska1!", "password_personal"),
        ("KL-100200 KL", "password_personal"),
        ("mojbok2026!!", "password_too_common"),
    ],
)
async def test_a_weak_password_is_refused_with_the_reason(
    browser: httpx.AsyncClient, token: str, password: str, code: str
) -> None:
    response = await activate(browser, token, password)
    assert response.status_code == 400
    assert response.json()["errors"] == [{"field": "password", "code": code}]
    assert (await activate(browser, token)).status_code == 201


async def test_a_taken_login_falls_back_to_the_pesel(browser: httpx.AsyncClient, mailbox: Mailbox, token: str) -> None:
    await activate(browser, token)
    await mirrored(
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", number="F/9"),
    )
    fields = {"pesel": "02070803628", "customerNumber": "KL-5", "documentNumber": "F/9", "login": "anna.z"}
    await register(browser, email="ewa@example.com", **fields)
    response = await activate(browser, token_in(mailbox.to("ewa@example.com")[-1]), "hasło ewy wieczorem")
    assert response.json()["loginTaken"] is True
    assert (await sign_in(browser, "02070803628", "hasło ewy wieczorem")).status_code == 201
    assert (await sign_in(browser, "anna.z", "hasło ewy wieczorem")).status_code == 401


async def test_an_activation_that_broke_off_is_settled_by_the_timer(browser: httpx.AsyncClient, token: str) -> None:
    await activate(browser, token)
    [account] = [item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type = 'account'", None)]
    await cosmos.replace("accounts", account | {"state": "claiming"})
    orphan = cosmos.plain(account) | {"id": "orphan-account", "state": "claiming"}
    await cosmos.create("accounts", orphan)
    clock.set_now(clock.now() + timedelta(hours=2))
    await expire()
    left = {item["id"]: item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type='account'", None)}
    assert {item["state"] for item in left.values()} == {"active"}
    assert list(left) == [account["id"]]


async def test_who_activates_is_signed_in(browser: httpx.AsyncClient, token: str) -> None:
    session = (await activate(browser, token)).json()["session"]
    assert session["displayName"]
    assert (await browser.get("/api/auth/sessions/current")).json()["id"] == session["id"]
    assert (await browser.get("/api/billing/overview")).status_code != 401


async def test_a_session_from_before_ends_with_an_activation(
    browser: httpx.AsyncClient, mailbox: Mailbox, token: str
) -> None:
    await mirrored(
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", number="F/9"),
    )
    await activate(browser, token)
    before = dict(browser.cookies)
    fields = {"pesel": "02070803628", "customerNumber": "KL-5", "documentNumber": "F/9", "email": "ewa@example.com"}
    await register(browser, **fields)
    assert (await activate(browser, token_in(mailbox.to("ewa@example.com")[-1]))).status_code == 201
    async with a_browser() as other:
        other.cookies.update(before)
        assert (await other.get("/api/auth/sessions/current")).status_code == 401


async def test_an_address_that_must_wait_activates_and_signs_in_later(browser: httpx.AsyncClient, token: str) -> None:
    for n in range(21):
        await sign_in(browser, f"login.nr{n % 6}", "zupełnie inne hasło")
    response = await activate(browser, token)
    assert (response.status_code, response.json()["session"]) == (201, None)
