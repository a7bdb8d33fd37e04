"""Nothing a request brings holds up the event loop, on which all other requests wait.

Every step of the loop is measured in CPU time of its thread, so that a busy machine changes nothing, while each
operation runs for a customer with very much of everything, and with input made to cost.
"""

import asyncio
import gc
import json
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from functions.auth.account.models import EmailChange, TotpConfirmation
from functions.auth.registration.models import Registration
from functions.auth.sign_in.models import LoginReminder
from functions.staff.sessions import open_session
from shared import clock
from shared.access.sessions import OFFICE_COOKIE
from shared.http.gate import MAX_BODY
from shared.settings import settings
from tests.api.auth.sign_in.test_recovery import schema
from tests.api.auth.steps import PESEL, a_stranger
from tests.api.authenticator import b64url
from tests.api.conftest import Mailbox, token_in
from tests.api.journey import register, signed_in
from tests.builders import a_balance, a_contract, a_customer, a_document, a_point, mirrored

pytestmark = pytest.mark.real_passwords

MOST = 0.05
"""Seconds."""
DOCUMENTS, CONTRACTS, POINTS = 2000, 200, 1200
ENDING = {
    ("delete", "/api/auth/sessions/current"),
    ("post", "/api/auth/account/closing"),
    ("delete", "/api/staff/sessions/current"),
}

# The sort of password whose guesses are laborious to count, and texts that grow when they are looked at.
LETTER_LIKE = "4@8({[<369!|1705$+%2" * 2 + "a" * 88
HOSTILE = [
    LETTER_LIKE,
    "1234567890" * 12 + "12345678",
    "ﷺ" * 128,
    "a\u0301" * 500,
    "\u200b" * 1000,
    b64url(b"[" * 20_000),
]


class Holds:
    """The longest step of the event loop since it was last asked for."""

    def __init__(self) -> None:
        self.longest = 0.0

    def note(self, seconds: float) -> None:
        self.longest = max(self.longest, seconds)

    def taken(self) -> float:
        longest, self.longest = self.longest, 0.0
        return longest


@pytest.fixture
def holds(monkeypatch: pytest.MonkeyPatch) -> Iterator[Holds]:
    found, run = Holds(), asyncio.events.Handle._run  # type: ignore[attr-defined]

    def measured(handle: Any) -> None:
        started = time.thread_time()
        run(handle)
        found.note(time.thread_time() - started)

    monkeypatch.setattr(asyncio.events.Handle, "_run", measured)
    # A collection looks at all the tests so far have left behind.
    gc.collect()
    gc.disable()
    yield found
    gc.enable()


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOJBOK_REQUEST_LIMIT", "100000")
    settings.cache_clear()
    clock.set_now(clock.now())
    await mirrored(
        a_customer(),
        a_balance(),
        *(a_contract(entity=f"contract-{n:04}", number=f"U/{n}") for n in range(CONTRACTS)),
        *(a_point(n + 1) for n in range(POINTS)),
        a_document(),
        *(a_document(f"document-1{n:05}", number=f"F/2026/{n}") for n in range(DOCUMENTS)),
    )
    await signed_in(browser, PESEL)
    # The same browser is a lead's, who may do all that the office does.
    _, token = await open_session("clerk-joanna", "Joanna Wrona", ("bok.clerk", "bok.lead"))
    browser.cookies.set(OFFICE_COOKIE, token)


def bodies(browser: httpx.AsyncClient, method: str, path: str) -> list[dict[str, Any] | None]:
    """No body where the operation takes none; otherwise one for each hostile text, in all fields at once."""
    document = schema(browser)
    content = document["paths"][path][method].get("requestBody", {}).get("content", {}).get("application/json", {})
    reference = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    if not reference:
        return [None, None]
    model = document["components"]["schemas"][reference]["properties"]
    parts = ("clientDataJSON", "attestationObject", "signature", "userHandle")
    return [
        {
            name: {"response": dict.fromkeys(parts, text)} if field.get("type") == "object" else text
            for name, field in model.items()
        }
        for text in HOSTILE
    ]


def address(path: str, n: int) -> str:
    known = {"document_id": "document-0001", "kind": "xlsx" if n % 2 else "csv", "point_id": "point-0001"}
    return re.sub(r"\{(\w+)\}", lambda name: known.get(name[1], "x" * 22), path)


