"""The notice period of a contract, and the day it ends when the notice arrives."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Any, NamedTuple

from shared.working_days import plus_months


class Period(NamedTuple):
    """A notice period of whole months or of days; with `month` the contract ends with a month's last day."""

    months: int = 0
    days: int = 0
    month: bool = True


HOUSEHOLD = Period(months=1)
"""Art. 4j ust. 4 Prawo energetyczne: the last day of the month after the one in which the notice arrived. The customer
may name a later day, and the contract cannot change the rule."""


def is_household(data: dict[str, Any], kind: str) -> bool:
    """Whether the contract supplies a household: as billing says, else a private person's in a group G."""
    purpose = data.get("purpose")
    if purpose is not None:
        return bool(purpose == "household")
    return kind == "individual" and str(data["tariff"]).startswith("G")


def contract_period(data: dict[str, Any]) -> Period | None:
    """What a contract of no household says, where it says so in days of the calendar."""
    reported: dict[str, Any] = data.get("notice", {})
    months, days = reported.get("months", data.get("noticeMonths")), reported.get("days")
    ends = reported.get("ends", "month")
    if (months is None and days is None) or ends not in {"month", "day"}:
        return None
    return Period(months or 0, days or 0, ends == "month")


def ends_when_arriving(arrives: date, period: Period) -> date:
    """The day the contract ends when its notice arrives on a day.

    A Sunday or a holiday moves nothing: arriving is a fact and not an act to be done, so art. 115 KC does not apply.
    """
    end = plus_months(arrives, period.months) + timedelta(days=period.days)
    return end_of_month(end) if period.month else end


def end_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])
