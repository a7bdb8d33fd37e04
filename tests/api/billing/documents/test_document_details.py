"""One document: what it is for, what settled it, what it corrects, where it stands in KSeF."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_customer, a_document, a_point, mirrored

KSEF_EXAMPLE = "5265877635-20250826-0100001AF629-AF"


def a_line(name: str, gross: int, **data: Any) -> dict[str, Any]:
    return {"name": name, "net": gross, "vatRate": "np", "vat": 0, "gross": gross} | data


def a_reading(to_kwh: int, quality: str = "actual", **data: Any) -> dict[str, Any]:
    return {
        "pointId": "point-0001",
        "meterNumber": "M-1",
        "zone": "całodobowa",
        "fromOn": "2026-10-01",
        "toOn": "2026-10-31",
        "fromKwh": 100,
        "toKwh": to_kwh,
        "quality": quality,
    } | data


def summed(*lines: dict[str, Any]) -> dict[str, Any]:
    gross = sum(line["gross"] for line in lines)
    return {"lines": list(lines), "amount": gross, "net": gross, "vat": 0}


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await mirrored(a_customer(), a_balance(), a_document())
    await signed_in(browser, "44051401359")
    return browser


async def details(browser: httpx.AsyncClient, document_id: str) -> dict[str, Any]:
    response = await browser.get(f"/api/billing/documents/{document_id}")
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


async def test_what_i_pay_for_sums_to_the_document(anna: httpx.AsyncClient) -> None:
    lines = summed(
        a_line("Opłata handlowa", 990),
        a_line("Energia elektryczna czynna", 9000, zone="dzienna"),
        a_line("Akcyza", 100),
        a_line("Opłata sieciowa zmienna", 5000),
        a_line("Opłata mocowa", 1144),
        a_line("Depozyt prosumencki – energia oddana do sieci", -2000),
        a_line("Rabat za e-fakturę", -100),
    )
    await mirrored(a_document("document-0002", **lines))
    body = await details(anna, "document-0002")
    assert [(charge["group"], charge["gross"]) for charge in body["charges"]] == [
        ("energy", 9100),
        ("distribution", 6144),
        ("trade_fee", 990),
        ("deposit", -2000),
        ("other", -100),
    ]
    assert sum(charge["gross"] for charge in body["charges"]) == body["amount"]


async def test_points_are_named_as_far_as_the_mirror_knows_them(anna: httpx.AsyncClient) -> None:
    point = a_point(1, name="Dom")
    line = a_line("Energia", 100, pointId="point-none")
    await mirrored(
        point,
        a_document("document-0002", readings=[a_reading(300, "estimated")], **summed(line)),
    )
    body = await details(anna, "document-0002")
    assert body["points"] == [
        {"id": "point-none", "ppe": None, "name": None, "address": None},
        {"id": "point-0001", "ppe": point["data"]["ppe"], "name": "Dom", "address": "Lipowa 7/2, 30-001 Kraków"},
    ]
    assert (body["readings"][0]["pointId"], body["readings"][0]["quality"]) == ("point-0001", "estimated")


async def test_what_settled_it(anna: httpx.AsyncClient) -> None:
    parts = [
        {"paymentId": "payment-0001", "amount": 20000, "settledOn": "2026-11-19"},
        {"paymentId": "payment-0002", "amount": 1840, "settledOn": "2026-11-20"},
    ]
    await mirrored(a_document("document-0002", remaining=0, settlements=parts))
    body = await details(anna, "document-0002")
    assert body["settlements"] == parts
    assert body["settled"] == 21840


async def test_a_correction_stands_beside_what_it_corrects(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    today = clock.today()
    original = summed(a_line("Energia czynna", 10000), a_line("Opłata handlowa", 990))
    first = summed(a_line("Energia czynna – przed korektą", -10000), a_line("Energia czynna – po korekcie", 9000))
    second = summed(a_line("Energia czynna", -500))
    correction: dict[str, Any] = {"kind": "correction", "corrects": "document-0002", "dueOn": None}
    await mirrored(
        a_document(
            "document-0002", number="F/2", issued_on=today - timedelta(days=9), readings=[a_reading(300)], **original
        ),
        a_document("document-cor1", number="K/1", issued_on=today - timedelta(days=5), **correction, **first),
        a_document("document-cor2", number="K/2", readings=[a_reading(280)], issued_on=today, **correction, **second),
    )
    emulator.requests.clear()
    later = await details(anna, "document-cor2")
    assert [(request.operation, request.container) for request in emulator.requests if request.is_query] == [
        ("query", "customers")
    ]
    before = later["corrected"]
    assert (before["number"], before["amount"]) == ("F/2", 9990)
    assert [(charge["group"], charge["gross"]) for charge in before["charges"]] == [
        ("energy", 9000),
        ("trade_fee", 990),
    ]
    assert [related["number"] for related in before["earlier"]] == ["K/1"]
    assert before["readings"][0]["toKwh"] == 300
    assert before["amount"] + later["amount"] == 9490

    corrected = await details(anna, "document-0002")
    assert corrected["corrected"] is None
    assert [(one["number"], one["amount"]) for one in corrected["corrections"]] == [("K/1", -1000), ("K/2", -500)]
    assert (await details(anna, "document-cor1"))["corrected"]["amount"] == 10990


async def test_a_correction_of_what_is_not_here_says_so(anna: httpx.AsyncClient) -> None:
    await mirrored(a_document("document-cor1", kind="correction", corrects="document-gone"))
    body = await details(anna, "document-cor1")
    assert (body["corrects"], body["corrected"]) == ("document-gone", None)


async def test_ksef_is_checked_and_leads_to_the_ministry(anna: httpx.AsyncClient) -> None:
    ksef = {"state": "accepted", "number": KSEF_EXAMPLE, "sellerNip": "5265877635", "xmlSha256": "ab" * 32}
    wrong = ksef | {"number": KSEF_EXAMPLE[:-2] + "AE"}
    waiting = {"state": "waiting", "sellerNip": "5265877635"}
    await mirrored(
        a_document("document-ksef", ksef=ksef, issuedOn="2026-02-03"),
        a_document("document-bad1", ksef=wrong),
        a_document("document-wait", ksef=waiting),
    )
    good = (await details(anna, "document-ksef"))["ksef"]
    assert (good["state"], good["numberValid"]) == ("accepted", True)
    assert good["verificationLink"] == (
        "https://qr.ksef.mf.gov.pl/invoice/5265877635/03-02-2026/q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s"
    )
    code = await anna.get("/api/billing/documents/document-ksef/ksef-qr")
    assert (code.status_code, code.headers["content-type"]) == (200, "image/svg+xml")
    assert b"<svg" in code.content
    assert b"<script" not in code.content
    assert (await details(anna, "document-bad1"))["ksef"]["numberValid"] is False
    waits = (await details(anna, "document-wait"))["ksef"]
    assert (waits["verificationLink"], waits["xml"]) == (None, "none")
    assert (await details(anna, "document-0001"))["ksef"] is None
    for without in ("document-wait", "document-0001", "document-none"):
        assert (await anna.get(f"/api/billing/documents/{without}/ksef-qr")).status_code == 404


def a_correction(document_id: str, gross: int, corrects: str, **data: Any) -> dict[str, Any]:
    lines = summed(a_line("Energia elektryczna czynna", gross))
    return a_document(document_id, kind="correction", corrects=corrects, **({"remaining": 0} | lines | data))


async def test_corrections_of_one_day_stand_as_they_were_issued(anna: httpx.AsyncClient) -> None:
    """Their ids are random: by those the second came first, and before and after were nonsense."""
    await mirrored(
        a_document("document-0100", number="F/100", **summed(a_line("Energia elektryczna czynna", 10000))),
        a_correction("document-zzzz", -3000, "document-0100", number="K/1", rank=1, issuedOn="2026-11-20"),
        a_correction("document-aaaa", -2000, "document-0100", number="K/2", rank=2, issuedOn="2026-11-20"),
        a_correction("document-mmmm", -1000, "document-0100", number="K/10", issuedOn="2026-11-21"),
        a_correction("document-bbbb", -500, "document-0100", number="K/11", issuedOn="2026-11-21"),
    )
    before = {
        document_id: (await details(anna, document_id))["corrected"]["amount"]
        for document_id in ("document-zzzz", "document-aaaa", "document-mmmm", "document-bbbb")
    }
    assert before == {
        "document-zzzz": 10000,
        "document-aaaa": 7000,
        "document-mmmm": 5000,
        "document-bbbb": 4000,
    }
    listed = (await details(anna, "document-0100"))["corrections"]
    assert [one["number"] for one in listed] == ["K/1", "K/2", "K/10", "K/11"]


async def test_a_correction_of_a_correction_leads_to_the_invoice(anna: httpx.AsyncClient) -> None:
    await mirrored(
        a_document("document-0100", number="F/100", **summed(a_line("Energia elektryczna czynna", 10000))),
        a_correction("document-0101", -1000, "document-0100", number="K/1", issuedOn="2026-11-20"),
        a_correction("document-0102", 500, "document-0101", number="K/2", issuedOn="2026-11-21"),
        a_correction("document-0103", 250, "document-0102", number="K/3", issuedOn="2026-11-22"),
    )
    second = (await details(anna, "document-0102"))["corrected"]
    assert (second["number"], second["amount"]) == ("F/100", 9000)
    third = (await details(anna, "document-0103"))["corrected"]
    assert (third["number"], third["amount"]) == ("F/100", 9500)
    assert [one["number"] for one in third["earlier"]] == ["K/1", "K/2"]
    invoice = await details(anna, "document-0100")
    assert [one["number"] for one in invoice["corrections"]] == ["K/1", "K/2", "K/3"]


async def test_corrections_in_a_circle_end(anna: httpx.AsyncClient) -> None:
    await mirrored(
        a_correction("document-0101", -1000, "document-0102", number="K/1"),
        a_correction("document-0102", 500, "document-0101", number="K/2"),
    )
    assert (await details(anna, "document-0101"))["number"] == "K/1"


async def test_energy_is_summed_by_point_and_zone(anna: httpx.AsyncClient) -> None:
    """Two stretches, a swapped meter, a zone that was not there before, a register that passed its last digit."""
    point = {"pointId": "point-0001"}
    await mirrored(
        a_document(
            "document-0100",
            number="F/100",
            readings=[
                a_reading(150, **point),
                a_reading(50, meterNumber="M-2", fromKwh=0, **point),
                a_reading(10, pointId="point-0002", fromKwh=99975, energy=35000),
            ],
        ),
        a_correction(
            "document-0101",
            -1000,
            "document-0100",
            number="K/1",
            readings=[
                a_reading(140, meterNumber="M-3", **point),
                a_reading(50, meterNumber="M-2", fromKwh=0, **point),
                a_reading(7, zone="nocna", fromKwh=0, multiplier="40", **point),
                a_reading(12, pointId="point-0002", fromKwh=99975, energy=37000),
            ],
        ),
    )
    energy = (await details(anna, "document-0101"))["corrected"]["energy"]
    assert [(one["pointId"], one["zone"], one["before"], one["after"]) for one in energy] == [
        ("point-0001", "całodobowa", 100_000, 90_000),
        ("point-0001", "nocna", 0, 280_000),
        ("point-0002", "całodobowa", 35_000, 37_000),
    ]


async def test_energy_nobody_has_told_is_unknown(anna: httpx.AsyncClient) -> None:
    await mirrored(a_document("document-0100", number="F/100", readings=[a_reading(10, fromKwh=99975)]))
    [reading] = (await details(anna, "document-0100"))["readings"]
    assert reading["energy"] is None
