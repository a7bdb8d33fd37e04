"""The scalar functions of the query language.

A function gets values or `UNDEFINED`. Where an argument has the wrong type the result is `UNDEFINED`, as in the
service; `typed` takes care of that.
"""

import json
import math
import random
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from local.cosmos_emulator import json_text
from local.cosmos_emulator.sql.values import UNDEFINED, canonical, is_number, same

type Function = Callable[..., Any]
FUNCTIONS: dict[str, tuple[int, int, Function]] = {}
"""Functions by upper-case name, with the least and the most arguments they take."""


def _is_type(*kinds: type) -> Callable[[Any], bool]:
    return lambda value: type(value) in kinds


CHECKS: dict[str, Callable[[Any], bool]] = {
    "s": _is_type(str),
    "n": is_number,
    "b": _is_type(bool),
    "a": _is_type(list),
    "o": _is_type(dict),
    "*": lambda value: value is not UNDEFINED,
    "?": lambda _value: True,
}


def typed(name: str, signature: str, optional: str = "") -> Callable[[Function], Function]:
    """Register a function whose arguments have these types: a letter of `CHECKS` each, then the optional ones."""
    checks = [CHECKS[letter] for letter in signature + optional]

    def register(function: Function) -> Function:
        def checked(*values: Any) -> Any:
            for check, value in zip(checks, values, strict=False):
                if not check(value):
                    return UNDEFINED
            try:
                return function(*values)
            except (ValueError, OverflowError):
                return UNDEFINED

        FUNCTIONS[name] = (len(signature), len(signature) + len(optional), checked)
        return function

    return register


def _simple(signature: str, **functions: Function) -> None:
    for name, function in functions.items():
        typed(name, signature)(function)


def _number(value: float) -> Any:
    """A float as JSON can carry it: undefined for not-a-number and infinity, whole numbers as integers."""
    if isinstance(value, float):
        if not math.isfinite(value):
            return UNDEFINED
        if value.is_integer() and abs(value) < 2**53:
            return int(value)
    return value


def _guarded(function: Callable[..., float]) -> Function:
    def guarded(*values: Any) -> Any:
        try:
            return _number(function(*values))
        except (ValueError, OverflowError, ZeroDivisionError):
            return UNDEFINED

    return guarded


def _round_half_away(value: float, digits: int = 0) -> float:
    factor = 10.0**digits
    return math.copysign(math.floor(abs(value) * factor + 0.5) / factor, value)


_simple(
    "n",
    ABS=abs,
    CEILING=_guarded(math.ceil),
    FLOOR=_guarded(math.floor),
    TRUNC=_guarded(math.trunc),
    SIGN=lambda value: (value > 0) - (value < 0),
    SQRT=_guarded(math.sqrt),
    SQUARE=_guarded(lambda value: value * value),
    EXP=_guarded(math.exp),
    LOG10=_guarded(math.log10),
    SIN=_guarded(math.sin),
    COS=_guarded(math.cos),
    TAN=_guarded(math.tan),
    COT=_guarded(lambda value: 1 / math.tan(value)),
    ASIN=_guarded(math.asin),
    ACOS=_guarded(math.acos),
    ATAN=_guarded(math.atan),
    DEGREES=_guarded(math.degrees),
    RADIANS=_guarded(math.radians),
)
typed("ROUND", "n", "n")(_guarded(_round_half_away))
typed("LOG", "n", "n")(_guarded(math.log))
typed("POWER", "nn")(_guarded(math.pow))
typed("ATN2", "nn")(_guarded(math.atan2))
typed("INTADD", "nn")(lambda left, right: left + right)
typed("INTDIV", "nn")(_guarded(lambda left, right: math.trunc(left / right)))
typed("NUMBERBIN", "n", "n")(_guarded(lambda value, size=1: math.floor(value / size) * size))
typed("PI", "")(lambda: math.pi)
typed("RAND", "")(random.random)

