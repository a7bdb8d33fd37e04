"""The views of usage through the whole application against two bare point reads: the session and the document."""

import os
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.apart import fresh_database
from benchmarks.customer import signed_in
from benchmarks.start_page import rate

if TYPE_CHECKING:
    from azure.cosmos.aio import ContainerProxy

DATABASE = "usage-views"
VIEWS = ("month", "day", "quarter")


async def measure(rounds: int) -> dict[str, tuple[float, float]]:
    """A second, by view: two reads by the SDK's client as it comes, and answers. Medians of the rounds."""
    from azure.cosmos.aio import CosmosClient

    from functions.supply.api import router
    from shared.http.web import build_web
    from shared.mirror import CONTAINER
    from tests.builders import a_customer, a_point, a_usage, mirrored

    await fresh_database(DATABASE)
    days: dict[str, Any] = {"quality": "R" * 300, "imported": {"dzienna": [9_000] * 300, "nocna": [4_000] * 300}}
    quarters: dict[str, Any] = {"quality": "R" * 2980, "imported": {"dzienna": [100] * 2980, "nocna": [40] * 2980}}
    await mirrored(
        a_customer(),
        a_point(),
        a_usage("usage-months", quality="R" * 10, imported={"dzienna": [270_000] * 10, "nocna": [120_000] * 10}),
        a_usage("usage-days01", resolution="day", **days),
        a_usage("usage-oct001", resolution="quarter_hour", start="2026-10-01", **quarters),
    )
    anna = await signed_in(build_web([router]))

    async def two_reads(container: "Callable[[str], ContainerProxy]", document: str) -> None:
        await container("sessions").read_item(anna.session_id, partition_key=anna.session_id)
        await container(CONTAINER).read_item(document, partition_key="customer-anna")

    found: dict[str, tuple[float, float]] = {}
    async with CosmosClient(os.environ["MOJBOK_COSMOS_ENDPOINT"], os.environ["MOJBOK_COSMOS_KEY"]) as client:
        bare = client.get_database_client(DATABASE).get_container_client
        for view in VIEWS:
            document = "usage:point-0001:2026" + ("-10" if view == "quarter" else "")
            query = f"resolution={view}&from=2026-10-25"
            sides = [
                partial(two_reads, bare, document),
                partial(anna.get, "/api/supply/points/point-0001/usage", query),
            ]
            for side in sides:
                await rate(side)
            rates = [[await rate(side) for side in sides] for _ in range(rounds)]
            slow, fast = (median(side) for side in zip(*rates, strict=True))
            found[view] = (slow, fast)
    return found
