"""What a customer reads of what they owe, and that nobody else does."""

import hashlib
import re
from datetime import datetime, time, timedelta
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock
from shared.blob import DOCUMENTS, blobs
from tests.api.conftest import Mailbox, a_browser
from tests.api.journey import signed_in
from tests.builders import a_balance, a_customer, a_document, mirrored

PDF = b"%PDF-1.7\n1 0 obj << >> endobj\n%%EOF\n"
PDF_SHA = hashlib.sha256(PDF).hexdigest()
PDF_FACTS = {"sha256": PDF_SHA, "size": len(PDF)}


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    # A Friday, so that no due day of these tests falls on a weekend.
    clock.set_now(datetime(2026, 11, 27, 12, tzinfo=clock.WARSAW))
    """Anna, signed in, with one invoice due in four days."""
    await mirrored(a_customer(), a_document(), a_balance())
    await signed_in(browser, "44051401359")
    return browser


async def overview(browser: httpx.AsyncClient) -> dict[str, Any]:
    response = await browser.get("/api/billing/overview")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def test_the_overview_says_what_is_owed_and_by_when(anna: httpx.AsyncClient) -> None:
    body = await overview(anna)
    assert (body["balance"], body["overdue"]) == (21840, 0)
    assert body["displayName"] == "Anna Żółkiewska"
    assert body["nextPayment"]["amount"] == 21840
    assert body["nextPayment"]["daysLeft"] == 4
    [document] = body["lastDocuments"]
    assert (document["number"], document["state"], document["id"]) == ("F/2026/11/0012", "to_pay", "document-0001")


async def test_the_day_after_it_is_overdue_without_any_word_from_billing(anna: httpx.AsyncClient) -> None:
    due = clock.today() + timedelta(days=4)
    last_moment = datetime.combine(due, time(23, 30), clock.WARSAW)
    clock.set_now(last_moment)
    assert clock.today() == due
    assert (await anna_again(anna))["overdue"] == 0
    clock.set_now(last_moment + timedelta(hours=1))
    after = await anna_again(anna)
    assert after["overdue"] == 21840
    assert after["nextPayment"]["daysLeft"] == -1
    assert after["lastDocuments"][0]["state"] == "overdue"


async def anna_again(browser: httpx.AsyncClient) -> dict[str, Any]:
    from tests.api.journey import sign_in

    assert (await sign_in(browser)).status_code == 201
    return await overview(browser)


async def test_the_nearest_payment_is_what_is_overdue_first(anna: httpx.AsyncClient) -> None:
    long_ago = clock.today() - timedelta(days=60)
    await mirrored(a_document("document-0000", amount=1000, issued_on=long_ago, number="F/OLD"))
    body = await overview(anna)
    assert body["overdue"] == 1000
    assert (body["nextPayment"]["number"], body["nextPayment"]["overdue"]) == ("F/OLD", True)


async def test_a_payment_turns_the_balance_into_an_overpayment(anna: httpx.AsyncClient) -> None:
    await mirrored(
        a_document(
            remaining=0,
            settlements=[{"paymentId": "payment-0001", "amount": 21840, "settledOn": "2026-11-20"}],
        ),
        a_balance(amount=-2500),
    )
    body = await overview(anna)
    assert (body["balance"], body["overdue"], body["nextPayment"]) == (-2500, 0, None)
    assert body["lastDocuments"][0]["state"] == "paid"
    assert body["nextDocumentExpectedOn"] is not None


