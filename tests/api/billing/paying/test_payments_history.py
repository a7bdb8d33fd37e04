"""The history of payments: what was booked and what each payment settled."""

from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_change, a_customer, a_document, mirrored

PAYMENTS = "/api/billing/payments"


def a_payment(entity: str, customer_id: str = "customer-anna", **data: Any) -> dict[str, Any]:
    payment = {"amount": 21840, "bookedOn": "2026-11-20", "method": "transfer", "title": "Za prąd", "settles": []}
    return a_change("payment", entity, customer_id, payment | data)


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await mirrored(
        a_customer(),
        a_document(),
        a_balance(),
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_payment("payment-ewa1", "customer-ewa1"),
    )
    await signed_in(browser, "44051401359")
    return browser


async def test_a_payment_says_what_it_settled_and_what_is_left_of_it(anna: httpx.AsyncClient) -> None:
    settles = [
        {"documentId": "document-0001", "number": "F/2026/11/0012", "amount": 20000},
        {"documentId": "document-0002", "amount": 340},
    ]
    await mirrored(a_payment("payment-0001", settles=settles))
    [payment] = (await anna.get(PAYMENTS)).json()["payments"]
    assert payment == {
        "id": "payment-0001",
        "bookedOn": "2026-11-20",
        "method": "transfer",
        "title": "Za prąd",
        "amount": 21840,
        "settles": [settles[0], settles[1] | {"number": None}],
        "left": 1500,
        "reverses": None,
        "takenBack": None,
    }


async def test_what_was_taken_back_is_marked_on_what_was_paid(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    """In whichever order billing tells it; a claw-back that was itself taken back marks nothing any more."""
    settles = [{"documentId": "document-0001", "number": "F/2026/11/0012", "amount": 20000}]
    back = {"method": "refund", "amount": -500, "bookedOn": "2026-11-21", "reverses": "payment-0001"}
    clawed = {"method": "chargeback", "amount": -21840, "bookedOn": "2026-11-19", "reverses": "payment-0002"}
    await mirrored(a_payment("payment-back", **back))
    await mirrored(
        a_payment("payment-0001", settles=settles),
        a_payment("payment-0002", bookedOn="2026-11-05", method="direct_debit"),
        a_payment("payment-0003", bookedOn="2026-11-04", method="direct_debit"),
    )
    await mirrored(
        a_payment("payment-claw1", **clawed),
        a_payment("payment-claw2", **clawed | {"reverses": "payment-0003"}),
        a_payment("payment-again", bookedOn="2026-11-20", reverses="payment-claw2"),
    )
    emulator.requests.clear()
    found = {one["id"]: one for one in (await anna.get(PAYMENTS)).json()["payments"]}
    assert len([one for one in emulator.requests if one.operation == "query"]) == 1
    assert {one: payment["takenBack"] for one, payment in found.items() if payment["takenBack"]} == {
        "payment-0001": {"amount": 500, "on": "2026-11-21", "clawedBack": False},
        "payment-0002": {"amount": 21840, "on": "2026-11-19", "clawedBack": True},
        "payment-claw2": {"amount": -21840, "on": "2026-11-20", "clawedBack": False},
    }
    lefts = {one: found[one]["left"] for one in ("payment-0001", "payment-0002", "payment-0003")}
    assert lefts == {"payment-0001": 1340, "payment-0002": 0, "payment-0003": 21840}
    last = (await anna.get(PAYMENTS, params={"limit": 1})).json()
    while last["next"]:
        last = (await anna.get(PAYMENTS, params={"limit": 1, "after": last["next"]})).json()
    assert last["payments"][0]["id"] == "payment-0003"

    await mirrored(a_change("payment", "payment-claw1", "customer-anna", None))
    found = {one["id"]: one for one in (await anna.get(PAYMENTS)).json()["payments"]}
    assert found["payment-0002"]["takenBack"] is None
    assert found["payment-0002"]["left"] == 21840


async def test_reversals_in_a_circle_or_sixty_deep_are_borne(anna: httpx.AsyncClient) -> None:
    chain = [a_payment(f"payment-{n:04}", method="refund", reverses=f"payment-{n + 1:04}") for n in range(60)]
    circle = [a_payment("payment-aaaa", reverses="payment-bbbb"), a_payment("payment-bbbb", reverses="payment-aaaa")]
    await mirrored(*chain, *circle, a_payment("payment-self", reverses="payment-self"))
    assert (await anna.get(PAYMENTS, params={"limit": 100})).status_code == 200


async def test_a_set_off_brings_no_money(anna: httpx.AsyncClient) -> None:
    settles = [
        {"documentId": f"document-000{n}", "number": f"F/{n}", "amount": amount} for n, amount in ((1, -9), (2, 9))
    ]
    await mirrored(a_payment("payment-0001", method="set_off", amount=9, settles=settles))
    [payment] = (await anna.get(PAYMENTS)).json()["payments"]
    assert (payment["method"], payment["left"]) == ("set_off", 0)


async def test_the_history_pages_newest_first_for_one_query_a_page(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    await mirrored(*(a_payment(f"payment-{n:04}", bookedOn=f"2026-10-{1 + n // 3:02}") for n in range(20)))
    seen: list[dict[str, Any]] = []
    after: str | None = None
    while after is not None or not seen:
        emulator.requests.clear()
        page = (await anna.get(PAYMENTS, params={"limit": 7} | ({"after": after} if after else {}))).json()
        asked = [request for request in emulator.requests if request.operation != "query_plan"]
        # The first page also says which payments are under way.
        summary = [] if after else [("read", "customers", False)]
        assert sorted((one.operation, one.container, one.cross_partition) for one in asked) == [
            ("query", "customers", False),
            *summary,
            ("read", "sessions", False),
        ]
        seen += page["payments"]
        after = page["next"]
    assert len({payment["id"] for payment in seen}) == len(seen) == 20
    days = [payment["bookedOn"] for payment in seen]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("query", ["limit=0", "after=%00", "after=YWJj"])
async def test_a_bad_query_is_bad_input(anna: httpx.AsyncClient, query: str) -> None:
    assert (await anna.get(f"{PAYMENTS}?{query}")).status_code == 400
