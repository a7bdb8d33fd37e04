"""Taking files in and handing them out. A refused file leaves the draft as it was."""

import re
import unicodedata
from typing import Annotated, NamedTuple
from urllib.parse import quote, unquote

from pydantic import StringConstraints

from functions.tickets import store as tickets
from functions.tickets.attachments import (
    CONTAINER,
    Attachment,
    Form,
    blob_of,
    document_of,
    find,
    find_at_desk,
    stored,
    unsent,
    unsent_at_desk,
)
from shared import clock, cosmos
from shared.files.cleaning import Kind
from shared.files.keeping import SUFFIXES, digest_of, drop_content, judged, keep, kept_content
from shared.problems import Problem, unavailable
from shared.rendering.file_names import readable_name
from shared.tickets.messages import MOST_ATTACHMENTS

Name = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


class Download(NamedTuple):
    attachment: Attachment
    content: bytes


async def take(
    customer_id: str, ticket_id: str, attachment_id: str, name: str, content: bytes, form: Form | None = None
) -> Attachment:
    """Keep a file under an id of the sender's; the same file under it again is kept once. `form` is a clerk's.

    Raises Problem `file_empty`, `file_too_large`, `too_many_files`, `file_kind_refused`, `file_damaged`,
    `file_encrypted`, `picture_too_large`, `file_infected`, `idempotency_key_reused`.
    """
    digest = digest_of(content)
    known = await _known(customer_id, attachment_id, form)
    if known is not None:
        return _same(known, ticket_id, digest)
    waiting = unsent(customer_id, ticket_id) if form is None else unsent_at_desk(customer_id, ticket_id, form)
    if len(await waiting) >= MOST_ATTACHMENTS:
        raise Problem("too_many_files")
    kept = await judged(content)
    attachment = Attachment(
        id=attachment_id,
        type="attachment" if form is None else "office_attachment",
        form=form,
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
    await keep(customer_id, blob_of(attachment), content, kept.content)
    try:
        await cosmos.create(CONTAINER, stored(attachment))
    except cosmos.Conflict:
        found = await _known(customer_id, attachment_id, form)
        if found is None:
            raise unavailable() from None
        return _same(found, ticket_id, digest)
    return attachment


async def hand_out(customer_id: str, ticket_id: str, attachment_id: str) -> Download:
    """A file to its customer: none of a note, none of a reply that has not left. Raises Problem `not_found`,
    `file_waiting`, `file_infected`."""
    attachment = await find(customer_id, attachment_id)
    if attachment is not None and attachment.form is not None and await _still_leaving(attachment):
        attachment = None
    return await _download(attachment, ticket_id)


async def hand_out_at_desk(customer_id: str, ticket_id: str, attachment_id: str) -> Download:
    """A file to a clerk. Raises Problem `not_found`, `file_waiting`, `file_infected`."""
    return await _download(await find_at_desk(customer_id, attachment_id), ticket_id)


async def _still_leaving(attachment: Attachment) -> bool:
    seen = await tickets.find(attachment.customer_id, attachment.ticket_id)
    outgoing = seen.ticket.outgoing if seen else None
    return outgoing is not None and outgoing.message_id == attachment.message_id and clock.now() < outgoing.sent_at


async def _download(attachment: Attachment | None, ticket_id: str) -> Download:
    if attachment is None or attachment.ticket_id != ticket_id:
        raise Problem("not_found")
    content = await kept_content(attachment.customer_id, blob_of(attachment), attachment.state)
    return Download(attachment, content)


async def drop(customer_id: str, ticket_id: str, attachment_id: str, form: Form | None = None) -> None:
    """Take a file back that was not sent yet; one that is gone is fine. `form` is a clerk's. Raises `file_sent`."""
    attachment = await _known(customer_id, attachment_id, form)
    if attachment is None or (attachment.ticket_id, attachment.form) != (ticket_id, form):
        return
    if attachment.message_id is not None:
        raise Problem("file_sent")
    await cosmos.delete(CONTAINER, document_of(attachment), customer_id)
    await drop_content(customer_id, blob_of(attachment))


async def _known(customer_id: str, attachment_id: str, form: Form | None) -> Attachment | None:
    return await (find if form is None else find_at_desk)(customer_id, attachment_id)


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
