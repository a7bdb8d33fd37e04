"""The containers of the database and the Blob account; Bicep must make the same."""

from typing import Any, NamedTuple


class Container(NamedTuple):
    """`ttl` is Cosmos' defaultTtl: None keeps everything, -1 lets documents carry their own.

    `composite` are the composite indexes, each a list of paths all sorted downwards.
    """

    name: str
    partition_key: str
    ttl: int | None
    composite: tuple[tuple[str, ...], ...] = ()


CONTAINERS = (
    Container(
        "customers",
        "/customerId",
        None,
        (
            ("/data/issuedOn", "/id"),
            ("/data/amount", "/id"),
            ("/due", "/id"),
            ("/data/bookedOn", "/id"),
            ("/sortKey", "/id"),
            ("/due", "/customerId"),
        ),
    ),
    Container("accounts", "/id", -1),
    Container("registrations", "/id", -1),
    Container("sessions", "/id", -1),
    Container("payments", "/customerId", None),
    Container("tickets", "/customerId", None, (("/lastMessageAt", "/id"),)),
    Container("requests", "/customerId", None),
    Container("outbox", "/id", -1),
    Container("operations", "/id", -1),
)
BLOB_CONTAINERS = ("documents", "attachments")


def create_containers(client: Any, database: str) -> None:
    """Create the database and its containers where they are missing, with the sync Cosmos client."""
    from azure.cosmos import PartitionKey

    made = client.create_database_if_not_exists(database)
    for container in CONTAINERS:
        made.create_container_if_not_exists(
            container.name,
            PartitionKey(container.partition_key),
            indexing_policy=indexing_policy(container),
            default_ttl=container.ttl,
        )


def indexing_policy(container: Container) -> dict[str, Any]:
    """The indexing policy of the container, as the service and Bicep spell it."""
    return {
        "indexingMode": "consistent",
        "automatic": True,
        "includedPaths": [{"path": "/*"}],
        "excludedPaths": [{"path": '/"_etag"/?'}],
        "compositeIndexes": [
            [{"path": path, "order": "descending"} for path in paths] for paths in container.composite
        ],
    }
