"""What holds for every operation of the OpenAPI document, those of tomorrow included."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Literal, get_args

import httpx
import pytest

from functions.tickets import store as tickets
from shared import clock, cosmos
from shared.access import grants
from shared.access.api_keys import create_key
from shared.access.grants import Grant
from shared.access.permissions import operation_of
from shared.http.gate import SECURITY_HEADERS
from shared.payments import store
from shared.payments.intent import Intent, Payer
from tests.api.auth.sign_in.test_recovery import PUBLIC, body_of, is_of_the_office, operations, schema
from tests.api.auth.steps import an_account
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_contract, a_customer, a_document, a_point, a_ticket, mirrored

FROM_MACHINES = {
    ("post", "/api/billing/online-payments/notifications"),
    ("post", "/api/profile/unsubscriptions"),
}
"""Called by the payment provider, proved by its signature, and by mail programs, proved by the link's token."""

EWA, CANARY = "customer-ewa1", "KANAREK"
Thing = Literal["document", "contract", "point", "payment", "session", "passkey", "key", "ticket", "person"]
Outcome = Literal["not found", "nothing", "own"]
_ONE_THING = {"/api/billing/transfer", "/api/billing/transfer-qr", "/api/tickets/{ticket_id}/answer.pdf"}
"""Reads whose id in the query names the one thing that is asked for, where others choose from a list by it."""
_MADE_BY_THE_SENDER = {"id", "attachments", "draft_id", "attachment_id"}
_NAMED_OTHERWISE = {
    "customer": "person",
    "archive": "document",
    "message": "ticket",
    "reading": "point",
    "current": "person",
}


def stranger(method: str, path: str, name: str) -> tuple[Thing, Outcome]:
    """Whose thing a stranger tries where an operation takes an id, and what they get, by the names of both.

    `own` ids are made by the sender for a thing of the sender's, whatever others call theirs.
    """
    if path.startswith("/api/tickets") and (name in _MADE_BY_THE_SENDER or "/attachments" in path):
        return "ticket", "own"
    said = path.rpartition("/")[2].partition(".")[0] if name in {"id", "ids"} else name.removesuffix("_id")
    noun = _NAMED_OTHERWISE.get(said.removesuffix("s"), said.removesuffix("s"))
    assert noun in get_args(Thing), f"{method} {path} takes `{name}`: teach this test a {noun} of somebody else's"
    chooses = method == "get" and f"{{{name}}}" not in path and path not in _ONE_THING
    return noun, "nothing" if chooses else "not found"  # type: ignore[return-value]


BODIES: dict[str, dict[str, Any]] = {
    "/api/profile/people/{person_id}": {"json": {"role": "viewing"}},
    "/api/tickets/{ticket_id}/messages": {"json": {"id": "message-of-anna-1", "text": "Dzień dobry"}},
    "/api/supply/points/{point_id}/name": {"json": {"name": "Działka"}},
    "/api/supply/points/{point_id}/readings": {
        "json": {"takenOn": "2026-11-26", "states": [{"zone": "całodobowa", "kwh": 1}]},
        "headers": {"Idempotency-Key": "reading-of-anna-1"},
    },
    "/api/tickets/{ticket_id}/ratings": {"json": {"stars": 5}},
}
"""What goes with an id in the path, where an empty body is refused before the id is looked at."""

BESIDE: dict[str, dict[str, Any]] = {
    "/api/profile/people": {"email": "ewa@example.com", "role": "viewing"},
    "/api/profile/people/{person_id}": {"role": "viewing"},
}
"""What stands in a body beside the ids."""

_ID = re.compile(r"(^|_)ids?$|Ids?$|^(attachment|contract|document|message|passkey|payment|point|session|ticket)s?$")


async def test_without_a_session_nothing_but_the_public_operations_answer(browser: httpx.AsyncClient) -> None:
    closed = [one for one in operations(browser) if one not in PUBLIC]
    assert len(closed) >= 30
    for method, path in closed:
        browser.cookies.set("__Host-mojbok", "forged")
        browser.headers["x-ms-client-principal"] = "Zm9yZ2Vk"
        response = await browser.request(method, path, **body_of(method, path))
        assert (response.status_code, response.json()["code"]) == (401, "session_missing"), (method, path)


async def test_every_answer_is_dressed_and_grants_no_other_origin(browser: httpx.AsyncClient) -> None:
    for method, path in operations(browser):
        response = await browser.request(method, path, **body_of(method, path))
        assert {name: response.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS, (method, path)
        assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"X-Requested-With": ""}], ids=str
)
async def test_no_write_comes_from_elsewhere(
    browser: httpx.AsyncClient, mailbox: Mailbox, headers: dict[str, str]
) -> None:
    await an_account()
    for method, path in operations(browser):
        if method == "get" or (method, path) in FROM_MACHINES:
            continue
        response = await browser.request(method, path, headers=headers, **body_of(method, ""))
        assert (response.status_code, response.json()["code"]) == (403, "origin_refused"), (method, path)
    assert mailbox.mails == []


async def test_nothing_but_json_is_read(browser: httpx.AsyncClient) -> None:
    for method, path in operations(browser):
        if method in {"get", "delete"} or (method, path) in FROM_MACHINES:
            continue
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            response = await browser.request(method, path, content="{}", headers={"Content-Type": kind})
            assert (response.status_code, response.json()["code"]) == (415, "content_type_unsupported"), (method, path)


