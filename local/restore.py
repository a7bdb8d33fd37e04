"""`python -m local.restore compare|copy|drill`: bring back what was lost, from a database that Azure restored.

Azure restores a Cosmos account to a moment, as a new account beside the live one. `compare` counts, container by
container, what the live database lacks of it and what has changed since; `copy` creates what is lacking and changes
nothing that is there. `--partition` names one customer or account, for whom alone it is done.

Sessions, registrations and the outbox are never brought back: they would let in whoever was sent away, and send mails
twice. The desk builds itself, and billing tells the mirror again. Of the desk only the leads' reply templates come
back, of `operations` the terms and the notes about payments, which nobody else has. `drill` practises all this on the
local stack: copy, delete, compare, bring back, compare.

Both databases are those of the settings MOJBOK_COSMOS_*, the restored one with `--endpoint` or `--database` of its own.
Exit code 1 where the live database lacks something.
"""

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from azure.cosmos import CosmosClient, DatabaseProxy
from azure.cosmos.exceptions import CosmosResourceExistsError

from local.stack.containers import create_containers
from local.stack.environment import ROOT, stack_environment
from local.stack.ports import Ports
from shared.containers import CONTAINERS
from shared.settings import database_settings

NOT_BROUGHT_BACK = frozenset({"sessions", "registrations", "outbox"})
PARTS = {
    "desk": "c.lane = 'templates'",
    "operations": "c.type = 'payment-alarm' OR c.id = 'terms-versions' OR STARTSWITH(c.id, 'terms-version:')",
}
"""What alone of a container is brought back."""
PARTITION_KEYS = {one.name: one.partition_key.strip("/") for one in CONTAINERS if one.name not in NOT_BROUGHT_BACK}
_PROGRESS = 10_000

type Item = dict[str, Any]


class Difference(NamedTuple):
    """Documents of one container: how many the live one lacks, how many are there with another content."""

    lacking: int
    changed: int


def main() -> None:
    arguments = _parse_arguments()
    if arguments.port_offset is not None:
        os.environ.update(stack_environment(Ports(arguments.port_offset), ROOT / ".local"))
    endpoint, database = str(database_settings().cosmos_endpoint), database_settings().cosmos_database
    if arguments.command == "drill":
        drill(endpoint, database)
        return
    live = _open(endpoint, database)
    restored = _open(arguments.endpoint or endpoint, arguments.database or database)
    if arguments.command == "copy":
        for name in PARTITION_KEYS:
            print(f"{name}: {copy(name, restored, live, arguments.partition)} brought back")
    if _report(restored, live, arguments.partition):
        sys.exit(1)


def compare(name: str, restored: DatabaseProxy, live: DatabaseProxy, partition: str | None = None) -> Difference:
    """What of the restored container's documents the live one lacks or has otherwise."""
    there = {_key(name, item): _digest(item) for item in _documents(name, live, partition)}
    lacking = changed = 0
    for item in _documents(name, restored, partition):
        found = there.get(_key(name, item))
        lacking += found is None
        changed += found is not None and found != _digest(item)
    return Difference(lacking, changed)


def copy(name: str, restored: DatabaseProxy, live: DatabaseProxy, partition: str | None = None) -> int:
    """Create in the live container what it lacks; returns how many that were."""
    there = {_key(name, item) for item in _documents(name, live, partition)}
    target, created = live.get_container_client(name), 0
    for item in _documents(name, restored, partition):
        if _key(name, item) in there:
            continue
        try:
            target.create_item(_content(item))
        except CosmosResourceExistsError:
            continue  # somebody wrote it meanwhile, and knows better
        created += 1
    return created


def drill(endpoint: str, database: str) -> None:
    """Practise on the local stack. Raises SystemExit where it is not one, or where something does not come back."""
    if urlsplit(endpoint).hostname not in {"localhost", "127.0.0.1"}:
        sys.exit("The drill deletes documents, so it runs on the local stack only.")
    with _client(endpoint) as client:
        name = f"{database}-restored"
        create_containers(client, name)
        try:
            _practise(client.get_database_client(database), client.get_database_client(name))
        finally:
            client.delete_database(name)


def _practise(live: DatabaseProxy, restored: DatabaseProxy) -> None:
    taken = sum(copy(name, live, restored) for name in PARTITION_KEYS)
    print(f"restored: {taken} documents, as Azure would have them")
    lost = 0
    for name, key in PARTITION_KEYS.items():
        for item in list(_documents(name, live))[::2]:
            live.get_container_client(name).delete_item(item["id"], partition_key=item[key])
            lost += 1
    print(f"deleted: {lost} documents of the live database")
    lacking = _report(restored, live)
    if lacking != lost:
        sys.exit(f"The comparison finds {lacking} lacking, {lost} were deleted.")
    for name in PARTITION_KEYS:
        copy(name, restored, live)
    if _report(restored, live):
        sys.exit("Not everything came back.")
    print("everything is back")


def _report(restored: DatabaseProxy, live: DatabaseProxy, partition: str | None = None) -> int:
    """Print the differences of all containers; returns how many documents are lacking."""
    found = {name: compare(name, restored, live, partition) for name in PARTITION_KEYS}
    for name, difference in found.items():
        print(f"{name}: {difference.lacking} lacking, {difference.changed} changed since")
    return sum(difference.lacking for difference in found.values())


def _documents(name: str, database: DatabaseProxy, partition: str | None = None) -> Iterator[Item]:
    container = database.get_container_client(name)
    asked: Any = {"partition_key": partition} if partition else {"enable_cross_partition_query": True}
    sql = f"SELECT * FROM c WHERE {PARTS[name]}" if name in PARTS else "SELECT * FROM c"
    yield from _counted(container.query_items(sql, max_item_count=1000, **asked), name)


def _counted(items: Iterable[Item], name: str) -> Iterator[Item]:
    """The items; how many came is told as they come."""
    for number, item in enumerate(items, 1):
        if number % _PROGRESS == 0:
            print(f"  {name}: {number} read", file=sys.stderr)
        yield item


def _content(item: Item) -> Item:
    """The document without what the database adds itself."""
    return {
        name: value for name, value in item.items() if name not in {"_rid", "_self", "_etag", "_attachments", "_ts"}
    }


def _key(name: str, item: Item) -> bytes:
    return hashlib.blake2b(f"{item[PARTITION_KEYS[name]]}\0{item['id']}".encode(), digest_size=16).digest()


def _digest(item: Item) -> bytes:
    return hashlib.blake2b(json.dumps(_content(item), sort_keys=True).encode(), digest_size=16).digest()


def _open(endpoint: str, database: str) -> DatabaseProxy:
    return _client(endpoint).get_database_client(database)


def _client(endpoint: str) -> CosmosClient:
    key = database_settings().cosmos_key
    if key is not None:
        return CosmosClient(endpoint, key.get_secret_value(), enable_endpoint_discovery=False)
    from azure.identity import DefaultAzureCredential

    return CosmosClient(endpoint, DefaultAzureCredential())


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m local.restore", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("command", choices=["compare", "copy", "drill"])
    parser.add_argument("--endpoint", help="address of the restored account (default: the live one's)")
    parser.add_argument("--database", help="name of the restored database (default: the live one's)")
    parser.add_argument("--port-offset", type=int, help="take the local stack's database, whose ports are shifted so")
    parser.add_argument("--partition", help="one customer's or account's partition key")
    return parser.parse_args()


if __name__ == "__main__":
    main()
