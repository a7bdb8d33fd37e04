"""What is wrong with a series of usage that keeps the contract and still cannot be shown."""

from datetime import date, timedelta

from shared import clock
from shared.billing_contract import WITHOUT_VALUE, Usage, last_day, longest
from shared.supply.usage import day_at, place_of

_EARLIEST = date(2000, 1, 1)


def fault_of(usage: Usage) -> str | None:
    """The reason for quarantine, None for a series that can be shown."""
    if usage.start < _EARLIEST:
        return "start: long before there can be any"
    if _last_known(usage) > clock.today() + timedelta(days=1):
        return "start: values of days that have not come yet"
    if usage.through is None and _over(usage) and len(usage.quality) < longest(usage.resolution, usage.start):
        return "quality: too short for a month or year that is over, and no last day (`through`) is told"
    return None


def _over(usage: Usage) -> bool:
    """Whether its month or year is over, and the day in which its last values come."""
    return last_day(usage.resolution, usage.start) + timedelta(days=1) < clock.today()


def _last_known(usage: Usage) -> date:
    """The day the last known value begins with."""
    known = len(usage.quality.rstrip(WITHOUT_VALUE))
    last = place_of(usage.start, usage.resolution) + max(known - 1, 0)
    if usage.resolution == "month":
        return date(usage.start.year, last + 1, 1)
    if usage.resolution == "day":
        return day_at(usage.start.year, last)
    return usage.start.replace(day=1) + timedelta(days=last // 100)
