"""One customer with five hundred tickets: the list, its filters and the search cost what they cost anybody."""

import itertools
import time
from datetime import timedelta

import httpx
import pytest

from functions.tickets import store
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from tests.api.auth.steps import an_account
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in
from tests.builders import a_ticket

MANY, PAGE, UNITS, CPU_SECONDS = 500, 20, 10, 0.3
STATES = ("with_office", "with_customer", "answered", "closed")


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await an_account()
    assert (await sign_in(browser)).status_code == 201
    made = [
        a_ticket(
            clock.now() - timedelta(hours=n),
            id=f"ticket-{n:010}",
            number=f"ZG-{n:04}",
            state=STATES[n % len(STATES)],
            opening="Ż" * 160,
            search_text=f" zg {n:04} other {'licznik' if n % 100 == 0 else 'faktura'} {'slowo ' * 100}",
        )
        for n in range(MANY)
    ]
    for some in itertools.batched(made, 50, strict=True):
        await cosmos.batch("tickets", [("create", (store.stored(one),)) for one in some], "customer-anna")
    return browser


async def test_the_list_of_very_many_stays_within_its_budget(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    async def asked(query: str, found: int) -> str | None:
        emulator.requests.clear()
        began = time.process_time()
        page = (await anna.get(f"/api/tickets?limit={PAGE}&{query}")).json()
        spent = time.process_time() - began
        assert len(page["tickets"]) == found, query
        done = [one for one in emulator.requests if one.resource_type == "docs"]
        assert [(one.container, one.cross_partition) for one in done] == [("sessions", False), ("tickets", False)]
        assert sum(one.charge for one in done) <= UNITS, (query, [one.charge for one in done])
        # The emulator's share is in it; a page that read all five hundred would take several times as much.
        assert spent < CPU_SECONDS, (query, spent)
        following: str | None = page["next"]
        return following

    after = await asked("", PAGE)
    assert after
    assert await asked(f"after={after}", PAGE)
    assert await asked("state=answered", PAGE)
    assert await asked("state=with_office&state=with_customer", PAGE)
    assert await asked("q=licznik", 5) is None
    assert await asked("q=ZG-0250", 1) is None
    assert await asked("q=licznik&state=closed", 0) is None


async def test_every_one_of_them_stands_in_the_list_once(anna: httpx.AsyncClient) -> None:
    seen, query = list[str](), "limit=100"
    while True:
        page = (await anna.get(f"/api/tickets?{query}")).json()
        seen += [one["id"] for one in page["tickets"]]
        if page["next"] is None:
            break
        query = f"limit=100&after={page['next']}"
    assert seen == [f"ticket-{n:010}" for n in range(MANY)]
