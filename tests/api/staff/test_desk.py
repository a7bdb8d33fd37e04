"""The desk is made from the tickets: it follows them, mends itself, and is read without reading all of it."""

import itertools
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest

from functions.staff import store
from functions.sync_timer.desk import keep_desk, rebuild
from functions.tickets import store as tickets
from functions.tickets.office import Ticket
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from tests.api.staff.conftest import EWA, Office
from tests.builders import a_customer, a_document, a_ticket, mirrored
from tests.depth import depth

QUEUE, COUNTS = "/api/staff/queue", "/api/staff/queue/counts"
_ids = itertools.count(1)


@pytest.fixture(autouse=True)
def still(portal: str) -> None:
    clock.set_now(clock.now())


async def written(days_ago: int = 0, **fields: Any) -> Ticket:
    number = next(_ids)
    ticket = a_ticket(
        clock.now() - timedelta(days=days_ago),
        **{"id": f"ticket-{number:010}", "number": f"ZG-{number:04}", "changed_at": clock.now()} | fields,
    )
    await tickets.write(None, ticket)
    return ticket


async def on_the_desk() -> dict[str, list[str]]:
    return {lane: [row.ticket_id async for row in store.every_row(lane)] for lane in store.LANES}


async def numbers_of_the_lanes() -> dict[str, dict[str, int]]:
    return {lane: {name: n for name, n in (await store.counts(lane)).items() if n} for lane in store.LANES}


async def test_the_queue_stands_by_due_day_and_filters(office: Office) -> None:
    ewa = await office.clerk(EWA)
    late = await written(20)
    young = await written(1, kind="complaint", rule="complaint")
    mine = await written(5, assignee="clerk-ewa")
    waiting = await written(3, state="with_customer")
    await written(2, state="answered", answered_at=clock.now())
    await keep_desk()

    async def found(query: str = "") -> list[str]:
        return [one["ticketId"] for one in (await ewa.get(f"{QUEUE}?{query}")).json()["tickets"]]

    assert await found() == [late.id, mine.id, young.id]
    assert await found("assignee=me") == [mine.id]
    assert await found("assignee=nobody") == [late.id, young.id]
    assert await found("kind=complaint") == [young.id]
    assert await found("kind=question&assignee=me") == [mine.id]
    assert await found("overdue=true") == [late.id]
    assert await found("turn=customer") == [waiting.id]
    assert await found(f"number={young.number.lower()}") == [young.id]
    first = (await ewa.get(f"{QUEUE}?limit=2")).json()
    assert [one["late"] for one in first["tickets"]] == [True, False]
    assert await found(f"limit=2&after={first['next']}") == [young.id]
    counts = (await ewa.get(COUNTS)).json()
    assert counts["office"] == {
        "total": 3,
        "mine": 1,
        "unassigned": 2,
        "overdue": 1,
        "today": 0,
        "kinds": {"question": 2, "complaint": 1},
    }
    assert counts["customer"]["total"] == 1
    assert (await ewa.get(f"{QUEUE}?after=nonsense")).json()["code"] == "cursor_invalid"


async def test_it_follows_what_customers_and_clerks_do(portal: str) -> None:
    ticket = await written()
    await keep_desk()
    assert await on_the_desk() == {"with_office": [ticket.id], "with_customer": []}

    async def after(**fields: Any) -> dict[str, list[str]]:
        clock.set_now(clock.now() + timedelta(seconds=20))
        await tickets.change(ticket.customer_id, ticket.id, lambda one: one._changed(clock.now(), **fields))
        await keep_desk()
        return await on_the_desk()

    assert await after(state="with_customer") == {"with_office": [], "with_customer": [ticket.id]}
    assert await after(state="with_office", kind="complaint") == {"with_office": [ticket.id], "with_customer": []}
    assert (await numbers_of_the_lanes())["with_office"]["kind_complaint"] == 1
    assert await after(state="closed") == {"with_office": [], "with_customer": []}
    assert await numbers_of_the_lanes() == {"with_office": {}, "with_customer": {}}


async def test_a_ticket_whose_writer_died_or_wrote_late_is_found(portal: str) -> None:
    """Its moment lies before the last run, as that of a request which took all of its 44 seconds."""
    await keep_desk()
    clock.set_now(clock.now() + timedelta(seconds=60))
    await keep_desk()
    late = await written(changed_at=clock.now() - timedelta(seconds=110))
    clock.set_now(clock.now() + timedelta(seconds=20))
    await keep_desk()
    assert (await on_the_desk())["with_office"] == [late.id]


async def test_an_older_state_never_comes_back(portal: str) -> None:
    older = await written()
    newer = older._changed(clock.now(), state="with_customer")
    assert await store.project(newer)
    assert not await store.project(newer)
    await store.project(older)
    assert (await on_the_desk())["with_customer"] == [newer.id]
    # What a race left behind in the other lane is taken away by the next look at the ticket.
    await store.project(newer)
    assert await on_the_desk() == {"with_office": [], "with_customer": [newer.id]}


