"""The routes of metering points."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.supply.listing import PointListing
from functions.supply.points import points
from functions.supply.points.models import PointDetails, PointName, PointPage
from shared.access.signed_in import SignedIn

router = APIRouter(prefix="/points")


@router.get("")
async def points_get(session: SignedIn, request: Annotated[PointListing, Query()]) -> PointPage:
    return await points.list_points(session.customer_id, request, session.contracts)


@router.get("/{point_id}")
async def point_get(session: SignedIn, point_id: str) -> PointDetails:
    return await points.details_of(session.customer_id, point_id)


@router.put("/{point_id}/name", status_code=204)
async def point_name_put(session: SignedIn, point_id: str, body: PointName) -> None:
    """Call the point by a name of one's own; lists are sorted and searched by it."""
    await points.rename(session.customer_id, point_id, body.name)
