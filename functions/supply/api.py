"""The routes of what a customer is supplied with."""

from fastapi import APIRouter

from functions.supply.contracts.api import router as contracts
from functions.supply.points.api import router as points
from functions.supply.usage.api import router as usage

router = APIRouter(prefix="/supply", tags=["supply"])
for part in (contracts, points, usage):
    router.include_router(part)
