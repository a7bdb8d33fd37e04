"""The routes of the office: signing in, the queue, one ticket. All but signing in need a clerk's own session."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Header, Query, Request, Response

import functions.tickets.files.transfer as transfer
from functions.staff import store
from functions.staff.customers.api import router as customers
from functions.staff.desk import finding, queue
from functions.staff.leads.api import router as leads
from functions.staff.models import (
    Assignment,
    CurrentClerk,
    EntityId,
    EntraAnswer,
    FoundPage,
    HoldReason,
    LetterSent,
    Merging,
    NewNote,
    NewReply,
    OfficeClerk,
    OfficeClerks,
    OfficeDraft,
    OfficeFile,
    OfficeFiles,
    OfficeTicket,
    Presence,
    PresentClerks,
    QueueCounts,
    QueueFilter,
    QueuePage,
    Search,
    SignInBegun,
    StoredOfficeDraft,
)
from functions.staff.sessions import (
    SIGN_IN_COOKIE,
    Clerk,
    ClerksPage,
    StaffSession,
    clear_cookie,
    close_session,
    find_session,
    set_cookie,
)
from functions.staff.sign_in import sign_in
from functions.staff.templates import templates
from functions.staff.templates.models import NewReplyTemplates, ReplyTemplates, TemplatesVersions
from functions.staff.tickets import drafts, handling, orders, replies, ticket
from functions.tickets.office import Form
from shared.access.sessions import OFFICE_COOKIE
from shared.files.keeping import MEDIA_TYPES
from shared.http.openapi import FILE_AS_BODY, refusals
from shared.tickets.messages import OwnId

router = APIRouter(prefix="/staff", tags=["staff"])
OFFICE_FILES = r"/api/staff/tickets/[^/]+/[^/]+/drafts/[^/]+/attachments"
router.include_router(customers)
router.include_router(leads)
at_ticket = "/tickets/{customer_id}/{ticket_id}"


@router.post("/sign-ins", status_code=201)
async def sign_ins_post(response: Response) -> SignInBegun:
    """Begin to sign in: the address of Entra ID, and a cookie by which the browser is known when it comes back."""
    address, token = await sign_in.begin()
    set_cookie(response, SIGN_IN_COOKIE, token)
    return SignInBegun(address=address)


@router.post("/sessions", status_code=201, responses=refusals("office_sign_in_failed", "office_role_missing"))
async def sessions_post(
    body: EntraAnswer,
    response: Response,
    entry: Annotated[str | None, Cookie(alias=SIGN_IN_COOKIE, include_in_schema=False)] = None,
) -> CurrentClerk:
    """Come in with what Entra ID sent back."""
    session, token = await sign_in.finish(entry, body)
    clear_cookie(response, SIGN_IN_COOKIE)
    set_cookie(response, OFFICE_COOKIE, token)
    return _current(session)


@router.get("/sessions/current")
async def session_get(session: Clerk) -> CurrentClerk:
    return _current(session)


@router.delete("/sessions/current", status_code=204)
async def session_delete(
    response: Response, token: Annotated[str | None, Cookie(alias=OFFICE_COOKIE, include_in_schema=False)] = None
) -> None:
    """Sign out; without a session too."""
    session = await find_session(token) if token else None
    if session is not None:
        await close_session(session)
    clear_cookie(response, OFFICE_COOKIE)


@router.get("/clerks")
async def clerks_get(_session: Clerk) -> OfficeClerks:
    """To whom a ticket can be handed over: who has ever signed in."""
    return OfficeClerks(clerks=[OfficeClerk(id=one.id, name=one.name, lead=one.lead) for one in await store.clerks()])


@router.get("/reply-templates")
async def templates_get(_session: Clerk) -> ReplyTemplates:
    return await templates.templates()


@router.put("/reply-templates", responses=refusals("office_lead_required", "templates_changed"))
async def templates_put(session: Clerk, body: NewReplyTemplates) -> ReplyTemplates:
    """Write all templates anew, as the next version; for leads."""
    return await templates.publish(session, body)


@router.get("/reply-templates/versions")
async def template_versions_get(_session: Clerk) -> TemplatesVersions:
    """The versions leads have written, with who and when."""
    return await templates.versions()


@router.get("/queue")
async def queue_get(session: Clerk, asked: Annotated[QueueFilter, Query()]) -> QueuePage:
    return await queue.page(session, asked)


@router.get("/queue/counts")
async def counts_get(session: ClerksPage) -> QueueCounts:
    return await queue.counts(session)


@router.get("/tickets")
async def tickets_get(_session: Clerk, asked: Annotated[Search, Query()]) -> FoundPage:
    """Look for tickets, those that were answered or closed among them."""
    return await finding.search(asked)


@router.get("/presence")
async def presence_get(session: ClerksPage) -> PresentClerks:
    """Who is at which ticket, for the queue."""
    return await queue.present(session)


@router.get(at_ticket)
async def ticket_get(session: Clerk, customer_id: EntityId, ticket_id: EntityId) -> OfficeTicket:
    return await ticket.look(session, customer_id, ticket_id)


@router.get(
    f"{at_ticket}/attachments/{{attachment_id}}",
    response_class=Response,
    responses=refusals("file_waiting")
    | {200: {"content": {one: {"schema": {"type": "string"}} for one in MEDIA_TYPES.values()}}},
)
async def attachment_get(session: Clerk, customer_id: EntityId, ticket_id: EntityId, attachment_id: OwnId) -> Response:
    """The cleaned file, always to be saved. One that came with an order about health is for leads."""
    await orders.require_may_see_files(session, customer_id, ticket_id)
    file, content = await ticket.open_file(session, customer_id, ticket_id, attachment_id)
    return Response(
        content,
        media_type=MEDIA_TYPES[file.kind],
        headers={
            "Content-Disposition": transfer.disposition(file),
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


router.include_router(orders.router)


@router.put(f"{at_ticket}/assignee", responses=refusals("ticket_changed"))
async def assignee_put(session: Clerk, customer_id: EntityId, ticket_id: EntityId, body: Assignment) -> OfficeTicket:
    """Take a ticket, hand it over, put it back. What another clerk has, a lead moves."""
    await handling.assign(session, customer_id, ticket_id, body)
    return await ticket.look(session, customer_id, ticket_id)


@router.post(
    f"{at_ticket}/replies",
    status_code=201,
    responses=refusals("ticket_changed", "order_undecided", "complaint_accepted_by_silence", "file_missing"),
)
async def replies_post(session: Clerk, customer_id: EntityId, ticket_id: EntityId, body: NewReply) -> OfficeTicket:
    """Write to the customer; ten seconds long it can be taken back."""
    await replies.reply(session, customer_id, ticket_id, body)
    return await ticket.look(session, customer_id, ticket_id)


@router.delete(f"{at_ticket}/replies/{{reply_id}}", responses=refusals("reply_sent"))
async def reply_delete(
    session: Clerk, customer_id: EntityId, ticket_id: EntityId, reply_id: OwnId
) -> StoredOfficeDraft:
    """Take a reply back that has not left; its text is the draft again."""
    return await replies.take_back(session, customer_id, ticket_id, reply_id)


@router.post(f"{at_ticket}/notes", status_code=201, responses=refusals("idempotency_key_reused", "file_missing"))
async def notes_post(session: Clerk, customer_id: EntityId, ticket_id: EntityId, body: NewNote) -> OfficeTicket:
    """Write for clerks only."""
    await replies.note(session, customer_id, ticket_id, body)
    return await ticket.look(session, customer_id, ticket_id)


@router.post(f"{at_ticket}/complaints")
async def complaints_post(session: Clerk, customer_id: EntityId, ticket_id: EntityId) -> OfficeTicket:
    """Make the question a complaint, counted from its first message."""
    await handling.make_complaint(session, customer_id, ticket_id)
    return await ticket.look(session, customer_id, ticket_id)


@router.post(f"{at_ticket}/supply-holds", responses=refusals("ticket_closed"))
async def supply_holds_post(session: Clerk, customer_id: EntityId, ticket_id: EntityId) -> OfficeTicket:
    """Supply is at stake: billing is told not to cut it, and the ticket is a complaint with that clock."""
    await handling.hold(session, customer_id, ticket_id)
    return await ticket.look(session, customer_id, ticket_id)


@router.post(f"{at_ticket}/supply-hold-lifts", responses=refusals("no_supply_hold"))
async def supply_hold_lifts_post(
    session: Clerk, customer_id: EntityId, ticket_id: EntityId, body: HoldReason
) -> OfficeTicket:
    """Supply is at stake no longer, and why."""
    await handling.lift_hold(session, customer_id, ticket_id, body.reason)
    return await ticket.look(session, customer_id, ticket_id)


@router.post(f"{at_ticket}/letters", responses=refusals("ticket_changed"))
async def letters_post(session: Clerk, customer_id: EntityId, ticket_id: EntityId, body: LetterSent) -> OfficeTicket:
    """The reply no mail could tell of has gone by post, or was said by phone."""
    await handling.letter_sent(session, customer_id, ticket_id, body)
    return await ticket.look(session, customer_id, ticket_id)


@router.post(f"{at_ticket}/closings", responses=refusals("reply_leaving", "answer_owed", "order_undecided"))
async def closings_post(session: Clerk, customer_id: EntityId, ticket_id: EntityId) -> OfficeTicket:
    await handling.close(session, customer_id, ticket_id)
    return await ticket.look(session, customer_id, ticket_id)


@router.post(f"{at_ticket}/merges", responses=refusals("merge_impossible", "order_undecided"))
async def merges_post(session: Clerk, customer_id: EntityId, ticket_id: EntityId, body: Merging) -> OfficeTicket:
    """Close the ticket as a duplicate of another of the same customer's."""
    await handling.merge(session, customer_id, ticket_id, body.into)
    return await ticket.look(session, customer_id, ticket_id)


