"""Runs a whole stack of its own for the browser tests, beside one that may be in use."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.stack.environment import ROOT, stack_environment
from local.stack.ports import Ports

START_SECONDS = 900
"""The stack itself gives up where nothing moves; this is for one that says nothing any more."""
STOP_SECONDS = 20
POLL_SECONDS = 0.1


@dataclass(frozen=True)
class RunningStack:
    """A stack that is ready, demo people included; `ports["web"]` and so on say where."""

    ports: Ports
    data: Path
    environ: Mapping[str, str]

    def url(self, name: str) -> str:
        """The plain HTTP address of a process, for example http://localhost:24280 for "web"."""
        return f"http://localhost:{self.ports[name]}"


@contextmanager
def running_stack(data: Path, offset: int = 20000, settings: Mapping[str, str] | None = None) -> Iterator[RunningStack]:
    """Start `python -m local.stack`, wait until it is ready, stop it at the end.

    `settings` are further environment variables. Raises RuntimeError with what the stack has said where it
    does not become ready.
    """
    data.mkdir(parents=True, exist_ok=True)
    ready, output = data / "ready.json", data / "stack.log"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "local.stack", "--port-offset", str(offset), "--data", str(data)]
    # The same host on every machine, also on one that has Core Tools.
    environ = {"FUNCTIONS_HOST": "stand-in"} | dict(os.environ) | dict(settings or {})
    with (
        output.open("wb") as log,
        subprocess.Popen(
            [*command, "--ready-file", str(ready)], cwd=ROOT, env=environ, stdout=log, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait_for(ready, process, output)
            yield RunningStack(Ports(offset), data, stack_environment(Ports(offset), data))
        finally:
            _stop(process)


def _wait_for(ready: Path, process: subprocess.Popen[bytes], output: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the stack did not get ready:\n{output.read_text('utf-8', 'replace')}")
        time.sleep(POLL_SECONDS)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
