"""When an answer is due. Days are dates in Warsaw; a clock runs from the day our server stored the first message and
never pauses, whoever has to write next.

- A consumer's complaint: 14 days from receipt, silence accepts it (ustawa o prawach konsumenta, art. 7a).
- A firm's complaint: by its contract; the office's own figure stands here.
- A request about personal data: one month (RODO, art. 12(3)).
- A complaint about a threatened or done disconnection: 14 days, and supply is not cut meanwhile (Prawo
  energetyczne, art. 6c); where supply was cut already it is back within 3 days.
- Anything else: the office keeps to the complaint's days, because a question may turn out to be one.
"""

from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from shared.clock import WARSAW
from shared.working_days import plus_months, term_in_days, term_in_months, working_day_from, working_day_until

Rule = Literal["complaint", "privacy", "disconnection", "promise"]
"""By what an answer is due; `promise` is no law but the office's own word."""

COMPLAINT_DAYS = 14
FIRM_COMPLAINT_DAYS = 14
DISCONNECTION_DAYS = 14
PROMISED_DAYS = 14
PRIVACY_MONTHS = 1
RESTORED_DAYS = 3
COORDINATOR_DAYS = 14

REOPENED_WITHIN = timedelta(days=14)
"""So long after a ticket was closed it can be opened again; later a new one is linked to it."""


class Due(NamedTuple):
    """`due_on` is the last day by law or by promise. `target_on` is the clerk's: the last working day not after the
    day the term would end on if free days moved nothing, for whether a posted answer may use the moved days is
    disputed."""

    rule: Rule
    due_on: date
    target_on: date


def warsaw_day(moment: datetime) -> date:
    return moment.astimezone(WARSAW).date()


def due(rule: Rule, received_at: datetime, *, consumer: bool) -> Due:
    """When the answer to what was received then is due."""
    received = warsaw_day(received_at)
    if rule == "privacy":
        unmoved, moved = plus_months(received, PRIVACY_MONTHS), term_in_months(received, PRIVACY_MONTHS)
    else:
        days = _days(rule, consumer=consumer)
        unmoved, moved = received + timedelta(days=days), term_in_days(received, days)
    return Due(rule, moved, working_day_until(unmoved))


def restored_by(received_at: datetime) -> date:
    """The day by which a supply that was cut is back after the complaint (art. 6c): days of the calendar."""
    return warsaw_day(received_at) + timedelta(days=RESTORED_DAYS)


def looked_at_again(ended_at: datetime) -> date:
    """The clerk's day for a supply that is still held after the answer: the customer has so many days to turn to the
    Coordinator (art. 6c); the first working day after them."""
    return working_day_from(warsaw_day(ended_at) + timedelta(days=COORDINATOR_DAYS + 1))


def _days(rule: Rule, *, consumer: bool) -> int:
    if rule == "disconnection":
        return DISCONNECTION_DAYS
    if rule == "promise":
        return PROMISED_DAYS
    return COMPLAINT_DAYS if consumer else FIRM_COMPLAINT_DAYS
