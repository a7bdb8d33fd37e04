"""What goes in and out of online payments, and the history of payments. Amounts in grosze, dates of Warsaw."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StrictBool, StringConstraints, model_validator

from functions.billing.models import OpenOnlinePayment, PaymentMethod, TakenBack
from shared.json_model import JsonModel
from shared.payments.intent import Choice, Refusal, State

LEAST, MOST = 1_00, 50_000_00
MOST_DOCUMENTS = 50

DocumentId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]


class OnlinePaymentRequest(JsonModel):
    """What to pay: exactly one of `documents`, `overdue`, `balance`, `amount`; all but the last is added up here.

    With `blikCode` the payer's bank asks at once, and no page of the provider is needed; the provider then wants its
    terms accepted on our page (`providerTermsAccepted`).
    """

    documents: Annotated[list[DocumentId], Field(min_length=1, max_length=MOST_DOCUMENTS)] | None = None
    overdue: Literal[True] | None = None
    balance: Literal[True] | None = None
    amount: Annotated[int, Field(strict=True, ge=LEAST, le=MOST)] | None = None
    blik_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")] | None = None
    provider_terms_accepted: StrictBool = False

    @model_validator(mode="after")
    def _one_choice(self) -> "OnlinePaymentRequest":
        if sum(choice is not None for choice in (self.documents, self.overdue, self.balance, self.amount)) != 1:
            raise ValueError("exactly one of documents, overdue, balance and amount")
        if self.blik_code is not None and not self.provider_terms_accepted:
            raise ValueError("a BLIK code needs the provider's terms accepted")
        return self


class PaidPart(JsonModel):
    """The part of a payment meant for one document; what the parts leave goes to the oldest open ones."""

    document_id: str
    number: str
    amount: int


class OnlinePayment(JsonModel):
    """A payment and how far it has come.

    `created`, `started`: waiting for the money; `paid`: there, being checked; `confirmed`, `reported`: ours, billing
    has yet to book it; `booked`: in the list of payments; `refused` (see `refusal`), `expired`: nothing was charged as
    far as we know; `refunded`: given back. `redirectUrl` is where to pay, while that is possible.
    """

    id: str
    state: State
    choice: Choice
    method: Literal["redirect", "blik"]
    amount: int
    currency: Literal["PLN"]
    title: str
    documents: list[PaidPart]
    redirect_url: str | None
    refusal: Refusal | None
    created_at: AwareDatetime
    expires_at: AwareDatetime
    paid_at: AwareDatetime | None


class OpenOnlinePayments(JsonModel):
    """The payments under way: begun and not over, or paid and not booked yet."""

    payments: list[OpenOnlinePayment]


class Transfer(JsonModel):
    """A transfer as it is typed into the bank: `account` of 26 digits, `amount` in grosze."""

    payee: str
    account: str
    amount: int
    title: str


class NotificationTaken(JsonModel):
    """The answer to the provider."""

    accepted: Literal[True] = True


class SettledPart(JsonModel):
    """What of a payment went to one document; `number` is missing where billing did not say it."""

    document_id: str
    number: str | None
    amount: int


class BookedPayment(JsonModel):
    """A payment as billing booked it. What `settles` leaves of its money is `left`: an overpayment.

    A `set_off` brings no money: its `amount` is what was set off. A `refund` and a `chargeback` (a direct debit clawed
    back) are negative; `reverses` is the payment they take back, where billing says so. `taken_back` is what of this
    payment was taken back by others, and is no overpayment.
    """

    id: str
    booked_on: date
    method: PaymentMethod
    title: str
    amount: int
    settles: list[SettledPart]
    left: int
    reverses: str | None
    taken_back: TakenBack | None


class PaymentPage(JsonModel):
    """A page of the history, newest first; `next` goes into `after` of the next call.

    `online_payments` are those under way, on the first page only.
    """

    payments: list[BookedPayment]
    online_payments: list[OpenOnlinePayment]
    next: str | None
