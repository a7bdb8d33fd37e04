"""The PDFs of several documents as one ZIP: written to Blob storage piece by piece, fetched from there by a link.

One document and one piece of the archive are in memory at a time (docs/adr/0034-archives-by-link.md). PDFs are
compressed in themselves, so they are only stored; each entry has its size and check sum in front of its content, for
readers that read from front to back.
"""

import asyncio
import io
import re
import secrets
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime, timedelta

from azure.core.exceptions import AzureError, ResourceNotFoundError
from fastapi import Request, Response

from functions.billing import store
from functions.billing.exports.models import Archive
from shared import clock
from shared.blob import ARCHIVES, DOCUMENTS, PIECE, blobs, link_to, save_download
from shared.brand import brand
from shared.http import limits
from shared.http.file_download import part_of
from shared.http.limits import Limit
from shared.lookup import lookup_id
from shared.monitoring.logs import log
from shared.problems import Problem
from shared.rendering.file_names import distinct_names
from shared.settings import settings

MOST_BYTES = 50 * 2**20
MOST_OF_A_PIECE = 4 * 2**20
AT_ONCE = Limit(2, timedelta(seconds=44))
"""As long as a request may take, so no customer has more than two in the making, whichever workers make them, nor more
than two in the workers' memory whole."""
LINK_LIFE = timedelta(minutes=10)

_MEDIA_TYPE = "application/zip"
_NAME = re.compile(r"[0-9a-f]{32}")


async def make_archive(customer_id: str, ids: Sequence[str]) -> Archive:
    """Raises Problem `not_found` when one of the documents or its PDF is not there or not the customer's,
    `pdf_unavailable` when one is not here yet or cannot be read, `selection_too_large` above 50 MB,
    `too_many_attempts` while the customer's two latest may still be in the making."""
    files = await _files(customer_id, list(dict.fromkeys(ids)))
    await limits.require("archive", customer_id, AT_ONCE)
    name, now = secrets.token_hex(16), clock.now()
    path = _path(customer_id, name)
    try:
        await save_download(ARCHIVES, path, _zipped(files, now), _MEDIA_TYPE, _disposition())
        link = await link_to(ARCHIVES, path, now + LINK_LIFE) if settings().blob_links else None
    except AzureError as error:
        log.warning("archive cannot be made", extra={"fault": type(error).__name__})
        raise Problem("pdf_unavailable", headers={"Retry-After": "30"}) from None
    return Archive(url=link or f"/api/billing/archives/{name}", expires_at=now + LINK_LIFE)


async def archive_of(customer_id: str, name: str, request: Request) -> Response:
    """The archive, where browsers cannot reach Blob storage, or a piece of it by `Range`: at most 4 MB, so that no
    more is in memory than that. Raises Problem `not_found`, `pdf_unavailable`, `too_many_attempts` for who asks for
    all of a larger one at once too often."""
    if not _NAME.fullmatch(name):
        raise Problem("not_found")
    path, etag = _path(customer_id, name), f'"{name}"'
    headers = {"Content-Disposition": _disposition(), "Accept-Ranges": "bytes", "ETag": etag}
    try:
        size = (await blobs(ARCHIVES).get_blob_client(path).get_blob_properties()).size
        part = part_of(request, etag, size)
        if part is not None and part[0] > part[1]:
            return Response(status_code=416, headers=headers | {"Content-Range": f"bytes */{size}"})
        if part is None and size > MOST_OF_A_PIECE:
            await limits.require("whole-archive", customer_id, AT_ONCE)
        first, last = (0, size - 1) if part is None else (part[0], min(part[1], part[0] + MOST_OF_A_PIECE - 1))
        blob = await blobs(ARCHIVES).download_blob(path, offset=first, length=last - first + 1)
        content = bytes(await blob.readall())
    except ResourceNotFoundError:
        raise Problem("not_found") from None
    except AzureError as error:
        log.warning("archive cannot be read", extra={"fault": type(error).__name__})
        raise Problem("pdf_unavailable", headers={"Retry-After": "30"}) from None
    if part is not None:
        headers |= {"Content-Range": f"bytes {first}-{last}/{size}"}
    return Response(content, 200 if part is None else 206, media_type=_MEDIA_TYPE, headers=headers)


def _path(customer_id: str, name: str) -> str:
    """Where the customer's archive is: it is found only by whoever asks as that customer."""
    return f"{lookup_id('archive', customer_id)}/{name}.zip"


def _disposition() -> str:
    return f'attachment; filename="{brand().file_prefix}-dokumenty-{clock.today()}.zip"'


class _Pieces(io.BytesIO):
    """What was written since the last look, for a writer that believes to write one file."""

    _gone = 0

    def tell(self) -> int:
        return self._gone + super().tell()

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._gone + super().seek(offset - self._gone if whence == 0 else offset, whence)

    def take(self) -> Iterator[bytes]:
        """A megabyte at a time: of a larger piece, Blob's client copies the rest with each megabyte it sends."""
        written = self.getvalue()
        self._gone += len(written)
        super().seek(0)
        self.truncate()
        for begin in range(0, len(written), PIECE):
            yield written[begin : begin + PIECE]


async def _zipped(files: list[tuple[str, str]], now: datetime) -> AsyncIterator[bytes]:
    written = _Pieces()
    made_at = now.astimezone(clock.WARSAW).timetuple()[:6]
    names = distinct_names((number for number, _ in files), ".pdf")
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, (_, sha256) in zip(names, files, strict=True):
            # The check sum of 20 MB takes some tens of milliseconds.
            await asyncio.to_thread(archive.writestr, zipfile.ZipInfo(name, made_at), await _content(sha256))
            for piece in written.take():
                yield piece
    for piece in written.take():
        yield piece


async def _files(customer_id: str, wanted: list[str]) -> list[tuple[str, str]]:
    """Number and SHA-256 of each."""
    found = {item["id"].partition(":")[2]: item for item in await store.documents_by_id(customer_id, wanted)}
    if any(one not in found or "file" not in found[one] for one in wanted):
        raise Problem("not_found")
    if any(found[one]["pdf"] != "ready" for one in wanted):
        raise Problem("pdf_unavailable", headers={"Retry-After": "900"})
    if sum(found[one]["file"]["size"] for one in wanted) > MOST_BYTES:
        raise Problem("selection_too_large")
    return [(found[one]["number"], found[one]["file"]["sha256"]) for one in wanted]


async def _content(sha256: str) -> bytes:
    blob = await blobs(DOCUMENTS).download_blob(sha256)
    return bytes(await blob.readall())
