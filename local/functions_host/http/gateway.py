"""What Static Web Apps does to a request on its way to the API, and its local emulator does not."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY_LIMIT = 30 * 1024 * 1024
"""Bytes of a request body (Static Web Apps quotas)."""

TIME_LIMIT = 45.0
"""Seconds until the edge gives up on the API (Static Web Apps, API constraints)."""


class BodyTooLargeError(Exception):
    """More bytes arrived than the edge lets through."""


@dataclass
class StaticWebAppsGateway:
    """Drops `Authorization`, answers 413 over the body limit and 504 over the time limit.

    A function that is late is not stopped: as in the cloud it runs on, only nobody hears its answer.
    """

    app: ASGIApp
    body_limit: int = BODY_LIMIT
    time_limit: float = TIME_LIMIT

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        announced = Headers(scope=scope).get("content-length", "0")
        if announced.isdigit() and int(announced) > self.body_limit:
            await _too_large(scope, receive, send)
            return
        scope = {**scope, "headers": [(k, v) for k, v in scope["headers"] if k != b"authorization"]}
        upload = _Limited(receive, self.body_limit)
        answer = _Answer(send, upload)
        running = asyncio.create_task(self._run(scope, upload, answer))
        await asyncio.wait([running], timeout=self.time_limit)
        if not running.done():
            answer.closed = True
            if not answer.started:
                await PlainTextResponse("Gateway Timeout", 504)(scope, receive, send)
            return
        await running
        if upload.exceeded and not answer.started:
            await _too_large(scope, receive, send)

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        with suppress(BodyTooLargeError):
            await self.app(scope, receive, send)


async def _too_large(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("Payload Too Large", 413, {"connection": "close"})(scope, receive, send)


class _Limited:
    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit

    @property
    def exceeded(self) -> bool:
        return self._left < 0

    async def __call__(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self.exceeded:
            raise BodyTooLargeError
        return message


class _Answer:
    def __init__(self, send: Send, upload: _Limited) -> None:
        self._send = send
        self._upload = upload
        self.started = False
        self.closed = False

    async def __call__(self, message: Message) -> None:
        # Whatever the app makes of an upload cut off is not for the caller, who gets the edge's answer.
        if not self.closed and (self.started or not self._upload.exceeded):
            self.started = True
            await self._send(message)
