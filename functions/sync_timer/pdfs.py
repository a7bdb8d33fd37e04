"""PDFs: fetched from billing, checked against what was announced, stored under their SHA-256.

One that is not right stays `pending` with its document and is tried again by later runs.
"""

from functions.sync_timer.concurrently import for_each
from shared import billing_system, cosmos
from shared.billing_contract import Pdf
from shared.billing_system import PdfBroken
from shared.blob import DOCUMENTS, blobs
from shared.logs import log
from shared.mirror import CONTAINER

_AT_ONCE = 8
_RETRIED_A_RUN = 200


async def store_pdfs(items: list[cosmos.Item]) -> int:
    """Store the PDFs of mirrored documents and mark those ready; returns how many were stored.

    Raises BillingUnavailable or AzureError where a part is down: then the page is not applied at all.
    """

    async def store(item: cosmos.Item) -> int:
        fault = await _store_one(item)
        if fault is not None:
            await _note_pending(item, fault)
            return 0
        item["pdf"] = "ready"
        return 1

    return sum(await for_each([item for item in items if item.get("pdf") == "pending"], store, at_once=_AT_ONCE))


async def retry_pending() -> int:
    """Try again what was not right before; returns how many documents became ready."""
    ready = 0
    pending = cosmos.query(
        "operations",
        "SELECT TOP @limit c.id, c.documentId, c.customerId FROM c WHERE c.type = 'pending-pdf'",
        None,
        limit=_RETRIED_A_RUN,
    )
    for note in [item async for item in pending]:
        stored = await cosmos.read(CONTAINER, note["documentId"], note["customerId"])
        if stored is not None and stored.get("pdf") == "pending" and not stored["deleted"]:
            if await _store_one(stored) is not None:
                continue
            try:
                await cosmos.replace(CONTAINER, cosmos.plain(stored) | {"pdf": "ready", "_etag": stored["_etag"]})
            except cosmos.Conflict:
                continue
            ready += 1
        await cosmos.delete("operations", note["id"], note["id"])
    return ready


async def _store_one(item: cosmos.Item) -> str | None:
    """Fetch and store one; the reason where it is not the announced PDF."""
    announced = Pdf.model_validate(item["data"]["pdf"])
    blob = blobs(DOCUMENTS).get_blob_client(announced.sha256)
    if await blob.exists():
        return None
    try:
        content = await billing_system.pdf(item["id"].partition(":")[2], announced)
    except PdfBroken as error:
        return str(error)
    from azure.storage.blob import ContentSettings

    await blob.upload_blob(content, overwrite=True, content_settings=ContentSettings(content_type="application/pdf"))
    return None


async def _note_pending(item: cosmos.Item, reason: str) -> None:
    log.warning("pdf pending", extra={"document": item["id"], "reason": reason})
    await cosmos.container("operations").upsert_item(
        {
            "id": f"pending-pdf:{item['id']}",
            "type": "pending-pdf",
            "documentId": item["id"],
            "customerId": item["customerId"],
            "reason": reason,
        }
    )
