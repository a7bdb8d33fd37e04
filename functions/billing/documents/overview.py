"""The start page: the balance with its sign, what is due next, what came last; with the session two reads."""

from datetime import timedelta

from functions.billing import store
from functions.billing.document_state import summary_of
from functions.billing.documents.models import NextPayment, Overview
from shared import clock
from shared.problems import Problem

_USUAL_PAUSE = timedelta(days=30)


async def overview_of(customer_id: str) -> Overview:
    """Raises Problem `not_found` for a customer who is gone from the mirror."""
    summary = await store.summary_of(customer_id)
    if summary is None:
        raise Problem("not_found")
    today = clock.today()
    overdue = sum(due.amount for due in summary.dues if due.due_on < today)
    to_come = [due for due in summary.dues if due.due_on >= today]
    following = next(iter(to_come or summary.dues), None)
    latest = max((row.issued_on for row in summary.recent if row.kind == "invoice"), default=None)
    return Overview(
        display_name=summary.display_name,
        kind=summary.kind,
        balance=summary.balance,
        overdue=overdue,
        as_of=summary.as_of or clock.now(),
        next_payment=NextPayment(
            document_id=following.document_id,
            number=following.number,
            due_on=following.due_on,
            days_left=(following.due_on - today).days,
            amount=following.amount,
        )
        if following
        else None,
        next_document_expected_on=max(latest + _USUAL_PAUSE, today) if latest else None,
        last_documents=[summary_of(row, today) for row in summary.recent],
    )
