"""Reading a metering point and what stands beside it, always within the customer's own partition."""

from shared import cosmos
from shared.mirror import CONTAINER, mirror_id
from shared.supply.usage import usage_of_point


async def exists(customer_id: str, point_id: str) -> bool:
    stored = await cosmos.read(CONTAINER, mirror_id("point", point_id), customer_id)
    return stored is not None and not stored["deleted"]


async def beside_point(customer_id: str, point_id: str, contract_id: str) -> list[cosmos.Item]:
    """The point's contract, and which usage there is of it; in one query."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.type, c.data.number, c.data.product, c.data.status, c.year, c.resolutions, c.quarters FROM c"
        " WHERE c.deleted = false AND (c.id = @contract OR (c.type = 'usage-year' AND STARTSWITH(c.id, @usage)))",
        customer_id,
        page_size=-1,
        contract=mirror_id("contract", contract_id),
        usage=usage_of_point(point_id),
    )
    return [item async for item in items]
