"""The PDFs of several documents as one ZIP, whole before its answer begins.

The Functions adapter puts an answer together before it sends it, so the archive is in memory once: it may have 20 MB,
and a customer waits for one before asking for the next. PDFs are compressed in themselves, so they are only stored;
each entry has its size and check sum in front of its content, for readers that read from front to back.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from azure.core.exceptions import AzureError
from fastapi import Response

from functions.billing import store
from functions.billing.file_names import distinct_names
from shared import clock
from shared.blob import DOCUMENTS, blobs
from shared.logs import log
from shared.problems import Problem, too_many_requests

MOST_DOCUMENTS = 50
MOST_BYTES = 20 * 2**20
MOST_AT_ONCE = 4
"""Archives in the making in this worker."""
_RETRY_SECONDS = 10

_in_the_making: set[str] = set()


async def archive_of(customer_id: str, ids: Sequence[str]) -> Response:
    """Raises Problem `not_found` when one of the documents or its PDF is not there or not the customer's,
    `pdf_unavailable` when one is not here yet or cannot be read, `selection_too_large` above 20 MB,
    `too_many_requests` while another archive of the customer is being made."""
    with _turn_of(customer_id):
        content = await _zipped(await _files(customer_id, list(dict.fromkeys(ids))))
    return Response(
        content,
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="mojbok-dokumenty-{clock.today()}.zip"'},
    )


async def _zipped(files: list[tuple[str, str]]) -> bytes:
    made = io.BytesIO()
    now = clock.now().astimezone(clock.WARSAW)
    names = distinct_names((number for number, _ in files), ".pdf")
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, (_, sha256) in zip(names, files, strict=True):
            archive.writestr(zipfile.ZipInfo(name, now.timetuple()[:6]), await _content(sha256))
    return made.getvalue()


@contextmanager
def _turn_of(customer_id: str) -> Iterator[None]:
    if customer_id in _in_the_making or len(_in_the_making) >= MOST_AT_ONCE:
        raise too_many_requests(_RETRY_SECONDS)
    _in_the_making.add(customer_id)
    try:
        yield
    finally:
        _in_the_making.discard(customer_id)


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
    try:
        blob = await blobs(DOCUMENTS).download_blob(sha256)
        return bytes(await blob.readall())
    except AzureError as error:
        log.warning("pdf cannot be read", extra={"file": sha256, "fault": type(error).__name__})
        raise Problem("pdf_unavailable", headers={"Retry-After": "30"}) from None
