"""The sync against bare concurrent upserts of the same documents."""

import asyncio
import time
from statistics import median
from typing import Any

from benchmarks.apart import fresh_database
from shared import cosmos

AT_ONCE = 16


async def measure(rounds: int) -> tuple[float, float, int]:
    """Median documents a second of the upserts and of the sync, and how many documents; reading billing included."""
    from functions.sync_timer.billing_sync import synchronise

    rates: dict[str, list[float]] = {"upserts": [], "sync": []}
    number = 0
    for turn in range(rounds + 1):
        await fresh_database(f"sync-{turn}")
        began = time.perf_counter()
        report = await synchronise()
        taken = time.perf_counter() - began
        if report.outcome != "complete":
            raise RuntimeError(report.outcome)
        items = [
            {name: value for name, value in item.items() if not name.startswith("_")}
            async for item in cosmos.query("customers", "SELECT * FROM c", None)
        ]
        number = len(items)
        await fresh_database(f"upserts-{turn}")
        bare = await _upsert(items)
        if turn:  # the first turn only warms up
            rates["sync"].append(number / taken)
            rates["upserts"].append(number / bare)
    return median(rates["upserts"]), median(rates["sync"]), number


async def _upsert(items: list[dict[str, Any]]) -> float:
    """Seconds to fetch the same pages from billing and upsert the documents, AT_ONCE at a time."""
    from shared.billing import billing_system
    from shared.settings import settings

    container = cosmos.container("customers")
    limit = asyncio.Semaphore(AT_ONCE)

    async def upsert(item: dict[str, Any]) -> None:
        async with limit:
            await container.upsert_item(item)

    began = time.perf_counter()
    after, complete = 0, False
    while not complete:
        page = await billing_system.changes(after, settings().sync_page)
        after, complete = page.next, page.complete
    await asyncio.gather(*(upsert(item) for item in items))
    return time.perf_counter() - began
