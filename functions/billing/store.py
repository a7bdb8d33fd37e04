"""Reading what the sync mirrored, always within the customer's own partition."""

from functions.billing.document_filter import Query
from shared import cosmos
from shared.mirror import CONTAINER, ROW, SUMMARY, DocumentRow, Summary, mirror_id

_DOCUMENTS = f"SELECT c.id, c.pdf, {ROW} AS data FROM c WHERE c.type = 'document' AND c.deleted = false"  # noqa: S608


async def summary_of(customer_id: str) -> Summary | None:
    stored = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    return None if stored is None else Summary.model_validate(stored["data"])


async def documents_of(customer_id: str, query: Query, *, page_size: int | None = None) -> list[DocumentRow]:
    """Documents by a query of `document_filter`."""
    rows = cosmos.query(CONTAINER, _DOCUMENTS + query.sql, customer_id, page_size=page_size, **query.parameters)
    return [DocumentRow.from_mirror(item) async for item in rows]


async def document_of(customer_id: str, document_id: str) -> cosmos.Item | None:
    """The mirrored document; None also for another customer's or a deleted one."""
    stored = await cosmos.read(CONTAINER, mirror_id("document", document_id), customer_id)
    return None if stored is None or stored["deleted"] else stored
