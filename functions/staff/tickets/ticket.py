"""One ticket as clerks read it, with its customer's card."""

import asyncio

import functions.tickets.files.transfer as transfer
import functions.tickets.office as office
import functions.tickets.store as tickets
from functions.staff.card import card_of
from functions.staff.models import (
    CustomerCard,
    OfficeEvent,
    OfficeFile,
    OfficeFiles,
    OfficeMessage,
    OfficeNote,
    OfficeSupplyHold,
    OfficeTicket,
    OtherTicket,
)
from functions.staff.sessions import StaffSession
from functions.tickets.files.transfer import Download
from functions.tickets.office import Attachment, Desk, Form, Message, Ticket
from shared import clock
from shared.access import access_log
from shared.access.access_log import Thing
from shared.files.keeping import SUFFIXES
from shared.problems import Problem
from shared.supply.supply_hold import hold_of, lift_of

_OTHERS = 20


async def look(session: StaffSession, customer_id: str, ticket_id: str) -> OfficeTicket:
    """Three queries and five point reads, six where supply is held, of this customer's partitions only.

    The customer can read that this clerk looked. Raises Problem `not_found`.
    """
    seen = await tickets.find(customer_id, ticket_id)
    if seen is None:
        raise Problem("not_found")
    thing = Thing(ticket_id, seen.ticket.number)
    _, desk, card, others, hold = await asyncio.gather(
        access_log.note(customer_id, session.actor, "ticket_opened", thing, reason=seen.ticket.number),
        office.desk_thread(customer_id, ticket_id),
        customer_card(seen.ticket),
        tickets.listed(customer_id, states=[], words="", after=None, limit=_OTHERS),
        _hold(seen.ticket),
    )
    named = session.lead or seen.ticket.ordered is None or not seen.ticket.ordered.health
    return _shown(seen.ticket, desk, card, hold, named, [one for one in others.tickets if one.id != ticket_id])


async def open_file(session: StaffSession, customer_id: str, ticket_id: str, attachment_id: str) -> Download:
    """A file of the ticket; the customer can read that this clerk took it. Raises Problem `not_found`,
    `file_waiting`, `file_infected`."""
    seen, download = await asyncio.gather(
        tickets.find(customer_id, ticket_id), transfer.hand_out_at_desk(customer_id, ticket_id, attachment_id)
    )
    if seen is None:
        raise Problem("not_found")
    thing = Thing(attachment_id, download.attachment.name)
    await access_log.note(customer_id, session.actor, "file_opened", thing, reason=seen.ticket.number)
    return download


async def unsent_files(customer_id: str, ticket_id: str, form: Form) -> OfficeFiles:
    """What was added to a form and not sent; one query."""
    items = await office.unsent_at_desk(customer_id, ticket_id, form)
    return OfficeFiles(files=[file_row(office.attachment_of(item)) for item in items])


async def add_file(
    customer_id: str, ticket_id: str, attachment_id: str, form: Form, name: str, content: bytes
) -> OfficeFile:
    """Raises Problem `not_found`, and what `transfer.take` refuses."""
    if await tickets.find(customer_id, ticket_id) is None:
        raise Problem("not_found")
    return file_row(await transfer.take(customer_id, ticket_id, attachment_id, name, content, form))


async def customer_card(ticket: Ticket) -> CustomerCard:
    """What the office knows of who wrote."""
    return await card_of(
        ticket.customer_id,
        ticket.account_id,
        name=ticket.customer_name,
        customer_number=ticket.customer_number,
        consumer=ticket.consumer,
    )


async def _hold(ticket: Ticket) -> OfficeSupplyHold | None:
    """How far billing has taken „nie wyłączać”, or its end; one point read more for such tickets."""
    lift = None if ticket.disconnection else ticket.hold_lift
    if not ticket.disconnection and lift is None:
        return None
    told = lift_of if lift else hold_of
    request = await told(ticket.customer_id, ticket.id, ticket.hold_sequence)
    return OfficeSupplyHold(
        state=request.state if request else "waiting",
        reference=request.reference if request else None,
        lifted=lift is not None,
        reason=lift.reason if lift else None,
        restore_by=office.restored_by(ticket.received_at),
    )


