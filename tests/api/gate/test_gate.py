"""What every request passes: origin, size, type, headers, and no 500 page whatever happens."""

import asyncio
import json
import logging
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from local.functions_host.http.gateway import TIME_LIMIT
from local.functions_host.testing import running_host
from shared.http import gate
from shared.http.gate import SECURITY_HEADERS, AnswerBrokenOff, Gate, with_own_cookies_apart
from shared.monitoring import logs
from tests.api.conftest import PORTAL, Mailbox
from tests.api.journey import a_registration, signed_in
from tests.builders import a_customer, a_document, mirrored

SIGN_IN = {"login": "44051401359", "password": "whatever it is"}


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/health", 200),
        ("GET", "/api/status", 200),
        ("GET", "/api/auth/terms", 200),
        ("GET", "/api/billing/overview", 401),
        ("GET", "/api/nothing/here", 404),
        ("GET", "/api/auth/registrations", 405),
        ("POST", "/api/auth/sessions", 403),
    ],
)
async def test_every_answer_is_dressed(browser: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    browser.headers.pop("Origin")
    response = await browser.request(method, path)
    assert response.status_code == status
    for name, value in SECURITY_HEADERS.items():
        assert response.headers[name] == value
    assert len(response.headers["X-Request-Id"]) >= 8
    assert "access-control-allow-origin" not in response.headers
    if status >= 400:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["requestId"] == response.headers["X-Request-Id"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": PORTAL + ".evil.example"},
        {"X-Requested-With": "XMLHttpRequest"},
    ],
)
async def test_a_write_from_elsewhere_is_refused(
    browser: httpx.AsyncClient, mailbox: Mailbox, headers: dict[str, str]
) -> None:
    await mirrored(a_customer(), a_document())
    response = await browser.post("/api/auth/registrations", json=a_registration(), headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "origin_refused")
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("path", "methods"),
    [("passkeys", "GET, POST"), ("sessions", "GET, POST, DELETE"), ("sessions/current", "GET, DELETE")],
)
async def test_a_method_that_is_not_there_hears_which_are(browser: httpx.AsyncClient, path: str, methods: str) -> None:
    for method in ("PATCH", "OPTIONS", "TRACE"):
        response = await browser.request(method, f"/api/auth/{path}", headers={"Content-Type": "application/json"})
        assert (response.status_code, response.json()["code"]) == (405, "method_not_allowed")
        assert response.headers["Allow"] == methods


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
async def test_only_json_is_read(browser: httpx.AsyncClient, content_type: str) -> None:
    response = await browser.post(
        "/api/auth/sessions", content=json.dumps(SIGN_IN), headers={"Content-Type": content_type}
    )
    assert (response.status_code, response.json()["code"]) == (415, "content_type_unsupported")


@pytest.mark.parametrize("body", ["{", '{"login": }', "\x00", "[" * 100_000, '{"a":' * 20_000])
async def test_malformed_json_is_bad_input(browser: httpx.AsyncClient, body: str) -> None:
    response = await browser.post("/api/auth/sessions", content=body, headers={"Content-Type": "application/json"})
    assert (response.status_code, response.json()["code"]) == (400, "malformed_json")


async def test_an_oversized_body_is_stopped_with_and_without_a_length(browser: httpx.AsyncClient) -> None:
    huge = json.dumps({"login": "x" * 1_100_000, "password": "y"}).encode()

    async def in_parts() -> Any:
        for start in range(0, len(huge), 65536):
            yield huge[start : start + 65536]

    for content in (huge, in_parts()):
        response = await browser.post(
            "/api/auth/sessions", content=content, headers={"Content-Type": "application/json"}
        )
        assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("sent", "apart"),
    [
        ("a=1,__Host-mojbok=x,b=2", "a=1; __Host-mojbok=x; b=2"),
        ("__Host-mojbok=x", "__Host-mojbok=x"),
        ("__Host-mojbok-device=d,__Host-mojbok=x; c=1,2", "__Host-mojbok-device=d; __Host-mojbok=x; c=1,2"),
        ("a=1,2; b=3", "a=1,2; b=3"),
    ],
)
def test_cookie_headers_joined_by_a_comma_are_taken_apart_at_our_own(sent: str, apart: str) -> None:
    headers = [(b"x-other", b"a,__Host-mojbok=x"), (b"cookie", sent.encode())]
    assert with_own_cookies_apart(headers) == [headers[0], (b"cookie", apart.encode())]


async def test_a_body_that_was_chunked_and_is_gone_is_no_missing_field(browser: httpx.AsyncClient) -> None:
    async def nothing() -> Any:
        yield b""

    for path in ("auth/sessions", "billing/online-payments/notifications"):
        response = await browser.post(f"/api/{path}", content=nothing(), headers={"Content-Type": "application/json"})
        assert (response.status_code, response.json()["code"]) == (411, "length_required"), path


