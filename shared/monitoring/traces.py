"""Traces: one span a request or run of a timer, and beneath it one for each call of the database with its charge.

Off unless the setting `traces` says where they go. A span holds names, numbers and outcomes only: no path, id, query
or body, so nothing of a person. Log lines, audit events among them, go their own way and are never sampled.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from opentelemetry import context, trace
from opentelemetry.propagate import extract
from opentelemetry.trace import Span, SpanKind, StatusCode, Tracer

from shared.monitoring import logs
from shared.settings import database_settings
from shared.version import VERSION

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

type Place = Literal["off", "console", "otlp", "azure"]


@contextmanager
def request_span(method: str, parent: str | None) -> Iterator[Span]:
    """The span of a request, below `parent` (the host's W3C `traceparent`) where there is one."""
    chosen = tracer()
    if chosen is None:
        yield trace.INVALID_SPAN
        return
    above = extract({"traceparent": parent}) if parent else context.Context()
    with chosen.start_as_current_span(
        method, above, SpanKind.SERVER, record_exception=False, set_status_on_exception=False
    ) as span:
        yield span


def answered(span: Span, method: str, route: str, status: int) -> None:
    """Name the span after the route that answered, and say how."""
    if span.is_recording():
        span.update_name(f"{method} {route}")
        span.set_attributes({"http.request.method": method, "http.route": route, "http.response.status_code": status})
        span.set_attribute("mojbok.request_id", logs.request_id.get())
        if status >= 500:
            span.set_status(StatusCode.ERROR)


@contextmanager
def job_span(name: str) -> Iterator[None]:
    """The span of one run of a timer's job."""
    chosen = tracer()
    if chosen is None:
        yield
        return
    with chosen.start_as_current_span(
        name, context.Context(), record_exception=False, set_status_on_exception=False
    ) as span:
        try:
            yield
        except BaseException as error:
            fail(span, error)
            raise


def fail(span: Span, error: BaseException) -> None:
    """Say what kind of error ended the span; the words of an error may hold what was asked for."""
    span.set_attribute("error.type", type(error).__name__)
    span.set_status(StatusCode.ERROR)


@cache
def tracer() -> Tracer | None:
    """Where spans begin; None where the setting is off."""
    chosen = database_settings()
    return None if chosen.traces == "off" else tracer_to(_exporter(chosen.traces), chosen.traces_share)


def tracer_to(exporter: "SpanExporter", share: float) -> Tracer:
    """A tracer of our own, not the process's: libraries that look for a global one stay silent."""
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.sdk.trace.sampling import TraceIdRatioBased

    resource = Resource({"service.name": "mojbok", "service.version": VERSION})
    # By the trace's id alone: every part of a trace is kept, or none, whatever a caller asks for.
    provider = TracerProvider(TraceIdRatioBased(share), resource)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return provider.get_tracer("mojbok")


def _exporter(place: Place) -> "SpanExporter":
    from opentelemetry.sdk.trace.export import ConsoleSpanExporter

    if place == "console":
        # Lines of JSON, as the log's.
        return ConsoleSpanExporter(out=sys.stdout, formatter=lambda span: f"{span.to_json(indent=None)}\n")
    return _later(place)


def _later(place: Place) -> "SpanExporter":
    """An exporter made at its first use, in the thread that exports: its import takes half a second."""
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult

    class Later(SpanExporter):
        real: SpanExporter | None = None

        def export(self, spans: Any) -> SpanExportResult:
            if self.real is None:
                self.real = _made(place)
            return self.real.export(spans)

        def shutdown(self) -> None:
            if self.real is not None:
                self.real.shutdown()

    return Later()


def _made(place: Place) -> "SpanExporter":
    if place == "otlp":
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        return OTLPSpanExporter()
    from azure.identity import DefaultAzureCredential
    from azure.monitor.opentelemetry.exporter import AzureMonitorTraceExporter

    return AzureMonitorTraceExporter(credential=DefaultAzureCredential(), disable_offline_storage=True)
