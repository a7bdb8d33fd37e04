"""Expressions to Python callables.

A compiled expression gets the row: a list with the parameters, the aggregates' results, the time, and from
`FIRST_ALIAS` on the value of each name bound by FROM and JOIN.
"""

import math
import operator
from collections.abc import Callable
from typing import Any

from lark import Token, Tree

from local.cosmos_emulator.errors import bad_request
from local.cosmos_emulator.sql.aggregates import AGGREGATES, Aggregate
from local.cosmos_emulator.sql.datetime_functions import CLOCK_FUNCTIONS, current_time
from local.cosmos_emulator.sql.functions import FUNCTIONS, concat, like_pattern
from local.cosmos_emulator.sql.values import UNDEFINED, equal, is_number

type Row = list[Any]
type Evaluate = Callable[[Row], Any]
type Node = Any

PARAMETERS, RESULTS, NOW, FIRST_ALIAS = 0, 1, 2, 3


class Scope:
    """The names a part of a query can see, each with its place in the row."""

    def __init__(self, names: dict[str, int] | None = None, size: int = FIRST_ALIAS) -> None:
        self.names = dict(names or {})
        self.size = size

    def bind(self, name: str) -> int:
        self.names[name] = self.size
        self.size += 1
        return self.size - 1

    def inner(self) -> "Scope":
        return Scope(self.names, self.size)


