"""The routes of readings by the customer."""

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from functions.supply.readings import readings
from functions.supply.readings.models import NewReading, Photo, ReadingPage, ReadingRow
from shared.access.signed_in import SignedIn
from shared.files.keeping import MEDIA_TYPES, PICTURES, SUFFIXES
from shared.http.openapi import FILE_AS_BODY, refusals

PHOTOS = r"/api/supply/points/[^/]+/readings/[^/]+/photo"
"""The paths of photos that come in, as a pattern."""

router = APIRouter()

Key = Annotated[str, Header(alias="Idempotency-Key", pattern=r"^[A-Za-z0-9_-]{8,64}$")]


@router.get("/points/{point_id}/readings")
async def readings_get(session: SignedIn, point_id: str) -> ReadingPage:
    return await readings.readings_of(session.customer_id, point_id)


@router.post(
    "/points/{point_id}/readings",
    status_code=202,
    responses=refusals("meter_read_remotely", "reading_unlikely", "idempotency_key_reused"),
)
async def reading_post(session: SignedIn, point_id: str, body: NewReading, key: Key) -> ReadingRow:
    """A reading for billing; `reading_unlikely` asks by zone, and the same reading with `confirmed` answers."""
    return await readings.send_reading(session.customer_id, point_id, body, key)


@router.post(
    "/points/{point_id}/readings/{reading_id}/photo",
    status_code=201,
    responses=refusals("file_damaged", "file_kind_refused", "idempotency_key_reused"),
    openapi_extra=FILE_AS_BODY,
)
async def reading_photo_post(session: SignedIn, point_id: str, reading_id: str, request: Request) -> Photo:
    """Add a photo of the meter to a reading that was sent: JPEG, PNG or HEIC of at most 10 MB as the body. A reading
    has one, which goes to billing after it."""
    return await readings.add_photo(session.customer_id, point_id, reading_id, await request.body())


@router.get(
    "/points/{point_id}/readings/{reading_id}/photo",
    response_class=Response,
    responses=refusals("file_waiting")
    | {200: {"content": {MEDIA_TYPES[one]: {"schema": {"type": "string"}} for one in sorted(PICTURES)}}},
)
async def reading_photo_get(session: SignedIn, point_id: str, reading_id: str) -> Response:
    """The photo as it is kept: its pixels alone."""
    photo, content = await readings.photo_of(session.customer_id, point_id, reading_id)
    return Response(
        content,
        media_type=MEDIA_TYPES[photo.kind],
        headers={
            "Content-Disposition": f'attachment; filename="odczyt.{SUFFIXES[photo.kind]}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
