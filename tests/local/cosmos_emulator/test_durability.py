"""What was answered stays: after SIGKILL and after SIGTERM of a real process; data on disk outlives a restart."""

import contextlib
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from azure.core.exceptions import AzureError
from azure.cosmos import ContainerProxy, CosmosClient, PartitionKey

from local.certificates import ensure_certificate
from local.cosmos_emulator import EMULATOR_KEY
from local.cosmos_emulator.database.storage import DataFileError, Storage
from local.cosmos_emulator.testing import running_emulator

HOUSE = Path(__file__).parents[3]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def emulator_process(data: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A real emulator process; yields it and its address once it has said that it listens."""
    port = free_port()
    command = [sys.executable, "-m", "local.cosmos_emulator", "--port", str(port), "--data", str(data), *more]
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(2 if more else 1):
            assert process.stdout.readline()
        try:
            yield process, f"http://127.0.0.1:{port}"
        finally:
            process.kill()


def patient_client(url: str) -> CosmosClient:
    deadline = time.monotonic() + 10
    while True:
        try:
            return CosmosClient(url, EMULATOR_KEY)
        except AzureError:
            if time.monotonic() > deadline:
                raise


def numbers(container: ContainerProxy) -> list[int]:
    return sorted(container.query_items("SELECT VALUE c.n FROM c", partition_key="a"))


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_answered_is_lost(tmp_path: Path, end: signal.Signals) -> None:
    data = tmp_path / "cosmos.sqlite"
    with emulator_process(data) as (process, url):
        with patient_client(url) as client:
            container = client.create_database("d").create_container("c", PartitionKey("/pk"), default_ttl=-1)
            for number in range(50):
                container.create_item({"id": str(number), "pk": "a", "n": number})
            container.execute_item_batch([("create", ({"id": str(n), "pk": "a", "n": n},)) for n in (50, 51)], "a")
            last = container.read_item("51", "a")
            process.send_signal(end)
            process.wait(timeout=10)
        if end is signal.SIGTERM:
            assert process.returncode == 0

    with running_emulator(data) as restarted, CosmosClient(restarted.url, restarted.key) as client:
        container = client.get_database_client("d").get_container_client("c")
        assert numbers(container) == list(range(52))
        assert container.read_item("51", "a") == last
        assert container.read()["defaultTtl"] == -1
        written = container.create_item({"id": "new", "pk": "a", "n": 52})
        assert written["_etag"] != last["_etag"]
        assert written["_rid"] not in {item["_rid"] for item in container.read_all_items() if item["id"] != "new"}


def test_the_sequence_goes_on_after_a_restart_though_the_last_item_is_gone(tmp_path: Path) -> None:
    data = tmp_path / "cosmos.sqlite"
    with running_emulator(data) as first, CosmosClient(first.url, first.key) as client:
        container = client.create_database("d").create_container("c", PartitionKey("/pk"))
        container.create_item({"id": "1", "pk": "a"})
        container.delete_item("1", "a")
        list(container.query_items_change_feed(start_time="Now"))
        token = container.client_connection.last_response_headers["etag"]

    with running_emulator(data) as second, CosmosClient(second.url, second.key) as client:
        container = client.get_database_client("d").get_container_client("c")
        container.create_item({"id": "2", "pk": "a"})
        assert [item["id"] for item in container.query_items_change_feed(continuation=token)] == ["2"]


@pytest.mark.filterwarnings("ignore:Unverified HTTPS request")  # the client verifies nothing on localhost
def test_https(tmp_path: Path) -> None:
    certificate, key = ensure_certificate(tmp_path, "cosmos")
    port = free_port()
    options = ["--https-port", str(port), "--certificate", str(certificate), "--key", str(key)]
    with (
        emulator_process(tmp_path / "cosmos.sqlite", *options),
        CosmosClient(f"https://localhost:{port}", EMULATOR_KEY) as client,
    ):
        assert client.create_database("d").id == "d"


def test_a_data_file_belongs_to_one_emulator(tmp_path: Path) -> None:
    data = tmp_path / "cosmos.sqlite"
    with emulator_process(data):
        command = [sys.executable, "-m", "local.cosmos_emulator", "--port", str(free_port()), "--data", str(data)]
        second = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=20, check=False)
    assert second.returncode == 1
    assert "cannot be used" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look like one" * 20, None])
def test_a_foreign_data_file_is_refused(tmp_path: Path, content: bytes | None) -> None:
    data = tmp_path / "cosmos.sqlite"
    if content:
        data.write_bytes(content)
    else:
        with contextlib.closing(sqlite3.connect(data)) as connection:
            connection.execute("PRAGMA user_version=99")
    with pytest.raises(DataFileError):
        Storage(data, time.time)
