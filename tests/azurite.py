"""The real Azurite, as a process on a free port."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from local.stack.environment import ROOT

AZURITE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="


@contextmanager
def running_azurite(log: Path) -> Iterator[str]:
    """Azurite's endpoint while it runs; it says in `log` what it was asked, a line a request."""
    port = free_port()
    command = [ROOT / "node_modules/.bin/azurite-blob", "--skipApiVersionCheck", "--disableTelemetry"]
    command += ["--inMemoryPersistence", "--blobPort", str(port)]
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, cwd=log.parent) as process:
        try:
            wait_for_port(process, port)
            yield f"http://127.0.0.1:{port}/devstoreaccount1"
        finally:
            process.terminate()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(process: subprocess.Popen[bytes], port: int) -> None:
    """Return when the process listens; fail when it ends or takes half a minute."""
    for _ in range(600):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"the process ended with {process.wait(0.05)}")
    pytest.fail(f"nothing listens on port {port}")
