"""The transfer's QR code, read back by its own content, and the calendar of due dates."""

from datetime import date, timedelta

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.billing.paying.transfer_qr import transfer_line
from functions.billing.qr import svg
from shared import clock, cosmos
from shared.billing.due import pay_by
from shared.problems import Problem
from tests.api.billing.paying.conftest import House, Person
from tests.builders import ACCOUNT, a_balance, a_contract, a_document, mirrored, overriding

ANOTHER_ACCOUNT = "34109010140000071219812875"


def test_the_line_is_the_recommendations(portal: str) -> None:
    line = transfer_line(ACCOUNT, 12345, "Faktura F/2026/11/0012")
    assert line == f"|PL|{ACCOUNT}|012345|Polenergia Obrót|Faktura F/2026/11/0012|||"


def test_limits_count_characters_and_not_bytes(portal: str) -> None:
    fields = transfer_line(ACCOUNT, 1, "Zażółć gęślą jaźń " * 5).split("|")
    assert fields[5] == "gęślą jaźń Zażółć gęślą jaźń"
    assert len(fields[5]) <= 32 < len(fields[5].encode())
    assert fields[3] == "000001"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(max_size=200), amount=st.integers(1, 999_999_99))
def test_no_title_breaks_the_line(portal: str, title: str, amount: int) -> None:
    line = transfer_line(ACCOUNT, amount, title)
    fields = line.split("|")
    assert len(fields) == 9
    assert int(fields[3]) == amount
    assert len(fields[3]) >= 6
    assert len(fields[5]) <= 32
    assert fields[5].isprintable()
    assert fields[5] == fields[5].strip()


@pytest.mark.parametrize(
    ("amount", "code"), [(0, "nothing_to_pay"), (-1, "nothing_to_pay"), (10**9, "amount_too_large")]
)
def test_an_amount_no_code_can_carry_is_refused(portal: str, amount: int, code: str) -> None:
    with pytest.raises(Problem, match=code):
        transfer_line(ACCOUNT, amount, "x")


def test_the_image_is_an_svg_with_a_name(portal: str) -> None:
    drawn = svg(transfer_line(ACCOUNT, 21840, "Faktura ąęłó"), "Kod QR przelewu").decode()
    assert drawn.startswith("<svg ")
    assert "<title>Kod QR przelewu</title>" in drawn
    assert "<script" not in drawn


async def test_the_codes_of_a_document_and_of_the_balance(person: Person) -> None:
    document = await person.invoice(21840)
    details = (await person.browser.get(f"/api/billing/documents/{document}")).json()
    one = await person.browser.get(f"/api/billing/transfer-qr?document={document}")
    assert (one.status_code, one.headers["content-type"]) == (200, "image/svg+xml")
    assert one.content == svg(transfer_line(details["account"], 21840, details["transferTitle"]), "Kod QR przelewu")
    overview = (await person.browser.get("/api/billing/overview")).json()
    whole = await person.browser.get("/api/billing/transfer-qr?balance=true")
    if whole.status_code == 200:
        line = transfer_line(details["account"], overview["balance"], f"Saldo, klient {person.number}")
        assert whole.content == svg(line, "Kod QR przelewu")
    else:
        assert whole.json()["code"] == "several_accounts"


async def test_what_to_type_into_the_bank_is_what_the_code_says(house: House, person: Person) -> None:
    document = await person.invoice(21840)
    details = (await person.browser.get(f"/api/billing/documents/{document}")).json()
    one = (await person.browser.get(f"/api/billing/transfer?document={document}")).json()
    assert one == {
        "payee": "Polenergia Obrót",
        "account": details["account"],
        "amount": 21840,
        "title": details["transferTitle"],
    }
    assert details["payee"] == one["payee"]
    left = (await person.browser.get("/api/billing/overview")).json()["leftToPay"]
    whole = await person.browser.get("/api/billing/transfer?balance=true")
    if whole.status_code == 200:
        assert whole.json() == one | {"amount": left, "title": f"Saldo, klient {person.number}"}
    else:
        assert whole.json()["code"] == "several_accounts"
    await mirrored(a_document("document-huge", person.id, amount=10**8))
    huge = await person.browser.get("/api/billing/transfer?document=document-huge")
    assert huge.json()["amount"] == 10**8, "one may type it in, though no code can carry it"
    code = await person.browser.get("/api/billing/transfer-qr?document=document-huge")
    assert (code.status_code, code.json()["code"]) == (409, "amount_too_large")


