"""The routes of what a customer is supplied with."""

from fastapi import APIRouter

from functions.supply.calendar.api import router as calendar
from functions.supply.contracts.api import router as contracts
from functions.supply.costs.api import router as costs
from functions.supply.points.api import router as points
from functions.supply.prosumer.api import router as prosumer
from functions.supply.readings.api import PHOTOS
from functions.supply.readings.api import router as readings
from functions.supply.usage.api import router as usage

__all__ = ["PHOTOS", "router"]

router = APIRouter(prefix="/supply", tags=["supply"])
for part in (contracts, points, usage, costs, readings, prosumer, calendar):
    router.include_router(part)
