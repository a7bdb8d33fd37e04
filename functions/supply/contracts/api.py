"""The routes of contracts."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.supply.contracts import contracts
from functions.supply.contracts.models import ContractDetails, ContractPage
from functions.supply.listing import ContractListing
from shared.sessions import SignedIn

router = APIRouter(prefix="/contracts")


@router.get("")
async def contracts_get(session: SignedIn, wish: Annotated[ContractListing, Query()]) -> ContractPage:
    return await contracts.list_contracts(session.customer_id, wish)


@router.get("/{contract_id}")
async def contract_get(session: SignedIn, contract_id: str) -> ContractDetails:
    return await contracts.details_of(session.customer_id, contract_id, session.kind)
