"""Limits of the web server that take long in real life, made short."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from local.functions_host.http import kestrel
from local.functions_host.testing import running_host
from tests.host.raw import Address, read
from tests.local.functions_host.conftest import APPS


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Address]:
    monkeypatch.setattr(kestrel, "HEADERS_SECONDS", 0.3)
    with running_host(APPS / "http_app.py", tmp_path) as host:
        yield Address.of(host.url)


@pytest.mark.parametrize("begun", ["GET /api/ec", "GET /api/echo HTTP/1.1\r\nHost: x\r\n"])
def test_headers_that_do_not_end_are_a_bare_408(address: Address, begun: str) -> None:
    with address.connect() as connection:
        connection.sendall(begun.encode())
        answer = read(connection)
    assert (answer.status, answer.is_bare, answer.closed) == (408, True, True)


def test_headers_that_do_not_end_are_noticed_on_a_connection_in_use_too(address: Address) -> None:
    request = f"GET /api/unnamed HTTP/1.1\r\nHost: {address.name}\r\n"
    with address.connect() as connection:
        connection.sendall(f"{request}\r\n".encode())
        assert read(connection).status == 304
        connection.sendall(request.encode())
        connection.settimeout(60)
        assert read(connection).status == 408


def test_a_request_may_take_longer_than_its_headers(address: Address) -> None:
    assert address.ask("/api/late").body == b"1"
