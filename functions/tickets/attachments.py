"""The record of a file that comes with a ticket or a reply; what becomes of its content is the business of
`shared.files`.

A file belongs to the ticket, or the draft of one, by the same id, and to a message once it was sent with it.
"""

from typing import Literal

from pydantic import AwareDatetime

from shared import cosmos
from shared.files.cleaning import Kind
from shared.files.keeping import State
from shared.json_model import RecordModel

CONTAINER = "tickets"


class Attachment(RecordModel):
    """A file. `ticket_id` is also that of the draft, `message_id` the message it was sent with.

    `unscanned` says that there is no scanner, `waiting` that it has not answered yet: such a file is not handed out.
    `sha256` is that of the original, `kept_sha256` of what is handed out.
    """

    id: str
    type: Literal["attachment"] = "attachment"
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


def sent_with(message_id: str, item: cosmos.Item) -> tuple[object, ...]:
    """The operation of a batch that makes a file a message's."""
    sent = attachment_of(item).model_copy(update={"message_id": message_id})
    return ("replace", (item["id"], stored(sent)), {"if_match_etag": item["_etag"]})


def stored(attachment: Attachment) -> cosmos.Item:
    return attachment.model_dump(mode="json") | {"id": attachment_document(attachment.id)}


def attachment_of(item: cosmos.Item) -> Attachment:
    return Attachment.model_validate(cosmos.plain(item) | {"id": item["id"].partition(":")[2]})
