"""A stored file from Blob storage to the browser as it comes; PDFs also in parts."""

import re
from collections.abc import AsyncIterator
from typing import Any, Literal

from azure.core.exceptions import AzureError
from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from shared.billing.document_files import PDF_MEDIA_TYPE, PDF_POLICY, DocumentFile
from shared.blob import DOCUMENTS, blobs
from shared.monitoring.logs import log
from shared.problems import Problem
from shared.rendering.file_names import file_name

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


async def download(
    stored: dict[str, Any] | None,
    file: DocumentFile,
    disposition: Literal["inline", "attachment"],
    request: Request,
) -> Response:
    """A file of a mirrored document or contract, named by its number.

    Raises Problem `not_found` without such a document or file, the file's `unavailable` where it cannot be read.
    """
    sha256 = file.sha256(stored["data"]) if stored else None
    if stored is None or sha256 is None:
        raise Problem("not_found")
    if stored.get(file.name) != "ready":
        raise Problem(file.unavailable, headers={"Retry-After": "900"})
    etag = f'"{sha256}"'
    headers = {"Content-Disposition": f"{disposition}; {file_name(stored['data']['number'], file)}", "ETag": etag}
    whole: int | None = None
    if file.media_type == PDF_MEDIA_TYPE:
        headers |= {"Content-Security-Policy": PDF_POLICY, "Accept-Ranges": "bytes"}
        whole = stored["data"]["pdf"]["size"]
    try:
        if request.method == "HEAD":
            properties = await blobs(DOCUMENTS).get_blob_client(sha256).get_blob_properties()
            return Response(media_type=file.media_type, headers=headers | {"Content-Length": str(properties.size)})
        part = part_of(request, etag, whole) if whole is not None else None
        if part is not None and part[0] > part[1]:
            return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{whole}"})
        scope: dict[str, Any] = {} if part is None else {"offset": part[0], "length": part[1] - part[0] + 1}
        blob = await blobs(DOCUMENTS).download_blob(sha256, **scope)
        chunks: AsyncIterator[bytes] = blob.chunks()
    except AzureError as error:
        log.warning("file cannot be read", extra={"document": stored["id"], "fault": type(error).__name__})
        raise Problem(file.unavailable, headers={"Retry-After": "30"}) from None
    headers |= {"Content-Length": str(blob.size)}
    if part is not None:
        # What billing announced of the size may be wrong.
        stored_size = str(blob.properties.content_range).rpartition("/")[2]
        headers |= {"Content-Range": f"bytes {part[0]}-{part[0] + blob.size - 1}/{stored_size}"}
    return StreamingResponse(
        chunks, status_code=200 if part is None else 206, media_type=file.media_type, headers=headers
    )


def part_of(request: Request, etag: str, size: int) -> tuple[int, int] | None:
    """The first and last byte asked for (RFC 9110, 14.2); the first behind the last where there is no such byte.

    None for no range, several, a malformed one, or one of another file (`If-Range`): then the whole is sent.
    """
    asked = _RANGE.fullmatch(request.headers.get("range", ""))
    if asked is None or request.headers.get("if-range", etag) != etag:
        return None
    first, last = asked.groups()
    if first:
        if last and int(last) < int(first):
            return None
        return int(first), min(int(last), size - 1) if last else size - 1
    if not last:
        return None
    return (max(size - int(last), 0), size - 1) if int(last) > 0 else (size, size - 1)
