"""The routes of contracts."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from functions.supply.contracts import contracts, download
from functions.supply.contracts.models import ContractDetails, ContractPage
from functions.supply.listing import ContractListing
from shared.access.signed_in import SignedIn

router = APIRouter(prefix="/contracts")


@router.get("")
async def contracts_get(session: SignedIn, request: Annotated[ContractListing, Query()]) -> ContractPage:
    return await contracts.list_contracts(session.customer_id, request, session.contracts)


@router.get("/{contract_id}")
async def contract_get(session: SignedIn, contract_id: str) -> ContractDetails:
    return await contracts.details_of(session.customer_id, contract_id, session.kind)


@router.head("/{contract_id}/pdf", include_in_schema=False)
@router.get(
    "/{contract_id}/pdf",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def contract_pdf_get(
    session: SignedIn,
    contract_id: str,
    request: Request,
    inline: Annotated[str | None, Query(max_length=5)] = None,
) -> Response:
    """The contract to keep, with `?inline` to be shown; `Range` asks for a part of it."""
    return await download.pdf_of(session.customer_id, contract_id, request, inline=inline is not None)
