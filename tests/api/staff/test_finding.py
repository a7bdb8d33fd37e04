"""Finding tickets that left the queue, without reading through all of them."""

import asyncio
import itertools
from datetime import timedelta
from typing import Any

import pytest

from functions.staff import found_store
from functions.sync_timer.desk import keep_desk
from functions.tickets import store as tickets
from functions.tickets.office import Ticket
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from tests.api.staff.conftest import EWA, Office
from tests.builders import a_ticket

FIND = "/api/staff/tickets"
_ids = itertools.count(1)


@pytest.fixture(autouse=True)
def still(portal: str) -> None:
    clock.set_now(clock.now().replace(day=20))


async def closed(days_ago: int = 0, **fields: Any) -> Ticket:
    serial = next(_ids)
    received = clock.now() - timedelta(days=days_ago)
    own = {"id": f"ticket-{serial:010}", "number": f"ZG-AB{serial:02}-CD{serial:02}", "changed_at": clock.now()}
    ticket = a_ticket(received, **own | {"state": "closed", "closed_at": clock.now(), "closed_by": "office"} | fields)
    await tickets.write(None, ticket)
    return ticket


async def test_a_closed_ticket_is_found_by_whatever_one_knows_of_it(office: Office) -> None:
    ewa = await office.clerk(EWA)
    old = await closed(15, customer_name="Anna Żółkiewska", customer_number="KL-100200", subject="invoice")
    new = await closed(1, customer_name="Ewa Żółkiewska-Nowak", customer_number="KL-100300", subject="meter")
    await closed(1, customer_name="Jan Kowalski", customer_number="KL-7", state="with_office", closed_at=None)
    await keep_desk()

    async def found(**query: str) -> list[str]:
        answer = await ewa.get(FIND, params=query)
        assert answer.status_code == 200, answer.text
        return [one["ticketId"] for one in answer.json()["tickets"]]

    assert await found(q=old.number.lower()) == [old.id]
    assert await found(q=old.number.replace("-", "")) == [old.id]
    assert await found(q="kl-100300") == await found(q="KL100300") == [new.id]
    assert await found(q="zolkiewska") == [new.id, old.id]
    assert await found(q="Żółkiewska Anna") == [old.id]
    assert await found(q="Żółkiewska faktura") == [old.id]
    assert await found(q="licznik") in ([new.id], [])
    assert await found(q="Żółkiewska KL-7") == []
    since = f"{old.received_at.date() - timedelta(days=1)}"
    until = f"{old.received_at.date() + timedelta(days=2)}"
    assert await found(q="Żółkiewska", since=since, until=until) == [old.id]
    assert old.id in await found(since=since, until=until)
    for wrong in ({}, {"q": "-"}, {"since": "2026-01-01", "until": "2026-02-01"}, {"since": until, "until": since}):
        answer = await ewa.get(FIND, params=wrong)
        assert (answer.status_code, answer.json()["code"]) == (400, "validation_failed"), wrong
    assert (await ewa.get(FIND, params={"q": "x1", "after": "nonsense"})).json()["code"] == "cursor_invalid"


async def test_it_shows_the_state_of_now_and_never_an_older_one(office: Office) -> None:
    ewa = await office.clerk(EWA)
    ticket = await closed(2, customer_name="Anna Mak")
    await keep_desk()
    clock.set_now(clock.now() + timedelta(seconds=20))
    after = await tickets.change(ticket.customer_id, ticket.id, lambda one: one.reopened(clock.now()))
    assert after is not None
    await keep_desk()
    assert not await found_store.index(ticket)
    for word in ("Mak", ticket.number):
        [row] = (await ewa.get(FIND, params={"q": word})).json()["tickets"]
        assert row["state"] == "with_office", word


async def test_the_index_that_was_lost_or_never_made_is_made(office: Office) -> None:
    ticket = await closed(40, changed_at=clock.now() - timedelta(days=40), customer_name="Anna Mak")
    await keep_desk()
    ewa = await office.clerk(EWA)
    assert [one["ticketId"] for one in (await ewa.get(FIND, params={"q": "mak"})).json()["tickets"]] == [ticket.id]


async def test_the_walk_ends_while_time_goes_on(portal: str) -> None:
    clock.set_now(None)
    async with asyncio.timeout(120):
        await keep_desk()
    noted = await found_store.indexed_until()
    assert noted is not None
    assert clock.now() - noted < timedelta(minutes=1)


async def test_looking_costs_the_same_among_very_many(office: Office, emulator: Emulator) -> None:
    ewa = await office.clerk(EWA)
    row = found_store.row_of(a_ticket(clock.now(), state="closed", customer_name="Anna Nowak"))
    item = found_store._item(row, "nowak")
    for serials in itertools.batched(range(3000), 100, strict=True):
        many = [item | {"id": f"customer~{n:05}", "place": f"{item['place']}{n:05}"} for n in serials]
        await cosmos.batch("desk", [("create", (one,)) for one in many], "found:nowak")
    seen, after = set[str](), {}
    for _ in range(3):
        emulator.requests.clear()
        page = (await ewa.get(FIND, params={"q": "Nowak", **after})).json()
        asked = [one for one in emulator.requests if one.resource_type == "docs"]
        assert [(one.container, one.cross_partition) for one in asked] == [("sessions", False), ("desk", False)]
        assert sum(one.charge for one in asked) <= 25, [one.charge for one in asked]
        after = {"after": page["next"]}
        seen |= {one["number"] for one in page["tickets"]}
        assert len(page["tickets"]) == 50
