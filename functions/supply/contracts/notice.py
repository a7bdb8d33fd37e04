"""The days of ending a contract: which end can still be had, and by when the notice must have arrived."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from functions.supply.contracts.models import NoticeEnding, NoticeTerms

ENDINGS_SHOWN = 6


class Period(NamedTuple):
    """A notice period of whole months or of days; with `month` the contract ends with a month's last day."""

    months: int = 0
    days: int = 0
    month: bool = True


HOUSEHOLD = Period(months=1)
"""Art. 4j ust. 4 Prawo energetyczne: the last day of the month after the one in which the notice arrived. The customer
may name a later day, and the contract cannot change the rule."""


def notice_of(today: date, data: dict[str, Any], *, household: bool, ends_on: date | None) -> NoticeTerms:
    """How a running contract is ended: by law for a household, else by what the contract says."""
    told: dict[str, Any] = data.get("notice", {})
    months, days = told.get("months", data.get("noticeMonths")), told.get("days")
    text = told.get("text")
    if household:
        return _terms("law", HOUSEHOLD, today, ends_on, text)
    if months is None and days is None:
        return NoticeTerms(basis="unknown", months=None, days=None, arrives_today=None, endings=[], text=text)
    period = Period(months or 0, days or 0, told.get("ends", "month") == "month")
    if told.get("ends", "month") in {"month", "day"}:
        return _terms("contract", period, today, ends_on, text)
    # The end of a billing period, or of what only the contract knows, is no day that could be worked out here.
    return NoticeTerms(basis="contract", months=months, days=days, arrives_today=None, endings=[], text=text)


def ends_when_arriving(arrives: date, period: Period) -> date:
    """The day the contract ends when its notice arrives on a day.

    A Sunday or a holiday moves nothing: arriving is a fact and not an act to be done, so art. 115 KC does not apply.
    """
    end = _later(arrives, period.months) + timedelta(days=period.days)
    return _end_of_month(end) if period.month else end


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
    arrival = _later(latest, -period.months)
    return _end_of_month(arrival) if latest == _end_of_month(latest) else arrival


def _later(day: date, months: int) -> date:
    """The same day so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _ends_of_months(today: date) -> Iterator[date]:
    for months in range(120):
        yield _end_of_month(_later(today.replace(day=1), months))
