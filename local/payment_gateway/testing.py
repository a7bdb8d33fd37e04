"""Runs the gateway inside a test, over a real socket on a port of the system's choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.payment_gateway.app import application
from local.payment_gateway.gateway import Gateway, Merchant
from local.payment_gateway.ledger import Ledger
from local.server_thread import listening_socket, served

MERCHANT = Merchant(merchant_id=12345, pos_id=12345, crc="crc-ąę/of-tests", report_key="report-key-of-tests")


@dataclass(frozen=True)
class RunningGateway:
    """A gateway that answers at `url`; `gateway` is its inside, for arranging and looking."""

    url: str
    merchant: Merchant
    gateway: Gateway


@contextmanager
def running_gateway(data: Path, *, sending: bool = False) -> Iterator[RunningGateway]:
    """Serve a gateway in a thread. Without `sending` a test sends the notifications itself, by `gateway.tick`."""
    ledger = Ledger(data / "payments.sqlite")
    gateway = Gateway(MERCHANT, ledger)
    try:
        with listening_socket() as listener, served(application(gateway, sending=sending), listener):
            yield RunningGateway(f"http://127.0.0.1:{listener.getsockname()[1]}", MERCHANT, gateway)
    finally:
        ledger.close()
