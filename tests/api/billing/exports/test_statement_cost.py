"""What a statement costs a customer with very many documents: no more than the months it shows, page by page."""

from datetime import date, timedelta

import httpx
import pytest

from local.cosmos_emulator.recording import RequestRecord
from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_business, a_document, mirrored

CUSTOMER = "customer-firm"
MONTHS, A_MONTH = 6, 250
MOST_A_ROW = 0.1
"""RU for a row of some 800 bytes and its part of a page."""
PAID = {"amount": 100, "remaining": 0}
PERSON = {"kind": "business", "pesel": None, "nip": "5252344078", "customerNumber": "KL-300400"}


def first_of(months_ago: int) -> date:
    day = clock.today().replace(day=1)
    for _ in range(months_ago):
        day = (day - timedelta(days=1)).replace(day=1)
    return day


@pytest.fixture
async def firm(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """As many documents of 1,00 zł a month as a few hundred metering points have."""
    clock.set_now(clock.now())
    await mirrored(
        a_business(),
        a_balance(CUSTOMER, amount=MONTHS * A_MONTH * 100, opening=0),
        *(
            a_document(f"document-{ago}-{n:03}", CUSTOMER, number=f"F/{ago}/{n:03}", issued_on=first_of(ago), **PAID)
            for ago in range(MONTHS)
            for n in range(A_MONTH)
        ),
    )
    await signed_in(browser, "5252344078", **PERSON, documentNumber="F/0/000")
    return browser


async def asked(
    browser: httpx.AsyncClient, emulator: Emulator, first: date
) -> tuple[dict[str, int], list[RequestRecord]]:
    emulator.requests.clear()
    body = (await browser.get("/api/billing/statement", params={"from": str(first), "to": str(clock.today())})).json()
    sums = {name: body[name] for name in ("opening", "closing", "current", "charged")} | {"lines": len(body["entries"])}
    return sums, [record for record in emulator.requests if record.operation == "query"]


async def test_a_statement_costs_what_its_months_cost(firm: httpx.AsyncClient, emulator: Emulator) -> None:
    sums, month = await asked(firm, emulator, first_of(0))
    whole = MONTHS * A_MONTH * 100
    assert sums == {
        "opening": whole - A_MONTH * 100,
        "closing": whole,
        "current": whole,
        "charged": A_MONTH * 100,
        "lines": A_MONTH,
    }
    everything, years = await asked(firm, emulator, first_of(MONTHS))
    assert everything["lines"] == MONTHS * A_MONTH
    assert everything["opening"] == 0
    assert len(month) == 1, "one page"
    assert len(years) > 1, "page by page"
    assert max(record.charge for record in years) < 200, "no page is dear"
    assert charged(years) < MOST_A_ROW * MONTHS * A_MONTH, "no row is paid for twice"
    assert month[0].charge < sum(record.charge for record in years) / (MONTHS - 2)


async def test_without_a_ledger_the_statement_is_worked_out_from_everything(
    firm: httpx.AsyncClient, emulator: Emulator
) -> None:
    with_ledger, _ = await asked(firm, emulator, first_of(1))
    await cosmos.delete("customers", "ledger", CUSTOMER)
    assert (await asked(firm, emulator, first_of(1)))[0] == with_ledger
    await mirrored(a_document("document-late", CUSTOMER, number="F/LATE", amount=100, remaining=0))
    assert (await asked(firm, emulator, first_of(1)))[0]["current"] == with_ledger["current"] + 100


async def test_the_list_as_a_file_is_read_page_by_page(firm: httpx.AsyncClient, emulator: Emulator) -> None:
    emulator.requests.clear()
    content = (await firm.get("/api/billing/documents.csv")).text
    assert content.count("\r\n") == 1 + MONTHS * A_MONTH
    pages = [record for record in emulator.requests if record.operation == "query"]
    assert max(record.charge for record in pages) < 200, "no page is dear"
    assert charged(pages) < MOST_A_ROW * MONTHS * A_MONTH, "no row is paid for twice"


def charged(pages: list[RequestRecord]) -> float:
    return sum(page.charge for page in pages)
