"""The routes of metering points."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.supply.listing import PointListing
from functions.supply.points import points
from functions.supply.points.models import PointDetails, PointPage
from shared.sessions import SignedIn

router = APIRouter(prefix="/points")


@router.get("")
async def points_get(session: SignedIn, wish: Annotated[PointListing, Query()]) -> PointPage:
    return await points.list_points(session.customer_id, wish)


@router.get("/{point_id}")
async def point_get(session: SignedIn, point_id: str) -> PointDetails:
    return await points.details_of(session.customer_id, point_id)
