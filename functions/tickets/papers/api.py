"""The routes of a ticket's papers."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from functions.tickets import store
from functions.tickets.papers.keeping import TEMPLATE, answer_paper
from functions.tickets.papers.sheets import coordinator_sheet
from functions.tickets.ticket import EntityId
from shared import clock
from shared.access.signed_in import SignedIn
from shared.billing.document_files import PDF_POLICY
from shared.brand import brand
from shared.http.openapi import refusals
from shared.problems import Problem
from shared.rendering.typesetting import set_pdf

router = APIRouter()

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {"schema": {"type": "string"}}}}}
MOST_DISPUTED = 10**13


@router.get(
    "/{ticket_id}/answer.pdf", response_class=Response, responses=refusals("no_answer", "pdf_unavailable") | _PDF
)
async def answer_pdf_get(session: SignedIn, ticket_id: str, message: EntityId | None = None) -> Response:
    """The answer as it was sent, unchanged since; the latest, or that of a message. `X-Content-SHA256` is its sum."""
    paper, content = await answer_paper(session.customer_id, ticket_id, message)
    return _pdf(content, f"{brand().file_prefix}-odpowiedz.pdf", {"X-Content-SHA256": paper.sha256})


@router.get(
    "/{ticket_id}/coordinator.pdf", response_class=Response, responses=refusals("no_answer", "pdf_unavailable") | _PDF
)
async def coordinator_pdf_get(
    session: SignedIn, ticket_id: str, amount: Annotated[int | None, Query(ge=0, le=MOST_DISPUTED)] = None
) -> Response:
    """The correspondence for the Coordinator at URE; `amount` in dispute, in grosze."""
    seen = await store.find(session.customer_id, ticket_id)
    if seen is None:
        raise Problem("not_found")
    now = clock.now()
    ticket = seen.ticket.as_customer_sees(now)
    if ticket.answer_id is None:
        raise Problem("no_answer")
    thread = await store.thread(session.customer_id, ticket_id)
    content = await set_pdf(TEMPLATE, coordinator_sheet(ticket, thread, amount, now), now)
    return _pdf(content, f"{brand().file_prefix}-{ticket.number}-koordynator.pdf", {})


def _pdf(content: bytes, name: str, headers: dict[str, str]) -> Response:
    return Response(
        content,
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Content-Security-Policy": PDF_POLICY,
            **headers,
        },
    )
