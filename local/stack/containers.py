"""Makes the containers of `shared/containers.py`, as Bicep does in Azure."""

from typing import Any

from shared.containers import CONTAINERS, definition


def create_containers(client: Any, database: str) -> None:
    """Create the database and its containers where they are missing, with the sync Cosmos client."""
    from azure.cosmos import PartitionKey

    made = client.create_database_if_not_exists(database)
    for container in CONTAINERS:
        spelled = definition(container)
        made.create_container_if_not_exists(
            container.name,
            PartitionKey(container.partition_key),
            indexing_policy=spelled["indexingPolicy"],
            default_ttl=container.ttl,
            unique_key_policy=spelled["uniqueKeyPolicy"],
        )
