"""Runs the billing system inside a test, over a real socket on a port of the system's choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import httpx

from local.billing_system.app import application
from local.billing_system.auth import Gate, open_gate
from local.billing_system.system import BillingSystem, Settings
from local.server_thread import listening_socket, served
from shared import clock


@dataclass(frozen=True)
class RunningBilling:
    """A billing system that answers at `url`, and a client of it; `system` is its inside, for arranging and looking."""

    url: str
    system: BillingSystem
    server: httpx.Client

    def simulate(self, what: str, **order: Any) -> Any:
        """What `POST /simulate/…` answers; raises httpx.HTTPStatusError where it refuses."""
        return self.server.post(f"/simulate/{what}", json=order).raise_for_status().json()

    def heal(self) -> None:
        """End all simulated faults."""
        self.server.delete("/simulate/faults").raise_for_status()


@contextmanager
def running_billing(
    data: Path,
    *,
    customers: int = 3,
    demo: bool = True,
    seed: int = 7,
    pdfs: Literal["all", "none"] = "all",
    today: date | None = None,
    gate: Gate = open_gate,
    request_delay: timedelta = timedelta(0),
) -> Iterator[RunningBilling]:
    """Serve a world in a thread; PDFs are made when first announced. `data` keeps it for a later run.

    The time is `shared.clock`'s, or always noon in Warsaw of `today` where that is given.
    """
    settings = Settings(seed=seed, customers=customers, demo=demo, pdfs=pdfs, request_delay=request_delay)
    noon = datetime.combine(today, time(12), clock.WARSAW) if today else None
    system = BillingSystem(data, settings, now=(lambda: noon) if noon else clock.now)
    try:
        with listening_socket() as listener, served(application(system, gate), listener):
            url = f"http://127.0.0.1:{listener.getsockname()[1]}"
            # Plain HTTP; a client that reads the system's certificates costs 60 ms of CPU each time.
            with httpx.Client(base_url=url, timeout=60, trust_env=False, verify=False) as server:  # noqa: S501
                yield RunningBilling(url, system, server)
    finally:
        system.close()
