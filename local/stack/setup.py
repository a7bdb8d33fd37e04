"""Puts into a fresh stack what Bicep puts into Azure, and the first data of the billing system."""

import json
import logging
import os
from collections.abc import Mapping
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx

from local.stack.containers import create_containers
from shared.containers import BLOB_CONTAINERS
from shared.http.status import SYNC_STATE

FIRST_SYNC = "billing_sync"
PEOPLE_FILE = Path(__file__).parents[1] / "demo_people.json"


def demo_people() -> list[dict[str, Any]]:
    """The committed demo people."""
    people: list[dict[str, Any]] = json.loads(PEOPLE_FILE.read_text("utf-8")) if PEOPLE_FILE.exists() else []
    return people


def told_customers(told: Path, most: int = 10) -> list[str]:
    """Numbers of the first customers that a retailer's files told."""
    from adapters.billing_files.journal import Journal

    with closing(Journal(told)) as journal:
        changes = journal.changes(0, 1_000)
        numbers = [one["data"]["customerNumber"] for one in changes if one["kind"] == "customer" and not one["deleted"]]
    return numbers[:most]


def create_storage(environ: Mapping[str, str]) -> None:
    """Create the database, its containers and the Blob containers where they are missing."""
    from azure.core.exceptions import ResourceExistsError
    from azure.cosmos import CosmosClient
    from azure.storage.blob import BlobServiceClient

    logging.getLogger("azure").setLevel(logging.WARNING)
    with CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"]) as cosmos:
        create_containers(cosmos, environ["MOJBOK_COSMOS_DATABASE"])
    with BlobServiceClient(environ["MOJBOK_BLOB_ENDPOINT"], environ["MOJBOK_BLOB_KEY"]) as blobs:
        for name in BLOB_CONTAINERS:
            try:
                blobs.create_container(name)
            except ResourceExistsError:
                continue


def start_first_sync(functions_url: str) -> bool:
    """Run the billing sync now; False where the app has none."""
    with httpx.Client(base_url=functions_url, trust_env=False, timeout=10) as client:
        names = {function["name"] for function in client.get("/admin/functions").json()}
        if FIRST_SYNC not in names:
            return False
        answer = client.post(f"/admin/functions/{FIRST_SYNC}", json={"input": ""})
        return answer.status_code == HTTPStatus.ACCEPTED


class Mirror:
    """Looks whether customers have arrived in the mirror."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        from azure.cosmos import CosmosClient

        client = CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"])
        database = client.get_database_client(environ["MOJBOK_COSMOS_DATABASE"])
        self._customers = database.get_container_client("customers")
        self._arrived: set[str] = set()
        self._operations = database.get_container_client("operations")

    def has_all(self, customer_numbers: list[str]) -> bool:
        """Whether each customer number leads to a customer; who was there is not looked for again."""
        for number in customer_numbers:
            if number not in self._arrived and not self._has(number):
                return False
            self._arrived.add(number)
        return True

    def reached(self) -> object:
        """How far the sync has come in what billing tells; None before its first page."""
        from azure.cosmos.exceptions import CosmosResourceNotFoundError

        try:
            return self._operations.read_item(SYNC_STATE, SYNC_STATE).get("cursor")
        except CosmosResourceNotFoundError:
            return None

    def _has(self, customer_number: str) -> bool:
        from azure.cosmos.exceptions import CosmosResourceNotFoundError

        from shared.lookup import customer_number_lookup

        key = customer_number_lookup(customer_number)
        try:
            pointer = self._customers.read_item(key, key)
            self._customers.read_item("summary", pointer["target"])
        except CosmosResourceNotFoundError:
            return False
        return True


if __name__ == "__main__":
    from local.stack.environment import stack_environment
    from local.stack.ports import Ports

    create_storage(stack_environment(Ports(), Path(os.environ.get("DATA", ".local")).resolve()))
