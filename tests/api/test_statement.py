"""The statement: a running balance worked out from what was issued and paid, and whether it proves the tile."""

import csv
import io
from datetime import timedelta
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.api.test_payments_history import a_payment
from tests.builders import a_balance, a_customer, a_document, mirrored

STATEMENT = "/api/billing/statement"


def day(ago: int) -> str:
    return (clock.today() - timedelta(days=ago)).isoformat()


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """100 and 218.40 charged, 120 paid, 20 returned, a correction of -10: 208.40 to pay, as billing says."""
    today = clock.today()
    await mirrored(
        a_customer(),
        a_balance(amount=20840),
        a_document("document-0000", amount=10000, issued_on=today - timedelta(days=60), number="F/OLD"),
        a_document(),
        a_document("document-corr", kind="correction", corrects="document-0000", amount=-1000, number="K/1"),
        a_payment("payment-0001", amount=12000, bookedOn=day(50), title="=1+1"),
        a_payment("payment-0002", amount=-2000, bookedOn=day(40), method="refund"),
        a_payment("payment-0003", amount=1000, bookedOn=day(5), method="set_off"),
    )
    await signed_in(browser, mailbox, "44051401359")
    return browser


async def statement(browser: httpx.AsyncClient, first: str, last: str) -> dict[str, Any]:
    response = await browser.get(STATEMENT, params={"from": first, "to": last})
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def test_the_last_line_proves_the_tile(anna: httpx.AsyncClient) -> None:
    body = await statement(anna, day(90), day(0))
    assert [entry["balance"] for entry in body["entries"]] == [
        10000,
        -2000,
        0,
        *[e["balance"] for e in body["entries"][3:]],
    ]
    assert len(body["entries"]) == 5
    assert body["entries"][-1]["balance"] == body["closing"] == body["told"] == 20840
    assert (body["opening"], body["charged"], body["paid"], body["provesBalance"]) == (0, 30840, 10000, True)
    tile = (await anna.get("/api/billing/overview")).json()
    assert body["closing"] == tile["balance"]


async def test_a_balance_that_does_not_follow_is_said(anna: httpx.AsyncClient) -> None:
    await mirrored(a_balance(amount=20000))
    body = await statement(anna, day(90), day(0))
    assert (body["closing"], body["told"], body["provesBalance"]) == (20840, 20000, False)


async def test_a_period_opens_with_what_came_before_it(anna: httpx.AsyncClient) -> None:
    body = await statement(anna, day(55), day(45))
    assert (body["opening"], body["closing"], body["current"]) == (10000, -2000, 20840)
    [entry] = body["entries"]
    assert (entry["kind"], entry["payment"], entry["balance"]) == ("payment", 12000, -2000)
    assert body["provesBalance"] is None


async def test_a_period_in_which_nothing_happened(anna: httpx.AsyncClient) -> None:
    body = await statement(anna, day(30), day(20))
    assert (body["opening"], body["entries"], body["closing"]) == (0, [], 0)


async def test_a_statement_costs_the_session_and_one_query(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    await mirrored(*(a_payment(f"payment-{n:04}", bookedOn=day(n)) for n in range(100, 400)))
    emulator.requests.clear()
    assert len((await statement(anna, day(500), day(0)))["entries"]) == 305
    asked = [request for request in emulator.requests if request.operation != "query_plan"]
    assert [(one.operation, one.cross_partition) for one in asked] == [("read", False), ("query", False)]


@pytest.mark.parametrize("query", ["", "from=2026-01-01", "from=2026-02-01&to=2026-01-01", "from=x&to=y"])
async def test_a_bad_period_is_bad_input(anna: httpx.AsyncClient, query: str) -> None:
    for kind in ("", ".csv", ".xlsx"):
        response = await anna.get(f"{STATEMENT}{kind}?{query}")
        assert (response.status_code, response.json()["code"]) == (400, "validation_failed"), query


async def test_the_csv_holds_the_same_and_runs_nothing(anna: httpx.AsyncClient) -> None:
    response = await anna.get(f"{STATEMENT}.csv", params={"from": day(90), "to": day(0)})
    assert response.headers["content-disposition"].startswith('attachment; filename="mojbok-zestawienie-')
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0][-1] == "Saldo (zł)"
    assert rows[1][1:] == ["Saldo początkowe", "", "", "", "0,00"]
    assert rows[3][1:] == ["Wpłata (przelew)", "'=1+1", "", "120,00", "-20,00"]
    assert rows[-1][1:] == ["Saldo końcowe", "", "308,40", "100,00", "208,40"]
