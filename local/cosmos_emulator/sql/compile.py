"""Queries to Python callables, cached by their text."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from local.cosmos_emulator.errors import bad_request
from local.cosmos_emulator.sql.aggregates import AGGREGATES
from local.cosmos_emulator.sql.asked_paths import asked_paths
from local.cosmos_emulator.sql.expressions import (
    Evaluate,
    ExpressionCompiler,
    Node,
    Row,
    Scope,
    is_tree,
    name_of,
    string_value,
)
from local.cosmos_emulator.sql.from_clause import Expand, compile_sources, expressions, root_name
from local.cosmos_emulator.sql.parser import parse
from local.cosmos_emulator.sql.values import UNDEFINED, canonical

type Count = Callable[[dict[str, Any]], int]

CONSTANTS = frozenset({"number", "string", "true", "false", "null", "parameter"})


@dataclass
class CompiledQuery:
    """A query ready to run; a row starts as `[parameters, results, now]`.

    `equalities` are the conditions `path = constant` that every result meets, for storage to search by; `asked` are the
    paths of all conditions. `tree` and `text` are kept for the query plan, which rewrites the query.
    """

    text: str
    tree: Node
    sources: list[Expand]
    reads_container: bool
    project: Evaluate
    condition: Evaluate | None = None
    aggregates: list[tuple[Any, Evaluate]] = field(default_factory=list)
    aggregate_names: list[str] = field(default_factory=list)
    group: list[Evaluate] | None = None
    order: list[tuple[Evaluate, bool]] = field(default_factory=list)
    order_paths: list[tuple[str, ...] | None] = field(default_factory=list)
    distinct: bool = False
    select_value: bool = False
    top: Count | None = None
    offset: Count | None = None
    limit: Count | None = None
    equalities: list[tuple[tuple[str, ...], Evaluate]] = field(default_factory=list)
    asked: set[tuple[str, ...]] = field(default_factory=set)

    selects_document: bool = False
    counts_all: bool = False
    uses_clock: bool = False

    @property
    def folds(self) -> bool:
        """Whether rows are folded into groups, so that no result stands for one document."""
        return bool(self.aggregates) or self.group is not None

    def rows(self, row: Row) -> Iterator[Row]:
        """The rows FROM, JOIN and WHERE make of one document, which `row` ends with."""
        rows: Iterable[Row] = [row]
        for source in self.sources:
            rows = _expanded(rows, source)
        condition = self.condition
        if condition is None:
            yield from rows
        else:
            for one in rows:
                if condition(one) is True:
                    yield one

    def fold(self, rows: Iterable[Row], empty: Row) -> Iterator[Row]:
        """One row for each group, its aggregates' results set; `empty` is the row of a group without rows."""
        groups: dict[Any, tuple[Row, list[Any]]] = {}
        if self.group is None:
            groups[()] = ([*empty, *[UNDEFINED] * 32], [make() for make, _ in self.aggregates])
        for row in rows:
            key = tuple(canonical(part(row)) for part in self.group or ())
            if key not in groups:
                groups[key] = (row, [make() for make, _ in self.aggregates])
            for aggregate, (_, value) in zip(groups[key][1], self.aggregates, strict=True):
                aggregate.add(value(row))
        for row, aggregates in groups.values():
            yield [row[0], [aggregate.result() for aggregate in aggregates], *row[2:]]

    def results_in(self, outer: Row) -> Iterator[Any]:
        """All results as a subquery of a row."""
        rows: Iterable[Row] = self.rows(list(outer))
        if self.folds:
            rows = self.fold(rows, outer)
        results = (one for row in rows if (one := self.project(row)) is not UNDEFINED)
        yield from self._limited(unique(results) if self.distinct else results, outer[0])

    def _limited(self, results: Iterable[Any], parameters: dict[str, Any]) -> Iterator[Any]:
        skip = self.offset(parameters) if self.offset else 0
        most = self.limit or self.top
        stop = skip + most(parameters) if most else None
        for index, result in enumerate(results):
            if stop is not None and index >= stop:
                return
            if index >= skip:
                yield result


