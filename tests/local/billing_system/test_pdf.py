import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader

from local.billing_system.books.ksef_xml import invoice_xml
from local.billing_system.papers.print_words import account_in_fours, day, money, quantity, zloty
from local.billing_system.papers.printing import Printer, printout
from local.billing_system.system import BillingSystem, Settings
from local.billing_system.world import World
from shared.rendering.plain_text import printable
from tests.depth import sample
from tests.world import all_changes

NBSP = "\u00a0"


@pytest.fixture(scope="module")
def printer() -> Printer:
    return Printer()


def text_of(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


def plain(text: str) -> str:
    return text.replace(NBSP, " ").replace("−", "-")


@pytest.mark.parametrize("place", [0, 1, 2, 4, 5, 8, 9])
def test_what_is_printed_of_every_demo_document_is_what_the_contract_tells(world: World, place: int) -> None:
    account = world.account(place, world.made_on)
    for key, document in list(account.ledger.documents.items())[:: 5 if place == 5 else 1]:
        data = printout(account, key).data
        assert (data["number"], data["amount"]) == (document.number, money(document.amount))
        assert data["vat"]
        assert sum(len(group["rows"]) for group in data["lines"]) == len(document.lines)


@pytest.mark.parametrize("place", [0, 1, 2, 4, 5])
def test_every_demo_pdf_shows_number_amount_and_account(world: World, printer: Printer, place: int) -> None:
    account = world.account(place, world.made_on)
    for key, document in sample([*account.ledger.documents.items()], 5):
        reader = PdfReader(io.BytesIO(printer.pdf(printout(account, key))))
        text = plain(" ".join(" ".join(page.extract_text() for page in reader.pages).split()))
        assert document.number in text
        assert plain(money(document.amount)) in text
        assert day(document.issued_on) in text
        assert len(reader.pages) <= 2
        if document.amount > 0:
            assert account_in_fours(document.account) in text
        if document.ksef:
            shown = [mark for mark in (document.ksef.number or "", "OFFLINE") if mark in text]
            assert shown == ["OFFLINE" if document.ksef.state == "offline" else document.ksef.number]


def test_a_pdf_is_tagged_named_and_polish(world: World, printer: Printer) -> None:
    account = world.account(0, world.made_on)
    key = list(account.ledger.documents)[-1]
    reader = PdfReader(io.BytesIO(printer.pdf(printout(account, key))))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF object, not a bool
    assert reader.trailer["/Root"]["/Lang"] == "pl"
    assert reader.metadata is not None
    assert account.ledger.documents[key].number in (reader.metadata.title or "")
    assert "Wiśniewska" in text_of(printer.pdf(printout(account, key)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(), min_size=1, max_size=40))
@example(text="✓ 😀 \ufffd გამარჯობა مرحبا שלום 中文 e\u0301")
@example(text="\ud800 \udfff \ue000 \ufffe \x00 \x07 \u200d \U000e0001 \u202e")
@example(text='#panic("x") $1$ *b* `c` @ref <a> \\ "')
def test_every_sign_of_a_name_or_a_title_goes_in_and_a_pdf_and_an_xml_come_out(
    world: World, printer: Printer, text: str
) -> None:
    account = world.account(2, world.made_on)
    key = list(account.ledger.documents)[-1]
    document = account.ledger.documents[key]
    lines = [line.model_copy(update={"name": f"{text} {line.name}"}) for line in document.lines]
    told = {"lines": lines, "transfer_title": text, "reason": text}
    account.ledger.documents[key] = document.model_copy(update=told)
    address = account.plan.customer.address.model_copy(update={"street": text, "city": text})
    buyer = account.plan.customer.model_copy(update={"company_name": text, "address": address})
    account = replace(account, plan=replace(account.plan, customer=buyer))
    assert document.number in text_of(printer.pdf(printout(account, key)))
    xml = etree.fromstring(invoice_xml(account.ledger.documents[key], buyer))
    assert xml.xpath("string(//*[local-name()='Podmiot2']//*[local-name()='Nazwa'])").split() == printable(text).split()


def test_a_later_day_and_another_process_print_the_same_bytes(world: World, printer: Printer) -> None:
    account = world.account(1, world.made_on)
    key = list(account.ledger.documents)[-1]
    content = printer.pdf(printout(account, key))
    assert Printer().pdf(printout(world.account(1, date(2027, 2, 1)), key)) == content
    program = (
        "import sys, hashlib; from datetime import date; from local.billing_system.world import World;"
        "from local.billing_system.papers.printing import Printer, printout;"
        "w = World(7, 60, True, date(2026, 11, 23)); a = w.account(1, w.made_on);"
        "print(hashlib.sha256(Printer().pdf(printout(a, sys.argv[1]))).hexdigest())"
    )
    told = subprocess.run([sys.executable, "-c", program, key], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == hashlib.sha256(content).hexdigest()


def test_the_announced_hash_is_the_served_bytes_also_after_a_restart_and_a_lost_file(tmp_path: Path) -> None:
    world_settings = Settings(customers=1, demo=False)
    for attempt in range(3):
        system = BillingSystem(tmp_path, world_settings, now=lambda: datetime(2026, 11, 23, 11, tzinfo=UTC))
        changes = all_changes(system)
        documents = [change for change in changes if change["kind"] == "document"]
        assert documents
        for change in documents[-3:]:
            content = system.pdf(change["id"])
            assert content is not None
            assert hashlib.sha256(content).hexdigest() == change["data"]["pdf"]["sha256"]
            assert len(content) == change["data"]["pdf"]["size"]
        if attempt == 1:
            for file in (tmp_path / "pdf").rglob("*.pdf"):
                file.unlink()
        system.close()


def test_prepare_makes_all_once_and_the_server_has_nothing_left_to_make(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "local.billing_system", "prepare", "--data", str(tmp_path), "--customers", "1"]
    first = subprocess.run([*command, "--no-demo"], capture_output=True, text=True, check=True, timeout=100)
    assert "100%" in first.stdout
    assert "PDFs made" in first.stdout
    made = sorted(file.name for file in tmp_path.rglob("*.pdf"))
    second = subprocess.run([*command, "--no-demo"], capture_output=True, text=True, check=True, timeout=100)
    assert second.stdout == "billing system: ready\n"
    system = BillingSystem(tmp_path, Settings(customers=1, demo=False))
    changes = all_changes(system)
    announced = {change["data"]["pdf"]["sha256"] for change in changes if change["kind"] == "document"}
    system.close()
    assert sorted(file.name for file in tmp_path.rglob("*.pdf")) == made
    assert {f"{sha256}.pdf" for sha256 in announced} <= set(made)


@pytest.mark.parametrize(
    ("grosze", "text"),
    [(0, "0,00"), (7, "0,07"), (-7, "−0,07"), (123_456, f"1{NBSP}234,56"), (-123_456_789, f"−1{NBSP}234{NBSP}567,89")],
)
def test_zloty(grosze: int, text: str) -> None:
    assert zloty(grosze) == text


@pytest.mark.parametrize(
    ("given", "text"), [("157", "157"), ("-157", "−157"), ("1234.500", f"1{NBSP}234,500"), ("68.0", "68"), (None, "")]
)
def test_quantity(given: str | None, text: str) -> None:
    assert quantity(given) == text
