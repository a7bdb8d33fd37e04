"""Serves an ASGI application in a thread, for tests that want a stand-in over a real socket."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn

START_SECONDS = 90
"""What starts on a quiet machine in three seconds; nobody waits longer than it takes."""


def listening_socket() -> socket.socket:
    """A socket on a loopback port of the system's choice."""
    return socket.create_server(("127.0.0.1", 0))


@contextlib.contextmanager
def served(
    application: Any,
    listener: socket.socket,
    certificate: tuple[Path, Path] | None = None,
    protocol: type[asyncio.Protocol] | None = None,
) -> Iterator[None]:
    """Serve on the socket, over HTTPS where a certificate and key are given, until the block ends.

    `protocol` takes the place of uvicorn's own HTTP/1.1.

    Raises RuntimeError where the application does not start; its log says why.
    """
    cert_file, key_file = certificate or (None, None)
    config = uvicorn.Config(
        application,
        http=protocol or "auto",
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        loop="asyncio",
        timeout_graceful_shutdown=1,
        # A TLS connection closed twice, by idleness and at the end, can no longer be aborted.
        timeout_keep_alive=600,
        ssl_certfile=cert_file,
        ssl_keyfile=key_file,
    )
    server = _AnnouncedServer(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    settled = server.settled.wait(START_SECONDS)
    try:
        if not settled:
            raise RuntimeError(f"the application has not started within {START_SECONDS} s")
        if not server.started:
            raise RuntimeError("the application did not start; its log says why")
        yield
    finally:
        server.should_exit = True
        thread.join()


class _AnnouncedServer(uvicorn.Server):
    """Tells when starting has come to an end, well or not."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:  # how uvicorn tells that the application did not start
            self.should_exit = True
        finally:
            self.settled.set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        # A TLS client that keeps its connection for later never answers the good-bye.
        for connection in list(self.server_state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)
