"""Reading what the sync mirrored, always within the customer's own partition."""

from datetime import date
from typing import Any

from shared import cosmos
from shared.mirror import CONTAINER, ROW, SUMMARY, DocumentRow, Summary, mirror_id

_DOCUMENTS = f"SELECT c.id, c.pdf, {ROW} AS data FROM c WHERE c.type = 'document' AND c.deleted = false"  # noqa: S608


async def summary_of(customer_id: str) -> Summary | None:
    stored = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    return None if stored is None else Summary.model_validate(stored["data"])


async def documents_of(
    customer_id: str, *, kind: str | None, before: tuple[date, str] | None, limit: int
) -> list[DocumentRow]:
    """Documents, newest first, older than `before` (its day and id)."""
    sql, parameters = _DOCUMENTS, {"limit": limit}
    arguments: dict[str, Any] = {}
    if kind is not None:
        sql += " AND c.data.kind = @kind"
        arguments["kind"] = kind
    if before is not None:
        sql += " AND (c.data.issuedOn < @day OR (c.data.issuedOn = @day AND c.id < @id))"
        arguments |= {"day": before[0].isoformat(), "id": mirror_id("document", before[1])}
    sql += " ORDER BY c.data.issuedOn DESC, c.id DESC OFFSET 0 LIMIT @limit"
    rows = cosmos.query(CONTAINER, sql, customer_id, **arguments, **parameters)
    return [DocumentRow.from_mirror(item) async for item in rows]


async def document_of(customer_id: str, document_id: str) -> cosmos.Item | None:
    """The mirrored document; None also for another customer's or a deleted one."""
    stored = await cosmos.read(CONTAINER, mirror_id("document", document_id), customer_id)
    return None if stored is None or stored["deleted"] else stored
