"""What billing says is what the mirror holds: first, again, later, deleted, large."""

import logging

import pytest

from functions.billing import store
from functions.billing.document_filter import DocumentFilter, query_of
from functions.sync_timer.billing_sync import synchronise
from functions.sync_timer.state import Lease, SyncState
from shared import cosmos
from shared.http.status import SYNC_STATE
from shared.mirror import DocumentRow
from tests.api.sync_timer.conftest import PAGE, World, synced
from tests.builders import a_balance, a_customer, a_document, mirrored


async def listed_documents(customer_id: str) -> list[DocumentRow]:
    """The whole list, newest first."""
    return await store.documents_of(customer_id, query_of(DocumentFilter(), limit=500))


async def test_the_first_sync_mirrors_the_world_in_pages_and_says_so(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    changes = world.changes()
    with caplog.at_level(logging.INFO, "mojbok"):
        report = await synced()
    assert world.is_mirrored()
    assert (report.changes, report.written, report.quarantined) == (len(changes), len(changes), 0)
    assert report.pages == -(-len(changes) // PAGE)
    steps = [vars(record) for record in caplog.records if record.message == "sync page applied"]
    assert [step["pages"] for step in steps] == list(range(1, report.pages + 1))
    assert not any("outcome" in step for step in steps), "the outcome is known only at the end"
    assert steps[-1]["cursor"] == world.state()["cursor"] == changes[-1]["cursor"]
    assert [vars(record)["outcome"] for record in caplog.records if record.message == "sync finished"] == ["complete"]


@pytest.mark.thorough
async def test_a_large_customer_is_mirrored_whole(co_operative: World) -> None:
    await synced()
    assert co_operative.is_mirrored()


async def test_what_is_known_is_not_written_again(world: World) -> None:
    await synced()
    before = world.mirror(etags=True)
    assert (await synced()).changes == 0
    lease = await Lease.take(SyncState())
    await lease.write(cursor=0, holder=None, leased_until=None)
    again = await synced()
    assert (again.changes, again.written) == (len(world.changes()), 0)
    assert world.mirror(etags=True) == before


async def test_an_invoice_its_payment_and_a_correction_arrive(world: World) -> None:
    await synced()
    customer_id = world.changes()[0]["customerId"]
    invoice = world.simulate("new-invoice", customerNumber=world.number, amount=12_345)
    assert (await synced()).written > 0
    summary = await store.summary_of(customer_id)
    assert summary is not None
    assert (summary.recent[0].number, summary.balance) == (invoice["number"], invoice["balance"])
    assert summary.dues[-1].amount >= 12_345
    paid = world.simulate("payment", customerNumber=world.number, documentNumber=invoice["number"])
    world.simulate("correction", customerNumber=world.number)
    world.simulate("interest-note", customerNumber=world.number, documentNumber=invoice["number"])
    await synced()
    assert world.is_mirrored()
    document = await store.document_of(customer_id, invoice["id"])
    assert document is not None
    assert document["data"]["settlements"][0]["paymentId"] == paid["id"]


async def test_the_deleted_leave_lists_and_summary_but_not_the_memory(world: World) -> None:
    await synced()
    customer_id = world.changes()[0]["customerId"]
    listed = await listed_documents(customer_id)
    gone = [("document", row.id) for row in listed[:3]]
    gone.append(
        next(
            ("payment", change["id"])
            for change in world.changes()
            if change["kind"] == "payment" and change["customerId"] == customer_id
        )
    )
    for kind, entity in gone:
        world.tell({"kind": kind, "id": entity, "customerId": customer_id, "deleted": True, "data": None})
    await synced()
    assert world.is_mirrored()
    assert await listed_documents(customer_id) == listed[3:]
    summary = await store.summary_of(customer_id)
    assert summary is not None
    assert [row.id for row in summary.recent] == [row.id for row in listed[3:8]]
    assert await store.document_of(customer_id, gone[0][1]) is None
    tombstone = world.mirror()[customer_id, f"document:{gone[0][1]}"]
    assert (tombstone["deleted"], tombstone["data"]) == (True, None)
    # An older page told again cannot bring them back.
    lease = await Lease.take(SyncState())
    await lease.write(cursor=0, holder=None, leased_until=None)
    assert (await synced()).written == 0


async def test_a_deleted_customer_is_forgotten_the_same_in_one_page_or_two(world: World) -> None:
    body = {"kind": "customer", "id": "business-one", "customerId": "business-one", "deleted": True, "data": None}
    firm = {
        "kind": "business",
        "companyName": "Piekarnia Słoneczna sp. z o.o.",
        "nip": "5252344078",
        "customerNumber": "KL-1",
        "address": {"street": "Lipowa", "building": "7", "postalCode": "30-001", "city": "Kraków"},
        "consents": {},
    }
    world.tell(body | {"deleted": False, "data": firm})
    await synced()
    world.tell(body)
    await synced()
    in_two = world.mirror()
    world.tell(body | {"id": "business-two", "customerId": "business-two", "deleted": False, "data": firm})
    world.tell(body | {"id": "business-two", "customerId": "business-two"})
    await synced()
    one, two = in_two["business-one", "summary"], world.mirror()["business-two", "summary"]
    assert one["data"] == two["data"]
    assert world.is_mirrored()


async def test_more_than_a_batch_holds_is_written_in_several(portal: str) -> None:
    line = a_document()["data"]["lines"][0] | {"name": "x" * 200, "net": 0, "vat": 0, "gross": 0}
    heavy = [a_document(f"document-h{n:03}", number=f"H/{n}") for n in range(3)]
    for document in heavy:
        document["data"]["lines"] += [line] * 2500
    light = [a_document(f"document-l{n:03}", number=f"L/{n}", amount=100) for n in range(250)]
    assert await mirrored(a_customer(), a_balance(), *heavy, *light) == 255
    assert len(await listed_documents("customer-anna")) == 253
    summary = await store.summary_of("customer-anna")
    assert summary is not None
    assert sum(due.amount for due in summary.dues) == 3 * 21840 + 250 * 100
    assert await mirrored(*heavy, *light) == 0


async def test_every_page_moves_the_cursor_only_after_its_data(world: World) -> None:
    world.emulator.faults.add("503", operation="batch")
    report = await synchronise()
    assert report.outcome.startswith("storage unavailable")
    state = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    assert state is not None
    assert (state["cursor"], state["completeAt"], state["holder"]) == (0, None, None)
    world.heal()
    await synced()
    assert world.is_mirrored()
