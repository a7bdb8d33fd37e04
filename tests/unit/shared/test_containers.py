"""The definition of the containers: one for the application, the local stack and Bicep."""

import json
from pathlib import Path

from local.cosmos_emulator.indexing import IndexingPolicy
from shared.containers import CONTAINERS, as_json, definition

ROOT = Path(__file__).parents[3]


def test_the_file_bicep_reads_is_what_the_definition_writes() -> None:
    assert (ROOT / "shared/containers.json").read_text() == as_json(), "python -m shared.containers > shared/..."


def test_containers_are_named_once_and_index_each_path_once_in_order() -> None:
    assert len({container.name for container in CONTAINERS}) == len(CONTAINERS)
    for container in CONTAINERS:
        assert list(container.indexed) == sorted(set(container.indexed)), container.name
        assert all(path.endswith("/?") for path in container.indexed), container.name


def test_a_quarter_hour_of_usage_costs_the_same_index_as_a_month() -> None:
    customers = next(container for container in CONTAINERS if container.name == "customers")
    policy = IndexingPolicy(definition(customers)["indexingPolicy"])
    month = {"id": "usage:1", "customerId": "c", "type": "usage", "deleted": False, "data": {"values": [1.5] * 2976}}
    assert policy.values(month) == policy.values(month | {"data": {"values": []}}) < 6


def test_everything_read_as_json_is_a_list_of_containers_and_blob_containers() -> None:
    read = json.loads(as_json())
    assert [container["id"] for container in read["containers"]] == [container.name for container in CONTAINERS]
    assert read["blobContainers"] == ["documents", "attachments", "archives"]
