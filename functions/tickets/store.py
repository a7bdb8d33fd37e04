"""The documents of container `tickets`, always within the customer's own partition.

A ticket's head is `ticket:<id>`, a message `message:<id>`, a draft `draft:<id>`, a file `attachment:<id>`. Head and
message are written in one batch guarded by the head's ETag, so a thread never has a message its head does not count,
nor twice the same: the id of ticket and message is the sender's, and a repeat finds what is there already.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from functions.tickets.attachments import Attachment, attachment_of
from functions.tickets.ticket import Message, Outcome, State, Ticket
from shared import cosmos
from shared.folding import folded
from shared.http.cursor import cursor_of, place_of

CONTAINER = "tickets"
_TRIES = 10


class Snapshot(NamedTuple):
    """A ticket and its version (ETag)."""

    ticket: Ticket
    etag: str


class Rows(NamedTuple):
    """A page of tickets, and where the list goes on."""

    tickets: list[Ticket]
    next: str | None


def ticket_document(ticket_id: str) -> str:
    return f"ticket:{ticket_id}"


def message_document(message_id: str) -> str:
    return f"message:{message_id}"


def stored(record: Ticket | Message) -> cosmos.Item:
    """The record as the container holds it."""
    name = ticket_document(record.id) if isinstance(record, Ticket) else message_document(record.id)
    return record.model_dump(mode="json") | {"id": name}


def ticket_of(item: cosmos.Item) -> Ticket:
    return Ticket.model_validate(cosmos.plain(item) | {"id": item["id"].partition(":")[2]})


def message_of(item: cosmos.Item) -> Message:
    return Message.model_validate(cosmos.plain(item) | {"id": item["id"].partition(":")[2]})


async def find(customer_id: str, ticket_id: str) -> Snapshot | None:
    """One point read; None for another customer's ticket as for none."""
    item = await cosmos.read(CONTAINER, ticket_document(ticket_id), customer_id)
    return None if item is None else Snapshot(ticket_of(item), str(item["_etag"]))


async def find_message(customer_id: str, message_id: str) -> Message | None:
    item = await cosmos.read(CONTAINER, message_document(message_id), customer_id)
    return None if item is None else message_of(item)


async def write(seen: Snapshot | None, ticket: Ticket, *others: tuple[Any, ...]) -> None:
    """Write a head with the operations of its batch; raises Conflict where one was not possible."""
    head: Any = (
        ("create", (stored(ticket),))
        if seen is None
        else ("replace", (ticket_document(ticket.id), stored(ticket)), {"if_match_etag": seen.etag})
    )
    await cosmos.batch(CONTAINER, [head, *others], ticket.customer_id)


async def change(customer_id: str, ticket_id: str, changed: Callable[[Ticket], Ticket]) -> Ticket | None:
    """Change a head as if nobody else did; None where there is no such ticket. What `changed` raises ends it."""
    for _ in range(_TRIES):
        seen = await find(customer_id, ticket_id)
        if seen is None:
            return None
        after = changed(seen.ticket)
        if after is seen.ticket:
            return after
        try:
            await write(seen, after)
        except cosmos.Conflict:
            continue
        return after
    raise cosmos.Conflict


def written_by_office(
    ticket: Ticket,
    now: datetime,
    *,
    message_id: str,
    author: str,
    text: str,
    final: bool,
    outcome: Outcome | None = None,
) -> tuple[Ticket, Message]:
    """Head and message as they are once a clerk has written, to go into one `write`. `author` is the first name.

    Raises Problem `ticket_closed`.
    """
    head = ticket.written_by_office(now, final=final, answer_id=message_id, outcome=outcome)
    message = Message(
        id=message_id,
        customer_id=ticket.customer_id,
        ticket_id=ticket.id,
        ordinal=head.messages,
        side="office",
        author=author,
        text=text,
        final=final,
        outcome=outcome if final else None,
        sent_at=now,
    )
    return head, message


class Thread(NamedTuple):
    """The messages of a ticket in their order, and the files sent with them."""

    messages: list[Message]
    files: list[Attachment]


async def thread(customer_id: str, ticket_id: str) -> Thread:
    """One query."""
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            "SELECT * FROM c WHERE c.ticketId = @ticket AND c.type IN ('message', 'attachment')",
            customer_id,
            page_size=-1,
            ticket=ticket_id,
        )
    ]
    messages = sorted((message_of(item) for item in items if item["type"] == "message"), key=lambda one: one.ordinal)
    files = [attachment_of(item) for item in items if item["type"] == "attachment"]
    return Thread(messages, sorted(files, key=lambda file: file.uploaded_at))


class Seeing(NamedTuple):
    """Who sees tickets about some contracts only, and those they have written themselves."""

    contracts: Sequence[str]
    account_id: str


async def listed(
    customer_id: str,
    *,
    states: Sequence[State],
    words: str,
    after: str | None,
    limit: int,
    seeing: Seeing | None = None,
) -> Rows:
    """A page of tickets, the one with the latest message first; one query. `seeing` is who does not see all.

    `words` are beginnings of words of number, subject and first message. Raises Problem `cursor_invalid`.
    """
    conditions, arguments = ["c.type = 'ticket'"], dict[str, Any]()
    if states:
        conditions.append("ARRAY_CONTAINS(@states, c.state)")
        arguments["states"] = list(states)
    for place, word in enumerate(folded(words).split()):
        conditions.append(f"CONTAINS(c.searchText, @word{place})")
        arguments[f"word{place}"] = f" {word}"
    if seeing is not None:
        conditions.append("(c.accountId = @account OR ARRAY_CONTAINS(@contracts, c.about.contractId))")
        arguments |= {"account": seeing.account_id, "contracts": list(seeing.contracts)}
    if after is not None:
        at, name = place_of(after, str, str)
        conditions.append("(c.lastMessageAt < @at OR (c.lastMessageAt = @at AND c.id < @name))")
        arguments |= {"at": at, "name": name}
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT * FROM c WHERE {' AND '.join(conditions)}"  # noqa: S608
            " ORDER BY c.lastMessageAt DESC, c.id DESC OFFSET 0 LIMIT @limit",
            customer_id,
            page_size=limit + 1,
            limit=limit + 1,
            **arguments,
        )
    ]
    page = items[:limit]
    following = cursor_of(page[-1]["lastMessageAt"], page[-1]["id"]) if len(items) > limit else None
    return Rows([ticket_of(item) for item in page], following)
