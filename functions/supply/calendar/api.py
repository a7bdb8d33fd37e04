"""The route of days to remember."""

from fastapi import APIRouter, Response

from functions.supply.calendar import reading_days
from shared.access.signed_in import SignedIn
from shared.brand import brand
from shared.locale import Locale

router = APIRouter()


@router.get("/calendar.ics", response_class=Response, responses={200: {"content": {"text/calendar": {}}}})
async def calendar_get(session: SignedIn, locale: Locale = "pl") -> Response:
    """The reading days of meters read by hand and the due days of open documents, for a calendar."""
    content = await reading_days.calendar_of(session.customer_id, locale)
    name = {"Content-Disposition": f'attachment; filename="{brand().file_prefix}-terminy.ics"'}
    return Response(content, media_type="text/calendar; charset=utf-8", headers=name)
