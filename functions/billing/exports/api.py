"""The routes of what can be downloaded in bulk: the statement, exported lists, archives of PDFs."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from functions.billing.document_filter import DocumentExport
from functions.billing.exports import archive, lists, statement, statement_pdf
from functions.billing.exports.models import Archive, ArchiveRequest, Statement
from shared.access.signed_in import SignedIn
from shared.http.openapi import refusals
from shared.json_model import Day
from shared.locale import Locale
from shared.rendering.spreadsheet import MEDIA_TYPES, FileKind

router = APIRouter()

From = Annotated[Day, Query(alias="from")]

FILES: dict[int | str, dict[str, Any]] = refusals("selection_too_large") | {
    200: {"content": {kind: {} for kind in MEDIA_TYPES.values()}}
}


@router.get("/statement")
async def statement_get(session: SignedIn, first: From, to: Day) -> Statement:
    return await statement.statement_of(session.customer_id, first, to)


@router.get(
    "/statement/pdf",
    response_class=Response,
    responses=refusals("selection_too_large")
    | {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def statement_pdf_get(session: SignedIn, first: From, to: Day, locale: Locale = "pl") -> Response:
    stated = await statement.statement_of(session.customer_id, first, to)
    return await statement_pdf.statement_pdf(stated, locale)


@router.get("/statement.{kind}", response_class=Response, responses=FILES)
async def statement_file_get(
    session: SignedIn, kind: FileKind, first: From, to: Day, locale: Locale = "pl"
) -> Response:
    return await lists.statement_file(await statement.statement_of(session.customer_id, first, to), locale, kind)


@router.get("/documents.{kind}", response_class=Response, responses=FILES)
async def documents_file_get(
    session: SignedIn, kind: FileKind, request: Annotated[DocumentExport, Query()]
) -> Response:
    return await lists.documents_file(session.customer_id, request, kind, session.contracts)


@router.post(
    "/archives",
    status_code=201,
    responses=refusals("not_found", "pdf_unavailable", "selection_too_large", "too_many_attempts"),
)
async def archives_post(session: SignedIn, request: ArchiveRequest) -> Archive:
    return await archive.make_archive(session.customer_id, request.ids)


@router.get(
    "/archives/{name}",
    response_class=Response,
    responses=refusals("not_found", "pdf_unavailable", "too_many_attempts")
    | {200: {"content": {"application/zip": {}}}},
)
async def archive_get(session: SignedIn, name: str, request: Request) -> Response:
    """The archive, or by `Range` a piece of at most 4 MB; the page joins them."""
    return await archive.archive_of(session.customer_id, name, request)
