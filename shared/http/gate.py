"""The gate before every route: request id, limits, size, content type, origin, security headers, one log line."""

import asyncio
import re
import secrets
import time
from typing import TYPE_CHECKING, NamedTuple

from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser

from shared import clock
from shared.access.sessions import COOKIE, OFFICE_COOKIE, has_session
from shared.http.addresses import UNREADABLE
from shared.http.client_address import UNKNOWN, ShareWatch, address_in
from shared.http.limits import SHARED, RequestLimit
from shared.lookup import token_id
from shared.maintenance import closed
from shared.monitoring import logs
from shared.monitoring.traces import answered, request_span
from shared.problems import MEDIA_TYPE, Problem, too_many_requests, unavailable
from shared.settings import settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from opentelemetry.trace import Span
    from starlette.types import Message, Receive, Scope, Send

MAX_BODY = 128 * 1024
"""Bytes of JSON: the longest text a route takes, written as `\\uXXXX`. All of it is read in one step of the loop."""
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})
DEADLINE_SECONDS = 44
"""Static Web Apps gives up on an answer after 45 s; a request that runs on would be killed at `functionTimeout`."""
_LENGTH = re.compile(r"[0-9]{1,10}")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
_JOINED_BEFORE = re.compile(rb",\s*(?=__Host-mojbok)")
_JOINED_AFTER = re.compile(rb"(__Host-mojbok[\w-]*=[^;,\s]*),\s*")

# Static Web Apps adds its headers to files only, so the API carries its own.
SECURITY_HEADERS = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Uploads(NamedTuple):
    """Paths that take a file as it is, of at most so many bytes; everything else takes JSON."""

    paths: re.Pattern[str]
    most: int


class AnswerBrokenOff(Exception):
    """An answer that had begun could not be ended; why stands in the log under this request id."""


class Gate:
    """An ASGI application around the routes. `open_paths` are not called by browsers of the portal."""

    def __init__(
        self,
        application: "FastAPI",
        portal_origin: str,
        open_paths: frozenset[str] = frozenset(),
        uploads: Uploads | None = None,
    ) -> None:
        self._uploads = uploads
        self.application = application
        self._origin = portal_origin
        self._open_paths = open_paths
        self._requests, self._shares = RequestLimit(), ShareWatch()

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        host = scope.get("azure_functions.trace_context")
        with request_span(scope["method"], host.trace_parent if host else None) as span:
            await self._answer(scope, receive, send, span)

    async def _answer(self, scope: "Scope", receive: "Receive", send: "Send", span: "Span") -> None:
        request_id = secrets.token_hex(8)
        token = logs.request_id.set(request_id)
        started, status, ended = time.perf_counter(), 0, False

        async def send_dressed(message: "Message") -> None:
            nonlocal status, ended
            if message["type"] == "http.response.start":
                status = message["status"]
                dressed = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    dressed.setdefault(name, value)
                dressed["X-Request-Id"] = request_id
            else:
                # The Functions adapter reads the body of every part without asking whether it is there.
                message.setdefault("body", b"")
                ended = not message.get("more_body", False)
            await send(message)

        try:
            scope["headers"] = with_own_cookies_apart(scope["headers"])
            headers = Headers(scope=scope)
            if _REQUEST_ID.fullmatch(given := headers.get("x-request-id", "")):
                request_id = given
                logs.request_id.set(request_id)
            caller = _session_of(scope["path"], headers)
            refusal = self._over_limit(scope, headers, caller) or self._refusal(scope, headers)
            refusal = refusal or await self._closure(scope, headers)
            if refusal is not None:
                await _send_problem(refusal, request_id, send_dressed)
                return
            async with asyncio.timeout(DEADLINE_SECONDS):
                await self.application(scope, _limited(receive, headers, self._most(scope)), send_dressed)
            if caller and has_session(scope):
                # Found alive: from now on it has a count of its own. A made-up cookie never gets one.
                self._requests.track(caller, clock.now().timestamp())
        except Problem as problem:
            await _send_problem(problem, request_id, send_dressed)
        except Exception as error:  # noqa: BLE001  the last net: a bland answer, the whole story in the log
            logs.log.exception("request failed")
            if status == 0:
                await _send_problem(_fault(error), request_id, send_dressed)
            _require_whole(request_id, ended=ended)
        finally:
            method, route = scope["method"], _route(scope)
            answered(span, method, route, status)
            logs.log.info(
                "request",
                extra={
                    "method": method,
                    "route": route,
                    "status": status,
                    "milliseconds": round((time.perf_counter() - started) * 1000, 1),
                },
            )
            logs.request_id.reset(token)

    def _over_limit(self, scope: "Scope", headers: Headers, caller: str | None) -> Problem | None:
        """Count the request: for its session where this worker has seen it alive, for the address otherwise."""
        most = settings().request_limit
        if caller is None or not self._requests.knows(caller):
            caller = address_in(headers)
            if settings().environment == "production":
                self._shares.note(caller, clock.now().timestamp())
            by_machine = scope["path"] in self._open_paths
            if by_machine or caller == UNKNOWN:
                most *= SHARED
            if by_machine:
                caller = f"{scope['path']} {caller}"
        wait = self._requests.wait(caller, most, clock.now().timestamp())
        return too_many_requests(wait) if wait > 0 else None

    def _refusal(self, scope: "Scope", headers: Headers) -> Problem | None:
        if UNREADABLE in scope["path"]:
            return Problem("path_invalid")
        if scope["method"] in _SAFE_METHODS or scope["path"] in self._open_paths:
            return None
        if headers.get("x-requested-with") != "mojbok" or headers.get("origin") != self._origin:
            return Problem("origin_refused")
        length = headers.get("content-length", "0")
        if not _LENGTH.fullmatch(length) or int(length) > self._most(scope):
            return Problem("file_too_large" if self._is_upload(scope) else "body_too_large")
        media_type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if self._is_upload(scope):
            # Only POST uploads; that other methods are not possible there, the routes say.
            refused = scope["method"] == "POST" and media_type != "application/octet-stream"
        else:
            refused = scope["method"] in _WITH_BODY and media_type != "application/json"
        return Problem("content_type_unsupported") if refused else None

    async def _closure(self, scope: "Scope", headers: Headers) -> Problem | None:
        """Machines are let in during a break: what they tell is asked of nobody a second time."""
        if scope["path"] in self._open_paths:
            return None
        return await closed.refusal(scope["path"], scope["method"], headers.get("accept-language", ""))

    def _is_upload(self, scope: "Scope") -> bool:
        return self._uploads is not None and self._uploads.paths.fullmatch(scope["path"]) is not None

    def _most(self, scope: "Scope") -> int:
        """The largest body a path takes."""
        return self._uploads.most if self._uploads is not None and self._is_upload(scope) else MAX_BODY


