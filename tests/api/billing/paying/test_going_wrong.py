"""Money that is not what was agreed: the customer is told, the office is told, and nothing is counted as paid."""

import os
from datetime import timedelta
from typing import Any

import pytest

from functions.sync_timer.payment_reconciliation import reconcile
from local.payment_gateway.gateway import InvalidInputError
from shared import clock
from shared.billing_contract import Payment
from shared.payments import settlement
from shared.payments.intent import Intent
from shared.payments.protocol import Money
from shared.settings import settings
from tests.accounts import an_account_of
from tests.api.billing.paying.conftest import House, Person


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


@pytest.fixture
def unverifiable(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider that refuses to verify anything."""

    def refuse(_body: dict[str, Any]) -> None:
        raise InvalidInputError("Transaction cannot be verified")

    monkeypatch.setattr(house.gateway.gateway, "verify", refuse)


@pytest.mark.parametrize("notified", [True, False])
async def test_another_amount_is_refused_told_and_free_to_pay_again(
    house: House, person: Person, notified: bool
) -> None:
    document = await person.invoice()
    payment = await person.begun(documents=[document])
    person.pay(payment["id"], "wrong_amount")
    if notified:
        assert await house.deliver() == [409]
    else:
        house.drop_notifications()
        later(minutes=2)
        await reconcile()
    shown = await person.look(payment["id"])
    assert (shown["state"], shown["refusal"]) == ("refused", "other_amount")
    assert await house.alarms() == ["amount_mismatch"]
    assert (await house.mails(person), person.booked(payment["id"])) == (0, [])
    assert (await person.begin(documents=[document])).status_code == 201
    later(minutes=5)
    await reconcile()
    assert await house.alarms() == ["amount_mismatch"]
    transaction = person.transaction(payment["id"])
    assert transaction is not None
    assert transaction.verifications == 0
    house.gateway.gateway.refund(transaction.order_id, transaction.session_id, transaction.paid)
    later(hours=1)
    await reconcile()
    await person.sign_in()
    assert await person.state(payment["id"]) == "refunded"


async def test_calling_off_after_another_amount_tells_of_it(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"], "wrong_amount")
    called_off = await person.browser.delete(f"/api/billing/online-payments/{payment['id']}")
    assert (called_off.status_code, called_off.json()["refusal"]) == (200, "other_amount")
    assert await house.alarms() == ["amount_mismatch"]


async def test_what_is_paid_already_cannot_be_called_off(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"], "lost")
    answer = await person.browser.delete(f"/api/billing/online-payments/{payment['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "payment_made")
    assert await person.state(payment["id"]) == "reported"
    assert len(person.booked(payment["id"])) == 1


@pytest.mark.usefixtures("unverifiable")
async def test_what_the_provider_will_not_verify_is_not_confirmed(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"])
    assert await house.deliver() == [200]
    later(minutes=2)
    await reconcile()
    assert await person.state(payment["id"]) == "paid"
    assert await house.alarms() == ["verification_refused"]
    assert (await house.mails(person), person.booked(payment["id"])) == (0, [])


async def test_a_payment_made_while_the_provider_has_another_key_is_confirmed_once_we_have_it(
    house: House, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the provider's panel and our deployment a notification is no good; the timer asks by itself."""
    payment = await person.begun(documents=[await person.invoice()])
    ours = os.environ["MOJBOK_PAYMENT_CRC"]
    monkeypatch.setenv("MOJBOK_PAYMENT_CRC", "the-provider-has-another-one")
    settings.cache_clear()
    person.pay(payment["id"])
    assert (await house.deliver())[0] >= 400
    later(minutes=2)
    await reconcile()
    assert (await person.stored(payment["id"])).intent.state in {"started", "paid"}
    monkeypatch.setenv("MOJBOK_PAYMENT_CRC", ours)
    settings.cache_clear()
    later(hours=1)
    await reconcile()
    assert (await person.stored(payment["id"])).intent.state == "reported"
    assert (await house.mails(person), len(person.booked(payment["id"]))) == (1, 1)


@pytest.mark.usefixtures("unverifiable")
async def test_a_settled_order_proves_no_other(house: House, person: Person) -> None:
    payment = await person.begun(documents=[await person.invoice()])
    person.pay(payment["id"], "lost")
    transaction = person.transaction(payment["id"])
    assert transaction is not None
    house.gateway.gateway.ledger.verify(transaction.order_id)
    stored = await person.stored(payment["id"])
    other = Money(stored.intent.reference, transaction.order_id + 999, stored.intent.amount, "PLN")
    await settlement.receive_notification(other)
    assert await person.state(payment["id"]) == "paid"
    assert await house.alarms() == ["verification_refused"]


async def test_a_booking_of_what_was_never_paid_rings(house: House, person: Person) -> None:
    payment = await person.begun(amount=500)
    await settlement.note_booked(person.id, "payment-0001", _booking((await person.stored(payment["id"])).intent))
    assert await person.state(payment["id"]) == "started"
    assert await house.alarms() == ["booked_without_confirmation"]


async def test_a_report_that_billing_refuses_rings_and_stays_confirmed(house: House, person: Person) -> None:
    """A customer billing does not know."""
    person.id = "customer-unknown"
    await an_account_of(person.id)
    await person.sign_in()
    payment = await person.begun(amount=500)
    person.pay(payment["id"])
    assert await house.deliver() == [200]
    assert await person.state(payment["id"]) == "confirmed"
    assert await house.alarms() == ["report_refused"]


def _booking(intent: Intent) -> Payment:
    return Payment(
        amount=intent.amount,
        booked_on=clock.today(),
        method="online",
        title=intent.title,
        settles=[],
        portal_reference=intent.id,
    )
