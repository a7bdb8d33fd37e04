"""Reading what the sync mirrored, always within the customer's own partition."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

from functions.billing.document_filter import Query
from shared import cosmos
from shared.mirror import CONTAINER, LEDGER, ROW, SUMMARY, DocumentRow, Ledger, Reversal, Summary, mirror_id

# Rows read without a break: other requests of the worker wait for them.
_ROWS_IN_A_ROW = 500
_DOCUMENTS = f"SELECT c.id, c.pdf, {ROW} AS data FROM c WHERE c.type = 'document' AND c.deleted = false"  # noqa: S608


async def summary_of(customer_id: str) -> Summary | None:
    stored = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    return None if stored is None else Summary.model_validate(stored["data"])


async def documents_of(
    customer_id: str, query: Query, *, page_size: int | None = None, most: int | None = None
) -> list[DocumentRow]:
    """Documents by a query of `document_filter`; no page more is read once there are `most` of them."""
    rows = cosmos.query(CONTAINER, _DOCUMENTS + query.sql, customer_id, page_size=page_size, **query.parameters)
    found: list[DocumentRow] = []
    async for item in rows:
        found.append(DocumentRow.from_mirror(item))
        if len(found) == most:
            break
        if len(found) % _ROWS_IN_A_ROW == 0:
            await asyncio.sleep(0)
    return found


async def document_of(customer_id: str, document_id: str) -> cosmos.Item | None:
    """The mirrored document; None also for another customer's or a deleted one."""
    stored = await cosmos.read(CONTAINER, mirror_id("document", document_id), customer_id)
    return None if stored is None or stored["deleted"] else stored


async def documents_by_id(customer_id: str, ids: Sequence[str]) -> list[cosmos.Item]:
    """Number and PDF of those of the documents that are there."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.pdf, c.data.number, c.data.pdf AS file FROM c"
        " WHERE c.type = 'document' AND c.deleted = false AND ARRAY_CONTAINS(@ids, c.id)",
        customer_id,
        page_size=len(ids),
        ids=[mirror_id("document", one) for one in ids],
    )
    return [item async for item in items]


async def payments_of(
    customer_id: str, *, before: tuple[date, str] | None, limit: int
) -> tuple[list[cosmos.Item], dict[str, Reversal]]:
    """Booked payments, newest first, older than `before` (its day and id), and all reversals; in one query."""
    sql = "SELECT c.id, c.data FROM c WHERE c.id = @ledger OR (c.type = 'payment' AND c.deleted = false"
    arguments: dict[str, Any] = {"limit": limit + 1, "ledger": LEDGER}
    if before is not None:
        sql += " AND (c.data.bookedOn < @day OR (c.data.bookedOn = @day AND c.id < @id))"
        arguments |= {"day": before[0].isoformat(), "id": mirror_id("payment", before[1])}
    sql += ") ORDER BY c.data.bookedOn DESC, c.id DESC OFFSET 0 LIMIT @limit"
    items = cosmos.query(CONTAINER, sql, customer_id, page_size=limit + 1, **arguments)
    payments: list[cosmos.Item] = []
    ledger = Ledger()
    async for item in items:
        if item["id"] == LEDGER:
            ledger = Ledger.model_validate(item["data"])
        else:
            payments.append(item)
    return payments[:limit], ledger.reversals


async def beside_document(
    customer_id: str, *, contract: str, corrects: str | None, points: Sequence[str]
) -> list[cosmos.Item]:
    """The points, the document corrected by this one, and all corrections of the contract, which may correct one
    another; in one query."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.type, c.data FROM c WHERE c.deleted = false"
        " AND (ARRAY_CONTAINS(@ids, c.id) OR (c.type = 'document' AND IS_DEFINED(c.data.corrects)"
        " AND c.data.contractId = @contract))",
        customer_id,
        page_size=-1,
        ids=[mirror_id("point", point) for point in points]
        + ([mirror_id("document", corrects)] if corrects is not None else []),
        contract=contract,
    )
    return [item async for item in items]


async def movements_of(customer_id: str, *periods: tuple[date, date], most: int) -> list[cosmos.Item]:
    """What moved the balance in some periods; the ledger of what each month moved, the balance billing tells, and the
    summary; in one query, read page by page until there are `most`.

    The query has no limit of its own: each page might then pay again for what the pages before it gave."""
    within = " OR ".join(f"({{day}} >= @from{place} AND {{day}} <= @to{place})" for place in range(len(periods)))
    days = {f"from{place}": first.isoformat() for place, (first, _) in enumerate(periods)}
    days |= {f"to{place}": last.isoformat() for place, (_, last) in enumerate(periods)}
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.type, c.data.kind, c.data.number, c.data.method, c.data.title,"  # noqa: S608
        " c.data.amount, c.data.issuedOn, c.data.bookedOn, c.data.balance, c.data.asOf, c.data.displayName,"
        " c.data.customerNumber, c.data.opening, c.data.settles, c.data.rank, c.data.months, c.data.reversals"
        " FROM c WHERE c.type IN ('summary', 'balance', 'ledger')"
        f" OR (c.type = 'document' AND c.deleted = false AND ({within.format(day='c.data.issuedOn')}))"
        " OR (c.type = 'payment' AND c.deleted = false AND c.data.method != 'set_off'"
        f" AND ({within.format(day='c.data.bookedOn')}))",
        customer_id,
        page_size=-1,
        **days,
    )
    found: list[cosmos.Item] = []
    async for item in items:
        found.append(item)
        if len(found) == most:
            break
    return found
