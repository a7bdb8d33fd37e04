"""What remains to be paid after the payments under way."""

from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from functions.billing.account_balance import balance_of, left_of
from shared.mirror import Due, Summary
from shared.payments.intent import OpenPart, OpenPayment

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
TODAY = date(2026, 11, 27)
FIRST, SECOND = date(2026, 11, 20), date(2026, 12, 4)


def due(day: date, amount: int, documents: int = 1) -> Due:
    return Due(due_on=day, amount=amount, documents=documents, document_id=f"document-{day}", number="F/1")


def a_payment(amount: int, *parts: tuple[date | None, int], state: Any = "started", whole: bool = False) -> OpenPayment:
    return OpenPayment(
        id="payment-of-a-test",
        state=state,
        choice="documents" if parts else "amount",
        amount=amount,
        parts=[OpenPart(document_id="document-x", amount=part, due_on=day) for day, part in parts],
        whole=whole,
        expires_at=NOW,
    )


def summary(*payments: OpenPayment, dues: list[Due], balance: int | None = 30000) -> Summary:
    return Summary(balance=balance, as_of=NOW, dues=dues, online_payments=list(payments))


def test_a_payment_begun_lowers_what_is_left_and_what_is_overdue() -> None:
    dues = [due(FIRST, 10000), due(SECOND, 20000)]
    before = balance_of(summary(dues=dues), TODAY)
    assert (before.balance, before.left_to_pay, before.overdue, before.waiting) == (30000, 30000, 10000, 0)
    waiting = balance_of(summary(a_payment(10000, (FIRST, 10000)), dues=dues), TODAY)
    assert (waiting.balance, waiting.left_to_pay, waiting.overdue) == (30000, 20000, 0)
    assert (waiting.waiting, waiting.accepted) == (10000, 0)
    accepted = balance_of(summary(a_payment(10000, (FIRST, 10000), state="confirmed"), dues=dues), TODAY)
    assert (accepted.waiting, accepted.accepted, accepted.left_to_pay) == (0, 10000, 20000)


def test_a_free_amount_goes_to_the_oldest() -> None:
    left = left_of(summary(a_payment(12000), dues=[due(FIRST, 10000), due(SECOND, 20000)]))
    assert [(one.due_on, one.amount) for one in left] == [(SECOND, 18000)]


def test_a_balance_nobody_has_told_is_unknown() -> None:
    unknown = balance_of(Summary(dues=[due(SECOND, 21840)]), TODAY)
    assert (unknown.balance, unknown.as_of, unknown.left_to_pay) == (None, None, None)
    nobody = balance_of(None, TODAY)
    assert (nobody.balance, nobody.left_to_pay, nobody.online_payments) == (None, None, [])


@given(
    amounts=st.lists(st.integers(1, 10**7), max_size=6),
    paid=st.lists(st.tuples(st.integers(0, 7), st.integers(1, 10**7)), max_size=4),
)
def test_nothing_is_lost_and_nothing_below_nought(amounts: list[int], paid: list[tuple[int, int]]) -> None:
    dues = [due(date(2026, 11, 1 + n), amount) for n, amount in enumerate(amounts)]
    payments = [a_payment(sum_, (date(2026, 11, 1 + n), sum_)) for n, sum_ in paid]
    left = left_of(summary(*payments, dues=dues))
    assert all(one.amount > 0 and one.documents >= 1 for one in left)
    assert sum(one.amount for one in left) == max(sum(amounts) - sum(sum_ for _, sum_ in paid), 0)
