"""The routes of readings by the customer."""

from typing import Annotated

from fastapi import APIRouter, Header

from functions.supply.readings import readings
from functions.supply.readings.models import NewReading, ReadingPage, ReadingRow
from shared.openapi import refusals
from shared.sessions import SignedIn

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
