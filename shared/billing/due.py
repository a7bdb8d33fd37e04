"""When an open document is overdue.

A due day that is a Saturday or free by law moves to the next working day (Kodeks cywilny, art. 115), and the whole of
that day is left to pay. Documents keep the day printed on them; these functions turn it into what holds.
All days are dates in Warsaw.
"""

from datetime import date, timedelta

from shared.working_days import working_day_from, working_day_until

_ONE_DAY = timedelta(days=1)


def pay_by(due_on: date) -> date:
    """The last day to pay a document with this due day."""
    return working_day_from(due_on)


def due_days(last_day: date) -> list[date]:
    """The due days whose last day to pay is this one; none for a day that is free."""
    if pay_by(last_day) != last_day:
        return []
    first = overdue_before(last_day)
    return [first + n * _ONE_DAY for n in range((last_day - first).days + 1)]


def overdue_before(today: date) -> date:
    """Open documents due before this day are overdue today; so a query need not know of working days."""
    return working_day_until(today - _ONE_DAY) + _ONE_DAY