async def test_a_desk_that_was_lost_or_spoiled_is_built_again(portal: str) -> None:
    await written(3, assignee="clerk-ewa")
    await written(4, state="with_customer")
    await keep_desk()
    before, figures = await on_the_desk(), await numbers_of_the_lanes()
    assert await rebuild() == 0
    for lane in store.LANES:
        async for row in store.every_row(lane):
            await cosmos.delete("desk", row.id, lane)
        await cosmos.delete("desk", store.COUNTS, lane)
    assert await rebuild() > 0
    assert (await on_the_desk(), await numbers_of_the_lanes()) == (before, figures)
    ghost = a_ticket(clock.now(), id="ticket-of-nobody")
    await store.project(ghost)
    await cosmos.batch(
        "desk", [("patch", (store.COUNTS, [{"op": "incr", "path": "/total", "value": 7}]))], "with_office"
    )
    assert await rebuild() == 2
    assert (await on_the_desk(), await numbers_of_the_lanes()) == (before, figures)


async def test_whoever_is_on_call_has_everything_compared_at_once(portal: str) -> None:
    """As docs/operations.md says: by deleting one document, and nothing of the desk."""
    await keep_desk()
    forgotten = await written(changed_at=clock.now() - timedelta(days=1))
    clock.set_now(clock.now() + timedelta(minutes=1))
    await cosmos.delete("operations", "desk", "desk")
    await keep_desk()
    assert (await on_the_desk())["with_office"] == [forgotten.id]


async def test_once_a_night_everything_is_compared(portal: str) -> None:
    await keep_desk()
    forgotten = await written(changed_at=clock.now() - timedelta(days=1))
    clock.set_now(clock.now() + timedelta(minutes=1))
    await keep_desk()
    assert (await on_the_desk())["with_office"] == []
    clock.set_now(clock.now() + timedelta(days=1))
    await keep_desk()
    assert (await on_the_desk())["with_office"] == [forgotten.id]


OPEN, OF_ONE = depth(50_000, 5_000), 500


async def test_very_many_open_tickets_cost_a_list(office: Office, emulator: Emulator) -> None:
    """A page, whatever is filtered, is the session and one query of at most 10 RU; the figures are point reads."""
    ewa = await office.clerk(EWA)
    for batch in itertools.batched(many(OPEN), 100, strict=False):
        await cosmos.batch("desk", [("create", (row,)) for row in batch], "with_office")
    await store.mend_counts("with_office")
    for query in ("", "assignee=me", "assignee=nobody&kind=complaint", "overdue=true", "number=ZG-3123"):
        emulator.requests.clear()
        answer = await ewa.get(f"{QUEUE}?{query}")
        assert answer.status_code == 200, answer.text
        assert answer.json()["tickets"] or query == "overdue=true", query
        asked = [one for one in emulator.requests if one.resource_type == "docs"]
        assert [(one.container, one.cross_partition) for one in asked] == [("sessions", False), ("desk", False)], query
        assert sum(one.charge for one in asked) <= 10, (query, [one.charge for one in asked])
    emulator.requests.clear()
    counts = (await ewa.get(COUNTS)).json()["office"]
    assert (counts["total"], counts["mine"], counts["kinds"]["complaint"]) == (OPEN, OPEN // 5, OPEN // 2)
    assert sum(one.charge for one in emulator.requests if one.resource_type == "docs") <= 6


def many(count: int) -> Iterable[cosmos.Item]:
    """Rows as they are stored, made from one: a model for each would take longer than all the rest."""
    ticket = a_ticket(clock.now())
    row = store.row_of(ticket)
    assert row is not None
    item = store._stored(row)
    days = [f"{ticket.target_on + timedelta(days=n)}" for n in range(14)]
    for n in range(count):
        customer, name, number = f"customer-{n // OF_ONE:06}", f"ticket-{n:010}", f"ZG-{n}"
        yield item | {
            "id": f"{customer}~{name}",
            "customerId": customer,
            "ticketId": name,
            "number": number,
            "kind": "complaint" if n % 2 else "question",
            "assignee": "clerk-ewa" if n % 5 == 0 else "",
            "targetOn": days[n % 14],
            "place": f"{days[n % 14]} {item['receivedAt']} {number}",
        }


async def test_a_customer_with_five_hundred_tickets_costs_what_others_cost(office: Office, emulator: Emulator) -> None:
    ewa = await office.clerk(EWA)
    await mirrored(a_customer(), a_document())
    made = [a_ticket(clock.now() - timedelta(hours=n), id=f"ticket-{n:010}", opening="Ż" * 160) for n in range(OF_ONE)]
    for batch in itertools.batched(made, 100, strict=True):
        await cosmos.batch("tickets", [("create", (tickets.stored(one),)) for one in batch], "customer-anna")
    emulator.requests.clear()
    answer = await ewa.get(f"/api/staff/tickets/customer-anna/{made[7].id}")
    assert len(answer.json()["others"]) >= 19
    asked = [one for one in emulator.requests if one.resource_type == "docs"]
    # With the entry of the customer's access log, which the next hour's looks do not write.
    assert sum(one.charge for one in asked) <= 42
    assert not [one for one in asked if one.cross_partition]
