"""The routes of usage."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from functions.supply.usage import coverage, green_button_file, usage
from functions.supply.usage.files import usage_file
from functions.supply.usage.models import (
    EARLIEST,
    LATEST,
    CoverageView,
    TotalFileRequest,
    TotalRequest,
    UsageFileRequest,
    UsageRequest,
    UsageView,
)
from shared.access.signed_in import SignedIn
from shared.http.openapi import refusals
from shared.json_model import Day
from shared.rendering.spreadsheet import MEDIA_TYPES, FileKind

router = APIRouter()
FILES: dict[int | str, dict[str, Any]] = {200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}}
XML: dict[int | str, dict[str, Any]] = refusals("usage_too_coarse", "selection_too_large") | {
    200: {"content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}}}
}


@router.get("/points/{point_id}/usage")
async def usage_get(session: SignedIn, point_id: str, request: Annotated[UsageRequest, Query()]) -> UsageView:
    return await usage.usage_of(session.customer_id, point_id, request)


@router.get("/usage")
async def total_usage_get(session: SignedIn, request: Annotated[TotalRequest, Query()]) -> UsageView:
    """The same of all points together, by months and days."""
    return await usage.total_view_of(session.customer_id, request)


@router.get("/points/{point_id}/coverage")
async def coverage_get(
    session: SignedIn, point_id: str, year: Annotated[int | None, Query(ge=2000, le=2099)] = None
) -> CoverageView:
    """A calendar of how good each day's value is, and what became of gaps; this year where none is named."""
    return await coverage.coverage_of(session.customer_id, point_id, year)


@router.get("/points/{point_id}/usage.xml", response_class=Response, responses=XML)
async def green_button_get(
    session: SignedIn,
    point_id: str,
    since: Annotated[Day | None, Query(alias="from", ge=EARLIEST, le=LATEST)] = None,
    to: Annotated[Day | None, Query(ge=EARLIEST, le=LATEST)] = None,
) -> Response:
    """Green Button data (NAESB ESPI 4.0) from a day to a day, at most 13 months; this month where they are left out."""
    return await green_button_file.green_button_file(session.customer_id, point_id, since, to)


@router.get("/points/{point_id}/usage.{kind}", response_class=Response, responses=FILES)
async def usage_file_get(
    session: SignedIn, point_id: str, kind: FileKind, request: Annotated[UsageFileRequest, Query()]
) -> Response:
    """The view as a file; hours and quarter-hours of the whole month."""
    views = await usage.views_of_file(session.customer_id, point_id, request)
    return await usage_file(views, kind, request.locale)


@router.get("/usage.{kind}", response_class=Response, responses=FILES)
async def total_usage_file_get(
    session: SignedIn, kind: FileKind, request: Annotated[TotalFileRequest, Query()]
) -> Response:
    """The view of all points together as a file."""
    return await usage_file([await usage.total_of(session.customer_id, request)], kind, request.locale)
