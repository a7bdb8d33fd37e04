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
    await signed_in(browser, mailbox, "44051401359")
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
    }


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
        assert [(one.operation, one.container, one.cross_partition) for one in asked] == [
            ("read", "sessions", False),
            ("query", "customers", False),
        ]
        seen += page["payments"]
        after = page["next"]
    assert len({payment["id"] for payment in seen}) == len(seen) == 20
    days = [payment["bookedOn"] for payment in seen]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("query", ["limit=0", "after=%00", "after=YWJj"])
async def test_a_bad_query_is_bad_input(anna: httpx.AsyncClient, query: str) -> None:
    assert (await anna.get(f"{PAYMENTS}?{query}")).status_code == 400
