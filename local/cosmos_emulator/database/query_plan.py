"""The query plan: how the client is to put together the answers of several physical partitions."""

from typing import Any

import orjson

from local.cosmos_emulator.sql.compile import CompiledQuery, named_columns
from local.cosmos_emulator.sql.expressions import Node
from local.cosmos_emulator.sql.from_clause import expressions

AGGREGATE_NAMES = {"COUNT": "Count", "SUM": "Sum", "MIN": "Min", "MAX": "Max", "AVG": "Average"}


def needs_plan(query: CompiledQuery) -> bool:
    """Whether the service leaves it to the client to merge partitions."""
    if query.group is not None:
        return False
    return bool(query.aggregates or query.order or query.distinct or query.top or query.limit)


def query_plan(query: CompiledQuery, parameters: dict[str, Any], ranges: list[dict[str, Any]]) -> dict[str, Any]:
    """The plan as the client reads it; `ranges` are the stretches of partition keys the query may touch."""
    aggregates = [AGGREGATE_NAMES[name] for name in query.aggregate_names]
    order = [] if aggregates else ["Descending" if descending else "Ascending" for _, descending in query.order]
    return {
        "partitionedQueryExecutionInfoVersion": 2,
        "queryInfo": {
            "distinctType": _distinct_type(query),
            "top": query.top(parameters) if query.top else None,
            "offset": query.offset(parameters) if query.offset else None,
            "limit": query.limit(parameters) if query.limit else None,
            "orderBy": order,
            "orderByExpressions": [_text(query, item.children[0]) for item in _order_items(query)] if order else [],
            "groupByExpressions": [],
            "groupByAliases": [],
            "aggregates": aggregates,
            "groupByAliasToAggregateType": {},
            "rewrittenQuery": _rewritten(query, parameters),
            "hasSelectValue": query.select_value,
            "hasNonStreamingOrderBy": False,
        },
        "queryRanges": ranges,
    }


def _distinct_type(query: CompiledQuery) -> str:
    if not query.distinct:
        return "None"
    selection = _part(query, "select_value")
    items = _order_items(query)
    ordered = (
        selection is not None
        and len(items) == 1
        and _text(query, expressions(selection)[0]) == _text(query, items[0].children[0])
    )
    return "Ordered" if ordered else "Unordered"


def _rewritten(query: CompiledQuery, parameters: dict[str, Any]) -> str:
    """What each partition is asked instead; empty if it is asked the query itself."""
    from_clause = _clause(query, "from_clause")
    where = _clause(query, "where_clause")
    if query.aggregates:
        return f"SELECT VALUE [{_partial_aggregates(query)}] {from_clause} {where}"
    most = _most(query, parameters)
    if query.order:
        keys = ", ".join(f'{{"item": {_text(query, item.children[0])}}}' for item in _order_items(query))
        order = _clause(query, "order_clause")
        return f"SELECT {most}[{keys}] AS orderByItems, {_payload(query)} AS payload {from_clause} {where} {order}"
    if query.offset:
        distinct = "DISTINCT " if query.distinct else ""
        start, end = _selection(query).meta.start_pos, _selection(query).meta.end_pos
        return f"SELECT {distinct}{most}{query.text[start:end]} {from_clause} {where}"
    return ""


def _most(query: CompiledQuery, parameters: dict[str, Any]) -> str:
    """How many results of one partition the client can use at most."""
    if query.distinct or not (query.limit or query.top):
        return ""
    if query.top:
        return f"TOP {query.top(parameters)} "
    offset = query.offset(parameters) if query.offset else 0
    return f"TOP {offset + query.limit(parameters)} " if query.limit else ""


def _partial_aggregates(query: CompiledQuery) -> str:
    selection = _part(query, "select_value")
    call = expressions(selection)[0] if selection is not None else None
    if call is None or call.data != "call":
        return "{}"
    argument = _text(query, call.children[1].children[0])
    name = query.aggregate_names[0]
    if name == "AVG":
        return f'{{"item": {{"sum": SUM({argument}), "count": COUNT({argument})}}}}'
    if name in {"MIN", "MAX"}:
        counted = f'{{"{name.lower()}": {name}({argument}), "count": COUNT({argument})}}'
        return f'{{"item": {name}({argument}), "item2": {counted}}}'
    return f'{{"item": {name}({argument})}}'


def _payload(query: CompiledQuery) -> str:
    """The result itself, as one expression."""
    selection = _selection(query)
    if selection.data == "select_value":
        return _text(query, expressions(selection)[0])
    if selection.data == "select_list":
        columns = (
            f"{orjson.dumps(name).decode()}: {_text(query, expression)}"
            for name, expression in named_columns(selection)
        )
        return "{" + ", ".join(columns) + "}"
    return _root(query)


def _root(query: CompiledQuery) -> str:
    source = expressions(_part(query, "from_clause"))[0]
    names = [str(child) for child in source.children if getattr(child, "type", "") == "NAME"]
    return names[0] if names else str(expressions(source)[0].children[0])


def _selection(query: CompiledQuery) -> Node:
    return next(
        part for name in ("select_all", "select_value", "select_list") if (part := _part(query, name)) is not None
    )


def _part(query: CompiledQuery, name: str) -> Node | None:
    return next((child for child in query.tree.children if child is not None and child.data == name), None)


def _clause(query: CompiledQuery, name: str) -> str:
    part = _part(query, name)
    return _text(query, part) if part is not None else ""


def _order_items(query: CompiledQuery) -> list[Node]:
    part = _part(query, "order_clause")
    return expressions(part) if part is not None else []


def _text(query: CompiledQuery, node: Node) -> str:
    """The query's own text of a part of its tree."""
    meta = node.meta
    start = getattr(meta, "container_start_pos", meta.start_pos)
    return query.text[start : getattr(meta, "container_end_pos", meta.end_pos)]
