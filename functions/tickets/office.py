"""What the office does to a ticket, for the area `staff`: replies that can be taken back, notes, events, merging.

Notes and events are documents of kinds of their own, which the customer's thread does not read, and nothing makes a
message of them. A reply is in the thread from the start with its moment of sending ten seconds ahead; until then the
customer sees the ticket as it was, and the clerk may take it back. `Outgoing` on the head says that the customer is
still to be told, so that no mail and no paper is lost with the process that wrote the reply.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Literal, NamedTuple

from pydantic import AwareDatetime, ValidationError

from functions.tickets import clocks, store
from functions.tickets.answers_on_summary import show_answer
from functions.tickets.attachments import Attachment, Form, attachment_of, files_of, moved, sent_with, unsent_at_desk
from functions.tickets.holding import notify_billing
from functions.tickets.order import OrderState
from functions.tickets.papers.keeping import keep_paper
from functions.tickets.store import Snapshot, Thread
from functions.tickets.subjects import subjects
from functions.tickets.thread.announcing import announce_merged, announce_reply
from functions.tickets.thread.drafts import office_draft_document
from functions.tickets.ticket import Kind, Message, Outcome, Outgoing, Side, State, Ticket
from shared import clock, cosmos
from shared.brand import brand
from shared.json_model import RecordModel
from shared.monitoring.alarms import log_alarm
from shared.monitoring.logs import log
from shared.problems import Problem

__all__ = [
    "Attachment",
    "Form",
    "Kind",
    "Message",
    "OrderState",
    "Outcome",
    "Side",
    "Snapshot",
    "State",
    "Thread",
    "Ticket",
    "attachment_of",
    "notify_billing",
    "office_draft_document",
    "restored_by",
    "subjects",
    "unsent_at_desk",
]

TAKEN_BACK_WITHIN = timedelta(seconds=10)
_TRIES = 10

_MERGED = {
    "pl": "To zgłoszenie dotyczy tej samej sprawy co {number}, więc połączyliśmy oba."
    " Odpowiemy w zgłoszeniu {number}; termin odpowiedzi liczy się od wcześniejszego z nich.",
    "en": "This ticket is about the same matter as {number}, so we have put them together."
    " We will answer in ticket {number}; the day of the answer is counted from the earlier of the two.",
    "uk": "Це звернення стосується тієї самої справи, що й {number}, тому ми їх об’єднали."
    " Відповімо у зверненні {number}; строк відповіді рахується від ранішого з них.",
}

type Change = Callable[[Ticket], Ticket]
What = Literal[
    "assigned",
    "complaint",
    "closed",
    "merged",
    "taken_back",
    "order_accepted",
    "order_refused",
    "hold",
    "hold_lifted",
    "letter_owed",
    "letter_sent",
    "refused_after_silence",
]


class Note(RecordModel):
    """What clerks write to one another. It has no way to the customer."""

    id: str
    type: Literal["note"] = "note"
    customer_id: str
    ticket_id: str
    author: str
    author_id: str
    text: str
    written_at: AwareDatetime


class Event(RecordModel):
    """Something a clerk did to the ticket; `detail` is whom or which ticket it concerns."""

    id: str
    type: Literal["event"] = "event"
    customer_id: str
    ticket_id: str
    what: What
    by: str
    detail: str = ""
    at: AwareDatetime


class Desk(NamedTuple):
    """A ticket's thread as clerks see it."""

    thread: Thread
    notes: list[Note]
    note_files: list[Attachment]
    events: list[Event]


restored_by = clocks.restored_by


def note_operation(note: Note) -> tuple[Any, ...]:
    return ("create", (note.model_dump(mode="json") | {"id": f"note:{note.id}"},))


def event_operation(ticket: Ticket, what: What, by: str, detail: str = "") -> tuple[Any, ...]:
    """The operation of a batch that keeps what was done; its id follows from the state it led to."""
    event = Event(
        id=f"{ticket.id}-{ticket.revision}-{what}",
        customer_id=ticket.customer_id,
        ticket_id=ticket.id,
        what=what,
        by=by,
        detail=detail,
        at=ticket.changed_at,
    )
    return ("create", (event.model_dump(mode="json") | {"id": f"event:{event.id}"},))


async def desk_thread(customer_id: str, ticket_id: str) -> Desk:
    """Messages with their files, notes and events; two queries of the customer's partition."""
    thread = await store.thread(customer_id, ticket_id)
    items = [
        item
        async for item in cosmos.query(
            store.CONTAINER,
            "SELECT * FROM c WHERE c.ticketId = @ticket AND c.type IN ('note', 'event', 'office_attachment')",
            customer_id,
            page_size=-1,
            ticket=ticket_id,
        )
    ]
    notes = [Note.model_validate(_plain(item)) for item in items if item["type"] == "note"]
    events = [Event.model_validate(_plain(item)) for item in items if item["type"] == "event"]
    files = [attachment_of(item) for item in items if item["type"] == "office_attachment"]
    return Desk(
        thread,
        sorted(notes, key=lambda one: (one.written_at, one.id)),
        sorted(files, key=lambda one: one.uploaded_at),
        sorted(events, key=lambda one: (one.at, one.id)),
    )