@pytest.mark.timeout(900)
async def test_no_operation_holds_the_loop(anna: None, browser: httpx.AsyncClient, holds: Holds) -> None:
    too_long: dict[str, int] = {}
    paths = schema(browser)["paths"]
    served = 0

    async def held(method: str, path: str, n: int, body: Any) -> float:
        nonlocal served
        clock.set_now(clock.now() + timedelta(seconds=1))
        holds.taken()
        content = b"" if body is None else json.dumps(body).encode()
        given = {"Content-Type": "application/json"} if method in {"post", "put", "patch"} else {}
        response = await browser.request(method, address(path, n), content=content, headers=given)
        assert response.status_code < 500 or response.status_code == 503, (method, path, response.text)
        served += response.status_code == 200
        return holds.taken()

    for method, path in [(method, one) for one in paths for method in paths[one] if (method, one) not in ENDING]:
        for n, body in enumerate(bodies(browser, method, path)):
            # What is imported and compiled at the first use is paid once by each worker.
            await held(method, path, n, body)
            longest = await held(method, path, n, body)
            if longest > MOST:
                # A collection of all that the tests before have left may fall into one call, hardly into three.
                longest = min(longest, await held(method, path, n, body), await held(method, path, n, body))
            if longest > MOST:
                too_long[f"{method} {path} {str(body)[:60]}"] = round(longest * 1000)
    assert too_long == {}
    # Negative control: most reads are answered.
    assert served > len(paths)


def texts_without_a_bound(part: Any, schemas: dict[str, Any], name: str = "") -> set[str]:
    """The names of the text fields below a part of the OpenAPI document that may be of any length."""
    if isinstance(part, list):
        return set().union(*(texts_without_a_bound(one, schemas, name) for one in part))
    if not isinstance(part, dict):
        return set()
    if "$ref" in part:
        model = part["$ref"].rpartition("/")[2]
        return texts_without_a_bound(schemas[model].get("properties", {}), schemas, model)
    bounded = {"maxLength", "enum", "const", "pattern", "format"} & {*part}
    own = {name} if part.get("type") == "string" and not bounded else set()
    inner = (texts_without_a_bound(one, schemas, key if isinstance(one, dict) else name) for key, one in part.items())
    return own.union(*inner)


async def test_every_text_of_a_request_is_bounded_before_it_is_looked_at(browser: httpx.AsyncClient) -> None:
    kept = schema(browser)
    requests = [operation.get("requestBody", {}) for path in kept["paths"].values() for operation in path.values()]
    assert texts_without_a_bound(requests, kept["components"]["schemas"]) == set()
    # What is shortened or spelt out before its pattern is looked at.
    grows = "ﷺ" * 300_000
    for model, fields in (
        (TotpConfirmation, {"code": grows}),
        (EmailChange, {"email": grows}),
        (LoginReminder, {"email": f"anna@{grows}"}),
        (Registration, {"kind": "individual", "pesel": grows}),
    ):
        started = time.thread_time()
        with pytest.raises(ValidationError):
            model.model_validate(fields)
        assert time.thread_time() - started < MOST, model


async def test_a_body_of_nothing_but_unknown_names_does_not_hold_the_loop(
    browser: httpx.AsyncClient, holds: Holds
) -> None:
    longest = []
    for names in (80_000, 10_000, 80_000, 10_000):
        content = json.dumps(dict.fromkeys(map(str, range(names)), 0)).encode()
        holds.taken()
        headers = {"Content-Type": "application/json"}
        response = await browser.post("/api/auth/registrations", content=content, headers=headers)
        assert response.status_code == (413 if len(content) > MAX_BODY else 400)
        longest.append(holds.taken())
    # What is imported and compiled at the first use is paid once by each worker.
    assert max(longest[2:]) < MOST, longest


async def test_a_password_made_to_cost_is_looked_at_aside(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, holds: Holds
) -> None:
    """With a link that works: only then is the password looked at."""
    await mirrored(
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", number="F/9"),
    )
    facts = {"pesel": "02070803628", "customerNumber": "KL-5", "documentNumber": "F/9", "email": "ewa@example.com"}
    await register(browser, **facts)
    token = token_in(mailbox.to("ewa@example.com")[-1])
    async with a_stranger("203.0.113.7") as ewa:
        for password in (LETTER_LIKE, "1" * 128, LETTER_LIKE, "4@8({[<369!|1705$+%2" * 6):
            holds.taken()
            started = time.process_time()
            await ewa.post("/api/auth/activations", json={"token": token, "password": password})
            assert holds.taken() <= MOST
            # Of all threads together: nobody buys seconds of a worker with one password.
            assert time.process_time() - started < 1
