"""The start page: the balance with its sign, what is due next, what came last; with the session two reads."""

from datetime import date, timedelta

from functions.billing import store
from functions.billing.account_balance import balance_of, left_of
from functions.billing.document_state import summary_of
from functions.billing.documents.models import EndingPrice, LatestMonthOfUsage, MonthOfBills, NextPayment, Overview
from shared import clock
from shared.billing.due import overdue_before, pay_by
from shared.mirror import Due, Summary
from shared.problems import Problem

_USUAL_PAUSE = timedelta(days=30)
_ANNOUNCED = timedelta(days=60)


async def overview_of(customer_id: str) -> Overview:
    """Raises Problem `not_found` for a customer who is gone from the mirror."""
    summary = await store.summary_of(customer_id)
    if summary is None:
        raise Problem("not_found")
    today = clock.today()
    latest = max((row.issued_on for row in summary.recent if row.kind == "invoice"), default=None)
    return Overview(
        **balance_of(summary, today).model_dump(by_alias=False),
        display_name=summary.display_name,
        kind=summary.kind,
        next_payment=_next_payment(summary, today),
        next_document_expected_on=max(latest + _USUAL_PAUSE, today) if latest else None,
        last_documents=[summary_of(row, today) for row in summary.recent],
        bills=_bills(summary),
        usage=LatestMonthOfUsage(**summary.usage.model_dump(by_alias=False)) if summary.usage else None,
        ending_price=_ending_price(summary, today),
        answers=summary.answers,
    )


def _next_payment(summary: Summary, today: date) -> NextPayment | None:
    """All that is overdue, else what is due next."""
    left = left_of(summary)
    late = overdue_before(today)
    overdue = [due for due in left if due.due_on < late]
    following = overdue or left[:1]
    if not following:
        return None
    first, documents = following[0], sum(due.documents for due in following)
    single = first if documents == 1 and _is_whole(first, summary) else None
    last_day = pay_by(first.due_on)
    return NextPayment(
        overdue=bool(overdue),
        documents=documents,
        document_id=single.document_id if single else None,
        number=single.number if single else None,
        due_on=first.due_on,
        pay_by=last_day,
        days_left=(last_day - today).days,
        amount=sum(due.amount for due in following),
    )


def _bills(summary: Summary) -> list[MonthOfBills]:
    """Twelve months, the newest with a bill at the end."""
    since = summary.billed_since
    if not summary.billed or since is None:
        return []
    newest = date.fromisoformat(f"{max(summary.billed)}-01")
    months = [_months_back(newest, back) for back in range(11, -1, -1)]
    return [
        MonthOfBills(
            month=month,
            amount=summary.billed.get(f"{month:%Y-%m}", 0),
            before=summary.billed.get(past, 0) if (past := f"{_months_back(month, 12):%Y-%m}") >= since else None,
        )
        for month in months
        if f"{month:%Y-%m}" >= since
    ]


def _months_back(first: date, months: int) -> date:
    place = first.year * 12 + first.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def _ending_price(summary: Summary, today: date) -> EndingPrice | None:
    """The first promised price to end within 60 days."""
    ending = [price for price in summary.fixed_prices if today <= price.until <= today + _ANNOUNCED]
    if not ending:
        return None
    first = ending[0]
    return EndingPrice(contract_id=first.contract_id, product=first.product, ends_on=first.until, more=len(ending) - 1)


def _is_whole(due: Due, summary: Summary) -> bool:
    """Whether the day had this one document from the start: of several the summary knows the first by name only."""
    return any(one.due_on == due.due_on and one.documents == 1 for one in summary.dues)
