"""What has been kept for long holds up the event loop as little as what is new.

Usage by quarter-hours for over a year, collective invoices of 0.7 MB, an archive of two PDFs of 20 MB, and a clerk at
a long conversation; each read has to be answered.
"""

import asyncio
import hashlib
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.staff import store as desk
from functions.staff.sessions import open_session
from functions.sync_timer.mirror.apply import apply_changes
from functions.tickets import store as tickets
from shared import clock
from shared.access.sessions import OFFICE_COOKIE
from shared.blob import DOCUMENTS, blobs
from shared.settings import settings
from shared.supply.usage import DAY, quarters_between
from tests.api.auth.sign_in.test_recovery import schema
from tests.api.auth.steps import PESEL
from tests.api.conftest import Mailbox
from tests.api.gate.test_event_loop import MOST, Holds, holds
from tests.api.journey import signed_in
from tests.api.supply.test_costs_by_hand import CONTRACT, lists_of, market
from tests.builders import (
    a_balance,
    a_contract,
    a_customer,
    a_document,
    a_point,
    a_ticket,
    a_usage,
    mirrored,
    records,
)

__all__ = ["holds"]

TODAY = datetime.fromisoformat("2026-11-27T09:00:00+00:00")
MONTHS = [date(2025 + (9 + n) // 12, (9 + n) % 12 + 1, 1) for n in range(14)]
POINTS, COLLECTIVE, PAPERS = 40, 2, 2
PDF_BYTES = 20 * 2**20 - 10
NOTHING_THERE = {
    "/api/billing/online-payments/{payment_id}",
    "/api/billing/archives/{name}",
    "/api/billing/documents/{document_id}/pdf",
    "/api/billing/documents/{document_id}/ksef-xml",
    "/api/billing/documents/{document_id}/ksef-qr",
    "/api/profile/unsubscriptions",
    "/api/supply/contracts/{contract_id}/pdf",
    "/api/supply/points/{point_id}/readings/{reading_id}/photo",
    "/api/tickets/{ticket_id}/attachments/{attachment_id}",
    "/api/tickets/{ticket_id}/answer.pdf",
    "/api/tickets/{ticket_id}/coordinator.pdf",
    "/api/staff/tickets/{customer_id}/{ticket_id}/attachments/{attachment_id}",
    "/api/staff/tickets/{customer_id}/{ticket_id}/order",
}
"""What this customer has none of."""
KNOWN = {
    "customer_id": "customer-anna",
    "ticket_id": "ticket-0000000001",
    "document_id": "document-collective-00",
    "contract_id": "contract-customer-anna",
    "point_id": "point-0001",
    "form": "reply",
}
QUERIES = {
    "/api/billing/statement": ["from=2015-01-01&to=2026-11-27"],
    "/api/billing/statement/pdf": ["from=2015-01-01&to=2026-11-27"],
    "/api/billing/statement.{kind}": ["from=2015-01-01&to=2026-11-27"],
    "/api/billing/transfer": ["balance=true"],
    "/api/billing/transfer-qr": ["balance=true"],
    "/api/billing/documents": ["limit=100", "point=point-0007"],
    "/api/supply/points": ["limit=100"],
    "/api/supply/points/{point_id}/usage": [
        f"resolution={one}&from=2026-10-25&compare=true" for one in ("month", "day", "hour", "quarter")
    ],
    "/api/supply/points/{point_id}/usage.{kind}": ["resolution=quarter&from=2026-10-25", "resolution=day"],
    "/api/supply/usage": ["resolution=day&compare=true", "compare=true"],
    "/api/supply/points/{point_id}/usage.xml": ["from=2025-11-01&to=2026-11-27"],
    "/api/tickets": ["limit=100"],
    "/api/staff/tickets": ["q=Anna"],
}


def quarters(month: date) -> dict[str, Any]:
    following = (month.replace(day=28) + 4 * DAY).replace(day=1)
    count = quarters_between(month, min(following, TODAY.date()))
    values = [100 + n % 7 for n in range(count)]
    return a_usage(
        f"usage-quarters-{month:%Y-%m}",
        resolution="quarter_hour",
        start=month.isoformat(),
        quality="R" * count,
        imported={"dzienna": values, "nocna": values},
        exported=values,
    )


def days_of(year: int, count: int) -> dict[str, Any]:
    values = [9_000] * count
    return a_usage(
        f"usage-days-{year}",
        resolution="day",
        start=f"{year}-01-01",
        quality="R" * count,
        imported={"dzienna": values, "nocna": values},
        exported=values,
    )


def collective(number: int) -> dict[str, Any]:
    month = (TODAY.date().replace(day=1) - timedelta(days=30 * number)).replace(day=1)
    document = a_document(f"document-collective-{number:02}", number=f"Z/{number}", issued_on=month)
    data = document["data"]
    [line] = data["lines"]
    data["lines"] = [line | {"pointId": f"point-{point + 1:04}"} for point in range(POINTS)] * 90
    data |= {sum_: data[sum_] * len(data["lines"]) for sum_ in ("net", "vat", "amount", "remaining")}
    return document


async def papers() -> None:
    for number in range(PAPERS):
        content = b"%PDF-1.7 " + bytes([number]) * PDF_BYTES
        facts = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
        await blobs(DOCUMENTS).upload_blob(facts["sha256"], content, overwrite=True)
        [record] = records(a_document(f"document-paper-{number:02}", number=f"P/{number}", pdf=facts))
        record.item["pdf"] = "ready"
        await apply_changes("customer-anna", [record])


async def a_long_conversation() -> None:
    head = a_ticket(clock.now(), customer_name="Anna Żółkiewska")
    await tickets.write(None, head)
    for n in range(20):
        seen = await tickets.find("customer-anna", head.id)
        assert seen
        told, message = tickets.written_by_office(
            seen.ticket,
            clock.now(),
            message_id=f"answer-of-ewa-{n:04}",
            author="Ewa",
            text="Poprawimy. " * 300,
            final=False,
        )
        await tickets.write(seen, told, ("create", (tickets.stored(message),)))
    seen = await tickets.find("customer-anna", head.id)
    assert seen
    await desk.project(seen.ticket)


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOJBOK_REQUEST_LIMIT", "100000")
    settings.cache_clear()
    clock.set_now(TODAY)
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_contract(**CONTRACT),
        *(a_point(n + 1, tariff="G12", operatorCode="TAURON", meter="remote") for n in range(POINTS)),
        days_of(2025, 365),
        days_of(2026, 330),
        *map(quarters, MONTHS),
        *map(market, MONTHS),
        *lists_of("G11"),
        *lists_of("G12"),
        *map(collective, range(COLLECTIVE)),
    )
    await a_long_conversation()
    await signed_in(browser, PESEL)
    _, token = await open_session("clerk-joanna", "Joanna Wrona", ("bok.clerk", "bok.lead"))
    browser.cookies.set(OFFICE_COOKIE, token)


@pytest.mark.timeout(900)
async def test_no_read_of_what_was_kept_for_long_holds_the_loop(
    anna: None, browser: httpx.AsyncClient, holds: Holds
) -> None:
    too_long: dict[str, int] = {}
    unanswered = set[str]()

    async def held(address: str) -> tuple[float, int]:
        await asyncio.sleep(0)
        holds.taken()
        response = await browser.get(address)
        await asyncio.sleep(0)
        return holds.taken(), response.status_code

    for path in [path for path, methods in schema(browser)["paths"].items() if "get" in methods]:
        for address in addresses(path):
            # What is imported and compiled at the first use is paid once by each worker.
            await held(address)
            longest, status = await held(address)
            if longest > MOST:
                longest = min(longest, (await held(address))[0], (await held(address))[0])
            if longest > MOST:
                too_long[address] = round(longest * 1000)
            if status != 200:
                unanswered.add(path)
    assert too_long == {}
    assert unanswered == NOTHING_THERE


async def test_an_archive_of_the_largest_pdfs_holds_up_nobody(
    anna: None, browser: httpx.AsyncClient, holds: Holds
) -> None:
    await papers()
    longest = []
    for _ in range(3):
        clock.set_now(clock.now() + timedelta(minutes=2))
        await asyncio.sleep(0)
        holds.taken()
        made = await browser.post(
            "/api/billing/archives", json={"ids": [f"document-paper-{n:02}" for n in range(PAPERS)]}
        )
        await asyncio.sleep(0)
        longest.append(holds.taken())
        assert made.status_code == 201
    assert min(longest) <= MOST


def addresses(path: str) -> list[str]:
    """The path with what Anna has in the place of its parameters, once for each query and kind of file."""
    kinds = ["csv", "xlsx"] if ".{kind}" in path else ["instalments"]
    own = [path.replace("{kind}", kind).format_map(defaultdict(lambda: "x" * 22, KNOWN)) for kind in kinds]
    return [f"{one}?{query}" for one in own for query in QUERIES.get(path, [""])]
