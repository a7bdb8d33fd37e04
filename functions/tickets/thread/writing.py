"""Writing to the office: a new ticket, and a further message in its thread.

Both are written under an id the sender made, so that a repeat after a broken connection finds what is there already.
"""

import base64
from datetime import datetime, timedelta
from typing import Any

from functions.tickets import clocks, store
from functions.tickets.attachments import attachment_of, sent_with, unsent
from functions.tickets.models import NewMessage, NewTicket
from functions.tickets.store import Thread
from functions.tickets.subjects import rule_of
from functions.tickets.thread import callback
from functions.tickets.thread.announcing import announce_received
from functions.tickets.thread.drafts import draft_document
from functions.tickets.ticket import Kind, Message, Ticket
from shared import clock, cosmos
from shared.access.acting import counted_as
from shared.access.sessions import Session
from shared.folding import folded
from shared.http.limits import Limit, require
from shared.locale import Locale
from shared.lookup import lookup_id
from shared.problems import Problem
from shared.supply.supply_hold import hold_supply

TICKETS = (Limit(10, timedelta(hours=1)), Limit(40, timedelta(days=1)))
MESSAGES = (Limit(30, timedelta(hours=1)), Limit(200, timedelta(days=1)))

_OPENING = 160
_SEARCHED = 2_000
_TRIES = 10


async def open_ticket(session: Session, new: NewTicket, locale: Locale) -> tuple[Ticket, Thread, bool]:
    """Write a new ticket; it with its thread, and True where it was not there yet.

    Raises Problem `idempotency_key_reused`, `too_many_attempts`, `file_missing`, `not_found` for a `previous` that is
    not theirs, and for a callback `validation_failed` and `callback_exists`.
    """
    stored = await store.find(session.customer_id, new.id)
    if stored is None:
        await require("tickets", counted_as(session), *TICKETS)
        ticket, message = _begun(session, new, locale)
        try:
            files = await files_of(message, new.attachments)
            await _write_new(ticket, message, files, new.previous)
        except cosmos.Conflict:
            stored = await store.find(session.customer_id, new.id)
            if stored is None and new.kind == "callback":
                raise Problem("callback_exists") from None
            if stored is None:
                raise
        else:
            sent = [attachment_of(item).model_copy(update={"message_id": message.id}) for item in files]
            await _follow_up(ticket)
            return ticket, Thread([message], sent), True
    ticket = await _same(stored.ticket, new)
    # Whoever sends again may have seen the first try break off before this.
    await _follow_up(ticket)
    return ticket, await store.thread(session.customer_id, new.id), False


async def _follow_up(ticket: Ticket) -> None:
    """What a new ticket brings about; doing it again does nothing."""
    if ticket.disconnection:
        await hold_supply(
            ticket.customer_id,
            ticket.id,
            number=ticket.number,
            asked_at=ticket.received_at,
            sequence=ticket.hold_sequence,
        )
    await announce_received(ticket)


async def add_message(session: Session, ticket_id: str, new: NewMessage) -> tuple[Message, bool]:
    """Add a message to an own ticket; True where it was not there yet.

    Raises Problem `not_found`, `ticket_closed`, `idempotency_key_reused`, `too_many_attempts`, `file_missing`.
    """
    for attempt in range(_TRIES):
        seen = await store.find(session.customer_id, ticket_id)
        if seen is None:
            raise Problem("not_found")
        written = await store.find_message(session.customer_id, new.id)
        if written is not None:
            if (written.ticket_id, written.text) != (ticket_id, new.text):
                raise Problem("idempotency_key_reused")
            return written, False
        if attempt == 0:
            await require("ticket-messages", counted_as(session), *MESSAGES)
        now = clock.now()
        head = seen.ticket.written_by_customer(now)
        message = Message(
            id=new.id,
            customer_id=session.customer_id,
            ticket_id=ticket_id,
            ordinal=head.messages,
            side="customer",
            author=session.author,
            text=new.text,
            sent_at=now,
        )
        try:
            files = await files_of(message, new.attachments)
            await store.write(
                seen,
                head,
                ("create", (store.stored(message),)),
                *(sent_with(message.id, file) for file in files),
                *await draft_dropped(session.customer_id, ticket_id),
            )
        except cosmos.Conflict:
            continue
        return message, True
    raise cosmos.Conflict


def ticket_number(ticket_id: str) -> str:
    """What people say on the phone: `ZG-7K4M-2QXP`. It follows from the id and tells nothing."""
    digest = base64.b32encode(lookup_id("ticket-number", ticket_id).encode()).decode()
    letters = [one for one in digest if one not in "ILOSBZ="][-8:]
    return f"ZG-{''.join(letters[:4])}-{''.join(letters[4:])}"


