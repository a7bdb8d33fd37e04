"""The one Blob client of the process, made at first use."""

from typing import TYPE_CHECKING, Any

from shared.settings import settings

if TYPE_CHECKING:
    from azure.storage.blob.aio import BlobServiceClient, ContainerClient

DOCUMENTS, ATTACHMENTS = "documents", "attachments"

# The SDK's own pause before it tries again is 15 s; somebody may be waiting for the PDF.
_TIMEOUTS: dict[str, Any] = {
    "connection_timeout": 2,
    "read_timeout": 5,
    "retry_total": 1,
    "initial_backoff": 0.5,
    "random_jitter_range": 0.5,
}

_client: "BlobServiceClient | None" = None


def blobs(name: str) -> "ContainerClient":
    """The Blob container of that name."""
    global _client
    if _client is None:
        from azure.core.pipeline.transport import AioHttpTransport
        from azure.storage.blob.aio import BlobServiceClient

        chosen = settings()
        credential: Any
        if chosen.blob_key:
            account = str(chosen.blob_endpoint).rstrip("/").rsplit("/", 1)[-1]
            credential = {"account_name": account, "account_key": chosen.blob_key.get_secret_value()}
        else:
            from azure.identity.aio import DefaultAzureCredential

            credential = DefaultAzureCredential()
        _client = BlobServiceClient(
            str(chosen.blob_endpoint),
            credential=credential,
            # As in shared.cosmos: no look at the environment, in threads, before each request.
            transport=AioHttpTransport(use_env_settings=False),
            **_TIMEOUTS,
        )
    return _client.get_container_client(name)


async def close() -> None:
    """Close the client; the next use opens a new one."""
    global _client
    client, _client = _client, None
    if client is not None:
        await client.close()
