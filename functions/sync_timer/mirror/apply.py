"""One customer's changes of a page, written in atomic batches.

Every batch replaces the customer's `summary` on the condition that nobody else has; so two runs cannot interleave
within a customer. A record whose revision is not newer than what is stored is left out: a replay is a no-op.
"""

from typing import Any, NamedTuple

import stamina
from azure.core.exceptions import AzureError

from functions.auth.accounts import accounts_of_customer, bring_login_over, change_account_ending_access
from functions.sync_timer.intake.records import Record
from functions.sync_timer.mirror import usage
from functions.sync_timer.mirror.ledger import MOVEMENT, newest_billed, stored_ledger, updated_ledger, worked_out_ledger
from functions.sync_timer.mirror.summary import newest_rows, recent_ids, stored_summary, updated_summary
from functions.sync_timer.newest import keep_newest
from shared import cosmos
from shared.access.grants import end_all_of
from shared.billing.document_files import PDF, DocumentFile
from shared.billing.payment_accounts import remember
from shared.lookup import customer_number_lookup
from shared.mirror import CONTAINER, LEDGER, ROW, SUMMARY, DocumentRow, Ledger, Summary
from shared.payments.store import open_payments
from shared.settings import settings
from shared.supply.point_names import named, own_names

# Cosmos takes 100 operations and 2 MB in a batch, summary and ledger are two of them and what series of usage leave
# behind that move to another year are some more; a body over 1 MB would hold up the loop.
_BATCH_OPERATIONS, _BATCH_BYTES = 90, 900_000
_TRIES = 5


class Applied(NamedTuple):
    """How many records were newer than the mirror, and the documents it did not have before these records."""

    written: int
    new_documents: list[cosmos.Item]


async def apply_changes(customer_id: str, records: list[Record]) -> Applied:
    """Write what is newer than the mirror. Applying the same records again names the same documents as new.

    Raises AzureError when the database refuses, or other writers were faster, each time.
    """
    for record in records:
        if record.change.kind == "customer" and not record.change.deleted:
            await _point_to(record)
            if record.login:
                await bring_login_over(record.login)
    for nrb in {nrb for record in records if (nrb := _account_shown(record))}:
        await remember(nrb, customer_id)
    newest = {record.item["id"]: record for record in sorted(records, key=lambda record: record.change.cursor)}
    first: dict[str, int] = {}
    for record in records:
        first[record.item["id"]] = min(record.change.cursor, first.get(record.item["id"], record.change.cursor))
    written, new_documents = 0, []
    for batch in _batches(list(newest.values())):
        more, revisions = await _apply_batch(customer_id, batch)
        written += more
        new_documents += [
            record.item
            for record in batch
            if record.change.kind == "document"
            and not record.change.deleted
            and revisions.get(record.item["id"], first[record.item["id"]]) >= first[record.item["id"]]
        ]
    if any(record.change.kind == "customer" and record.change.deleted for record in newest.values()):
        await _end_sessions(customer_id)
    return Applied(written, new_documents)


def _account_shown(record: Record) -> str | None:
    """The bank account the customer is shown with it."""
    if record.change.deleted or record.change.kind not in {"contract", "document"}:
        return None
    account: str | None = record.item["data"].get("account")
    return account


async def _end_sessions(customer_id: str) -> None:
    """End the sessions of who is a customer no longer, and what others may do for them; signing in is refused by the
    mirror."""
    await end_all_of(customer_id, "customer_gone")
    for account in await accounts_of_customer(customer_id):
        await change_account_ending_access(account.id, lambda same: same)


async def mark_ready(document: cosmos.Item, file: DocumentFile) -> None:
    """Show a stored document's file, a PDF in the summary as well; raises Conflict where the document has changed."""
    customer_id, row_id = document["customerId"], document["id"].partition(":")[2]
    stored = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    if stored is None:
        raise cosmos.Conflict
    before = Summary.model_validate(stored["data"])
    shown = {"pdf": "ready"} if file is PDF else {}
    recent = [row.model_copy(update=shown) if row.id == row_id else row for row in before.recent]
    after = stored_summary(customer_id, stored["revision"], before.model_copy(update={"recent": recent}))
    ready = cosmos.plain(document) | {file.name: "ready"}
    operations: list[Any] = [
        ("replace", (SUMMARY, after), {"if_match_etag": stored["_etag"]}),
        ("replace", (document["id"], ready), {"if_match_etag": document["_etag"]}),
    ]
    await cosmos.batch(CONTAINER, operations, customer_id)


def _batches(records: list[Record]) -> list[list[Record]]:
    batches: list[list[Record]] = []
    size, changed = 0, set[str]()
    for record in records:
        more = usage.changed_ids(record) if record.change.kind == "usage" else {record.item["id"]}
        if not batches or len(changed | more) > _BATCH_OPERATIONS or size + record.size > _BATCH_BYTES:
            batches.append([])
            size, changed = 0, set()
        batches[-1].append(record)
        size += record.size
        changed |= more
    return batches


def _worth_trying_again(error: Exception) -> bool:
    """Being throttled is not: trying at once would only add to the load. The run's pace waits."""
    return isinstance(error, AzureError) and cosmos.retry_after(error) is None


