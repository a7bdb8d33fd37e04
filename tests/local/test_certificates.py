"""The local certificates: made once, trusted by a real TLS client for the names they carry."""

import asyncio
import ssl
import stat
from pathlib import Path

import pytest

from local.certificates import ensure_certificate


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_a_tls_client_trusts_it_for_the_local_names(tmp_path: Path, host: str) -> None:
    certificate, key = ensure_certificate(tmp_path, "example")

    async def handshake() -> bytes:
        served = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        served.load_cert_chain(certificate, key)

        async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(b"hello")
            await writer.drain()
            writer.close()

        async with await asyncio.start_server(greet, "127.0.0.1", 0, ssl=served) as server:
            port = server.sockets[0].getsockname()[1]
            trusting = ssl.create_default_context(cafile=str(certificate))
            reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=trusting, server_hostname=host)
            greeting = await reader.read()
            writer.close()
            await writer.wait_closed()
            return greeting

    assert asyncio.run(handshake()) == b"hello"


def test_it_is_made_once_and_its_key_is_private(tmp_path: Path) -> None:
    certificate, key = ensure_certificate(tmp_path / "new", "example")
    first = certificate.read_bytes(), key.read_bytes()

    assert ensure_certificate(tmp_path / "new", "example") == (certificate, key)
    assert (certificate.read_bytes(), key.read_bytes()) == first
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_a_damaged_certificate_is_replaced(tmp_path: Path) -> None:
    certificate, _key = ensure_certificate(tmp_path, "example")
    certificate.write_text("not a certificate")

    ensure_certificate(tmp_path, "example")

    assert certificate.read_text().startswith("-----BEGIN CERTIFICATE-----")
