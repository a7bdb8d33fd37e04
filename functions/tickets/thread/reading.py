"""The list of tickets, and one ticket with its thread."""

from functions.tickets import attachments, clocks, store
from functions.tickets.answers_on_summary import note_read
from functions.tickets.attachments import Attachment, attachment_of
from functions.tickets.models import (
    AnswerPaper,
    AttachedFile,
    AttachedFiles,
    OfferedAnswer,
    OfferedCallback,
    OfferedService,
    OfferedSubject,
    OrderDetails,
    OrderLine,
    PlannedInstalment,
    Subjects,
    SupplyHold,
    ThreadMessage,
    TicketDetails,
    TicketListing,
    TicketPage,
    TicketRow,
)
from functions.tickets.order import CLERKS_LANGUAGE, Followed, Order, followed
from functions.tickets.planned_documents import remaining_of
from functions.tickets.store import Seeing, Thread
from functions.tickets.subjects import subjects
from functions.tickets.thread import callback
from functions.tickets.ticket import Ticket
from shared import clock
from shared.access.sessions import Session
from shared.locale import Locale
from shared.problems import Problem
from shared.supply.supply_hold import hold_of


async def list_tickets(session: Session, listing: TicketListing) -> TicketPage:
    """A page of tickets. Raises Problem `cursor_invalid`."""
    rows = await store.listed(
        session.customer_id,
        states=listing.state,
        words=listing.q,
        after=listing.after,
        limit=listing.limit,
        seeing=None if session.contracts is None else Seeing(session.contracts, session.account_id),
    )
    now = clock.now()
    return TicketPage(tickets=[_row(ticket.as_customer_sees(now)) for ticket in rows.tickets], next=rows.next)


async def look(customer_id: str, ticket_id: str, *, viewed: bool = False) -> TicketDetails:
    """The ticket, whose answer is read by that, unless a clerk has `viewed` it as the customer would see it.

    Raises Problem `not_found`, for another customer's ticket too.
    """
    seen = await store.find(customer_id, ticket_id)
    if seen is None:
        raise Problem("not_found")
    if seen.ticket.last_message_from == "office" and not viewed:
        await note_read(customer_id, ticket_id)
    return await details(seen.ticket, await store.thread(customer_id, ticket_id))


async def unsent_files(customer_id: str, ticket_id: str) -> AttachedFiles:
    """What was added to a draft and not sent; one query."""
    items = await attachments.unsent(customer_id, ticket_id)
    return AttachedFiles(files=[file_row(attachment_of(item)) for item in items])


def file_row(file: Attachment) -> AttachedFile:
    return AttachedFile(
        id=file.id, name=file.name, kind=file.kind, size=file.kept_size, sha256=file.kept_sha256, state=file.state
    )


def offered_subjects(locale: Locale, services: list[OfferedService]) -> Subjects:
    """The catalogue in one language, with the names of services."""
    return Subjects(
        subjects=[
            OfferedSubject(
                key=subject.key,
                name=subject.name[locale],
                hint=subject.hint[locale],
                kinds=subject.kinds,
                asks=list(subject.asks),
                answers=[
                    OfferedAnswer(question=one.question[locale], answer=one.answer[locale]) for one in subject.answers
                ],
            )
            for subject in subjects().values()
        ],
        services=services,
        callback=OfferedCallback(days=callback.offered_days(clock.today()), hours=callback.HOURS),
    )


async def details(ticket: Ticket, thread: Thread) -> TicketDetails:
    """The ticket as its customer reads it, without a reply that a clerk may still take back. One about a disconnection
    costs a point read more, an order with a plan a query."""
    now = clock.now()
    ticket = ticket.as_customer_sees(now)
    rule = ticket.owed().rule
    hold = await hold_of(ticket.customer_id, ticket.id, ticket.hold_sequence) if ticket.disconnection else None
    return TicketDetails(
        **_row(ticket).model_dump(by_alias=False),
        about=ticket.about,
        asked=dict(ticket.asked),
        legal=rule in {"disconnection", "privacy"} or (rule == "complaint" and ticket.consumer),
        silence_accepts=rule in {"complaint", "disconnection"} and ticket.consumer,
        outcome=ticket.outcome,
        coordinator=ticket.consumer and ticket.outcome in {"partly", "refused"},
        order=await _order(ticket, ticket.ordered) if ticket.ordered else None,
        supply_hold=SupplyHold(state=hold.state, reference=hold.reference) if hold else None,
        answered_at=ticket.answered_at,
        closed_at=ticket.closed_at,
        closed_by=ticket.closed_by,
        reopen_until=ticket.closed_at + clocks.REOPENED_WITHIN
        if ticket.closed_at and ticket.merged_into is None
        else None,
        stars=ticket.rating.stars if ticket.rating else None,
        previous=ticket.previous,
        following=ticket.following,
        messages=[
            ThreadMessage(
                id=message.id,
                side=message.side,
                author=message.author,
                text=message.text,
                final=message.final,
                outcome=message.outcome,
                paper=AnswerPaper(sha256=message.paper.sha256, size=message.paper.size) if message.paper else None,
                sent_at=message.sent_at,
                files=[file_row(file) for file in thread.files if file.message_id == message.id],
            )
            for message in thread.messages
            if message.sent_at <= now
        ],
    )


def _row(ticket: Ticket) -> TicketRow:
    return TicketRow(
        id=ticket.id,
        number=ticket.number,
        kind=ticket.kind,
        subject=ticket.subject,
        opening=ticket.opening,
        state=ticket.state,
        received_at=ticket.received_at,
        last_message_at=ticket.last_message_at,
        last_message_from=ticket.last_message_from,
        due_on=ticket.owed().due_on,
        late=ticket.state in {"with_office", "with_customer"} and ticket.owed().due_on < clock.today(),
        disconnection=ticket.disconnection,
        order_state=ticket.ordered.state if ticket.ordered else None,
    )


async def _order(ticket: Ticket, order: Order) -> OrderDetails:
    plan: list[Followed] = []
    if order.plan is not None and not order.came_to_nothing:
        remaining = await remaining_of(ticket.customer_id, order.plan.documents)
        plan = followed(order.plan, remaining, clock.today())
    shown = [PlannedInstalment(**one.model_dump(by_alias=False)) for one in plan]
    return OrderDetails(
        service=order.service,
        name=order.name.get(ticket.locale) or order.name[CLERKS_LANGUAGE],
        state=order.state,
        reason=order.reason,
        reference=order.reference,
        lines=[OrderLine(label=line.label, value=line.value) for line in order.in_language(ticket.locale)],
        plan=shown,
        next_due=next((one for one in shown if one.state != "paid"), None) if order.state == "confirmed" else None,
        health=order.health,
        delayed=order.unanswered,
    )
