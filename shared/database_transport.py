"""The transport under the database's client: a span for each attempt, with its request charge, where traces are on."""

from typing import Any

from azure.core.pipeline.transport import AioHttpTransport
from opentelemetry.trace import SpanKind, StatusCode, Tracer

from shared.monitoring.traces import fail, tracer

_WRITES = {"PUT": "replace", "PATCH": "patch"}


def transport() -> AioHttpTransport:
    """The transport of the database's client: each attempt is a span where traces are on."""
    # The environment's proxies and .netrc would be read, in threads, before each request.
    begun = tracer()
    return AioHttpTransport(use_env_settings=False) if begun is None else TracedTransport(begun)


class TracedTransport(AioHttpTransport):  # type: ignore[misc]
    """Beneath the client's retries, so a throttled or lost attempt is a span of its own."""

    def __init__(self, begun: Tracer) -> None:
        super().__init__(use_env_settings=False)
        self._tracer = begun

    async def send(self, request: Any, **options: Any) -> Any:
        operation, container = _operation(request)
        with self._tracer.start_as_current_span(
            f"{operation} {container}".strip(),
            kind=SpanKind.CLIENT,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            span.set_attributes({"db.system.name": "azure.cosmosdb", "db.operation.name": operation})
            if container:
                span.set_attribute("db.collection.name", container)
            try:
                response = await super().send(request, **options)
            except BaseException as error:
                fail(span, error)
                raise
            span.set_attribute("db.response.status_code", str(response.status_code))
            charge = response.headers.get("x-ms-request-charge")
            if charge is not None:
                span.set_attribute("azure.cosmosdb.operation.request_charge", float(charge))
            if response.status_code == 429 or response.status_code >= 500:
                span.set_status(StatusCode.ERROR)
            return response


def _operation(request: Any) -> tuple[str, str]:
    """What is asked of the database, and of which container: from the form of the path, without its id."""
    parts = request.url.partition("://")[2].split("?")[0].split("/")[1:]
    container = parts[parts.index("colls") + 1] if "colls" in parts[:-1] else ""
    if "docs" not in parts:
        return "describe", container
    match request.method:
        case "GET":
            return "read", container
        case "POST" if request.headers.get("x-ms-documentdb-isquery"):
            return "query", container
        case "POST" if request.headers.get("x-ms-cosmos-is-batch-request"):
            return "batch", container
        case "POST":
            return ("upsert" if request.headers.get("x-ms-documentdb-is-upsert") else "create"), container
        case method:
            return _WRITES.get(method, method.lower()), container
