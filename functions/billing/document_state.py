"""The state of a document on a day, and its row in a list."""

from datetime import date

from functions.billing.models import DocumentState, DocumentSummary
from shared.billing.due import overdue_before, pay_by
from shared.mirror import DocumentRow


def state_of(row: DocumentRow, today: date) -> DocumentState:
    """The state on a day: the whole last day is left to pay, and that is a working day."""
    if row.remaining == 0:
        return "paid"
    if row.clearing or row.remaining < 0:
        return "in_clearing"
    if row.due_on is not None and row.due_on < overdue_before(today):
        return "overdue"
    return "partly_paid" if row.remaining < row.amount else "to_pay"


def summary_of(row: DocumentRow, today: date) -> DocumentSummary:
    return DocumentSummary(
        **row.model_dump(by_alias=False, exclude={"clearing"}),
        pay_by=pay_by(row.due_on) if row.due_on else None,
        state=state_of(row, today),
    )
