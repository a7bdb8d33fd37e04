"""The routes of the start page, the list of documents, and one document with its files."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from functions.billing.document_filter import DocumentListing
from functions.billing.documents import details, download, ksef, listing, overview
from functions.billing.documents.models import DocumentDetails, DocumentPage, Overview
from shared.access.signed_in import SignedIn, SignedInBeforeTerms

router = APIRouter()


@router.get("/overview")
async def overview_get(session: SignedIn) -> Overview:
    return await overview.overview_of(session.customer_id)


@router.get("/documents")
async def documents_get(session: SignedInBeforeTerms, request: Annotated[DocumentListing, Query()]) -> DocumentPage:
    return await listing.list_documents(session.customer_id, request, session.contracts)


@router.get("/documents/{document_id}")
async def document_get(session: SignedIn, document_id: str) -> DocumentDetails:
    return await details.details_of(session.customer_id, document_id)


@router.head("/documents/{document_id}/pdf", include_in_schema=False)
@router.get(
    "/documents/{document_id}/pdf",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def document_pdf_get(
    session: SignedInBeforeTerms,
    document_id: str,
    request: Request,
    inline: Annotated[str | None, Query(max_length=5)] = None,
) -> Response:
    """A file to keep, with `?inline` one to be shown; `Range` asks for a part of it."""
    return await download.pdf_of(session.customer_id, document_id, request, inline=inline is not None)


@router.head("/documents/{document_id}/ksef-xml", include_in_schema=False)
@router.get(
    "/documents/{document_id}/ksef-xml",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def document_ksef_xml_get(session: SignedIn, document_id: str, request: Request) -> Response:
    """The invoice as it is in KSeF."""
    return await download.ksef_xml_of(session.customer_id, document_id, request)


@router.get(
    "/documents/{document_id}/ksef-qr", response_class=Response, responses={200: {"content": {"image/svg+xml": {}}}}
)
async def ksef_code_get(session: SignedIn, document_id: str) -> Response:
    """The code that leads to the invoice at the Ministry of Finance."""
    code = await ksef.verification_code(session.customer_id, document_id)
    return Response(code, media_type="image/svg+xml")
