"""Serves HTTP triggers: finds the function, hands the request to a worker, writes its answer."""

import asyncio
import logging
import secrets
import time
import uuid
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from local.functions_host.configuration import HostSettings
from local.functions_host.http import kestrel
from local.functions_host.http.routes import RouteTable
from local.functions_host.loading import LoadedFunction
from local.functions_host.workers.wire import Call, HttpAnswer, HttpCall
from local.functions_host.workers.workers import Workers

logger = logging.getLogger("functions_host.http")

OURS = frozenset({"content-length", "transfer-encoding"})
"""Headers of an answer that the server writes itself."""


class BodyLost(Exception):
    """The client went away or sent nothing for too long."""


class HttpTriggers:
    """The ASGI application of all HTTP functions."""

    def __init__(self, routes: RouteTable, workers: Workers, settings: HostSettings, *, traced: bool) -> None:
        self._routes = routes
        self._workers = workers
        self.outstanding = 0
        self._most_outstanding = settings.max_outstanding_requests
        self._slots = asyncio.Semaphore(settings.max_concurrent_requests or 1_000_000)
        self._traced = traced

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.perf_counter()
        found = self._routes.match(scope["method"], scope["raw_path"].decode())
        status = 404
        if found is None or found[0].disabled:
            await kestrel.refuse(send, 404)
        elif self._most_outstanding and self.outstanding >= self._most_outstanding:
            status = 429
            await kestrel.refuse(send, 429, headers={"x-function-scaleout": "1"})
        else:
            status = await self._serve(*found, scope, receive, send)
        # The query string is left out: it may carry what no log should hold.
        logger.info(
            "%s %s function=%s status=%d duration=%.0fms",
            scope["method"],
            scope["path"],
            found[0].name if found else "-",
            status,
            (time.perf_counter() - started) * 1000,
        )

    async def _serve(
        self, function: LoadedFunction, values: dict[str, str], scope: Scope, receive: Receive, send: Send
    ) -> int:
        self.outstanding += 1
        try:
            async with self._slots:
                headers = joined((name.decode(), value.decode()) for name, value in scope["headers"])
                body = await _read_body(receive, headers)
                call = HttpCall(scope["method"], _url(scope, headers), headers, _query(scope), values, body)
                trace = _next_span(headers.get("traceparent", "")) if self._traced else ""
                outcome = await self._workers.call(Call(str(uuid.uuid4()), function.name, call, traceparent=trace))
        except BodyLost:
            await kestrel.refuse(send, 500, close=True)
            return 500
        finally:
            self.outstanding -= 1
        if outcome.answer is None:
            await kestrel.refuse(send, 500)
            return 500
        await _response(outcome.answer, scope["method"])(scope, receive, send)
        return outcome.answer.status


async def _read_body(receive: Receive, headers: Mapping[str, str]) -> bytes:
    """The body, if its length was announced: the host hands a chunked one on as empty. Raises BodyLost."""
    chunks: list[bytes] = []
    more = True
    while more:
        try:
            message = await asyncio.wait_for(receive(), kestrel.BODY_STALL_SECONDS)
        except TimeoutError:
            raise BodyLost from None
        if message["type"] == "http.disconnect":
            raise BodyLost
        chunks.append(message.get("body", b""))
        more = message.get("more_body", False)
    return b"" if "transfer-encoding" in headers else b"".join(chunks)


def _url(scope: Scope, headers: Mapping[str, str]) -> str:
    query = scope["query_string"].decode("ascii")
    return f"{scope['scheme']}://{headers['host']}{scope['raw_path'].decode()}" + (f"?{query}" if query else "")


def _query(scope: Scope) -> dict[str, str]:
    """Repeated names, their case ignored, joined by a comma; empty values are dropped."""
    pairs = parse_qsl(scope["query_string"].decode("ascii"))
    first: dict[str, str] = {}
    for name, _ in pairs:
        first.setdefault(name.lower(), name)
    return joined((first[name.lower()], value) for name, value in pairs)


def joined(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Repeated names joined by a comma as ASP.NET Core does, those of cookies too."""
    result: dict[str, str] = {}
    for name, value in items:
        result[name] = f"{result[name]},{value}" if name in result else value
    return result


def _next_span(traceparent: str) -> str:
    """What the worker hears where Application Insights is configured: the same trace, a span of the host's own."""
    parts = traceparent.split("-")
    trace = parts[1] if len(parts) == 4 and len(parts[1]) == 32 else secrets.token_hex(16)
    return f"00-{trace}-{secrets.token_hex(8)}-01"


def _response(answer: HttpAnswer, method: str) -> Response:
    response = Response(answer.body, answer.status)
    # Without a body to count, the length of what a GET would bring is the application's to say.
    ours = OURS - {"content-length"} if method == "HEAD" and not answer.body else OURS
    for name, value in answer.headers:
        if name.lower() not in ours:
            response.headers[name] = value
    for cookie in answer.cookies:
        response.raw_headers.append((b"set-cookie", cookie.encode("latin-1")))
    return response
