"""How often a payment may be begun: a customer's starts, BLIK codes tried, and what a start costs."""

import asyncio
from datetime import timedelta

import pytest

from functions.billing.paying import online_payment
from shared import clock
from shared.http.limits import Limit
from tests.api.billing.paying.conftest import House, Person


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


@pytest.fixture
def few_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rule with smaller figures: three in a quarter of an hour, five a day."""
    limits = (Limit(3, timedelta(minutes=15)), Limit(5, timedelta(days=1)))
    monkeypatch.setattr(online_payment, "STARTS", limits)


def test_the_figures_leave_room_for_paying_one_by_one() -> None:
    assert (Limit(20, timedelta(minutes=15)), Limit(60, timedelta(days=1))) == online_payment.STARTS


@pytest.mark.usefixtures("few_starts")
async def test_a_customer_begins_so_many_payments_and_no_more(house: House, person: Person) -> None:
    document, stranger = await person.invoice(), await house.person()
    before = len(house.gateway.gateway.ledger.all())
    for _ in range(3):
        payment = await person.begun(documents=[document])
        assert (await person.browser.delete(f"/api/billing/online-payments/{payment['id']}")).status_code == 200
    fourth = await person.begin(documents=[document])
    assert (fourth.status_code, fourth.json()["code"], fourth.headers["Retry-After"]) == (
        429,
        "too_many_attempts",
        "900",
    )
    assert (await person.browser.get("/api/billing/online-payments")).json() == {"payments": []}
    assert len(house.gateway.gateway.ledger.all()) - before == 3
    assert (await stranger.begin(amount=700)).status_code == 201
    later(minutes=15, seconds=1)
    await person.sign_in()
    for _ in range(2):
        await person.browser.delete(f"/api/billing/online-payments/{(await person.begun(amount=700))['id']}")
    sixth = await person.begin(amount=700)
    assert (sixth.status_code, int(sixth.headers["Retry-After"]) > 80_000) == (429, True)


@pytest.mark.usefixtures("few_starts")
async def test_the_same_start_again_is_not_counted(person: Person) -> None:
    await person.invoice()
    for _ in range(6):
        assert (await person.begin("the-same-again", amount=900)).status_code in {200, 201}


@pytest.mark.usefixtures("few_starts")
async def test_starts_at_the_same_moment_are_all_counted(person: Person) -> None:
    answers = await asyncio.gather(*(person.begin(amount=900) for _ in range(12)))
    assert [answer.status_code for answer in answers].count(429) == 9


async def test_five_blik_codes_in_ten_minutes(house: House, person: Person) -> None:
    document = await person.invoice()
    for _ in range(5):
        assert (await person.begun(documents=[document], blikCode="777000"))["refusal"] == "blik_refused"
    sixth = await person.begin(documents=[document], blikCode="777123")
    assert (sixth.status_code, sixth.json()["code"], sixth.headers["Retry-After"]) == (429, "too_many_attempts", "600")
    # The provider's page counts its own tries.
    redirected = await person.begun(documents=[document])
    await person.browser.delete(f"/api/billing/online-payments/{redirected['id']}")
    later(minutes=10, seconds=1)
    assert (await person.begun(documents=[document], blikCode="777123"))["state"] == "started"


async def test_one_address_tries_the_codes_of_many_customers_so_often(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(online_payment, "BLIK_TRIES_OF_ADDRESS", Limit(2, timedelta(minutes=15)))
    people = [await house.person() for _ in range(3)]
    for person in people:
        person.browser.headers["X-Forwarded-For"] = "203.0.113.5:40000"
    answers = [await person.begin(amount=500, blikCode="777000") for person in people]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    people[2].browser.headers["X-Forwarded-For"] = "203.0.113.6:40000"
    assert (await people[2].begin(amount=500, blikCode="777000")).status_code == 201


async def test_a_start_costs_fourteen_operations_and_one_call(house: House, person: Person) -> None:
    document = await person.invoice()
    await person.begun(amount=500)
    house.emulator.requests.clear()
    await person.begun(documents=[document])
    spent = [(one.operation, one.container) for one in house.emulator.requests if one.operation != "query_plan"]
    assert spent == [
        ("read", "sessions"),
        ("read", "payments"),
        ("read", "operations"),
        ("replace", "operations"),
        ("read", "payments"),
        ("query", "customers"),
        ("read", "accounts"),
        ("read", "payments"),
        ("batch", "payments"),
        ("read", "payments"),
        ("batch", "payments"),
        # And onto the start page.
        ("read", "customers"),
        ("read", "payments"),
        ("replace", "customers"),
    ]
    assert not [one for one in house.emulator.requests if one.cross_partition]
