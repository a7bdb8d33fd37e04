"""Negative controls: the sync without one of its guards, as MOJBOK_CHAOS_BREAK says; only here, in tests."""

from typing import Any


def break_revision() -> None:
    """Older revisions overwrite newer ones, and the moment in which to be frozen is long."""
    import asyncio

    from functions.sync_timer.mirror import apply

    stored = apply._stored

    async def nothing_known(customer_id: str, ids: list[str]) -> Any:
        rows, _ = await stored(customer_id, ids)
        await asyncio.sleep(0.2)
        return rows, {}

    apply._stored = nothing_known


def break_fence() -> None:
    """Whoever writes the state of the sync wins."""
    from functions.sync_timer import state
    from shared import cosmos

    async def unfenced(item: cosmos.Item, version: str | None) -> cosmos.Item:
        return dict(await cosmos.container("operations").upsert_item(item))

    state._stored = unfenced


def break_batch() -> None:
    """A batch is written one document after the other, the summary last and late."""
    import asyncio

    from azure.cosmos.aio import ContainerProxy

    async def one_by_one(self: ContainerProxy, batch_operations: Any, partition_key: str, **_: Any) -> None:
        for name, arguments, *_rest in reversed(batch_operations):
            await asyncio.sleep(0.2 if "summary" in str(arguments[0])[:20] else 0)
            await self.upsert_item(arguments[1] if name == "replace" else arguments[0])

    ContainerProxy.execute_item_batch = one_by_one  # type: ignore[method-assign,assignment]


BREAKAGES = {"revision": break_revision, "fence": break_fence, "batch": break_batch}
