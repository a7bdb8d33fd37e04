"""Single items through the real client: writes, reads, ETags, unique keys, refusals."""

import pytest
from azure.core import MatchConditions
from azure.cosmos import CosmosClient
from azure.cosmos.aio import CosmosClient as AsyncCosmosClient
from azure.cosmos.exceptions import (
    CosmosAccessConditionFailedError,
    CosmosHttpResponseError,
    CosmosResourceExistsError,
    CosmosResourceNotFoundError,
)

from local.cosmos_emulator.testing import Emulator
from tests.local.cosmos_emulator.conftest import MakeContainer

AWKWARD_IDS = [
    "with space",
    "żółć-ゑ-🎉",
    "percent%20sign",
    "a&b=c,d",
    "quote\"'`",
    "semi;colon:at@",
    "plus+dollar$",
    " leading",
    "x" * 255,
]


def test_an_item_is_created_read_replaced_and_deleted(make_container: MakeContainer) -> None:
    container = make_container()

    created = container.create_item({"id": "1", "pk": "a", "n": 1, "nested": {"list": [1, None, "ą"]}})
    assert created["_etag"]
    assert created["_ts"]
    assert container.read_item("1", "a") == created

    replaced = container.replace_item("1", {"id": "1", "pk": "a", "n": 2})
    assert replaced["_etag"] != created["_etag"]
    assert replaced["_rid"] == created["_rid"]
    assert "nested" not in container.read_item("1", "a")

    container.delete_item("1", "a")
    with pytest.raises(CosmosResourceNotFoundError):
        container.read_item("1", "a")
    with pytest.raises(CosmosResourceNotFoundError):
        container.delete_item("1", "a")


def test_an_id_is_unique_within_its_partition_only(make_container: MakeContainer) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a"})

    container.create_item({"id": "1", "pk": "b"})
    with pytest.raises(CosmosResourceExistsError):
        container.create_item({"id": "1", "pk": "a"})


def test_upsert_creates_then_replaces(make_container: MakeContainer) -> None:
    container = make_container()

    first = container.upsert_item({"id": "1", "pk": "a", "n": 1})
    second = container.upsert_item({"id": "1", "pk": "a", "m": 2})

    assert second["_etag"] != first["_etag"]
    assert "n" not in container.read_item("1", "a")


@pytest.mark.parametrize("item_id", AWKWARD_IDS)
def test_ids_with_awkward_characters(make_container: MakeContainer, item_id: str) -> None:
    container = make_container("/id")

    container.create_item({"id": item_id, "n": 1})
    assert container.read_item(item_id, item_id)["n"] == 1
    assert container.patch_item(item_id, item_id, [{"op": "incr", "path": "/n", "value": 1}])["n"] == 2
    container.delete_item(item_id, item_id)
    assert list(container.read_all_items()) == []


@pytest.mark.parametrize("body", [{"pk": "a"}, {"id": "", "pk": "a"}])
def test_a_document_without_a_proper_id_is_refused(make_container: MakeContainer, body: dict[str, object]) -> None:
    with pytest.raises(CosmosHttpResponseError) as refused:
        make_container().create_item(body)
    assert refused.value.status_code == 400


def test_if_match_guards_every_write(make_container: MakeContainer) -> None:
    container = make_container()
    stale = container.create_item({"id": "1", "pk": "a"})["_etag"]
    container.replace_item("1", {"id": "1", "pk": "a", "n": 1})
    guard = {"etag": stale, "match_condition": MatchConditions.IfNotModified}

    with pytest.raises(CosmosAccessConditionFailedError):
        container.replace_item("1", {"id": "1", "pk": "a", "n": 2}, **guard)
    with pytest.raises(CosmosAccessConditionFailedError):
        container.upsert_item({"id": "1", "pk": "a", "n": 2}, **guard)
    with pytest.raises(CosmosAccessConditionFailedError):
        container.patch_item("1", "a", [{"op": "set", "path": "/n", "value": 2}], **guard)
    with pytest.raises(CosmosAccessConditionFailedError):
        container.delete_item("1", "a", **guard)
    assert container.read_item("1", "a")["n"] == 1


def test_upsert_with_if_match_does_not_create(make_container: MakeContainer) -> None:
    with pytest.raises(CosmosAccessConditionFailedError):
        make_container().upsert_item(
            {"id": "1", "pk": "a"}, etag='"some"', match_condition=MatchConditions.IfNotModified
        )


def test_if_none_match_answers_not_modified(make_container: MakeContainer, emulator: Emulator) -> None:
    container = make_container()
    created = container.create_item({"id": "1", "pk": "a"})

    unchanged = container.read_item("1", "a", etag=created["_etag"], match_condition=MatchConditions.IfModified)
    assert unchanged == {}
    assert emulator.requests[-1].status == 304
    changed = container.read_item("1", "a", etag='"other"', match_condition=MatchConditions.IfModified)
    assert changed["id"] == "1"


def test_no_response_on_write(make_container: MakeContainer) -> None:
    container = make_container()
    assert container.create_item({"id": "1", "pk": "a"}, no_response=True) == {}
    assert container.read_item("1", "a")["pk"] == "a"


