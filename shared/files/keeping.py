"""Taking a stranger's file in: judged, written anew, scanned, kept twice; and asking the scanner again later.

A file is kept twice in the private Blob container `attachments`: the original in quarantine, which no customer's route
reads, and a copy written anew, which is all that is ever handed out.
"""

import hashlib
from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from azure.core.exceptions import ResourceNotFoundError

from shared import cosmos
from shared.blob import ATTACHMENTS, blobs
from shared.files import scanner
from shared.files.child import cleaned_apart
from shared.files.cleaning import Kind, Refused
from shared.monitoring.alarms import log_alarm
from shared.monitoring.logs import log
from shared.problems import Problem
from shared.settings import settings

MOST_BYTES = 10 * 2**20
MEDIA_TYPES: dict[Kind, str] = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}
SUFFIXES: dict[Kind, str] = {"pdf": "pdf", "jpeg": "jpg", "png": "png"}
PICTURES: frozenset[Kind] = frozenset({"jpeg", "png"})
State = Literal["checked", "unscanned", "waiting", "infected"]
"""`unscanned`: there is no scanner; `waiting`: it has not answered yet, and such a file is not handed out."""
_DECIDED: dict[str, State] = {"clean": "checked", "found": "infected", "unscanned": "unscanned", "waiting": "waiting"}


class Judged(NamedTuple):
    """A file that may be kept: what it is, how it came (`sha256`) and what of it is handed out."""

    kind: Kind
    content: bytes
    sha256: str
    kept_sha256: str
    state: State


def digest_of(content: bytes) -> str:
    """The SHA-256 of a file as it came. Raises Problem `file_empty`, `file_too_large`."""
    if not content:
        raise Problem("file_empty")
    if len(content) > MOST_BYTES:
        raise Problem("file_too_large")
    return hashlib.sha256(content).hexdigest()


async def judged(content: bytes, kinds: frozenset[Kind] = PICTURES | {"pdf"}) -> Judged:
    """The file cleaned and scanned. Raises Problem `file_empty`, `file_too_large`, `file_kind_refused`,
    `file_damaged`, `file_encrypted`, `picture_too_large`, `file_infected`."""
    digest = digest_of(content)
    try:
        kept = await cleaned_apart(content)
        if kept.kind not in kinds:
            raise Refused("file_kind_refused")
    except Refused as refused:
        log.info("file refused", extra={"reason": refused.reason, "size": len(content)})
        raise Problem(refused.reason) from None
    verdict = await scanner.scan(content)
    if verdict.state == "found":
        log.warning("file refused", extra={"reason": "file_infected", "signature": verdict.signature})
        raise Problem("file_infected")
    return Judged(kept.kind, kept.content, digest, hashlib.sha256(kept.content).hexdigest(), _DECIDED[verdict.state])


def original_blob(customer_id: str, file_id: str) -> str:
    """The name of the blob as it came."""
    return f"quarantine/{customer_id}/{file_id}"


def kept_blob(customer_id: str, file_id: str) -> str:
    """The name of the blob that is handed out."""
    return f"kept/{customer_id}/{file_id}"


async def keep(customer_id: str, file_id: str, original: bytes, kept: bytes) -> None:
    """Keep both; the same again is fine."""
    container = blobs(ATTACHMENTS)
    await container.upload_blob(original_blob(customer_id, file_id), original, overwrite=True)
    await container.upload_blob(kept_blob(customer_id, file_id), kept, overwrite=True)


async def kept_content(customer_id: str, file_id: str, state: State) -> bytes:
    """What may be handed out. Raises Problem `file_waiting`, `file_infected`, `not_found`."""
    if state == "waiting":
        raise Problem("file_waiting")
    if state == "infected":
        raise Problem("file_infected")
    try:
        blob = await blobs(ATTACHMENTS).download_blob(kept_blob(customer_id, file_id))
    except ResourceNotFoundError:
        raise Problem("not_found") from None
    return await blob.readall()


async def drop_content(customer_id: str, file_id: str) -> None:
    """Delete both; what is gone already is fine."""
    for name in (original_blob(customer_id, file_id), kept_blob(customer_id, file_id)):
        try:
            await blobs(ATTACHMENTS).delete_blob(name)
        except ResourceNotFoundError:
            continue


def own_name(item: cosmos.Item) -> str:
    """The file of a document under the id `<kind>:<file>`."""
    return str(item["id"].partition(":")[2])


async def scan_again(container: str, kind: str, blob_of: Callable[[cosmos.Item], str] = own_name) -> int:
    """Ask the scanner about the files it did not answer for, and those from before there was one; returns how many
    are decided. It ends where the scanner does not answer. For the timer, it crosses partitions.

    The documents are those of type `kind`; `blob_of` tells under which name one's content is kept.
    """
    if settings().clamd_socket is None:
        return 0
    decided = 0
    sql = "SELECT * FROM c WHERE c.type = @kind AND c.state IN ('waiting', 'unscanned')"
    async for item in cosmos.query(container, sql, None, kind=kind):
        file_id = blob_of(item)
        try:
            blob = await blobs(ATTACHMENTS).download_blob(original_blob(item["customerId"], file_id))
            content = await blob.readall()
        except ResourceNotFoundError:
            log_alarm("file without content", attachment=file_id)
            continue
        verdict = await scanner.scan(content)
        if verdict.state == "waiting":
            return decided
        if verdict.state == "found":
            log_alarm("infected file", attachment=file_id, signature=verdict.signature)
        after: dict[str, Any] = cosmos.plain(item) | {"state": _DECIDED[verdict.state], "_etag": item["_etag"]}
        try:
            await cosmos.replace(container, after)
        except cosmos.Conflict:
            continue  # sent or taken back meanwhile; the next run looks again
        decided += 1
    return decided
