"""Transactional batches: one partition, all or nothing, each operation with its code."""

from typing import Any

import pytest
from azure.cosmos import ContainerProxy
from azure.cosmos.exceptions import CosmosBatchOperationError, CosmosHttpResponseError

from tests.local.cosmos_emulator.conftest import MakeContainer


def ids(container: ContainerProxy) -> list[str]:
    return sorted(item["id"] for item in container.read_all_items())


def test_a_batch_does_all_kinds_of_operations(make_container: MakeContainer) -> None:
    container = make_container()
    container.create_item({"id": "old", "pk": "a", "n": 1})
    container.create_item({"id": "gone", "pk": "a"})

    results = container.execute_item_batch(
        [
            ("create", ({"id": "new", "pk": "a"},)),
            ("upsert", ({"id": "up", "pk": "a"},)),
            (
                "patch",
                ("old", [{"op": "incr", "path": "/n", "value": 1}]),
                {"filter_predicate": "FROM c WHERE c.n = 1"},
            ),
            ("replace", ("up", {"id": "up", "pk": "a", "replaced": True})),
            ("read", ("old",)),
            ("delete", ("gone",)),
        ],
        "a",
    )

    assert [result["statusCode"] for result in results] == [201, 201, 200, 200, 200, 204]
    assert results[4]["resourceBody"]["n"] == 2
    assert results[4]["eTag"] == results[2]["eTag"] == container.read_item("old", "a")["_etag"]
    assert ids(container) == ["new", "old", "up"]


@pytest.mark.parametrize(
    ("failing", "status"),
    [
        (("create", ({"id": "old", "pk": "a"},)), 409),
        (("create", ({"id": "x", "pk": "b"},)), 400),
        (("read", ("none",)), 404),
        (("replace", ("none", {"id": "none", "pk": "a"})), 404),
        (("delete", ("none",)), 404),
        (("replace", ("old", {"id": "old", "pk": "a"}), {"if_match_etag": '"stale"'}), 412),
        (("delete", ("old",), {"if_match_etag": '"stale"'}), 412),
        (("patch", ("old", [{"op": "incr", "path": "/text", "value": 1}])), 400),
        (
            ("patch", ("old", [{"op": "set", "path": "/n", "value": 1}]), {"filter_predicate": "FROM c WHERE c.n > 9"}),
            412,
        ),
    ],
)
def test_one_failure_undoes_all(make_container: MakeContainer, failing: Any, status: int) -> None:
    container = make_container()
    before = container.create_item({"id": "old", "pk": "a", "text": "x", "n": 1})

    with pytest.raises(CosmosBatchOperationError) as failed:
        container.execute_item_batch(
            [
                ("create", ({"id": "new", "pk": "a"},)),
                ("patch", ("old", [{"op": "set", "path": "/n", "value": 5}])),
                failing,
                ("delete", ("old",)),
            ],
            "a",
        )

    assert failed.value.error_index == 2
    assert [result["statusCode"] for result in failed.value.operation_responses] == [424, 424, status, 424]
    assert container.read_item("old", "a") == before
    assert ids(container) == ["old"]


def test_limits(make_container: MakeContainer) -> None:
    container = make_container()
    many = [("create", ({"id": str(number), "pk": "a"},)) for number in range(101)]
    large = [("create", ({"id": str(number), "pk": "a", "text": "x" * 600_000},)) for number in range(4)]

    with pytest.raises(CosmosHttpResponseError) as too_many:
        container.execute_item_batch(many, "a")
    with pytest.raises(CosmosHttpResponseError) as too_large:
        container.execute_item_batch(large, "a")

    assert (too_many.value.status_code, too_large.value.status_code) == (400, 413)
    assert ids(container) == []
    assert len(container.execute_item_batch(many[:100], "a")) == 100


def test_a_batch_sees_its_own_writes_and_unique_keys(make_container: MakeContainer) -> None:
    container = make_container(unique_key_policy={"uniqueKeys": [{"paths": ["/email"]}]})
    with pytest.raises(CosmosBatchOperationError) as failed:
        container.execute_item_batch(
            [
                ("create", ({"id": "1", "pk": "a", "email": "x"},)),
                ("create", ({"id": "2", "pk": "a", "email": "x"},)),
            ],
            "a",
        )
    assert failed.value.status_code == 409

    container.execute_item_batch(
        [
            ("create", ({"id": "1", "pk": "a", "email": "x"},)),
            ("delete", ("1",)),
            ("create", ({"id": "2", "pk": "a", "email": "x"},)),
        ],
        "a",
    )
    assert ids(container) == ["2"]
