"""An online payment: what is to be paid, and how far it has come. Its state only ever moves forward."""

from datetime import date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from shared.json_model import RecordModel
from shared.locale import Locale

State = Literal["created", "started", "refused", "expired", "paid", "confirmed", "reported", "booked", "refunded"]
Choice = Literal["documents", "overdue", "balance", "amount"]
Refusal = Literal["cancelled", "blik_refused", "other_amount", "provider_unavailable", "provider_refused"]

# Money may come after a payment expired or was cancelled: then it counts, so both lead on to `paid`.
NEXT: dict[State, frozenset[State]] = {
    "created": frozenset({"started", "refused", "expired", "paid"}),
    "started": frozenset({"refused", "expired", "paid", "refunded"}),
    "refused": frozenset({"paid", "refunded"}),
    "expired": frozenset({"paid", "refunded"}),
    "paid": frozenset({"confirmed", "refunded"}),
    "confirmed": frozenset({"reported", "booked"}),
    "reported": frozenset({"booked", "refunded"}),
    "booked": frozenset(),
    "refunded": frozenset(),
}
WAITING: frozenset[State] = frozenset({"created", "started"})
WITHOUT_MONEY: frozenset[State] = WAITING | {"refused", "expired"}
OPEN: frozenset[State] = WAITING | {"paid", "confirmed", "reported"}
"""The states in which documents count as being paid."""

LIFETIME = timedelta(minutes=30)
_UNREGISTERED = timedelta(minutes=2)
_LATE_MONEY = timedelta(days=8)
_SOON, _SELDOM = timedelta(minutes=1), timedelta(hours=6)


class Part(RecordModel):
    """The part of a payment meant for one document, in grosze."""

    document_id: str
    number: str
    amount: int
    due_on: date | None = None


class Payer(RecordModel):
    """Who pays, as the portal knew them when the payment began; the mail of confirmation goes there.

    `account_id` None: the payment began before accounts had a say in which mails they get.
    """

    account_id: str | None = None
    email: str
    locale: Locale
    kind: Literal["individual", "business"]


class Intent(RecordModel):
    """One online payment. `whole` means the whole balance: then every document counts as being paid.

    `subject` is the number in the title that must not be cut: of the one document, or of the customer. `paid_at` is
    the provider's own time from `confirmed` on, before that the moment of learning. `registering_since` is when the
    last request began to announce it to the provider: of several under one key only that one does.
    """

    id: str
    customer_id: str
    type: Literal["intent"] = "intent"
    state: State = "created"
    choice: Choice
    amount: Annotated[int, Field(gt=0)]
    currency: Literal["PLN"] = "PLN"
    title: str
    subject: str = ""
    parts: list[Part]
    whole: bool
    payer: Payer
    method: Literal["redirect", "blik"]
    request_digest: str
    created_at: AwareDatetime
    expires_at: AwareDatetime
    check_at: AwareDatetime | None
    checks: int = 0
    registering_since: AwareDatetime | None = None
    token: str | None = None
    order_id: int | None = None
    refusal: Refusal | None = None
    paid_at: AwareDatetime | None = None
    confirmed_at: AwareDatetime | None = None
    mailed_at: AwareDatetime | None = None
    reported_at: AwareDatetime | None = None
    payment_id: str | None = None
    booked_on: date | None = None
    refunded_at: AwareDatetime | None = None

    @property
    def reference(self) -> str:
        """What the provider calls this payment by; it leads to the customer's partition without a search."""
        return f"{self.customer_id}.{self.id}"


class OpenPart(RecordModel):
    """What of a payment under way is meant for one document."""

    document_id: str
    amount: int
    due_on: date | None = None


class OpenPayment(RecordModel):
    """A payment under way, as the customer's one list of them holds it, and the summary of the start page shows it."""

    id: str
    state: State
    choice: Choice
    amount: int
    parts: list[OpenPart]
    whole: bool
    expires_at: AwareDatetime

    @property
    def document_ids(self) -> list[str]:
        return [part.document_id for part in self.parts]

    @property
    def accepted(self) -> bool:
        """Whether the money is there, and only billing has yet to book it."""
        return self.state not in WITHOUT_MONEY

    @classmethod
    def of(cls, intent: Intent) -> "OpenPayment":
        return cls(
            id=intent.id,
            state=intent.state,
            choice=intent.choice,
            amount=intent.amount,
            parts=[
                OpenPart(document_id=part.document_id, amount=part.amount, due_on=part.due_on) for part in intent.parts
            ],
            whole=intent.whole,
            expires_at=intent.expires_at,
        )

    def pays(self, document_id: str) -> bool:
        return self.whole or document_id in self.document_ids

    def excludes(self, other: "OpenPayment") -> bool:
        """Whether `other` would pay something that this one pays.

        Two free amounts exclude each other only while the first still waits for its money; the whole balance
        excludes everything, because it goes down only when billing has booked what was paid. What `store.add` is told
        stands beside a payment of the balance has been taken off its amount.
        """
        if self.choice == other.choice == "amount":
            return self.state in WITHOUT_MONEY
        return self.whole or other.whole or not set(self.document_ids).isdisjoint(other.document_ids)


def next_check(intent: Intent, now: datetime) -> datetime | None:
    """When the timer looks again; None when nothing more can happen to it.

    Pauses double from a minute to six hours. What waits for its money is looked at until eight days after it began.
    """
    pause = min(_SOON * (1 << min(intent.checks, 20)), _SELDOM)
    match intent.state:
        case "booked" | "refunded":
            return None
        case "created":
            # Nobody has been given a way to pay it: a start that broke off.
            return intent.created_at + _UNREGISTERED
        case "started":
            return min(now + _SOON, intent.expires_at) if now < intent.expires_at else now
        case "refused" | "expired" if now >= intent.created_at + _LATE_MONEY:
            return None
        case "reported" if intent.checks == 0:
            # Billing books at once as a rule, and the customer is waiting to see it.
            return now
        case _:
            return now + pause
