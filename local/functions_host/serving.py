"""Serves the app in worker processes, or in one that starts anew when a source file changes."""

from pathlib import Path

import uvicorn

GRACE_SECONDS = 3


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve what the environment's options name until told to stop."""
    print(f"functions host: http://{host}:{port}, {workers} worker(s)", flush=True)
    uvicorn.run(
        "local.functions_host.application:from_environment",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def serve_and_reload(directory: Path, host: str, port: int) -> None:
    """Serve, and start anew whenever a file the app is made of changes."""
    from watchfiles import PythonFilter, run_process

    watched = [directory / name for name in ("functions", "shared", "host.json", "local.settings.json")]
    scripts = directory.glob("*.py")
    run_process(
        *(path for path in [*watched, *scripts] if path.exists()),
        target=serve,
        args=(host, port),
        watch_filter=PythonFilter(extra_extensions=(".json", ".html", ".txt")),
        callback=lambda changes: print(f"reloading after {len(changes)} change(s)", flush=True),
    )
