"""The one Blob client of the process, made at first use."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from shared import clock
from shared.settings import settings

if TYPE_CHECKING:
    from azure.storage.blob import UserDelegationKey
    from azure.storage.blob.aio import BlobServiceClient, ContainerClient

DOCUMENTS, ATTACHMENTS, ARCHIVES = "documents", "attachments", "archives"

# The SDK's own pause before it tries again is 15 s; somebody may be waiting for the PDF.
_TIMEOUTS: dict[str, Any] = {
    "connection_timeout": 2,
    "read_timeout": 5,
    "retry_total": 1,
    "initial_backoff": 0.5,
    "random_jitter_range": 0.5,
}

PIECE = 2**20
"""Bytes that go to Blob at a time."""
_AT_ONCE = 4 * PIECE
_KEY_LIFE, _CLOCK_SKEW = timedelta(hours=6), timedelta(minutes=5)

_client: "BlobServiceClient | None" = None
_delegation: "tuple[datetime, UserDelegationKey] | None" = None


def blobs(name: str) -> "ContainerClient":
    """The Blob container of that name."""
    return _service().get_container_client(name)


def _service() -> "BlobServiceClient":
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
            # What is larger would go as one body, which aiohttp takes to hold up the loop.
            max_single_put_size=PIECE,
            max_block_size=PIECE,
            # Most PDFs come in one answer; the parts of a larger one are put together step by step.
            max_single_get_size=_AT_ONCE,
            max_chunk_get_size=_AT_ONCE,
            **_TIMEOUTS,
        )
    return _client


async def save_download(name: str, path: str, content: AsyncIterator[bytes], media_type: str, disposition: str) -> None:
    """Write a blob from pieces, of which 1 MB is in memory at a time, with the headers it is downloaded under.

    Nothing is there until all of it is. Raises AzureError.
    """
    from azure.storage.blob import ContentSettings

    await blobs(name).upload_blob(
        path, content, content_settings=ContentSettings(content_type=media_type, content_disposition=disposition)
    )


async def link_to(name: str, path: str, until: datetime) -> str:
    """An address that whoever has it may read the blob at, until that moment. Raises AzureError."""
    from azure.storage.blob import BlobSasPermissions, generate_blob_sas

    client = blobs(name).get_blob_client(path)
    account = str(client.account_name)
    chosen = settings()
    secret: dict[str, Any] = (
        {"account_key": chosen.blob_key.get_secret_value()}
        if chosen.blob_key
        else {"user_delegation_key": await _delegation_key(until)}
    )
    signature = generate_blob_sas(account, name, path, permission=BlobSasPermissions(read=True), expiry=until, **secret)
    return f"{client.url}?{signature}"


async def _delegation_key(until: datetime) -> "UserDelegationKey":
    """What signs links in the name of our identity, which the account gives for some hours."""
    global _delegation
    if _delegation is None or _delegation[0] < until:
        now = clock.now()
        ends = now + _KEY_LIFE
        _delegation = ends, await _service().get_user_delegation_key(now - _CLOCK_SKEW, ends)
    return _delegation[1]


async def close() -> None:
    """Close the client; the next use opens a new one."""
    global _client, _delegation
    client, _client, _delegation = _client, None, None
    if client is not None:
        await client.close()
