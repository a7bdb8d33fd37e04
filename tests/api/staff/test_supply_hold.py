"""A clerk finds that supply is at stake: billing is told once, the second clock runs, and who lifted it says why."""

import asyncio
from datetime import timedelta

import httpx
import pytest

from functions.staff import store
from functions.sync_timer.customer_requests import send_waiting
from functions.sync_timer.desk import keep_desk, rebuild
from functions.tickets import store as tickets
from functions.tickets.clocks import looked_at_again
from shared import clock
from shared.billing import billing_system
from shared.billing.billing_system import BillingUnavailable
from shared.billing_contract import CustomerRequest, RequestAccepted
from shared.supply.supply_hold import CODE, LIFTED
from tests.api.staff.conftest import EWA, MAREK, Office
from tests.api.staff.test_tickets import ANNA, AT, OWN, TICKET, TWIN, a_reply, anna, code, later
from tests.api.supply.test_readings import Billing
from tests.builders import a_ticket

__all__ = ["anna"]


@pytest.fixture
def billing(monkeypatch: pytest.MonkeyPatch) -> Billing:
    door = Billing()
    monkeypatch.setattr(billing_system, "place_request", door.place_request)
    return door


def told(billing: Billing) -> list[str]:
    return [one.service.code for one in billing.taken.values() if one.service is not None]


