"""Input no form of ours sends: each case has one clear answer, and none is a fault of ours."""

import json
from typing import Any

import httpx
import pytest

from shared.http.gate import MAX_BODY
from tests.api.auth.steps import PESEL, an_account
from tests.api.conftest import Mailbox
from tests.api.journey import PASSWORD, a_registration, sign_in
from tests.depth import sample

SESSIONS, REGISTRATIONS, DOCUMENTS = "/api/auth/sessions", "/api/auth/registrations", "/api/billing/documents"
GOOD = {"login": PESEL, "password": PASSWORD}


async def send(browser: httpx.AsyncClient, content: bytes | str, path: str = SESSIONS, **headers: str) -> Any:
    response = await browser.post(path, content=content, headers={"Content-Type": "application/json"} | headers)
    assert response.status_code < 500, response.text
    return response


def answer(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json().get("code", "")


@pytest.fixture(autouse=True)
async def account(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await an_account()


@pytest.mark.parametrize(
    "number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999", "9" * 5000, "0." + "1" * 5000, "1e-9999", "-0"]
)
async def test_a_number_no_json_has_or_nobody_can_hold_is_bad_input(browser: httpx.AsyncClient, number: str) -> None:
    for body in (f'{{"login": {number}, "password": "x"}}', f'{{"login": "{PESEL}", "password": [{number}]}}', number):
        assert (await send(browser, body)).status_code == 400


@pytest.mark.parametrize("deep", ["[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900, "[" * 60_000 + "]" * 60_000])
async def test_deep_json_is_bad_input(browser: httpx.AsyncClient, deep: str) -> None:
    for body in (deep, f'{{"login": {deep}, "password": "x"}}', f'{{"login": "x", "password": "x", "extra": {deep}}}'):
        assert (await send(browser, body)).status_code == 400


async def test_the_largest_body_is_read_and_one_byte_more_is_not(browser: httpx.AsyncClient) -> None:
    def body(size: int) -> bytes:
        frame = len(json.dumps({"login": "", "password": PASSWORD}))
        return json.dumps({"login": "x" * (size - frame), "password": PASSWORD}).encode()

    assert answer(await send(browser, body(MAX_BODY))) == (400, "validation_failed")
    assert answer(await send(browser, body(MAX_BODY + 1))) == (413, "body_too_large")
    spaces = json.dumps(GOOD).encode().rjust(MAX_BODY)
    assert (await send(browser, spaces)).status_code == 201
    many = json.dumps(dict.fromkeys(map(str, range(10_000)), 0)).encode()
    refused = await send(browser, many)
    assert answer(refused) == (400, "validation_failed")
    assert len(refused.json()["errors"]) == 50


async def test_a_key_given_twice_counts_once(browser: httpx.AsyncClient) -> None:
    # The last one counts, for the check and for what follows alike: there is no second reader to disagree with.
    twice = f'{{"login": "{PESEL}", "password": "złe hasło", "password": "{PASSWORD}"}}'
    assert (await send(browser, twice.encode())).status_code == 201
    turned = f'{{"login": "{PESEL}", "password": "{PASSWORD}", "password": "złe hasło"}}'
    assert answer(await send(browser, turned.encode())) == (401, "login_failed")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "iso-8859-2", "cp1250", "utf-7"])
async def test_another_encoding_is_bad_input_or_means_the_same(browser: httpx.AsyncClient, encoding: str) -> None:
    body = json.dumps({"login": PESEL, "password": "zażółć gęślą"}, ensure_ascii=False).encode(encoding)
    for kind in ("application/json", f"application/json; charset={encoding}"):
        response = await send(browser, body, **{"Content-Type": kind})
        # RFC 8259 wants UTF-8; Python's reader also knows UTF-16 and UTF-32 by their marks, with the same meaning.
        assert answer(response) in {(400, "malformed_json"), (401, "login_failed")}


@pytest.mark.parametrize(
    "broken", [b"\xff\xfe\xfd", b'{"login": "\xc3\x28"}', b'{"login": "\xed\xa0\x80"}', b"\x00" * 64]
)
async def test_bytes_that_are_no_text_are_bad_input(browser: httpx.AsyncClient, broken: bytes) -> None:
    assert answer(await send(browser, broken)) in {(400, "malformed_json"), (400, "validation_failed")}


@pytest.mark.parametrize(
    "text", ["\\ud800", "\\udfff\\ud800", "\\u0000", "a\\u0000b", "\\u202e", "\\uffff", "e\\u0301" * 60]
)
@pytest.mark.parametrize("field", ["login", "password"])
async def test_letters_that_are_none_are_refused_without_a_fault(
    browser: httpx.AsyncClient, field: str, text: str
) -> None:
    body = json.dumps(GOOD).replace(json.dumps(GOOD[field]), f'"{text}"')
    assert answer(await send(browser, body)) in {
        (400, "validation_failed"),
        (400, "malformed_json"),
        (401, "login_failed"),
    }


@pytest.mark.parametrize(
    "text",
    sample(["\ud800", "\x00", "x" * 100_000, "a\x00b", "a\r\nBcc: b@c.pl", "\u202egpj.exe", "../..", "%00"], 2),
)
@pytest.mark.parametrize("field", ["customerNumber", "documentNumber", "login", "email", "termsVersion", "pesel"])
async def test_nothing_strange_is_registered(
    browser: httpx.AsyncClient, mailbox: Mailbox, field: str, text: str
) -> None:
    response = await send(browser, json.dumps(a_registration(**{field: text})), REGISTRATIONS)
    assert response.status_code in {202, 400}
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("limit=1&limit=100", {200, 400}),
        ("limit=100&limit=1000", {400}),
        ("kind=invoice&kind=nonsense", {400}),
        ("from=2026-01-01&from=2026-13-01", {400}),
        ("state=paid&state=overdue", {200}),
        ("state=paid&state=nonsense", {400}),
        ("&".join(["state=paid"] * 1000), {400}),
        ("after=x&after=y", {400}),
        ("unknown=1", {400}),
        ("limit=1e2", {400}),
        ("limit=99999999999999999999999", {400}),
        ("limit=٢", {200, 400}),
        ("from=0", {400}),
        ("from=1700000000", {400}),
        ("q=%00", {200, 400}),
        ("q=%ff%fe", {200, 400}),
        ("q=" + "%27%20OR%201%3D1--", {200}),
        ("after=WyJuZXdlc3QiLCAiMjAyNiIsIDFd", {400}),
        ("after=" + "W1" * 90, {400}),
    ],
)
async def test_a_strange_query_never_widens_what_is_seen(
    browser: httpx.AsyncClient, query: str, status: set[int]
) -> None:
    await sign_in(browser)
    response = await browser.get(f"{DOCUMENTS}?{query}")
    assert response.status_code in status, response.text
    if response.status_code == 200:
        assert {document["id"] for document in response.json()["documents"]} <= {"document-0001"}
    else:
        assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "document_id",
    ["%00", "%2e", "%2e%2e", "a%2fb", "%ff", "x" * 2000, "%f0%9f%92%a1", "a%5cb", "a%3fb", "a%23b", "%20", "%7b%7d"],
)
async def test_a_strange_id_is_one_nobody_has(browser: httpx.AsyncClient, document_id: str) -> None:
    await sign_in(browser)
    for path in (
        f"{DOCUMENTS}/{document_id}",
        f"{DOCUMENTS}/{document_id}/pdf",
        f"/api/billing/online-payments/{document_id}",
    ):
        response = await browser.get(path)
        assert response.status_code in {400, 404}, (path, response.text)
