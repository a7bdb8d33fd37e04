"""Taking files in and handing them out. A refused file leaves the draft as it was."""

import re
import unicodedata
from typing import Annotated, NamedTuple
from urllib.parse import quote, unquote

from pydantic import StringConstraints

from functions.tickets.attachments import (
    CONTAINER,
    Attachment,
    attachment_document,
    attachment_of,
    find,
    stored,
    unsent,
)
from shared import clock, cosmos
from shared.file_names import readable_name
from shared.files.cleaning import Kind
from shared.files.keeping import SUFFIXES, digest_of, drop_content, judged, keep, kept_content
from shared.problems import Problem, unavailable

MOST_OF_A_MESSAGE = 5
Name = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class Download(NamedTuple):
    attachment: Attachment
    content: bytes


async def take(customer_id: str, ticket_id: str, attachment_id: str, name: str, content: bytes) -> Attachment:
    """Keep a file under an id of the sender's; the same file under it again is kept once.

    Raises Problem `file_empty`, `file_too_large`, `too_many_files`, `file_kind_refused`, `file_damaged`,
    `file_encrypted`, `picture_too_large`, `file_infected`, `idempotency_key_reused`.
    """
    digest = digest_of(content)
    known = await cosmos.read(CONTAINER, attachment_document(attachment_id), customer_id)
    if known is not None:
        return _same(attachment_of(known), ticket_id, digest)
    if len(await unsent(customer_id, ticket_id)) >= MOST_OF_A_MESSAGE:
        raise Problem("too_many_files")
    kept = await judged(content)
    attachment = Attachment(
        id=attachment_id,
        customer_id=customer_id,
        ticket_id=ticket_id,
        name=shown_name(name, kept.kind),
        kind=kept.kind,
        size=len(content),
        sha256=digest,
        kept_size=len(kept.content),
        kept_sha256=kept.kept_sha256,
        state=kept.state,
        uploaded_at=clock.now(),
    )
    await keep(customer_id, attachment_id, content, kept.content)
    try:
        await cosmos.create(CONTAINER, stored(attachment))
    except cosmos.Conflict:
        found = await find(customer_id, attachment_id)
        if found is None:
            raise unavailable() from None
        return _same(found, ticket_id, digest)
    return attachment


async def hand_out(customer_id: str, ticket_id: str, attachment_id: str) -> Download:
    """Raises Problem `not_found`, `file_waiting`."""
    attachment = await find(customer_id, attachment_id)
    if attachment is None or attachment.ticket_id != ticket_id:
        raise Problem("not_found")
    return Download(attachment, await kept_content(customer_id, attachment_id, attachment.state))


async def drop(customer_id: str, ticket_id: str, attachment_id: str) -> None:
    """Take a file back that was not sent yet; one that is gone is fine. Raises Problem `file_sent`."""
    attachment = await find(customer_id, attachment_id)
    if attachment is None or attachment.ticket_id != ticket_id:
        return
    if attachment.message_id is not None:
        raise Problem("file_sent")
    await cosmos.delete(CONTAINER, attachment_document(attachment_id), customer_id)
    await drop_content(customer_id, attachment_id)


_SUFFIX = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{1,5}$")
_LONGEST_NAME = 80


def shown_name(name: str, kind: Kind) -> str:
    """The name as a person gave it, without what would lie: control and bidi marks, folders, a false suffix."""
    plain = readable_name(unquote(name, errors="replace"))
    stem = plain.rpartition(".")[0] if _SUFFIX.search(plain) else plain
    return f"{stem.strip(' .-')[:_LONGEST_NAME] or 'plik'}.{SUFFIXES[kind]}"


def disposition(attachment: Attachment) -> str:
    """The header of a download: always a file, never shown in our page."""
    plain = unicodedata.normalize("NFKD", attachment.name).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-.") or f"plik.{SUFFIXES[attachment.kind]}"
    return f"attachment; filename=\"{safe}\"; filename*=UTF-8''{quote(attachment.name, safe='')}"


def _same(found: Attachment, ticket_id: str, digest: str) -> Attachment:
    if (found.ticket_id, found.sha256) != (ticket_id, digest):
        raise Problem("idempotency_key_reused")
    return found
