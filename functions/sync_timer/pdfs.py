"""PDFs: fetched from billing, checked against what was announced, stored under their SHA-256.

One that cannot be had stays `pending` with its document and is noted; later runs try it again, longest untried first.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime
from itertools import batched

from azure.core.exceptions import AzureError

from functions.sync_timer.apply import mark_pdf_ready
from functions.sync_timer.concurrently import for_each
from shared import billing_system, clock, cosmos
from shared.billing_contract import Pdf
from shared.billing_system import BillingUnavailable, PdfBroken
from shared.blob import DOCUMENTS, blobs
from shared.logs import log
from shared.mirror import CONTAINER

_AT_ONCE = 8
_LEASE_KEPT_EVERY = 64
# So many without an answer mean that billing or Blob is down: the documents go on without their PDFs.
_DOWN_AFTER = 5


class Pdfs:
    """The PDFs of one run: nothing more is tried `until` has come; `keep_lease` is called every so often."""

    def __init__(self, until: datetime, keep_lease: Callable[[], Awaitable[None]]) -> None:
        self._started = clock.iso(clock.now())
        self._until = until
        self._keep_lease = keep_lease
        self._unanswered = 0

    async def store(self, items: list[cosmos.Item]) -> int:
        """Store the PDFs of documents about to be mirrored and mark those ready; returns how many were stored."""
        pending = [item for item in items if item.get("pdf") == "pending"]
        stored = 0
        for some in batched(pending, _LEASE_KEPT_EVERY, strict=False):
            stored += sum(await for_each(some, self._store, at_once=_AT_ONCE))
            await self._keep_lease()
        return stored

    async def retry(self) -> int:
        """Try again what earlier runs noted; returns how many documents became ready."""
        ready = 0
        while not self._over():
            notes = await self._notes()
            if not notes:
                break
            ready += sum(await for_each(notes, self._retry, at_once=_AT_ONCE))
            await self._keep_lease()
        return ready

    def _over(self) -> bool:
        return self._unanswered >= _DOWN_AFTER or clock.now() >= self._until

    async def _notes(self) -> list[cosmos.Item]:
        notes = cosmos.query(
            "operations",
            "SELECT TOP @limit * FROM c WHERE c.type = 'pending-pdf' AND c.triedAt < @started ORDER BY c.triedAt",
            None,
            limit=_LEASE_KEPT_EVERY,
            started=self._started,
        )
        return [note async for note in notes]

    async def _store(self, item: cosmos.Item) -> bool:
        fault = "not tried" if self._over() else await self._fault(item)
        if fault is None:
            item["pdf"] = "ready"
            return True
        log.warning("pdf pending", extra={"document": item["id"], "reason": fault})
        note = {
            "id": f"pending-pdf:{item['id']}",
            "type": "pending-pdf",
            "documentId": item["id"],
            "customerId": item["customerId"],
            "revision": item["revision"],
            "reason": fault,
            "triedAt": clock.iso(clock.now()),
        }
        await cosmos.container("operations").upsert_item(note)
        return False

    async def _retry(self, note: cosmos.Item) -> bool:
        """The note goes once the document it was made for, or a newer one, needs it no more."""
        stored = await cosmos.read(CONTAINER, note["documentId"], note["customerId"])
        waiting = stored is not None and stored.get("pdf") == "pending"
        try:
            if stored is None or stored["revision"] < note["revision"]:
                fault: str | None = "not mirrored yet"
            elif waiting:
                fault = await self._fault(stored)
                if fault is None:
                    await mark_pdf_ready(stored)
            else:
                fault = None
            if fault is None:
                await cosmos.delete("operations", note["id"], note["id"])
            else:
                await cosmos.replace("operations", note | {"reason": fault, "triedAt": clock.iso(clock.now())})
        except cosmos.Conflict:
            return False
        return waiting and fault is None

    async def _fault(self, item: cosmos.Item) -> str | None:
        """Fetch and store the PDF of a mirrored document; what is wrong where that fails."""
        announced = Pdf.model_validate(item["data"]["pdf"])
        try:
            blob = blobs(DOCUMENTS).get_blob_client(announced.sha256)
            if not await blob.exists():
                from azure.storage.blob import ContentSettings

                content = await billing_system.pdf(item["id"].partition(":")[2], announced)
                kind = ContentSettings(content_type="application/pdf")
                await blob.upload_blob(content, overwrite=True, content_settings=kind)
        except PdfBroken as error:
            return str(error)
        except (BillingUnavailable, AzureError) as error:
            self._unanswered += 1
            return f"no answer: {type(error).__name__}"
        self._unanswered = 0
        return None