FUNCTIONS |= {
    "IS_DEFINED": (1, 1, lambda value: value is not UNDEFINED),
    "IS_NULL": (1, 1, lambda value: value is None),
    "IS_BOOL": (1, 1, CHECKS["b"]),
    "IS_NUMBER": (1, 1, CHECKS["n"]),
    "IS_STRING": (1, 1, CHECKS["s"]),
    "IS_ARRAY": (1, 1, CHECKS["a"]),
    "IS_OBJECT": (1, 1, CHECKS["o"]),
    "IS_PRIMITIVE": (1, 1, lambda value: value is not UNDEFINED and type(value) not in {list, dict}),
    "IS_INTEGER": (1, 1, lambda value: is_number(value) and value == int(value)),
    "IS_FINITE_NUMBER": (1, 1, lambda value: is_number(value) and math.isfinite(value)),
}
typed("IIF", "???")(lambda condition, yes, no: yes if condition is True else no)


def _folded(function: Callable[[str, str], bool]) -> Function:
    """A comparison of strings with an optional third argument that makes it ignore case."""

    def compare(text: str, part: str, ignore_case: bool = False) -> bool:
        return function(text.casefold(), part.casefold()) if ignore_case else function(text, part)

    return compare


typed("CONTAINS", "ss", "b")(_folded(lambda text, part: part in text))
typed("STARTSWITH", "ss", "b")(_folded(str.startswith))
typed("ENDSWITH", "ss", "b")(_folded(str.endswith))
typed("STRINGEQUALS", "ss", "b")(_folded(lambda text, part: text == part))
typed("INDEX_OF", "ss", "n")(lambda text, part, start=0: text.find(part, int(start)))
_simple(
    "s",
    LOWER=str.lower,
    UPPER=str.upper,
    LENGTH=len,
    REVERSE=lambda text: text[::-1],
)
for _name, _strip in {"TRIM": str.strip, "LTRIM": str.lstrip, "RTRIM": str.rstrip}.items():
    typed(_name, "s", "s")(_strip)
typed("LEFT", "sn")(lambda text, count: text[: max(0, int(count))])
typed("RIGHT", "sn")(lambda text, count: text[-int(count) :] if count > 0 else "")
typed("REPLACE", "sss")(lambda text, old, new: text.replace(old, new))
typed("REPLICATE", "sn")(lambda text, count: text * int(count) if 0 <= count <= 10_000 else UNDEFINED)
typed("STRINGSPLIT", "ss")(lambda text, separator: text.split(separator) if separator else list(text))
typed("STRINGJOIN", "as")(lambda parts, separator: separator.join(parts) if all(map(CHECKS["s"], parts)) else UNDEFINED)


@typed("SUBSTRING", "snn")
def _substring(text: str, start: float, length: float) -> str:
    first = int(start)
    return text[max(0, first) : max(0, first + int(length))]


@typed("TOSTRING", "*")
def _to_string(value: Any) -> str:
    return value if isinstance(value, str) else json_text.dumps(value).decode()


def _string_to(name: str, accepts: Callable[[Any], bool]) -> None:
    @typed(name, "s")
    def convert(text: str) -> Any:
        try:
            value = json.loads(text)
        except ValueError:
            return UNDEFINED
        return value if accepts(value) else UNDEFINED


for _name, _kind in {"NUMBER": "n", "BOOLEAN": "b", "ARRAY": "a", "OBJECT": "o"}.items():
    _string_to(f"STRINGTO{_name}", CHECKS[_kind])
_string_to("STRINGTONULL", lambda value: value is None)


def concat(*values: Any) -> Any:
    return "".join(values) if all(type(value) is str for value in values) else UNDEFINED


FUNCTIONS["CONCAT"] = (2, 200, concat)


@lru_cache(maxsize=512)
def like_pattern(pattern: str, escape: str | None) -> re.Pattern[str] | None:
    """The regular expression of a LIKE pattern: `%` any text, `_` one character, `[a-z]` and `[^a-z]` sets.

    None if a set makes no sense.
    """
    parts: list[str] = []
    position = 0
    while position < len(pattern):
        character = pattern[position]
        end = pattern.find("]", position + 2) if character == "[" else -1
        if character == escape and position + 1 < len(pattern):
            position += 1
            parts.append(re.escape(pattern[position]))
        elif character == "%":
            parts.append(".*")
        elif character == "_":
            parts.append(".")
        elif end > 0:
            inside = pattern[position + 1 : end].replace("\\", "\\\\").replace("[", "\\[")
            parts.append(f"[{inside}]")
            position = end
        else:
            parts.append(re.escape(character))
        position += 1
    try:
        return re.compile("".join(parts), re.DOTALL)
    except re.error:
        return None