def _shown(
    ticket: Ticket, desk: Desk, card: CustomerCard, hold: OfficeSupplyHold | None, named: bool, others: list[Ticket]
) -> OfficeTicket:
    """`named` says whether names of files may be read: those about health tell something of it by themselves."""
    subject = office.subjects().get(ticket.subject)
    rule, due_on, target_on = ticket.owed()
    return OfficeTicket(
        customer_id=ticket.customer_id,
        id=ticket.id,
        number=ticket.number,
        kind=ticket.kind,
        subject=ticket.subject,
        subject_name=ticket.ordered.name["pl"] if ticket.ordered else subject.name["pl"] if subject else ticket.subject,
        asked=dict(ticket.asked),
        about={name: value for name, value in ticket.about.model_dump().items() if value},
        state=ticket.state,
        received_at=ticket.received_at,
        due_on=due_on,
        target_on=target_on,
        late=ticket.state in {"with_office", "with_customer"} and target_on < clock.today(),
        legal=rule in {"disconnection", "privacy"} or (rule == "complaint" and ticket.consumer),
        disconnection=ticket.disconnection,
        supply_hold=hold,
        letter_owed=ticket.letter_owed,
        consumer=ticket.consumer,
        locale=ticket.locale,
        assignee=ticket.assignee,
        outcome=ticket.outcome,
        order_state=ticket.ordered.state if ticket.ordered else None,
        answer_owed=ticket.rule != "promise" and ticket.answered_at is None,
        accepted_by_silence=ticket.accepted_by_silence(clock.today()),
        left_until=ticket.left_until(),
        answered_at=ticket.answered_at,
        closed_at=ticket.closed_at,
        closed_by=ticket.closed_by,
        previous=ticket.previous,
        following=ticket.following,
        merged_into=ticket.merged_into,
        stars=ticket.rating.stars if ticket.rating else None,
        message_count=ticket.messages,
        revision=ticket.revision,
        customer=card,
        messages=[_message(ticket, one, desk.thread.files, named=named) for one in desk.thread.messages],
        notes=[
            OfficeNote(
                id=one.id,
                author=one.author,
                text=one.text,
                written_at=one.written_at,
                files=[file_row(file) for file in desk.note_files if file.message_id == one.id],
            )
            for one in desk.notes
        ],
        events=[OfficeEvent(id=one.id, what=one.what, by=one.by, detail=one.detail, at=one.at) for one in desk.events],
        others=[
            OtherTicket(
                id=one.id,
                number=one.number,
                kind=one.kind,
                subject=one.subject,
                opening=one.opening,
                state=one.state,
                received_at=one.received_at,
            )
            for one in others
        ],
    )


def _message(ticket: Ticket, message: Message, files: list[Attachment], *, named: bool) -> OfficeMessage:
    leaving = ticket.outgoing is not None and ticket.outgoing.message_id == message.id
    return OfficeMessage(
        id=message.id,
        side=message.side,
        author=message.author,
        text=message.text,
        final=message.final,
        outcome=message.outcome,
        sent_at=message.sent_at,
        leaves_at=message.sent_at if leaving and clock.now() < message.sent_at else None,
        files=[
            file_row(file if named or file.form is not None else _unnamed(file))
            for file in files
            if file.message_id == message.id
        ],
    )


def _unnamed(file: Attachment) -> Attachment:
    return file.model_copy(update={"name": f"plik o zdrowiu.{SUFFIXES[file.kind]}"})


def file_row(file: Attachment) -> OfficeFile:
    return OfficeFile(id=file.id, name=file.name, kind=file.kind, size=file.kept_size, state=file.state)
