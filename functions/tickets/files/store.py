"""What the timer does with the files of tickets and with drafts; the content is kept by `shared.files.keeping`."""

from datetime import timedelta

from functions.tickets.attachments import CONTAINER, Attachment, attachment_of, blob_of, document_of, stored
from functions.tickets.thread.drafts import draft_document, office_draft_document
from shared import clock, cosmos
from shared.files.keeping import drop_content, scan_again

DRAFT_KEPT = timedelta(days=90)
"""So long a draft is kept that nobody goes on with; the page says so."""
UNSENT_KEPT = timedelta(days=7)
"""So long a file is kept that was sent with nothing and belongs to no draft."""
FORGOTTEN = "forgotten"
"""The ticket of a file that is on its way out: no draft and no message can take it any more."""


async def drop_files_of(customer_id: str, ticket_id: str) -> int:
    """Delete all files of a ticket with their records; what a broken run left goes with the next. Returns how many."""
    dropped = 0
    sql = "SELECT * FROM c WHERE c.type IN ('attachment', 'office_attachment') AND c.ticketId = @ticket"
    async for item in cosmos.query(CONTAINER, sql, customer_id, page_size=-1, ticket=ticket_id):
        attachment = attachment_of(item)
        await drop_content(customer_id, blob_of(attachment))
        await cosmos.delete(CONTAINER, document_of(attachment), customer_id)
        dropped += 1
    return dropped


async def scan_waiting() -> int:
    """Ask the scanner about the files it did not answer for; returns how many are decided. For the timer."""

    def blob(item: cosmos.Item) -> str:
        return blob_of(attachment_of(item))

    kinds = ("attachment", "office_attachment")
    return sum([await scan_again(CONTAINER, kind, blob) for kind in kinds])


async def drop_forgotten() -> int:
    """Drop drafts that nobody went on with for 90 days, and files that belong to no draft and no message after 7;
    returns how many of both. For the timer, it crosses partitions."""
    dropped = 0
    sql = "SELECT * FROM c WHERE c.type = 'draft' AND c.changedAt < @before"
    async for item in cosmos.query(CONTAINER, sql, None, before=clock.iso(clock.now() - DRAFT_KEPT)):
        dropped += await _deleted(item)
    sql = (
        "SELECT * FROM c WHERE c.type IN ('attachment', 'office_attachment')"
        " AND c.messageId = null AND c.uploadedAt < @before"
    )
    async for item in cosmos.query(CONTAINER, sql, None, before=clock.iso(clock.now() - UNSENT_KEPT)):
        attachment = attachment_of(item)
        if await cosmos.read(CONTAINER, _draft_of(attachment), attachment.customer_id) is None:
            dropped += await _forgotten(attachment, item)
    return dropped


def _draft_of(attachment: Attachment) -> str:
    if attachment.form is None:
        return draft_document(attachment.ticket_id)
    return office_draft_document(attachment.ticket_id, attachment.form)


async def _deleted(item: cosmos.Item) -> int:
    """One where it could be deleted as it was read, none where somebody wrote on meanwhile."""
    operation = ("delete", (item["id"],), {"if_match_etag": item["_etag"]})
    try:
        await cosmos.batch(CONTAINER, [operation], item["customerId"])
    except cosmos.Conflict:
        return 0
    return 1


async def _forgotten(attachment: Attachment, item: cosmos.Item) -> int:
    """Taken away from its ticket first, so that nobody sends it while it goes; a later run ends a broken one."""
    out = attachment.model_copy(update={"ticket_id": FORGOTTEN})
    try:
        await cosmos.replace(CONTAINER, stored(out) | {"_etag": item["_etag"]})
    except cosmos.Conflict:
        return 0
    await drop_content(attachment.customer_id, blob_of(attachment))
    await cosmos.delete(CONTAINER, document_of(attachment), attachment.customer_id)
    return 1
