"""A database like another: what tests begin with instead of making forty containers each."""

from typing import Any

import pytest
from azure.cosmos import CosmosClient, PartitionKey
from azure.cosmos.exceptions import CosmosResourceExistsError

from local.cosmos_emulator.testing import Emulator
from tests.local.cosmos_emulator.test_faults import control


def definition(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if not name.startswith("_")}


def test_the_copy_has_the_same_containers_without_their_items(client: CosmosClient, emulator: Emulator) -> None:
    source = client.create_database("copied")
    made = source.create_container(
        "some",
        PartitionKey("/pk"),
        default_ttl=60,
        unique_key_policy={"uniqueKeys": [{"paths": ["/n"]}]},
        indexing_policy={"compositeIndexes": [[{"path": "/a"}, {"path": "/b", "order": "descending"}]]},
    )
    source.create_container("other", PartitionKey("/id"))
    made.create_item({"id": "1", "pk": "a", "n": 1})

    emulator.copy_database("copied", "copy")

    copy = client.get_database_client("copy")
    assert [*map(definition, copy.list_containers())] == [*map(definition, source.list_containers())]
    copied = copy.get_container_client("some")
    assert [*copied.read_all_items()] == []
    copied.create_item({"id": "1", "pk": "a", "n": 1})
    with pytest.raises(CosmosResourceExistsError):
        copied.create_item({"id": "2", "pk": "a", "n": 1})
    copied.delete_item("1", "a")
    assert [item["id"] for item in made.read_all_items()] == ["1"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"from": "nowhere", "to": "copy-of-nowhere"}, 404),
        ({"from": "tests", "to": "tests"}, 409),
        ({"from": "tests", "to": "a/b"}, 400),
        ({"from": "tests"}, 400),
        (["tests", "copy"], 400),
    ],
)
def test_what_cannot_be_copied(client: CosmosClient, database: Any, emulator: Emulator, body: Any, status: int) -> None:
    assert control(emulator, "POST", "copies", body)[0] == status


def test_it_says_why_it_failed(emulator: Emulator) -> None:
    with pytest.raises(RuntimeError, match="NotFound"):
        emulator.copy_database("nowhere", "copy-of-nowhere")
