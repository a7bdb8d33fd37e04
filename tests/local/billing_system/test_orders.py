"""Ordered services: carried out once, told as a request, with the bookings they bring."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from local.billing_system.system import BillingSystem, Settings
from shared import clock
from shared.billing_contract import CustomerRequest, ServiceOrder

AT_ONCE = Settings(customers=3, pdfs="none", request_delay=timedelta(0))


@pytest.fixture
def system(tmp_path: Path) -> Any:
    opened = BillingSystem(tmp_path, AT_ONCE)
    yield opened
    opened.close()


def told(system: BillingSystem, place: int, reference: str, **order: Any) -> dict[str, Any]:
    """What is told of an ordered service."""
    request = CustomerRequest(
        portal_reference=reference,
        customer_id=system.world.ids.make(place, "customer"),
        kind="service",
        requested_at=clock.now(),
        service=ServiceOrder(**order),
    )
    system.request(request)
    last = system.journal.last()
    system.changes(0, 1)
    changes = [body for _, body in system.journal.changes(last, 100)]
    [state] = [one for one in changes if one["kind"] == "request"]
    assert state["id"] == reference
    return {"changes": changes, **state["data"]}


def overpaying(system: BillingSystem) -> int:
    """A customer who has paid 50 zł more than anybody asked for."""
    place = next(iter(system.world.every_place()))
    balance = system.account(place).ledger.balance
    system.happen(place, {"type": "payment", "documents": [], "amount": max(0, balance) + 5_000, "method": "transfer"})
    assert system.account(place).ledger.balance <= -5_000
    return place


def test_a_refund_is_booked_and_lowers_the_overpayment(system: BillingSystem) -> None:
    place = overpaying(system)
    before = system.account(place).ledger.balance
    state = told(system, place, "request-refund-1", code="refund", amount=3_000)
    assert state["state"] == "confirmed"
    assert system.account(place).ledger.balance == before + 3_000
    refunds = [
        one["data"] for one in state["changes"] if one["kind"] == "payment" and one["data"]["method"] == "refund"
    ]
    assert sum(one["amount"] for one in refunds) == -3_000
    everything = -system.account(place).ledger.balance
    assert told(system, place, "request-refund-2", code="refund", amount=everything)["state"] == "confirmed"
    assert system.account(place).ledger.balance == 0


def test_more_than_the_overpayment_and_what_is_somebody_elses_is_refused(system: BillingSystem) -> None:
    place = overpaying(system)
    balance = system.account(place).ledger.balance
    state = told(system, place, "request-refund-1", code="refund", amount=-balance + 1)
    assert (state["state"], "mniejsza" in state["reason"]) == ("rejected", True)
    assert system.account(place).ledger.balance == balance
    state = told(system, place, "request-check-1", code="meter_check", point_id="point-of-nobody")
    assert state["state"] == "rejected"


def test_a_plan_moves_the_day_its_documents_are_due(system: BillingSystem) -> None:
    place = overpaying(system)
    contract = next(one for one in system.account(place).plan.contracts if one.points and one.signed_on)
    system.happen(place, {"type": "invoice", "contract": contract.serial, "amount": 20_000})
    document = [*system.account(place).ledger.documents][-1]
    last = system.today() + timedelta(days=60)
    parts = [{"due_on": last - timedelta(days=30), "amount": 100}, {"due_on": last, "amount": 100}]
    state = told(system, place, "request-plan-01", code="instalments", document_ids=[document], instalments=parts)
    assert state["state"] == "confirmed"
    assert system.account(place).ledger.documents[document].due_on == last
