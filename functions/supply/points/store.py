"""Reading a metering point and what stands beside it, always within the customer's own partition."""

from shared import cosmos
from shared.mirror import CONTAINER, mirror_id


async def exists(customer_id: str, point_id: str) -> bool:
    stored = await cosmos.read(CONTAINER, mirror_id("point", point_id), customer_id)
    return stored is not None and not stored["deleted"]


async def beside_point(customer_id: str, point_id: str, contract_id: str) -> list[cosmos.Item]:
    """The point's contract, and which usage there is of it; in one query."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.type, c.data.number, c.data.product, c.data.status, c.data.resolution, c.data.start FROM c"
        " WHERE c.deleted = false AND (c.id = @contract OR (c.type = 'usage' AND c.data.pointId = @point))",
        customer_id,
        page_size=-1,
        contract=mirror_id("contract", contract_id),
        point=point_id,
    )
    return [item async for item in items]
