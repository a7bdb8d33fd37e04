"""Serves HTTP triggers: request to the worker's data, run, the worker's data to a response."""

import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from azure_functions_runtime.bindings.datumdef import Datum
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from local.functions_host.cookies import set_cookie_headers
from local.functions_host.invocation import invoke
from local.functions_host.routes import RouteTable

logger = logging.getLogger("functions_host.http")


@dataclass
class HttpTriggers:
    """The ASGI application of all HTTP functions."""

    routes: RouteTable
    timeout: timedelta

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        started = time.perf_counter()
        name, response = await self._respond(request, _raw_path(scope))
        milliseconds = (time.perf_counter() - started) * 1000
        # The query string is left out: it may carry what no log should hold.
        logger.info(
            "%s %s function=%s status=%d duration=%.0fms",
            request.method,
            request.url.path,
            name or "-",
            response.status_code,
            milliseconds,
        )
        await response(scope, receive, send)

    async def _respond(self, request: Request, raw_path: str) -> tuple[str | None, Response]:
        found = self.routes.match(request.method, raw_path)
        if found is None:
            return None, Response(status_code=404)
        function, route_values = found
        value = _to_datum(request, raw_path, route_values, await request.body())
        traceparent = request.headers.get("traceparent", "")
        outcome = await invoke(function, value, reason="", time_limit=self.timeout, traceparent=traceparent)
        if not outcome.succeeded:
            return function.name, Response(status_code=500)
        return function.name, to_response(outcome.returned)


def _raw_path(scope: Scope) -> str:
    raw: bytes = scope["raw_path"]
    return raw.decode("ascii").partition("?")[0]


def _to_datum(request: Request, raw_path: str, route_values: Mapping[str, str], body: bytes) -> Datum:
    query = request.url.query
    host = request.headers.get("host", "localhost")
    url = f"{request.url.scheme}://{host}{raw_path}" + (f"?{query}" if query else "")
    return Datum(
        {
            "method": Datum(request.method, "string"),
            "url": Datum(url, "string"),
            "headers": _strings(_joined(request.headers.items())),
            "query": _strings({k: v for k, v in _joined(request.query_params.multi_items()).items() if v}),
            "params": _strings(route_values),
            "body": Datum(body, "bytes"),
        },
        "http",
    )


def _joined(items: list[tuple[str, str]]) -> dict[str, str]:
    """Repeated names joined as ASP.NET Core does: by a comma, cookies by a semicolon."""
    result: dict[str, str] = {}
    for name, value in items:
        separator = "; " if name == "cookie" else ","
        result[name] = f"{result[name]}{separator}{value}" if name in result else value
    return result


def _strings(values: Mapping[str, str]) -> dict[str, Datum]:
    return {name: Datum(value, "string") for name, value in values.items()}


def to_response(returned: Datum | None) -> Response:
    """Write what the worker hands back: an HttpResponse, or a bare string as text."""
    if returned is None:
        return Response(status_code=204)
    if returned.type != "http":
        return Response(returned.value, media_type="text/plain")
    fields: dict[str, Any] = returned.value
    status = int(fields["status_code"].value)
    response = Response(fields["body"].value, status)
    for name, value in fields["headers"].items():
        if name.lower() not in {"content-length", "transfer-encoding", "connection"}:
            response.headers[name] = value.value
    if status in {204, 304} and "content-length" in response.headers:
        del response.headers["content-length"]
    for cookie in set_cookie_headers(fields["cookies"]):
        response.raw_headers.append((b"set-cookie", cookie.encode("latin-1")))
    return response
