"""The routes of leads: terms, breaks, records aside, how all stands, figures, deeds. A clerk gets 403 at each."""

from typing import Annotated

from fastapi import APIRouter, Query

from functions.staff import audit
from functions.staff.leads import breaks, figures, quarantine, state, terms
from functions.staff.leads.models import (
    CancelledBreak,
    DeedPage,
    DeedRow,
    Figures,
    LeadsBreak,
    LeadsTerms,
    NewBreak,
    NewReplay,
    NewTerms,
    PortalState,
    Quarantine,
    RecordReplay,
    TermsPreview,
    TermsPublication,
)
from functions.staff.sessions import Lead, LeadsPage
from shared.http.openapi import refusals

router = APIRouter(prefix="/leads")


@router.get("/terms", responses=refusals("office_lead_required"))
async def terms_get(_session: Lead) -> LeadsTerms:
    return await terms.terms()


@router.post("/terms/previews", responses=refusals("office_lead_required", "terms_published", "terms_ahead"))
async def terms_previews_post(_session: Lead, body: NewTerms) -> TermsPreview:
    """Look at a version before it is published: whether it may be, under which name, and from when."""
    return await terms.preview(body)


@router.post(
    "/terms",
    status_code=201,
    responses=refusals("office_lead_required", "terms_preview_changed", "terms_published", "terms_ahead"),
)
async def terms_post(session: Lead, body: TermsPublication) -> LeadsTerms:
    """Publish a version as it was looked at, for good; customers hear of it within a minute."""
    return await terms.publish_terms(session, body)


@router.get("/break", responses=refusals("office_lead_required"))
async def break_get(_session: Lead) -> LeadsBreak:
    return await breaks.current()


@router.put("/break", responses=refusals("office_lead_required", "break_changed"))
async def break_put(session: Lead, body: NewBreak) -> LeadsBreak:
    """Announce a break, or change the one that is announced. While it lasts and closes, customers get a 503."""
    return await breaks.announce_break(session, body)


@router.post("/break/cancellations", responses=refusals("office_lead_required", "break_changed"))
async def break_cancellations_post(session: Lead, body: CancelledBreak) -> LeadsBreak:
    """Call the break off: it is told no more, and the portal is open within half a minute."""
    return await breaks.cancel(session, body)


@router.get("/deeds", responses=refusals("office_lead_required"))
async def deeds_get(
    _session: Lead,
    after: Annotated[str | None, Query(max_length=800)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
) -> DeedPage:
    """What leads did here, the latest first; nothing changes or deletes it."""
    found = await audit.deeds(after=after, limit=limit)
    rows = [DeedRow(id=one.id, by=one.by, deed=one.deed, what=one.what, at=one.at) for one in found.entries]
    return DeedPage(items=rows, next=found.next)


@router.get("/quarantine", responses=refusals("office_lead_required"))
async def quarantine_get(_session: LeadsPage) -> Quarantine:
    """The records that stand aside with why, and what came of those tried again."""
    return await quarantine.look()


@router.post("/quarantine/replays", status_code=202, responses=refusals("office_lead_required", "not_found"))
async def replays_post(session: Lead, body: NewReplay) -> RecordReplay:
    """Try records again; the sync does it within a minute or two, and says what came of it."""
    return await quarantine.replay(session, body)


@router.get("/state", responses=refusals("office_lead_required"))
async def state_get(_session: LeadsPage) -> PortalState:
    """How sync, mails and payments stand."""
    return await state.state()


@router.get("/figures", responses=refusals("office_lead_required"))
async def figures_get(_session: Lead) -> Figures:
    """Answers in time, time to the first answer and ratings, by month."""
    return await figures.figures()
