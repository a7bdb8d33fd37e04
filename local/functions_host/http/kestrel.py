"""The web server in front of the host, Kestrel: what it refuses before anything is asked, and how it answers.

Its refusals have an empty body and close the connection.
"""

import asyncio
import re
import sys

import h11
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from local.functions_host.http.targets import BadTarget, path_of

REQUEST_LINE_LIMIT = 8 * 1024
HEADERS_LIMIT = 32 * 1024
HEADER_COUNT_LIMIT = 100
HEADERS_SECONDS = 32.0
BODY_STALL_SECONDS = 5.0
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._~!$&'()*+;=%-]+)(?::(\d*))?")
_NO_BODY = frozenset({204, 205, 304})


class KestrelProtocol(H11Protocol):
    """HTTP/1.1 by h11, with Kestrel's answers to what is not HTTP and to headers that never end."""

    _headers_late: asyncio.TimerHandle | None = None

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        waiting = self.conn.their_state is h11.IDLE and bool(self.conn.trailing_data[0])
        if waiting and self._headers_late is None:
            self._headers_late = self.loop.call_later(HEADERS_SECONDS, self._refuse, 408)
        elif not waiting:
            self._forget_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._forget_headers()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        fault = sys.exc_info()[1]
        status = fault.error_status_hint if isinstance(fault, h11.RemoteProtocolError) else 400
        if status == 431 and b"\r\n" not in self.conn.trailing_data[0]:
            status = 414
        self._refuse(status)

    def _refuse(self, status: int) -> None:
        if self.transport.is_closing():
            return
        headers = [("content-length", "0"), ("connection", "close"), ("server", "Kestrel")]
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            self.transport.write(self.conn.send(h11.Response(status_code=status, headers=headers)) or b"")
        self.transport.close()

    def _forget_headers(self) -> None:
        if self._headers_late is not None:
            self._headers_late.cancel()
            self._headers_late = None


class Kestrel:
    """Refuses what the real server refuses, and rewrites the path as it does."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        dressed = _Dressed(send)
        status = _refusal(scope)
        if status:
            await refuse(dressed, status, close=True)
            return
        await self.app(scope, receive, dressed)


def _refusal(scope: Scope) -> int | None:
    """The status by which the server refuses; None where it goes on, with method and path as it passes them on."""
    target: bytes = scope["raw_path"] + (b"?" + scope["query_string"] if scope["query_string"] else b"")
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    if len(scope["method"]) + len(target) + len(" HTTP/1.1\r\n") + 1 > REQUEST_LINE_LIMIT:
        return 414
    if len(headers) > HEADER_COUNT_LIMIT or sum(len(n) + len(v) + 4 for n, v in headers) > HEADERS_LIMIT:
        return 431
    try:
        values = [value.decode("utf-8") for _, value in headers]
    except UnicodeDecodeError:
        return 400
    host = next((value for (name, _), value in zip(headers, values, strict=True) if name == b"host"), "")
    if status := _host_refusal(host):
        return status
    try:
        path = path_of(scope["raw_path"], host)
    except BadTarget:
        return 400
    scope["raw_path"] = path.encode()
    scope["path"] = path
    scope["method"] = scope["method"].upper()
    return None


def _host_refusal(host: str) -> int | None:
    if not host:
        return 500  # the host cannot build the request's URL
    found = _HOST.fullmatch(host)
    if not found:
        return 400
    return 500 if int(found[2] or 0) > 65535 else None


async def refuse(send: Send, status: int, *, close: bool = False, headers: dict[str, str] | None = None) -> None:
    """An answer of the host's own: a status and nothing else."""
    lines = {"content-length": "0"} | (headers or {}) | ({"connection": "close"} if close else {})
    raw = [(name.encode(), value.encode()) for name, value in lines.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": b""})


class _Dressed:
    """Sends with `Server: Kestrel`, and without a body where the status has none."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._bare = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("server", "Kestrel")
            self._bare = message["status"] in _NO_BODY
            if self._bare:
                del headers["content-length"]
                if message["status"] == 205:
                    headers["content-length"] = "0"
        elif self._bare:
            message = {**message, "body": b""}
        await self._send(message)