def _begun(session: Session, new: NewTicket, locale: Locale) -> tuple[Ticket, Message]:
    now = clock.now()
    consumer = session.kind == "individual"
    rule = rule_of(new.kind, new.subject)
    due = clocks.due(rule, now, consumer=consumer)
    asked = {name: answer for name, answer in new.asked.items() if answer}
    kind: Kind = "complaint" if rule == "disconnection" else new.kind
    if new.kind == "callback":
        call = callback.checked(new.callback)
        kind, due = "callback", callback.due(call)
        asked |= {"phone": call.phone, "day": call.day.isoformat(), "hours": call.hours}
    return begun(
        session,
        new.id,
        now,
        kind=kind,
        subject=new.subject,
        text=new.text,
        due=due,
        locale=locale,
        about=new.about,
        asked=asked,
        disconnection=kind == "complaint" and rule == "disconnection",
        previous=new.previous,
    )


def begun(
    session: Session,
    ticket_id: str,
    now: datetime,
    *,
    kind: Kind,
    subject: str,
    text: str,
    due: clocks.Due,
    locale: Locale,
    **fields: Any,
) -> tuple[Ticket, Message]:
    """Head and first message of a ticket of this session's customer; `fields` are what else the head has."""
    number = ticket_number(ticket_id)
    words = f"{number} {subject} {' '.join(fields.get('asked', {}).values())} {text}"
    ticket = Ticket(
        **{
            "id": ticket_id,
            "customer_id": session.customer_id,
            "number": number,
            "kind": kind,
            "subject": subject,
            "opening": _beginning(text),
            "state": "with_office",
            "account_id": session.account_id,
            "consumer": session.kind == "individual",
            "locale": locale,
            "customer_name": session.display_name,
            "customer_number": session.customer_number,
            "received_at": now,
            "rule": due.rule,
            "due_on": due.due_on,
            "target_on": due.target_on,
            "last_message_at": now,
            "search_text": f" {folded(words)[:_SEARCHED]}",
            "changed_at": now,
        }
        | fields
    )
    message = Message(
        id=ticket_id,
        customer_id=session.customer_id,
        ticket_id=ticket_id,
        ordinal=1,
        side="customer",
        author=session.author,
        text=text,
        sent_at=now,
    )
    return ticket, message


async def files_of(message: Message, ids: list[str]) -> list[cosmos.Item]:
    """The uploaded files that go with a message. Raises Problem `file_missing`, Conflict where the same message was
    sent twice at once, and the other one took them."""
    if not ids:
        return []
    known = {attachment_of(item).id: item for item in await unsent(message.customer_id, message.ticket_id)}
    if not {*ids} <= {*known}:
        if await store.find_message(message.customer_id, message.id) is not None:
            raise cosmos.Conflict
        raise Problem("file_missing")
    return [known[one] for one in dict.fromkeys(ids)]


async def _write_new(ticket: Ticket, message: Message, files: list[cosmos.Item], previous: str | None) -> None:
    operations: list[tuple[object, ...]] = [
        ("create", (store.stored(message),)),
        *(sent_with(message.id, file) for file in files),
    ]
    if previous is not None:
        earlier = await store.find(ticket.customer_id, previous)
        if earlier is None:
            raise Problem("not_found")
        linked = earlier.ticket.followed_by(ticket.id, ticket.received_at)
        operations.append(
            ("replace", (store.ticket_document(previous), store.stored(linked)), {"if_match_etag": earlier.etag})
        )
    if ticket.kind == "callback":
        operations.append(await callback.reservation(ticket))
    operations += await draft_dropped(ticket.customer_id, ticket.id)
    await store.write(None, ticket, *operations)


async def draft_dropped(customer_id: str, ticket_id: str) -> list[tuple[object, ...]]:
    """The operation that drops the draft of what is sent, if there is one."""
    name = draft_document(ticket_id)
    return [] if await cosmos.read(store.CONTAINER, name, customer_id) is None else [("delete", (name,))]


async def _same(ticket: Ticket, new: NewTicket) -> Ticket:
    first = await store.find_message(ticket.customer_id, new.id)
    if first is None or (first.text, ticket.subject) != (new.text, new.subject):
        raise Problem("idempotency_key_reused")
    return ticket


def _beginning(text: str) -> str:
    """How a message begins, for a list; cut between words, and shown to be cut."""
    line = " ".join(text.split())
    return line if len(line) <= _OPENING else f"{line[:_OPENING].rpartition(' ')[0] or line[:_OPENING]}…"
