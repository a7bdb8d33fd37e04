"""Partial document update: add, set, replace, remove, incr and move on JSON paths."""

import copy
from collections.abc import Callable
from typing import Any

from local.cosmos_emulator.errors import bad_request, precondition_failed
from local.cosmos_emulator.sql.compile import compile_filter

MAX_OPERATIONS = 10
PROTECTED = frozenset({"id", "_rid", "_self", "_etag", "_ts", "_attachments"})


def patched_by(body: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """The change a patch request's body asks for: `operations`, done only where its `condition` holds.

    The change raises CosmosError 412 where the condition does not hold. Raises 400 for a malformed body.
    """
    if not isinstance(body, dict):
        raise bad_request("The body of a patch must be a JSON object.")
    condition = body.get("condition")
    holds = compile_filter(condition) if condition else None

    def change(document: dict[str, Any]) -> dict[str, Any]:
        if holds and not holds(document):
            raise precondition_failed()
        return apply_patch(document, body.get("operations"))

    return change


def apply_patch(document: dict[str, Any], operations: Any) -> dict[str, Any]:
    """The document after all operations; raises 400 (and changes nothing) if one of them cannot be done."""
    if not isinstance(operations, list) or not operations:
        raise bad_request("A patch needs at least one operation.")
    if len(operations) > MAX_OPERATIONS:
        raise bad_request("The number of patch operations can't exceed 10.")
    patched = copy.deepcopy(document)
    for operation in operations:
        if not isinstance(operation, dict):
            raise bad_request("A patch operation must be a JSON object.")
        _apply(patched, operation)
    return patched


def _apply(document: dict[str, Any], operation: dict[str, Any]) -> None:
    name = str(operation.get("op", "")).lower()
    path = _names(operation.get("path"))
    if name == "remove":
        _take(document, path)
    elif name == "move":
        source = _names(operation.get("from"))
        if path[: len(source)] == source and path != source:
            raise bad_request("The path of a move must not be a child of its source.")
        _put(document, path, _take(document, source), insert=True)
    elif name in {"add", "set", "replace", "incr"}:
        if "value" not in operation:
            raise bad_request(f"The patch operation {name} needs a value.")
        value = copy.deepcopy(operation["value"])
        if name == "incr":
            value = _increased(document, path, value)
        if name == "replace":
            _get(document, path)
        _put(document, path, value, insert=name == "add")
    else:
        raise bad_request(f"The patch operation {name!r} is not supported.")


def _names(path: Any) -> list[str]:
    if not isinstance(path, str) or not path.startswith("/") or path == "/":
        raise bad_request(f"The patch path {path!r} is not valid.")
    names = [name.replace("~1", "/").replace("~0", "~") for name in path[1:].split("/")]
    if names[0] in PROTECTED:
        raise bad_request(f"The property {names[0]} cannot be patched.")
    return names


def _parent(document: Any, path: list[str]) -> Any:
    for name in path[:-1]:
        document = _child(document, name, path)
    return document


def _child(parent: Any, name: str, path: list[str]) -> Any:
    if isinstance(parent, dict) and name in parent:
        return parent[name]
    if isinstance(parent, list):
        return parent[_index(name, len(parent) - 1, path)]
    raise _missing(path)


def _get(document: Any, path: list[str]) -> Any:
    return _child(_parent(document, path), path[-1], path)


def _put(document: Any, path: list[str], value: Any, *, insert: bool) -> None:
    parent, name = _parent(document, path), path[-1]
    if isinstance(parent, dict):
        parent[name] = value
    elif isinstance(parent, list) and name == "-":
        parent.append(value)
    elif isinstance(parent, list) and insert:
        parent.insert(_index(name, len(parent), path), value)
    elif isinstance(parent, list):
        parent[_index(name, len(parent) - 1, path)] = value
    else:
        raise _missing(path)


def _take(document: Any, path: list[str]) -> Any:
    value = _get(document, path)
    parent, name = _parent(document, path), path[-1]
    if isinstance(parent, list):
        return parent.pop(_index(name, len(parent) - 1, path))
    del parent[name]
    return value


def _increased(document: Any, path: list[str], amount: Any) -> Any:
    if not _is_number(amount):
        raise bad_request("The value of incr must be a number.")
    parent = _parent(document, path)
    if isinstance(parent, dict) and path[-1] not in parent:
        return amount
    current = _get(document, path)
    if not _is_number(current):
        raise bad_request("The target of incr is not a number.")
    return current + amount


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _index(name: str, last: int, path: list[str]) -> int:
    if not name.isdecimal() or int(name) > last:
        raise _missing(path)
    return int(name)


def _missing(path: list[str]) -> Exception:
    return bad_request(f"The patch path '/{'/'.join(path)}' does not exist.")
