"""Files of documents and contracts: fetched from billing, checked against what was announced, stored by SHA-256.

One that cannot be had stays `pending` with its document and is noted; later runs try it again, longest untried first.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from itertools import batched

from azure.core.exceptions import AzureError

from functions.sync_timer.concurrently import for_each
from functions.sync_timer.mails.announcements import announce
from functions.sync_timer.mirror.apply import mark_ready
from shared import clock, cosmos
from shared.billing import billing_system
from shared.billing.billing_system import BillingUnavailable, FileBroken
from shared.billing.document_files import FILES, PDF, DocumentFile
from shared.blob import DOCUMENTS, blobs
from shared.mirror import CONTAINER
from shared.monitoring.logs import log

_CONCURRENCY = 8
_LEASE_KEPT_EVERY = 64
# So many without an answer mean that billing or Blob is down: the documents go on without their files.
_DOWN_AFTER = 5


class Files:
    """The files of one run: nothing more is tried `until` has come; `keep_lease` is called every so often.

    `complete_on` is the day on which the mirror was last complete before it missed the document.
    """

    def __init__(
        self, until: datetime, keep_lease: Callable[[], Awaitable[None]], complete_on: Callable[[str], date | None]
    ) -> None:
        self._started = clock.iso(clock.now())
        self._until = until
        self._keep_lease = keep_lease
        self._complete_on = complete_on
        self._unanswered = 0
        self._missing = 0

    async def store(self, items: list[cosmos.Item]) -> int:
        """Store the files of documents about to be mirrored and mark those ready; returns how many were stored."""
        pending = [
            (item, file) for item in items for file in FILES.get(item["type"], ()) if item.get(file.name) == "pending"
        ]
        stored = 0
        for some in batched(pending, _LEASE_KEPT_EVERY, strict=False):
            stored += sum(await for_each(some, lambda one: self._store(*one), concurrency=_CONCURRENCY))
            await self._keep_lease()
        return stored

    async def retry(self) -> int:
        """Try again what earlier runs noted; returns how many files became ready."""
        ready = 0
        while not self._over():
            notes = await self._notes()
            if not notes:
                break
            ready += sum(await for_each(notes, self._retry, concurrency=_CONCURRENCY))
            await self._keep_lease()
        return ready

    def report_missing(self) -> None:
        """Say once for the run how many files could not be had; which ones is noted, and said for debugging."""
        if self._missing:
            log.warning("files pending", extra={"count": self._missing})

    def _over(self) -> bool:
        return self._unanswered >= _DOWN_AFTER or clock.now() >= self._until

    async def _notes(self) -> list[cosmos.Item]:
        notes = cosmos.query(
            "operations",
            "SELECT TOP @limit * FROM c WHERE c.type = 'pending-file' AND c.triedAt < @started ORDER BY c.triedAt",
            None,
            limit=_LEASE_KEPT_EVERY,
            started=self._started,
        )
        return [note async for note in notes]

    async def _store(self, item: cosmos.Item, file: DocumentFile) -> bool:
        fault = "not tried" if self._over() else await self._fault(item, file)
        if fault is None:
            item[file.name] = "ready"
            return True
        self._missing += 1
        log.debug("file pending", extra={"document": item["id"], "file": file.name, "reason": fault})
        note_id = f"pending-file:{file.name}:{item['id']}"
        earlier = await cosmos.read("operations", note_id, note_id)
        complete_on = self._complete_on(item["id"])
        note = {
            "id": note_id,
            "type": "pending-file",
            "file": file.name,
            "documentId": item["id"],
            "customerId": item["customerId"],
            "revision": item["revision"],
            "reason": fault,
            "triedAt": clock.iso(clock.now()),
            # From when on the document is news once it can be read, however long that takes.
            "completeOn": earlier.get("completeOn") if earlier else complete_on.isoformat() if complete_on else None,
        }
        await cosmos.container("operations").upsert_item(note)
        return False

    async def _retry(self, note: cosmos.Item) -> bool:
        """The note goes once the document it was made for, or a newer one, needs it no more."""
        file = _file(note["documentId"], note["file"])
        stored = await cosmos.read(CONTAINER, note["documentId"], note["customerId"])
        waiting = stored is not None and stored.get(file.name) == "pending"
        try:
            if stored is None or stored["revision"] < note["revision"]:
                fault: str | None = "not mirrored yet"
            elif waiting:
                fault = await self._fault(stored, file)
                if fault is None:
                    await mark_ready(stored, file)
                    stored[file.name] = "ready"
            else:
                fault = None
            if fault is None:
                # Before the note goes: it brings a run that broke off back here.
                if file is PDF and stored is not None:
                    reported = note.get("completeOn")
                    await announce([stored], date.fromisoformat(reported) if reported else None)
                await cosmos.delete("operations", note["id"], note["id"])
            else:
                await cosmos.replace("operations", note | {"reason": fault, "triedAt": clock.iso(clock.now())})
        except cosmos.Conflict:
            return False
        return waiting and fault is None

    async def _fault(self, item: cosmos.Item, file: DocumentFile) -> str | None:
        """Fetch and store a file of a mirrored document; what is wrong where that fails."""
        sha256 = file.sha256(item["data"])
        if sha256 is None:
            raise ValueError(f"{item['id']} announces no {file.name}")
        try:
            blob = blobs(DOCUMENTS).get_blob_client(sha256)
            if not await blob.exists():
                from azure.storage.blob import ContentSettings

                content = await billing_system.file_of(item["id"].partition(":")[2], file, sha256)
                kind = ContentSettings(content_type=file.media_type)
                await blob.upload_blob(content, overwrite=True, content_settings=kind)
        except FileBroken as error:
            return str(error)
        except (BillingUnavailable, AzureError) as error:
            self._unanswered += 1
            return f"no answer: {type(error).__name__}"
        self._unanswered = 0
        return None


def _file(item_id: str, name: str) -> DocumentFile:
    return next(file for file in FILES[item_id.partition(":")[0]] if file.name == name)
