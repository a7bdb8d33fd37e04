"""Work done in a fresh process, so that one measurement does not warm or burden another."""

import asyncio
import multiprocessing
import os
from collections.abc import Callable, Coroutine
from typing import Any


def apart[T](work: Callable[..., Coroutine[Any, Any, T]], *arguments: Any) -> T:
    """What `work` returns, from a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_run, (work, arguments))


def _run(work: Callable[..., Coroutine[Any, Any, Any]], arguments: tuple[Any, ...]) -> Any:
    from shared import cosmos
    from shared.billing import billing_system

    async def whole() -> Any:
        try:
            return await work(*arguments)
        except Exception as error:  # noqa: BLE001
            # Not every error of the SDK survives the way between processes.
            raise RuntimeError(repr(error)) from None
        finally:
            await cosmos.close()
            await billing_system.close()

    return asyncio.run(whole())


async def fresh_database(name: str) -> None:
    """An empty database of that name for the next work."""
    from azure.cosmos import CosmosClient

    from local.stack.containers import create_containers
    from shared import cosmos
    from shared.settings import settings

    await cosmos.close()
    os.environ["MOJBOK_COSMOS_DATABASE"] = name
    os.environ["MOJBOK_REQUEST_LIMIT"] = "1000000"
    settings.cache_clear()
    with CosmosClient(os.environ["MOJBOK_COSMOS_ENDPOINT"], os.environ["MOJBOK_COSMOS_KEY"]) as client:
        create_containers(client, name)