def test_unique_keys_hold_within_a_partition(make_container: MakeContainer) -> None:
    container = make_container(unique_key_policy={"uniqueKeys": [{"paths": ["/email"]}, {"paths": ["/a", "/b/c"]}]})
    container.create_item({"id": "1", "pk": "a", "email": "x", "a": 1, "b": {"c": 1}})

    with pytest.raises(CosmosResourceExistsError):
        container.create_item({"id": "2", "pk": "a", "email": "x", "a": 2})
    with pytest.raises(CosmosResourceExistsError):
        container.create_item({"id": "2", "pk": "a", "email": "y", "a": 1, "b": {"c": 1}})
    container.create_item({"id": "2", "pk": "b", "email": "x", "a": 1, "b": {"c": 1}})
    container.create_item({"id": "3", "pk": "a", "email": "y", "a": 1, "b": {"c": 2}})
    with pytest.raises(CosmosResourceExistsError):
        container.replace_item("3", {"id": "3", "pk": "a", "email": "x", "a": 1, "b": {"c": 2}})

    container.delete_item("1", "a")
    container.replace_item("3", {"id": "3", "pk": "a", "email": "x", "a": 1, "b": {"c": 2}})


@pytest.mark.parametrize("value", [0, False, "", None])
def test_a_missing_unique_value_counts_as_null_only(make_container: MakeContainer, value: object) -> None:
    container = make_container(unique_key_policy={"uniqueKeys": [{"paths": ["/email"]}]})
    container.create_item({"id": "1", "pk": "a"})

    if value is None:
        with pytest.raises(CosmosResourceExistsError):
            container.create_item({"id": "2", "pk": "a", "email": value})
    else:
        container.create_item({"id": "2", "pk": "a", "email": value})


def test_a_wrong_key_is_refused(emulator: Emulator, make_container: MakeContainer) -> None:
    container = make_container()
    wrong = "AAAA" + emulator.key[4:]
    with CosmosClient(emulator.url, emulator.key) as opened:
        opened.client_connection.master_key = wrong
        foreign = opened.get_database_client("tests").get_container_client(container.id)
        with pytest.raises(CosmosHttpResponseError) as refused:
            foreign.client_connection.ReadContainer(f"dbs/tests/colls/{container.id}")
    assert refused.value.status_code == 401


def test_a_missing_container_is_not_found(client: CosmosClient, emulator: Emulator) -> None:
    with pytest.raises(CosmosResourceNotFoundError):
        client.get_database_client("tests").get_container_client("none").read()


def test_a_client_that_knew_a_container_finds_the_one_made_in_its_place(
    client: CosmosClient, emulator: Emulator, make_container: MakeContainer
) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a"})
    with CosmosClient(emulator.url, emulator.key) as other:
        other.get_database_client("tests").delete_container(container.id)
        other.get_database_client("tests").create_container(container.id, {"paths": ["/pk"], "kind": "Hash"})

    container.create_item({"id": "2", "pk": "a"})
    assert [item["id"] for item in container.read_all_items()] == ["2"]
    assert 400 in [record.status for record in emulator.requests], "the old resource id must have been refused"


@pytest.mark.parametrize("discovery", [True, False])
async def test_the_async_client_works_with_and_without_discovery(
    emulator: Emulator, make_container: MakeContainer, discovery: bool
) -> None:
    name = make_container().id
    async with AsyncCosmosClient(emulator.url, emulator.key, enable_endpoint_discovery=discovery) as client:
        container = client.get_database_client("tests").get_container_client(name)
        created = await container.create_item({"id": "1", "pk": "a", "text": "ąę"})
        assert await container.read_item("1", "a") == created
        found = [item async for item in container.query_items("SELECT VALUE c.text FROM c", partition_key="a")]
    assert found == ["ąę"]


def test_every_response_carries_charge_and_session(make_container: MakeContainer) -> None:
    container = make_container()
    written = container.create_item({"id": "1", "pk": "a", "text": "x" * 100_000}).get_response_headers()
    read = container.read_item("1", "a").get_response_headers()

    assert float(written["x-ms-request-charge"]) == pytest.approx(50, rel=0.1)
    assert float(read["x-ms-request-charge"]) == pytest.approx(10, rel=0.1)
    assert read["x-ms-session-token"] == written["x-ms-session-token"]


def test_requests_are_recorded(make_container: MakeContainer, emulator: Emulator) -> None:
    container = make_container()
    container.create_item({"id": "1", "pk": "a"})
    emulator.requests.clear()

    container.read_item("1", "a")
    list(container.query_items("SELECT * FROM c", partition_key="a"))
    list(container.query_items("SELECT * FROM c", enable_cross_partition_query=True))

    records = [one for one in emulator.requests if one.resource_type == "docs"]
    assert [(one.operation, one.partition_key, one.is_query, one.cross_partition, one.status) for one in records] == [
        ("read", '["a"]', False, False, 200),
        ("query", '["a"]', True, False, 200),
        ("query", None, True, True, 200),
    ]
    assert {one.container for one in records} == {container.id}


def test_a_session_token_ahead_of_the_data_is_noticed(make_container: MakeContainer) -> None:
    container = make_container()
    written = container.create_item({"id": "1", "pk": "a"})
    token = written.get_response_headers()["x-ms-session-token"]

    assert container.read_item("1", "a", session_token=token)["id"] == "1"
    with pytest.raises(CosmosResourceNotFoundError) as lost:
        container.read_item("1", "a", session_token="0:-1#999999999")
    assert lost.value.sub_status == 1002
