"""The statement: a running balance worked out from what was issued and paid, and whether it proves the tile."""

import csv
import io
from datetime import date, timedelta
from typing import Any, cast

import httpx
import pytest
from pypdf import PdfReader

from functions.billing.exports import statement_pdf
from local.cosmos_emulator.testing import Emulator
from shared import clock
from tests.api.billing.paying.test_payments_history import a_payment
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_change, a_customer, a_document, mirrored

STATEMENT = "/api/billing/statement"


def day(ago: int) -> str:
    return (clock.today() - timedelta(days=ago)).isoformat()


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """100 and 218.40 charged, 120 paid, 20 returned, a correction of -10: 208.40 to pay, as billing says."""
    today = clock.today()
    await mirrored(
        a_customer(),
        a_balance(amount=20840, opening=0),
        a_document("document-0000", amount=10000, issued_on=today - timedelta(days=60), number="F/OLD"),
        a_document(),
        a_document("document-corr", kind="correction", corrects="document-0000", amount=-1000, number="K/1"),
        a_payment("payment-0001", amount=12000, bookedOn=day(50), title="=1+1"),
        a_payment("payment-0002", amount=-2000, bookedOn=day(40), method="refund"),
        a_payment("payment-0003", amount=1000, bookedOn=day(5), method="set_off"),
    )
    await signed_in(browser, "44051401359")
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
    assert body["entries"][-1]["balance"] == body["closing"] == body["billingBalance"] == 20840
    assert (body["opening"], body["charged"], body["paid"], body["provesBalance"]) == (0, 30840, 10000, True)
    tile = (await anna.get("/api/billing/overview")).json()
    assert body["closing"] == tile["balance"]


async def test_a_balance_that_does_not_follow_is_said(anna: httpx.AsyncClient) -> None:
    await mirrored(a_balance(amount=20000))
    body = await statement(anna, day(90), day(0))
    assert (body["closing"], body["billingBalance"], body["provesBalance"]) == (20840, 20000, False)


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
    for kind in ("", ".csv", ".xlsx", "/pdf"):
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


async def pdf_of(browser: httpx.AsyncClient, first: str, last: str, **query: str) -> PdfReader:
    response = await browser.get(f"{STATEMENT}/pdf", params={"from": first, "to": last, **query})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/pdf"
    name = f'attachment; filename="mojbok-zestawienie-{first}-{last}.pdf"'
    assert response.headers["content-disposition"] == name
    return PdfReader(io.BytesIO(response.content))


def text_of(reader: PdfReader) -> str:
    whole = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(whole.replace("\u00a0", " ").replace("\u2212", "-").split())


def shown(grosze: int) -> str:
    return f"{'-' if grosze < 0 else ''}{abs(grosze) // 100},{abs(grosze) % 100:02}"


async def test_the_pdf_says_what_the_screen_says(anna: httpx.AsyncClient) -> None:
    body = await statement(anna, day(90), day(0))
    text = text_of(await pdf_of(anna, day(90), day(0)))
    for entry in body["entries"]:
        on = date.fromisoformat(entry["on"])
        assert f"{on:%d.%m.%Y}" in text
        assert entry["text"] in text
        assert shown(entry["payment"] if entry["kind"] == "payment" else entry["charge"]) in text
        assert shown(entry["balance"]) in text
    assert f"Saldo końcowe {shown(body['charged'])} {shown(body['paid'])} {shown(body['closing'])}" in text
    assert "Saldo końcowe zgadza się z saldem na Pulpicie: 208,40 zł, stan na " in text
    assert "Anna Żółkiewska Numer klienta KL-100200" in text
    assert [f"{heading} (zł)" in text for heading in ("Obciążenie", "Wpłata", "Saldo")] == [True] * 3


async def test_the_pdf_says_when_it_proves_nothing(anna: httpx.AsyncClient) -> None:
    assert "może być inne niż na Pulpicie" in text_of(await pdf_of(anna, day(55), day(45)))
    await mirrored(a_balance(amount=20000))
    assert "Saldo końcowe nie zgadza się z saldem na Pulpicie: 200,00 zł" in text_of(
        await pdf_of(anna, day(90), day(0))
    )
    assert "nie było żadnych dokumentów" in text_of(await pdf_of(anna, day(30), day(20)))


async def test_the_pdf_is_tagged_archival_and_speaks_the_language(anna: httpx.AsyncClient) -> None:
    for locale, words in (("pl", "Wpłata (przelew)"), ("en", "Payment (transfer)"), ("uk", "Оплата (переказ)")):
        reader = await pdf_of(anna, day(90), day(0), locale=locale)
        root = cast("dict[str, Any]", reader.trailer["/Root"])
        assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object, not a bool
        assert root["/Lang"] == locale
        metadata = root["/Metadata"].get_object().get_data().decode()
        assert "<pdfuaid:part>1<" in metadata
        assert "<pdfaid:part>2<" in metadata
        assert words in text_of(reader)
        fonts = {str(font.get_object()["/BaseFont"]) for font in reader.pages[0]["/Resources"]["/Font"].values()}  # type: ignore[index]
        assert all("Manrope" in font for font in fonts)


