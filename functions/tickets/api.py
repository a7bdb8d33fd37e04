"""The routes of writing to the office."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from functions.tickets.files.api import ATTACHMENTS
from functions.tickets.files.api import router as files
from functions.tickets.files.store import drop_files_of
from functions.tickets.models import (
    Draft,
    Drafts,
    NewMessage,
    NewRating,
    NewTicket,
    StoredDraft,
    Subjects,
    TicketDetails,
    TicketListing,
    TicketPage,
)
from functions.tickets.papers.api import router as papers
from functions.tickets.services.api import names_of_services
from functions.tickets.services.api import router as services
from functions.tickets.services.drafts import kept
from functions.tickets.services.store import forgotten
from functions.tickets.thread import closing, drafts, reading, writing
from shared.access.signed_in import SignedIn
from shared.http.openapi import refusals
from shared.locale import Locale
from shared.tickets.messages import OwnId

__all__ = ["ATTACHMENTS", "router"]

router = APIRouter(prefix="/tickets", tags=["tickets"])

_REPEATED: dict[int | str, dict[str, Any]] = {
    200: {"description": "Written before, under the same id.", "model": TicketDetails}
}


@router.get("")
async def tickets_get(session: SignedIn, listing: Annotated[TicketListing, Query()]) -> TicketPage:
    return await reading.list_tickets(session, listing)


@router.post(
    "", status_code=201, responses=refusals("idempotency_key_reused", "callback_exists", "not_found") | _REPEATED
)
async def tickets_post(session: SignedIn, body: NewTicket, response: Response, locale: Locale = "pl") -> TicketDetails:
    """`locale` is the language the mails about it are written in."""
    ticket, thread, new = await writing.open_ticket(session, body, locale)
    response.status_code = 201 if new else 200
    return await reading.details(ticket, thread)


@router.get("/subjects")
async def subjects_get(session: SignedIn, locale: Locale = "pl") -> Subjects:
    """What one may write about, in one language."""
    return reading.offered_subjects(locale, names_of_services(locale))


@router.get("/drafts")
async def drafts_get(session: SignedIn) -> Drafts:
    return await drafts.drafts_of(session)


@router.put("/drafts/{draft_id}", responses=refusals("draft_changed"))
async def draft_put(session: SignedIn, draft_id: OwnId, body: Draft) -> StoredDraft:
    return await drafts.save_draft(session, draft_id, kept(body))


@router.delete("/drafts/{draft_id}", status_code=204)
async def draft_delete(session: SignedIn, draft_id: OwnId) -> None:
    await drafts.drop_draft(session.customer_id, draft_id)


router.include_router(services)


@router.get("/{ticket_id}")
async def ticket_get(session: SignedIn, ticket_id: str) -> TicketDetails:
    return await reading.look(session.customer_id, ticket_id, viewed=session.viewer is not None)


@router.post(
    "/{ticket_id}/messages",
    status_code=201,
    responses=refusals("ticket_closed", "idempotency_key_reused") | _REPEATED,
)
async def messages_post(session: SignedIn, ticket_id: str, body: NewMessage, response: Response) -> TicketDetails:
    _, new = await writing.add_message(session, ticket_id, body)
    response.status_code = 201 if new else 200
    return await reading.look(session.customer_id, ticket_id)


@router.post("/{ticket_id}/closings")
async def closings_post(session: SignedIn, ticket_id: str) -> TicketDetails:
    """The customer is done with it; an order nobody has decided on is withdrawn, and what it told of health deleted."""
    ticket = await closing.close(session.customer_id, ticket_id)
    if ticket.ordered is not None and ticket.ordered.forget:
        await drop_files_of(session.customer_id, ticket_id)
        await forgotten(session.customer_id, ticket_id)
    return await reading.look(session.customer_id, ticket_id)


@router.post("/{ticket_id}/reopenings", responses=refusals("ticket_open", "reopening_over"))
async def reopenings_post(session: SignedIn, ticket_id: str) -> TicketDetails:
    """Within 14 days of its closing; later a new ticket goes on from the old one."""
    await closing.reopen(session.customer_id, ticket_id)
    return await reading.look(session.customer_id, ticket_id)


@router.post("/{ticket_id}/ratings", responses=refusals("nothing_to_rate"))
async def ratings_post(session: SignedIn, ticket_id: str, body: NewRating) -> TicketDetails:
    await closing.rate(session.customer_id, ticket_id, body)
    return await reading.look(session.customer_id, ticket_id)


router.include_router(files)
router.include_router(papers)
