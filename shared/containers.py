"""The one definition of the database's containers and of the Blob containers.

`python -m shared.containers > shared/containers.json` writes what Bicep reads with `loadJsonContent`; a test fails
where the two differ. Partition keys and unique keys can never change once a container is released.
"""

import json
import sys
from typing import Any, NamedTuple

type Path = str
"""A path of the indexing policy: `/data/issuedOn/?` for one value, `/ids/[]/?` for those of an array."""


class Container(NamedTuple):
    """A container of the database.

    `indexed` are the paths that queries filter or sort by: every other value is stored and costs nothing more, one
    that is indexed costs at each write. `composite` are the lists of paths that ORDER BY names together, all sorted
    downwards (the service reads them upwards as well). `ttl` is Cosmos' defaultTtl: None keeps everything, -1 lets
    documents carry their own. `unique` are the unique keys, each a list of paths.
    """

    name: str
    partition_key: str
    indexed: tuple[Path, ...]
    ttl: int | None = None
    composite: tuple[tuple[str, ...], ...] = ()
    unique: tuple[tuple[str, ...], ...] = ()


CONTAINERS = (
    Container(
        "customers",
        "/customerId",
        (
            "/customerId/?",
            "/data/amount/?",
            "/data/bookedOn/?",
            "/data/clearing/?",
            "/data/contractId/?",
            "/data/corrects/?",
            "/data/identifierLookup/?",
            "/data/issuedOn/?",
            "/data/kind/?",
            "/data/lines/[]/pointId/?",
            "/data/method/?",
            "/data/month/?",
            "/data/number/?",
            "/data/pointId/?",
            "/data/ppe/?",
            "/data/previousPpe/?",
            "/data/readings/[]/pointId/?",
            "/data/remaining/?",
            "/data/resolution/?",
            "/data/start/?",
            "/data/status/?",
            "/deleted/?",
            "/due/?",
            "/keyId/?",
            "/searchText/?",
            "/sortKey/?",
            "/type/?",
        ),
        composite=(
            ("/data/issuedOn", "/id"),
            ("/data/amount", "/id"),
            ("/due", "/id"),
            ("/data/bookedOn", "/id"),
            ("/sortKey", "/id"),
            ("/due", "/customerId"),
        ),
    ),
    Container(
        "accounts",
        "/id",
        ("/closing/closesAt/?", "/createdAt/?", "/customerId/?", "/keyId/?", "/state/?", "/type/?"),
        ttl=-1,
    ),
    Container("registrations", "/id", ("/expiresAt/?", "/findable/[]/?", "/state/?"), ttl=-1),
    Container("sessions", "/id", (), ttl=-1),
    Container("payments", "/customerId", ("/checkAt/?", "/state/?", "/type/?")),
    Container(
        "tickets",
        "/customerId",
        (
            "/about/contractId/?",
            "/accountId/?",
            "/changedAt/?",
            "/disconnection/?",
            "/lastMessageAt/?",
            "/letterOwed/?",
            "/messageId/?",
            "/ordered/forget/?",
            "/ordered/service/?",
            "/ordered/state/?",
            "/ordered/unansweredAt/?",
            "/outgoing/sentAt/?",
            "/searchText/?",
            "/state/?",
            "/ticketId/?",
            "/type/?",
            "/uploadedAt/?",
        ),
        composite=(("/lastMessageAt", "/id"),),
    ),
    Container(
        "desk",
        "/lane",
        ("/assignee/?", "/expiresAt/?", "/kind/?", "/number/?", "/place/?", "/ticket/?", "/type/?"),
        ttl=-1,
        composite=(("/assignee", "/place"), ("/kind", "/place"), ("/assignee", "/kind", "/place")),
    ),
    Container("access_log", "/customerId", ("/at/?", "/type/?"), ttl=-1, composite=(("/at", "/id"),)),
    Container("requests", "/customerId", ("/delivery/?", "/state/?", "/type/?")),
    Container("people", "/customerId", ("/type/?",)),
    Container("outbox", "/id", ("/createdAt/?", "/nextAttemptAt/?", "/state/?"), ttl=-1),
    Container("operations", "/id", ("/open/?", "/triedAt/?", "/type/?"), ttl=-1),
)
BLOB_CONTAINERS = ("documents", "attachments", "archives")


def definition(container: Container) -> dict[str, Any]:
    """The container as the service, its clients and Bicep spell it."""
    return {
        "id": container.name,
        "partitionKey": {"paths": [container.partition_key], "kind": "Hash", "version": 2},
        "indexingPolicy": {
            "indexingMode": "consistent",
            "automatic": True,
            "includedPaths": [{"path": path} for path in container.indexed],
            "excludedPaths": [{"path": "/*"}],
            "compositeIndexes": [
                [{"path": path, "order": "descending"} for path in paths] for paths in container.composite
            ],
        },
        "uniqueKeyPolicy": {"uniqueKeys": [{"paths": list(paths)} for paths in container.unique]},
    } | ({} if container.ttl is None else {"defaultTtl": container.ttl})


def as_json() -> str:
    """Everything as the text of `containers.json`."""
    containers = [definition(container) for container in CONTAINERS]
    return json.dumps({"containers": containers, "blobContainers": BLOB_CONTAINERS}, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(as_json())
