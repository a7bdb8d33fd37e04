"""Tells when a process answers."""

import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import httpx

from local.stack.ports import Ports

POLL_SECONDS = 0.1


@dataclass(frozen=True)
class Probe:
    """How to see that a process of the Procfile is ready, and where people find it."""

    name: str
    address: str
    is_ready: Callable[[], bool]


class NotReadyError(Exception):
    """A process did not answer in time, or waiting was called off."""


def probes(ports: Ports, ca_file: Path) -> list[Probe]:
    """One probe per process, in the order in which they usually get ready."""
    cosmos, blob, mail = (f"http://127.0.0.1:{ports[name]}" for name in ("cosmos", "blob", "mail"))
    billing, functions = (f"http://127.0.0.1:{ports[name]}" for name in ("billing", "functions"))
    web, identity = f"http://localhost:{ports['web']}", f"https://localhost:{ports['identity']}"
    payments = f"http://127.0.0.1:{ports['payments']}"
    return [
        Probe("cosmos", cosmos, lambda: _answers(f"{cosmos}/_emulator/health")),
        Probe("identity", identity, lambda: _answers(f"{identity}/health", ca_file)),
        Probe("billing", billing, lambda: _answers(f"{billing}/health")),
        Probe("payments", payments, lambda: _answers(f"{payments}/health")),
        Probe("mail", mail, lambda: _answers(f"{mail}/healthz") and _listens(ports["smtp"])),
        # Azurite refuses an anonymous caller, which is answer enough.
        Probe("blob", blob, lambda: _answers(blob, accept_errors=True)),
        # The host looks healthy with an app it could not load; 503 is the app without its database yet.
        Probe("functions", functions, lambda: _answers(f"{functions}/api/health", accept_503=True)),
        Probe("web", web, lambda: _answers(f"http://127.0.0.1:{ports['web']}/")),
    ]


def wait_until(
    condition: Callable[[], bool],
    what: str,
    seconds: float,
    cancelled: threading.Event,
    progress: Callable[[], object] = lambda: None,
    *,
    every: float = POLL_SECONDS,
) -> None:
    """Return as soon as the condition holds, asked `every` so many seconds.

    Raises NotReadyError when called off, or after `seconds` in which `progress` stayed as it was.
    """
    deadline, before = time.monotonic() + seconds, progress()
    while not condition():
        if (reached := progress()) != before:
            deadline, before = time.monotonic() + seconds, reached
        if time.monotonic() > deadline:
            raise NotReadyError(f"{what} is not ready, and nothing has moved for {seconds:.0f} s")
        if cancelled.wait(every):
            raise NotReadyError(f"stopped waiting for {what}")


def _answers(url: str, ca_file: Path | None = None, *, accept_errors: bool = False, accept_503: bool = False) -> bool:
    verify = ssl.create_default_context(cafile=str(ca_file)) if ca_file else False
    try:
        with httpx.Client(verify=verify, trust_env=False, timeout=2) as client:
            status = client.get(url).status_code
    except httpx.TransportError:
        return False
    return accept_errors or status == HTTPStatus.OK or (accept_503 and status == HTTPStatus.SERVICE_UNAVAILABLE)


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