async def test_the_start_page_costs_two_point_reads(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    await overview(anna)
    emulator.requests.clear()
    await overview(anna)
    assert [(request.operation, request.container) for request in emulator.requests] == [
        ("read", "sessions"),
        ("read", "customers"),
    ]


async def test_a_list_costs_the_session_one_query_and_the_summary_in_one_partition(
    anna: httpx.AsyncClient, emulator: Emulator
) -> None:
    await anna.get("/api/billing/documents")
    emulator.requests.clear()
    await anna.get("/api/billing/documents?kind=invoice")
    session, *both = [request for request in emulator.requests if request.operation != "query_plan"]
    assert (session.operation, session.container) == ("read", "sessions")
    query, summary = sorted(both, key=lambda request: request.operation)
    assert (summary.operation, summary.container) == ("read", "customers")
    assert (query.operation, query.container, query.cross_partition) == ("query", "customers", False)


async def test_signing_in_costs_at_most_eight_operations(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    from tests.api.journey import sign_in

    emulator.requests.clear()
    await sign_in(anna)
    assert len(emulator.requests) <= 8
    assert not [request for request in emulator.requests if request.cross_partition]


async def test_the_list_pages_newest_first_and_loses_nothing(anna: httpx.AsyncClient) -> None:
    day = clock.today()
    await mirrored(
        *(
            a_document(f"document-{n:04}", issued_on=day - timedelta(days=n // 3), number=f"F/{n:04}")
            for n in range(100, 145)
        )
    )
    seen: list[dict[str, Any]] = []
    after = ""
    while True:
        page = (
            await anna.get("/api/billing/documents", params={"limit": 7} | ({"after": after} if after else {}))
        ).json()
        seen += page["documents"]
        after = page["next"]
        if after is None:
            break
    assert len({document["id"] for document in seen}) == len(seen) == 46
    assert [document["issuedOn"] for document in seen] == sorted((d["issuedOn"] for d in seen), reverse=True)


async def test_the_list_can_show_one_kind(anna: httpx.AsyncClient) -> None:
    await mirrored(a_document("document-note", kind="interest_note", number="NO/1"))
    page = (await anna.get("/api/billing/documents?kind=interest_note")).json()
    assert [document["number"] for document in page["documents"]] == ["NO/1"]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=100000", "limit=x", "kind=secret", "after=%00", "after=YWJj", "after=ą"]
)
async def test_a_bad_query_is_bad_input(anna: httpx.AsyncClient, query: str) -> None:
    response = await anna.get(f"/api/billing/documents?{query}")
    assert response.status_code == 400, query
    assert response.json()["code"] in {"validation_failed", "cursor_invalid"}


async def test_a_document_says_all_that_its_pdf_says(anna: httpx.AsyncClient) -> None:
    body = (await anna.get("/api/billing/documents/document-0001")).json()
    assert body["number"] == "F/2026/11/0012"
    assert body["net"] + body["vat"] == body["amount"] == 21840
    assert sum(line["gross"] for line in body["lines"]) == body["amount"]
    assert body["account"] == "61109010140000071219812874"


async def test_foreign_and_unknown_ids_are_the_same_404(anna: httpx.AsyncClient) -> None:
    await mirrored(
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", number="F/9", pdf=PDF_FACTS),
    )
    anna.headers["X-Request-Id"] = "one-for-both"
    for path in ("/api/billing/documents/{}", "/api/billing/documents/{}/pdf"):
        foreign = await anna.get(path.format("document-ewa1"))
        unknown = await anna.get(path.format("document-none"))
        assert foreign.status_code == unknown.status_code == 404
        assert foreign.content == unknown.content
    numbers = [document["number"] for document in (await anna.get("/api/billing/documents")).json()["documents"]]
    assert numbers == ["F/2026/11/0012"]


@pytest.mark.parametrize("strange", ["..%2f..", "%00", "a%2fb", "ą" * 400, "customer", "a?b", "document-0001'"])
async def test_a_strange_id_is_a_404(anna: httpx.AsyncClient, strange: str) -> None:
    assert (await anna.get(f"/api/billing/documents/{strange}")).status_code == 404


async def test_without_a_session_there_is_nothing(anna: httpx.AsyncClient) -> None:
    async with a_browser() as stranger:
        stranger.headers["X-MS-CLIENT-PRINCIPAL"] = "eyJ1c2VySWQiOiJhIn0="
        for path in ("overview", "documents", "documents/document-0001", "documents/document-0001/pdf"):
            response = await stranger.get(f"/api/billing/{path}")
            assert (response.status_code, response.json()["code"]) == (401, "session_missing")


async def test_the_pdf_comes_as_it_was_stored(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    await mirrored_with_pdf("ready", number='F/2026\\11"; x=\u202e1')
    emulator.requests.clear()
    response = await anna.get("/api/billing/documents/document-0002/pdf")
    assert response.status_code == 200
    assert response.content == PDF
    assert response.headers["content-type"] == "application/pdf"
    assert response.headers["content-length"] == str(len(PDF))
    assert response.headers["x-content-type-options"] == "nosniff"
    disposition = response.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="F-2026-11-x-1.pdf"; filename*=UTF-8')
    assert disposition.isascii()
    assert disposition.count('"') == 2
    assert [request.operation for request in emulator.requests] == ["read", "read"]
    shown = await anna.get("/api/billing/documents/document-0002/pdf?inline")
    assert shown.headers["content-disposition"] == disposition.replace("attachment", "inline")


async def test_a_pdf_that_is_not_here_yet_says_come_back(anna: httpx.AsyncClient) -> None:
    await mirrored_with_pdf("pending")
    response = await anna.get("/api/billing/documents/document-0002/pdf")
    assert (response.status_code, response.json()["code"]) == (503, "pdf_unavailable")
    assert int(response.headers["Retry-After"]) > 0


async def test_a_lost_blob_does_not_break_the_page(anna: httpx.AsyncClient) -> None:
    await mirrored_with_pdf("ready", pdf={"sha256": "0" * 64, "size": 5})
    response = await anna.get("/api/billing/documents/document-0002/pdf")
    assert (response.status_code, response.json()["code"]) == (503, "pdf_unavailable")
    assert (await anna.get("/api/billing/documents/document-0002")).status_code == 200


@pytest.mark.parametrize("announced", [len(PDF) - 3, len(PDF) + 3])
async def test_a_size_that_billing_announced_wrong_breaks_no_answer(anna: httpx.AsyncClient, announced: int) -> None:
    await mirrored_with_pdf("ready", pdf=PDF_FACTS | {"size": announced})
    path = "/api/billing/documents/document-0002/pdf"
    for asked in ("0-", "2-9999", "-5"):
        part = await anna.get(path, headers={"Range": f"bytes={asked}"})
        assert part.status_code == 206, asked
        assert part.headers["content-length"] == str(len(part.content)), asked
        first, last, whole = map(int, re.findall(r"\d+", part.headers["content-range"]))
        assert (part.content, whole) == (PDF[first : last + 1], len(PDF)), asked


async def mirrored_with_pdf(state: str, **data: Any) -> None:
    from functions.sync_timer.mirror.apply import apply_changes
    from tests.builders import records

    await blobs(DOCUMENTS).upload_blob(PDF_SHA, PDF, overwrite=True)
    [record] = records(a_document("document-0002", **({"pdf": PDF_FACTS} | data)))
    record.item["pdf"] = state
    await apply_changes("customer-anna", [record])


async def test_a_part_of_the_pdf_and_its_head(anna: httpx.AsyncClient) -> None:
    await mirrored_with_pdf("ready")
    path = "/api/billing/documents/document-0002/pdf"
    whole = await anna.get(path)
    size, etag = len(whole.content), whole.headers["etag"]
    assert "default-src" not in whole.headers["content-security-policy"], "Safari shows an empty page under it"
    assert whole.headers["accept-ranges"] == "bytes"
    for asked, first, last in (("0-4", 0, 4), ("3-", 3, size - 1), ("-5", size - 5, size - 1), ("2-9999", 2, size - 1)):
        part = await anna.get(path, headers={"Range": f"bytes={asked}", "If-Range": etag})
        assert (part.status_code, part.content) == (206, whole.content[first : last + 1]), asked
        assert part.headers["content-range"] == f"bytes {first}-{last}/{size}"
        assert part.headers["content-length"] == str(last - first + 1)
    for asked in ("9999-", "-0"):
        beyond = await anna.get(path, headers={"Range": f"bytes={asked}"})
        assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{size}"), asked
    for ignored in ({"Range": "bytes=5-2"}, {"Range": "bytes=0-1,3-4"}, {"Range": "bytes=0-1", "If-Range": '"other"'}):
        assert (await anna.get(path, headers=ignored)).status_code == 200, ignored
    head = await anna.head(path)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(size))
    assert head.headers["content-type"] == "application/pdf"
    assert (await anna.head("/api/billing/documents/document-none/pdf")).status_code == 404
