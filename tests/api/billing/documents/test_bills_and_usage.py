"""What the start page says of bills and usage, from the summary alone."""

from datetime import date, datetime
from typing import Any

import httpx
import pytest

from shared import clock
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_change, a_customer, a_document, a_usage, mirrored

OVERVIEW = "/api/billing/overview"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    clock.set_now(datetime(2026, 11, 27, 12, tzinfo=clock.WARSAW))
    await mirrored(a_customer(), a_balance(), a_document(amount=200_00, issued_on=date(2026, 10, 5)))
    await signed_in(browser, "44051401359")
    return browser


async def bills(browser: httpx.AsyncClient) -> list[tuple[str, int, int | None]]:
    return [(one["month"], one["amount"], one["before"]) for one in (await browser.get(OVERVIEW)).json()["bills"]]


async def usage(browser: httpx.AsyncClient) -> dict[str, Any] | None:
    found: dict[str, Any] | None = (await browser.get(OVERVIEW)).json()["usage"]
    return found


async def test_bills_add_up_by_month_beside_the_year_before(anna: httpx.AsyncClient) -> None:
    assert await bills(anna) == [("2026-10-01", 200_00, None)]
    await mirrored(
        a_document("document-0002", number="F/2", amount=50_00, issued_on=date(2026, 10, 20)),
        a_document(
            "document-0003",
            number="K/1",
            kind="correction",
            corrects="document-0001",
            amount=-30_00,
            remaining=0,
            issued_on=date(2026, 10, 21),
            dueOn=None,
        ),
        a_document("document-0004", number="N/1", kind="interest_note", amount=9_00, issued_on=date(2026, 10, 22)),
        a_document("document-0005", number="F/0", amount=70_00, issued_on=date(2025, 9, 5)),
    )
    found = await bills(anna)
    assert [month for month, *_ in found] == [f"2025-{m:02}-01" for m in (11, 12)] + [
        f"2026-{m:02}-01" for m in range(1, 11)
    ]
    assert found[-1] == ("2026-10-01", 220_00, 0)
    assert found[-2] == ("2026-09-01", 0, 70_00)
    # Before the first bill there is nothing to compare with.
    assert found[0] == ("2025-11-01", 0, None)


async def test_a_withdrawn_bill_is_gone_from_its_month(anna: httpx.AsyncClient) -> None:
    await mirrored(a_change("document", "document-0001", "customer-anna", None))
    assert await bills(anna) == []


async def test_a_ledger_from_before_bills_were_kept_is_worked_out_anew(anna: httpx.AsyncClient) -> None:
    from shared import cosmos
    from shared.mirror import CONTAINER, LEDGER

    stored = await cosmos.read(CONTAINER, LEDGER, "customer-anna")
    assert stored is not None
    del stored["data"]["billed"]
    await cosmos.replace(CONTAINER, stored)
    await mirrored(a_document("document-0002", number="F/2", amount=50_00, issued_on=date(2026, 11, 20)))
    assert await bills(anna) == [("2026-10-01", 200_00, None), ("2026-11-01", 50_00, None)]


async def test_the_newest_month_of_usage_is_compared_over_the_same_days(anna: httpx.AsyncClient) -> None:
    assert await usage(anna) is None
    days: dict[str, Any] = {"resolution": "day", "quality": "R" * 10}
    await mirrored(
        a_usage("usage-months", quality="R" * 10, imported={"całodobowa": [100_000] * 10}),
        a_usage("usage-now", **days, start="2026-11-01", imported={"całodobowa": [9_000] * 10}),
        a_usage(
            "usage-past", resolution="day", start="2025-11-01", quality="R" * 30, imported={"dzień": [10_000] * 30}
        ),
    )
    assert await usage(anna) == {
        "on": "2026-11-01",
        "imported": 90_000,
        "exported": None,
        "complete": False,
        "percent": -10.0,
        "days": 10,
    }


async def test_a_late_change_of_last_year_changes_the_comparison_only(anna: httpx.AsyncClient) -> None:
    await mirrored(a_usage("usage-now", start="2026-10-01", imported={"całodobowa": [120_000]}))
    assert (await usage(anna) or {})["percent"] is None
    await mirrored(a_usage("usage-past", start="2025-10-01", imported={"całodobowa": [100_000]}))
    found = await usage(anna) or {}
    assert (found["on"], found["percent"], found["days"]) == ("2026-10-01", 20.0, None)
    await mirrored(a_change("usage", "usage-now", "customer-anna", None))
    assert (await usage(anna) or {})["on"] == "2025-10-01"
    await mirrored(a_change("usage", "usage-past", "customer-anna", None))
    assert await usage(anna) is None
