"""The account of one customer: documents and payments booked one after another, and what is open after them.

What comes in settles the documents it names, then the oldest open ones; what is left waits as an overpayment and
settles the next document at its issue. A negative correction is set off in the same way. So the balance is always
the sum of what documents leave open less what payments have left.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from local.billing_system.books.events import Event, InterestDue, Issued, Paid, Postponed, Reversed
from local.billing_system.prices.tariffs import grosze
from shared.billing_contract import Document, Line, Payment, SettledDocument, Settlement

STATUTORY_INTEREST = (
    (date(2023, 10, 5), Decimal("11.25")),
    (date(2025, 5, 8), Decimal("10.75")),
    (date(2025, 7, 3), Decimal("10.50")),
    (date(2025, 9, 4), Decimal("10.25")),
    (date(2025, 10, 9), Decimal("10.00")),
    (date(2025, 11, 6), Decimal("9.75")),
)
"""Statutory interest for delay, per cent a year, from a day on (Civil Code art. 481 § 2); the last one stays."""


@dataclass(frozen=True)
class Before:
    """What the account looked like when a document was issued."""

    balance: int
    payments: tuple[Payment, ...]


@dataclass
class Ledger:
    """An account being kept; `set_off_id` names the payment by which a document was set off."""

    set_off_id: Callable[[str], str]
    documents: dict[str, Document] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    before: dict[str, Before] = field(default_factory=dict)
    _open: dict[str, None] = field(default_factory=dict)
    _left: dict[str, int] = field(default_factory=dict)
    _since: list[str] = field(default_factory=list)

    @property
    def balance(self) -> int:
        """What is to be paid, in grosze; negative for an overpayment."""
        return sum(self.documents[key].remaining for key in self._open) - sum(self._left.values())

    @property
    def overpaid(self) -> dict[str, int]:
        """What payments have left, by their ids, in the order they came."""
        return dict(self._left)

    @property
    def credits(self) -> dict[str, int]:
        """What documents leave open in the customer's favour, as positive amounts."""
        return {key: -self.documents[key].remaining for key in self._open if self.documents[key].remaining < 0}

    def book(self, event: Event) -> None:
        """Book one event."""
        if isinstance(event, Issued):
            self._issue(event.document_id, event.document)
        elif isinstance(event, Paid):
            self._pay(event)
        elif isinstance(event, Reversed):
            self._reverse(event)
        elif isinstance(event, InterestDue):
            self._interest(event)
        elif isinstance(event, Postponed):
            document = self.documents[event.document_id]
            self.documents[event.document_id] = document.model_copy(update={"due_on": event.due_on})

    def _issue(self, key: str, document: Document) -> None:
        self.before[key] = Before(self.balance, tuple(self.payments[payment] for payment in self._since))
        self._since.clear()
        self.documents[key] = document
        if document.remaining == 0:
            return
        self._open[key] = None
        if document.remaining > 0:
            for payment in list(self._left):
                self._settle(payment, key, document.issued_on)
            for other in [other for other in self._open if self.documents[other].remaining < 0]:
                self._set_off(other, key, document.issued_on)
        else:
            first = [document.corrects] if document.corrects in self._open else []
            for other in [*first, *self._open]:
                if other in self._open and self.documents[other].remaining > 0:
                    self._set_off(key, other, document.issued_on)

    def _pay(self, event: Paid) -> None:
        named = [(key, part) for key, part in event.documents if key in self._open]
        amount = event.amount
        if amount is None:
            due = sum(self.documents[key].remaining for key, _ in named)
            if due <= 0:
                return
            amount = -(-round(due * event.share) // event.round_up_to) * event.round_up_to
            amount *= 1 + event.extra_copies
        title = event.title or next(
            (self.documents[key].transfer_title for key, _ in event.documents if key in self.documents),
            "Wpłata za energię",
        )
        self.payments[event.payment_id] = Payment(
            amount=amount,
            booked_on=event.on,
            method=event.method,
            title=title,
            portal_reference=event.portal_reference,
        )
        self._since.append(event.payment_id)
        self._left[event.payment_id] = amount
        for key, part in named:
            self._settle(event.payment_id, key, event.on, at_most=part)
        for key in list(self._open):
            self._settle(event.payment_id, key, event.on)
        if self._left.get(event.payment_id) == 0:
            del self._left[event.payment_id]

    def _reverse(self, event: Reversed) -> None:
        """Take money back: first what the payment has left, then from the documents it settled last."""
        paid = self.payments[event.of]
        self.payments[event.payment_id] = Payment(
            amount=-event.amount, booked_on=event.on, method=event.method, title=paid.title, reverses=event.of
        )
        self._since.append(event.payment_id)
        still = event.amount - min(self._left.get(event.of, 0), event.amount)
        self._take_from_left(event.of, event.amount - still)
        for settled in reversed(paid.settles):
            part = min(settled.amount, still)
            if part > 0:
                self._record(event.payment_id, settled.document_id, -part, event.on)
                still -= part

    def _take_from_left(self, payment: str, amount: int) -> None:
        if amount and self._left[payment] == amount:
            del self._left[payment]
        elif amount:
            self._left[payment] -= amount

    def _settle(self, payment: str, key: str, on: date, *, at_most: int | None = None) -> None:
        """Settle the document from what the payment has left."""
        left = self._left.get(payment, 0)
        remaining = self.documents[key].remaining
        if left == 0 or remaining == 0 or (left > 0) != (remaining > 0):
            return
        part = min(abs(left), abs(remaining), abs(at_most) if at_most is not None else abs(left))
        part = part if left > 0 else -part
        self._record(payment, key, part, on)
        self._left[payment] = left - part
        if self._left[payment] == 0:
            del self._left[payment]

    def _set_off(self, negative: str, positive: str, on: date) -> None:
        part = min(-self.documents[negative].remaining, self.documents[positive].remaining)
        if part <= 0:
            return
        key = self.set_off_id(f"{negative} {positive}")
        self.payments[key] = Payment(
            amount=part,
            booked_on=on,
            method="set_off",
            title=f"Zaliczenie {self.documents[negative].number} na poczet {self.documents[positive].number}",
        )
        self._since.append(key)
        self._record(key, negative, -part, on)
        self._record(key, positive, part, on)

    def _record(self, payment: str, key: str, part: int, on: date) -> None:
        document = self.documents[key]
        paid = self.payments[payment]
        self.documents[key] = document.model_copy(
            update={
                "remaining": document.remaining - part,
                "settlements": [
                    *document.settlements,
                    Settlement(payment_id=payment, amount=part, settled_on=on),
                ],
            }
        )
        self.payments[payment] = paid.model_copy(
            update={"settles": [*paid.settles, SettledDocument(document_id=key, number=document.number, amount=part)]}
        )
        if document.remaining == part:
            del self._open[key]
        elif document.remaining == 0:
            self._open[key] = None

    def _interest(self, event: InterestDue) -> None:
        late = self.documents.get(event.for_document)
        if late is None:
            return
        lines = [_single(late, event.amount)] if event.amount else interest_lines(late, event.on)
        amount = sum(line.gross for line in lines)
        if amount <= 0:
            return
        note = Document(
            kind="interest_note",
            number=event.number,
            contract_id=late.contract_id,
            issued_on=event.on,
            due_on=date.fromordinal(event.on.toordinal() + 14),
            net=amount,
            vat=0,
            amount=amount,
            remaining=amount,
            account=late.account,
            transfer_title=f"Nota odsetkowa {event.number}",
            reason=f"Zapłata po terminie: {late.number}",
            lines=lines,
        )
        self._issue(event.document_id, note)


def interest_lines(late: Document, until: date) -> list[Line]:
    """Return interest for every part of a document paid after its due date, and for what is still open."""
    if late.due_on is None:
        return []
    parts = [(part.amount, part.settled_on) for part in late.settlements if part.amount > 0]
    if late.remaining > 0:
        parts.append((late.remaining, until))
    lines: list[Line] = []
    for amount, paid_on in parts:
        days = (paid_on - late.due_on).days
        rate = next(
            rate for since, rate in reversed(STATUTORY_INTEREST) if since <= max(late.due_on, STATUTORY_INTEREST[0][0])
        )
        interest = grosze(Decimal(amount) / 100 * rate / 100 * days / 365) if days > 0 else 0
        if interest > 0:
            lines.append(
                Line(
                    name=f"Odsetki od {late.number}",
                    quantity=str(days),
                    unit="dni",
                    unit_price=f"{rate} % rocznie",
                    net=interest,
                    vat_rate="np",
                    vat=0,
                    gross=interest,
                )
            )
    return lines


def _single(late: Document, amount: int) -> Line:
    return Line(name=f"Odsetki od {late.number}", net=amount, vat_rate="np", vat=0, gross=amount)
