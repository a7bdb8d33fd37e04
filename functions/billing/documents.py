"""The list of documents, and one document with all that its PDF says."""

import base64
import binascii
from datetime import date
from typing import Any

from functions.billing import store
from functions.billing.models import (
    DocumentDetails,
    DocumentKind,
    DocumentLine,
    DocumentPage,
    DocumentState,
    DocumentSummary,
    InPayment,
    MeterReading,
)
from shared import clock
from shared.billing_contract import Line, Reading
from shared.mirror import DocumentRow
from shared.payments.store import open_payments
from shared.problems import Problem

MAX_PAGE = 100


def state_of(row: DocumentRow, today: date) -> DocumentState:
    """The state on a day: due today is not overdue yet, the whole day is left to pay."""
    if row.remaining == 0:
        return "paid"
    if row.clearing or row.remaining < 0:
        return "in_clearing"
    if row.due_on is not None and row.due_on < today:
        return "overdue"
    return "partly_paid" if row.remaining < row.amount else "to_pay"


def summary_of(row: DocumentRow, today: date) -> DocumentSummary:
    return DocumentSummary(**row.model_dump(by_alias=False, exclude={"clearing"}), state=state_of(row, today))


async def list_documents(customer_id: str, kind: DocumentKind | None, after: str | None, limit: int) -> DocumentPage:
    """A page, newest first. Raises Problem `cursor_invalid` for an `after` that is none of ours."""
    before = _read_cursor(after) if after is not None else None
    rows = await store.documents_of(customer_id, kind=kind, before=before, limit=limit + 1)
    today = clock.today()
    page = [summary_of(row, today) for row in rows[:limit]]
    more = len(rows) > limit
    return DocumentPage(documents=page, next=_cursor(page[-1]) if more else None)


async def details_of(customer_id: str, document_id: str) -> DocumentDetails:
    """Everything about one document. Raises Problem `not_found`, for another customer's too."""
    stored = await store.document_of(customer_id, document_id)
    if stored is None:
        raise Problem("not_found")
    data = stored["data"]
    summary = summary_of(DocumentRow.from_mirror(stored), clock.today())
    return DocumentDetails(
        **summary.model_dump(by_alias=False),
        net=data["net"],
        vat=data["vat"],
        corrects=data.get("corrects"),
        reason=data.get("reason"),
        account=data["account"],
        transfer_title=data["transferTitle"],
        lines=[DocumentLine(**_shown(Line.model_validate(line))) for line in data["lines"]],
        readings=[MeterReading(**_shown(Reading.model_validate(reading))) for reading in data["readings"]],
        settled=sum(settlement["amount"] for settlement in data["settlements"]),
        in_payment=await _in_payment(customer_id, document_id),
    )


async def _in_payment(customer_id: str, document_id: str) -> InPayment | None:
    found = next((one for one in await open_payments(customer_id) if one.pays(document_id)), None)
    return None if found is None else InPayment(id=found.id, state=found.state)


def _shown(part: Line | Reading) -> dict[str, Any]:
    """A part of a document with what the mirror leaves out as empty, without the point it belongs to."""
    return part.model_dump(by_alias=False, exclude={"point_id"})


def _cursor(last: DocumentSummary) -> str:
    return base64.urlsafe_b64encode(f"{last.issued_on.isoformat()} {last.id}".encode()).decode().rstrip("=")


def _read_cursor(text: str) -> tuple[date, str]:
    try:
        day, _, document_id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        return date.fromisoformat(day), document_id
    except (ValueError, binascii.Error):
        raise Problem("cursor_invalid") from None