def unique(results: Iterable[Any]) -> Iterator[Any]:
    """Drop repeated values, keeping the first of each."""
    seen = set()
    for result in results:
        key = canonical(result)
        if key not in seen:
            seen.add(key)
            yield result


def _expanded(rows: Iterable[Row], source: Expand) -> Iterator[Row]:
    for row in rows:
        yield from source(row)


@lru_cache(maxsize=1024)
def compile_query(text: str) -> CompiledQuery:
    """The compiled form of a query's text; raises CosmosError 400 for what the language does not allow."""
    tree: Node = parse(text)
    if tree.data == "condition":
        raise bad_request("Syntax error: a query starts with SELECT. (SC1001)")
    try:
        query = _compile(tree.children[0], Scope(), text, outermost=True)
        query.asked = asked_paths(tree.children[0])
    except RecursionError as error:
        raise bad_request("The query is nested too deeply.") from error
    return query


@lru_cache(maxsize=1024)
def compile_filter(text: str) -> Callable[[dict[str, Any]], bool]:
    """The test of a patch's condition, `FROM c WHERE ...`, on a document; raises CosmosError 400."""
    query = compile_query(f"SELECT VALUE 1 {text}")
    return lambda document: any(True for _ in query.rows([{}, None, 0.0, document]))


def _compile(tree: Node, scope: Scope, text: str = "", *, outermost: bool = False) -> CompiledQuery:
    parts = {child.data: child for child in tree.children if child is not None}
    outer_names = set(scope.names)
    compiler = ExpressionCompiler(scope, lambda node, inner: _compile(node, inner, text))
    sources = compile_sources(parts.get("from_clause"), compiler, outermost=outermost)
    where = parts.get("where_clause")
    condition = compiler.compile(where.children[-1]) if where else None
    group = None
    if "group_clause" in parts:
        group = [compiler.compile(child) for child in expressions(parts["group_clause"])]
    compiler.aggregating = True
    project, select_value = _projection(parts, compiler, outer_names)
    compiler.aggregating = False
    if compiler.aggregates or group is not None:
        grouped = expressions(parts["group_clause"]) if "group_clause" in parts else []
        _check_grouped(_selection(parts), grouped)
    query = CompiledQuery(
        text,
        tree,
        sources,
        reads_container=outermost and "from_clause" in parts,
        project=project,
        condition=condition,
        aggregates=compiler.aggregates,
        aggregate_names=compiler.aggregate_names,
        group=group,
        distinct="distinct" in parts,
        select_value=select_value,
        top=_count(parts.get("top"), 0, "TOP"),
        offset=_count(parts.get("offset_clause"), 0, "OFFSET"),
        limit=_count(parts.get("offset_clause"), 1, "LIMIT"),
    )
    query.uses_clock = "getcurrent" in text.lower()
    root = root_name(parts.get("from_clause"))
    if "order_clause" in parts:
        _add_order(query, parts["order_clause"], compiler, root)
    if where and root:
        query.equalities = list(_equalities(where.children[-1], root, compiler))
    query.selects_document = root is not None and "select_all" in parts
    query.counts_all = root is not None and _counts_all(query, parts)
    if query.top and query.limit:
        raise bad_request("TOP and OFFSET LIMIT cannot be used together. (SC2100)")
    return query


def _counts_all(query: CompiledQuery, parts: dict[str, Node]) -> bool:
    """Whether the query is nothing but `COUNT(1)` of all documents, which needs none of them."""
    if query.aggregate_names != ["COUNT"] or query.condition or query.group is not None or len(query.sources) != 1:
        return False
    value: Node = expressions(parts["select_value"])[0] if "select_value" in parts else None
    if not is_tree(value, "call"):
        return False
    argument = value.children[1].children[0]
    return is_tree(argument, "number") or is_tree(argument, "string")


def _projection(parts: dict[str, Node], compiler: ExpressionCompiler, outer_names: set[str]) -> tuple[Evaluate, bool]:
    if "select_all" in parts:
        names = [name for name in compiler.scope.names if name not in outer_names]
        if len(names) != 1:
            raise bad_request("'SELECT *' is only valid with a single input set. (SC2040)")
        place = compiler.scope.names[names[0]]
        return lambda row: row[place], False
    if "select_value" in parts:
        return compiler.compile(expressions(parts["select_value"])[0]), True
    columns = [(name, compiler.compile(expression)) for name, expression in named_columns(parts["select_list"])]
    return lambda row: {name: one for name, value in columns if (one := value(row)) is not UNDEFINED}, False


