"""The record of a file that comes with a ticket or a reply; what becomes of its content is the business of
`shared.files`.

A file belongs to the ticket, or the draft of one, by the same id, and to a message once it was sent with it. What a
clerk adds is a document of a kind of its own, which no customer's route reads, until it has been sent with a reply; a
file of a note stays one.
"""

from typing import Any, Literal

from pydantic import AwareDatetime

from shared import cosmos
from shared.files.cleaning import Kind
from shared.files.keeping import State
from shared.json_model import RecordModel

CONTAINER = "tickets"


Form = Literal["reply", "note"]
"""The two forms of a clerk."""


class Attachment(RecordModel):
    """A file. `ticket_id` is also that of the draft, `message_id` the message or note it was sent with. `form` is the
    clerk's it was added to, None for a customer's file.

    `unscanned` says that there is no scanner, `waiting` that it has not answered yet: such a file is not handed out.
    `sha256` is that of the original, `kept_sha256` of what is handed out.
    """

    id: str
    type: Literal["attachment", "office_attachment"] = "attachment"
    form: Form | None = None
    customer_id: str
    ticket_id: str
    message_id: str | None = None
    name: str
    kind: Kind
    size: int
    sha256: str
    kept_size: int
    kept_sha256: str
    state: State
    uploaded_at: AwareDatetime


def attachment_document(attachment_id: str) -> str:
    return f"attachment:{attachment_id}"


def office_document(attachment_id: str) -> str:
    return f"office-attachment:{attachment_id}"


def document_of(attachment: Attachment) -> str:
    """The id of the record's document."""
    name = attachment_document if attachment.type == "attachment" else office_document
    return name(attachment.id)


def blob_of(attachment: Attachment) -> str:
    """Under which name its content is kept. Clerks' files lie apart, so that no id of a customer's names one."""
    return attachment.id if attachment.form is None else f"office/{attachment.id}"


async def find(customer_id: str, attachment_id: str) -> Attachment | None:
    item = await cosmos.read(CONTAINER, attachment_document(attachment_id), customer_id)
    return None if item is None else attachment_of(item)


async def unsent(customer_id: str, ticket_id: str) -> list[cosmos.Item]:
    """The files of a draft, the first sent first, as they are stored; one query."""
    return [
        item
        async for item in cosmos.query(
            CONTAINER,
            "SELECT * FROM c WHERE c.type = 'attachment' AND c.ticketId = @ticket AND c.messageId = null"
            " ORDER BY c.uploadedAt",
            customer_id,
            page_size=100,
            ticket=ticket_id,
        )
    ]


async def find_at_desk(customer_id: str, attachment_id: str) -> Attachment | None:
    """A file as clerks find it: in the thread, in a note, or not sent yet; one point read or two."""
    found = await find(customer_id, attachment_id)
    if found is not None:
        return found
    item = await cosmos.read(CONTAINER, office_document(attachment_id), customer_id)
    return None if item is None else attachment_of(item)


async def unsent_at_desk(customer_id: str, ticket_id: str, form: Form) -> list[cosmos.Item]:
    """The files clerks have added to a form and not sent, the first one first; one query."""
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            "SELECT * FROM c WHERE c.type = 'office_attachment' AND c.ticketId = @ticket AND c.messageId = null"
            " ORDER BY c.uploadedAt",
            customer_id,
            page_size=100,
            ticket=ticket_id,
        )
    ]
    return [item for item in items if item["form"] == form]


async def files_of(customer_id: str, message_id: str) -> list[cosmos.Item]:
    """The files of a message of the thread; one query."""
    return [
        item
        async for item in cosmos.query(
            CONTAINER,
            "SELECT * FROM c WHERE c.type = 'attachment' AND c.messageId = @message",
            customer_id,
            page_size=100,
            message=message_id,
        )
    ]


def moved(item: cosmos.Item, kind: Literal["attachment", "office_attachment"], message_id: str | None) -> list[Any]:
    """The operations of a batch that make a clerk's file one of the customer's thread, or take it out of there."""
    after = attachment_of(item).model_copy(update={"type": kind, "message_id": message_id})
    return [("delete", (item["id"],), {"if_match_etag": item["_etag"]}), ("create", (stored(after),))]


def sent_with(message_id: str, item: cosmos.Item) -> tuple[object, ...]:
    """The operation of a batch that makes a file a message's."""
    sent = attachment_of(item).model_copy(update={"message_id": message_id})
    return ("replace", (item["id"], stored(sent)), {"if_match_etag": item["_etag"]})


def stored(attachment: Attachment) -> cosmos.Item:
    return attachment.model_dump(mode="json") | {"id": document_of(attachment)}


def attachment_of(item: cosmos.Item) -> Attachment:
    return Attachment.model_validate(cosmos.plain(item) | {"id": item["id"].partition(":")[2]})
