"""Signing in and out, and the session between."""

from datetime import timedelta
from http.cookies import SimpleCookie

import httpx
import pytest

from shared import clock, cosmos
from shared.access.sessions import COOKIE
from tests.api.auth.steps import recovered
from tests.api.conftest import Mailbox, a_browser, token_in
from tests.api.journey import PASSWORD, activate, register, sign_in
from tests.builders import a_customer, a_document, mirrored


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await mirrored(a_customer(), a_document())
    await register(browser, login="Anna.Z")
    await activate(browser, token_in(mailbox.mails[-1][1]))


@pytest.mark.parametrize("login", ["44051401359", " 440514 01359 ", "anna.z", "ANNA.Z"])
async def test_pesel_or_chosen_login_sign_in(browser: httpx.AsyncClient, login: str) -> None:
    response = await sign_in(browser, login)
    assert response.status_code == 201
    body = response.json()
    assert body["displayName"] == "Anna Żółkiewska"
    assert body["passwordChangeRequired"] is False
    assert body["termsAcceptanceRequired"] is False
    assert "44051401359" not in response.text
    current = await browser.get("/api/auth/sessions/current")
    assert current.status_code == 200
    assert current.json()["customerNumber"] == "KL-100200"


async def test_the_cookie_is_as_strict_as_it_can_be(browser: httpx.AsyncClient) -> None:
    browser.cookies.set(COOKIE, "given-by-an-attacker")
    response = await sign_in(browser)
    cookie = SimpleCookie(next(one for one in response.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}=")))[
        COOKIE
    ]
    assert (cookie["path"], cookie["samesite"].lower(), cookie["domain"]) == ("/", "lax", "")
    assert COOKIE.startswith("__Host-")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert not cookie["expires"]
    assert not cookie["max-age"]
    assert cookie.value != "given-by-an-attacker"
    assert len(cookie.value) >= 43


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("44051401359", "zupełnie inne hasło"),
        ("44051401359", PASSWORD + " "),
        ("44051401359", PASSWORD.upper()),
        ("44051401359", "x" * 1024),
        ("02070803628", PASSWORD),
        ("nikt.taki", PASSWORD),
    ],
)
async def test_whatever_is_wrong_the_answer_is_one(browser: httpx.AsyncClient, login: str, password: str) -> None:
    browser.headers["X-Request-Id"] = "same-for-both"
    wrong = await sign_in(browser, "44051401359", "jeszcze inne hasło")
    response = await sign_in(browser, login, password)
    assert (response.status_code, response.content) == (401, wrong.content)
    assert {*response.headers} == {*wrong.headers}
    assert "set-cookie" not in response.headers
    assert response.json()["code"] == "login_failed"


@pytest.mark.parametrize("body", ['{"login": ["a"], "password": "b"}', '{"login": "a", "password": {"$ne": ""}}', "[]"])
async def test_a_strange_body_is_bad_input(browser: httpx.AsyncClient, body: str) -> None:
    response = await browser.post("/api/auth/sessions", content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (400, "validation_failed")


@pytest.mark.parametrize("password", ["zażółć gęślą jaźń", ("zażółć gęślą jaźń, chrząszcz w trzcinie " * 4)[:128]])
async def test_composed_and_decomposed_letters_are_one_password(
    browser: httpx.AsyncClient, mailbox: Mailbox, password: str
) -> None:
    import unicodedata

    await mirrored(
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", number="F/9"),
    )
    await register(browser, pesel="02070803628", customerNumber="KL-5", documentNumber="F/9", email="ewa@example.com")
    await activate(browser, token_in(mailbox.to("ewa@example.com")[-1]), unicodedata.normalize("NFD", password))
    for form in ("NFC", "NFD"):
        assert (await sign_in(browser, "02070803628", unicodedata.normalize(form, password))).status_code == 201


async def test_signing_out_kills_the_session_on_the_server(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    token = browser.cookies[COOKIE]
    response = await browser.delete("/api/auth/sessions/current")
    assert response.status_code == 204
    assert response.headers["clear-site-data"]
    async with a_browser() as other:
        other.cookies.set(COOKIE, token)
        assert (await other.get("/api/auth/sessions/current")).status_code == 401
    assert (await browser.delete("/api/auth/sessions/current")).status_code == 204


async def test_a_session_ends_after_15_idle_minutes(browser: httpx.AsyncClient) -> None:
    start = clock.now()
    clock.set_now(start)
    await sign_in(browser)
    clock.set_now(start + timedelta(minutes=14, seconds=59))
    assert (await browser.get("/api/auth/sessions/current")).status_code == 200
    clock.set_now(start + timedelta(minutes=29, seconds=58))
    assert (await browser.get("/api/auth/sessions/current")).status_code == 200
    clock.set_now(start + timedelta(minutes=44, seconds=59))
    assert (await browser.get("/api/auth/sessions/current")).status_code == 401


async def test_a_session_ends_after_12_hours_however_busy(browser: httpx.AsyncClient) -> None:
    start = clock.now()
    clock.set_now(start)
    await sign_in(browser)
    for minutes in range(5, 12 * 60, 5):
        clock.set_now(start + timedelta(minutes=minutes))
        assert (await browser.get("/api/auth/sessions/current")).status_code == 200, minutes
    clock.set_now(start + timedelta(hours=12, seconds=1))
    assert (await browser.get("/api/auth/sessions/current")).status_code == 401


async def test_only_the_hash_of_the_token_is_stored(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    token = browser.cookies[COOKIE]
    for name in ("sessions", "accounts"):
        async for item in cosmos.query(name, "SELECT * FROM c", None):
            assert token not in str(item)
            assert PASSWORD not in str(item)


async def test_a_customer_gone_from_billing_is_out_and_cannot_sign_in(browser: httpx.AsyncClient) -> None:
    assert (await sign_in(browser)).status_code == 201
    gone = a_customer() | {"deleted": True, "data": None}
    await mirrored(gone)
    assert (await browser.get("/api/auth/sessions/current")).status_code == 401
    browser.headers["X-Request-Id"] = "same-for-both"
    wrong, right = await sign_in(browser, password="jeszcze inne hasło"), await sign_in(browser)
    assert right.json()["code"] == "login_failed"
    assert (right.status_code, right.content, {*right.headers}) == (401, wrong.content, {*wrong.headers})


async def test_a_one_time_password_that_is_over_is_a_wrong_one(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    browser.headers["X-Request-Id"] = "same-for-both"
    clock.set_now(clock.now())
    over = await recovered(browser, mailbox)
    clock.set_now(clock.now() + timedelta(minutes=10, seconds=1))
    answer, wrong = await sign_in(browser, password=over), await sign_in(browser, password="jeszcze inne hasło")
    assert (answer.status_code, answer.content, {*answer.headers}) == (401, wrong.content, {*wrong.headers})


async def test_two_sign_ins_at_once_both_count(browser: httpx.AsyncClient) -> None:
    import asyncio

    answers = await asyncio.gather(*(sign_in(browser) for _ in range(4)))
    assert {answer.status_code for answer in answers} <= {201, 503}
    opened = {item["id"] async for item in cosmos.query("sessions", "SELECT c.id FROM c", None)}
    [account] = [item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type='account'", None)]
    assert len(opened) == [answer.status_code for answer in answers].count(201)
    assert {session["id"] for session in account["sessions"]} >= opened
