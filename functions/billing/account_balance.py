"""What is owed, and what remains of it after the payments under way."""

from datetime import date

from functions.billing.models import AccountBalance, OpenOnlinePayment
from shared.billing.due import overdue_before
from shared.mirror import Due, Summary
from shared.payments.intent import OpenPayment


def balance_of(summary: Summary | None, today: date) -> AccountBalance:
    """The balance with what is on its way, from the summary alone; None for a customer who has none."""
    summary = summary or Summary()
    payments = summary.online_payments
    accepted = sum(payment.amount for payment in payments if payment.accepted)
    waiting = sum(payment.amount for payment in payments if not payment.accepted)
    known = summary.balance is not None and summary.as_of is not None
    late = overdue_before(today)
    return AccountBalance(
        balance=summary.balance if known else None,
        as_of=summary.as_of,
        waiting=waiting,
        accepted=accepted,
        left_to_pay=max(summary.balance - accepted - waiting, 0) if summary.balance is not None and known else None,
        overdue=sum(due.amount for due in left_of(summary) if due.due_on < late),
        online_payments=[shown(payment) for payment in payments],
    )


def left_of(summary: Summary) -> list[Due]:
    """The dues that remain after the payments under way, in order of their day.

    A payment goes to the documents it names; what they no longer take, and a free amount, to the oldest, as billing
    does it.
    """
    left = {due.due_on: due for due in summary.dues}
    for payment in summary.online_payments:
        rest = payment.amount
        for part in payment.parts:
            if part.due_on is None:
                rest -= part.amount
            elif part.due_on in left:
                rest -= min(part.amount, left[part.due_on].amount)
                left[part.due_on] = _less(left[part.due_on], part.amount, documents=1)
        for day in sorted(left):
            taken = min(rest, left[day].amount)
            left[day] = _less(left[day], taken, documents=0)
            rest -= taken
    return [left[day] for day in sorted(left) if left[day].amount > 0]


def _less(due: Due, amount: int, *, documents: int) -> Due:
    return due.model_copy(
        update={"amount": max(due.amount - amount, 0), "documents": max(due.documents - documents, 1)}
    )


def shown(payment: OpenPayment) -> OpenOnlinePayment:
    return OpenOnlinePayment(
        id=payment.id,
        state=payment.state,
        accepted=payment.accepted,
        amount=payment.amount,
        documents=payment.document_ids,
        whole_balance=payment.whole,
        expires_at=payment.expires_at,
    )
