"""What holds for every operation of the OpenAPI document, those of tomorrow included."""

from typing import Any

import httpx
import pytest

from shared.gate import SECURITY_HEADERS
from tests.api.conftest import Mailbox
from tests.api.door import an_account
from tests.api.test_recovery import PUBLIC, operations

FROM_MACHINES = {("post", "/api/billing/online-payments/notifications")}
"""Called by the payment provider, proved by its signature."""


def body_of(method: str) -> dict[str, Any]:
    return {"json": {}} if method in {"post", "put", "patch"} else {}


async def test_without_a_session_nothing_but_the_door_opens(browser: httpx.AsyncClient) -> None:
    closed = [one for one in operations(browser) if one not in PUBLIC]
    assert len(closed) >= 30
    for method, path in closed:
        browser.cookies.set("__Host-mojbok", "forged")
        response = await browser.request(method, path, headers={"x-ms-client-principal": "Zm9yZ2Vk"}, **body_of(method))
        assert (response.status_code, response.json()["code"]) == (401, "session_missing"), (method, path)


async def test_every_answer_is_dressed_and_grants_no_other_origin(browser: httpx.AsyncClient) -> None:
    for method, path in operations(browser):
        response = await browser.request(method, path, **body_of(method))
        assert {name: response.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS, (method, path)
        assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"X-Requested-With": ""}], ids=str
)
async def test_no_write_comes_from_elsewhere(
    browser: httpx.AsyncClient, mailbox: Mailbox, headers: dict[str, str]
) -> None:
    await an_account(browser, mailbox)
    for method, path in operations(browser):
        if method == "get" or (method, path) in FROM_MACHINES:
            continue
        response = await browser.request(method, path, headers=headers, **body_of(method))
        assert (response.status_code, response.json()["code"]) == (403, "origin_refused"), (method, path)
    assert mailbox.mails == []


async def test_nothing_but_json_is_read(browser: httpx.AsyncClient) -> None:
    for method, path in operations(browser):
        if method in {"get", "delete"} or (method, path) in FROM_MACHINES:
            continue
        for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
            response = await browser.request(method, path, content="{}", headers={"Content-Type": kind})
            assert (response.status_code, response.json()["code"]) == (415, "content_type_unsupported"), (method, path)
