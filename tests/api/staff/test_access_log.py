"""Whoever looks at a customer's things leaves an entry the customer can read, before anything is shown."""

import asyncio
import itertools
from datetime import timedelta

import pytest

from functions.tickets import store as tickets
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from shared.access import access_log
from shared.access.access_log import Actor, Thing, entries_of, note
from tests.api.staff.conftest import EWA, JOANNA, MAREK, Office
from tests.builders import a_customer, a_document, a_ticket, mirrored

ANNA, TICKET = "customer-anna", "ticket-of-anna-01"
AT = f"/api/staff/tickets/{ANNA}/{TICKET}"


@pytest.fixture(autouse=True)
async def ticket(portal: str) -> None:
    clock.set_now(clock.now().replace(minute=1))
    await mirrored(a_customer(), a_document())
    await tickets.write(None, a_ticket(clock.now(), id=TICKET))


async def test_a_look_is_written_once_a_clerk_and_hour(office: Office) -> None:
    ewa, joanna = await office.clerk(EWA), await office.clerk(JOANNA, "bok.lead")
    await asyncio.gather(*(ewa.get(AT) for _ in range(4)))
    clock.set_now(clock.now() + timedelta(minutes=1))
    assert (await joanna.get(AT)).status_code == 200
    for _ in range(3):
        await ewa.get(AT)
    clock.set_now(clock.now() + timedelta(hours=1))
    ewa = await office.clerk(EWA)
    noted = await ewa.post(f"{AT}/notes", json={"id": "note-of-ewa-00001", "text": "Dzwoniła."})
    assert noted.status_code == 201
    found = (await entries_of(ANNA, limit=50)).entries
    assert [(one.role, one.name, one.deed, one.thing_id, one.reason) for one in found] == [
        ("clerk", "Ewa", "ticket_opened", TICKET, "ZG-7K4M-2QXP"),
        ("lead", "Joanna", "ticket_opened", TICKET, "ZG-7K4M-2QXP"),
        ("clerk", "Ewa", "ticket_opened", TICKET, "ZG-7K4M-2QXP"),
    ]
    assert found[0].at == clock.now()


async def test_nothing_is_shown_where_the_entry_cannot_be_written(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    marek, written = await office.clerk(MAREK), cosmos.create

    async def refused(name: str, item: cosmos.Item) -> cosmos.Item:
        if name == access_log.CONTAINER:
            raise TimeoutError
        return await written(name, item)

    monkeypatch.setattr(cosmos, "create", refused)
    answer = await marek.get(AT)
    assert answer.status_code >= 500
    assert "Anna" not in answer.text


async def test_what_is_not_there_leaves_no_entry(office: Office) -> None:
    assert (await (await office.clerk(EWA)).get(f"{AT}-of-nobody")).status_code == 404
    assert (await entries_of(ANNA, limit=50)).entries == []


async def test_its_owner_reads_it_in_one_query_however_long(portal: str, emulator: Emulator) -> None:
    began, ewa = clock.now(), Actor("clerk", "Ewa", "clerk-ewa")
    await note(ANNA, ewa, "ticket_opened", Thing(TICKET, "ZG-1"), reason="ZG-1")
    [first] = (await entries_of(ANNA, limit=1)).entries
    entry = first.model_dump(mode="json")
    many = [
        entry | {"id": f"entry-{n:05}", "at": clock.iso(began + timedelta(seconds=n // 2)), "ttl": 600}
        for n in range(1, 1001)
    ]
    for batch in itertools.batched(many, 100, strict=True):
        await cosmos.batch(access_log.CONTAINER, [("create", (one,)) for one in batch], ANNA)
    emulator.requests.clear()
    page = await entries_of(ANNA, limit=25)
    asked = [one for one in emulator.requests if one.resource_type == "docs"]
    assert [(one.container, one.cross_partition) for one in asked] == [("access_log", False)]
    assert asked[0].charge <= 10
    seen = list(page.entries)
    while page.next is not None:
        page = await entries_of(ANNA, after=page.next, limit=400)
        seen += page.entries
    assert len({one.id for one in seen}) == len(seen) == 1001
    assert [one.at for one in seen] == sorted((one.at for one in seen), reverse=True)
    stored = await cosmos.read(access_log.CONTAINER, first.id, ANNA)
    assert stored is not None
    assert stored["ttl"] == 1095 * 86400