async def note_of(customer_id: str, note_id: str) -> Note | None:
    item = await cosmos.read(store.CONTAINER, f"note:{note_id}", customer_id)
    return None if item is None else Note.model_validate(_plain(item))


async def add_note(note: Note, attachments: Sequence[str] = ()) -> bool:
    """Write a note with its files; False where it was written before. Raises Problem `idempotency_key_reused`,
    `file_missing`."""
    for _ in range(_TRIES):
        before = await note_of(note.customer_id, note.id)
        if before is not None:
            if (before.ticket_id, before.text) != (note.ticket_id, note.text):
                raise Problem("idempotency_key_reused")
            return False
        files = await _unsent(note.customer_id, note.ticket_id, "note", attachments)
        if files is None:
            if await note_of(note.customer_id, note.id) is not None:
                continue  # the same, sent twice at once: the other one took them
            raise Problem("file_missing")
        operations = [note_operation(note), *(sent_with(note.id, file) for file in files)]
        try:
            await cosmos.batch(store.CONTAINER, operations, note.customer_id)
        except cosmos.Conflict:
            continue
        return True
    raise cosmos.Conflict


async def files_into_thread(
    customer_id: str, ticket_id: str, attachments: Sequence[str], message_id: str
) -> list[tuple[Any, ...]]:
    """The operations of a batch by which a reply takes its files with it. Raises Problem `file_missing`, Conflict where
    it has been written meanwhile."""
    files = await _unsent(customer_id, ticket_id, "reply", attachments)
    if files is None:
        if await store.find_message(customer_id, message_id) is not None:
            raise cosmos.Conflict  # as above
        raise Problem("file_missing")
    return [operation for file in files for operation in moved(file, "attachment", message_id)]


async def _unsent(customer_id: str, ticket_id: str, form: Form, ids: Sequence[str]) -> list[cosmos.Item] | None:
    """The files of a form by their ids; None where one is not there."""
    if not ids:
        return []
    known = {attachment_of(item).id: item for item in await unsent_at_desk(customer_id, ticket_id, form)}
    if not {*ids} <= {*known}:
        return None
    return [known[one] for one in dict.fromkeys(ids)]


async def change(
    customer_id: str, ticket_id: str, what: What, by: str, changed: Change, detail: str = ""
) -> Ticket | None:
    """Change a head as if nobody else did, and keep who did it; None where there is no such ticket."""
    for _ in range(_TRIES):
        seen = await store.find(customer_id, ticket_id)
        if seen is None:
            return None
        after = changed(seen.ticket)
        if after is seen.ticket:
            return after
        try:
            await store.write(seen, after, event_operation(after, what, by, detail))
        except cosmos.Conflict:
            continue
        return after
    raise cosmos.Conflict


def replied(
    ticket: Ticket, now: datetime, *, message_id: str, author: str, text: str, final: bool, outcome: Outcome | None
) -> tuple[Ticket, Message]:
    """Head and message of a reply that leaves in ten seconds. Raises Problem `ticket_closed`, `reply_leaving`, and
    `order_undecided` for an answer where a decision is owed."""
    if ticket.outgoing is not None:
        raise Problem("reply_leaving")
    if final and ticket.undecided:
        raise Problem("order_undecided")
    sent_at = now + TAKEN_BACK_WITHIN
    head, message = store.written_by_office(
        ticket, sent_at, message_id=message_id, author=author, text=text, final=final, outcome=outcome
    )
    before = {name: getattr(ticket, name) for name in Outgoing.RESTORED}
    return head.model_copy(
        update={"changed_at": now, "outgoing": Outgoing(message_id=message_id, sent_at=sent_at, **before)}
    ), message


async def take_back(seen: Snapshot, message: Message, now: datetime, by: str, *others: tuple[Any, ...]) -> Ticket:
    """Undo a reply that has not left, with the operations of its batch.

    Raises Problem `reply_sent`, Conflict where the head has changed.
    """
    outgoing = seen.ticket.outgoing
    if outgoing is None or outgoing.message_id != message.id or now >= outgoing.sent_at:
        raise Problem("reply_sent")
    after = seen.ticket.with_reply_undone(now)
    files = await files_of(message.customer_id, message.id)
    await store.write(
        seen,
        after,
        ("delete", (store.message_document(message.id),)),
        event_operation(after, "taken_back", by),
        *(operation for file in files for operation in moved(file, "office_attachment", None)),
        *others,
    )
    return after


