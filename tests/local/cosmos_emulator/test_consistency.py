"""A lagging replica: what a read sees at each level, and what it costs."""

from collections.abc import Iterator
from typing import Any

import pytest
from azure.cosmos import ContainerProxy, CosmosClient, PartitionKey
from azure.cosmos.exceptions import CosmosHttpResponseError, CosmosResourceNotFoundError

from local.cosmos_emulator.recording import RequestRecord
from local.cosmos_emulator.testing import Emulator, running_emulator
from tests.local.cosmos_emulator.conftest import Clock

LAG = 10.0


@pytest.fixture(params=["Session", "Strong"])
def account(request: pytest.FixtureRequest, clock: Clock) -> Iterator[Emulator]:
    with running_emulator(clock=clock, consistency=request.param, lag=LAG) as emulator:
        with CosmosClient(emulator.url, emulator.key) as client:
            client.create_database("d").create_container("c", PartitionKey("/pk"), default_ttl=-1)
        yield emulator


def instance(emulator: Emulator, **options: Any) -> CosmosClient:
    """A client of its own, as another instance of the application has it."""
    return CosmosClient(emulator.url, emulator.key, **options)


def container(client: CosmosClient) -> ContainerProxy:
    return client.get_database_client("d").get_container_client("c")


def seen(items: ContainerProxy) -> list[str]:
    """What a point read, a query, the feed and the change feed of a client find."""
    found = [item["v"] for item in items.query_items("SELECT * FROM c WHERE c.id = '1'", partition_key="a")]
    found += [item["v"] for item in items.read_all_items()]
    found += [item["v"] for item in items.query_items_change_feed(start_time="Beginning")]
    try:
        return [items.read_item("1", "a")["v"], *found]
    except CosmosResourceNotFoundError:
        return found


def point_read(record: RequestRecord) -> bool:
    return (record.resource_type, record.operation) == ("docs", "read")


@pytest.mark.parametrize("account", ["Session"], indirect=True)
def test_only_who_wrote_sees_it_until_the_replica_has_heard_of_it(account: Emulator, clock: Clock) -> None:
    with instance(account) as one, instance(account) as other:
        writer, reader = container(one), container(other)
        writer.create_item({"id": "1", "pk": "a", "v": "new"})
        assert seen(writer) == ["new"] * 4
        # The first client's session token has brought the replica on; what is written after it has not.
        writer.replace_item("1", {"id": "1", "pk": "a", "v": "newer"})
        assert seen(reader) == ["new"] * 4
        token = writer.client_connection.last_response_headers["x-ms-session-token"]
        assert reader.read_item("1", "a", session_token=token)["v"] == "newer"
        writer.delete_item("1", "a")
        assert seen(reader) == ["newer"] * 4
        clock.advance(LAG)
        assert seen(reader) == []


@pytest.mark.parametrize("account", ["Session"], indirect=True)
def test_an_account_refuses_a_read_stronger_than_itself(account: Emulator) -> None:
    with instance(account, consistency_level="Strong") as one, pytest.raises(CosmosHttpResponseError, match="stronger"):
        container(one).read_item("1", "a")


@pytest.mark.parametrize("account", ["Strong"], indirect=True)
def test_strong_reads_see_every_write_and_cost_double(account: Emulator) -> None:
    with instance(account) as one, instance(account) as other, instance(account, consistency_level="Session") as weak:
        container(one).create_item({"id": "1", "pk": "a", "v": "new"})
        assert seen(container(weak)) == []
        account.requests.clear()
        assert seen(container(other)) == ["new"] * 4
        strong = [record.charge for record in account.requests if point_read(record)]
        account.requests.clear()
        token = container(one).client_connection.last_response_headers["x-ms-session-token"]
        container(weak).read_item("1", "a", session_token=token)
        once = [record.charge for record in account.requests if point_read(record)]
        assert strong == [2 * once[0]]


@pytest.mark.parametrize("account", ["Session"], indirect=True)
def test_what_was_refused_or_undone_never_reaches_the_replica(account: Emulator, clock: Clock) -> None:
    with instance(account) as one, instance(account) as other:
        items = container(one)
        items.create_item({"id": "1", "pk": "a", "v": "old"})
        with pytest.raises(Exception, match="404"):
            items.execute_item_batch(
                [("upsert", ({"id": "1", "pk": "a", "v": "undone"},)), ("delete", ("none",))], partition_key="a"
            )
        items.upsert_item({"id": "2", "pk": "b", "v": "old"})
        items.upsert_item({"id": "2", "pk": "b", "v": "last"})
        clock.advance(LAG)
        values = {item["id"]: item["v"] for item in container(other).read_all_items()}
        assert values == {"1": "old", "2": "last"}
