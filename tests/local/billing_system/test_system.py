from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from local.billing_system.catalogue import catalogue
from local.billing_system.system import (
    BillingSystem,
    KeyReusedError,
    OtherWorldError,
    Settings,
    UnknownCustomerError,
)
from local.billing_system.world import AFTER_WORLD
from shared.billing_contract import DATA, ContactData, CustomerRequest, PaidDocument, PaymentReport

NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
SMALL = Settings(customers=4, demo=False, pdfs="none", request_delay=timedelta(seconds=30))
PLACE = 13


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def system(tmp_path: Path, clock: Clock) -> Iterator[BillingSystem]:
    system = BillingSystem(tmp_path, SMALL, now=clock)
    yield system
    system.close()


def all_changes(system: BillingSystem, after: int = 0, limit: int = 37) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = system.changes(after, limit)
        assert len(page.changes) <= limit
        assert page.next >= after
        found.extend(orjson.loads(change) for change in page.changes)
        after = page.next
        if page.complete:
            return found


def latest(changes: list[dict[str, Any]]) -> dict[tuple[str, str], Any]:
    return {(change["kind"], change["id"]): change["data"] for change in changes}


def customer_id(system: BillingSystem, place: int = PLACE) -> str:
    return system.world.ids.make(place, "customer")


def report(system: BillingSystem, amount: int, **more: Any) -> PaymentReport:
    return PaymentReport(
        portal_reference="platnosc-0001",
        customer_id=customer_id(system),
        amount=amount,
        paid_at=NOON,
        provider="przelewy24",
        provider_reference="P24-1",
        **more,
    )


