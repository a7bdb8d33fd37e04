"""`python -m local.functions_host`: serve a function app on a laptop."""

import argparse
import sys
from pathlib import Path

from local.functions_host.configuration import HostOptions
from local.functions_host.serving import serve, serve_and_reload


def main() -> None:
    arguments = _parse_arguments()
    options = HostOptions(arguments.app.resolve(), arguments.state.resolve(), workers=arguments.workers)
    if not options.script.exists():
        sys.exit(f"There is no function app at {options.script}; name it with --app.")
    (serve_and_reload if arguments.reload else serve)(options, arguments.host, arguments.port)


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m local.functions_host", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=7071)
    parser.add_argument("--workers", type=int, default=1, help="worker processes behind the one host")
    parser.add_argument("--reload", action="store_true", help="start anew when a source file changes")
    parser.add_argument("--state", type=Path, default=Path(".local/functions_host"))
    parser.add_argument("--app", type=Path, default=Path("function_app.py"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
