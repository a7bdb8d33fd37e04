"""A trace leads from a request to each call of the database with its charge, and tells nothing of a person."""

import json
import threading
from collections.abc import AsyncIterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from functions.sync_timer.expiry import expire
from functions.sync_timer.job import run_alone
from shared import cosmos
from shared.monitoring import traces
from shared.settings import settings
from tests.api.conftest import PORTAL, Mailbox, token_in
from tests.api.journey import activate, register, sign_in
from tests.builders import a_customer, a_document, mirrored

HOSTS = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00"
PESEL = "44051401359"


@pytest.fixture
async def spans(portal: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[InMemorySpanExporter]:
    kept = InMemorySpanExporter()
    monkeypatch.setenv("MOJBOK_TRACES", "otlp")
    monkeypatch.setattr(traces, "_exporter", lambda _place: kept)
    settings.cache_clear()
    traces.tracer.cache_clear()
    yield kept
    await cosmos.close()
    traces.tracer.cache_clear()


def finished(kept: InMemorySpanExporter) -> list[ReadableSpan]:
    begun: Any = traces.tracer()
    begun.span_processor.force_flush()
    return list(kept.get_finished_spans())


async def test_a_trace_leads_from_the_request_to_the_databases_charge(
    spans: InMemorySpanExporter, browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await mirrored(a_customer(), a_document())
    await register(browser)
    [(address, mail)] = mailbox.mails
    await activate(browser, token_in(mail))
    await sign_in(browser)
    finished(spans)
    spans.clear()
    document = (await browser.get("/api/billing/documents")).json()["documents"][0]["id"]
    answer = await browser.get(f"/api/billing/documents/{document}?show={PESEL}")
    assert answer.status_code == 200

    everything = finished(spans)
    [request] = [span for span in everything if span.name == "GET /billing/documents/{document_id}"]
    assert request.attributes is not None
    assert request.attributes["http.response.status_code"] == 200
    assert request.attributes["mojbok.request_id"] == answer.headers["X-Request-Id"]
    calls = [span for span in everything if span.parent is not None and span.parent.span_id == request.context.span_id]
    assert [span.name for span in calls if span.name.startswith("read ")] != []
    for call in calls:
        assert call.attributes is not None
        charge = call.attributes["azure.cosmosdb.operation.request_charge"]
        assert isinstance(charge, float)
        assert charge > 0
    told = " ".join(span.to_json() for span in everything)
    for private in (PESEL, document, address, "Anna", browser.cookies["__Host-mojbok"]):
        assert private not in told


async def test_who_is_stored_where_stands_in_no_span(
    spans: InMemorySpanExporter, browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await mirrored(a_customer())
    await register(browser, documentNumber="F/0")
    await sign_in(browser, "anna.wisniewska", "złe hasło 12345")
    for span in finished(spans):
        assert set(span.attributes or {}) <= {
            "http.request.method",
            "http.route",
            "http.response.status_code",
            "mojbok.request_id",
            "db.system.name",
            "db.operation.name",
            "db.collection.name",
            "db.response.status_code",
            "azure.cosmosdb.operation.request_charge",
            "error.type",
        }
        assert span.events == ()


async def test_the_hosts_trace_goes_on_and_its_sampling_does_not_decide(
    spans: InMemorySpanExporter, browser: httpx.AsyncClient
) -> None:
    class Host:
        trace_parent = HOSTS

    application = browser._transport.app  # type: ignore[attr-defined]

    async def hosted(scope: Any, receive: Any, send: Any) -> None:
        await application(scope | {"azure_functions.trace_context": Host()}, receive, send)

    async with httpx.AsyncClient(transport=httpx.ASGITransport(hosted), base_url=PORTAL) as client:
        await client.get("/api/status")
    [span] = [span for span in finished(spans) if span.name == "GET /status"]
    assert f"{span.context.trace_id:032x}" == HOSTS[3:35]
    assert span.parent is not None
    assert f"{span.parent.span_id:016x}" == HOSTS[36:52]


async def test_a_lost_database_is_a_failed_span(
    spans: InMemorySpanExporter, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOJBOK_COSMOS_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(cosmos, "_RETRIES", 0)
    settings.cache_clear()
    await cosmos.close()
    assert (await browser.get("/api/health")).status_code == 503
    everything = finished(spans)
    failed = [span for span in everything if "error.type" in (span.attributes or {})]
    assert failed
    assert {span.status.status_code for span in failed} == {StatusCode.ERROR}
    [request] = [span for span in everything if span.name == "GET /health"]
    assert request.status.status_code is StatusCode.ERROR


async def test_a_run_of_a_timer_is_a_trace(spans: InMemorySpanExporter) -> None:
    await run_alone("expire_registrations", expire)
    everything = finished(spans)
    [job] = [span for span in everything if span.name == "expire_registrations"]
    below = [span for span in everything if span.parent is not None and span.parent.span_id == job.context.span_id]
    assert below


async def test_on_a_console_each_span_is_a_line_of_json(
    portal: str, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MOJBOK_TRACES", "console")
    settings.cache_clear()
    traces.tracer.cache_clear()
    assert (await browser.get("/api/status")).status_code == 200
    begun: Any = traces.tracer()
    begun.span_processor.shutdown()
    traces.tracer.cache_clear()
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [span["attributes"]["http.response.status_code"] for span in told if span["name"] == "GET /status"] == [200]


async def test_spans_reach_an_otlp_endpoint(
    portal: str, browser: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    came: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            came.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
        monkeypatch.setenv("MOJBOK_TRACES", "otlp")
        settings.cache_clear()
        traces.tracer.cache_clear()
        await browser.get("/api/status")
        begun: Any = traces.tracer()
        begun.span_processor.shutdown()
        server.shutdown()
    traces.tracer.cache_clear()
    [(path, body)] = came
    assert path == "/v1/traces"
    assert b"GET /status" in body


def test_azures_exporter_takes_what_the_template_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    given = "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint=https://127.0.0.1:9/"
    monkeypatch.setenv("APPLICATIONINSIGHTS_CONNECTION_STRING", given)
    traces._made("azure").shutdown()
