"""One customer's changes of a page, written in atomic batches.

Every batch replaces the customer's `summary` on the condition that nobody else has; so two runs cannot interleave
within a customer. A record whose revision is not newer than what is stored is left out: a replay is a no-op.
"""

from typing import Any

from azure.cosmos.exceptions import CosmosBatchOperationError

from functions.sync_timer.records import Record
from functions.sync_timer.summary import newest_rows, recent_ids, stored_summary, updated_summary
from shared import cosmos
from shared.lookup import lookup_id
from shared.mirror import CONTAINER, SUMMARY, DocumentRow, Summary

# Cosmos takes 100 operations and 2 MB in a batch; the summary is one of them.
_BATCH_RECORDS, _BATCH_BYTES = 99, 1_800_000
_TRIES = 5
_LOST_RACE = {409, 412}


async def apply_changes(customer_id: str, records: list[Record]) -> int:
    """Write what is newer than the mirror; returns how many records were.

    Raises Conflict when other writers were faster each time.
    """
    for record in records:
        if record.change.kind == "customer" and not record.change.deleted:
            await _point_to(record)
    newest = {record.item["id"]: record for record in sorted(records, key=lambda record: record.change.cursor)}
    written = 0
    for batch in _batches(list(newest.values())):
        written += await _apply_batch(customer_id, batch)
    return written


def _batches(records: list[Record]) -> list[list[Record]]:
    batches: list[list[Record]] = []
    size = 0
    for record in records:
        if not batches or len(batches[-1]) == _BATCH_RECORDS or size + record.size > _BATCH_BYTES:
            batches.append([])
            size = 0
        batches[-1].append(record)
        size += record.size
    return batches


async def _apply_batch(customer_id: str, records: list[Record]) -> int:
    for _ in range(_TRIES):
        stored_before = await cosmos.read(CONTAINER, SUMMARY, customer_id)
        operations, written = await _operations(customer_id, records, stored_before)
        if not written:
            return 0
        try:
            await cosmos.container(CONTAINER).execute_item_batch(operations, partition_key=customer_id)
        except CosmosBatchOperationError as error:
            if error.status_code not in _LOST_RACE:
                raise
        else:
            return written
    raise cosmos.Conflict


async def _operations(
    customer_id: str, records: list[Record], stored_before: cosmos.Item | None
) -> tuple[list[Any], int]:
    """The batch for what is newer than the mirror, with the summary that follows from it."""
    rows: dict[str, DocumentRow] = {}
    revisions: dict[str, int] = {}
    if stored_before is None:
        before, revision = Summary(), 0
    else:
        before, revision = Summary.model_validate(stored_before["data"]), int(stored_before["revision"])
        rows, revisions = await _stored(customer_id, [record.item["id"] for record in records])
        rows |= {f"document:{row.id}": row for row in before.recent}
    newer = [record for record in records if record.change.cursor > revisions.get(record.item["id"], 0)]
    if not newer:
        return [], 0
    if any(_leaves_recent(record, before) for record in newer):
        rows |= await newest_rows(customer_id)
    for record in newer:
        if record.change.kind == "document":
            rows.pop(record.item["id"], None)
            if not record.change.deleted:
                rows[record.item["id"]] = DocumentRow.from_mirror(record.item)
    summary = updated_summary(before, [record.item for record in newer], rows)
    stored_after = stored_summary(customer_id, max(revision, *(record.change.cursor for record in newer)), summary)
    guard: Any = (
        ("create", (stored_after,))
        if stored_before is None
        else ("replace", (SUMMARY, stored_after), {"if_match_etag": stored_before["_etag"]})
    )
    return [guard, *(("upsert", (record.item,)) for record in newer)], len(newer)


def _leaves_recent(record: Record, before: Summary) -> bool:
    """Whether one of the newest documents goes or may move down, so that another has to move up."""
    return record.change.kind == "document" and record.item["id"] in recent_ids(before)


async def _stored(customer_id: str, ids: list[str]) -> tuple[dict[str, DocumentRow], dict[str, int]]:
    """The customer's open documents, and the revisions of those ids that are stored already."""
    rows: dict[str, DocumentRow] = {}
    revisions: dict[str, int] = {}
    wanted = set(ids)
    async for item in cosmos.query(
        CONTAINER,
        "SELECT c.id, c.type, c.revision, c.deleted, c.pdf, c.data.remaining > 0 ? {"
        "'kind': c.data.kind, 'number': c.data.number, 'contractId': c.data.contractId,"
        " 'issuedOn': c.data.issuedOn, 'dueOn': c.data.dueOn, 'periodFrom': c.data.periodFrom,"
        " 'periodTo': c.data.periodTo, 'amount': c.data.amount, 'remaining': c.data.remaining,"
        " 'clearing': c.data.clearing} : null AS data FROM c WHERE ARRAY_CONTAINS(@ids, c.id)"
        " OR (c.type = 'document' AND c.deleted = false AND c.data.remaining > 0)",
        customer_id,
        ids=ids,
    ):
        if item["id"] in wanted:
            revisions[item["id"]] = item["revision"]
        if item["type"] == "document" and not item["deleted"] and item.get("data"):
            rows[item["id"]] = DocumentRow.from_mirror(item)
    return rows, revisions


async def _point_to(record: Record) -> None:
    """Let the printed customer number lead to the customer; an older change never turns a newer pointer."""
    key = lookup_id("customer-number", record.item["data"]["customerNumber"])
    pointer = {
        "id": key,
        "customerId": key,
        "type": "lookup",
        "target": record.change.customer_id,
        "revision": record.change.cursor,
    }
    while True:
        stored = await cosmos.read(CONTAINER, key, key)
        try:
            if stored is None:
                await cosmos.create(CONTAINER, pointer)
            elif stored["revision"] < record.change.cursor:
                await cosmos.replace(CONTAINER, pointer | {"_etag": stored["_etag"]})
        except cosmos.Conflict:
            continue
        return
