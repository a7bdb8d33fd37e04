"""The parts around the sync, each a process of its own, and the switches for their faults."""

import base64
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from local.cosmos_emulator import EMULATOR_KEY
from local.identity_provider.directory import read_directory
from tests.chaos import children
from tests.unit.test_settings import GOOD

ROOT = Path(__file__).parents[2]
AUDIENCE = "api://mojbok-billing"
AZURITE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
CUSTOMERS, PAGE = 2, 12


@dataclass
class Parts:
    """Where the parts answer; `clock` holds the seconds the sync is ahead of the others; two process ids."""

    cosmos: str
    billing: str
    clock: Path
    mood: Path
    cosmos_process: int = 0
    billing_process: int = 0

    def travel(self, seconds: float) -> None:
        self.clock.write_text(str(float(self.clock.read_text()) + seconds))

    def fault_cosmos(self, **rule: Any) -> None:
        httpx.post(f"{self.cosmos}/_emulator/faults", json=rule, timeout=30).raise_for_status()

    def fault_billing(self, **fault: Any) -> None:
        self.simulate("faults", **fault)

    def fault_blob(self, mood: str) -> None:
        self.mood.write_text(mood)

    def heal(self) -> None:
        httpx.delete(f"{self.cosmos}/_emulator/faults", timeout=30).raise_for_status()
        httpx.delete(f"{self.billing}/simulate/faults", timeout=30).raise_for_status()
        self.fault_blob("ok")

    def simulate(self, what: str, **order: Any) -> Any:
        answer = httpx.post(f"{self.billing}/simulate/{what}", json=order, timeout=60)
        answer.raise_for_status()
        return answer.json()


LAGGING = ("--consistency", "Strong", "--replica-lag", "5")
"""Weak reads would see the database of five seconds ago."""


@contextmanager
def running_parts(
    data: Path,
    *,
    customers: int = CUSTOMERS,
    pdfs: str = "all",
    page: int = PAGE,
    told_twice: bool = False,
    today: date | None = None,
) -> Iterator[Parts]:
    """Start everything, set this process's environment to it, and end what was started.

    With `told_twice` billing tells all records of its first customer a second time; for billing it is always `today`.
    """
    cosmos, azurite, blob, identity, billing = (_free_port() for _ in range(5))
    parts = Parts(f"http://127.0.0.1:{cosmos}", f"http://127.0.0.1:{billing}", data / "clock", data / "mood")
    parts.clock.write_text("0")
    parts.fault_blob("ok")
    authority = f"https://localhost:{identity}/{read_directory().tenant_id}"
    certificate = data / "identity.pem"
    python = sys.executable
    commands: dict[int, list[str | Path]] = {
        cosmos: [python, "-m", "local.cosmos_emulator", "--port", str(cosmos), *LAGGING],
        azurite: [
            *(ROOT / "node_modules/.bin/azurite-blob", "--silent", "--skipApiVersionCheck", "--disableTelemetry"),
            *("--inMemoryPersistence", "--blobPort", str(azurite)),
        ],
        blob: [python, "-m", "tests.chaos.proxy", str(blob), str(azurite), parts.mood],
        identity: [
            *(python, "-m", "local.identity_provider", "--port", str(identity)),
            *("--data", data, "--certificates", data),
        ],
        billing: [
            *(python, "-m", "local.billing_system", "serve", "--port", str(billing), "--data", data / "billing"),
            *("--customers", str(customers), "--no-demo", "--pdfs", pdfs),
            *("--identity", authority, "--identity-ca", certificate),
            *(("--today", today.isoformat()) if today else ()),
        ],
    }
    make_world = partial(children.make_world, data / "billing", customers)
    if told_twice and children.wait(children.start(make_world, data / "parts.log")) != children.COMPLETE:
        raise RuntimeError((data / "parts.log").read_text())
    processes: list[subprocess.Popen[bytes]] = []
    with (data / "parts.log").open("ab") as log:
        try:
            for command in commands.values():
                process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
                processes.append(process)
            parts.cosmos_process, parts.billing_process = processes[0].pid, processes[-1].pid
            for port, process in zip(commands, processes, strict=True):
                _wait_for(port, process)
            os.environ |= _environment(parts, f"http://127.0.0.1:{blob}/devstoreaccount1", authority, certificate)
            os.environ["MOJBOK_SYNC_PAGE"] = str(page)
            yield parts
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(20)


def _environment(parts: Parts, blob: str, authority: str, certificate: Path) -> dict[str, str]:
    client = next(one for one in read_directory().clients if not one.user_roles)
    key = base64.b64encode(bytes(range(32))).decode()
    own = {
        "COSMOS_ENDPOINT": parts.cosmos,
        "COSMOS_KEY": EMULATOR_KEY,
        "BLOB_ENDPOINT": blob,
        "BLOB_KEY": AZURITE_KEY,
        "BILLING_URL": parts.billing,
        "BILLING_TOKEN_AUTHORITY": authority,
        "BILLING_TOKEN_CA_FILE": str(certificate),
        "BILLING_CLIENT_ID": client.client_id,
        "BILLING_CLIENT_SECRET": client.secrets[0],
        "BILLING_SCOPE": f"{AUDIENCE}/.default",
        "LOOKUP_KEY": key,
        "PEPPER": key,
        "CLOCK_OFFSET_FILE": str(parts.clock),
    }
    return {f"MOJBOK_{name}": value for name, value in (GOOD | {"ENVIRONMENT": "test"} | own).items()}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        if process.poll() is not None:
            raise RuntimeError(f"{process.args} ended with {process.returncode}")
        time.sleep(0.05)
    raise RuntimeError(f"{process.args} does not listen")
