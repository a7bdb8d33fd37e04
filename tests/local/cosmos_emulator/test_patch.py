"""Partial updates: each operation, its errors, and that a failed one changes nothing."""

from typing import Any

import pytest
from azure.cosmos.exceptions import CosmosAccessConditionFailedError, CosmosHttpResponseError

from local.cosmos_emulator.database.patch import apply_patch
from local.cosmos_emulator.errors import CosmosError
from tests.local.cosmos_emulator.conftest import MakeContainer

DOCUMENT: dict[str, Any] = {"id": "1", "n": 1, "list": [1, 2, 3], "object": {"a": {"b": 1}}, "a/b": 1, "null": None}


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        ({"op": "add", "path": "/new", "value": {"x": 1}}, {"new": {"x": 1}}),
        ({"op": "add", "path": "/n", "value": 2}, {"n": 2}),
        ({"op": "add", "path": "/list/1", "value": 9}, {"list": [1, 9, 2, 3]}),
        ({"op": "add", "path": "/list/-", "value": 9}, {"list": [1, 2, 3, 9]}),
        ({"op": "add", "path": "/list/3", "value": 9}, {"list": [1, 2, 3, 9]}),
        ({"op": "set", "path": "/list/1", "value": 9}, {"list": [1, 9, 3]}),
        ({"op": "set", "path": "/new", "value": None}, {"new": None}),
        ({"op": "replace", "path": "/object/a/b", "value": 2}, {"object": {"a": {"b": 2}}}),
        ({"op": "replace", "path": "/a~1b", "value": 2}, {"a/b": 2}),
        ({"op": "incr", "path": "/n", "value": 1.5}, {"n": 2.5}),
        ({"op": "incr", "path": "/new", "value": 5}, {"new": 5}),
        ({"op": "remove", "path": "/list/0"}, {"list": [2, 3]}),
        ({"op": "move", "from": "/n", "path": "/object/n"}, {"n": None, "object": {"a": {"b": 1}, "n": 1}}),
    ],
)
def test_an_operation(operation: dict[str, Any], expected: dict[str, Any]) -> None:
    patched = apply_patch(DOCUMENT, [operation])
    assert {name: patched.get(name) for name in expected} == expected


def test_remove_takes_the_property_away() -> None:
    assert "n" not in apply_patch(DOCUMENT, [{"op": "remove", "path": "/n"}])


@pytest.mark.parametrize(
    "operation",
    [
        {"op": "replace", "path": "/none", "value": 1},
        {"op": "remove", "path": "/none"},
        {"op": "remove", "path": "/list/7"},
        {"op": "add", "path": "/list/7", "value": 1},
        {"op": "add", "path": "/none/deep", "value": 1},
        {"op": "set", "path": "/n/deep", "value": 1},
        {"op": "incr", "path": "/list", "value": 1},
        {"op": "incr", "path": "/n", "value": "1"},
        {"op": "set", "path": "/id", "value": "2"},
        {"op": "set", "path": "/_etag", "value": "2"},
        {"op": "set", "path": "n", "value": 1},
        {"op": "set", "path": "/n"},
        {"op": "move", "from": "/object", "path": "/object/a"},
        {"op": "unknown", "path": "/n", "value": 1},
        "no object",
    ],
)
def test_an_impossible_operation_is_refused_and_changes_nothing(operation: Any) -> None:
    before = repr(DOCUMENT)
    with pytest.raises(CosmosError) as refused:
        apply_patch(DOCUMENT, [{"op": "set", "path": "/n", "value": 9}, operation])
    assert refused.value.status == 400
    assert repr(DOCUMENT) == before


def test_ten_operations_are_the_limit(make_container: MakeContainer) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a", "n": 0})
    operations = [{"op": "incr", "path": "/n", "value": 1}] * 11

    assert container.patch_item("1", "a", operations[:10])["n"] == 10
    with pytest.raises(CosmosHttpResponseError) as refused:
        container.patch_item("1", "a", operations)
    assert refused.value.status_code == 400


def test_a_condition_decides(make_container: MakeContainer) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a", "state": "open"})
    close = [{"op": "set", "path": "/state", "value": "closed"}]

    container.patch_item("1", "a", close, filter_predicate="FROM c WHERE c.state = 'open'")
    with pytest.raises(CosmosAccessConditionFailedError):
        container.patch_item("1", "a", close, filter_predicate="FROM c WHERE c.state = 'open'")
    assert container.read_item("1", "a")["state"] == "closed"


def test_the_partition_key_cannot_be_patched(make_container: MakeContainer) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a"})
    with pytest.raises(CosmosHttpResponseError) as refused:
        container.patch_item("1", "a", [{"op": "set", "path": "/pk", "value": "b"}])
    assert refused.value.status_code == 400