def _session_of(path: str, headers: Headers) -> str | None:
    """The id of the session whose cookie the request brings, alive or not: the customer's, or the clerk's for their
    own routes."""
    token = cookie_parser(headers.get("cookie", "")).get(OFFICE_COOKIE if path.startswith("/api/staff/") else COOKIE)
    return token_id(token) if token else None


def _route(scope: "Scope") -> str:
    """The path that was asked for, with the names of its parameters in place of what may tell of a person.

    The route itself knows only the end of it that its own router gave it.
    """
    if "route" not in scope:
        return "-"
    path = str(scope["path"]).removeprefix("/api")
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}", 1)
    return path


def with_own_cookies_apart(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers, with a comma beside a cookie of ours made a semicolon.

    Azure's host joins several Cookie headers, which HTTP/2 allows, with a comma (RFC 9113, 8.2.3, wants `; `).
    """
    return [
        (name, _JOINED_AFTER.sub(rb"\1; ", _JOINED_BEFORE.sub(b"; ", value)) if name == b"cookie" else value)
        for name, value in headers
    ]


def _limited(receive: "Receive", headers: Headers, most: int) -> "Receive":
    """A body counted as it comes: a request without a length, or with a false one, is stopped as well.

    A chunked body is empty when it comes here: Azure's host hands on only what announced its length.
    """
    received = 0

    async def receive_counted() -> "Message":
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise Problem("body_too_large")
        ended = message["type"] == "http.request" and not message.get("more_body", False)
        if ended and not received and "transfer-encoding" in headers:
            raise Problem("length_required")
        return message

    return receive_counted


def _require_whole(request_id: str, *, ended: bool) -> None:
    """Raises AnswerBrokenOff: the Functions adapter would hand on what there is of an answer as if it were all."""
    if not ended:
        raise AnswerBrokenOff(request_id) from None


def _fault(error: Exception) -> Problem:
    """What of a fault of ours a caller is told."""
    return unavailable() if isinstance(error, TimeoutError) else Problem("internal_error")


async def _send_problem(problem: Problem, request_id: str, send: "Send") -> None:
    response = JSONResponse(problem.document(request_id), problem.kind.status, problem.headers, media_type=MEDIA_TYPE)
    for message in (
        {"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers},
        {"type": "http.response.body", "body": response.body},
    ):
        await send(message)
