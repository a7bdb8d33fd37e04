"""What a request and a screen cost the worker in CPU, through the whole application, and what of a PDF is whose.

Run by the clock of the process, so that neither the database's process nor others on the machine count.
"""

import asyncio
import hashlib
import os
import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any, NamedTuple

from benchmarks.apart import fresh_database

REQUESTS = 60
DATABASE = "portal"
PDF = b"%PDF-1.7 " + bytes(80_000)
SCREENS = {
    "Pulpit": ("/api/billing/overview",),
    "Faktury": ("/api/billing/documents",),
    "Dokument": ("/api/billing/documents/document-0001",),
    "PDF": ("/api/billing/documents/document-0001/pdf",),
}


class Costs(NamedTuple):
    """Milliseconds of CPU: of each request, of each screen, and of parts of one alone."""

    requests: dict[str, float]
    screens: dict[str, float]
    parts: dict[str, float]


async def measure(rounds: int) -> Costs:
    from functions.areas import build_portal
    from functions.sync_timer.apply import apply_changes
    from shared import blob, cosmos
    from shared.mirror import CONTAINER, SUMMARY
    from shared.sessions import COOKIE, open_session
    from shared.terms.version import FIRST
    from tests.builders import a_balance, a_customer, a_document, mirrored, records

    os.environ.pop("MOJBOK_CLOCK_OFFSET_FILE", None)
    await fresh_database(DATABASE)
    digest = hashlib.sha256(PDF).hexdigest()
    documents = blob.blobs(blob.DOCUMENTS)
    if not await documents.exists():
        await documents.create_container()
    await documents.upload_blob(digest, PDF, overwrite=True)
    await mirrored(a_customer(), a_balance(), *(a_document(f"document-{n:04}", number=f"F/{n}") for n in range(24)))
    [printed] = records(a_document("document-0001", number="F/1", pdf={"sha256": digest, "size": len(PDF)}))
    printed.item["pdf"] = "ready"
    await apply_changes("customer-anna", [printed])
    session, token = await open_session(
        account_id="account-1",
        customer_id="customer-anna",
        kind="individual",
        display_name="Anna Żółkiewska",
        customer_number="KL-100200",
        terms_version=FIRST,
        locale="pl",
    )
    web = build_portal()
    cookie = f"{COOKIE}={token}"

    async def call(path: str) -> None:
        status = 0

        asked = False

        async def receive() -> dict[str, Any]:
            nonlocal asked
            if asked:
                # A streamed answer listens for a browser that goes away; this one stays.
                await asyncio.Event().wait()
            asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)

        await web(_scope(path, cookie), receive, send)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")

    async def a_read() -> None:
        await cosmos.read(CONTAINER, SUMMARY, session.customer_id)

    async def a_blob() -> None:
        async for _ in (await documents.download_blob(digest)).chunks():
            pass

    try:
        paths = sorted({path for screen in SCREENS.values() for path in screen})
        requests = {path: await _cpu(rounds, lambda path=path: call(path)) for path in paths}  # type: ignore[misc]
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


def _scope(path: str, cookie: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"mojbok.example"), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("mojbok.example", 443),
    }
