"""The routes of files."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response

from functions.tickets.files import transfer
from functions.tickets.models import AttachedFile, AttachedFiles
from functions.tickets.thread import reading
from shared.access.signed_in import SignedIn
from shared.files.keeping import MEDIA_TYPES
from shared.http.openapi import FILE_AS_BODY, refusals
from shared.tickets.messages import OwnId

ATTACHMENTS = r"/api/tickets/[^/]+/attachments"
"""The paths of files that come in, as a pattern."""

router = APIRouter()


@router.get("/{ticket_id}/attachments")
async def attachments_get(session: SignedIn, ticket_id: OwnId) -> AttachedFiles:
    """The files of a draft, or of a reply not sent yet."""
    return await reading.unsent_files(session.customer_id, ticket_id)


@router.post(
    "/{ticket_id}/attachments",
    status_code=201,
    responses=refusals("file_damaged", "file_kind_refused", "too_many_files"),
    openapi_extra=FILE_AS_BODY,
)
async def attachments_post(
    session: SignedIn,
    ticket_id: OwnId,
    attachment_id: Annotated[OwnId, Query(alias="id")],
    name: Annotated[transfer.Name, Header(alias="X-File-Name")],
    request: Request,
) -> AttachedFile:
    """Add a file to a ticket or to the draft of one: PDF, JPEG, PNG or HEIC of at most 10 MB as the body, its name
    percent-encoded in the header. It is sent with the message that names its id."""
    content = await request.body()
    return reading.file_row(await transfer.take(session.customer_id, ticket_id, attachment_id, name, content))


@router.get(
    "/{ticket_id}/attachments/{attachment_id}",
    response_class=Response,
    responses=refusals("file_waiting")
    | {200: {"content": {one: {"schema": {"type": "string"}} for one in MEDIA_TYPES.values()}}},
)
async def attachment_get(session: SignedIn, ticket_id: OwnId, attachment_id: OwnId) -> Response:
    """The cleaned file, always to be saved."""
    file, content = await transfer.hand_out(session.customer_id, ticket_id, attachment_id)
    return Response(
        content,
        media_type=MEDIA_TYPES[file.kind],
        headers={
            "Content-Disposition": transfer.disposition(file),
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


@router.delete("/{ticket_id}/attachments/{attachment_id}", status_code=204, responses=refusals("file_sent"))
async def attachment_delete(session: SignedIn, ticket_id: OwnId, attachment_id: OwnId) -> None:
    await transfer.drop(session.customer_id, ticket_id, attachment_id)
