"""What host and worker process tell each other: pickled messages behind their length, in place of Azure's gRPC."""

import asyncio
import pickle
import struct
from dataclasses import dataclass, field
from typing import Any

from local.functions_host.loading import LoadedFunction

_LENGTH = struct.Struct("!Q")


@dataclass(frozen=True)
class HttpCall:
    """A request as the host hands it over: header names in lower case, repeated ones joined by a comma."""

    method: str
    url: str
    headers: dict[str, str]
    query: dict[str, str]
    route_values: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class HttpAnswer:
    """What is left of a function's response after the worker's protocol; `cookies` are whole header values."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    cookies: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class TimerCall:
    """The timer's state as JSON."""

    info: str


@dataclass(frozen=True)
class Call:
    """Run the function of this name; answered by an `Outcome` with the same id."""

    id: str
    function: str
    trigger: HttpCall | TimerCall
    reason: str = ""
    traceparent: str = ""
    retry_count: int = 0


@dataclass(frozen=True)
class Outcome:
    """How a run ended: the answer of an HTTP function, or the text of what went wrong."""

    id: str
    succeeded: bool
    answer: HttpAnswer | None = None
    error: str | None = None


@dataclass(frozen=True)
class Loaded:
    """The functions of the app, or why there are none."""

    functions: list[LoadedFunction]
    error: str | None = None


def send(writer: asyncio.StreamWriter, message: Call | Outcome | Loaded) -> None:
    """Queue a message."""
    data = pickle.dumps(message)
    writer.write(_LENGTH.pack(len(data)) + data)


async def receive(reader: asyncio.StreamReader) -> Any:
    """The next message. Raises IncompleteReadError where the other side is gone."""
    [length] = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
    return pickle.loads(await reader.readexactly(length))  # noqa: S301 - from a process of our own
