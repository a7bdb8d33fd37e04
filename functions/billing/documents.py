"""The list of documents, and one document with all that its PDF says."""

from datetime import date

from functions.billing import ksef, related, store
from functions.billing.charges import charges_of
from functions.billing.document_filter import DocumentListing, query_of, row_cursor
from functions.billing.models import (
    DocumentDetails,
    DocumentLine,
    DocumentPage,
    DocumentSettlement,
    DocumentState,
    DocumentSummary,
    InPayment,
)
from shared import clock
from shared.billing_contract import Line
from shared.mirror import DocumentRow
from shared.payments.store import open_payments
from shared.problems import Problem


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


async def list_documents(customer_id: str, wish: DocumentListing) -> DocumentPage:
    """A page of what the filter lets through. Raises Problem `cursor_invalid` for an `after` that is none of ours."""
    query = query_of(wish, after=wish.after, limit=wish.limit + 1)
    rows = await store.documents_of(customer_id, query, page_size=wish.limit + 1)
    today = clock.today()
    page = rows[: wish.limit]
    more = len(rows) > wish.limit
    return DocumentPage(
        documents=[summary_of(row, today) for row in page], next=row_cursor(page[-1], wish.sort) if more else None
    )


async def details_of(customer_id: str, document_id: str) -> DocumentDetails:
    """Everything about one document. Raises Problem `not_found`, for another customer's too."""
    stored = await store.document_of(customer_id, document_id)
    if stored is None:
        raise Problem("not_found")
    data = stored["data"]
    summary = summary_of(DocumentRow.from_mirror(stored), clock.today())
    lines = [Line.model_validate(line) for line in data["lines"]]
    beside = await related.beside(customer_id, document_id, data)
    return DocumentDetails(
        **summary.model_dump(by_alias=False),
        net=data["net"],
        vat=data["vat"],
        corrects=data.get("corrects"),
        reason=data.get("reason"),
        account=data["account"],
        transfer_title=data["transferTitle"],
        charges=charges_of(lines),
        lines=[DocumentLine(**line.model_dump(by_alias=False)) for line in lines],
        readings=related.readings_of(data),
        points=beside.points,
        settlements=[DocumentSettlement.model_validate(part) for part in data["settlements"]],
        settled=sum(settlement["amount"] for settlement in data["settlements"]),
        corrected=beside.corrected,
        corrections=beside.corrections,
        ksef=ksef.state_of(stored),
        in_payment=await _in_payment(customer_id, document_id),
    )


async def _in_payment(customer_id: str, document_id: str) -> InPayment | None:
    found = next((one for one in await open_payments(customer_id) if one.pays(document_id)), None)
    return None if found is None else InPayment(id=found.id, state=found.state)
