"""The photo beside a customer's reading: kept as the files of tickets are, and handed to billing after its request.

It is a document of container `requests` under the request's id. A reading goes its way without it: the photo comes
after, and a refused one takes nothing with it.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Literal

from pydantic import AwareDatetime

from shared import clock, cosmos
from shared.billing import billing_system
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from shared.billing.customer_requests import CONTAINER, StoredRequest
from shared.files.cleaning import Kind
from shared.files.keeping import MEDIA_TYPES, PICTURES, State, digest_of, judged, keep, kept_content, scan_again
from shared.json_model import RecordModel
from shared.monitoring.logs import log
from shared.problems import Problem, unavailable

_TYPE = "photo"
_AT_ONCE_SECONDS = 3


class ReadingPhoto(RecordModel):
    """A photo by the id of its reading's request. `sha256` is that of the file as it came, `kept_sha256` and `size`
    of what is handed out; `delivery` says whether billing has it."""

    id: str
    type: Literal["photo"] = "photo"
    customer_id: str
    kind: Kind
    size: int
    sha256: str
    kept_sha256: str
    state: State
    delivery: Literal["waiting", "sent", "refused"] = "waiting"
    uploaded_at: AwareDatetime


async def add(customer_id: str, request_id: str, content: bytes) -> ReadingPhoto:
    """Keep a reading's photo and hand it to billing, where that is possible at once; the same again is kept once.

    Raises Problem `file_empty`, `file_too_large`, `file_kind_refused`, `file_damaged`, `picture_too_large`,
    `file_infected`, `idempotency_key_reused` where the reading has another one.
    """
    digest = digest_of(content)
    photo = await photo_of(customer_id, request_id)
    if photo is None:
        photo = await _kept(customer_id, request_id, content)
    if photo.sha256 != digest:
        raise Problem("idempotency_key_reused")
    try:
        return await asyncio.wait_for(hand_over(photo), _AT_ONCE_SECONDS)
    except TimeoutError:
        return photo


async def _kept(customer_id: str, request_id: str, content: bytes) -> ReadingPhoto:
    kept = await judged(content, PICTURES)
    photo = ReadingPhoto(
        id=request_id,
        customer_id=customer_id,
        kind=kept.kind,
        size=len(kept.content),
        sha256=kept.sha256,
        kept_sha256=kept.kept_sha256,
        state=kept.state,
        uploaded_at=clock.now(),
    )
    await keep(customer_id, photo.id, content, kept.content)
    try:
        await cosmos.create(CONTAINER, _stored(photo))
    except cosmos.Conflict:
        found = await photo_of(customer_id, request_id)
        if found is None:
            raise unavailable() from None
        return found
    return photo


async def photo_of(customer_id: str, request_id: str) -> ReadingPhoto | None:
    """One point read."""
    item = await cosmos.read(CONTAINER, f"{_TYPE}:{request_id}", customer_id)
    return None if item is None else _photo_in(item)


async def photos_of(customer_id: str) -> dict[str, ReadingPhoto]:
    """The photos of a customer's readings, by the ids of their requests; one query."""
    items = cosmos.query(CONTAINER, "SELECT * FROM c WHERE c.type = @type", customer_id, page_size=-1, type=_TYPE)
    return {photo.id: photo async for photo in (_photo_in(item) async for item in items)}


async def content_of(photo: ReadingPhoto) -> bytes:
    """What of it may be handed out. Raises Problem `file_waiting`, `file_infected`, `not_found`."""
    return await kept_content(photo.customer_id, photo.id, photo.state)


async def hand_over(photo: ReadingPhoto) -> ReadingPhoto:
    """Give billing the photo once it was scanned and billing has the reading; what it does not take now waits."""
    if photo.delivery != "waiting" or photo.state not in {"checked", "unscanned"}:
        return photo
    item = await cosmos.read(CONTAINER, photo.id, photo.customer_id)
    if item is None or item["state"] == "waiting":
        return photo
    delivery: Literal["sent", "refused"] = "refused"
    try:
        if StoredRequest.model_validate(cosmos.plain(item)).state == "sent":
            await billing_system.place_photo(photo.id, await content_of(photo), MEDIA_TYPES[photo.kind])
            delivery = "sent"
    except BillingRefused as error:
        log.warning("photo refused by billing", extra={"request": photo.id, "reason": str(error)})
    except BillingUnavailable:
        return photo
    set_to = [{"op": "set", "path": "/delivery", "value": delivery}]
    await cosmos.container(CONTAINER).patch_item(f"{_TYPE}:{photo.id}", photo.customer_id, set_to)
    return photo.model_copy(update={"delivery": delivery})


async def waiting() -> AsyncIterator[ReadingPhoto]:
    """What billing may have and has not; for timers, it crosses partitions."""
    sql = "SELECT * FROM c WHERE c.type = @type AND c.delivery = 'waiting' AND c.state IN ('checked', 'unscanned')"
    async for item in cosmos.query(CONTAINER, sql, None, type=_TYPE):
        yield _photo_in(item)


async def scan_waiting() -> int:
    """Ask the scanner about the photos it did not answer for; returns how many are decided. For the timer."""
    return await scan_again(CONTAINER, _TYPE)


def _stored(photo: ReadingPhoto) -> cosmos.Item:
    return photo.model_dump(mode="json") | {"id": f"{_TYPE}:{photo.id}"}


def _photo_in(item: cosmos.Item) -> ReadingPhoto:
    return ReadingPhoto.model_validate(cosmos.plain(item) | {"id": item["id"].partition(":")[2]})
