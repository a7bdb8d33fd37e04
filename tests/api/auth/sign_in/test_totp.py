"""The second step: codes of an application, each once, recovery codes, and a session that waits."""

import asyncio
from datetime import timedelta

import httpx
import pyotp
import pytest

from shared import clock, cosmos
from tests.api.auth.sign_in.test_recovery import PUBLIC, body_of, is_of_the_office, operations
from tests.api.auth.steps import EMAIL, PESEL, a_stranger, an_account, recovered
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import sign_in


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)


@pytest.fixture
async def generator(browser: httpx.AsyncClient, account: None) -> pyotp.TOTP:
    """An application set up for Anna; the code it was set up with lies behind."""
    setup = (await browser.post("/api/auth/totp", json={})).json()
    application = pyotp.TOTP(setup["secret"])
    assert (await confirm(browser, code_of(application))).status_code == 201
    clock.set_now(clock.now() + timedelta(minutes=2))
    return application


def code_of(application: pyotp.TOTP) -> str:
    return application.at(clock.now())


async def confirm(browser: httpx.AsyncClient, code: str) -> httpx.Response:
    return await browser.post("/api/auth/totp/confirmations", json={"code": code})


async def second_step(browser: httpx.AsyncClient, code: str) -> httpx.Response:
    return await browser.post("/api/auth/second-steps", json={"code": code})


