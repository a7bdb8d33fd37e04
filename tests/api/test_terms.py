"""New terms of service: accepted before anything else, but not before reading them and one's own papers."""

import json
import re
from typing import Any

import httpx
import pytest

from functions.auth.terms import CURRENT
from shared import clock, cosmos
from shared.web import openapi_json
from tests.api.conftest import Mailbox
from tests.api.door import PESEL, an_account
from tests.api.journey import sign_in
from tests.api.test_recovery import PUBLIC

STAY_OPEN = {
    ("get", "/api/auth/sessions/current"),
    ("post", "/api/auth/terms-acceptances"),
    ("put", "/api/auth/password"),
    ("get", "/api/billing/documents"),
    ("get", "/api/billing/documents/some-id/pdf"),
}


async def the_account() -> dict[str, Any]:
    [account] = [item async for item in cosmos.query("accounts", "SELECT * FROM c WHERE c.type = 'account'", None)]
    return account


@pytest.fixture(autouse=True)
async def account_with_old_terms(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await an_account(browser, mailbox)
    account = await the_account()
    earlier = {"termsVersion": "2024-09-01", "termsAcceptedAt": "2024-09-02T10:00:00Z"}
    await cosmos.replace("accounts", account | earlier)


async def test_until_then_only_reading_accepting_and_leaving(browser: httpx.AsyncClient) -> None:
    response = await sign_in(browser)
    assert response.json()["termsAcceptanceRequired"] is True
    transport = browser._transport
    assert isinstance(transport, httpx.ASGITransport)
    paths = json.loads(openapi_json(transport.app))["paths"]  # type: ignore[arg-type]
    tried = 0
    for path, methods in paths.items():
        for method in methods:
            operation = (method, re.sub(r"{\w+}", "some-id", path))
            if operation in PUBLIC | STAY_OPEN:
                continue
            body = {"json": {}} if method in {"post", "put", "patch"} else {}
            answer = await browser.request(*operation, **body)  # type: ignore[arg-type]
            assert (answer.status_code, answer.json()["code"]) == (403, "terms_acceptance_required"), operation
            tried += 1
    assert tried >= 5
    assert (await browser.get("/api/billing/documents")).status_code == 200
    assert (await browser.get("/api/billing/documents/some-id/pdf")).status_code == 404
    assert (await browser.get("/api/auth/terms")).json()["version"] == CURRENT
    assert (await browser.delete("/api/auth/sessions/current")).status_code == 204


async def test_acceptance_is_kept_with_version_and_time(browser: httpx.AsyncClient) -> None:
    await sign_in(browser)
    old = await browser.post("/api/auth/terms-acceptances", json={"version": "2024-09-01"})
    assert old.json()["errors"] == [{"field": "version", "code": "terms_outdated"}]
    assert (await browser.get("/api/billing/overview")).status_code == 403
    before = clock.now()
    accepted = await browser.post("/api/auth/terms-acceptances", json={"version": CURRENT})
    assert (accepted.status_code, accepted.json()["termsAcceptanceRequired"]) == (201, False)
    assert (await browser.get("/api/billing/overview")).status_code == 200
    account = await the_account()
    assert account["termsVersion"] == CURRENT
    assert before <= clock.from_iso(account["termsAcceptedAt"]) <= clock.now()
    assert account["earlierTerms"] == [{"version": "2024-09-01", "at": "2024-09-02T10:00:00Z"}]
    again = await browser.post("/api/auth/terms-acceptances", json={"version": CURRENT})
    assert again.status_code == 201
    assert (await the_account())["earlierTerms"] == account["earlierTerms"]
    assert (await sign_in(browser, PESEL)).json()["termsAcceptanceRequired"] is False


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
async def test_the_terms_say_what_changed(browser: httpx.AsyncClient, locale: str) -> None:
    response = await browser.get(f"/api/auth/terms?locale={locale}")
    assert len(response.json()["changes"]) > 20
