"""The routes of usage."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.supply.usage import usage
from functions.supply.usage.models import TotalWish, UsageView, UsageWish
from shared.sessions import SignedIn

router = APIRouter()


@router.get("/points/{point_id}/usage")
async def usage_get(session: SignedIn, point_id: str, wish: Annotated[UsageWish, Query()]) -> UsageView:
    return await usage.usage_of(session.customer_id, point_id, wish)


@router.get("/usage")
async def total_usage_get(session: SignedIn, wish: Annotated[TotalWish, Query()]) -> UsageView:
    """The same of all points together, by months and days."""
    return await usage.total_of(session.customer_id, wish)
