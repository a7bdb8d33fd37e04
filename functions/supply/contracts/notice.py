"""The days of ending a contract: which end can still be had, and by when the notice must have arrived."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from functions.supply.contracts.models import NoticeEnding, NoticeTerms
from shared.supply.notice_period import HOUSEHOLD, Period, contract_period, end_of_month, ends_when_arriving
from shared.working_days import plus_months

ENDINGS_SHOWN = 6


def notice_of(today: date, data: dict[str, Any], *, household: bool, ends_on: date | None) -> NoticeTerms:
    """How a running contract is ended: by law for a household, else by what the contract says."""
    reported: dict[str, Any] = data.get("notice", {})
    months, days = reported.get("months", data.get("noticeMonths")), reported.get("days")
    text, period = reported.get("text"), contract_period(data)
    if household:
        return _terms("law", HOUSEHOLD, today, ends_on, text)
    if months is None and days is None:
        return NoticeTerms(basis="unknown", months=None, days=None, arrives_today=None, endings=[], text=text)
    if period is not None:
        return _terms("contract", period, today, ends_on, text)
    # The end of a billing period, or of what only the contract knows, is no day that could be worked out here.
    return NoticeTerms(basis="contract", months=months, days=days, arrives_today=None, endings=[], text=text)


def endings(today: date, period: Period, ends_on: date | None = None) -> list[NoticeEnding]:
    """The next ends of months to be had, none after `ends_on`, each with the last day for notice to arrive."""
    if not period.month:
        return []
    found: list[NoticeEnding] = []
    for end in _ends_of_months(today):
        if (ends_on is not None and end >= ends_on) or len(found) == ENDINGS_SHOWN:
            break
        arrive_by = _latest_arrival(end, period)
        if arrive_by >= today:
            found.append(NoticeEnding(ends_on=end, arrive_by=arrive_by))
    return found


def _terms(basis: Any, period: Period, today: date, ends_on: date | None, text: str | None) -> NoticeTerms:
    arrives_today = ends_when_arriving(today, period)
    return NoticeTerms(
        basis=basis,
        months=period.months or None,
        days=period.days or None,
        arrives_today=arrives_today if ends_on is None else min(arrives_today, ends_on),
        endings=endings(today, period, ends_on),
        text=text,
    )


def _latest_arrival(end: date, period: Period) -> date:
    """The last day on which notice may arrive for the contract to end on the last day of a month."""
    latest = end - timedelta(days=period.days)
    arrival = plus_months(latest, -period.months)
    return end_of_month(arrival) if latest == end_of_month(latest) else arrival


def _ends_of_months(today: date) -> Iterator[date]:
    for months in range(120):
        yield end_of_month(plus_months(today.replace(day=1), months))
