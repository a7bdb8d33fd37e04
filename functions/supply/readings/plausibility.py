"""Whether a reading can be: questions to whoever read it, and what cannot be at all."""

from collections.abc import Mapping
from datetime import date, timedelta

from functions.supply.readings.models import Question

OLDEST = timedelta(days=45)
_MUCH_MORE, _MUCH_LESS = 3, 5
_LEAST_DAYS = 3
"""A mean over fewer days says nothing."""
_LEAST_KWH = 1


def refusal_of(
    taken_on: date, today: date, states: Mapping[str, int], zones: list[str], digits: int | None
) -> tuple[str, str] | None:
    """The field and code of what cannot be: another day, other registers, more digits than the meter has."""
    if not today - OLDEST <= taken_on <= today:
        return "takenOn", "day_out_of_range"
    if zones and set(states) != set(zones):
        return "states", "zones_do_not_match"
    if digits is not None and any(kwh >= 10**digits for kwh in states.values()):
        return "states", "too_many_digits"
    return None


def questions_of(
    states: Mapping[str, int],
    last: Mapping[str, int],
    days: int,
    usual_per_day: float | None,
    digits: int | None,
) -> dict[str, Question]:
    """What to ask by zone; `usual_per_day` is the whole point's kWh a day in the same season, if it is known."""
    found: dict[str, Question] = {}
    used = 0
    for zone, kwh in states.items():
        before = last.get(zone)
        if before is None:
            return found
        more = kwh - before
        if more < 0:
            # A register begins again after its last digit; otherwise the meter was changed, or misread.
            around = more % 10**digits if digits is not None else None
            if digits is None or around is None or around >= 10**digits // 2:
                found[zone] = "below_last"
                continue
            more = around
        used += more
    if found or days < _LEAST_DAYS or usual_per_day is None or usual_per_day < _LEAST_KWH:
        return found
    if used / days > usual_per_day * _MUCH_MORE:
        return dict.fromkeys(states, "much_more_than_usual")
    if used / days < usual_per_day / _MUCH_LESS:
        return dict.fromkeys(states, "much_less_than_usual")
    return found
