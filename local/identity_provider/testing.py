"""Runs the provider inside a test, over real HTTPS on a port of the system's choice."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from local.certificates import ensure_certificate
from local.identity_provider.application import IdentityProvider, Spoiling
from local.identity_provider.directory import Directory, read_directory
from local.identity_provider.keys import ensure_signing_key
from local.server_thread import listening_socket, served


@dataclass(frozen=True)
class RunningProvider:
    """A provider that answers at `authority` to clients that trust `ca_file`."""

    authority: str
    ca_file: Path
    directory: Directory
    spoiling: Spoiling


@contextmanager
def running_identity_provider(data: Path) -> Iterator[RunningProvider]:
    """Serve the committed directory in a thread; key and certificate are kept in `data`."""
    certificate, key = ensure_certificate(data, "identity")
    directory = read_directory()
    with listening_socket() as listener:
        base_url = f"https://localhost:{listener.getsockname()[1]}"
        provider = IdentityProvider.at(base_url, directory, ensure_signing_key(data))
        with served(provider.application(), listener, (certificate, key)):
            yield RunningProvider(provider.authority, certificate, directory, provider.spoiling)
