"""What happens beside the processes: wait for each, set up, fetch the first data, show the table."""

import json
import threading
import time
from collections.abc import Mapping
from pathlib import Path

import httpx
from azure.core.exceptions import AzureError
from rich.console import Console

from local.stack.environment import TOLD
from local.stack.ports import Ports
from local.stack.readiness import NotReadyError, Probe, probes, wait_until
from local.stack.setup import Mirror, create_storage, demo_people, start_first_sync, told_customers
from local.stack.summary import print_summary

START_SECONDS = 60.0
STANDSTILL_SECONDS = 120.0
"""How long the first sync may take over one page of billing's changes, on a machine that has much else to do."""


class Conductor:
    """Brings a started stack to the point where people can use it."""

    def __init__(self, ports: Ports, environ: Mapping[str, str], ready_file: Path | None) -> None:
        self.cancelled = threading.Event()
        self.failure: str | None = None
        self._ports = ports
        self._environ = environ
        self._told = environ.get(TOLD, "")
        self._ready_file = ready_file
        self._console = Console()
        self._started = time.monotonic()

    def conduct(self) -> bool:
        """Return whether the stack is ready; `failure` says why not, unless it was called off."""
        try:
            self._wait_for_processes()
            self._say("storage", "creating containers")
            create_storage(self._environ)
            self._wait_for_first_data()
        except (NotReadyError, AzureError, httpx.HTTPError) as error:
            if not self.cancelled.is_set():
                self.failure = str(error)
            return False
        print_summary(self._ports, [] if self._told else demo_people(), self._seconds(), self._console)
        if self._ready_file:
            self._ready_file.write_text(json.dumps({"ports": self._ports.all()}))
        return True

    def _wait_for_processes(self) -> None:
        waiting = probes(self._ports, Path(self._environ["MOJBOK_BILLING_TOKEN_CA_FILE"]))
        self._say("stack", f"starting {len(waiting)} processes")

        def some_ready() -> bool:
            for probe in [probe for probe in waiting if probe.is_ready()]:
                waiting.remove(probe)
                self._say(probe.name, f"ready at {probe.address}")
            return not waiting

        try:
            wait_until(some_ready, "the stack", START_SECONDS, self.cancelled, lambda: len(waiting))
        except NotReadyError:
            raise NotReadyError(f"not ready {START_SECONDS:.0f} s after the last: {_names(waiting)}") from None

    def _wait_for_first_data(self) -> None:
        if not start_first_sync(f"http://127.0.0.1:{self._ports['functions']}"):
            self._say("sync", "the app has no billing sync yet")
            return
        numbers = told_customers(Path(self._told)) if self._told else [one["customerNumber"] for one in demo_people()]
        who = "customers of the files" if self._told else "demo people"
        self._say("sync", f"fetching the first data until {len(numbers)} {who} are there")
        mirror = Mirror(self._environ)
        wait_until(
            lambda: mirror.has_all(numbers),
            "the mirror of the billing system",
            STANDSTILL_SECONDS,
            self.cancelled,
            mirror.reached,
            every=1.0,
        )

    def _say(self, name: str, text: str) -> None:
        self._console.print(f"[dim]{self._seconds():5.1f} s[/dim]  {name:<10} {text}", highlight=False)

    def _seconds(self) -> float:
        return time.monotonic() - self._started


def _names(waiting: list[Probe]) -> str:
    return ", ".join(probe.name for probe in waiting)
