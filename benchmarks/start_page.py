"""`GET /api/billing/overview` through the whole application against two bare point reads, in one process."""

import os
import time
from collections.abc import Awaitable, Callable
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.apart import fresh_database
from benchmarks.customer import signed_in
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
    from shared.http.web import build_web
    from shared.mirror import CONTAINER, SUMMARY
    from tests.builders import a_balance, a_customer, a_document, mirrored

    await fresh_database(DATABASE)
    await mirrored(a_customer(), a_balance(), *(a_document(f"document-{n:04}", number=f"F/{n}") for n in range(24)))
    anna = await signed_in(build_web([router]))

    async def two_reads(container: "Callable[[str], ContainerProxy]") -> None:
        await container("sessions").read_item(anna.session_id, partition_key=anna.session_id)
        await container(CONTAINER).read_item(SUMMARY, partition_key="customer-anna")

    async with CosmosClient(os.environ["MOJBOK_COSMOS_ENDPOINT"], os.environ["MOJBOK_COSMOS_KEY"]) as client:
        bare = client.get_database_client(DATABASE).get_container_client
        sides = [
            partial(two_reads, bare),
            partial(two_reads, cosmos.container),
            partial(anna.get, "/api/billing/overview"),
        ]
        for side in sides:
            await rate(side)
        rates = [[await rate(side) for side in sides] for _ in range(rounds)]
    return Rates(*(median(side) for side in zip(*rates, strict=True)))


async def rate(work: Callable[[], Awaitable[None]]) -> float:
    began = time.perf_counter()
    for _ in range(REQUESTS):
        await work()
    return REQUESTS / (time.perf_counter() - began)
