"""Links as Azure signs them: by a key that the account gives to our identity, for there is no account key there."""

import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import azure.core.pipeline.transport as transports
import azure.identity.aio
import jwt
import pytest
from azure.core.credentials import AccessToken

from local.certificates import ensure_certificate
from shared import blob, clock
from shared.blob import ARCHIVES, link_to
from shared.settings import settings
from tests.api.conftest import ROOT
from tests.azurite import free_port, wait_for_port

OBJECT, TENANT = "6b1d6a80-2b39-4b3b-a4ac-5d3cb4d0cd3d", "ab1f708d-50f6-404c-a006-d71b2ac7a606"


class Identity:
    """A managed identity, whose token Azurite reads without asking who signed it."""

    async def get_token(self, *_scopes: str, **_options: Any) -> AccessToken:
        now = int(time.time())
        claims = {"aud": "https://storage.azure.com", "iss": f"https://sts.windows.net/{TENANT}/"}
        claims |= {"oid": OBJECT, "tid": TENANT}
        times = {"iat": now, "nbf": now - 60, "exp": now + 3600}
        return AccessToken(jwt.encode(claims | times, "a test's key of at least 32 bytes"), now + 3600)

    async def close(self) -> None:
        pass


@pytest.fixture(scope="module")
def azurite_with_identities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """An Azurite that takes tokens, which it does over HTTPS only; its endpoint and certificate."""
    folder, port = tmp_path_factory.mktemp("azurite-oauth"), free_port()
    certificate, key = ensure_certificate(folder, "azurite")
    command = [ROOT / "node_modules/.bin/azurite-blob", "--skipApiVersionCheck", "--disableTelemetry", "--silent"]
    command += [
        "--inMemoryPersistence",
        "--blobPort",
        str(port),
        "--oauth",
        "basic",
        "--cert",
        certificate,
        "--key",
        key,
    ]
    with subprocess.Popen(command, cwd=folder) as process:
        try:
            wait_for_port(process, port)
            yield f"https://127.0.0.1:{port}/devstoreaccount1", certificate
        finally:
            process.terminate()


@pytest.fixture
async def in_azure(
    portal: str, azurite_with_identities: tuple[str, Path], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    endpoint, certificate = azurite_with_identities
    await blob.close()
    monkeypatch.setenv("MOJBOK_BLOB_ENDPOINT", endpoint)
    monkeypatch.delenv("MOJBOK_BLOB_KEY")
    monkeypatch.setattr(azure.identity.aio, "DefaultAzureCredential", Identity)
    trusting = partial(transports.AioHttpTransport, connection_verify=str(certificate))
    monkeypatch.setattr(transports, "AioHttpTransport", trusting)
    settings.cache_clear()
    yield
    await blob.close()


async def test_our_identity_signs_a_link_for_one_blob_to_be_read(in_azure: None) -> None:
    """Azurite gives the key; it knows an older text to sign than Microsoft's client writes, so it cannot judge it."""
    until = clock.now() + timedelta(minutes=10)
    link = await link_to(ARCHIVES, "folder/one.zip", until)
    address, _, query = link.partition("?")
    signed = dict(parse_qsl(query))
    assert address.endswith("/archives/folder/one.zip")
    assert {"sp": "r", "sr": "b", "skoid": OBJECT, "sktid": TENANT, "sks": "b"}.items() <= signed.items()
    assert clock.from_iso(signed["se"]) <= until <= clock.from_iso(signed["ske"])


async def test_the_key_is_asked_for_once_in_hours(in_azure: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = blob._service()
    given, asked = client.get_user_delegation_key, []

    async def counted(*period: Any) -> Any:
        asked.append(period)
        return await given(*period)

    monkeypatch.setattr(client, "get_user_delegation_key", counted)
    for _ in range(3):
        await link_to(ARCHIVES, "folder/one.zip", clock.now() + timedelta(minutes=10))
    assert len(asked) == 1
    clock.set_now(clock.now() + timedelta(hours=5, minutes=55))
    await link_to(ARCHIVES, "folder/one.zip", clock.now() + timedelta(minutes=10))
    assert len(asked) == 2
