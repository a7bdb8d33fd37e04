"""The files of a document, from Blob storage to the browser as they come."""

from collections.abc import AsyncIterator
from typing import Literal

from azure.core.exceptions import AzureError
from fastapi.responses import StreamingResponse

from functions.billing import store
from functions.billing.file_names import file_name
from shared.blob import DOCUMENTS, blobs
from shared.document_files import KSEF_XML, PDF, DocumentFile
from shared.logs import log
from shared.problems import Problem


async def pdf_of(customer_id: str, document_id: str) -> StreamingResponse:
    """The PDF, to be shown. Raises Problem `not_found`, `pdf_unavailable`."""
    return await _file_of(customer_id, document_id, PDF, "inline")


async def ksef_xml_of(customer_id: str, document_id: str) -> StreamingResponse:
    """The invoice as KSeF holds it, to be saved. Raises Problem `not_found`, `xml_unavailable`."""
    return await _file_of(customer_id, document_id, KSEF_XML, "attachment")


async def _file_of(
    customer_id: str, document_id: str, file: DocumentFile, disposition: Literal["inline", "attachment"]
) -> StreamingResponse:
    """Raises Problem `not_found` without such a document or file, the file's `unavailable` where it cannot be read."""
    stored = await store.document_of(customer_id, document_id)
    sha256 = file.sha256(stored["data"]) if stored else None
    if stored is None or sha256 is None:
        raise Problem("not_found")
    if stored.get(file.name) != "ready":
        raise Problem(file.unavailable, headers={"Retry-After": "900"})
    try:
        blob = await blobs(DOCUMENTS).download_blob(sha256)
        chunks: AsyncIterator[bytes] = blob.chunks()
    except AzureError as error:
        log.warning("file cannot be read", extra={"document": document_id, "fault": type(error).__name__})
        raise Problem(file.unavailable, headers={"Retry-After": "30"}) from None
    return StreamingResponse(
        chunks,
        media_type=file.media_type,
        headers={
            "Content-Disposition": f"{disposition}; {file_name(stored['data']['number'], file)}",
            "Content-Length": str(blob.size),
        },
    )
