"""Runs the host inside a test, over real HTTP on a port of the system's choice."""

import os
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from local.functions_host.application import create_application
from local.functions_host.configuration import HostOptions

START_SECONDS = 20


@dataclass(frozen=True)
class RunningHost:
    """A host that answers at `url`, for example http://127.0.0.1:40123."""

    url: str
    application: Starlette


@contextmanager
def running_host(
    script: Path, state: Path, settings: Mapping[str, str] | None = None, *, run_timers: bool = True
) -> Iterator[RunningHost]:
    """Serve the function app `script` in a thread of this process.

    `settings` become environment variables for the time of the block; local.settings.json is not read.
    host.json is taken from the script's folder. Raises RuntimeError where the app cannot be loaded.
    """
    application = create_application(HostOptions(script, state, read_local_settings=False, run_timers=run_timers))
    with _environment(settings or {}), socket.create_server(("127.0.0.1", 0)) as listener:
        server = _AnnouncedServer(uvicorn.Config(application, log_config=None, timeout_graceful_shutdown=2))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        server.settled.wait(START_SECONDS)
        if not server.started:
            raise RuntimeError(f"the functions host could not load {script}; its log says why")
        try:
            yield RunningHost(f"http://127.0.0.1:{listener.getsockname()[1]}", application)
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
        finally:
            self.settled.set()


@contextmanager
def _environment(settings: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
