"""What is kept of files beside their records: the content, twice; and what the timer does with it.

A file is kept twice in the private Blob container `attachments`: the original in quarantine, which no customer's route
reads, and a copy written anew, which is all that is ever handed out.
"""

from datetime import timedelta

from azure.core.exceptions import ResourceNotFoundError

from functions.tickets.attachments import (
    CONTAINER,
    Attachment,
    State,
    attachment_document,
    attachment_of,
    stored,
)
from functions.tickets.drafts import draft_document
from functions.tickets.files import scanner
from shared import clock, cosmos
from shared.blob import ATTACHMENTS, blobs
from shared.logs import log
from shared.settings import settings

DECIDED: dict[str, State] = {"clean": "checked", "found": "infected", "unscanned": "unscanned", "waiting": "waiting"}
DRAFT_KEPT = timedelta(days=90)
"""So long a draft is kept that nobody goes on with; the page says so."""
UNSENT_KEPT = timedelta(days=7)
"""So long a file is kept that was sent with nothing and belongs to no draft."""
FORGOTTEN = "forgotten"
"""The ticket of a file that is on its way out: no draft and no message can take it any more."""


def original(attachment: Attachment) -> str:
    """The name of the blob as it came."""
    return f"quarantine/{attachment.customer_id}/{attachment.id}"


def kept(attachment: Attachment) -> str:
    """The name of the blob that is handed out."""
    return f"kept/{attachment.customer_id}/{attachment.id}"


async def drop_content(attachment: Attachment) -> None:
    """Delete both; what is gone already is fine."""
    for name in (original(attachment), kept(attachment)):
        try:
            await blobs(ATTACHMENTS).delete_blob(name)
        except ResourceNotFoundError:
            continue


async def scan_waiting() -> int:
    """Ask the scanner about the files it did not answer for, and those from before there was one; returns how many
    are decided. It ends where the scanner does not answer. For the timer, it crosses partitions."""
    if settings().clamd_socket is None:
        return 0
    decided = 0
    sql = "SELECT * FROM c WHERE c.type = 'attachment' AND c.state IN ('waiting', 'unscanned')"
    async for item in cosmos.query(CONTAINER, sql, None):
        attachment = attachment_of(item)
        try:
            blob = await blobs(ATTACHMENTS).download_blob(original(attachment))
            content = await blob.readall()
        except ResourceNotFoundError:
            log.error("file without content", extra={"attachment": attachment.id})
            continue
        verdict = await scanner.scan(content)
        if verdict.state == "waiting":
            return decided
        if verdict.state == "found":
            log.error("kept file is infected", extra={"attachment": attachment.id, "signature": verdict.signature})
        after = attachment.model_copy(update={"state": DECIDED[verdict.state]})
        try:
            await cosmos.replace(CONTAINER, stored(after) | {"_etag": item["_etag"]})
        except cosmos.Conflict:
            continue  # sent or taken back meanwhile; the next run looks again
        decided += 1
    return decided


async def drop_forgotten() -> int:
    """Drop drafts that nobody went on with for 90 days, and files that belong to no draft and no message after 7;
    returns how many of both. For the timer, it crosses partitions."""
    dropped = 0
    sql = "SELECT * FROM c WHERE c.type = 'draft' AND c.changedAt < @before"
    async for item in cosmos.query(CONTAINER, sql, None, before=clock.iso(clock.now() - DRAFT_KEPT)):
        dropped += await _deleted(item)
    sql = "SELECT * FROM c WHERE c.type = 'attachment' AND c.messageId = null AND c.uploadedAt < @before"
    async for item in cosmos.query(CONTAINER, sql, None, before=clock.iso(clock.now() - UNSENT_KEPT)):
        attachment = attachment_of(item)
        if await cosmos.read(CONTAINER, draft_document(attachment.ticket_id), attachment.customer_id) is None:
            dropped += await _forgotten(attachment, item)
    return dropped


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
    await drop_content(attachment)
    await cosmos.delete(CONTAINER, attachment_document(attachment.id), attachment.customer_id)
    return 1
