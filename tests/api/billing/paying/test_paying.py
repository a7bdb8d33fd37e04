"""Paying, as a customer and the provider see it: amounts from the server, one confirmation, one mail, one report."""

import asyncio
import json
import logging
import re
from datetime import timedelta
from typing import Any

import pytest

from functions.billing.paying import online_payment
from functions.sync_timer.payment_reconciliation import reconcile
from local.payment_gateway.faults import Fault
from local.payment_gateway.gateway import InvalidInputError
from local.payment_gateway.signatures import NOTIFICATION, sign
from local.payment_gateway.testing import MERCHANT
from shared import clock, cosmos
from shared.mail.preferences import ALL_ON
from shared.monitoring import logs
from shared.payments import store
from shared.payments.intent import Part
from tests.api.billing.paying.conftest import House, Person
from tests.api.conftest import PORTAL
from tests.builders import a_balance, a_document, mirrored, overriding


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


def signed(**fields: Any) -> bytes:
    """A notification signed with the true key, whatever it says."""
    return json.dumps(fields | {"sign": sign(fields, NOTIFICATION, MERCHANT.crc)}).encode()


async def test_from_the_intent_to_the_booking(house: House, person: Person) -> None:
    document = await person.invoice(21840)
    payment = await person.begun(documents=[document])
    assert (payment["state"], payment["amount"], payment["currency"]) == ("started", 21840, "PLN")
    assert [part["documentId"] for part in payment["documents"]] == [document]
    assert payment["redirectUrl"].startswith(f"{house.gateway.url}/trnRequest/")
    registered = person.transaction(payment["id"])
    assert registered is not None
    assert registered.body["description"] == payment["title"]
    assert registered.body["email"] == person.email
    assert registered.body["urlReturn"] == f"https://mojbok.example/platnosc/{payment['id']}"

    assert person.pay(payment["id"])
    assert await person.state(payment["id"]) == "started"  # the browser is back, nothing is proven
    assert await house.deliver() == [200]
    assert await person.state(payment["id"]) == "reported"
    settled = person.transaction(payment["id"])
    assert settled is not None
    assert settled.status.name == "MADE"
    [booking] = person.booked(payment["id"])
    assert (booking.amount, booking.method) == (21840, "online")
    assert await house.mails(person) == 1

    await house.sync()
    assert await person.state(payment["id"]) == "booked"
    assert (await person.browser.get("/api/billing/online-payments")).json() == {"payments": []}
    again = await person.begin(documents=[document])
    assert (again.status_code, again.json()["code"]) == (409, "document_not_payable")


async def test_the_mail_says_amount_and_day_and_leads_to_the_payment_and_its_switch(
    house: House, person: Person
) -> None:
    payment = await person.begun(documents=[await person.invoice(123456)])
    person.pay(payment["id"])
    await house.deliver()
    await house.mails(person)
    [mail] = house.mailbox.to(person.email)
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        assert part is not None
        text = part.get_content().replace("\xa0", " ")
        assert "1234,56 zł" in text.replace("1 234", "1234")
        links = {link.partition("#")[0] for link in re.findall(r"https?://[^\s\"<]+", text)}
        paths = {f"/platnosc/{payment['id']}", "/wylacz-powiadomienie", "/bezpieczenstwo/powiadomienia"}
        assert links == {PORTAL + path for path in paths}
        assert person.number not in text


