"""Limits of signing in: by login and address, by login alone, by address; the same for logins nobody has."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from functions.auth.guards import passwords
from functions.auth.sign_in import sign_in as module
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from shared.http.limits import Limit
from shared.monitoring import logs
from tests.api.auth.steps import EMAIL, PESEL, UNKNOWN_PESEL, WRONG, a_stranger, an_account, recovered
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import PASSWORD, a_registration, sign_in
from tests.builders import a_customer, a_document, mirrored


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def guesses(login: str, *addresses: str) -> list[tuple[int, str | None]]:
    """Status and Retry-After of wrong guesses by strangers, in order."""
    answers = []
    for address in addresses:
        async with a_stranger(address) as stranger:
            response = await sign_in(stranger, login, WRONG)
            answers.append((response.status_code, response.headers.get("retry-after")))
    return answers


@pytest.mark.parametrize("login", [PESEL, UNKNOWN_PESEL, "nikt.taki"])
async def test_the_sixth_try_from_one_address_waits_15_minutes(login: str) -> None:
    answers = await guesses(login, *["203.0.113.5"] * 6)
    assert answers == [(401, None)] * 5 + [(429, "900")]
    async with a_stranger("203.0.113.5") as stranger:
        blocked = await sign_in(stranger, login)
        assert blocked.json()["code"] == "too_many_attempts"
        later(minutes=15, seconds=1)
        assert (await sign_in(stranger, login)).status_code == (201 if login == PESEL else 401)


@pytest.mark.parametrize("login", [PESEL, UNKNOWN_PESEL])
async def test_guesses_from_everywhere_wait_longer_and_longer(login: str) -> None:
    answers = await guesses(login, *(f"203.0.113.{n}" for n in range(11)))
    assert answers == [(401, None)] * 10 + [(429, "1")]
    later(seconds=1.1)
    assert await guesses(login, "198.51.100.1", "198.51.100.2") == [(401, None), (429, "2")]
    later(seconds=2.1)
    assert await guesses(login, "198.51.100.3", "198.51.100.4") == [(401, None), (429, "4")]


async def test_strangers_cannot_lock_out_a_known_device(mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.200") as owner:
        assert (await sign_in(owner)).status_code == 201
        for n in range(40):
            await guesses(PESEL, f"198.51.100.{n}")
        assert (await guesses(PESEL, "198.51.100.77"))[0][0] == 429
        owner.headers["X-Forwarded-For"] = "192.0.2.1"
        assert (await sign_in(owner)).status_code == 201
    async with a_stranger("192.0.2.9") as stranger:
        secret = await recovered(stranger, mailbox)
        assert (await sign_in(stranger, PESEL, secret)).status_code == 201


async def test_a_known_device_has_its_own_five(browser: httpx.AsyncClient) -> None:
    assert (await sign_in(browser)).status_code == 201
    later(seconds=1)
    statuses = [(await sign_in(browser, PESEL, WRONG)).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


async def test_signing_in_rightly_is_never_too_often(browser: httpx.AsyncClient) -> None:
    for _ in range(12):
        assert (await sign_in(browser)).status_code == 201
    for n in range(12):
        later(seconds=5)
        async with a_stranger("203.0.113.5") as stranger:
            assert (await sign_in(stranger)).status_code == 201, n


@pytest.mark.parametrize("login", [PESEL, UNKNOWN_PESEL])
async def test_a_block_is_mailed_once_a_day_to_who_has_the_login(mailbox: Mailbox, login: str) -> None:
    for n in range(2):
        await guesses(login, *[f"203.0.113.{n}"] * 6)
        later(minutes=16)
    await settle_mail()
    assert [(to, mail["Subject"]) for to, mail in mailbox.mails] == (
        [(EMAIL, "Nieudane próby logowania do mojBOK")] if login == PESEL else []
    )
    assert not [mail for _, mail in mailbox.mails if PESEL in mail.as_string()]


async def test_parallel_guesses_are_counted_before_they_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = 0

    async def counting(hashed: str | None, password: str) -> bool:
        nonlocal checked
        checked += 1
        return await passwords.password_matches(hashed, password)

    monkeypatch.setattr(module, "password_matches", counting)
    async with a_stranger("203.0.113.5") as stranger:
        answers = await asyncio.gather(*(sign_in(stranger, PESEL, f"{WRONG} {n}") for n in range(60)))
    assert checked <= 5
    assert {answer.status_code for answer in answers} == {401, 429}


async def test_an_address_that_fails_at_many_logins_waits_longer_and_longer() -> None:
    for round_, minutes in enumerate([1, 4, 16, 60, 60]):
        for n in range(11):
            assert await guesses(f"nikt.{round_}.{n}", "203.0.113.5") == [(401, None)]
            later(seconds=4)
        assert await guesses("nikt.inny", "203.0.113.5:4444") == [(429, str(minutes * 60))]
        async with a_stranger("203.0.113.5") as stranger:
            assert (await sign_in(stranger)).status_code == 429
        async with a_stranger("203.0.113.6") as neighbour:
            assert (await sign_in(neighbour)).status_code == 201
        later(minutes=minutes, seconds=1)
    async with a_stranger("203.0.113.5") as stranger:
        assert (await sign_in(stranger)).status_code == 201


async def test_a_known_network_does_not_wait_for_guesses_from_elsewhere(mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.200") as owner:
        assert (await sign_in(owner)).status_code == 201
    for n in range(20):
        await guesses(PESEL, f"198.51.100.{n}")
    async with a_stranger("198.51.100.77") as elsewhere, a_stranger("203.0.113.200") as at_home:
        assert (await sign_in(elsewhere)).status_code == 429
        assert (await sign_in(at_home)).status_code == 201


async def test_recoveries_asked_for_by_others_leave_the_owner_a_mail(mailbox: Mailbox) -> None:
    async with a_stranger("203.0.113.200") as owner:
        assert (await sign_in(owner)).status_code == 201
    for n in range(8):
        async with a_stranger(f"198.51.100.{n}") as other:
            await other.post("/api/auth/password-recoveries", json={"login": PESEL})
        later(minutes=16)
    await settle_mail()
    count = len(mailbox.to(EMAIL))
    async with a_stranger("203.0.113.200") as at_home:
        secret = await recovered(at_home, mailbox)
        assert len(mailbox.to(EMAIL)) == count + 1
        assert (await sign_in(at_home, PESEL, secret)).status_code == 201


async def test_own_mistakes_at_registering_do_not_use_up_the_mails(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    from tests.api.journey import register

    await mirrored(a_customer("customer-ewa1", pesel=UNKNOWN_PESEL, customerNumber="KL-5"))
    await mirrored(a_document("document-ewa1", "customer-ewa1", number="F/9"))
    facts = {"pesel": UNKNOWN_PESEL, "customerNumber": "KL-5", "email": "ewa@example.com"}
    for wrong in ("F/6", "F/7", "F/8"):
        await register(browser, documentNumber=wrong, **facts)
    await register(browser, documentNumber="F/9", **facts)
    assert len(mailbox.to("ewa@example.com")) == 1


@pytest.mark.parametrize("headers", [["203.0.113.5:{n}"], ["10.9.8.{n}, 203.0.113.5:{n}"], [], ["nonsense {n}"]])
async def test_twenty_sign_ins_a_minute_from_one_address_however_it_is_dressed(headers: list[str]) -> None:
    statuses = []
    for n in range(21):
        forwarded = headers[0].format(n=n) if headers else None
        async with a_stranger(forwarded) as stranger:
            # Two logins: neither reaches its own limit, nor does the address fail at many.
            statuses.append((await sign_in(stranger, f"login.nr{n % 6}", WRONG)).status_code)
    assert statuses == [401] * 20 + [429]


async def test_a_hundred_failures_in_a_row_leave_recovery_only(mailbox: Mailbox, browser: httpx.AsyncClient) -> None:
    later(seconds=1)
    for n in range(100):
        assert await guesses(PESEL, f"203.0.{n}.1") == [(401, None)]
        later(hours=1)
    async with a_stranger("192.0.2.9") as stranger:
        response = await sign_in(stranger)
        assert (response.status_code, response.json()["code"]) == (403, "recovery_required")
        assert (await sign_in(stranger, PESEL, await recovered(stranger, mailbox))).status_code == 201
        body = {"newPassword": "całkiem nowe hasło 5"}
        assert (await stranger.put("/api/auth/password", json=body)).status_code == 200
    async with a_stranger("192.0.2.10") as stranger:
        assert (await sign_in(stranger, PESEL, "całkiem nowe hasło 5")).status_code == 201


async def test_ten_registrations_an_hour_from_one_address(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    statuses = []
    for n in range(11):
        body = a_registration(customerNumber=f"KL-9{n}")
        response = await browser.post(
            "/api/auth/registrations", json=body, headers={"X-Forwarded-For": f"203.0.113.5:{n + 1000}"}
        )
        statuses.append(response.status_code)
    assert statuses == [202] * 10 + [429]
    assert int(response.headers["Retry-After"]) <= 3601
    assert mailbox.mails == []


async def test_three_activation_mails_a_day(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    from tests.api.journey import register

    await mirrored(a_customer("customer-ewa1", pesel=UNKNOWN_PESEL, customerNumber="KL-5"))
    await mirrored(a_document("document-ewa1", "customer-ewa1", number="F/9"))
    facts = {"pesel": UNKNOWN_PESEL, "customerNumber": "KL-5", "documentNumber": "F/9", "email": "ewa@example.com"}
    answers = [await register(browser, **facts) for _ in range(5)]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.content for answer in answers}) == 1
    assert len(mailbox.to("ewa@example.com")) == 3
    later(hours=24, seconds=1)
    await register(browser, **facts)
    assert len(mailbox.to("ewa@example.com")) == 4


@pytest.mark.parametrize("again", [False, True])
async def test_signing_in_costs_at_most_eight_operations(emulator: Emulator, *, again: bool) -> None:
    async with a_stranger("203.0.113.5") as stranger:
        if again:
            await sign_in(stranger)
            later(minutes=1)
            await stranger.delete("/api/auth/sessions/current")
        emulator.requests.clear()
        assert (await sign_in(stranger)).status_code == 201
        assert len(costs(emulator)) <= 8, costs(emulator)


@pytest.mark.parametrize("login", [PESEL, UNKNOWN_PESEL])
async def test_a_refusal_costs_at_most_eight_and_the_same_for_everybody(emulator: Emulator, login: str) -> None:
    async with a_stranger("203.0.113.5") as stranger:
        emulator.requests.clear()
        assert (await sign_in(stranger, login, WRONG)).status_code == 401
        first = costs(emulator)
        emulator.requests.clear()
        assert (await sign_in(stranger, "nikt.taki", WRONG)).status_code == 401
    assert len(first) <= 8, first
    # The second finds the documents of the address and of all sign-ins standing.
    assert len(first) - len(costs(emulator)) == 1


async def test_too_many_failures_of_all_sign_ins_alarm(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from functions.auth.guards import limits

    lowered = limits.LIMITS._replace(failed_sign_ins=Limit(3, timedelta(minutes=5)))
    monkeypatch.setattr(limits, "LIMITS", lowered)
    monkeypatch.setattr(logs.log, "propagate", True)
    clock.set_now(clock.from_iso("2026-11-23T12:00:00Z"))
    await guesses(PESEL, *(f"203.0.113.{n}" for n in range(5)))
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == ["alarm"]


async def test_counters_hold_neither_login_nor_address() -> None:
    await guesses(PESEL, "203.0.113.5")
    await guesses("nikt.taki", "203.0.113.5")
    for name in ("operations", "accounts"):
        async for item in cosmos.query(name, "SELECT * FROM c", None):
            text = str({key: value for key, value in item.items() if key not in {"chosenLogin", "email"}})
            for secret in (PESEL, "nikt.taki", "203.0.113", EMAIL, PASSWORD):
                assert secret not in text


def costs(emulator: Emulator) -> list[str]:
    return [
        f"{request.operation} {request.container}"
        for request in emulator.requests
        if request.resource_type == "docs" and request.container != "outbox"
    ]
