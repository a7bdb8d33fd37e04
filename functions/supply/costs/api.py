"""The routes of costs, of the next bill, and of the replay in other tariffs."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.supply.costs import ahead, costs, forecast, replay
from functions.supply.costs.models import CostView, NextBill, PricesAhead, ReplayView
from shared.access.signed_in import SignedIn

router = APIRouter()

Year = Annotated[int | None, Query(ge=2000, le=2099)]


@router.get("/costs")
async def total_costs_get(session: SignedIn, year: Year = None) -> CostView:
    """What was billed for a year, by months; this year where none is named."""
    return await costs.total_costs_of(session.customer_id, year)


@router.get("/points/{point_id}/costs")
async def costs_get(session: SignedIn, point_id: str, year: Year = None) -> CostView:
    """The same of a point, and what price lists say of the days not billed yet."""
    return await costs.costs_of(session.customer_id, point_id, year)


@router.get("/points/{point_id}/next-bill")
async def next_bill_get(session: SignedIn, point_id: str) -> NextBill:
    """What the point's next bill will be at this pace, with its range."""
    return await forecast.next_bill_of(session.customer_id, point_id)


@router.get("/points/{point_id}/replay")
async def replay_get(session: SignedIn, point_id: str) -> ReplayView:
    """Own usage of the last twelve whole months in other tariff groups, and by dynamic prices."""
    return await replay.replay_of(session.customer_id, point_id)


@router.get("/points/{point_id}/prices")
async def prices_get(session: SignedIn, point_id: str) -> PricesAhead:
    """The exchange's prices of today and tomorrow, and what a kWh costs by them."""
    return await ahead.prices_of(session.customer_id, point_id)
