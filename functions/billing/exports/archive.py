"""The PDFs of several documents as one ZIP, written to the browser as they come from Blob storage.

PDFs are compressed in themselves, so the archive only stores them, and one of them at most is held in memory.
"""

import zipfile
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import IO, cast

from azure.core.exceptions import AzureError
from fastapi.responses import StreamingResponse

from functions.billing import store
from functions.billing.file_names import plain_name
from shared import clock
from shared.blob import DOCUMENTS, blobs
from shared.logs import log
from shared.problems import Problem

MOST_DOCUMENTS = 50
MOST_BYTES = 100 * 2**20


async def archive_of(customer_id: str, ids: Sequence[str]) -> StreamingResponse:
    """Raises Problem `not_found` when one of the documents or its PDF is not there or not the customer's,
    `pdf_unavailable` when one is not here yet, `selection_too_large` above 100 MB."""
    wanted = list(dict.fromkeys(ids))
    found = {item["id"].partition(":")[2]: item for item in await store.documents_by_id(customer_id, wanted)}
    if any(one not in found or "file" not in found[one] for one in wanted):
        raise Problem("not_found")
    if any(found[one]["pdf"] != "ready" for one in wanted):
        raise Problem("pdf_unavailable", headers={"Retry-After": "900"})
    if sum(found[one]["file"]["size"] for one in wanted) > MOST_BYTES:
        raise Problem("selection_too_large")
    files = [(found[one]["number"], found[one]["file"]["sha256"]) for one in wanted]
    try:
        # The first is fetched before the answer begins, so that storage that is down is said in words.
        first = await _content(files[0][1])
    except AzureError as error:
        log.warning("pdf cannot be read", extra={"document": wanted[0], "fault": type(error).__name__})
        raise Problem("pdf_unavailable", headers={"Retry-After": "30"}) from None
    return StreamingResponse(
        _zipped(files, first),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="mojbok-dokumenty-{clock.today()}.zip"'},
    )


class _Pipe:
    """A file that is only written to and gives away what it holds."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, content: bytes) -> int:
        self._held += content
        return len(content)

    def flush(self) -> None:
        """Everything is taken by `taken`."""

    def taken(self) -> bytes:
        content = bytes(self._held)
        self._held.clear()
        return content


async def _zipped(files: list[tuple[str, str]], first: bytes) -> AsyncIterator[bytes]:
    pipe = _Pipe()
    used: Counter[str] = Counter()
    now = clock.now().astimezone(clock.WARSAW)
    with zipfile.ZipFile(cast("IO[bytes]", pipe), "w", zipfile.ZIP_STORED) as archive:
        for place, (number, sha256) in enumerate(files):
            content = first if place == 0 else await _content(sha256)
            name = plain_name(number)
            used[name] += 1
            copy = f"-{used[name]}" if used[name] > 1 else ""
            archive.writestr(zipfile.ZipInfo(f"{name}{copy}.pdf", now.timetuple()[:6]), content)
            yield pipe.taken()
    yield pipe.taken()


async def _content(sha256: str) -> bytes:
    blob = await blobs(DOCUMENTS).download_blob(sha256)
    return bytes(await blob.readall())
