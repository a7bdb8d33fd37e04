"""Requests and responses as the handlers see them."""

from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import unquote_to_bytes

import orjson

from local.cosmos_emulator import json_text
from local.cosmos_emulator.database.items import Conditions
from local.cosmos_emulator.errors import NAMES, CosmosError

LOOKED_FOR = frozenset({404, 409, 412})
"""Refusals for which the service has looked at the data, which it charges like a small read."""


class Request:
    """An HTTP request, its path cut into decoded names; everything else is read only when asked for."""

    __slots__ = ("__dict__", "body", "headers", "link", "method", "operation", "resource_type", "segments", "unindexed")

    def __init__(self, method: str, raw_path: bytes, headers: dict[bytes, bytes], body: bytes) -> None:
        self.method = method
        self.headers = headers
        self.body = body
        self.segments = [_decoded(segment) for segment in raw_path.split(b"/") if segment]
        count = len(self.segments)
        feed = count % 2 == 1
        self.resource_type = self.segments[count - 1 if feed else count - 2] if count else ""
        self.link = "/".join(self.segments[:-1] if feed else self.segments)
        self.operation = ""
        self.unindexed: tuple[str, ...] = ()

    def header(self, name: bytes) -> str | None:
        value = self.headers.get(name)
        return None if value is None else value.decode("latin-1")

    def flag(self, name: bytes) -> bool:
        return self.headers.get(name, b"").lower() == b"true"

    def number(self, name: bytes) -> int:
        """A header's whole number, 0 if it is missing or none."""
        try:
            return int(self.headers.get(name, b"0"))
        except ValueError:
            return 0

    @cached_property
    def json(self) -> Any:
        """The body; raises CosmosError 400 if it is no JSON."""
        return json_text.loads(self.body)

    @property
    def conditions(self) -> Conditions:
        return Conditions(self.header(b"if-match"), self.header(b"if-none-match"))


class Response(NamedTuple):
    """What goes back: status, body and headers beside those every response has."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = {}


def json_response(status: int, value: Any, headers: dict[str, str] | None = None) -> Response:
    return Response(status, orjson.dumps(value), headers or {})


def error_response(error: CosmosError) -> Response:
    headers = {"x-ms-substatus": str(error.substatus)} if error.substatus else {}
    if error.status in LOOKED_FOR:
        headers["x-ms-request-charge"] = "1.00"
    if error.status == 304:
        return Response(304, b"", headers | error.headers)
    body = {"code": NAMES.get(error.status, str(error.status)), "message": error.message} | error.extra
    return json_response(error.status, body, headers | error.headers)


def _decoded(segment: bytes) -> str:
    if b"%" in segment:
        segment = unquote_to_bytes(segment)
    return segment.decode("utf-8", "replace")
