"""The state of a document on a day, and its row in a list."""

from datetime import date

from functions.billing.models import DocumentState, DocumentSummary
from shared.mirror import DocumentRow


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