async def test_a_balance_without_an_open_document_goes_to_the_account_of_the_contract(person: Person) -> None:
    told = "SELECT VALUE c.id FROM c WHERE c.type = 'contract' OR c.type = 'document'"
    for kind, _, one in [found.partition(":") async for found in cosmos.query("customers", told, person.id)]:
        change = a_document(one, person.id, remaining=0) if kind == "document" else a_contract(person.id, one)
        change["data"] |= {"status": "ended"} if kind == "contract" else {}
        await mirrored(overriding(change))
    await mirrored(
        overriding(a_balance(person.id, 12345)),
        a_contract(person.id, "contract-first", status="ended"),
        a_contract(person.id, "contract-second", account=ANOTHER_ACCOUNT),
    )
    found = await person.browser.get("/api/billing/transfer?balance=true")
    assert (found.json()["account"], found.json()["amount"]) == (ANOTHER_ACCOUNT, 12345)
    assert (await person.browser.get("/api/billing/transfer-qr?balance=true")).status_code == 200
    await mirrored(a_contract(person.id, "contract-third"))
    unclear = await person.browser.get("/api/billing/transfer?balance=true")
    assert (unclear.status_code, unclear.json()["code"]) == (409, "no_transfer_account"), "one of two would be a guess"


async def test_a_code_needs_one_thing_to_pay(house: House, person: Person) -> None:
    await person.invoice()
    for query in ("", "?document=document-0001&balance=true", "?document=x"):
        for path in ("transfer", "transfer-qr"):
            response = await person.browser.get(f"/api/billing/{path}{query}")
            assert (response.status_code, response.json()["code"]) == (400, "validation_failed"), query
    assert (await person.browser.get("/api/billing/transfer-qr?document=document-none")).status_code == 404
    await mirrored(a_document("document-paid", person.id, remaining=0))
    paid = await person.browser.get("/api/billing/transfer-qr?document=document-paid")
    assert paid.json()["code"] == "document_not_payable"


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
async def test_the_calendar_holds_what_is_open(person: Person, locale: str) -> None:
    issued = clock.today() - timedelta(days=4)
    await mirrored(
        a_document("document-open1", person.id, amount=123456, issued_on=issued, number="F/1; Ł,ó\\"),
        a_document("document-paid1", person.id, remaining=0, number="F/2"),
        a_document("document-back1", person.id, amount=-500, number="F/3"),
    )
    response = await person.browser.get(f"/api/billing/documents/due-dates.ics?locale={locale}")
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    events = {str(event["uid"]): event for event in icalendar.Calendar.from_ical(response.content).walk("VEVENT")}
    event = events["document-open1@mojbok.example"]
    assert event.decoded("dtstart") == pay_by(issued + timedelta(days=14))
    assert type(event.decoded("dtstart")) is date
    assert "F/1; Ł,ó\\" in str(event["summary"])
    assert "234" in str(event["summary"])
    assert not {"document-paid1@mojbok.example", "document-back1@mojbok.example"} & set(events)
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-3, hours=9), "at nine o'clock, not at midnight"


async def test_importing_the_calendar_again_changes_the_days_and_adds_none(person: Person) -> None:
    """Days are Warsaw's, without an hour; an event keeps its UID, whatever of it changes (RFC 5545, 3.8.4.7)."""
    new_year = date(2027, 1, 1)
    seen = []
    for amount, remaining in ((123456, 123456), (123456, 20000)):
        document = a_document("document-open1", person.id, amount=amount, dueOn=new_year.isoformat())
        document["data"]["remaining"] = remaining
        await mirrored(document)
        raw = (await person.browser.get("/api/billing/documents/due-dates.ics?locale=uk")).content
        assert b"DTSTART;VALUE=DATE:20270104\r\n" in raw, "New Year is free, and a weekend follows"
        assert b"DTEND;VALUE=DATE:20270105\r\n" in raw
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert b"\r\n " in raw, "a long Cyrillic line is folded"
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        events = {str(event["uid"]): event for event in icalendar.Calendar.from_ical(raw).walk("VEVENT")}
        seen.append(events["document-open1@mojbok.example"])
        assert seen[-1].decoded("dtstamp") == clock.now().replace(microsecond=0)
        clock.set_now(clock.now() + timedelta(minutes=1))
    assert "200,00" in str(seen[1]["summary"])
    assert str(seen[0]["summary"]) != str(seen[1]["summary"])


async def test_a_customer_without_documents_has_an_empty_calendar(portal: str, house: House) -> None:
    from functions.billing.paying.due_dates import calendar_of

    assert icalendar.Calendar.from_ical(await calendar_of("customer-nobody", "pl")).walk("VEVENT") == []
