"""The emulator inside a test: in a thread of the test's own process, on a free port."""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import orjson

from local.cosmos_emulator import EMULATOR_KEY
from local.cosmos_emulator.faults import Faults
from local.cosmos_emulator.recording import RequestLog


@dataclass
class Emulator:
    """A running emulator: where it answers, what it served, and the faults to put in."""

    url: str
    key: str
    requests: RequestLog
    faults: Faults

    def copy_database(self, source: str, name: str) -> None:
        """Make a database with the containers of another, all empty."""
        address = urlsplit(self.url)
        with closing(HTTPConnection(address.hostname or "", address.port, timeout=60)) as connection:
            connection.request("POST", "/_emulator/copies", orjson.dumps({"from": source, "to": name}))
            answer = connection.getresponse()
            if answer.status != HTTPStatus.NO_CONTENT:
                raise RuntimeError(answer.read().decode())


@contextlib.contextmanager
def running_emulator(
    data: Path | None = None,
    *,
    clock: Callable[[], float] | None = None,
    consistency: str = "Session",
    lag: float | None = None,
) -> Iterator[Emulator]:
    """Run an emulator for the length of a `with` block.

    `data` is its SQLite file, None keeps everything in memory; `clock` gives Unix seconds for `_ts` and TTL.
    `consistency` is the account's level, `lag` how many seconds weak reads are behind.
    """
    from local.cosmos_emulator.server import make_server
    from local.cosmos_emulator.service import Service

    service = Service(data, clock or time.time, consistency=consistency, lag=lag)
    server = make_server(service)
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="cosmos-emulator", daemon=True)
    thread.start()
    try:
        yield Emulator(f"http://127.0.0.1:{port}", EMULATOR_KEY, service.requests, service.faults)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        listener.close()
        service.close()
