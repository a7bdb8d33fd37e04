"""The routes of what a customer owes."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from functions.billing import documents, download, overview, payment_api, records_api
from functions.billing.document_filter import DocumentListing
from functions.billing.models import DocumentDetails, DocumentPage, Overview
from shared.sessions import SignedIn, SignedInBeforeTerms

OPEN_PATHS = payment_api.OPEN_PATHS

router = APIRouter(prefix="/billing", tags=["billing"])
router.include_router(payment_api.router)
router.include_router(records_api.router)


@router.get("/overview")
async def overview_get(session: SignedIn) -> Overview:
    return await overview.overview_of(session.customer_id)


@router.get("/documents")
async def documents_get(session: SignedInBeforeTerms, wish: Annotated[DocumentListing, Query()]) -> DocumentPage:
    return await documents.list_documents(session.customer_id, wish)


@router.get("/documents/{document_id}")
async def document_get(session: SignedIn, document_id: str) -> DocumentDetails:
    return await documents.details_of(session.customer_id, document_id)


@router.get(
    "/documents/{document_id}/pdf",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def document_pdf_get(session: SignedInBeforeTerms, document_id: str) -> StreamingResponse:
    return await download.pdf_of(session.customer_id, document_id)


@router.get(
    "/documents/{document_id}/ksef-xml",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/xml": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def document_ksef_xml_get(session: SignedIn, document_id: str) -> StreamingResponse:
    """The invoice as it is in KSeF."""
    return await download.ksef_xml_of(session.customer_id, document_id)
