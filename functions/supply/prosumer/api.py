"""The route of a prosumer's deposit."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.supply.prosumer import deposit
from functions.supply.prosumer.models import DepositView
from shared.access.signed_in import SignedIn
from shared.billing_contract import OpaqueId

router = APIRouter()


@router.get("/deposit")
async def deposit_get(session: SignedIn, point: Annotated[OpaqueId | None, Query()] = None) -> DepositView:
    """The deposit month by month as billing settled it, of all points or of one."""
    return await deposit.deposit_of(session.customer_id, point)