async def test_what_billing_says_is_text_and_never_markup(anna: httpx.AsyncClient) -> None:
    evil = '#panic("x") $1$ *b* `c` #read("/etc/passwd") @ref <a> \\ "'
    await mirrored(a_payment("payment-evil", amount=100, bookedOn=day(3), title=evil))
    assert evil in text_of(await pdf_of(anna, day(10), day(0)))


async def test_a_pdf_costs_the_session_and_one_query(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    emulator.requests.clear()
    await pdf_of(anna, day(90), day(0))
    asked = [request for request in emulator.requests if request.operation != "query_plan"]
    assert [(one.operation, one.cross_partition) for one in asked] == [("read", False), ("query", False)]


async def test_a_pdf_has_bounds(anna: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    query = {"from": day(90), "to": day(0)}
    monkeypatch.setattr(statement_pdf, "MOST_LINES", 4)
    response = await anna.get(f"{STATEMENT}/pdf", params=query)
    assert (response.status_code, response.json()["code"]) == (413, "selection_too_large")
    monkeypatch.setattr(statement_pdf, "MOST_LINES", 5)
    monkeypatch.setattr(statement_pdf, "SECONDS", 0)
    response = await anna.get(f"{STATEMENT}/pdf", params=query)
    assert (response.status_code, response.json()["code"]) == (503, "pdf_unavailable")


async def test_a_payment_for_an_invoice_older_than_the_history(anna: httpx.AsyncClient) -> None:
    """Paid on 5 September 2024 for August 2024: it settles what nobody here has seen."""
    await mirrored(a_balance(amount=20840))  # without an opening
    before = await statement(anna, day(90), day(0))
    older = [{"documentId": "document-before-2024", "amount": 7000}]
    await mirrored(a_payment("payment-older1", amount=7000, bookedOn="2024-09-05", settles=older))
    after = await statement(anna, day(90), day(0))
    assert (after["closing"], after["provesBalance"]) == (before["closing"], True)
    both = [*older, {"documentId": "document-before-too", "amount": 500}]
    await mirrored(a_payment("payment-older2", amount=7600, bookedOn="2024-09-06", settles=both))
    assert (await statement(anna, day(90), day(0)))["closing"] == before["closing"] - 100, "the rest is an overpayment"


async def test_an_opening_balance_billing_tells_is_where_it_begins(anna: httpx.AsyncClient) -> None:
    before = await statement(anna, "2024-09-01", day(0))
    older = [{"documentId": "document-before-2024", "amount": 7000}]
    await mirrored(
        a_balance(amount=20840, opening=7000),
        a_payment("payment-older1", amount=7000, bookedOn="2024-09-05", settles=older),
    )
    after = await statement(anna, "2024-09-01", day(0))
    assert (after["opening"], after["closing"], after["provesBalance"]) == (7000, before["closing"], True)
    assert after["paid"] == before["paid"] + 7000


async def test_a_balance_nobody_has_told_is_not_nought(anna: httpx.AsyncClient) -> None:
    await mirrored(a_change("balance", "customer-anna", "customer-anna", None))
    body = await statement(anna, day(90), day(0))
    assert (body["billingBalance"], body["asOf"], body["provesBalance"]) == (None, None, None)
    pdf = await anna.get(f"{STATEMENT}/pdf", params={"from": day(90), "to": day(0)})
    assert pdf.status_code == 200
    overview = (await anna.get("/api/billing/overview")).json()
    assert (overview["balance"], overview["asOf"], overview["leftToPay"]) == (None, None, None)


async def test_a_payment_taken_back_says_so_on_its_own_line(anna: httpx.AsyncClient) -> None:
    await mirrored(
        a_payment("payment-debit", amount=5000, bookedOn=day(30), method="direct_debit"),
        a_payment("payment-claw1", amount=-5000, bookedOn=day(20), method="chargeback", reverses="payment-debit"),
        a_payment("payment-0002", amount=-2000, bookedOn=day(40), method="refund", reverses="payment-0001"),
    )
    body = await statement(anna, day(90), day(0))
    assert (body["closing"], body["provesBalance"]) == (20840, True)
    lines = {entry["id"]: entry["takenBack"] for entry in body["entries"] if entry["takenBack"]}
    assert lines == {
        "payment-debit": {"amount": 5000, "on": day(20), "clawedBack": True},
        "payment-0001": {"amount": 2000, "on": day(40), "clawedBack": False},
    }
    earlier = await statement(anna, day(90), day(25))
    assert {entry["id"] for entry in earlier["entries"] if entry["takenBack"]} == set(lines)
    shown_day = {ago: f"{date.fromisoformat(day(ago)):%d.%m.%Y}" for ago in (20, 40)}
    table = (await anna.get(f"{STATEMENT}.csv", params={"from": day(90), "to": day(0)})).content.decode("utf-8-sig")
    assert f"Wpłata (polecenie zapłaty), cofnięta {shown_day[20]}" in table
    assert f"Wpłata (przelew), zwrócono 20,00\u00a0zł, {shown_day[40]}" in table
    assert f"cofnięta {shown_day[20]}" in text_of(await pdf_of(anna, day(90), day(0)))