def ids_taken(browser: httpx.AsyncClient) -> Iterator[tuple[str, str, str]]:
    """Method, path and name of each id in a path, a query or a body of the OpenAPI document.

    But for the office's: a clerk sees every customer's things, and who may come in is tried in tests/api/staff.
    """
    document = schema(browser)
    for path, methods in document["paths"].items():
        if is_of_the_office(path):
            continue
        for method, operation in methods.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            reference = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
            body = document["components"]["schemas"].get(reference, {}).get("properties", {})
            names = [one["name"] for one in operation.get("parameters", []) if one["in"] in {"path", "query"}]
            yield from ((method, path, name) for name in [*names, *body] if _ID.search(name))


def test_every_id_there_is_belongs_to_something_known(portal: str) -> None:
    from tests.api.conftest import a_browser

    outcomes = Counter(stranger(*place)[1] for place in ids_taken(a_browser()))
    assert outcomes["not found"] >= 30
    assert outcomes["nothing"] >= 10


@pytest.fixture
async def foreign(browser: httpx.AsyncClient, mailbox: Mailbox) -> dict[Thing, str]:
    """Anna is signed in; the ids of what Ewa has."""
    ksef = {"state": "accepted", "sellerNip": "5265877635", "xmlSha256": "ab" * 32}
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_customer(EWA, pesel="02070803628", customerNumber="KL-5"),
        a_balance(EWA),
        a_document("document-ewa1", EWA, number=CANARY, ksef=ksef),
        a_contract(EWA, number=CANARY),
        a_point(77, EWA, name=CANARY),
    )
    await signed_in(browser, "44051401359")
    things = {"passkeys": [{"id": "passkey-of-ewa-1"}], "sessions": [{"publicId": "session-of-ewa-1"}]}
    await cosmos.create("accounts", {"id": "account-ewa1", "customerId": EWA, **things})
    await grants.create(
        Grant(
            id="grant-of-ewa-0001",
            customer_id=EWA,
            role="everything",
            email="anna@example.com",
            locale="pl",
            token_digest="none",
            invited_by="account-ewa1",
            epoch=0,
            invited_at=clock.now(),
            invite_expires_at=clock.now(),
        )
    )
    key, _ = await create_key("account-ewa1", 0, CANARY, ["supply:read"])
    now = clock.now()
    intent = Intent(
        id="payment-of-ewa-1",
        customer_id=EWA,
        choice="amount",
        amount=500,
        title=CANARY,
        parts=[],
        whole=False,
        payer=Payer(email="ewa@example.com", locale="pl", kind="individual"),
        method="redirect",
        request_digest="none",
        created_at=now,
        expires_at=now + timedelta(minutes=30),
        check_at=None,
    )
    await store.add(intent)
    await tickets.write(None, a_ticket(now, id="ticket-of-ewa-01", customer_id=EWA, opening=CANARY))
    return {
        "document": "document-ewa1",
        "contract": f"contract-{EWA}",
        "point": "point-0077",
        "payment": intent.id,
        "session": "session-of-ewa-1",
        "passkey": "passkey-of-ewa-1",
        "key": key.id,
        "ticket": "ticket-of-ewa-01",
        "person": "grant-of-ewa-0001",
    }


async def test_another_customers_thing_is_as_if_it_did_not_exist(
    browser: httpx.AsyncClient, foreign: dict[Thing, str]
) -> None:
    browser.headers["X-Request-Id"] = "one-for-all-of-them"
    for method, path, name in ids_taken(browser):
        thing, outcome = stranger(method, path, name)
        if outcome == "own":
            continue
        answers = [await ask(browser, method, path, name, value) for value in (foreign[thing], "nobody-has-this")]
        place = (method, path, name)
        assert answers[0].status_code == answers[1].status_code == (404 if outcome == "not found" else 200), place
        assert answers[0].content == answers[1].content, place
        assert CANARY.encode() not in answers[0].content, place
    assert (await store.open_payments(EWA)) != []


async def ask(browser: httpx.AsyncClient, method: str, path: str, name: str, value: str) -> httpx.Response:
    """Call an operation with this value where it takes an id."""
    address = path.replace("{kind}", "csv").replace(f"{{{name}}}", value)
    if f"{{{name}}}" in path:
        return await browser.request(method, address, **(BODIES.get(path) or body_of(method, path)))
    if method == "get":
        return await browser.get(address, params={name: value})
    body = {name: value if path.endswith("/current") else [value]} | BESIDE.get(path, {})
    return await browser.request(
        method, address, json=body, headers={"Idempotency-Key": f"one-of-{len(value):04}-{value[:4]}"}
    )


def test_every_operation_declares_what_it_needs(portal: str) -> None:
    from tests.api.conftest import a_browser

    asked = {
        (method.upper(), path)
        for path, methods in schema(a_browser())["paths"].items()
        for method in methods
        if not is_of_the_office(path) and not path.startswith("/api/auth/") and (method, path) not in PUBLIC
    }
    found = {place: operation_of(*place) for place in asked}
    assert [place for place, one in found.items() if one is None or (one.method, one.path) != place] == []
    assert len(asked) >= 75