@router.get(f"{at_ticket}/drafts/{{form}}")
async def draft_get(session: Clerk, customer_id: EntityId, ticket_id: EntityId, form: Form) -> StoredOfficeDraft | None:
    """What is being written in one of the two forms; null where nothing is."""
    return await drafts.find_draft(customer_id, ticket_id, form)


@router.put(f"{at_ticket}/drafts/{{form}}", responses=refusals("draft_changed"))
async def draft_put(
    session: Clerk, customer_id: EntityId, ticket_id: EntityId, form: Form, body: OfficeDraft
) -> StoredOfficeDraft:
    return await drafts.save_draft(customer_id, ticket_id, form, body, session.name)


@router.get(f"{at_ticket}/drafts/{{form}}/attachments")
async def draft_files_get(_session: Clerk, customer_id: EntityId, ticket_id: EntityId, form: Form) -> OfficeFiles:
    """The files added to one of the two forms and not sent yet."""
    return await ticket.unsent_files(customer_id, ticket_id, form)


@router.post(
    f"{at_ticket}/drafts/{{form}}/attachments",
    status_code=201,
    responses=refusals("file_damaged", "file_kind_refused", "too_many_files"),
    openapi_extra=FILE_AS_BODY,
)
async def draft_files_post(
    _session: Clerk,
    customer_id: EntityId,
    ticket_id: EntityId,
    form: Form,
    attachment_id: Annotated[OwnId, Query(alias="id")],
    name: Annotated[transfer.Name, Header(alias="X-File-Name")],
    request: Request,
) -> OfficeFile:
    """Add a file to a form, judged and cleaned as customers' are. One of a reply reaches the customer with it, one of
    a note never does."""
    return await ticket.add_file(customer_id, ticket_id, attachment_id, form, name, await request.body())


