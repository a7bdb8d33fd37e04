"""The statement. Amounts in grosze, dates of Warsaw."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from functions.billing.document_filter import EntityId
from functions.billing.models import PaymentMethod, TakenBack
from shared.json_model import JsonModel

MOST_DOCUMENTS = 50
"""In one archive."""


class StatementEntry(JsonModel):
    """A line of the statement: a document's `charge` or a `payment`, and the balance after it.

    `taken_back` is what of a payment was taken back, whenever that was: the taking back is a line of its own day.
    """

    on: date
    id: str
    kind: Literal["invoice", "correction", "interest_note", "payment"]
    text: str
    method: PaymentMethod | None
    charge: int
    payment: int
    balance: int
    taken_back: TakenBack | None


class Statement(JsonModel):
    """Opening balance, entries, closing balance; > 0 is to pay.

    `billing_balance` is the one billing tells for `as_of`, as the start page shows it, both missing until it has told
    one; `current` is the one all documents and payments add up to. `proves_balance` says whether the last line equals
    billing's; None where the period ended earlier, or nobody has told one.
    """

    display_name: str
    customer_number: str
    first_on: date
    last_on: date
    opening: int
    entries: list[StatementEntry]
    charged: int
    paid: int
    closing: int
    current: int
    billing_balance: int | None
    as_of: AwareDatetime | None
    proves_balance: bool | None


class ArchiveRequest(JsonModel):
    """The documents whose PDFs are wanted."""

    ids: list[EntityId] = Field(min_length=1, max_length=MOST_DOCUMENTS)


class Archive(JsonModel):
    """Where the archive is to be fetched, and until when: an address of Blob storage, or of this API."""

    url: str
    expires_at: AwareDatetime
