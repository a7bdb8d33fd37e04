"""What runs in forked children: the sync itself, and looking at what it left."""

import asyncio
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

COMPLETE, STOPPED = 0, 3
PATIENCE = 300


def start(work: Callable[[], int], log: Path) -> int:
    """Fork a child that does `work` and ends with what it returns; its process id."""
    child = os.fork()
    if child:
        return child
    code = 99
    try:
        with log.open("ab") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        code = work()
    except BaseException:
        import traceback

        traceback.print_exc()
        raise
    finally:
        os._exit(code)


def ended(child: int) -> int | None:
    """The exit code of a child that has ended by itself, None while it runs."""
    done, status = os.waitpid(child, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if done else None


def wait(child: int) -> int:
    """Wait for a child; one that takes too long is killed, which is a failure of its own."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        code = ended(child)
        if code is not None:
            return code
        time.sleep(0.002)
    kill(child)
    raise RuntimeError(f"a run did not end in {PATIENCE} s")


def kill(child: int) -> bool:
    """Kill a child that was started here; False where it had ended already."""
    code = ended(child)
    if code is not None:
        return False
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def sync(database: str) -> int:
    """One run of the sync, in a child."""
    from functions.sync_timer.billing_sync import synchronise

    _use(database)
    report = asyncio.run(synchronise())
    return COMPLETE if report.outcome == "complete" else STOPPED


def make_world(data: Path, customers: int) -> int:
    """A world in which the first customer's records are all told a second time, in a child."""
    from local.billing_system.system import BillingSystem, Settings
    from local.billing_system.world import ORDINARY_FROM

    system = BillingSystem(data, Settings(customers=customers, demo=False))
    for record in system.account(ORDINARY_FROM).records():
        system.append(ORDINARY_FROM, record)
    system.close()
    return COMPLETE


def create(database: str) -> int:
    """An empty database and empty Blob containers, in a child."""
    from azure.core.exceptions import ResourceExistsError
    from azure.cosmos import CosmosClient

    from local.stack.containers import create_containers
    from shared.containers import BLOB_CONTAINERS

    with CosmosClient(
        os.environ["MOJBOK_COSMOS_ENDPOINT"], os.environ["MOJBOK_COSMOS_KEY"], enable_endpoint_discovery=False
    ) as client:
        create_containers(client, database)
    with _blobs() as blobs:
        for name in BLOB_CONTAINERS:
            try:
                blobs.create_container(name)
            except ResourceExistsError:
                container = blobs.get_container_client(name)
                for found in container.list_blob_names():
                    container.delete_blob(found)
    return COMPLETE


def dump(database: str, target: Path) -> int:
    """Everything that is stored, times apart, as JSON in a fixed order; in a child."""
    from azure.cosmos import CosmosClient

    from shared.containers import CONTAINERS

    everything: dict[str, Any] = {}
    with CosmosClient(
        os.environ["MOJBOK_COSMOS_ENDPOINT"], os.environ["MOJBOK_COSMOS_KEY"], enable_endpoint_discovery=False
    ) as client:
        stored = client.get_database_client(database)
        for container in CONTAINERS:
            items = stored.get_container_client(container.name).read_all_items()
            everything |= {f"{container.name}/{item.get('customerId')}/{item['id']}": _lasting(item) for item in items}
    with _blobs() as blobs:
        for blob in blobs.get_container_client("documents").list_blobs():
            everything[f"documents/{blob.name}"] = [blob.size, bytes(blob.content_settings.content_md5 or b"").hex()]
    target.write_text(json.dumps(everything, sort_keys=True, ensure_ascii=False, indent=1))
    return COMPLETE


def state(database: str, target: Path) -> int:
    """The state of the sync as it is, in a child."""
    from azure.cosmos import CosmosClient
    from azure.cosmos.exceptions import CosmosResourceNotFoundError

    with CosmosClient(
        os.environ["MOJBOK_COSMOS_ENDPOINT"], os.environ["MOJBOK_COSMOS_KEY"], enable_endpoint_discovery=False
    ) as client:
        operations = client.get_database_client(database).get_container_client("operations")
        try:
            found = dict(operations.read_item("sync-state", "sync-state"))
        except CosmosResourceNotFoundError:
            found = {}
    target.write_text(json.dumps(found))
    return COMPLETE


def _lasting(item: dict[str, Any]) -> dict[str, Any]:
    times = {"notedAt", "triedAt", "completeAt", "ranAt"}
    return {name: value for name, value in item.items() if not name.startswith("_") and name not in times}


def _use(database: str) -> None:
    from shared.monitoring.logs import set_up_logs
    from shared.settings import settings

    os.environ["MOJBOK_COSMOS_DATABASE"] = database
    settings.cache_clear()
    set_up_logs("INFO")


def _blobs() -> Any:
    from azure.storage.blob import BlobServiceClient

    key = {"account_name": "devstoreaccount1", "account_key": os.environ["MOJBOK_BLOB_KEY"]}
    return BlobServiceClient(os.environ["MOJBOK_BLOB_ENDPOINT"], credential=key)
