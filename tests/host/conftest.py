"""The host under test: the one at HOST_URL (`make host-check URL=…`), else the local stand-in with the echo app."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from local.functions_host.testing import running_host
from tests.host.raw import Address

ECHO = Path(__file__).with_name("echo") / "function_app.py"


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Address]:
    """Any Functions host; what it serves is not known."""
    url = os.environ.get("HOST_URL")
    if url:
        yield Address.of(url)
        return
    settings = {"AzureWebJobs.off.Disabled": "true"}
    with running_host(ECHO, tmp_path_factory.mktemp("state"), settings) as host:
        yield Address.of(host.url)


@pytest.fixture(scope="session")
def echo(address: Address) -> Address:
    """A host that serves the application in `echo/`."""
    if address.ask("/api/plain").status != 200:
        pytest.skip("the echo application of tests/host/echo is not what is served at HOST_URL")
    return address


@pytest.fixture(scope="session")
def key() -> tuple[str, ...]:
    """The header for /admin: the master key of a real host, nothing for the stand-in and Core Tools."""
    return (f"x-functions-key: {os.environ['HOST_KEY']}",) if os.environ.get("HOST_KEY") else ()
