"""Reading what costs are worked out from, in the customer's own partition and in what belongs to everybody."""

from datetime import date
from typing import Any

from shared import cosmos
from shared.billing_contract import EVERYBODY
from shared.mirror import CONTAINER


async def documents_between(customer_id: str, contract_id: str | None, first: date, last: date) -> list[dict[str, Any]]:
    """Invoices and corrections for days between two, of one contract or of all; their lines by point only.

    `onlyPoint` says that no line names another point than the others do.
    """
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.data.kind, c.data.number, c.data.net, c.data.issuedOn, c.data.periodFrom, c.data.periodTo,"
        " c.data.contractId, ARRAY(SELECT l.pointId, l.net FROM l IN c.data.lines) AS lines FROM c"
        " WHERE c.type = 'document' AND c.deleted = false AND c.data.kind != 'interest_note'"
        " AND (IS_NULL(@contract) OR c.data.contractId = @contract) AND c.data.issuedOn >= @first",
        customer_id,
        page_size=-1,
        contract=contract_id,
        first=first.isoformat(),
    )
    found = [item | {"id": item["id"].partition(":")[2]} async for item in items]
    return [item for item in found if _overlaps(item, first, last)]


async def hourly_prices(months: list[date]) -> dict[date, dict[str, Any]]:
    """RCE of these months, as billing tells it."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.data FROM c WHERE c.type = 'market_prices' AND c.deleted = false AND c.data.resolution != 'month'"
        " AND ARRAY_CONTAINS(@months, c.data.month)",
        EVERYBODY,
        page_size=-1,
        months=[month.isoformat() for month in months],
    )
    return {date.fromisoformat(item["data"]["month"]): item["data"] async for item in items}


def _overlaps(item: dict[str, Any], first: date, last: date) -> bool:
    begin = item.get("periodFrom") or item["issuedOn"]
    end = item.get("periodTo") or item["issuedOn"]
    return bool(begin <= last.isoformat() and end >= first.isoformat())
