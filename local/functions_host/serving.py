"""Serves the app, or serves it and starts anew when a source file changes."""

import signal
import sys
from pathlib import Path
from types import FrameType

import uvicorn

from local.functions_host.application import create_application
from local.functions_host.configuration import HostOptions
from local.functions_host.http.kestrel import KestrelProtocol
from local.functions_host.log import configure_logging

GRACE_SECONDS = 3


class _Server(uvicorn.Server):
    """Ends as the platform ends a host: SIGTERM leaves what runs no time, SIGINT lets requests end."""

    gave_up = False

    def __init__(self, options: HostOptions, host: str, port: int) -> None:
        self._application = create_application(options, self._give_up)
        super().__init__(
            uvicorn.Config(
                self._application,
                host=host,
                port=port,
                http=KestrelProtocol,
                log_config=None,
                access_log=False,
                server_header=False,
                ws="none",
                timeout_graceful_shutdown=GRACE_SECONDS,
            )
        )

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if sig == signal.SIGTERM and hasattr(self._application.state, "workers"):
            self._application.state.workers.kill()
        super().handle_exit(sig, frame)

    def _give_up(self) -> None:
        self.gave_up = True
        self.should_exit = True


def serve(options: HostOptions, host: str, port: int) -> None:
    """Serve until told to stop; ends the process with 1 where the host gave up."""
    configure_logging()
    print(f"functions host: http://{host}:{port}, {options.workers} worker(s)", flush=True)
    server = _Server(options, host, port)
    server.run()
    if server.gave_up or not server.started:
        sys.exit(1)


def serve_and_reload(options: HostOptions, host: str, port: int) -> None:
    """Serve, and start anew whenever a file the app is made of changes."""
    from watchfiles import PythonFilter, run_process

    directory: Path = options.script.parent
    watched = [directory / name for name in ("functions", "shared", "host.json", "local.settings.json")]
    scripts = directory.glob("*.py")
    run_process(
        *(path for path in [*watched, *scripts] if path.exists()),
        target=serve,
        args=(options, host, port),
        watch_filter=PythonFilter(extra_extensions=(".json", ".html", ".txt")),
        callback=lambda changes: print(f"reloading after {len(changes)} change(s)", flush=True),
    )