async def test_a_request_ends_before_the_edge_gives_up_on_it(
    browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = asyncio.Event()

    async def endless(*_: object) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    assert gate.DEADLINE_SECONDS < TIME_LIMIT
    monkeypatch.setattr(gate, "DEADLINE_SECONDS", 0.05)
    monkeypatch.setattr("shared.cosmos.read", endless)
    response = await browser.get("/api/status")
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert ended.is_set()


async def test_a_database_that_is_down_is_a_calm_503(browser: httpx.AsyncClient, emulator: Emulator) -> None:
    emulator.faults.add("503")
    try:
        response = await browser.get("/api/health")
    finally:
        emulator.faults.clear()
    assert (response.status_code, response.json()["code"]) == (503, "unavailable")
    assert response.headers["Retry-After"] == "5"
    assert "cosmos" not in response.text.lower()


async def test_our_own_fault_is_a_bland_500(
    browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await mirrored(a_customer(), a_document())
    await signed_in(browser, "44051401359")

    async def broken(_customer_id: str) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("functions.billing.documents.overview.overview_of", broken)
    monkeypatch.setattr(logs.log, "propagate", True)
    with caplog.at_level(logging.INFO):
        response = await browser.get("/api/billing/overview")
    assert (response.status_code, response.json()["code"]) == (500, "internal_error")
    assert "secret" not in response.text
    assert "secret detail" in caplog.text


async def test_no_log_line_holds_a_pesel_a_password_or_an_address(
    browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(logs.log, "propagate", True)
    with caplog.at_level(logging.DEBUG):
        await mirrored(a_customer(), a_document())
        await signed_in(browser, "44051401359")
        await browser.get("/api/billing/overview")
    lines = [logs.JsonFormatter().format(record) for record in caplog.records if record.name == "mojbok"]
    assert any('"route": "/billing/overview"' in line for line in lines)
    for secret in ("44051401359", "wieczorna kuchnia", "anna@example.com", "Żółkiewska"):
        assert not [line for line in lines if secret in line]


async def test_a_request_id_is_passed_on_only_when_it_looks_like_one(browser: httpx.AsyncClient) -> None:
    good = await browser.get("/api/health", headers={"X-Request-Id": "abc-12345678"})
    assert good.headers["X-Request-Id"] == "abc-12345678"
    bad = await browser.get("/api/health", headers={"X-Request-Id": "<script>alert(1)</script>"})
    assert "script" not in bad.headers["X-Request-Id"]


@pytest.mark.parametrize("length", ["\u00b2", "9" * 5000, "-1", "1e3", ""])
async def test_a_length_that_is_none_is_a_refusal(browser: httpx.AsyncClient, length: str) -> None:
    headers = [(b"content-length", length.encode("latin-1")), (b"content-type", b"application/json")]
    response = await browser.post("/api/auth/sessions", content=b"{}", headers=headers)
    assert (response.status_code, response.json()["code"]) == (413, "body_too_large")


BROKEN = """
import azure.functions as func
from shared.http.gate import Gate
from shared.monitoring.logs import set_up_logs

set_up_logs("INFO", through_host=True)


async def broken(scope, receive, send):
    if scope["path"] == "/api/late":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/csv")]})
        await send({"type": "http.response.body", "body": b"half a file", "more_body": True})
    raise RuntimeError("secret detail of 44051401359")


asgi = func.AsgiMiddleware(Gate(broken, "https://mojbok.example"))
app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)


@app.route("{*path}")
async def serve(req: func.HttpRequest, context: func.Context) -> func.HttpResponse:
    return await asgi.handle_async(req, context)
"""


@pytest.mark.parametrize(("path", "code"), [("/api/at-once", "internal_error"), ("/api/late", "")])
@pytest.mark.usefixtures("portal")
def test_what_fails_behind_the_gate_is_answered_and_told_to_the_host(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], path: str, code: str
) -> None:
    """Through Azure's own adapter and worker: the answer is whole or none, and the log masked."""
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    (tmp_path / "function_app.py").write_text(BROKEN)
    with running_host(tmp_path / "function_app.py", tmp_path / "state") as host:
        answer = httpx.get(f"{host.url}{path}", timeout=60)
    assert answer.status_code == 500
    assert "half a file" not in answer.text
    if code:
        assert answer.json()["code"] == code
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    said = "".join(capfd.readouterr())
    assert '"event": "request failed"' in said
    assert "secret detail of [number]" in said
    assert "44051401359" not in said
    assert ("AnswerBrokenOff" in said) is (not code)


async def test_an_answer_that_broke_off_is_no_whole_one(portal: str) -> None:
    """The same before any other server, as in the tests of this folder."""

    async def broken(_scope: Any, _receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"half", "more_body": True})
        raise RuntimeError("secret detail")

    transport = httpx.ASGITransport(Gate(broken, PORTAL))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url=PORTAL) as client:
        with pytest.raises(AnswerBrokenOff) as raised:
            await client.get("/api/anything")
    assert "secret" not in repr(raised.value)
    assert raised.value.__cause__ is None