async def test_a_hundred_equal_notifications_at_once_are_one_payment(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    body = house.gateway.gateway.ledger.take_due(clock.now())[-1].body
    answers = await asyncio.gather(*(house.notify(body) for _ in range(100)))
    assert {answer.status_code for answer in answers} == {200}
    await reconcile()
    assert await person.state(payment["id"]) == "reported"
    assert len(person.booked(payment["id"])) == 1
    assert await house.mails(person) == 1
    assert await house.alarms() == []


async def test_notification_return_timer_and_sync_at_once_are_one_payment(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    body = house.gateway.gateway.ledger.take_due(clock.now())[-1].body
    later(minutes=2)
    await asyncio.gather(
        *(house.notify(body) for _ in range(10)),
        *(reconcile() for _ in range(3)),
        *(person.look(payment["id"]) for _ in range(5)),
    )
    later(minutes=2)
    await reconcile()
    await house.sync()
    assert await person.state(payment["id"]) == "booked"
    assert len(person.booked(payment["id"])) == 1
    assert await house.mails(person) == 1


async def test_what_to_pay_comes_from_the_server(person: Person) -> None:
    document = await person.invoice(5000)
    for tampered in (
        {"documents": [document], "amount": 1},
        {"documents": [document], "currency": "EUR"},
        {"documents": []},
        {"amount": -100},
        {"amount": 10**9},
        {"amount": 100.5},
        {"amount": "1000"},
        {"overdue": False},
        {},
        {"documents": [document], "overdue": True},
        {"documents": [document], "blikCode": "12345"},
        {"documents": [document], "blikCode": "123456", "providerTermsAccepted": False},
    ):
        response = await person.begin(**tampered)
        assert (response.status_code, response.json()["code"]) == (400, "validation_failed"), tampered


async def test_without_a_key_nothing_begins(person: Person) -> None:
    for headers in ({}, {"Idempotency-Key": "short"}, {"Idempotency-Key": "sp ace sp ace"}):
        response = await person.browser.post("/api/billing/online-payments", json={"amount": 1000}, headers=headers)
        assert (response.status_code, response.json()["code"]) == (400, "validation_failed")


async def test_the_choices_add_up(house: House, person: Person) -> None:
    first, second = await person.invoice(10000), await person.invoice(2550)
    several = await person.begun(documents=[first, second])
    assert several["amount"] == 12550
    assert (await person.browser.delete(f"/api/billing/online-payments/{several['id']}")).json()["state"] == "refused"
    later(days=40)
    await house.sync()
    await person.sign_in()
    overview = (await person.browser.get("/api/billing/overview")).json()
    overdue = await person.begun(overdue=True)
    assert overdue["amount"] == overview["overdue"] >= 12550
    await person.browser.delete(f"/api/billing/online-payments/{overdue['id']}")
    balance = await person.begun(balance=True)
    assert balance["amount"] == overview["balance"]
    assert sum(part["amount"] for part in balance["documents"]) == overview["balance"]
    assert (await person.begin(amount=1234)).json()["code"] == "document_in_payment"
    await person.browser.delete(f"/api/billing/online-payments/{balance['id']}")
    free = await person.begun(amount=1234)
    assert (free["amount"], free["documents"]) == (1234, [])
    rest = await person.begun(balance=True)
    assert rest["amount"] == overview["balance"] - 1234, "what is on its way is not asked for again"
    assert (await person.begin(balance=True)).json()["code"] == "document_in_payment"


async def test_a_document_in_payment_cannot_be_paid_twice(house: House, person: Person) -> None:
    document, other = await person.invoice(), await person.invoice(300)
    payment = await person.begun(documents=[document])
    for request in ({"documents": [document]}, {"documents": [other, document]}):
        response = await person.begin(**request)
        assert (response.status_code, response.json()["code"]) == (409, "document_in_payment"), request
    [open_one] = (await person.browser.get("/api/billing/online-payments")).json()["payments"]
    assert (open_one["id"], open_one["documents"]) == (payment["id"], [document])
    shown = (await person.browser.get(f"/api/billing/documents/{document}")).json()
    assert shown["inPayment"] == {"id": payment["id"], "state": "started"}
    assert (await person.browser.get(f"/api/billing/documents/{other}")).json()["inPayment"] is None
    person.pay(payment["id"])
    await house.deliver()
    response = await person.begin(documents=[document])
    assert response.json()["code"] == "payment_in_booking", "confirmed, but billing has not booked it yet"
    assert (await person.begin(documents=[other])).status_code == 201


async def test_twenty_starts_at_once_make_one_payment(person: Person) -> None:
    document = await person.invoice()
    await person.begun(amount=1000)
    answers = await asyncio.gather(*(person.begin(documents=[document]) for _ in range(19)))
    assert sorted({answer.status_code for answer in answers}) == [201, 409]
    assert [answer.status_code for answer in answers].count(201) == 1


async def test_twenty_payments_written_at_once_are_one_for_a_document(person: Person) -> None:
    """Behind the counter of starts, which lets one after the other through."""
    document = await person.invoice()
    free = (await person.stored((await person.begun(amount=1000))["id"])).intent
    parts = [Part(document_id=document, number="F/1", amount=500)]
    same = [free.model_copy(update={"id": f"payment-{n:04}", "choice": "documents", "parts": parts}) for n in range(20)]
    outcomes = await asyncio.gather(*(store.add(one) for one in same), return_exceptions=True)
    assert len([one for one in outcomes if isinstance(one, store.Stored)]) == 1
    assert {type(one) for one in outcomes} == {store.Stored, store.DocumentInPayment}
    assert len(await store.open_payments(person.id)) == 2


async def test_one_key_is_one_payment(person: Person) -> None:
    document = await person.invoice()
    answers = await asyncio.gather(*(person.begin("the-same-key", documents=[document]) for _ in range(10)))
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert [answer.status_code for answer in answers].count(201) == 1
    assert {answer.json()["state"] for answer in answers} == {"started"}
    assert person.registrations(answers[0].json()["id"]) == 1
    other = await person.begin("the-same-key", amount=500)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


async def test_a_start_that_broke_off_is_taken_over(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its worker died between writing the payment down and announcing it: once only, also where two try again."""
    document = await person.invoice()
    answer = await person.begin("the-same-key", documents=[document])
    stored = await person.stored(answer.json()["id"])
    began = {"state": "created", "token": None, "registering_since": clock.now()}
    broken_off = stored.intent.model_copy(update=began).model_dump(mode="json")
    await cosmos.container("payments").upsert_item(broken_off)
    with monkeypatch.context() as hurried:
        hurried.setattr(online_payment, "_LOOKS", 2)
        assert (await person.begin("the-same-key", documents=[document])).status_code == 503
    later(seconds=16)
    answers = await asyncio.gather(*(person.begin("the-same-key", documents=[document]) for _ in range(2)))
    assert [one.json()["state"] for one in answers] == ["started", "started"]
    assert person.registrations(stored.intent.id) == 2, "one before, one of the two after"


async def test_foreign_things_are_the_same_404(house: House, person: Person) -> None:
    stranger = await house.person()
    document = await person.invoice()
    payment = await person.begun(documents=[document])
    for request in ({"documents": [document]}, {"documents": ["document-none"]}):
        response = await stranger.begin(**request)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")
    for name in (payment["id"], "payment-none", "open", "..", "%00"):
        for call in (stranger.browser.get, stranger.browser.delete):
            response = await call(f"/api/billing/online-payments/{name}")
            assert response.status_code in {404, 405}, (name, response.text)
    assert (await stranger.browser.get(f"/api/billing/transfer-qr?document={document}")).status_code == 404
    assert (await stranger.browser.get("/api/billing/online-payments")).json() == {"payments": []}
    # The same key of two people is two keys.
    assert (await stranger.begin("one-key-for-two", amount=700)).status_code == 201
    assert (await person.begin("one-key-for-two", amount=700)).status_code == 201


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 1},
        {"currency": "EUR"},
        {"sessionId": "somebody.else"},
        {"orderId": 999_999},
        {"merchantId": 1},
        {"sign": ""},
        {"sign": None},
        {"sign": "ą" * 96},
        {"amount": 21840.0},
        {"amount": True},
        {"statement": "other"},
    ],
)
async def test_a_notification_that_is_not_signed_so_changes_nothing(
    house: House, person: Person, change: dict[str, Any]
) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    body = json.loads(house.gateway.gateway.ledger.take_due(clock.now())[-1].body)
    response = await house.notify(json.dumps(body | change).encode())
    assert (response.status_code, response.json()["code"]) == (401, "signature_invalid")
    assert await person.state(payment["id"]) == "started"
    assert await house.alarms() == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"amount": 1}'])
async def test_what_is_no_notification_is_refused(house: House, body: bytes) -> None:
    response = await house.notify(body)
    assert (response.status_code, response.json()["code"]) in {(400, "malformed_json"), (401, "signature_invalid")}


async def test_a_signature_with_an_old_key_is_refused(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    body = json.loads(house.gateway.gateway.ledger.take_due(clock.now())[-1].body)
    old = body | {"sign": sign(body, NOTIFICATION, "last year's key")}
    assert (await house.notify(json.dumps(old).encode())).status_code == 401


@pytest.mark.parametrize(
    ("change", "code", "alarm"),
    [
        ({"amount": 1}, "payment_mismatch", "amount_mismatch"),
        ({"currency": "EUR"}, "payment_mismatch", "amount_mismatch"),
        ({"sessionId": "nobody.nothing"}, "payment_unknown", "unknown_payment"),
        ({"sessionId": "../operations"}, "payment_unknown", "unknown_payment"),
    ],
)
async def test_a_signed_notification_that_does_not_match_is_put_aside(
    house: House,
    person: Person,
    change: dict[str, Any],
    code: str,
    alarm: str,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    transaction = person.transaction(payment["id"])
    assert transaction is not None
    fields = house.gateway.gateway.notification(transaction, 21840, 20) | change
    fields.pop("sign")
    monkeypatch.setattr(logs.log, "propagate", True)
    with caplog.at_level(logging.ERROR):
        for _ in range(2):
            assert (await house.notify(signed(**fields))).json()["code"] == code
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [record.getMessage() for record in errors] == ["alarm"]
    assert await house.alarms() == [alarm]
    shown = await person.look(payment["id"])
    expected = ("refused", "other_amount") if code == "payment_mismatch" else ("started", None)
    assert (shown["state"], shown["refusal"]) == expected


async def test_a_second_order_of_one_payment_is_put_aside(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    await house.deliver()
    fields = json.loads(house.sent[-1]) | {"orderId": 999_999}
    fields.pop("sign")
    assert (await house.notify(signed(**fields))).json()["code"] == "payment_mismatch"
    assert await house.alarms() == ["order_mismatch"]


async def test_a_lost_notification_is_healed_by_the_timer(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"], "lost")
    assert await house.deliver() == []
    later(minutes=2)
    await reconcile()
    assert await person.state(payment["id"]) == "reported"
    assert len(person.booked(payment["id"])) == await house.mails(person) == 1


async def test_money_that_comes_days_late_counts(house: House, person: Person) -> None:
    document = await person.invoice()
    payment = await person.begun(documents=[document])
    later(minutes=31)
    await reconcile()
    await person.sign_in()
    assert await person.state(payment["id"]) == "expired"
    assert (await person.look(payment["id"]))["redirectUrl"] is None
    second = await person.begun(documents=[document])
    later(days=3)
    person.pay(payment["id"], "lost")
    await reconcile()
    await person.sign_in()
    assert await person.state(payment["id"]) == "reported"
    assert await person.state(second["id"]) == "expired"
    assert len(person.booked(payment["id"])) == 1
    assert person.booked(second["id"]) == []


async def test_a_late_message_never_turns_a_payment_back(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    await house.deliver()
    await house.sync()
    for _ in range(3):
        assert (await house.notify(house.sent[-1])).status_code == 200
        later(hours=7)
        await reconcile()
    await person.sign_in()
    assert await person.state(payment["id"]) == "booked"
    assert len(person.booked(payment["id"])) == await house.mails(person) == 1


async def test_paying_by_blik_in_place(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()], blikCode="777123")
    assert (payment["state"], payment["method"], payment["redirectUrl"]) == ("started", "blik", None)
    assert await house.deliver() == [200]
    assert await person.state(payment["id"]) == "reported"
    transaction = person.transaction(payment["id"])
    assert transaction is not None
    assert transaction.body["additional"]["PSU"]["IP"] == "127.0.0.1"


async def test_a_wrong_blik_code_frees_the_document(person: Person) -> None:
    document = await person.invoice()
    refused = await person.begun(documents=[document], blikCode="777000")
    assert (refused["state"], refused["refusal"]) == ("refused", "blik_refused")
    assert (await person.begun(documents=[document], blikCode="777123"))["state"] == "started"


async def test_a_provider_that_is_down_charges_nothing_and_blocks_nothing(house: House, person: Person) -> None:
    document = await person.invoice()
    house.gateway.gateway.faults.add(Fault(kind="down"))
    for _ in range(2):
        response = await person.begin("a-key-while-down", documents=[document])
        assert (response.status_code, response.json()["code"]) == (503, "payments_unavailable")
        assert int(response.headers["Retry-After"]) > 0
    house.gateway.gateway.faults.clear()
    assert (await person.begin(documents=[document])).status_code == 201


async def test_a_payment_the_provider_does_not_accept_is_not_called_an_outage(house: House, person: Person) -> None:
    document = await person.invoice()
    house.gateway.gateway.faults.add(Fault(kind="refused", count=1))
    for _ in range(2):
        response = await person.begin("a-key-that-is-refused", documents=[document])
        assert (response.status_code, response.json()["code"]) == (409, "payment_not_accepted")
    assert (await person.begin(documents=[document])).status_code == 201


async def test_more_than_can_be_paid_online_is_refused_before_the_provider_is_asked(person: Person) -> None:
    await mirrored(
        overriding(a_balance(person.id, 50_000_01)), a_document("document-huge", person.id, amount=50_000_01)
    )
    for request in ({"documents": ["document-huge"]}, {"balance": True}):
        response = await person.begin(**request)
        assert (response.status_code, response.json()["code"]) == (409, "above_online_limit"), request
    await mirrored(a_document("document-huge", person.id, amount=50_000_00))
    assert (await person.begun(documents=["document-huge"]))["amount"] == 50_000_00


async def test_a_provider_that_cannot_verify_just_now_is_asked_again(house: House, person: Person) -> None:
    for kind in ("down", "down_after"):
        payment = await person.begun(documents=[await person.invoice()])
        person.pay(payment["id"])
        house.gateway.gateway.faults.add(Fault(kind=kind, count=1))  # type: ignore[arg-type]
        assert await house.deliver() == [503]
        assert await person.state(payment["id"]) == "paid"
        assert person.booked(payment["id"]) == []
        assert await house.deliver() in ([200], [])
        later(minutes=3)
        await reconcile()
        assert await person.state(payment["id"]) == "reported"
        assert len(person.booked(payment["id"])) == 1
    assert await house.mails(person) == 2


async def test_a_provider_that_refuses_to_verify_twice_is_believed_by_its_record(
    house: House, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    gateway = house.gateway.gateway
    verify = gateway.verify

    def verify_once(body: dict[str, Any]) -> None:
        transaction = gateway.ledger.by_order(body["orderId"])
        if transaction is not None and transaction.status.name == "MADE":
            raise InvalidInputError("Transaction has been verified")
        verify(body)

    monkeypatch.setattr(gateway, "verify", verify_once)
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    gateway.faults.add(Fault(kind="down_after", count=1))
    assert await house.deliver() == [503]
    later(minutes=3)
    await reconcile()
    assert await person.state(payment["id"]) == "reported"
    assert await house.alarms() == []


async def test_billing_that_is_down_is_told_later_and_once(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    house.simulate("faults", kind="down")
    assert await house.deliver() == [200]
    assert await person.state(payment["id"]) == "confirmed"
    later(minutes=2)
    assert (await reconcile()).failed == 1
    house.heal()
    later(minutes=10)
    await reconcile()
    assert await person.state(payment["id"]) == "reported"
    assert len(person.booked(payment["id"])) == await house.mails(person) == 1


@pytest.mark.parametrize("kind", ["drop-before", "drop-after"])
@pytest.mark.parametrize(("container", "operation"), [("payments", "replace"), ("outbox", "create")])
async def test_a_crash_around_the_mail_repeats_nothing(
    house: House, person: Person, container: str, operation: str, kind: str
) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    before = await house.mails(person)
    person.pay(payment["id"])
    house.emulator.faults.add(kind, container=container, operation=operation, count=10)
    assert await house.deliver() == [503]
    assert await person.state(payment["id"]) == "confirmed"
    house.emulator.faults.clear()
    later(minutes=2)
    await reconcile()
    assert await person.state(payment["id"]) == "reported"
    assert await house.mails(person) - before == 1
    assert len(person.booked(payment["id"])) == 1


@pytest.mark.parametrize("kind", ["drop-before", "drop-after"])
async def test_a_crash_after_the_report_repeats_nothing(house: House, person: Person, kind: str) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    house.simulate("faults", kind="down")
    await house.deliver()
    house.heal()
    house.emulator.faults.add(kind, container="payments", operation="batch", count=10)
    later(minutes=2)
    assert (await reconcile()).failed == 1
    assert len(person.booked(payment["id"])) == 1
    house.emulator.faults.clear()
    later(minutes=10)
    await reconcile()
    assert await person.state(payment["id"]) == "reported"
    assert len(person.booked(payment["id"])) == 1
    assert await house.mails(person) == 1


async def test_money_given_back_before_it_was_ours_is_nobodys(house: House, person: Person) -> None:
    document = await person.invoice()
    payment = await person.begun(documents=[document])
    person.pay(payment["id"], "lost")
    refund(house, person, payment["id"])
    later(minutes=2)
    await reconcile()
    assert await person.state(payment["id"]) == "refunded"
    assert person.booked(payment["id"]) == []
    assert await house.mails(person) == 0
    assert (await person.begin(documents=[document])).status_code == 201


async def test_a_refund_after_the_report_is_the_offices_to_book(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    await house.deliver()
    refund(house, person, payment["id"])
    later(hours=1)
    await reconcile()
    await person.sign_in()
    assert await person.state(payment["id"]) == "refunded"
    assert await house.alarms() == ["refunded_after_confirmation"]
    assert len(person.booked(payment["id"])) == 1


def refund(house: House, person: Person, payment_id: str) -> None:
    transaction = person.transaction(payment_id)
    assert transaction is not None
    house.gateway.gateway.refund(transaction.order_id, transaction.session_id, transaction.paid)


async def test_what_was_called_off_can_be_paid_otherwise_and_still_counts(house: House, person: Person) -> None:
    document = await person.invoice()
    payment = await person.begun(documents=[document])
    called_off = await person.browser.delete(f"/api/billing/online-payments/{payment['id']}")
    assert (called_off.json()["state"], called_off.json()["refusal"]) == ("refused", "cancelled")
    await person.begun(documents=[document])
    person.pay(payment["id"])
    assert await house.deliver() == [200]
    assert await person.state(payment["id"]) == "reported"
    made = await person.browser.delete(f"/api/billing/online-payments/{payment['id']}")
    assert (made.status_code, made.json()["code"]) == (409, "payment_made")


async def test_a_start_that_broke_off_frees_its_document(house: House, person: Person) -> None:
    document = await person.invoice()
    house.emulator.faults.add("drop-before", operation="batch", container="payments", count=10)
    assert (await person.begin(documents=[document])).status_code == 503
    house.emulator.faults.clear()
    house.emulator.faults.add("drop-after", operation="batch", container="payments", count=10)
    assert (await person.begin(documents=[document])).status_code == 503
    house.emulator.faults.clear()
    assert (await person.begin(documents=[document])).status_code == 409
    later(minutes=3)
    await reconcile()
    assert (await person.begin(documents=[document])).status_code == 201


async def test_the_budgets_hold(house: House, person: Person) -> None:
    document = await person.invoice()
    payment = await person.begun(documents=[document])
    for path, expected in {
        "/api/billing/overview": ["sessions", "customers"],
        "/api/billing/online-payments": ["sessions", "payments"],
        f"/api/billing/online-payments/{payment['id']}": ["sessions", "payments"],
    }.items():
        house.emulator.requests.clear()
        assert (await person.browser.get(path)).status_code == 200
        assert [request.container for request in house.emulator.requests] == expected, path
        assert {request.operation for request in house.emulator.requests} == {"read"}
    house.emulator.requests.clear()
    await person.browser.get(f"/api/billing/documents/{document}")
    marks = [request.operation for request in house.emulator.requests if request.container == "payments"]
    assert marks == ["read"]


async def test_a_step_on_an_old_version_or_backwards_is_refused(person: Person) -> None:
    payment = await person.begun(amount=1000)
    old = await person.stored(payment["id"])
    new = await store.move(old, "paid", order_id=1, paid_at=clock.now())
    for step in (store.move(old, "paid"), store.note(old, checks=9), store.postpone(old)):
        with pytest.raises(cosmos.Conflict):
            await step
    with pytest.raises(ValueError, match="does not go"):
        await store.move(new, "started")
    assert (await person.stored(payment["id"])).intent == new.intent


@pytest.mark.parametrize("wanted", [True, False])
async def test_the_mail_honours_its_switch_as_it_is_when_the_money_comes(
    house: House, person: Person, monkeypatch: pytest.MonkeyPatch, wanted: bool
) -> None:
    """It is decided once: turned between a crash and the timer, the switch changes nothing."""

    async def broken_off(*_: Any, **__: Any) -> Any:
        raise cosmos.Conflict

    payment = await person.begun(documents=[await person.invoice()])
    await switch_confirmation(person, wanted)
    person.pay(payment["id"])
    with monkeypatch.context() as crash:
        crash.setattr(store, "note", broken_off)
        await house.deliver()
    assert await person.state(payment["id"]) == "confirmed"
    await switch_confirmation(person, not wanted)
    later(minutes=2)
    await reconcile()
    await person.sign_in()
    assert await person.state(payment["id"]) == "reported"
    assert await house.mails(person) == wanted


async def switch_confirmation(person: Person, wanted: bool) -> None:
    key = f"account-{person.id}"
    account = await cosmos.read("accounts", key, key)
    assert account is not None
    preferences = ALL_ON.model_copy(update={"payment_confirmed": wanted})
    await cosmos.replace("accounts", account | {"mailPreferences": preferences.model_dump(mode="json")})


async def test_an_account_closed_meanwhile_gets_no_mail(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    await cosmos.delete("accounts", f"account-{person.id}", f"account-{person.id}")
    await house.deliver()
    assert await person.state(payment["id"]) == "reported"
    assert await house.mails(person) == 0


async def test_the_day_of_payment_is_the_providers(house: House, person: Person) -> None:
    """Paid at a quarter to midnight, learned of three days later: it decides over interest."""
    evening = clock.now().astimezone(clock.WARSAW).replace(hour=23, minute=45, second=0, microsecond=0)
    clock.set_now(evening - timedelta(minutes=5))
    await person.sign_in()
    payment = await person.begun(documents=[await person.invoice()])
    clock.set_now(evening)
    person.pay(payment["id"], "lost")
    house.drop_notifications()
    clock.set_now(evening + timedelta(days=3))
    await reconcile()
    assert (await person.stored(payment["id"])).intent.paid_at == evening
    assert evening.strftime("%d.%m.%Y") in house.mailbox.to(person.email)[-1].get_body().get_content()  # type: ignore[union-attr]


async def test_a_part_given_back_before_the_booking_raises_an_alarm(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice(8000)])
    person.pay(payment["id"])
    await house.deliver()
    transaction = person.transaction(payment["id"])
    assert transaction is not None
    house.gateway.gateway.refund(transaction.order_id, transaction.session_id, 3000)
    later(minutes=2)
    await reconcile()
    assert "refunded_in_part" in await house.alarms()
    assert await person.state(payment["id"]) == "reported"