def test_pages_of_any_size_tell_the_same(system: BillingSystem) -> None:
    assert all_changes(system, limit=7) == all_changes(system, limit=500)
    whole = all_changes(system)
    middle = whole[len(whole) // 2]["cursor"]
    assert all_changes(system, middle) == whole[len(whole) // 2 + 1 :]


def test_a_restart_tells_the_very_same_changes(tmp_path: Path, system: BillingSystem, clock: Clock) -> None:
    system.happen(PLACE, {"type": "invoice", "contract": 0, "amount": 12_345})
    before = all_changes(system)
    system.close()
    clock.at += timedelta(hours=3)
    again = BillingSystem(tmp_path, SMALL, now=clock)
    assert all_changes(again) == before
    again.close()


def test_another_world_in_the_same_directory_is_refused(tmp_path: Path, system: BillingSystem, clock: Clock) -> None:
    with pytest.raises(OtherWorldError, match="seed 7, not 8"):
        BillingSystem(tmp_path, Settings(seed=8, customers=4, demo=False, pdfs="none"), now=clock)


def test_new_days_come_as_changes_and_lead_to_the_world_of_that_day(system: BillingSystem, clock: Clock) -> None:
    first = all_changes(system)
    clock.at += timedelta(days=1)
    second = all_changes(system, first[-1]["cursor"])
    clock.at += timedelta(days=40)
    third = all_changes(system, second[-1]["cursor"])
    assert {change["kind"] for change in third} >= {"balance", "document", "payment", "usage"}
    assert all(change["cursor"] > AFTER_WORLD for change in second + third)
    told = latest(first + second + third)
    for place in system.world.every_place():
        for record in system.world.account(place, date(2027, 1, 3)).records():
            assert told.pop((record.kind, record.id)) == record.data.model_dump(mode="json", exclude_none=True)
    for record in catalogue(system.world.ids, date(2027, 1, 3)):
        assert told.pop((record.kind, record.id)) == record.data.model_dump(mode="json", exclude_none=True)
    assert not told
    assert all_changes(system, third[-1]["cursor"]) == []


def test_a_portals_payment_settles_what_it_names_and_the_calendar_pays_no_second_time(
    system: BillingSystem, clock: Clock
) -> None:
    system.happen(PLACE, {"type": "invoice", "contract": 0, "amount": 20_000})
    key, document = next(reversed(system.account(PLACE).ledger.documents.items()))
    balance = system.account(PLACE).ledger.balance
    seen = system.changes(AFTER_WORLD, 100).next
    part = PaidDocument(document_id=key, amount=document.remaining)
    booked = system.pay(report(system, document.remaining, documents=[part]))
    told = latest(all_changes(system, seen))
    assert told["payment", booked.payment_id]["portalReference"] == "platnosc-0001"
    assert told["payment", booked.payment_id]["settles"] == [
        {"documentId": key, "number": document.number, "amount": document.remaining}
    ]
    assert told["document", key]["remaining"] == 0
    assert told["balance", system.world.ids.make(PLACE, "balance")]["amount"] == balance - document.remaining
    clock.at += timedelta(days=60)
    all_changes(system, seen)
    ledger = system.account(PLACE).ledger
    money = sum(payment.amount for payment in ledger.payments.values() if payment.method != "set_off")
    assert ledger.balance == sum(one.amount for one in ledger.documents.values()) - money


def test_what_no_document_takes_is_an_overpayment(system: BillingSystem) -> None:
    owed = max(0, system.account(PLACE).ledger.balance)
    system.pay(report(system, owed + 5_000))
    assert system.account(PLACE).ledger.balance <= -5_000
    before = system.account(PLACE).ledger.balance
    system.happen(PLACE, {"type": "invoice", "contract": 0, "amount": 3_000})
    newest = list(system.account(PLACE).ledger.documents.values())[-1]
    assert newest.remaining == 0
    assert system.account(PLACE).ledger.balance == before + 3_000


def test_an_idempotency_key_acts_once(system: BillingSystem) -> None:
    first = system.once("payments 12345678", report(system, 700), system.pay)
    balance = system.account(PLACE).ledger.balance
    assert system.once("payments 12345678", report(system, 700), system.pay) == first
    assert system.account(PLACE).ledger.balance == balance
    with pytest.raises(KeyReusedError):
        system.once("payments 12345678", report(system, 701), system.pay)


def test_an_unknown_customer_leaves_nothing_behind(system: BillingSystem) -> None:
    wrong = report(system, 700).model_copy(update={"customer_id": "A" * 22})
    with pytest.raises(UnknownCustomerError):
        system.once("payments 12345678", wrong, system.pay)
    system.once("payments 12345678", report(system, 700), system.pay)


def test_a_failure_half_way_leaves_nothing_behind(system: BillingSystem, clock: Clock) -> None:
    whole = all_changes(system)
    clock.at += timedelta(days=3)
    with pytest.raises(StopIteration):
        system.happen(PLACE, {"type": "invoice", "contract": 77, "amount": 5})
    later = all_changes(system, whole[-1]["cursor"])
    assert len([change for change in later if change["kind"] == "balance"]) == 4


def test_contact_data_show_after_the_delay(system: BillingSystem, clock: Clock) -> None:
    end = all_changes(system)[-1]["cursor"]
    contact = ContactData(email="nowy@example.com")
    request = CustomerRequest(
        portal_reference="wniosek-0001",
        customer_id=customer_id(system),
        kind="contact",
        requested_at=NOON,
        contact=contact,
    )
    accepted = system.request(request)
    assert accepted.reference
    assert all_changes(system, end) == []
    clock.at += timedelta(seconds=31)
    told = latest(all_changes(system, end))
    customer = told["customer", customer_id(system)]
    assert customer["email"] == "nowy@example.com"
    assert customer["address"] == system.world.plan(PLACE).customer.address.model_dump(exclude_none=True)
    assert all_changes(system, end) == all_changes(system, end)


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("consents", {"consents": {"marketing": {"granted": True, "version": "2024-03"}}}),
        ("delivery", {"delivery": {"interest_note": "electronic"}}),
        ("service", {"service": {"code": "audyt"}}),
    ],
)
def test_consents_and_services_come_back_as_the_customer(
    system: BillingSystem, clock: Clock, kind: str, part: dict[str, Any]
) -> None:
    end = all_changes(system)[-1]["cursor"]
    values = {"portalReference": "wniosek-1", "customerId": customer_id(system), "kind": kind, "requestedAt": NOON}
    system.request(CustomerRequest.model_validate({**values, **part}))
    clock.at += timedelta(minutes=1)
    told = latest(all_changes(system, end))
    customer = DATA["customer"].model_validate(told["customer", customer_id(system)])
    if kind == "consents":
        marketing = customer.consents["marketing"]  # type: ignore[attr-defined]
        assert (marketing.granted, marketing.decided_at) == (True, NOON)
    if kind == "delivery":
        assert customer.delivery["interest_note"] == "electronic"  # type: ignore[attr-defined]
        assert customer.delivery["invoice"] == "electronic"  # type: ignore[attr-defined]
    assert told["request", "wniosek-1"]["state"] == "confirmed"


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("contact", {"contact": {"email": "anna@skrzynka.invalid"}}),
        ("consents", {"consents": {"marketing": {"granted": True, "version": "2019-01"}}}),
    ],
)
def test_what_is_refused_changes_nothing_and_says_why(
    system: BillingSystem, clock: Clock, kind: str, part: dict[str, Any]
) -> None:
    before = all_changes(system)
    values = {"portalReference": "wniosek-2", "customerId": customer_id(system), "kind": kind, "requestedAt": NOON}
    system.request(CustomerRequest.model_validate({**values, **part}))
    clock.at += timedelta(minutes=1)
    told = latest(all_changes(system, before[-1]["cursor"]))
    assert told["request", "wniosek-2"]["state"] == "rejected"
    assert told["request", "wniosek-2"]["reason"]
    was = latest(before)["customer", customer_id(system)]
    assert told.get(("customer", customer_id(system)), was) == was
