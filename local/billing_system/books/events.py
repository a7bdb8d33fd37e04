"""What happens to a customer's account, in the order of days."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from shared.billing_contract import Document, MeterReading, RequestState


@dataclass(frozen=True)
class Issued:
    """A document is issued; its amounts are those of the day of issue."""

    on: date
    document_id: str
    document: Document


@dataclass(frozen=True)
class Paid:
    """Money comes in (or goes back, when `amount` is negative).

    Without an `amount` the customer pays what the named documents leave open: `share` of it, plus `extra`
    grosze; nothing happens where they are settled already.
    """

    on: date
    payment_id: str
    documents: tuple[tuple[str, int | None], ...]
    method: str
    amount: int | None = None
    share: float = 1.0
    round_up_to: int = 1
    extra_copies: int = 0
    portal_reference: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Reversed:
    """A payment is given back, or clawed back by the payer's bank (`chargeback`), wholly or an `amount` of it."""

    on: date
    payment_id: str
    of: str
    method: str
    amount: int


@dataclass(frozen=True)
class InterestDue:
    """An interest note for the late payment of a document; nothing happens where it was not late."""

    on: date
    document_id: str
    number: str
    for_document: str
    amount: int | None = None


@dataclass(frozen=True)
class CustomerChanged:
    """Contact data or consents changed at the customer's request."""

    changes: dict[str, Any]


@dataclass(frozen=True)
class MeterRead:
    """A customer's own reading came in, or was decided on."""

    reading_id: str
    reading: MeterReading


@dataclass(frozen=True)
class Postponed:
    """A document is to be paid later, as was agreed."""

    on: date
    document_id: str
    due_on: date


@dataclass(frozen=True)
class RequestSettled:
    """What a customer asked for was carried out, or refused."""

    reference: str
    told: RequestState


Event = Issued | Paid | Reversed | InterestDue | Postponed