@stamina.retry(on=_worth_trying_again, attempts=_TRIES, wait_initial=0.05, wait_jitter=0.1, wait_max=1.0)
async def _apply_batch(customer_id: str, records: list[Record]) -> tuple[int, dict[str, int]]:
    """One batch; a lost race, a refusal or a lost answer is resolved by reading again what there is.

    Returns how many were written, and the revisions that were stored before.
    """
    stored_before = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    operations, written, revisions = await _operations(customer_id, records, stored_before)
    if operations:
        await cosmos.container(CONTAINER).execute_item_batch(operations, partition_key=customer_id)
    return written, revisions


async def _operations(
    customer_id: str, records: list[Record], stored_before: cosmos.Item | None
) -> tuple[list[Any], int, dict[str, int]]:
    """The batch for what is newer than the mirror, with the summary that follows from it; and what was stored."""
    found = Stored({}, {}, {}, [], Ledger())
    if stored_before is None:
        before, revision = Summary(), 0
    else:
        before, revision = Summary.model_validate(stored_before["data"]), int(stored_before["revision"])
        if before.online_payments:
            before = before.model_copy(update={"online_payments": await open_payments(customer_id)})
        found = await _stored(customer_id, [record.item["id"] for record in records])
    rows, revisions = found.rows, found.revisions
    rows |= {f"document:{row.id}": row for row in before.recent}
    newer = [record for record in records if record.change.cursor > revisions.get(record.item["id"], 0)]
    if not newer:
        return [], 0, revisions
    moving = {record.item["id"] for record in newer} & recent_ids(before)
    if moving:
        # One of the newest documents goes or moves down, so others may have to move up.
        rows |= await newest_rows(customer_id, beside=len(newer))
    for record in newer:
        if record.change.kind == "document":
            rows.pop(record.item["id"], None)
            if not record.change.deleted:
                rows[record.item["id"]] = DocumentRow.from_mirror(record.item)
    written = [record.item for record in newer]
    reached = max(revision, *(record.change.cursor for record in newer))
    moved = {item["id"] for item in written}
    replaced = [item for item in found.items if item["id"] in moved]
    ledger = updated_ledger(found.ledger, replaced, written)
    reported = [record for record in newer if record.change.kind == "usage"]
    used = await usage.changed_usage(customer_id, reported, found.stubs) if reported else []
    latest = await usage.latest_usage(customer_id, used, before.usage) if reported else before.usage
    summary = updated_summary(before, written, rows).model_copy(update=newest_billed(ledger) | {"usage": latest})
    stored_after = stored_summary(customer_id, reached, summary)
    guard: Any = (
        ("create", (stored_after,))
        if stored_before is None
        else ("replace", (SUMMARY, stored_after), {"if_match_etag": stored_before["_etag"]})
    )
    items = [usage.stub(record.item) if record.change.kind == "usage" else record.item for record in newer]
    if any(item["type"] == "point" for item in items):
        names = await own_names(customer_id)
        items = [named(item, names[one]) if (one := _point_id(item)) in names else item for item in items]
    items += [stored_ledger(customer_id, reached, ledger), *used]
    return [guard, *(("upsert", (item,)) for item in items)], len(newer), revisions


def _point_id(item: cosmos.Item) -> str | None:
    return item["id"].partition(":")[2] if item["type"] == "point" and not item["deleted"] else None


class Stored(NamedTuple):
    """What the mirror has: open documents; of what is to be written revisions, contents and the places of usage."""

    rows: dict[str, DocumentRow]
    revisions: dict[str, int]
    stubs: dict[str, cosmos.Item | None]
    items: list[cosmos.Item]
    ledger: Ledger


async def _stored(customer_id: str, ids: list[str]) -> Stored:
    found = Stored({}, {}, {}, [], Ledger())
    ledger: Ledger | None = None
    wanted = set(ids)
    async for item in cosmos.query(
        CONTAINER,
        f"SELECT c.id, c.type, c.revision, c.deleted, c.pdf, {MOVEMENT},"  # noqa: S608
        " c.data.months, c.data.billed, c.data.reversals,"
        f" c.data.remaining > 0 ? {ROW} : null AS data,"
        " c.type = 'usage' ? c.data : null AS usage FROM c WHERE ARRAY_CONTAINS(@ids, c.id)"
        " OR (c.type = 'document' AND c.deleted = false AND c.data.remaining > 0)",
        customer_id,
        ids=[*ids, LEDGER],
    ):
        if item["id"] == LEDGER:
            # One written before bills were kept is worked out anew.
            kept = {name: item[name] for name in Ledger.model_fields if name in item}
            ledger = Ledger(**kept) if "billed" in kept else None
            continue
        if item["id"] in wanted:
            found.revisions[item["id"]] = item["revision"]
            found.stubs[item["id"]] = item.get("usage")
            found.items.append({"id": item["id"], "type": item["type"], "deleted": item["deleted"], "data": item})
        if item["type"] == "document" and not item["deleted"] and item.get("data"):
            found.rows[item["id"]] = DocumentRow.from_mirror(item)
    return found._replace(ledger=ledger or await worked_out_ledger(customer_id))


async def _point_to(record: Record) -> None:
    """Let the printed customer number lead to the customer; an older change never turns a newer pointer."""
    key = customer_number_lookup(record.item["data"]["customerNumber"])
    pointer = {"id": key, "customerId": key, "type": "lookup", "target": record.change.customer_id}
    pointer["keyId"] = settings().lookup_key_id
    await keep_newest(CONTAINER, pointer | {"revision": record.change.cursor})
