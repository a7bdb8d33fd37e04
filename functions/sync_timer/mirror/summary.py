"""The customer's summary, kept exact from what is in the partition and what a batch is about to change."""

from typing import Any

from shared import cosmos
from shared.mirror import CONTAINER, ROW, SUMMARY, DocumentRow, Due, FixedPrice, Summary, mirror_id

RECENT = 5


def updated_summary(before: Summary, changed: list[dict[str, Any]], rows: dict[str, DocumentRow]) -> Summary:
    """The summary after `changed`; `rows` are the customer's open and recent documents, changes included."""
    fields: dict[str, Any] = {}
    booked: set[str] = set()
    prices = {price.contract_id: price for price in before.fixed_prices}
    for item in changed:
        data = item["data"] or {}
        if item["type"] == "customer":
            fields |= {
                "display_name": data.get("displayName", ""),
                "kind": data.get("kind", "individual"),
                "customer_number": data.get("customerNumber", ""),
            }
        elif item["type"] == "balance":
            fields |= {"balance": data.get("amount"), "as_of": data.get("asOf")}
        elif item["type"] == "contract":
            prices.pop(item["id"].partition(":")[2], None)
            if (promised := _fixed_price(item)) is not None:
                prices[promised.contract_id] = promised
        elif item["type"] == "payment" and "portalReference" in data:
            booked.add(data["portalReference"])
    newest = sorted(rows.values(), key=lambda row: (row.issued_on, row.id), reverse=True)
    # In the batch that brings the booking, so that no moment shows both or neither.
    under_way = [payment for payment in before.online_payments if payment.id not in booked]
    fields |= {"dues": _dues(rows), "recent": newest[:RECENT], "online_payments": under_way}
    fields["fixed_prices"] = sorted(prices.values(), key=lambda price: (price.until, price.contract_id))
    merged = before.model_dump(by_alias=False) | fields
    return Summary.model_validate(merged)


def _fixed_price(contract: dict[str, Any]) -> FixedPrice | None:
    data = contract["data"] or {}
    if contract["deleted"] or data.get("status") != "active" or "fixedPriceUntil" not in data:
        return None
    return FixedPrice(
        contract_id=contract["id"].partition(":")[2], product=data["product"], until=data["fixedPriceUntil"]
    )


def _dues(rows: dict[str, DocumentRow]) -> list[Due]:
    """What is to be paid, one entry a day, in order."""
    days: dict[Any, list[DocumentRow]] = {}
    for row in sorted(rows.values(), key=lambda row: (row.issued_on, row.id)):
        if row.remaining > 0 and not row.clearing and row.due_on is not None:
            days.setdefault(row.due_on, []).append(row)
    return [
        Due(
            due_on=day,
            amount=sum(row.remaining for row in due),
            documents=len(due),
            document_id=due[0].id,
            number=due[0].number,
        )
        for day, due in sorted(days.items())
    ]


async def newest_rows(customer_id: str, *, beside: int) -> dict[str, DocumentRow]:
    """The newest documents as they are stored: enough of them even if `beside` of them are about to change."""
    items = cosmos.query(
        CONTAINER,
        f"SELECT c.id, c.pdf, {ROW} AS data FROM c WHERE c.type = 'document' AND c.deleted = false"  # noqa: S608
        " ORDER BY c.data.issuedOn DESC, c.id DESC OFFSET 0 LIMIT @limit",
        customer_id,
        limit=RECENT + beside,
    )
    return {item["id"]: DocumentRow.from_mirror(item) async for item in items}


def stored_summary(customer_id: str, revision: int, summary: Summary) -> dict[str, Any]:
    return {
        "id": SUMMARY,
        "customerId": customer_id,
        "type": SUMMARY,
        "revision": revision,
        "data": summary.model_dump(mode="json", exclude_none=True),
    }


def recent_ids(summary: Summary) -> set[str]:
    return {mirror_id("document", row.id) for row in summary.recent}