def named_columns(selection: Node) -> list[tuple[str, Node]]:
    """The columns of a SELECT list with their names: the alias, the last property's name, or $1, $2 and so on."""
    columns, unnamed = [], 0
    for column in selection.children:
        expression, alias = column.children[0], column.children[-1]
        name = str(alias) if getattr(alias, "type", "") == "NAME" else _own_name(expression)
        if name is None:
            unnamed += 1
            name = f"${unnamed}"
        columns.append((name, expression))
    return columns


def _own_name(expression: Node) -> str | None:
    if is_tree(expression, "name"):
        return str(expression.children[0])
    if is_tree(expression, "member"):
        step = expression.children[1]
        key = step.children[0]
        if step.data == "property":
            return str(key)
        if is_tree(key, "string"):
            return string_value(key.children[0])
    return None


def _selection(parts: dict[str, Node]) -> Node:
    return next(parts[name] for name in ("select_all", "select_value", "select_list") if name in parts)


def _check_grouped(node: Node, grouped: list[Node]) -> None:
    """Raise CosmosError 400 for a value that is neither aggregated nor grouped by."""
    if not hasattr(node, "data") or node in grouped:
        return
    if node.data == "call" and str(node.children[0]).upper() in AGGREGATES:
        return
    if node.data in {"name", "select_all"}:
        raise bad_request(
            "A property in the select list is neither contained in an aggregate function nor in GROUP BY. (SC2102)"
        )
    if node.data not in {"subquery", "exists", "array_query"}:
        for child in node.children:
            _check_grouped(child, grouped)


def _count(clause: Node, index: int, name: str) -> Count | None:
    """How many a TOP, OFFSET or LIMIT says, a number or a parameter."""
    if clause is None:
        return None
    counts = [child for child in clause.children if child.type in {"INTEGER", "PARAMETER"}]
    token = counts[index]
    if token.type == "INTEGER":
        fixed = min(int(token), 2**31)
        return lambda _parameters: fixed

    def count(parameters: dict[str, Any]) -> int:
        value = parameters.get(str(token))
        if type(value) is not int or not 0 <= value < 2**31:
            raise bad_request(f"{name} needs a nonnegative integer. (SC2062)")
        return value

    return count


def path_of(node: Node, root: str | None) -> tuple[str, ...] | None:
    """The path of property names from the document's root, or None for any other expression."""
    steps: list[str] = []
    while is_tree(node, "member"):
        step = node.children[1]
        key = step.children[0]
        if step.data == "property":
            steps.append(name_of(key))
        elif is_tree(key, "string"):
            steps.append(string_value(key.children[0]))
        else:
            return None
        node = node.children[0]
    if is_tree(node, "name") and str(node.children[0]) == root:
        return tuple(reversed(steps))
    return None


def _add_order(query: CompiledQuery, clause: Node, compiler: ExpressionCompiler, root: str | None) -> None:
    if query.group is not None:
        raise bad_request("'ORDER BY' is not supported with 'GROUP BY'. (SC2103)")
    for item in expressions(clause):
        direction = item.children[-1]
        query.order.append((compiler.compile(item.children[0]), getattr(direction, "type", "") == "DESC"))
        query.order_paths.append(path_of(item.children[0], root))


def _equalities(node: Node, root: str, compiler: ExpressionCompiler) -> Iterator[tuple[tuple[str, ...], Evaluate]]:
    """The conditions `path = constant` that a WHERE joins by AND."""
    if is_tree(node, "logical_and"):
        for child in (node.children[0], node.children[-1]):
            yield from _equalities(child, root, compiler)
    elif is_tree(node, "compare") and str(node.children[1]) == "=":
        for one, other in (node.children[::2], node.children[::-2]):
            path = path_of(one, root)
            if path and getattr(other, "data", "") in CONSTANTS:
                yield path, compiler.compile(other)
