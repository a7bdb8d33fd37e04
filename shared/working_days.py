"""Polish working days, and how Polish civil law counts a term.

Kodeks cywilny: art. 111 (a term in days ends with the end of its last day, the day of the event is not counted),
art. 112 (a term in months ends on the day of the same number, or the month's last), art. 115 (a last day that is a
Saturday or free by law moves to the next day that is neither). Christmas Eve is free since 2025.
All days are dates in Warsaw.
"""

import calendar
from datetime import date, timedelta
from functools import cache

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether the day is neither a Saturday nor free by law."""
    return day.weekday() < _SATURDAY and not is_holiday(day)


def is_holiday(day: date) -> bool:
    """Whether the day is free by law, on whatever day of the week it falls."""
    return day in _free_days(day.year)


def working_day_from(day: date) -> date:
    """The day itself, or the next working day: where art. 115 moves the end of a term to."""
    while not is_working_day(day):
        day += _ONE_DAY
    return day


def working_day_until(day: date) -> date:
    """The day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= _ONE_DAY
    return day


def whole_working_days_since(event: date, today: date) -> int:
    """The working days after the day of the event that are over; today is not."""
    days = (today - event).days - 1
    return sum(is_working_day(event + timedelta(days=1 + n)) for n in range(days))


def term_in_days(event: date, days: int) -> date:
    """The last day of a term of so many days from the event."""
    return working_day_from(event + timedelta(days=days))


def term_in_months(event: date, months: int) -> date:
    """The last day of a term of so many months from the event."""
    return working_day_from(plus_months(event, months))


def plus_months(day: date, months: int) -> date:
    """The day of the same number so many months on, or that month's last; nothing is moved."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@cache
def _free_days(year: int) -> frozenset[date]:
    import holidays

    return frozenset(holidays.country_holidays("PL", years=year))
