"""The route by which anyone asks whether something is from us."""

from fastapi import APIRouter

from functions.auth.origin import checking
from functions.auth.origin.models import OriginAnswer, OriginQuestion
from shared.http.client_address import ClientAddress

router = APIRouter()


@router.post("/origin-checks")
async def origin_checks_post(body: OriginQuestion, address: ClientAddress) -> OriginAnswer:
    """Whether the number of a mail, a sender, a bank account or a link is ours; for anyone, and nothing personal."""
    return await checking.check(body, address)
