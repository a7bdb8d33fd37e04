"""`python -m local.stack`: start the local stack and keep it running until Ctrl-C."""

import argparse
import os
import sys
from pathlib import Path

from local.certificates import ensure_certificate
from local.stack.conductor import Conductor
from local.stack.environment import CERTIFICATE, ROOT, TOLD, stack_environment
from local.stack.ports import Ports
from local.stack.processes import LogPrinter, StackManager

SIGNALLED = {130, 143}
FILES = f"$PYTHON -m adapters.billing_files serve --data ${TOLD} --port $BILLING_PORT"
"""Billing where a retailer's files take the stand-in's place."""


def main() -> int:
    """Return 0 after Ctrl-C or SIGTERM, 1 where the stack could not start or a process stopped by itself."""
    arguments = _parse_arguments()
    ports, data = Ports(arguments.port_offset), arguments.data.resolve()
    if taken := ports.taken():
        _explain_taken(taken)
        return 1
    if arguments.ready_file:
        arguments.ready_file.unlink(missing_ok=True)
    _prepare(data)
    environ = stack_environment(ports, data)
    os.environ.update(environ)
    printer = LogPrinter(data / "logs")
    conductor = Conductor(ports, environ, arguments.ready_file)

    def beside() -> None:
        printer.show = conductor.conduct()
        if conductor.failure:
            manager.terminate()

    manager = StackManager(printer, beside, conductor.cancelled)
    manager.add_procfile(ROOT / "Procfile", environ, **({"billing": FILES} if environ.get(TOLD) else {}))
    manager.loop()
    printer.close()
    return _explain_end(manager, printer, conductor)


def _prepare(data: Path) -> None:
    for name in ("azurite", "mail", "logs"):
        (data / name).mkdir(parents=True, exist_ok=True)
    # Made here, once: two processes that need it start at the same moment.
    ensure_certificate(data / "certificates", CERTIFICATE)


def _explain_taken(taken: dict[str, int]) -> None:
    for name, port in taken.items():
        print(f"Port {port}, needed for '{name}', is taken: `lsof -i :{port}` shows by what.", file=sys.stderr)
    print(
        "Stop that process (perhaps another `make run`), or start beside it: make run OFFSET=100",
        file=sys.stderr,
    )


def _explain_end(manager: StackManager, printer: LogPrinter, conductor: Conductor) -> int:
    if manager.returncode in SIGNALLED:
        print("mojBOK has stopped; its data stays, the next `make run` goes on with it.")
        return 0
    if conductor.failure:
        print(f"\nThe stack did not start: {conductor.failure}. The logs are in {printer.directory}")
    elif printer.first_stopped:
        name, code = printer.first_stopped
        print(f"\n{name} stopped by itself with code {code}, so everything was stopped. It said last:")
        print(printer.tail(name))
        print(f"All of it is in {printer.log_file(name)}")
    return 1


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m local.stack", description=__doc__)
    parser.add_argument("--port-offset", type=int, default=0, help="added to every port")
    parser.add_argument("--data", type=Path, default=ROOT / ".local", help="where all state is kept")
    parser.add_argument("--ready-file", type=Path, help="written once the stack is ready")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