@router.delete(
    f"{at_ticket}/drafts/{{form}}/attachments/{{attachment_id}}", status_code=204, responses=refusals("file_sent")
)
async def draft_file_delete(
    _session: Clerk, customer_id: EntityId, ticket_id: EntityId, form: Form, attachment_id: OwnId
) -> None:
    await transfer.drop(customer_id, ticket_id, attachment_id, form)


@router.get(f"{at_ticket}/presence")
async def ticket_presence_get(session: ClerksPage, customer_id: EntityId, ticket_id: EntityId) -> PresentClerks:
    return await queue.present(session, store.row_id(customer_id, ticket_id))


@router.put(f"{at_ticket}/presence")
async def ticket_presence_put(
    session: ClerksPage, customer_id: EntityId, ticket_id: EntityId, body: Presence
) -> PresentClerks:
    """Say that one is here, and see who else is."""
    at = store.row_id(customer_id, ticket_id)
    await store.say_present(at, session.clerk_id, session.name, writing=body.writing)
    return await queue.present(session, at)


@router.delete(f"{at_ticket}/presence", status_code=204)
async def ticket_presence_delete(session: Clerk, customer_id: EntityId, ticket_id: EntityId) -> None:
    await store.say_gone(store.row_id(customer_id, ticket_id), session.clerk_id)


def _current(session: StaffSession) -> CurrentClerk:
    return CurrentClerk(
        id=session.public_id,
        clerk_id=session.clerk_id,
        name=session.name,
        roles=list(session.roles),
        expires_at=session.expires_at,
        ends_at=session.ends_at,
    )
