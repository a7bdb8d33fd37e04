"""Where an export lies: a folder, or a Blob container whose files are brought into one."""

import json
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from azure.core import MatchConditions
from azure.core.exceptions import AzureError, ClientAuthenticationError, HttpResponseError, ResourceNotFoundError

from adapters.billing_files.export import Progress
from adapters.billing_files.tables.tables import SUFFIXES

if TYPE_CHECKING:
    from azure.storage.blob import ContainerClient

SAS = "BILLING_FILES_SAS"
"""The variable with a shared access signature that may read and list; without it, it is the identity that may."""
WANTED = frozenset({*SUFFIXES, ".pdf"})
_EVERY = 100
_RETRIES: dict[str, Any] = {"retry_total": 3, "initial_backoff": 1, "increment_base": 2}
_CHANGED = "eksport zmienił się w trakcie pobierania; spróbuj, gdy będzie cały"


class SourceRefused(Exception):
    """The export can not be read now; the message says why and what to do."""


def is_container(source: str) -> bool:
    """Whether it is the address of a Blob container, not a folder."""
    return source.startswith(("https://", "http://"))


def bring(source: str, into: Path, ready: str | None = None, progress: Progress | None = None) -> Path:
    """Bring what is new or changed of a container into a folder, take away what is gone, and return the folder.

    Each file keeps the time at which it was last written, and is all of one version: a container that changes
    meanwhile is not read. Files that are no table, no PDF and not `ready` stay where they are. Raises SourceRefused.
    """
    if "?" in source:
        raise SourceRefused(f"podpis (SAS) podaj w {SAS}, nie w adresie: adresy trafiają do dzienników")
    into.mkdir(parents=True, exist_ok=True)
    kept = into.with_suffix(".etags.json")
    try:
        with _client(source) as client:
            listed = _listed(client, ready)
            _fetch_changed(client, listed, into, _known(kept), progress)
            if _etags(_listed(client, ready)) != _etags(listed):
                raise SourceRefused(_CHANGED)
    except (AzureError, ValueError) as error:
        raise SourceRefused(_refusal(source, error)) from None
    for file in into.rglob("*"):
        if file.is_file() and file.relative_to(into).as_posix() not in listed:
            file.unlink()
    kept.write_text(json.dumps(_etags(listed)), "utf-8")
    return into


def _known(kept: Path) -> dict[str, str]:
    """The version of each file that is here already; a broken note costs only a second fetch."""
    try:
        return dict(json.loads(kept.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def _fetch_changed(
    client: "ContainerClient", listed: dict[str, Any], into: Path, known: dict[str, str], progress: Progress | None
) -> None:
    for count, (name, blob) in enumerate(sorted(listed.items()), 1):
        target = _inside(into, name)
        if known.get(name) != blob.etag or not target.is_file():
            _fetch(client, blob, target)
        if progress and count % _EVERY == 0:
            progress("pliki z kontenera", count)


def _client(source: str) -> "ContainerClient":
    from azure.storage.blob import ContainerClient

    credential: Any = os.environ.get(SAS, "").lstrip("?")
    if not credential:
        from azure.identity import DefaultAzureCredential

        credential = DefaultAzureCredential()
    return ContainerClient.from_container_url(source.rstrip("/"), credential=credential, **_RETRIES)


def _listed(client: "ContainerClient", ready: str | None) -> dict[str, Any]:
    """What of the container belongs to an export, by name."""
    return {
        blob.name: blob
        for blob in client.list_blobs()
        if blob.name == ready or PurePosixPath(blob.name).suffix.lower() in WANTED
    }


def _etags(listed: dict[str, Any]) -> dict[str, str]:
    return {name: blob.etag for name, blob in listed.items()}


def _fetch(client: "ContainerClient", blob: Any, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partly = target.with_name(target.name + ".part")
    found = client.download_blob(blob.name, etag=blob.etag, match_condition=MatchConditions.IfNotModified)
    with partly.open("wb") as file:
        for piece in found.chunks():
            file.write(piece)
    written = blob.last_modified.timestamp()
    os.utime(partly, (written, written))
    partly.replace(target)


def _inside(folder: Path, name: str) -> Path:
    """Where a file of that name is kept; a name that leads elsewhere is refused."""
    target = (folder / name).resolve()
    if not target.is_relative_to(folder.resolve()) or target == folder.resolve():
        raise SourceRefused(f"nazwa „{name}” prowadzi poza folder; zmień ją w kontenerze")
    return target


def _refusal(source: str, error: Exception) -> str:
    status = getattr(error, "status_code", None)
    if isinstance(error, ClientAuthenticationError) or status in {401, 403}:
        return f"brak dostępu do {source}: podaj podpis w {SAS} albo nadaj rolę „Storage Blob Data Reader”"
    if isinstance(error, ResourceNotFoundError):
        return f"nie ma kontenera {source} albo pliku, który w nim był"
    if status == 412:
        return _CHANGED
    if isinstance(error, HttpResponseError) and status is not None:
        return f"kontener {source} odpowiedział: {status} {error.reason}"
    return f"nie można połączyć się z {source}: {type(error).__name__}"
