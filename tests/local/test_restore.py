"""What was lost comes back from a restored database, and nothing that is there is touched."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from azure.cosmos import CosmosClient, DatabaseProxy

from functions.staff.templates import templates
from local import restore
from local.cosmos_emulator.testing import running_emulator
from local.stack.containers import create_containers
from shared.containers import CONTAINERS
from shared.terms.in_force import LIST, document_id

KEYS = {one.name: one.partition_key.strip("/") for one in CONTAINERS}


@pytest.fixture
def databases(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[DatabaseProxy, DatabaseProxy]]:
    """The live database and the restored one, each with two documents in every container, of two partitions."""
    with running_emulator() as emulator:
        monkeypatch.setenv("MOJBOK_COSMOS_ENDPOINT", emulator.url)
        monkeypatch.setenv("MOJBOK_COSMOS_KEY", emulator.key)
        monkeypatch.setenv("MOJBOK_COSMOS_DATABASE", "live")
        with CosmosClient(emulator.url, emulator.key, enable_endpoint_discovery=False) as client:
            for name in ("live", "then"):
                create_containers(client, name)
                for container in KEYS:
                    for one in ("a", "b"):
                        put(client.get_database_client(name), container, one, "old")
            yield client.get_database_client("live"), client.get_database_client("then")


def put(database: DatabaseProxy, container: str, name: str, text: str) -> None:
    database.get_container_client(container).upsert_item({"id": name, KEYS[container]: name, "text": text})


def stored(database: DatabaseProxy, container: str) -> dict[str, Any]:
    items = database.get_container_client(container).query_items("SELECT * FROM c", enable_cross_partition_query=True)
    return {item["id"]: item["text"] for item in items}


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> None:
    monkeypatch.setattr(sys, "argv", ["restore", *arguments])
    restore.main()


def test_what_is_lost_comes_back_and_what_is_there_stays(
    databases: tuple[DatabaseProxy, DatabaseProxy], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    live, _then = databases
    for container in KEYS:
        live.get_container_client(container).delete_item("a", partition_key="a")
        put(live, container, "b", "newer")
        put(live, container, "c", "written since")
    with pytest.raises(SystemExit) as ended:
        run(monkeypatch, "compare", "--database", "then")
    assert ended.value.code == 1
    assert "tickets: 1 lacking, 1 changed since" in capsys.readouterr().out
    run(monkeypatch, "copy", "--database", "then")
    for container in KEYS:
        back = {} if container in restore.NOT_BROUGHT_BACK | restore.PARTS.keys() else {"a": "old"}
        assert stored(live, container) == back | {"b": "newer", "c": "written since"}
    assert "tickets: 0 lacking" in capsys.readouterr().out


def test_what_nobody_else_has_comes_back_and_nothing_beside_it(
    databases: tuple[DatabaseProxy, DatabaseProxy], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Terms and templates stand in containers of which all else is made anew, or would do harm."""
    live, then = databases
    kept = {
        "desk": [{"id": "version-000002", "lane": templates._LANE}],
        "operations": [{"id": LIST}, {"id": document_id("2")}, {"id": "payment-alarm:1", "type": "payment-alarm"}],
    }
    beside = {"desk": [{"id": "row", "lane": "with_office"}], "operations": [{"id": "sync-state"}, {"id": "limit:1"}]}
    for items in (kept, beside):
        for container, documents in items.items():
            for document in documents:
                then.get_container_client(container).upsert_item(document | {"text": "old"})
    run(monkeypatch, "copy", "--database", "then")
    for container, documents in kept.items():
        found = stored(live, container)
        assert {document["id"] for document in documents} == found.keys() - {"a", "b"}


def test_one_customer_alone_comes_back(
    databases: tuple[DatabaseProxy, DatabaseProxy], monkeypatch: pytest.MonkeyPatch
) -> None:
    live, _then = databases
    for name in ("a", "b"):
        live.get_container_client("tickets").delete_item(name, partition_key=name)
    run(monkeypatch, "copy", "--database", "then", "--partition", "b")
    assert stored(live, "tickets") == {"b": "old"}


def test_the_drill_ends_as_it_began(
    databases: tuple[DatabaseProxy, DatabaseProxy], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    live, _then = databases
    before = {container: stored(live, container) for container in KEYS}
    run(monkeypatch, "drill")
    assert {container: stored(live, container) for container in KEYS} == before
    assert capsys.readouterr().out.endswith("everything is back\n")


def test_the_drill_deletes_nothing_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOJBOK_COSMOS_ENDPOINT", "https://cosmos-mojbok-prod.documents.azure.com")
    monkeypatch.setenv("MOJBOK_COSMOS_KEY", "a2V5")
    monkeypatch.setattr(restore, "_practise", lambda *_: pytest.fail("it would have deleted"))
    with pytest.raises(SystemExit, match="local stack only"):
        run(monkeypatch, "drill")
