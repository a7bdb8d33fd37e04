"""From the moment a payment begins, the start page and the list say so, and ask for the same no second time."""

from datetime import timedelta
from typing import Any

from functions.sync_timer.payment_run import reconcile_and_book
from shared import clock, cosmos
from shared.mirror import CONTAINER, SUMMARY
from tests.api.billing.paying.conftest import House, Person


async def account(person: Person) -> tuple[dict[str, Any], dict[str, Any]]:
    """The start page, and the same of the list of documents."""
    overview: dict[str, Any] = (await person.browser.get("/api/billing/overview")).json()
    page = (await person.browser.get("/api/billing/documents")).json()
    same = ("balance", "asOf", "waiting", "accepted", "leftToPay", "overdue", "onlinePayments")
    assert {name: page[name] for name in same} == {name: overview[name] for name in same}
    return overview, page


async def test_a_payment_shows_from_its_beginning_to_its_booking(house: House, person: Person) -> None:
    document = await person.invoice(91332)
    before, _ = await account(person)
    assert (before["waiting"], before["accepted"], before["onlinePayments"]) == (0, 0, [])
    payment = await person.begun(documents=[document])
    begun, _ = await account(person)
    assert (begun["waiting"], begun["accepted"]) == (91332, 0)
    assert begun["leftToPay"] == max(before["balance"] - 91332, 0)
    [shown] = begun["onlinePayments"]
    assert (shown["id"], shown["documents"], shown["accepted"]) == (payment["id"], [document], False)

    person.pay(payment["id"])
    await house.deliver()
    paid, _ = await account(person)
    assert (paid["waiting"], paid["accepted"], paid["balance"]) == (0, 91332, before["balance"])
    assert paid["leftToPay"] == begun["leftToPay"]
    again = await person.begin(documents=[document])
    assert (again.status_code, again.json()["code"]) == (409, "payment_in_booking")

    await house.sync()
    booked, _ = await account(person)
    assert (booked["accepted"], booked["onlinePayments"]) == (0, [])
    assert booked["balance"] == before["balance"] - 91332


async def test_what_is_cancelled_is_owed_again(person: Person) -> None:
    document = await person.invoice(5000)
    before, _ = await account(person)
    payment = await person.begun(documents=[document])
    await person.browser.delete(f"/api/billing/online-payments/{payment['id']}")
    after, _ = await account(person)
    assert after == before


async def test_the_rest_of_the_balance_can_be_paid_beside_a_payment(house: House, person: Person) -> None:
    document, _ = await person.invoice(10000), await person.invoice(2500)
    payment = await person.begun(documents=[document])
    person.pay(payment["id"])
    await house.deliver()
    left = (await account(person))[0]["leftToPay"]
    rest = await person.begun(balance=True)
    assert rest["amount"] == left
    assert document not in [part["documentId"] for part in rest["documents"]]
    assert (await account(person))[0]["leftToPay"] == 0
    nothing = await person.begin(balance=True)
    assert nothing.json()["code"] == "document_in_payment"


async def test_a_summary_left_behind_is_put_right_by_the_sync(house: House, person: Person) -> None:
    """A process that died between the payment's step and the summary."""
    await person.invoice(5000)
    payment = await person.begun(amount=5000)
    stored = await cosmos.read(CONTAINER, SUMMARY, person.id)
    assert stored is not None
    await person.browser.delete(f"/api/billing/online-payments/{payment['id']}")
    now = await cosmos.read(CONTAINER, SUMMARY, person.id)
    assert now is not None
    await cosmos.replace(CONTAINER, now | {"data": stored["data"]})
    assert (await account(person))[0]["waiting"] == 5000
    await person.invoice(700)
    assert (await account(person))[0]["waiting"] == 0


async def test_what_was_paid_twice_goes_to_the_other_documents(house: House, person: Person) -> None:
    """As billing will book it, so that they are not asked for, or paid, once more meanwhile."""
    document, other = await person.invoice(40_000_00), await person.invoice(80_00)
    called_off = await person.begun(documents=[document])
    await person.browser.delete(f"/api/billing/online-payments/{called_off['id']}")
    again = await person.begun(documents=[document])
    for payment in (called_off, again):
        person.pay(payment["id"])
    await house.deliver()
    overview, _ = await account(person)
    assert (overview["leftToPay"], overview["nextPayment"]) == (0, None)
    paid = await person.begin(documents=[other])
    assert (paid.status_code, paid.json()["code"]) == (409, "payment_in_booking")
    # Billing sets off what is overpaid against the next invoice, which the next test of this customer will ask for.
    await person.invoice(40_000_00)


async def test_what_is_next_is_all_that_is_overdue(house: House, person: Person) -> None:
    first, second = await person.invoice(10000), await person.invoice(2550)
    clock.set_now(clock.now() + timedelta(days=40))
    await house.sync()
    await person.sign_in()
    overview, _ = await account(person)
    following = overview["nextPayment"]
    assert following["overdue"]
    assert following["amount"] == overview["overdue"]
    assert following["daysLeft"] < 0
    listed = (await person.browser.get("/api/billing/documents?state=overdue&limit=100")).json()["documents"]
    assert {first, second} <= {document["id"] for document in listed}
    assert (following["documents"], following["amount"]) == (
        len(listed),
        sum(document["remaining"] for document in listed),
    )
    assert (following["documentId"] is None) == (len(listed) > 1)


async def test_a_payment_is_booked_within_a_minute(house: House, person: Person) -> None:
    """The timer of payments asks billing for the booking; the sync has not come round yet."""
    payment = await person.begun(documents=[await person.invoice(5000)])
    person.pay(payment["id"])
    await house.deliver()
    assert await person.state(payment["id"]) == "reported"
    clock.set_now(clock.now() + timedelta(minutes=1))
    await reconcile_and_book()
    assert await person.state(payment["id"]) == "booked"
    assert (await account(person))[0]["onlinePayments"] == []
