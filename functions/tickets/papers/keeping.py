"""The answer as a PDF that nobody can change any more, which is the durable medium a complaint's answer needs
(ustawa o prawach konsumenta, art. 7a ust. 3).

Its blob in container `attachments` is named by the SHA-256 of its content and never written over; the message holds
that sum, so both sides can tell whether what they have is what was sent.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from azure.core.exceptions import ResourceExistsError, ResourceNotFoundError

from functions.tickets import store
from functions.tickets.papers.sheets import answer_sheet
from functions.tickets.store import Snapshot, Thread
from functions.tickets.ticket import Message, Paper, Ticket
from shared import clock, cosmos
from shared.blob import ATTACHMENTS, blobs
from shared.problems import Problem
from shared.rendering.typesetting import set_pdf

TEMPLATE = Path(__file__).parent / "templates" / "paper.typ"


async def with_paper(ticket: Ticket, thread: Thread, message: Message) -> Message:
    """The final message with its PDF kept; doing it again keeps the same content once.

    `thread` has the customer's first message and the files. Raises Problem `pdf_unavailable`.
    """
    content = await set_pdf(TEMPLATE, answer_sheet(ticket, thread, message), message.sent_at)
    paper = Paper(sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    with suppress(ResourceExistsError):  # by its name the same content
        await blobs(ATTACHMENTS).upload_blob(_name(ticket.customer_id, paper), content, overwrite=False)
    return message.model_copy(update={"paper": paper})


async def keep_paper(seen: Snapshot, message_id: str) -> Message | None:
    """The final message of that id with its paper, which it gets now where it has none; None where there is no such.

    Raises Problem `pdf_unavailable`.
    """
    customer_id = seen.ticket.customer_id
    item = await cosmos.read(store.CONTAINER, store.message_document(message_id), customer_id)
    message = None if item is None else store.message_of(item)
    if item is None or message is None or message.ticket_id != seen.ticket.id or not message.final:
        return None
    if message.paper is not None:
        return message
    message = await with_paper(seen.ticket, await store.thread(customer_id, seen.ticket.id), message)
    try:
        await cosmos.replace(store.CONTAINER, store.stored(message) | {"_etag": item["_etag"]})
    except cosmos.Conflict:
        raise Problem("pdf_unavailable") from None
    return message


async def answer_paper(customer_id: str, ticket_id: str, message_id: str | None) -> tuple[Paper, bytes]:
    """The PDF of an answer, the latest where none is named; one that may still be taken back is none yet.

    Raises Problem `not_found`, `no_answer`, `pdf_unavailable`.
    """
    seen = await store.find(customer_id, ticket_id)
    if seen is None:
        raise Problem("not_found")
    now = clock.now()
    wanted = message_id or seen.ticket.as_customer_sees(now).answer_id
    if wanted is None:
        raise Problem("no_answer")
    outgoing = seen.ticket.outgoing
    if outgoing is not None and outgoing.message_id == wanted and now < outgoing.sent_at:
        raise Problem("not_found")
    message = await keep_paper(seen, wanted)
    if message is None or message.paper is None:
        raise Problem("not_found")
    try:
        blob = await blobs(ATTACHMENTS).download_blob(_name(customer_id, message.paper))
        content = await blob.readall()
    except ResourceNotFoundError:
        raise Problem("pdf_unavailable") from None
    if hashlib.sha256(content).hexdigest() != message.paper.sha256:
        raise Problem("pdf_unavailable")
    return message.paper, content


def _name(customer_id: str, paper: Paper) -> str:
    return f"answers/{customer_id}/{paper.sha256}.pdf"
