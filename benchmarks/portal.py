"""What a request and a screen cost the worker in CPU, through the whole application, and what of a PDF is whose.

Run by the clock of the process, so that neither the database's process nor others on the machine count.
"""

import hashlib
import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any, NamedTuple

from benchmarks.apart import fresh_database
from benchmarks.customer import signed_in

REQUESTS = 60
DATABASE = "portal"
PDF = b"%PDF-1.7 " + bytes(80_000)
SCREENS = {
    "Pulpit": ("/api/billing/overview",),
    "Faktury": ("/api/billing/documents",),
    "Dokument": ("/api/billing/documents/document-0001",),
    "PDF": ("/api/billing/documents/document-0001/pdf",),
    "Historia wpłat": ("/api/billing/payments",),
    "Zużycie": ("/api/supply/usage",),
    "Umowy": ("/api/supply/contracts",),
    "Punkty poboru": ("/api/supply/points",),
    "Zgłoszenia": ("/api/tickets",),
}


class Costs(NamedTuple):
    """Milliseconds of CPU: of each request, of each screen, and of parts of one alone."""

    requests: dict[str, float]
    screens: dict[str, float]
    parts: dict[str, float]


async def measure(rounds: int) -> Costs:
    from functions.areas import build_portal
    from functions.sync_timer.mirror.apply import apply_changes
    from shared import blob, cosmos
    from shared.mirror import CONTAINER, SUMMARY
    from tests.builders import (
        a_balance,
        a_contract,
        a_customer,
        a_document,
        a_point,
        a_usage,
        mirrored,
        records,
    )

    await fresh_database(DATABASE)
    digest = hashlib.sha256(PDF).hexdigest()
    documents = blob.blobs(blob.DOCUMENTS)
    if not await documents.exists():
        await documents.create_container()
    await documents.upload_blob(digest, PDF, overwrite=True)
    await mirrored(a_customer(), a_balance(), *(a_document(f"document-{n:04}", number=f"F/{n}") for n in range(24)))
    months: dict[str, Any] = {"quality": "R" * 10, "imported": {"całodobowa": [270_000] * 10}}
    await mirrored(a_contract(), a_point(), a_usage("usage-months", **months))
    [printed] = records(a_document("document-0001", number="F/1", pdf={"sha256": digest, "size": len(PDF)}))
    printed.item["pdf"] = "ready"
    await apply_changes("customer-anna", [printed])
    anna = await signed_in(build_portal())

    async def a_read() -> None:
        await cosmos.read(CONTAINER, SUMMARY, anna.customer_id)

    async def a_blob() -> None:
        async for _ in (await documents.download_blob(digest)).chunks():
            pass

    try:
        paths = sorted({path for screen in SCREENS.values() for path in screen})
        requests = {path: await _cpu(rounds, lambda path=path: anna.get(path)) for path in paths}  # type: ignore[misc]
        parts = {"a point read": await _cpu(rounds, a_read), "a PDF from Blob": await _cpu(rounds, a_blob)}
    finally:
        await blob.close()
    return Costs(requests, {name: sum(requests[path] for path in screen) for name, screen in SCREENS.items()}, parts)


async def _cpu(rounds: int, work: Callable[[], Awaitable[None]]) -> float:
    await work()
    taken: list[float] = []
    for _ in range(rounds):
        began = time.process_time()
        for _ in range(REQUESTS):
            await work()
        taken.append((time.process_time() - began) / REQUESTS * 1000)
    return median(taken)
