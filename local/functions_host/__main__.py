"""`python -m local.functions_host`: serve a function app on a laptop."""

import argparse
import os
import sys
import time
from pathlib import Path

import uvicorn

from local.functions_host.configuration import HostOptions

GRACE_SECONDS = 3


def main() -> None:
    arguments = _parse_arguments()
    options = HostOptions(arguments.app.resolve(), arguments.state.resolve())
    if not options.script.exists():
        sys.exit(f"There is no function app at {options.script}; name it with --app.")
    options.to_environment(os.environ)
    # The cloud's machines run in UTC; a laptop's zone must not leak into what the worker computes.
    os.environ["TZ"] = "UTC"
    time.tzset()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    if arguments.reload:
        _serve_and_reload(options.script.parent, arguments.host, arguments.port)
    else:
        serve(arguments.host, arguments.port, arguments.workers)


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


def _serve_and_reload(directory: Path, host: str, port: int) -> None:
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


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m local.functions_host", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7071)
    parser.add_argument("--workers", type=int, default=1, help="processes that serve; one fires the timers")
    parser.add_argument("--reload", action="store_true", help="start anew when a source file changes")
    parser.add_argument("--state", type=Path, default=Path(".local/functions_host"))
    parser.add_argument("--app", type=Path, default=Path("function_app.py"))
    arguments = parser.parse_args()
    if arguments.reload and arguments.workers > 1:
        parser.error("--reload serves with one worker only")
    return arguments


if __name__ == "__main__":
    main()
