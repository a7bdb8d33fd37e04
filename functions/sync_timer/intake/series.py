"""Series of usage as billing tells them: one bad value costs that value, not the month.

A value that is no energy, or whose letter and value contradict each other, becomes missing (`B`); the rest is shown.
"""

from typing import Any

from shared.billing_contract import OLD_LETTERS, QUALITY_LETTERS, WITHOUT_VALUE, is_energy


def without_bad_values(data: object) -> tuple[object, int]:
    """The data of a usage with its bad values made missing, and how many there were.

    What is no usage at all comes back as it is, for the contract to refuse.
    """
    if not isinstance(data, dict):
        return data, 0
    quality, imported, exported = data.get("quality"), data.get("imported"), data.get("exported")
    if not isinstance(quality, str) or not isinstance(imported, dict):
        return data, 0
    series = [*imported.values(), *([exported] if exported is not None else [])]
    if not all(isinstance(values, list) and len(values) == len(quality) for values in series):
        return data, 0
    letters = [*quality.translate(OLD_LETTERS)]
    bad = [n for n, letter in enumerate(letters) if not _fits(letter, [values[n] for values in series])]
    for n in bad:
        letters[n] = "B"
    lost = set(bad)
    mended = dict(data) | {
        "quality": "".join(letters),
        "imported": {zone: _without(values, lost) for zone, values in imported.items()},
    }
    if exported is not None:
        mended["exported"] = _without(exported, lost)
    return mended, len(bad)


def _fits(letter: str, values: list[Any]) -> bool:
    if letter in WITHOUT_VALUE:
        return all(value is None for value in values)
    known = [value for value in values if value is not None]
    return letter in QUALITY_LETTERS and known != [] and all(is_energy(value) for value in known)


def _without(values: list[Any], lost: set[int]) -> list[Any]:
    return [None if n in lost else value for n, value in enumerate(values)] if lost else values
