"""`GET /api/billing/overview` through the whole application against two bare point reads, in one process."""

import os
import time
from collections.abc import Awaitable, Callable
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from benchmarks.apart import fresh_database
from shared import cosmos

if TYPE_CHECKING:
    from azure.cosmos.aio import ContainerProxy

REQUESTS = 300
DATABASE = "start-page"


class Rates(NamedTuple):
    """A second: two reads by the SDK's client as it comes, two by the application's, and start pages."""

    bare: float
    tuned: float
    page: float


async def measure(rounds: int) -> Rates:
    """Medians of the rounds; one request after the other."""
    from azure.cosmos.aio import CosmosClient

    from functions.billing.api import router
    from shared.mirror import CONTAINER, SUMMARY
    from shared.sessions import COOKIE, open_session
    from shared.terms.version import FIRST
    from shared.web import build_web
    from tests.builders import a_balance, a_customer, a_document, mirrored

    # The clock of the laptop's stack, of which Azure knows nothing, reads a file.
    os.environ.pop("MOJBOK_CLOCK_OFFSET_FILE", None)
    await fresh_database(DATABASE)
    await mirrored(a_customer(), a_balance(), *(a_document(f"document-{n:04}", number=f"F/{n}") for n in range(24)))
    session, token = await open_session(
        account_id="account-1",
        customer_id="customer-anna",
        kind="individual",
        display_name="Anna Żółkiewska",
        customer_number="KL-100200",
        terms_version=FIRST,
        locale="pl",
    )
    web = build_web([router])

    async def two_reads(container: "Callable[[str], ContainerProxy]") -> None:
        await container("sessions").read_item(session.id, partition_key=session.id)
        await container(CONTAINER).read_item(SUMMARY, partition_key="customer-anna")

    scope = scope_of(f"{COOKIE}={token}", "/api/billing/overview")

    async with CosmosClient(os.environ["MOJBOK_COSMOS_ENDPOINT"], os.environ["MOJBOK_COSMOS_KEY"]) as client:
        bare = client.get_database_client(DATABASE).get_container_client
        sides = [partial(two_reads, bare), partial(two_reads, cosmos.container), partial(call, web, scope)]
        for side in sides:
            await rate(side)
        rates = [[await rate(side) for side in sides] for _ in range(rounds)]
    return Rates(*(median(side) for side in zip(*rates, strict=True)))


async def call(web: Any, scope: dict[str, Any]) -> None:
    """One answer of the application, called as ASGI; it must be a 200."""
    status = 0

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)

    await web(dict(scope), receive, send)
    if status != 200:
        raise RuntimeError(f"{scope['path']} answered {status}")


async def rate(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    for _ in range(REQUESTS):
        await work()
    return REQUESTS / (time.perf_counter() - began)


def scope_of(cookie: str, path: str, query: str = "") -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(b"host", b"mojbok.example"), (b"cookie", cookie.encode())],
        "client": ("127.0.0.1", 1),
        "server": ("mojbok.example", 443),
    }