async def test_a_clerk_holds_the_supply_counted_from_the_first_message(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    later(minutes=5)
    clerks = [await office.clerk(EWA), await office.clerk(MAREK)]
    answers = await asyncio.gather(*(one.post(f"{AT}/supply-holds", json={}) for one in clerks * 2))
    assert {one.status_code for one in answers} == {200}
    seen = (await clerks[0].get(AT)).json()
    assert (seen["kind"], seen["disconnection"], seen["legal"]) == ("complaint", True, True)
    assert seen["supplyHold"]["state"] == "sent"
    assert [one["what"] for one in seen["events"]] == ["hold"]
    assert told(billing) == [CODE]
    found = await tickets.find(ANNA, TICKET)
    assert found is not None
    assert found.ticket.rule == "disconnection"
    own = (await anna.get(OWN)).json()
    assert (own["disconnection"], own["supplyHold"]) == (True, {"state": "sent", "reference": "Z/1"})
    assert (own["silenceAccepts"], own["receivedAt"]) == (True, seen["receivedAt"])
    [row] = [row async for row in store.every_row("with_office")]
    assert row.disconnection


async def test_it_is_lifted_with_a_reason_and_can_be_set_again(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    ewa, reason = await office.clerk(EWA), {"reason": "Klientka zapłaciła zaległość."}
    assert await code(await ewa.post(f"{AT}/supply-hold-lifts", json=reason)) == (409, "no_supply_hold")
    await ewa.post(f"{AT}/supply-holds", json={})
    for wrong in ({}, {"reason": "  "}, {"reason": "x" * 501}):
        assert await code(await ewa.post(f"{AT}/supply-hold-lifts", json=wrong)) == (400, "validation_failed")
    answers = await asyncio.gather(*(ewa.post(f"{AT}/supply-hold-lifts", json=reason) for _ in range(3)))
    assert {one.status_code for one in answers} == {200}
    seen = (await ewa.get(AT)).json()
    assert (seen["disconnection"], seen["supplyHold"]["lifted"]) == (False, True)
    assert seen["supplyHold"]["reason"] == reason["reason"]
    assert [(one["what"], one["detail"]) for one in seen["events"]] == [
        ("hold", ""),
        ("hold_lifted", reason["reason"]),
    ]
    assert told(billing) == [CODE, LIFTED]
    note = str(list(billing.taken.values())[-1].service.note)  # type: ignore[union-attr]
    assert reason["reason"] in note
    assert seen["number"] in note
    again = (await ewa.post(f"{AT}/supply-holds", json={})).json()
    assert (again["disconnection"], again["supplyHold"]["lifted"]) == (True, False)
    assert told(billing) == [CODE, LIFTED, CODE]


async def test_a_closed_ticket_is_not_held(anna: httpx.AsyncClient, office: Office, billing: Billing) -> None:
    ewa = await office.clerk(EWA)
    await ewa.post(f"{AT}/closings", json={})
    assert await code(await ewa.post(f"{AT}/supply-holds", json={})) == (409, "ticket_closed")
    assert told(billing) == []


async def test_what_died_between_head_and_billing_is_told_by_the_timer(
    anna: httpx.AsyncClient, office: Office, billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    await keep_desk()
    await tickets.change(ANNA, TICKET, lambda one: one.threatened_with_disconnection(clock.now()))
    clock.set_now(clock.now() + timedelta(seconds=20))
    billing.answer = BillingUnavailable("down")
    await keep_desk()
    assert (await (await office.clerk(EWA)).get(AT)).json()["supplyHold"]["state"] == "waiting"
    billing.answer = None
    assert await send_waiting() == 1
    await keep_desk()
    assert told(billing) == [CODE]


async def test_a_merged_ticket_hands_its_hold_on(anna: httpx.AsyncClient, office: Office, billing: Billing) -> None:
    ewa = await office.clerk(EWA)
    await tickets.write(None, a_ticket(clock.now(), id=TWIN, number="ZG-TWIN-0002"))
    await ewa.post(f"{AT}/supply-holds", json={})
    merged = (await ewa.post(f"{AT}/merges", json={"into": TWIN})).json()
    assert (merged["disconnection"], merged["supplyHold"]["lifted"]) == (False, True)
    stays = (await ewa.get(AT.replace(TICKET, TWIN))).json()
    assert (stays["disconnection"], stays["supplyHold"]["state"]) == (True, "sent")
    assert told(billing) == [CODE, CODE, LIFTED]
    assert (await ewa.post(f"{AT.replace(TICKET, TWIN)}/replies", json=a_reply(outcome="refused"))).status_code == 201


async def test_billing_hears_holds_and_liftings_in_the_order_they_were_made(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    ewa, reason = await office.clerk(EWA), {"reason": "Klientka zapłaciła zaległość."}
    billing.answer = BillingUnavailable("down")
    await ewa.post(f"{AT}/supply-holds", json={})
    billing.answer = None
    await ewa.post(f"{AT}/supply-hold-lifts", json=reason)
    assert told(billing) == [CODE, LIFTED], "the hold comes first, or it would stay for ever"
    await ewa.post(f"{AT}/supply-holds", json={})
    billing.answer = BillingUnavailable("down")
    await ewa.post(f"{AT}/supply-hold-lifts", json=reason)
    await ewa.post(f"{AT}/supply-holds", json={})
    assert await send_waiting() == 0
    billing.answer = None
    await send_waiting()
    assert told(billing) == [CODE, LIFTED] * 2 + [CODE], "what is held last is what billing knows last"
    assert (await ewa.get(AT)).json()["supplyHold"]["state"] == "sent"


async def test_of_two_merged_tickets_billing_hears_of_the_hold_that_goes_on_before_the_other_ends(
    anna: httpx.AsyncClient, office: Office, billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    ewa = await office.clerk(EWA)
    await tickets.write(None, a_ticket(clock.now(), id=TWIN, number="ZG-TWIN-0002"))
    await ewa.post(f"{AT}/supply-holds", json={})

    async def nothing_of_twin(request: CustomerRequest, key: str) -> RequestAccepted:
        if request.service is not None and "reklamacja ZG-TWIN-0002" in str(request.service.note):
            raise BillingUnavailable("down")
        return await billing.place_request(request, key)

    monkeypatch.setattr(billing_system, "place_request", nothing_of_twin)
    assert (await ewa.post(f"{AT}/merges", json={"into": TWIN})).status_code == 200
    await keep_desk()
    await send_waiting()
    assert told(billing) == [CODE], "no moment without a hold"
    monkeypatch.setattr(billing_system, "place_request", billing.place_request)
    await send_waiting()
    assert told(billing) == [CODE, CODE, LIFTED]


async def test_a_hold_on_what_is_answered_or_closed_stays_on_the_desk_until_it_is_lifted(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    await keep_desk()
    ewa = await office.clerk(EWA)
    await ewa.post(f"{AT}/supply-holds", json={})
    assert (await ewa.post(f"{AT}/replies", json=a_reply(outcome="refused"))).status_code == 201
    later(seconds=11)
    await keep_desk()
    until = f"{looked_at_again(clock.now())}"

    async def held() -> list[tuple[bool, str]]:
        rows = (await ewa.get("/api/staff/queue")).json()["tickets"]
        return [(one["holdLeft"], one["targetOn"]) for one in rows if one["ticketId"] == TICKET]

    assert await held() == [(True, until)], "14 days to turn to the Coordinator, and the next working day"
    seen = (await ewa.post(f"{AT}/closings", json={})).json()
    assert (seen["state"], seen["disconnection"], seen["leftUntil"]) == ("closed", True, until)
    assert await held() == [(True, until)]
    assert await rebuild() == 0, "the nightly comparison leaves it there"
    lifted = await ewa.post(f"{AT}/supply-hold-lifts", json={"reason": "Klient nie poszedł do Koordynatora."})
    assert (lifted.status_code, lifted.json()["leftUntil"]) == (200, None)
    assert await held() == []
    assert told(billing) == [CODE, LIFTED]