async def test_setting_up_shows_a_secret_once(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    setup = (await browser.post("/api/auth/totp", json={})).json()
    assert setup["uri"].startswith("otpauth://totp/mojBOK:anna.z?secret=" + setup["secret"])
    assert setup["qrSvg"].startswith("<svg")
    assert PESEL not in str(setup)
    assert (await browser.get("/api/auth/account")).json()["secondStep"] is False
    wrong = await confirm(browser, "000000")
    assert wrong.json()["errors"] == [{"field": "code", "code": "code_wrong"}]
    codes = (await confirm(browser, code_of(pyotp.TOTP(setup["secret"])))).json()["codes"]
    assert len({*codes}) == 10
    details = (await browser.get("/api/auth/account")).json()
    assert (details["secondStep"], details["recoveryCodesLeft"]) == (True, 10)
    assert (await browser.post("/api/auth/totp", json={})).json()["code"] == "second_step_exists"
    await settle_mail()
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Dodatkowe zabezpieczenie logowania w mojBOK"
    async for item in cosmos.query("accounts", "SELECT * FROM c", None):
        assert setup["secret"] not in str(item)
        assert not [code for code in codes if code in str(item)]


async def test_a_session_that_waits_reaches_nothing_else(generator: pyotp.TOTP) -> None:
    async with a_stranger("203.0.113.9") as other:
        response = await sign_in(other)
        assert (response.status_code, response.json()["secondStepRequired"]) == (201, True)
        assert "__Host-mojbok-device" not in response.headers["set-cookie"]
        for method, path in operations(other):
            own = {("get", "/api/auth/sessions/current"), ("post", "/api/auth/second-steps")}
            if (method, path) in PUBLIC | own or is_of_the_office(path):
                continue
            answer = await other.request(method, path, **body_of(method, path))
            assert (answer.status_code, answer.json()["code"]) == (403, "second_step_required"), (method, path)
        waiting = other.cookies["__Host-mojbok"]
        passed = await second_step(other, code_of(generator))
        assert (passed.status_code, passed.json()["secondStepRequired"]) == (201, False)
        assert other.cookies["__Host-mojbok"] != waiting
        assert (await other.get("/api/billing/overview")).status_code == 200
    async with a_stranger() as other:
        other.cookies.set("__Host-mojbok", waiting)
        assert (await other.get("/api/auth/sessions/current")).status_code == 401


async def test_a_code_works_once(generator: pyotp.TOTP) -> None:
    code = code_of(generator)
    async with a_stranger("203.0.113.9") as one, a_stranger("203.0.113.10") as two:
        await sign_in(one)
        await sign_in(two)
        assert (await second_step(one, code)).status_code == 201
        refused = await second_step(two, code)
        assert (refused.status_code, refused.json()["code"]) == (401, "second_step_failed")


@pytest.mark.parametrize(("seconds", "status"), [(-60, 401), (-30, 201), (30, 201), (60, 401)])
async def test_a_clock_may_be_half_a_minute_off(generator: pyotp.TOTP, seconds: int, status: int) -> None:
    async with a_stranger("203.0.113.9") as other:
        await sign_in(other)
        code = generator.at(clock.now() + timedelta(seconds=seconds))
        assert (await second_step(other, code)).status_code == status


async def test_guessing_codes_is_limited_over_all_sessions(generator: pyotp.TOTP) -> None:
    clock.set_now(clock.now() + timedelta(minutes=5))
    statuses = []
    for n in range(3):
        async with a_stranger(f"203.0.113.{n}") as other:
            await sign_in(other)
            statuses += [(await second_step(other, f"{n}0000{m}")).status_code for m in range(2)]
    assert statuses == [401] * 5 + [429]


async def test_a_recovery_code_works_once(browser: httpx.AsyncClient) -> None:
    setup = (await browser.post("/api/auth/totp", json={})).json()
    codes = (await confirm(browser, code_of(pyotp.TOTP(setup["secret"])))).json()["codes"]
    async with a_stranger("203.0.113.9") as other:
        await sign_in(other)
        assert (await second_step(other, codes[3].lower())).status_code == 201
        assert (await other.get("/api/auth/account")).json()["recoveryCodesLeft"] == 9
        await sign_in(other)
        assert (await second_step(other, codes[3])).status_code == 401
        assert (await second_step(other, codes[4])).status_code == 201


async def test_a_one_time_password_does_not_pass_the_second_step(generator: pyotp.TOTP, mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.9") as other:
        response = await sign_in(other, PESEL, await recovered(other, mailbox))
        assert response.json()["secondStepRequired"] is True
        body = {"newPassword": "całkiem nowe hasło 5"}
        assert (await other.put("/api/auth/password", json=body)).json()["code"] == "second_step_required"
        passed = (await second_step(other, code_of(generator))).json()
        assert (passed["secondStepRequired"], passed["passwordChangeRequired"]) == (False, True)
        changed = await other.put("/api/auth/password", json=body)
        assert (changed.status_code, changed.json()["secondStepRequired"]) == (200, False)


async def test_a_right_password_alone_does_not_clear_the_count(generator: pyotp.TOTP) -> None:
    async with a_stranger("203.0.113.9") as other:
        statuses = [(await sign_in(other)).status_code for _ in range(6)]
    assert statuses == [201] * 5 + [429]


async def test_it_can_be_removed(browser: httpx.AsyncClient, generator: pyotp.TOTP, mailbox: Mailbox) -> None:
    assert (await browser.delete("/api/auth/totp")).status_code == 204
    assert (await sign_in(browser)).json()["secondStepRequired"] is False
    await settle_mail()
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Usunięto zabezpieczenie logowania w mojBOK"


async def test_fresh_recovery_codes_void_the_old_ones(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    assert (await browser.post("/api/auth/totp/recovery-codes", json={})).json()["code"] == "not_found"
    setup = (await browser.post("/api/auth/totp", json={})).json()
    assert (await browser.post("/api/auth/totp/recovery-codes", json={})).json()["code"] == "not_found"
    old = (await confirm(browser, code_of(pyotp.TOTP(setup["secret"])))).json()["codes"]
    fresh = (await browser.post("/api/auth/totp/recovery-codes", json={})).json()["codes"]
    assert len({*old, *fresh}) == 20
    await settle_mail()
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Nowe kody zapasowe do mojBOK"
    assert not [code for code in fresh if code in mailbox.to(EMAIL)[-1].as_string()]
    async with a_stranger("203.0.113.9") as other:
        await sign_in(other)
        assert (await second_step(other, old[0])).status_code == 401
        assert (await second_step(other, fresh[0])).status_code == 201
        assert (await other.get("/api/auth/account")).json()["recoveryCodesLeft"] == 9


async def test_fresh_recovery_codes_need_the_password_again(browser: httpx.AsyncClient, generator: pyotp.TOTP) -> None:
    clock.set_now(clock.now() + timedelta(minutes=6))
    answer = await browser.post("/api/auth/totp/recovery-codes", json={})
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")


async def test_removing_it_twice_at_once_is_told_once(
    browser: httpx.AsyncClient, generator: pyotp.TOTP, mailbox: Mailbox
) -> None:
    await settle_mail()
    mailbox.mails.clear()
    answers = await asyncio.gather(*(browser.delete("/api/auth/totp") for _ in range(5)))
    assert [answer.status_code for answer in answers] == [204] * 5
    await settle_mail()
    assert len(mailbox.to(EMAIL)) == 1


async def test_who_knows_the_password_cannot_keep_the_owner_out_by_wrong_codes(
    browser: httpx.AsyncClient, generator: pyotp.TOTP
) -> None:
    await browser.delete("/api/auth/sessions/current")
    for n in range(6):
        async with a_stranger(f"198.51.100.{n}") as other:
            await sign_in(other)
            answers = [await other.post("/api/auth/second-steps", json={"code": "000000"}) for _ in range(4)]
    assert answers[-1].status_code == 429
    await sign_in(browser)
    response = await browser.post("/api/auth/second-steps", json={"code": code_of(generator)})
    assert response.status_code == 201, response.text
