"""Passkeys: a way in without a password, bound to this portal, each challenge once."""

import asyncio
import base64
import copy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import cbor2
import httpx
import pytest

from shared import clock
from tests.api.auth.steps import EMAIL, PESEL, WRONG, a_stranger, an_account, another_account
from tests.api.authenticator import Authenticator, b64url
from tests.api.conftest import Mailbox, settle_mail
from tests.api.journey import sign_in


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()
    await sign_in(browser)


async def add(browser: httpx.AsyncClient, phone: Authenticator) -> httpx.Response:
    options = (await browser.post("/api/auth/passkeys/options", json={})).json()["options"]
    body = {"credential": phone.create(options), "name": "Telefon"}
    response = await browser.post("/api/auth/passkeys", json=body)
    await settle_mail()
    return response


async def challenge(client: httpx.AsyncClient) -> dict[str, Any]:
    options: dict[str, Any] = (await client.post("/api/auth/passkeys/challenges", json={})).json()["options"]
    return options


async def enter(client: httpx.AsyncClient, credential: dict[str, Any]) -> httpx.Response:
    return await client.post("/api/auth/passkeys/sessions", json={"credential": credential})


async def test_a_passkey_signs_in_without_login_and_password(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    phone = Authenticator()
    added = await add(browser, phone)
    assert added.status_code == 201
    assert [one["name"] for one in added.json()["items"]] == ["Telefon"]
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Dodatkowe zabezpieczenie logowania w mojBOK"
    async with a_stranger("203.0.113.9") as other:
        options = await challenge(other)
        assert options["userVerification"] == "required"
        assert not options.get("allowCredentials")
        assert (await enter(other, phone.get(options))).status_code == 201
        assert (await other.get("/api/auth/account")).json()["email"] == EMAIL
        history = (await other.get("/api/auth/sign-ins")).json()["items"]
        assert history[0]["method"] == "passkey"
        assert (await enter(other, phone.get(await challenge(other)))).status_code == 201


@pytest.mark.parametrize("name", ["a\r\nBcc: o@example.com", "a\x00b", "abc\u202egpj", "a\u2028b", " ", "a" * 65])
async def test_a_name_is_one_plain_line(browser: httpx.AsyncClient, mailbox: Mailbox, name: str) -> None:
    await settle_mail()
    before = len(mailbox.to(EMAIL))
    response = await browser.post("/api/auth/passkeys", json={"credential": {}, "name": name})
    assert response.status_code == 400, response.text
    assert response.json()["errors"] == [{"field": "name", "code": "value_invalid"}]
    await settle_mail()
    assert len(mailbox.to(EMAIL)) == before


async def test_options_tell_no_pesel(browser: httpx.AsyncClient) -> None:
    response = await browser.post("/api/auth/passkeys/options", json={})
    assert PESEL not in response.text
    assert response.json()["options"]["rp"]["id"] == "mojbok.example"


@pytest.mark.parametrize(
    "phone", [Authenticator(origin="https://mojbok.example.evil.pl"), Authenticator(verifies=False)]
)
async def test_a_passkey_from_elsewhere_or_without_a_person_is_not_kept(
    browser: httpx.AsyncClient, phone: Authenticator
) -> None:
    response = await add(browser, phone)
    assert response.json()["errors"] == [{"field": "credential", "code": "passkey_invalid"}]
    assert (await browser.get("/api/auth/passkeys")).json()["items"] == []


async def test_what_does_not_verify_is_refused_alike(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    async with a_stranger("203.0.113.9") as other:
        stolen = Authenticator(credential_id=phone.credential_id, user=phone.user)
        elsewhere = Authenticator(
            origin="https://evil.example", credential_id=phone.credential_id, user=phone.user, key=phone.key
        )
        unverified = Authenticator(verifies=False, credential_id=phone.credential_id, user=phone.user, key=phone.key)
        unknown = Authenticator(user="bm9ib2R5")
        answers = [
            await enter(other, one.get(await challenge(other))) for one in (stolen, elsewhere, unverified, unknown)
        ]
        answers += [await enter(other, broken) for broken in ({}, {"response": 1}, {"response": {"userHandle": "ą"}})]
        assert {(one.status_code, one.json()["code"]) for one in answers} == {(401, "passkey_failed")}


async def test_a_challenge_works_once_and_for_five_minutes(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    async with a_stranger("203.0.113.9") as other:
        options = await challenge(other)
        assert (await enter(other, phone.get(options))).status_code == 201
        assert (await enter(other, phone.get(options))).status_code == 401
        options = await challenge(other)
        clock.set_now(clock.now() + timedelta(minutes=5, seconds=1))
        assert (await enter(other, phone.get(options))).status_code == 401
        made_up = {"challenge": "bWFkZS11cA", "rpId": "mojbok.example"}
        assert (await enter(other, phone.get(made_up))).status_code == 401


async def test_a_copied_passkey_is_noticed_by_its_count(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    async with a_stranger("203.0.113.9") as other:
        for _ in range(3):
            assert (await enter(other, phone.get(await challenge(other)))).status_code == 201
        phone.count = 1
        assert (await enter(other, phone.get(await challenge(other)))).status_code == 401


async def test_a_known_devices_passkey_does_not_wait_for_neighbours(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    browser.headers["X-Forwarded-For"] = "203.0.113.9"
    async with a_stranger("203.0.113.9") as neighbour:
        for n in range(20):
            await sign_in(neighbour, f"nikt.{n % 4}", WRONG)
        assert (await enter(neighbour, phone.get(await challenge(neighbour)))).status_code == 429
        assert (await enter(browser, phone.get(await challenge(browser)))).status_code == 201


async def test_a_removed_passkey_opens_nothing(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    phone = Authenticator()
    [kept] = (await add(browser, phone)).json()["items"]
    assert (await browser.delete(f"/api/auth/passkeys/{kept['id']}")).status_code == 204
    assert (await browser.delete(f"/api/auth/passkeys/{kept['id']}")).status_code == 404
    await settle_mail()
    assert mailbox.to(EMAIL)[-1]["Subject"] == "Usunięto zabezpieczenie logowania w mojBOK"
    async with a_stranger("203.0.113.9") as other:
        assert (await enter(other, phone.get(await challenge(other)))).status_code == 401


async def test_adding_and_removing_need_the_password_again(browser: httpx.AsyncClient) -> None:
    clock.set_now(clock.now() + timedelta(minutes=6))
    for method, path in (("POST", "passkeys/options"), ("POST", "passkeys"), ("DELETE", "passkeys/some-id")):
        response = await browser.request(method, f"/api/auth/{path}", json={})
        assert response.json()["code"] == "reauthentication_required"


async def again(browser: httpx.AsyncClient) -> dict[str, Any]:
    options: dict[str, Any] = (await browser.post("/api/auth/reauthentications/challenges", json={})).json()["options"]
    return options


async def confirm(browser: httpx.AsyncClient, credential: dict[str, Any]) -> httpx.Response:
    return await browser.post("/api/auth/reauthentications/passkeys", json={"credential": credential})


async def test_a_passkey_stands_for_the_password_before_a_change(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    clock.set_now(clock.now() + timedelta(minutes=6))
    assert (await browser.post("/api/auth/totp", json={})).json()["code"] == "reauthentication_required"
    options = await again(browser)
    assert options["userVerification"] == "required"
    assert [one["type"] for one in options["allowCredentials"]] == ["public-key"]
    confirmed = await confirm(browser, phone.get(options))
    assert confirmed.status_code == 201
    assert clock.from_iso(confirmed.json()["until"]) == clock.now() + timedelta(minutes=5)
    assert (await browser.post("/api/auth/totp", json={})).status_code == 201
    assert (await confirm(browser, phone.get(options))).json()["code"] == "passkey_failed"


async def test_without_a_passkey_there_is_none_to_show(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/api/auth/reauthentications/challenges", json={})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_only_an_own_passkey_with_the_person_verified_confirms(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    phone, strange = Authenticator(), Authenticator()
    await add(browser, phone)
    same = {"credential_id": phone.credential_id, "user": phone.user}
    async with a_stranger("203.0.113.9") as ewa:
        await another_account("ewa@example.com")
        await sign_in(ewa, "02070803628", "hasło ewy wieczorem")
        await add(ewa, strange)
        clock.set_now(clock.now() + timedelta(minutes=6))
        guesses = [
            strange.get(await again(browser)),
            phone.get(await again(ewa)),
            phone.get(await challenge(browser)),
            Authenticator(verifies=False, key=phone.key, **same).get(await again(browser)),  # type: ignore[arg-type]
            Authenticator(**same).get(await again(browser)),  # type: ignore[arg-type]
        ]
    answers = [await confirm(browser, guess) for guess in guesses]
    assert {(one.status_code, one.json()["code"]) for one in answers} == {(401, "passkey_failed")}
    assert (await browser.post("/api/auth/totp", json={})).json()["code"] == "reauthentication_required"
    assert (await confirm(browser, phone.get(await again(browser)))).status_code == 429


async def test_a_challenge_to_confirm_signs_nobody_in(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    async with a_stranger("203.0.113.9") as other:
        assert (await enter(other, phone.get(await again(browser)))).status_code == 401


async def test_of_a_passkey_and_its_clones_one_enters_with_a_count(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    async with a_stranger("203.0.113.9") as other:
        clones = [copy.copy(phone) for _ in range(5)]
        answers = [clone.get(await challenge(other)) for clone in clones]
        entered = await asyncio.gather(*(enter(other, answer) for answer in answers))
    assert sorted(one.status_code for one in entered) == [201, 401, 401, 401, 401]


def cut_off_its_curve(credential: dict[str, Any]) -> dict[str, Any]:
    data = cbor2.loads(base64url(credential["response"]["attestationObject"]))
    key = cbor2.loads(data["authData"][-77:])
    data["authData"] = data["authData"][:-77] + cbor2.dumps(key | {-3: bytes(32)})
    return with_attestation(credential, cbor2.dumps(data))


def with_attestation(credential: dict[str, Any], attestation: bytes) -> dict[str, Any]:
    return credential | {"response": credential["response"] | {"attestationObject": b64url(attestation)}}


def with_key(credential: dict[str, Any], key: object) -> dict[str, Any]:
    data = cbor2.loads(base64url(credential["response"]["attestationObject"]))
    data["authData"] = data["authData"][:-77] + cbor2.dumps(key)
    return with_attestation(credential, cbor2.dumps(data))


def by_safetynet(credential: dict[str, Any]) -> dict[str, Any]:
    data = cbor2.loads(base64url(credential["response"]["attestationObject"]))
    statement = {"fmt": "android-safetynet", "attStmt": {"ver": 1, "response": 7}}
    return with_attestation(credential, cbor2.dumps(data | statement))


def base64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


DEEP = b64url(b'{"challenge":' + b"[" * 60_000)


HOSTILE: list[Callable[[dict[str, Any]], dict[str, Any]]] = [
    cut_off_its_curve,
    lambda credential: with_key(credential, [1]),
    lambda credential: with_key(credential, 7),
    lambda credential: with_key(credential, {1: 2, 3: -7}),
    by_safetynet,
    lambda credential: with_attestation(credential, b"\x81" * 5000),
    lambda credential: credential | {"response": credential["response"] | {"attestationObject": 7}},
    lambda credential: credential | {"response": credential["response"] | {"clientDataJSON": DEEP}},
    lambda credential: credential | {"response": [credential["response"]]},
]


async def test_whatever_a_device_sends_is_no_fault_of_ours(browser: httpx.AsyncClient) -> None:
    for number, hostile in enumerate(HOSTILE):
        options = (await browser.post("/api/auth/passkeys/options", json={})).json()["options"]
        body = {"credential": hostile(Authenticator().create(options)), "name": "Telefon"}
        response = await browser.post("/api/auth/passkeys", json=body)
        assert response.status_code == 400, number
        assert response.json()["errors"] == [{"field": "credential", "code": "passkey_invalid"}], number


async def test_nor_at_the_sign_in(browser: httpx.AsyncClient) -> None:
    phone = Authenticator()
    await add(browser, phone)
    async with a_stranger("203.0.113.9") as other:
        for part in ("clientDataJSON", "authenticatorData", "signature", "userHandle"):
            for value in (DEEP, b64url(b"\xff" * 40), "ą", 7, None, [], {"a": 1}):
                clock.set_now(clock.now() + timedelta(seconds=10))
                answer = phone.get(await challenge(other))
                answer["response"] |= {part: value}
                response = await enter(other, answer)
                assert (response.status_code, response.json()["code"]) == (401, "passkey_failed"), (part, value)
