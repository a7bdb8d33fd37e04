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
    multiplier: float = 1,
) -> dict[str, Question]:
    """What to ask by zone; `usual_per_day` is the whole point's kWh a day in the same season, if it is known.

    `multiplier` is how many kWh stand for one of the register's.
    """
    found: dict[str, Question] = {}
    used = 0.0
    for zone, kwh in states.items():
        before = last.get(zone)
        if before is None:
            return found
        more = _turned(before, kwh, digits)
        if more is None:
            found[zone] = "below_last"
            continue
        used += more * multiplier
    if found or days < _LEAST_DAYS or usual_per_day is None or usual_per_day < _LEAST_KWH:
        return found
    if used / days > usual_per_day * _MUCH_MORE:
        return dict.fromkeys(states, "much_more_than_usual")
    if used / days < usual_per_day / _MUCH_LESS:
        return dict.fromkeys(states, "much_less_than_usual")
    return found


def later_questions(states: Mapping[str, int], after: Mapping[str, int], digits: int | None) -> dict[str, Question]:
    """What to ask by zone of a reading for a day before one that is known already."""
    return {
        zone: "above_next"
        for zone, kwh in states.items()
        if zone in after and _turned(kwh, after[zone], digits) is None
    }


def _turned(before: int, now: int, digits: int | None) -> int | None:
    """How far a register has turned; it begins again after its last digit. None where it would have run backwards:
    the meter was changed then, or misread."""
    if now >= before:
        return now - before
    around = (now - before) % 10**digits if digits is not None else None
    return around if digits is not None and around is not None and around < 10**digits // 2 else None