class ExpressionCompiler:
    """Compiles the expressions of one SELECT; aggregate calls are allowed only while `aggregating`."""

    def __init__(self, scope: Scope, compile_query: Callable[[Node, Scope], Any]) -> None:
        self.scope = scope
        self.compile_query = compile_query
        self.aggregating = False
        self.aggregates: list[tuple[type[Aggregate], Evaluate]] = []
        self.aggregate_names: list[str] = []

    def compile(self, node: Node) -> Evaluate:
        """The callable of an expression's tree; raises CosmosError 400 for unknown names and functions."""
        method: Callable[[list[Node]], Evaluate] = getattr(self, f"_{node.data}")
        return method(node.children)

    def _all(self, arguments: Node) -> list[Evaluate]:
        return [self.compile(child) for child in arguments.children] if arguments is not None else []

    def _number(self, children: list[Node]) -> Evaluate:
        text = str(children[0])
        return _constant(int(text) if children[0].type == "INTEGER" else float(text))

    def _string(self, children: list[Node]) -> Evaluate:
        return _constant(string_value(children[0]))

    def _true(self, _children: list[Node]) -> Evaluate:
        return _constant(True)

    def _false(self, _children: list[Node]) -> Evaluate:
        return _constant(False)

    def _null(self, _children: list[Node]) -> Evaluate:
        return _constant(None)

    def _undefined(self, _children: list[Node]) -> Evaluate:
        return _constant(UNDEFINED)

    def _parameter(self, children: list[Node]) -> Evaluate:
        name = str(children[0])
        return lambda row: row[PARAMETERS].get(name, UNDEFINED)

    def _name(self, children: list[Node]) -> Evaluate:
        name = str(children[0])
        if name not in self.scope.names:
            raise bad_request(f"Identifier '{name}' could not be resolved. (SC2001)")
        return operator.itemgetter(self.scope.names[name])

    def _member(self, children: list[Node]) -> Evaluate:
        container, step = self.compile(children[0]), children[1]
        if step.data == "property":
            return _property(container, str(step.children[0]))
        key = step.children[0]
        if key.data == "string":
            return _property(container, string_value(key.children[0]))
        return _indexed(container, self.compile(key))

    def _conditional(self, children: list[Node]) -> Evaluate:
        condition, yes, no = map(self.compile, children)
        return lambda row: yes(row) if condition(row) is True else no(row)

    def _coalesce(self, children: list[Node]) -> Evaluate:
        left, right = map(self.compile, children)

        def evaluate(row: Row) -> Any:
            value = left(row)
            return right(row) if value is UNDEFINED else value

        return evaluate

    def _logical_or(self, children: list[Node]) -> Evaluate:
        left, right = self.compile(children[0]), self.compile(children[-1])

        def evaluate(row: Row) -> Any:
            first = left(row)
            if first is True:
                return True
            second = right(row)
            if second is True:
                return True
            return False if first is False and second is False else UNDEFINED

        return evaluate

    def _logical_and(self, children: list[Node]) -> Evaluate:
        left, right = self.compile(children[0]), self.compile(children[-1])

        def evaluate(row: Row) -> Any:
            first = left(row)
            if first is False:
                return False
            second = right(row)
            if second is False:
                return False
            return True if first is True and second is True else UNDEFINED

        return evaluate

    def _logical_not(self, children: list[Node]) -> Evaluate:
        return negated(self.compile(children[-1]))

    def _compare(self, children: list[Node]) -> Evaluate:
        sign = str(children[1])
        left, right = self.compile(children[0]), self.compile(children[2])
        if sign == "=":
            return lambda row: equal(left(row), right(row))
        if sign in {"!=", "<>"}:
            return negated(lambda row: equal(left(row), right(row)))
        return _ordering(ORDERINGS[sign], left, right)

    def _in_list(self, children: list[Node]) -> Evaluate:
        value, negate, options = self.compile(children[0]), children[1] is not None, self._all(children[-1])

        def evaluate(row: Row) -> Any:
            one = value(row)
            if one is UNDEFINED:
                return UNDEFINED
            return any(equal(one, option(row)) is True for option in options)

        return negated(evaluate) if negate else evaluate

    def _between(self, children: list[Node]) -> Evaluate:
        value, low, high = (self.compile(children[index]) for index in (0, -2, -1))
        above, below = _ordering(operator.ge, value, low), _ordering(operator.le, value, high)

        def evaluate(row: Row) -> Any:
            first, second = above(row), below(row)
            return UNDEFINED if UNDEFINED in (first, second) else first and second

        # children: value, NOT or None, low, high
        return negated(evaluate) if children[1] is not None else evaluate

    def _like(self, children: list[Node]) -> Evaluate:
        value, pattern = self.compile(children[0]), self.compile(children[2])
        escape = string_value(children[3]) if children[3] is not None else None

        def evaluate(row: Row) -> Any:
            text, like = value(row), pattern(row)
            if type(text) is not str or type(like) is not str:
                return UNDEFINED
            regex = like_pattern(like, escape)
            return UNDEFINED if regex is None else regex.fullmatch(text) is not None

        return negated(evaluate) if children[1] is not None else evaluate

    def _concatenate(self, children: list[Node]) -> Evaluate:
        left, right = map(self.compile, children)
        return lambda row: concat(left(row), right(row))

    def _arithmetic(self, children: list[Node]) -> Evaluate:
        left, right = self.compile(children[0]), self.compile(children[2])
        function = ARITHMETIC[str(children[1])]

        def evaluate(row: Row) -> Any:
            first, second = left(row), right(row)
            if not (is_number(first) and is_number(second)):
                return UNDEFINED
            try:
                return function(first, second)
            except (ZeroDivisionError, OverflowError, ValueError):
                return UNDEFINED

        return evaluate

    def _unary(self, children: list[Node]) -> Evaluate:
        value = self.compile(children[1])
        function = UNARY[str(children[0])]

        def evaluate(row: Row) -> Any:
            one = value(row)
            return function(one) if is_number(one) else UNDEFINED

        return evaluate

    def _call(self, children: list[Node]) -> Evaluate:
        name = str(children[0]).upper()
        arguments = children[1].children if children[1] is not None else []
        if name in AGGREGATES:
            return self._aggregate(name, arguments)
        if name in CLOCK_FUNCTIONS and not arguments:
            return lambda row: current_time(name, row[NOW])
        if name not in FUNCTIONS:
            raise bad_request(f"'{children[0]}' is not a recognized built-in function name. (SC2005)")
        least, most, function = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            raise bad_request(f"The function '{children[0]}' takes {least} to {most} arguments. (SC2050)")
        values = [self.compile(argument) for argument in arguments]
        if len(values) == 1:
            only = values[0]
            return lambda row: function(only(row))
        return lambda row: function(*[value(row) for value in values])

    def _aggregate(self, name: str, arguments: list[Node]) -> Evaluate:
        if not self.aggregating:
            raise bad_request(f"The aggregate function '{name}' is not allowed here. (SC2102)")
        if len(arguments) != 1:
            raise bad_request(f"The aggregate function '{name}' takes one argument.")
        self.aggregating = False
        place = len(self.aggregates)
        self.aggregates.append((AGGREGATES[name], self.compile(arguments[0])))
        self.aggregate_names.append(name)
        self.aggregating = True
        return lambda row: row[RESULTS][place]

    def _user_defined(self, children: list[Node]) -> Evaluate:
        raise bad_request(f"User defined functions are not emulated: udf.{children[1]}.")

    def _array(self, children: list[Node]) -> Evaluate:
        values = self._all(children[0])
        return lambda row: [one for value in values if (one := value(row)) is not UNDEFINED]

    def _object(self, children: list[Node]) -> Evaluate:
        pairs = [(name_of(pair.children[0]), self.compile(pair.children[1])) for pair in children if pair is not None]
        return lambda row: {name: one for name, value in pairs if (one := value(row)) is not UNDEFINED}

    def _subquery(self, children: list[Node]) -> Evaluate:
        query = self.compile_query(children[0], self.scope.inner())
        return lambda row: next(query.results_in(row), UNDEFINED)

    def _exists(self, children: list[Node]) -> Evaluate:
        query = self.compile_query(children[-1], self.scope.inner())
        return lambda row: next(query.results_in(row), UNDEFINED) is not UNDEFINED

    def _array_query(self, children: list[Node]) -> Evaluate:
        query = self.compile_query(children[-1], self.scope.inner())
        return lambda row: list(query.results_in(row))