async def notify_of_reply(seen: Snapshot) -> None:
    """Show the customer a reply that has left, then mail of it, keep an answer as a paper, and note both; again, it
    does nothing twice. A paper that cannot be made now is made when it is first asked for."""
    outgoing = seen.ticket.outgoing
    if outgoing is None:
        return
    message = await store.find_message(seen.ticket.customer_id, outgoing.message_id)
    letter = None
    if message is not None:
        await show_answer(seen.ticket.customer_id, seen.ticket.id)
    if message is not None and seen.ticket.merged_into is not None:
        into = await store.find(seen.ticket.customer_id, seen.ticket.merged_into)
        if into is not None:
            await announce_merged(seen.ticket, into.ticket, message)
    elif message is not None:
        if await announce_reply(seen.ticket, message) == "no_account":
            letter = message.id
        try:
            await keep_paper(seen, message.id)
        except Problem:
            log_alarm("answer without paper", ticket=seen.ticket.id)
    after = seen.ticket.with_reply_told(clock.now(), letter)
    owed = [event_operation(after, "letter_owed", brand().name)] if letter else []
    with suppress(cosmos.Conflict):
        # Whoever changed the head meanwhile has left `outgoing` on it, and the timer comes again.
        await store.write(seen, after, *owed)


async def replies_to_notify(now: datetime) -> list[Snapshot]:
    """The tickets with a reply that has left and of which nobody was told, for the timer; crosses partitions."""
    items = cosmos.query(
        store.CONTAINER, "SELECT * FROM c WHERE c.outgoing.sentAt <= @now", None, page_size=100, now=clock.iso(now)
    )
    found = [(ticket, item) async for item in items for ticket in _read(item)]
    return [Snapshot(ticket, str(item["_etag"])) for ticket, item in found]


async def changed_since(moment: datetime, until: datetime | None = None) -> AsyncIterator[Ticket]:
    """Every ticket changed since then, and last before `until`, for the timer; crosses partitions."""
    end = {"until": clock.iso(until)} if until else {}
    before = " AND c.changedAt < @until" if until else ""
    items = cosmos.query(
        store.CONTAINER,
        f"SELECT * FROM c WHERE c.type = 'ticket' AND c.changedAt >= @moment{before}",  # noqa: S608
        None,
        page_size=1000,
        moment=clock.iso(moment),
        **end,
    )
    async for ticket in _readable(items):
        yield ticket


async def open_tickets() -> AsyncIterator[Ticket]:
    """Every ticket that waits for somebody, or has something left for the office; for the timer, it crosses
    partitions."""
    items = cosmos.query(
        store.CONTAINER,
        "SELECT * FROM c WHERE c.type = 'ticket'"
        " AND (c.state IN ('with_office', 'with_customer') OR c.letterOwed > '' OR c.disconnection = true"
        " OR (c.ordered.unansweredAt > '' AND c.ordered.state IN ('passing', 'passed')))",
        None,
        page_size=1000,
    )
    async for ticket in _readable(items):
        yield ticket


async def merge(customer_id: str, duplicate_id: str, into_id: str, by: str, message_id: str) -> Snapshot | None:
    """Close one ticket as the duplicate of another of the same customer; what it becomes.

    The one that stays has the earlier first message and the stricter clock of the two. The duplicate tells the
    customer in her language where it goes on, and a mail tells of that. All in one batch.

    Raises Problem `merge_impossible`, `reply_leaving`, `order_undecided`; None where one of them is not there.
    """
    for _ in range(_TRIES):
        duplicate, into = await store.find(customer_id, duplicate_id), await store.find(customer_id, into_id)
        if duplicate is None or into is None:
            return None
        if duplicate.ticket.merged_into == into_id:
            return duplicate
        now = clock.now()
        gone, message = store.written_by_office(
            duplicate.ticket,
            now,
            message_id=message_id,
            author=by,
            text=_MERGED[duplicate.ticket.locale].format(number=into.ticket.number),
            final=False,
        )
        before = {name: getattr(duplicate.ticket, name) for name in Outgoing.RESTORED}
        gone = gone.merged_as_duplicate(into.ticket, now).model_copy(
            update={"outgoing": Outgoing(message_id=message_id, sent_at=now, **before)}
        )
        stays = into.ticket.with_duplicate(duplicate.ticket, now)
        try:
            await store.write(
                duplicate,
                gone,
                ("create", (store.stored(message),)),
                ("replace", (store.ticket_document(into_id), store.stored(stays)), {"if_match_etag": into.etag}),
                event_operation(gone, "merged", by, stays.number),
                event_operation(stays, "merged", by, gone.number),
            )
        except cosmos.Conflict:
            continue
        return Snapshot(gone, "")
    raise cosmos.Conflict


async def _readable(items: AsyncIterator[cosmos.Item]) -> AsyncIterator[Ticket]:
    async for item in items:
        for ticket in _read(item):
            yield ticket


def _read(item: cosmos.Item) -> list[Ticket]:
    """The ticket; nothing and an alarm for a document that is none, so that one does not stand in the way of all."""
    try:
        return [store.ticket_of(item)]
    except ValidationError:
        log.exception("a ticket cannot be read", extra={"ticket": str(item["id"])})
        return []


def _plain(item: cosmos.Item) -> cosmos.Item:
    return cosmos.plain(item) | {"id": item["id"].partition(":")[2]}