@lru_cache(maxsize=512)
def _regex(pattern: str, modifiers: str) -> re.Pattern[str] | None:
    flags = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
    value = re.NOFLAG
    for modifier in modifiers:
        if modifier not in flags:
            return None
        value |= flags[modifier]
    try:
        return re.compile(pattern, value)
    except re.error:
        return None


@typed("REGEXMATCH", "ss", "s")
def _regex_match(text: str, pattern: str, modifiers: str = "") -> Any:
    compiled = _regex(pattern, modifiers)
    return UNDEFINED if compiled is None else compiled.search(text) is not None


def _part_of(part: Any, whole: Any) -> bool:
    """Whether an object has all properties of `part`, and those of its own objects likewise."""
    if type(part) is dict and type(whole) is dict:
        return all(name in whole and _part_of(value, whole[name]) for name, value in part.items())
    return same(part, whole)


@typed("ARRAY_CONTAINS", "a*", "b")
def _array_contains(array: list[Any], value: Any, partial: bool = False) -> bool:
    if type(value) is str:
        return value in array
    matches = _part_of if partial else same
    return any(matches(value, one) for one in array)


@typed("ARRAY_CONTAINS_ANY", "a", "*" * 50)
def _array_contains_any(array: list[Any], *values: Any) -> bool:
    return any(_array_contains(array, value) for value in values)


@typed("ARRAY_CONTAINS_ALL", "a", "*" * 50)
def _array_contains_all(array: list[Any], *values: Any) -> bool:
    return all(_array_contains(array, value) for value in values)


@typed("ARRAY_SLICE", "an", "n")
def _array_slice(array: list[Any], start: float, length: float | None = None) -> list[Any]:
    first = int(start) if start >= 0 else max(0, len(array) + int(start))
    return array[first:] if length is None else array[first : first + max(0, int(length))]


EARTH_RADIUS = 6_371_008.8
"""The mean radius in metres; the service reckons on an ellipsoid, so distances differ by up to 0.5 %."""


def _is_position(value: Any) -> bool:
    return type(value) is list and len(value) >= 2 and all(map(is_number, value[:2]))


@typed("ST_DISTANCE", "oo")
def _distance(one: dict[str, Any], other: dict[str, Any]) -> Any:
    """Metres between two GeoJSON points; other shapes are not emulated."""
    if one.get("type") != "Point" or other.get("type") != "Point":
        return UNDEFINED
    if not (_is_position(one.get("coordinates")) and _is_position(other.get("coordinates"))):
        return UNDEFINED
    (east1, north1), (east2, north2) = (map(math.radians, point["coordinates"][:2]) for point in (one, other))
    haversine = (
        math.sin((north2 - north1) / 2) ** 2 + math.cos(north1) * math.cos(north2) * math.sin((east2 - east1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(haversine))


def _distinct(values: list[Any]) -> list[Any]:
    return list({canonical(value): value for value in reversed(values)}.values())[::-1]


typed("ARRAY_LENGTH", "a")(len)
typed("ARRAY_CONCAT", "aa", "a" * 50)(lambda *arrays: [value for array in arrays for value in array])
typed("SETUNION", "aa")(lambda left, right: _distinct(left + right))
typed("SETINTERSECT", "aa")(lambda left, right: _distinct([value for value in left if _array_contains(right, value)]))
typed("SETDIFFERENCE", "aa")(
    lambda left, right: _distinct([value for value in left if not _array_contains(right, value)])
)
typed("OBJECTTOARRAY", "o")(lambda value: [{"k": name, "v": one} for name, one in value.items()])


@typed("CHOOSE", "n", "?" * 50)
def _choose(index: float, *values: Any) -> Any:
    return values[int(index) - 1] if 1 <= index <= len(values) else UNDEFINED
