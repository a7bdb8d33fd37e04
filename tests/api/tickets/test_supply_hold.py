"""„Nie wyłączać”: a complaint about a threatened disconnection reaches billing once, whatever happens on the way."""

import asyncio
from datetime import datetime
from typing import Any

import httpx
import pytest

from functions.sync_timer.customer_requests import send_waiting
from shared import clock
from shared.billing import billing_system
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from shared.billing_contract import CustomerRequest
from shared.supply.supply_hold import CODE, hold_of, hold_supply
from tests.api.auth.steps import an_account
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in
from tests.api.supply.test_readings import Billing

TICKET = {"id": "ticket-of-anna-01", "kind": "question", "subject": "disconnection", "text": "Piszą, że odetną prąd."}


@pytest.fixture
def billing(monkeypatch: pytest.MonkeyPatch) -> Billing:
    door = Billing()
    monkeypatch.setattr(billing_system, "place_request", door.place_request)
    return door


@pytest.fixture(autouse=True)
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(datetime.fromisoformat("2026-11-26T09:00:00+00:00"))
    await an_account()
    assert (await sign_in(browser)).status_code == 201


async def held(browser: httpx.AsyncClient) -> Any:
    return (await browser.get(f"/api/tickets/{TICKET['id']}")).json()["supplyHold"]


async def test_billing_is_told_at_once_and_once(browser: httpx.AsyncClient, billing: Billing) -> None:
    answers = await asyncio.gather(*(browser.post("/api/tickets", json=TICKET) for _ in range(4)))
    assert {answer.status_code for answer in answers} == {200, 201}
    [request] = billing.taken.values()
    assert isinstance(request, CustomerRequest)
    assert request.service is not None
    number = answers[0].json()["number"]
    assert (request.customer_id, request.service.code) == ("customer-anna", CODE)
    assert number in str(request.service.note)
    assert await held(browser) == {"state": "sent", "reference": "Z/1"}


async def test_where_billing_is_away_the_complaint_is_there_and_the_sync_tells_it(
    browser: httpx.AsyncClient, billing: Billing
) -> None:
    billing.answer = BillingUnavailable("down")
    made = await browser.post("/api/tickets", json=TICKET)
    assert made.status_code == 201
    assert made.json()["supplyHold"] == {"state": "waiting", "reference": None}
    billing.answer = None
    assert await send_waiting() == 1
    assert await held(browser) == {"state": "sent", "reference": "Z/1"}


async def test_what_billing_refuses_is_shown(browser: httpx.AsyncClient, billing: Billing) -> None:
    billing.answer = BillingRefused("no")
    await browser.post("/api/tickets", json=TICKET)
    assert await held(browser) == {"state": "refused", "reference": None}


async def test_other_tickets_ask_nothing_until_a_clerk_finds_one_to_be_of_that_kind(
    browser: httpx.AsyncClient, billing: Billing
) -> None:
    other = await browser.post("/api/tickets", json=TICKET | {"subject": "invoice"})
    assert other.json()["supplyHold"] is None
    assert billing.taken == {}
    for _ in range(2):
        await hold_supply("customer-anna", TICKET["id"], number=other.json()["number"], asked_at=clock.now())
    assert len(billing.taken) == 1
    found = await hold_of("customer-anna", TICKET["id"])
    assert found is not None
    assert found.state == "sent"
