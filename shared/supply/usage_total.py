"""What several points used together, kept so that one point's year can be taken out and put in again exactly.

Columns of whole numbers by place (month or day of the year): Wh by zone and of how many points, Wh given back and of
how many, and how many points have which quality letter.
"""

from collections.abc import Mapping
from typing import Any

from shared.supply.usage import Quality, Value, worst

type Columns = dict[str, dict[str, list[int]]]

_LENGTH = {"month": 12, "day": 366}
_GIVEN, _TAKEN, _TAKEN_OF, _GIVEN_OF, _LETTERS = "given", "taken", "takenOf", "givenOf", "letters"


def added(columns: Columns, resolution: str, values: Mapping[int, Value], sign: int) -> Columns:
    """The columns with a point's values put in (`sign` 1) or taken out (-1)."""
    changed: Columns = {kind: {name: [*column] for name, column in named.items()} for kind, named in columns.items()}

    def add(kind: str, name: str, place: int, number: int) -> None:
        column = changed.setdefault(kind, {}).setdefault(name, [0] * _LENGTH[resolution])
        column[place] += sign * number

    for place, value in values.items():
        add(_LETTERS, value.quality, place, 1)
        for zone, energy in value.zones.items():
            add(_TAKEN, zone, place, energy)
            add(_TAKEN_OF, zone, place, 1)
        if value.exported is not None:
            add(_GIVEN, _GIVEN, place, value.exported)
            add(_GIVEN_OF, _GIVEN, place, 1)
    return {
        kind: kept
        for kind, named in changed.items()
        if (kept := {name: column for name, column in named.items() if any(column)})
    }


def values_in(columns: Mapping[str, Any], resolution: str) -> dict[int, Value]:
    """The sums by place, where any point says anything."""
    letters: dict[Quality, list[int]] = columns.get(_LETTERS, {})
    found: dict[int, Value] = {}
    for place in range(_LENGTH[resolution]):
        counts = {letter: column[place] for letter, column in letters.items() if column[place]}
        if not counts:
            continue
        zones = {
            zone: columns.get(_TAKEN, {}).get(zone, [0] * _LENGTH[resolution])[place]
            for zone, of in columns.get(_TAKEN_OF, {}).items()
            if of[place]
        }
        given_of = columns.get(_GIVEN_OF, {}).get(_GIVEN)
        given = columns.get(_GIVEN, {}).get(_GIVEN)
        exported = (given[place] if given else 0) if given_of and given_of[place] else None
        unknown = sum(number for letter, number in counts.items() if letter in {"B", "N"})
        known = sum(counts.values()) - unknown
        quality = worst(letter for letter in counts if letter not in {"B", "N"} or not known)
        found[place] = Value(quality, zones, exported, known, partial=bool(unknown))
    return found
