"""The PDF of a document, from Blob storage to the browser as it comes."""

import re
from collections.abc import AsyncIterator
from urllib.parse import quote

from azure.core.exceptions import AzureError
from fastapi.responses import StreamingResponse

from functions.billing import store
from shared.blob import DOCUMENTS, blobs
from shared.logs import log
from shared.problems import Problem

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


async def pdf_of(customer_id: str, document_id: str) -> StreamingResponse:
    """Raises Problem `not_found` without such a document or PDF, `pdf_unavailable` where it cannot be read."""
    stored = await store.document_of(customer_id, document_id)
    if stored is None or not stored["data"].get("pdf"):
        raise Problem("not_found")
    if stored["pdf"] != "ready":
        raise Problem("pdf_unavailable", headers={"Retry-After": "900"})
    try:
        blob = await blobs(DOCUMENTS).download_blob(stored["data"]["pdf"]["sha256"])
        chunks: AsyncIterator[bytes] = blob.chunks()
    except AzureError as error:
        log.warning("pdf cannot be read", extra={"document": document_id, "fault": type(error).__name__})
        raise Problem("pdf_unavailable", headers={"Retry-After": "30"}) from None
    return StreamingResponse(
        chunks,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f"inline; {_file_name(stored['data']['number'])}",
            "Content-Length": str(blob.size),
        },
    )


def plain_name(number: str) -> str:
    """The number as a file's name, safe everywhere."""
    return _UNSAFE.sub("-", number).strip("-.")[:100] or "dokument"


def _file_name(number: str) -> str:
    """A name safe in any header and file system, and the true number for browsers that read RFC 6266."""
    return (
        f"filename=\"{plain_name(number)}.pdf\"; filename*=UTF-8''{quote(number.replace('/', '-')[:100], safe='')}.pdf"
    )
