"""Faults on demand: each kind, by operation, container, ratio and count, always the same for the same seed."""

import http.client
import json
import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from azure.core.exceptions import AzureError
from azure.cosmos import ContainerProxy, CosmosClient
from azure.cosmos.exceptions import CosmosHttpResponseError

from local.cosmos_emulator.errors import CosmosError
from local.cosmos_emulator.faults import Faults
from local.cosmos_emulator.testing import Emulator
from tests.local.cosmos_emulator.conftest import MakeContainer


def control(emulator: Emulator, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """One request to the control endpoint: status and JSON answer."""
    connection = http.client.HTTPConnection(urlsplit(emulator.url).netloc, timeout=5)
    try:
        connection.request(method, f"/_emulator/{path}", None if body is None else json.dumps(body))
        response = connection.getresponse()
        text = response.read()
        return response.status, json.loads(text) if text else None
    finally:
        connection.close()


@pytest.fixture
def container(make_container: MakeContainer, emulator: Emulator) -> ContainerProxy:
    """A container with one item, seen by a client that has read all it needs to know."""
    made = make_container()
    made.create_item({"id": "1", "pk": "a", "n": 1})
    emulator.requests.clear()
    return made


@pytest.fixture
def hasty(container: ContainerProxy, emulator: Emulator) -> Any:
    """The same container through a client that does not retry."""
    with CosmosClient(
        emulator.url, emulator.key, retry_total=0, retry_connect=0, retry_read=0, retry_status=0
    ) as client:
        own = client.get_database_client("tests").get_container_client(container.id)
        own.read()
        yield own


def test_429_carries_its_delay(hasty: ContainerProxy, emulator: Emulator) -> None:
    emulator.faults.add("429", operation="read", retry_after_ms=7)
    with pytest.raises(CosmosHttpResponseError) as refused:
        hasty.read_item("1", "a")
    assert (refused.value.status_code, refused.value.sub_status) == (429, 3200)
    assert refused.value.headers["x-ms-retry-after-ms"] == "7"


def test_a_patient_client_gets_over_a_429(container: ContainerProxy, emulator: Emulator) -> None:
    emulator.faults.add("429", operation="patch", retry_after_ms=1, count=2)
    assert container.patch_item("1", "a", [{"op": "incr", "path": "/n", "value": 1}])["n"] == 2
    assert [record.status for record in emulator.requests] == [429, 429, 200]


def test_503(hasty: ContainerProxy, emulator: Emulator) -> None:
    emulator.faults.add("503", operation="create")
    with pytest.raises(CosmosHttpResponseError) as refused:
        hasty.create_item({"id": "2", "pk": "a"})
    assert refused.value.status_code == 503
    emulator.faults.clear()
    assert [item["id"] for item in hasty.read_all_items()] == ["1"]


def test_delay(container: ContainerProxy, emulator: Emulator) -> None:
    emulator.faults.add("delay", operation="read", delay_ms=80)
    started = time.monotonic()
    container.read_item("1", "a")
    assert time.monotonic() - started >= 0.08


@pytest.mark.parametrize(("kind", "expected"), [("drop-before", 1), ("drop-after", 2)])
@pytest.mark.parametrize("operation", ["patch", "upsert", "replace", "batch"])
def test_a_dropped_connection_leaves_what_its_kind_says(
    hasty: ContainerProxy, emulator: Emulator, operation: str, kind: str, expected: int
) -> None:
    emulator.faults.add(kind, operation=operation)
    body = {"id": "1", "pk": "a", "n": 2}
    writes = {
        "patch": lambda: hasty.patch_item("1", "a", [{"op": "set", "path": "/n", "value": 2}]),
        "upsert": lambda: hasty.upsert_item(body),
        "replace": lambda: hasty.replace_item("1", body),
        "batch": lambda: hasty.execute_item_batch([("upsert", (body,))], "a"),
    }

    with pytest.raises(AzureError):
        writes[operation]()

    emulator.faults.clear()
    assert hasty.read_item("1", "a")["n"] == expected


def test_a_dropped_create_and_delete(hasty: ContainerProxy, emulator: Emulator) -> None:
    emulator.faults.add("drop-after", operation="create", count=1)
    emulator.faults.add("drop-after", operation="delete", count=1)
    with pytest.raises(AzureError):
        hasty.create_item({"id": "2", "pk": "a"})
    with pytest.raises(AzureError):
        hasty.delete_item("1", "a")
    assert [item["id"] for item in hasty.read_all_items()] == ["2"]


def test_a_query_is_hit_and_other_containers_and_operations_are_spared(
    hasty: ContainerProxy, emulator: Emulator, make_container: MakeContainer
) -> None:
    emulator.faults.add("503", operation="query", container=hasty.id)
    with pytest.raises(CosmosHttpResponseError):
        list(hasty.query_items("SELECT * FROM c", partition_key="a"))
    assert hasty.read_item("1", "a")["n"] == 1
    assert list(make_container().query_items("SELECT * FROM c", partition_key="a")) == []


def test_a_ratio_is_seeded_by_the_order_of_requests() -> None:
    def struck(seed: int) -> list[bool]:
        faults = Faults()
        faults.add("503", ratio=0.3, seed=seed)
        return [faults.strike("read", "c") is not None for _ in range(1000)]

    assert struck(1) == struck(1)
    assert struck(1) != struck(2)
    assert 250 < sum(struck(1)) < 350


def test_count_is_the_most_a_rule_strikes() -> None:
    faults = Faults()
    faults.add("503", count=2)
    assert [faults.strike("read", "c") is not None for _ in range(4)] == [True, True, False, False]


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "500"},
        {"kind": "503", "operation": "drop"},
        {"kind": "503", "ratio": 2},
        {"kind": "503", "x": 1},
        {},
        5,
    ],
)
def test_a_senseless_rule_is_refused(rule: Any, emulator: Emulator) -> None:
    with pytest.raises(CosmosError):
        Faults().add_json(rule)
    assert control(emulator, "POST", "faults", rule)[0] == 400


def test_the_control_endpoint(container: ContainerProxy, emulator: Emulator) -> None:
    assert control(emulator, "GET", "health") == (200, {"status": "ok"})
    rule = {
        "kind": "429",
        "operation": "read",
        "container": container.id,
        "ratio": 1,
        "retryAfterMs": 1,
        "count": 1,
        "seed": 3,
    }
    assert control(emulator, "POST", "faults", [rule])[0] == 204
    container.read_item("1", "a")

    status, record = control(emulator, "GET", "requests")
    assert status == 200
    assert [(one["operation"], one["status"]) for one in record["requests"] if one["resource_type"] == "docs"] == [
        ("read", 429),
        ("read", 200),
    ]
    assert control(emulator, "DELETE", "requests")[0] == 204
    assert control(emulator, "DELETE", "faults")[0] == 204
    assert control(emulator, "GET", "requests")[1] == {"requests": []}
    assert control(emulator, "GET", "nothing")[0] == 404
