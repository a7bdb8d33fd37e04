"""The values of the query language: JSON and `UNDEFINED`, their equality and their order."""

from typing import Any, Final


class Undefined:
    """The type of `UNDEFINED`, the value of a missing property."""

    def __repr__(self) -> str:
        return "UNDEFINED"

    def __bool__(self) -> bool:
        return False


UNDEFINED: Final = Undefined()

RANKS: dict[type, int] = {
    Undefined: 0,
    type(None): 1,
    bool: 2,
    int: 4,
    float: 4,
    str: 5,
    list: 6,
    dict: 7,
}
"""The order of types in ORDER BY, MIN and MAX: undefined, null, booleans, numbers, strings, arrays, objects."""

type SortKey = tuple[int, Any]


def is_number(value: Any) -> bool:
    return type(value) is int or type(value) is float


def sort_key(value: Any) -> SortKey:
    """A key that orders values of any types; arrays and objects compare by their canonical text."""
    rank = RANKS[type(value)]
    if rank <= 1:
        return rank, 0
    if rank >= 6:
        return rank, canonical(value)
    return rank, value


def equal(left: Any, right: Any) -> Any:
    """`=`: undefined if a side is, else whether both are the same JSON value."""
    if left is UNDEFINED or right is UNDEFINED:
        return UNDEFINED
    return same(left, right)


def same(left: Any, right: Any) -> bool:
    """Deep equality in which, unlike Python's, true is not 1."""
    if RANKS[type(left)] != RANKS[type(right)]:
        return False
    if type(left) is list:
        return len(left) == len(right) and all(map(same, left, right))
    if type(left) is dict:
        return left.keys() == right.keys() and all(same(value, right[name]) for name, value in left.items())
    return bool(left == right)


def canonical(value: Any) -> Any:
    """A hashable stand-in, the same for the same JSON value: for DISTINCT, GROUP BY and sorting of structures."""
    kind = type(value)
    if kind is list:
        return "[", tuple(canonical(one) for one in value)
    if kind is dict:
        return "{", tuple(sorted((name, canonical(one)) for name, one in value.items()))
    return RANKS[kind], None if value is UNDEFINED else value
