"""FROM and JOIN: from rows to longer rows, one for each element."""

from collections.abc import Callable, Iterator
from typing import Any

from local.cosmos_emulator.errors import bad_request
from local.cosmos_emulator.sql.expressions import FIRST_ALIAS, Evaluate, ExpressionCompiler, Node, Row, string_value
from local.cosmos_emulator.sql.values import UNDEFINED

type Expand = Callable[[Row], Iterator[Row]]


def expressions(clause: Node) -> list[Node]:
    """The expressions of a clause without its keywords."""
    return [child for child in clause.children if hasattr(child, "data")]


def compile_sources(clause: Node, compiler: ExpressionCompiler, *, outermost: bool) -> list[Expand]:
    """What FROM and each JOIN make of a row; binds their names. Raises CosmosError 400 for an unknown collection."""
    if clause is None:
        return []
    return [
        _source(source, compiler, from_container=outermost and position == 0)
        for position, source in enumerate(expressions(clause))
    ]


def _source(source: Node, compiler: ExpressionCompiler, *, from_container: bool) -> Expand:
    names = [str(child) for child in source.children if getattr(child, "type", "") == "NAME"]
    collection = expressions(source)[0]
    value = _collection(collection, compiler, from_container=from_container)
    if source.data == "from_elements":
        place = compiler.scope.bind(names[0])
        return _elements(value, place)
    if names:
        name = names[0]
    elif collection.data == "collection_path":
        name = path_names(collection)[-1]
    else:
        name = f"${compiler.scope.size}"
    place = compiler.scope.bind(name)
    if collection.data == "collection_query":
        return _elements(value, place)
    return _whole(value, place)


def path_names(collection: Node) -> list[str]:
    """The first name of a FROM path and its properties' names."""
    names = [str(collection.children[0])]
    for step in collection.children[1:]:
        key = step.children[0]
        names.append(str(key) if step.data == "property" else string_value(key.children[0]))
    return names


def _collection(collection: Node, compiler: ExpressionCompiler, *, from_container: bool) -> Evaluate:
    if collection.data == "collection_query":
        query = compiler.compile_query(collection.children[0], compiler.scope.inner())
        return lambda row: list(query.results_in(row))
    first, *steps = path_names(collection)
    if from_container:
        place = FIRST_ALIAS
        compiler.scope.size = FIRST_ALIAS + 1
    elif first in compiler.scope.names:
        place = compiler.scope.names[first]
    else:
        raise bad_request(f"Identifier '{first}' could not be resolved. (SC2001)")

    def evaluate(row: Row) -> Any:
        value = row[place]
        for step in steps:
            value = value.get(step, UNDEFINED) if type(value) is dict else UNDEFINED
        return value

    return evaluate


def _placed(row: Row, place: int, value: Any) -> Row:
    """The row with one more name bound; rows are cut or filled up to the place the compiler gave the name."""
    if len(row) == place:
        return [*row, value]
    return [*row[:place], *[UNDEFINED] * (place - len(row)), value]


def _elements(value: Evaluate, place: int) -> Expand:
    def expand(row: Row) -> Iterator[Row]:
        elements = value(row)
        if type(elements) is list:
            for element in elements:
                yield _placed(row, place, element)

    return expand


def _whole(value: Evaluate, place: int) -> Expand:
    def expand(row: Row) -> Iterator[Row]:
        one = value(row)
        if one is not UNDEFINED:
            yield _placed(row, place, one)

    return expand


def root_name(clause: Node) -> str | None:
    """The name bound to the whole document, if the first source of FROM is the container itself."""
    if clause is None:
        return None
    source = expressions(clause)[0]
    if source.data != "from_source" or source.children[0].data != "collection_path":
        return None
    names = path_names(source.children[0])
    alias = source.children[-1]
    if len(names) != 1:
        return None
    return str(alias) if getattr(alias, "type", "") == "NAME" else names[0]
