"""What every wing speaks of. Amounts in grosze, dates of Warsaw."""

from datetime import date
from typing import Literal

from shared.document_files import FileState
from shared.json_model import JsonModel

DocumentKind = Literal["invoice", "correction", "interest_note"]
DocumentState = Literal["paid", "partly_paid", "to_pay", "overdue", "in_clearing"]
PaymentMethod = Literal["transfer", "online", "direct_debit", "cash", "set_off", "refund"]


class DocumentSummary(JsonModel):
    """One row of the list. `amount` is its gross value, `remaining` what of it is still open."""

    id: str
    kind: DocumentKind
    number: str
    contract_id: str
    issued_on: date
    due_on: date | None
    period_from: date | None
    period_to: date | None
    amount: int
    remaining: int
    state: DocumentState
    pdf: FileState