def _constant(value: Any) -> Evaluate:
    return lambda _row: value


def _property(container: Evaluate, name: str) -> Evaluate:
    def evaluate(row: Row) -> Any:
        value = container(row)
        return value.get(name, UNDEFINED) if type(value) is dict else UNDEFINED

    return evaluate


def _indexed(container: Evaluate, key: Evaluate) -> Evaluate:
    def evaluate(row: Row) -> Any:
        value, one = container(row), key(row)
        if type(value) is dict and type(one) is str:
            return value.get(one, UNDEFINED)
        if type(value) is list and type(one) is int and 0 <= one < len(value):
            return value[one]
        return UNDEFINED

    return evaluate


def negated(condition: Evaluate) -> Evaluate:
    def evaluate(row: Row) -> Any:
        value = condition(row)
        return not value if type(value) is bool else UNDEFINED

    return evaluate


def _ordering(compare: Callable[[Any, Any], Any], left: Evaluate, right: Evaluate) -> Evaluate:
    """`<` and its kin: defined only between two strings, numbers, booleans or nulls."""

    def evaluate(row: Row) -> Any:
        first, second = left(row), right(row)
        if (type(first) is str and type(second) is str) or (is_number(first) and is_number(second)):
            return compare(first, second)
        if type(first) is bool and type(second) is bool:
            return compare(first, second)
        if first is None and second is None:
            return compare(0, 0)
        return UNDEFINED

    return evaluate


ORDERINGS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


UNARY: dict[str, Callable[[Any], Any]] = {
    "+": operator.pos,
    "-": operator.neg,
    "~": lambda value: ~int(value),
}


def _divided(left: float, right: float) -> float:
    quotient = left / right
    return int(quotient) if quotient.is_integer() and abs(quotient) < 2**53 else quotient


def _remainder(left: float, right: float) -> float:
    """The remainder with the sign of the dividend, as in JavaScript."""
    remainder = math.fmod(left, right)
    return int(remainder) if type(left) is int and type(right) is int else remainder


def _signed32(value: int) -> int:
    return (value & 0xFFFFFFFF) - ((value & 0x80000000) << 1)


ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _divided,
    "%": _remainder,
    "&": lambda left, right: int(left) & int(right),
    "|": lambda left, right: int(left) | int(right),
    "^": lambda left, right: int(left) ^ int(right),
    "<<": lambda left, right: _signed32(int(left) << (int(right) & 31)),
    ">>": lambda left, right: _signed32(int(left)) >> (int(right) & 31),
    ">>>": lambda left, right: (int(left) & 0xFFFFFFFF) >> (int(right) & 31),
}


ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


def string_value(token: Token) -> str:
    """The text of a string literal, its escapes resolved; raises CosmosError 400 for a broken `\\u`."""
    first, *parts = str(token)[1:-1].split("\\")
    text = [first]
    pending = iter(parts)
    for part in pending:
        if not part:
            text.append("\\" + next(pending, ""))
        elif part[0] == "u":
            text.append(_unicode_escape(part))
        else:
            text.append(ESCAPES.get(part[0], part[0]) + part[1:])
    return "".join(text)


def _unicode_escape(part: str) -> str:
    digits = part[1:5]
    try:
        if len(digits) < 4:
            raise ValueError(digits)
        return chr(int(digits, 16)) + part[5:]
    except ValueError as error:
        raise bad_request(f"Syntax error, incorrect syntax near '\\{part[:5]}'. (SC1001)") from error


def name_of(token: Token) -> str:
    return string_value(token) if token.type == "STRING" else str(token)


def is_tree(node: Node, kind: str) -> bool:
    return isinstance(node, Tree) and node.data == kind
