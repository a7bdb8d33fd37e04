"""Which properties a query's WHERE looks at: what an index must hold for the query to be served by it."""

from collections.abc import Iterator

from local.cosmos_emulator.indexing import ELEMENT
from local.cosmos_emulator.sql.expressions import Node, is_tree, name_of, string_value

UNSERVED_FUNCTIONS = frozenset({"upper", "lower", "abs", "ceiling", "floor", "round", "trunc"})
"""Functions that look into each document although the property they are given is indexed."""

type Path = tuple[str, ...]


def asked_paths(query: Node) -> set[Path]:
    """The paths of all conditions of a query, those of its subqueries in conditions included."""
    return set(_of_query(query, {}))


def _of_query(query: Node, outer: dict[str, Path]) -> Iterator[Path]:
    names = dict(outer)
    for child in query.children:
        if is_tree(child, "from_clause"):
            for source in child.children:
                _bind(source, names, outermost=not outer)
    for child in query.children:
        if is_tree(child, "where_clause"):
            yield from _of_expression(child, names)


def _bind(source: Node, names: dict[str, Path], *, outermost: bool) -> None:
    if not is_tree(source, "from_source") and not is_tree(source, "from_elements"):
        return
    collection = next(child for child in source.children if hasattr(child, "data"))
    given = [str(child) for child in source.children if getattr(child, "type", "") == "NAME"]
    if collection.data != "collection_path":
        return
    first, *steps = [str(collection.children[0]), *(_step(step) for step in collection.children[1:])]
    base = names.get(first, ()) if first in names or not outermost else ()
    path = (*base, *steps, *([ELEMENT] if source.data == "from_elements" else []))
    names[given[0] if given else (steps[-1] if steps else first)] = path


def _of_expression(node: Node, names: dict[str, Path]) -> Iterator[Path]:
    if not hasattr(node, "data"):
        return
    path = _path(node, names)
    if path is not None:
        yield path
    elif node.data == "query":
        yield from _of_query(node, names)
    else:
        if node.data == "call" and str(node.children[0]).lower() in UNSERVED_FUNCTIONS:
            yield (f"{node.children[0]}()",)
        for child in node.children:
            yield from _of_expression(child, names)


def _path(node: Node, names: dict[str, Path]) -> Path | None:
    steps: list[str] = []
    while is_tree(node, "member"):
        steps.append(_step(node.children[1]))
        node = node.children[0]
    if is_tree(node, "name") and str(node.children[0]) in names:
        return (*names[str(node.children[0])], *reversed(steps))
    return None


def _step(step: Node) -> str:
    key = step.children[0]
    if step.data == "property":
        return name_of(key)
    return string_value(key.children[0]) if is_tree(key, "string") else ELEMENT
