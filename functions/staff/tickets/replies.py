"""Replies to the customer, and notes among clerks: two ways that share nothing."""

from contextlib import suppress
from typing import Any

import functions.tickets.office as office
import functions.tickets.store as tickets
from functions.staff import store
from functions.staff.models import NewNote, NewReply, StoredOfficeDraft
from functions.staff.sessions import StaffSession
from functions.staff.tickets import drafts
from functions.tickets.office import Message, Note, Ticket
from shared import clock, cosmos
from shared.clock import WARSAW
from shared.problems import FieldFault, Problem
from shared.tickets.messages import MOST_TEXT

_TRIES = 10


async def reply(session: StaffSession, customer_id: str, ticket_id: str, new: NewReply) -> Ticket:
    """Write a reply that leaves in ten seconds; the same one again changes nothing.

    Refused where the thread has grown since the clerk read it, so that nobody answers twice nor past the customer.
    Raises Problem `not_found`, `ticket_changed`, `ticket_closed`, `reply_leaving`, `order_undecided`,
    `idempotency_key_reused`, `file_missing`, and `validation_failed` for the answer to a complaint that decides
    nothing: another clerk may have made it one since the page was read. `complaint_accepted_by_silence` for one that
    the law took for accepted when its day went by (ustawa o prawach konsumenta, art. 7a; Prawo energetyczne, art. 6c),
    unless the clerk says that this is known; then that stands in the ticket's history.
    """
    for _ in range(_TRIES):
        seen = await tickets.find(customer_id, ticket_id)
        if seen is None:
            raise Problem("not_found")
        written = await tickets.find_message(customer_id, new.id)
        if written is not None:
            return _same(seen.ticket, written, new)
        if seen.ticket.outgoing is not None and clock.now() >= seen.ticket.outgoing.sent_at:
            await office.notify_of_reply(seen)
            continue
        if seen.ticket.messages != new.seen:
            raise Problem("ticket_changed")
        if new.final and new.outcome is None and seen.ticket.kind == "complaint":
            raise Problem("validation_failed", errors=[FieldFault("outcome", "missing")])
        silent = (
            seen.ticket.kind == "complaint"
            and new.final
            and new.outcome in {"partly", "refused"}
            and seen.ticket.accepted_by_silence((clock.now() + office.TAKEN_BACK_WITHIN).astimezone(WARSAW).date())
        )
        if silent and not new.despite_silence:
            raise Problem("complaint_accepted_by_silence")
        head, message = office.replied(
            seen.ticket,
            clock.now(),
            message_id=new.id,
            author=session.first_name,
            text=new.text,
            final=new.final,
            outcome=new.outcome if new.final and seen.ticket.kind == "complaint" else None,
        )
        dropped = await drafts.drop_operations(customer_id, ticket_id, "reply", new.text, new.draft)
        try:
            files = await office.files_into_thread(customer_id, ticket_id, new.attachments, message.id)
            noted = [office.event_operation(head, "refused_after_silence", session.name)] if silent else []
            await tickets.write(seen, head, ("create", (tickets.stored(message),)), *files, *dropped, *noted)
        except cosmos.Conflict:
            continue
        await store.project(head)
        return head
    raise cosmos.Conflict


async def take_back(session: StaffSession, customer_id: str, ticket_id: str, reply_id: str) -> StoredOfficeDraft:
    """Undo a reply that has not left; its text is the draft again, in front of what somebody began meanwhile.

    Raises Problem `not_found`, `reply_sent`.
    """
    for _ in range(_TRIES):
        seen = await tickets.find(customer_id, ticket_id)
        message = await tickets.find_message(customer_id, reply_id)
        if seen is None or message is None or message.ticket_id != ticket_id or message.side != "office":
            raise Problem("not_found")
        draft, operations = await _into_draft(session, message, seen.ticket.revision)
        try:
            after = await office.take_back(seen, message, clock.now(), session.name, *operations)
        except cosmos.Conflict:
            continue
        await store.project(after)
        return draft
    raise cosmos.Conflict


async def note(session: StaffSession, customer_id: str, ticket_id: str, new: NewNote) -> None:
    """Keep a note for clerks. Raises Problem `not_found`, `idempotency_key_reused`, `file_missing`."""
    if await tickets.find(customer_id, ticket_id) is None:
        raise Problem("not_found")
    await office.add_note(
        Note(
            id=new.id,
            customer_id=customer_id,
            ticket_id=ticket_id,
            author=session.name,
            author_id=session.clerk_id,
            text=new.text,
            written_at=clock.now(),
        ),
        new.attachments,
    )
    dropped = await drafts.drop_operations(customer_id, ticket_id, "note", new.text, new.draft)
    if dropped:
        with suppress(cosmos.Conflict):  # a colleague writes on: what they write stays
            await cosmos.batch(drafts.CONTAINER, dropped, customer_id)


async def _into_draft(
    session: StaffSession, message: Message, revision: int
) -> tuple[StoredOfficeDraft, list[tuple[Any, ...]]]:
    """The draft a reply becomes when it is taken back, with what stores it in the batch that takes it back.

    Its text stands before what was begun meanwhile; where both are too much for one message, what was begun is set
    aside as a note, whole.
    """
    customer_id, ticket_id = message.customer_id, message.ticket_id
    begun = await drafts.begun(customer_id, ticket_id, "reply")
    joined = "\n\n".join(part for part in (message.text, begun.text) if part)
    aside: list[tuple[Any, ...]] = []
    if len(joined) > MOST_TEXT:
        joined = message.text
        note = Note(
            id=f"aside-{message.id}-{revision}",
            customer_id=customer_id,
            ticket_id=ticket_id,
            author=begun.author,
            author_id="",
            text=f"Szkic odpowiedzi, odłożony przy cofnięciu innej:\n\n{begun.text}",
            written_at=clock.now(),
        )
        aside = [office.note_operation(note)]
    operation, draft = drafts.put_operation(customer_id, ticket_id, "reply", joined, session.name, begun)
    return draft, [operation, *aside]


def _same(ticket: Ticket, written: Message, new: NewReply) -> Ticket:
    if (written.ticket_id, written.side, written.text) != (ticket.id, "office", new.text):
        raise Problem("idempotency_key_reused")
    return ticket
