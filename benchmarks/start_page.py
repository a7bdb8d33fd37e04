"""`GET /api/billing/overview` through the whole application against two bare point reads, in one process."""

import time
from collections.abc import Awaitable, Callable
from statistics import median
from typing import Any

from benchmarks.apart import fresh_database
from shared import cosmos

REQUESTS = 300


async def measure(rounds: int) -> tuple[float, float]:
    """Median requests a second: bare reads, start page; one after the other as one worker serves them."""
    from functions.billing.api import router
    from shared.mirror import CONTAINER, SUMMARY
    from shared.sessions import COOKIE, open_session
    from shared.terms.version import FIRST
    from shared.web import build_web
    from tests.builders import a_balance, a_customer, a_document, mirrored

    await fresh_database("start-page")
    await mirrored(a_customer(), a_balance(), *(a_document(f"document-{n:04}", number=f"F/{n}") for n in range(24)))
    session, token = await open_session(
        account_id="account-1",
        customer_id="customer-anna",
        kind="individual",
        display_name="Anna Żółkiewska",
        customer_number="KL-100200",
        terms_version=FIRST,
    )
    web = build_web([router])
    scope = _scope(f"{COOKIE}={token}")

    async def bare() -> None:
        await cosmos.container("sessions").read_item(session.id, partition_key=session.id)
        await cosmos.container(CONTAINER).read_item(SUMMARY, partition_key="customer-anna")

    async def page() -> None:
        status = 0

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            nonlocal status
            status = message.get("status", status)

        await web(dict(scope), receive, send)
        if status != 200:
            raise RuntimeError(f"the start page answered {status}")

    rates: dict[str, list[float]] = {"bare": [], "page": []}
    await _rate(bare)
    await _rate(page)
    for _ in range(rounds):
        rates["bare"].append(await _rate(bare))
        rates["page"].append(await _rate(page))
    return median(rates["bare"]), median(rates["page"])


async def _rate(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    for _ in range(REQUESTS):
        await work()
    return REQUESTS / (time.perf_counter() - began)


def _scope(cookie: str) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": "/api/billing/overview",
        "raw_path": b"/api/billing/overview",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"mojbok.example"), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("mojbok.example", 443),
    }
