"""Runs the host inside a test, over real HTTP on a port of the system's choice, its worker beside it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette

from local.functions_host.application import create_application
from local.functions_host.configuration import HostOptions
from local.functions_host.http.kestrel import KestrelProtocol
from local.server_thread import listening_socket, served


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
    host.json is taken from the script's folder. The app runs in a worker process. Raises RuntimeError where the
    host does not start.
    """
    application = create_application(HostOptions(script, state, read_local_settings=False, run_timers=run_timers))
    with (
        _environment(settings or {}),
        listening_socket() as listener,
        served(application, listener, protocol=KestrelProtocol),
    ):
        yield RunningHost(f"http://127.0.0.1:{listener.getsockname()[1]}", application)


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
