"""What a fresh stack is given, tried on the real emulator, the real Azurite and the real functions host."""

import io
import subprocess
import threading
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from azure.cosmos import CosmosClient
from azure.storage.blob import BlobServiceClient
from rich.console import Console

from local.cosmos_emulator.testing import running_emulator
from local.functions_host.testing import running_host
from local.stack.environment import ROOT, stack_environment
from local.stack.ports import Ports
from local.stack.readiness import NotReadyError, probes, wait_until
from local.stack.setup import Mirror, create_storage, start_first_sync
from local.stack.summary import print_summary
from shared.containers import BLOB_CONTAINERS, CONTAINERS
from shared.lookup import customer_number_lookup
from shared.settings import settings
from tests.local.stack.conftest import free_offset

APP = """
import azure.functions as func
from pathlib import Path
app = func.FunctionApp()
@app.timer_trigger("timer", "0 0 0 29 2 *")
async def {name}(timer: func.TimerRequest) -> None:
    Path(__file__).with_name("synchronised").touch()
"""


@pytest.fixture(scope="module")
def environ(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Settings that lead to an emulator and an Azurite of this module's own."""
    folder = tmp_path_factory.mktemp("azurite")
    ports = Ports(free_offset())
    command = [ROOT / "node_modules/.bin/azurite-blob", "--silent", "--disableTelemetry", "--skipApiVersionCheck"]
    command += ["--inMemoryPersistence", "--blobPort", str(ports["blob"])]
    with running_emulator() as emulator, subprocess.Popen(command, cwd=folder) as azurite:
        try:
            probe = next(probe for probe in probes(ports, folder) if probe.name == "blob")
            wait_until(probe.is_ready, "Azurite", 20, threading.Event())
            yield stack_environment(ports, folder) | {"MOJBOK_COSMOS_ENDPOINT": emulator.url}
        finally:
            azurite.terminate()


def test_storage_is_created_once_and_kept_afterwards(environ: dict[str, str]) -> None:
    create_storage(environ)
    client = CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"])
    database = client.get_database_client("mojbok")
    database.get_container_client("operations").create_item({"id": "kept"})
    create_storage(environ)
    made = {container["id"]: container for container in database.list_containers()}
    layout = {(name, c["partitionKey"]["paths"][0], c.get("defaultTtl")) for name, c in made.items()}
    assert layout == {(container.name, container.partition_key, container.ttl) for container in CONTAINERS}
    assert database.get_container_client("operations").read_item("kept", "kept")["id"] == "kept"
    with BlobServiceClient(environ["MOJBOK_BLOB_ENDPOINT"], environ["MOJBOK_BLOB_KEY"]) as blobs:
        assert sorted(container.name for container in blobs.list_containers()) == sorted(BLOB_CONTAINERS)


@pytest.fixture
def lookup_key(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The settings by which lookup ids are made."""
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("lookup_key")
def test_the_mirror_has_people_once_number_and_summary_are_there(environ: dict[str, str]) -> None:
    create_storage(environ)
    mirror = Mirror(environ)
    client = CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"])
    customers = client.get_database_client("mojbok").get_container_client("customers")
    key = customer_number_lookup("100200")
    assert not mirror.has_all(["100200"])
    customers.create_item({"id": key, "customerId": key, "target": "c-1"})
    assert not mirror.has_all(["100200"])
    customers.create_item({"id": "summary", "customerId": "c-1"})
    assert mirror.has_all(["100200"])
    assert not mirror.has_all(["100200", "100201"])


@pytest.mark.parametrize(("name", "started"), [("billing_sync", True), ("another", False)])
def test_the_first_sync_runs_where_there_is_one(tmp_path: Path, name: str, started: bool) -> None:
    script = tmp_path / f"{name}_app.py"
    script.write_text(APP.format(name=name))
    (tmp_path / "host.json").write_text('{"version": "2.0"}')
    with running_host(script, tmp_path / "state") as host:
        assert start_first_sync(host.url) is started
        if started:
            wait_until((tmp_path / "synchronised").exists, "the sync", 10, threading.Event())
    assert (tmp_path / "synchronised").exists() is started


def test_waiting_ends_with_what_is_missing() -> None:
    cancelled = threading.Event()
    with pytest.raises(NotReadyError, match="the moon is not ready, and nothing has moved for 0 s"):
        wait_until(lambda: False, "the moon", 0, cancelled)
    cancelled.set()
    with pytest.raises(NotReadyError, match="stopped waiting for the moon"):
        wait_until(lambda: False, "the moon", 60, cancelled)


def test_what_moves_is_waited_for_however_long_it_takes() -> None:
    moved = count()
    wait_until(lambda: next(moved) > 12, "the moon", 0.5, threading.Event(), lambda: next(moved))


@pytest.mark.usefixtures("lookup_key")
def test_the_mirror_says_how_far_it_has_come(environ: dict[str, str]) -> None:
    create_storage(environ)
    mirror = Mirror(environ)
    client = CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"])
    operations = client.get_database_client("mojbok").get_container_client("operations")
    assert mirror.reached() is None
    operations.create_item({"id": "sync-state", "cursor": 500})
    assert mirror.reached() == 500


@pytest.mark.parametrize("width", [80, 160])
def test_the_table_shows_addresses_and_what_people_type_in_full(width: int) -> None:
    person = {
        "kind": "business",
        "name": "Ciepłe Osiedle sp. z o.o.",
        "nip": "5260001246",
        "customerNumber": "10020030",
        "documentNumber": "FV/2026/10/000123",
        "email": "administracja@cieple-osiedle.example",
        "shows": "several contracts, a correction and an interest note",
    }
    output = io.StringIO()
    print_summary(Ports(100), [person], 12.3, Console(file=output, width=width))
    shown = output.getvalue()
    assert "ready after 12 s" in shown
    assert "http://localhost:4380" in shown
    for value in ("nip", "customerNumber", "documentNumber", "email"):
        assert person[value] in shown
