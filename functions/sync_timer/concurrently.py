"""Doing the same for many, a few at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable


async def for_each[T, R](items: Iterable[T], work: Callable[[T], Awaitable[R]], *, concurrency: int) -> list[R]:
    """The results in order. The first failure stops the rest and is raised as it is."""
    limit = asyncio.Semaphore(concurrency)

    async def limited(item: T) -> R:
        async with limit:
            return await work(item)

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(limited(item)) for item in items]
    except BaseExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
