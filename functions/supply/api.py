"""The routes of what a customer is supplied with."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.supply import lists
from functions.supply.models import ContractPage, Listing, PointListing, PointPage
from shared.sessions import SignedIn

router = APIRouter(prefix="/supply", tags=["supply"])


@router.get("/contracts")
async def contracts_get(session: SignedIn, wish: Annotated[Listing, Query()]) -> ContractPage:
    return await lists.list_contracts(session.customer_id, wish)


@router.get("/points")
async def points_get(session: SignedIn, wish: Annotated[PointListing, Query()]) -> PointPage:
    return await lists.list_points(session.customer_id, wish)
