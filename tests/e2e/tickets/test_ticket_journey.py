"""A customer writes to the office from an invoice, is answered, closes it and opens it again; then orders services:
instalments that are taken and followed, and an overpayment that comes back. At both widths."""

import hashlib
import io
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from local.stack.testing import RunningStack
from shared import clock
from shared.working_days import working_day_from
from tests.e2e.account.reading import speaks
from tests.e2e.conftest import DESKTOP, PHONE, ROOT, Mail
from tests.e2e.steps import come_in, downloaded, grosze, heading, look
from tests.files import a_picture

pytestmark = pytest.mark.e2e

MESSAGE = "Faktura jest dwa razy wyższa niż zwykle.\n\nNa zdjęciu widać stan licznika."


def both(page: Page, name: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, f"tickets-{name}")


def address_of(page: Page, link: str) -> str:
    return page.get_by_role("link", name=link).get_attribute("href") or ""


def waited_for(page: Page, mail: Mail, address: str, subject: str) -> str:
    """The text of a mail, waited for."""
    for _ in range(300):
        found = mail.newest_to(address, subject)
        if found is not None:
            return str(found["text"])
        page.wait_for_timeout(100)
    raise AssertionError(f"no mail {subject!r} for {address}")


def test_from_an_invoice_to_a_ticket_answered_closed_and_opened_again(
    page: Page, mail: Mail, stack: RunningStack, people: dict[str, dict[str, Any]]
) -> None:
    anna = people["anna.wisniewska"]
    come_in(page, mail, anna)
    page.get_by_role("link", name="Zgłoszenia").first.click()
    heading(page, "Zgłoszenia")
    expect(page.get_by_text("Nie masz jeszcze żadnych zgłoszeń.")).to_be_visible()
    both(page, "empty")

    page.get_by_role("link", name="Faktury").first.click()
    invoice = page.get_by_role("link", name=re.compile("^Faktura FE.")).first
    number = invoice.inner_text()
    invoice.click()
    page.get_by_role("link", name="Zapytaj lub zgłoś reklamację").click()
    heading(page, "Nowe zgłoszenie")
    expect(page.get_by_label("Faktura lub inny dokument")).to_have_value(number)
    page.get_by_role("radio", name=re.compile("Złożyć reklamację")).check()
    page.get_by_label("Co się nie zgadza?").select_option(label="Odczyt licznika")
    page.get_by_label("Wiadomość", exact=True).fill(MESSAGE)
    page.get_by_label("Dodaj pliki").first.set_input_files(
        [
            {"name": "licznik.jpg", "mimeType": "image/jpeg", "buffer": a_picture()},
            {"name": "notatka.txt", "mimeType": "text/plain", "buffer": b"Nie obraz, nie PDF."},
        ]
    )
    expect(page.get_by_text(re.compile("^Niesprawdzony przez antywirusa, "))).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Dodaj plik PDF, JPEG, PNG lub HEIC.")).to_be_visible()
    expect(page.get_by_text("Szkic zapisany")).to_be_visible()
    both(page, "new")

    # A fresh page has it all again: the draft and its file are kept on the server.
    page.reload()
    expect(page.get_by_label("Wiadomość", exact=True)).to_have_value(MESSAGE)
    expect(page.get_by_text("licznik.jpg")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("Złożyć reklamację"))).to_be_checked()
    page.get_by_role("button", name="Wyślij zgłoszenie").click()
    heading(page, "Reklamacja: Faktura")
    expect(page.get_by_text("Mamy Twoje zgłoszenie.")).to_be_visible()
    expect(page.get_by_text("Na zdjęciu widać stan licznika.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Odpowiemy do \d\d\.\d\d\.\d{4}\."))).to_be_visible()
    both(page, "thread")
    saved = page.request.get(address_of(page, "Zapisz plik licznik.jpg"))
    assert (saved.status, saved.headers["content-disposition"][:10]) == (200, "attachment")
    assert saved.body()[:3] == b"\xff\xd8\xff"

    page.get_by_label("Twoja wiadomość").fill("Dodam jeszcze numer licznika.")
    page.get_by_role("button", name="Wyślij wiadomość").click()
    expect(page.get_by_text("Wiadomość wysłana.")).to_be_visible()
    expect(page.get_by_label("Twoja wiadomość")).to_have_value("")

    ticket_id = page.url.rpartition("/")[2]
    command = [sys.executable, "-m", "tests.e2e.tickets.clerk", ticket_id]
    subprocess.run(command, cwd=ROOT, env=dict(stack.environ), check=True)
    letter = waited_for(page, mail, anna["email"], "Odpowiedzieliśmy na Twoją reklamację")
    assert "zgadza się ze zdjęciem" not in letter
    [way_back] = re.findall(r"http\S+/zgloszenia/\S+", letter)
    page.goto(way_back)
    expect(page.get_by_text("Stan licznika zgadza się ze zdjęciem")).to_be_visible()
    expect(page.get_by_text("Reklamacja nieuznana")).to_be_visible()
    page.get_by_text("Jak sprawdzić, że to ta odpowiedź").click()
    page.get_by_label("Kwota sporu w złotych").fill("603,10")
    both(page, "answered")
    answer = downloaded(page, address_of(page, "Zapisz odpowiedź (PDF)"))
    expect(page.get_by_text(hashlib.sha256(answer).hexdigest())).to_be_visible()
    package = downloaded(page, address_of(page, "Zapisz pakiet dla Koordynatora (PDF)"))
    assert "603,10" in "".join(part.extract_text() for part in PdfReader(io.BytesIO(package)).pages)
    page.get_by_role("radio", name="4 na 5").check()
    page.get_by_role("button", name="Wyślij ocenę").click()
    expect(page.get_by_text("Twoja ocena: 4 na 5.")).to_be_visible()

    page.get_by_role("button", name="Zamknij zgłoszenie").click()
    expect(page.get_by_text("Zgłoszenie zamknięte.")).to_be_visible()
    both(page, "closed")

    page.get_by_role("link", name="Wróć do zgłoszeń").click()
    page.get_by_role("link", name="Zamknięte").click()
    expect(page).to_have_url(re.compile(r"\?stan=zamkniete$"))
    page.get_by_label("Szukaj w zgłoszeniach").fill("licznika")
    page.get_by_role("button", name="Szukaj").click()
    expect(page.get_by_text("Nie ma zgłoszeń, które pasują do filtrów.")).not_to_be_visible()
    both(page, "list")
    page.get_by_role("region", name="Lista zgłoszeń").get_by_role("link", name="Reklamacja: Faktura").click()
    page.get_by_role("button", name="Otwórz ponownie").click()
    expect(page.get_by_text("Zgłoszenie znów otwarte.")).to_be_visible()
    # The way back leads to the list as it was left.
    page.get_by_role("link", name="Wróć do zgłoszeń").click()
    expect(page).to_have_url(re.compile(r"\?stan=zamkniete&szukaj=licznika$"))

    for language in ("en", "uk"):
        page.get_by_label(re.compile("Język|Language")).first.select_option(language)
        page.goto("/zgloszenia/nowe?temat=invoice")
        expect(page.locator(".short-answers summary")).to_be_visible()
        speaks(page, language, anna)
    # The account keeps the language, also for the next browser.
    with page.expect_response("**/api/auth/language"):
        page.get_by_label(re.compile("Język|Language|Мова")).first.select_option("pl")


def synced_until(page: Page, stack: RunningStack, there: Callable[[], bool]) -> None:
    """Exchange data with billing until the page, read anew, shows it."""
    for _ in range(60):
        answer = httpx.post(
            f"{stack.url('functions')}/admin/functions/billing_sync", json={"input": ""}, trust_env=False
        )
        assert answer.status_code == 202
        page.wait_for_timeout(1_000)
        page.reload()
        page.wait_for_load_state("networkidle")
        if there():
            return
    raise AssertionError("billing did not say so in a minute")


def pays(stack: RunningStack, person: dict[str, Any], amount: int) -> None:
    body = {"customerNumber": person["customerNumber"], "amount": amount}
    answer = httpx.post(f"{stack.url('billing')}/simulate/payment", json=body, trust_env=False)
    assert answer.status_code == 200, answer.text


def confirmed(page: Page, name: str) -> None:
    """The summary, confirmed once more, and the order's own page."""
    heading(page, f"Sprawdź i potwierdź: {name}")
    both(page, f"summary-{name.split(maxsplit=1)[0].lower()}")
    page.locator("form input[type=checkbox]").check()
    page.get_by_role("button", name="Potwierdzam i zamawiam").click()
    heading(page, f"Zlecenie: {name}")
    expect(page.get_by_text("Mamy Twoje zamówienie.")).to_be_visible()
    expect(page.get_by_text("Przekazane", exact=True)).to_be_visible()


def test_instalments_are_taken_and_followed_and_an_overpayment_comes_back(
    page: Page, mail: Mail, stack: RunningStack, people: dict[str, dict[str, Any]]
) -> None:
    anna = people["anna.wisniewska"]
    come_in(page, mail, anna)
    page.goto("/zgloszenia")
    page.get_by_role("link", name="Zamów usługę").click()
    heading(page, "Usługi")
    both(page, "services")
    expect(page.get_by_text("Nie masz teraz nadpłaty.").first).to_be_visible()
    page.get_by_role("link", name="Raty", exact=True).click()
    heading(page, "Raty")
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_role("alert")).to_be_visible()
    both(page, "service-faults")
    # A line of the summary that was mended is pale until the next sending.
    page.reload()
    invoices = page.locator("form input[type=checkbox]")
    expect(invoices.first).to_be_visible()
    for place in range(invoices.count()):
        invoices.nth(place).check()
    page.get_by_label("Liczba rat").fill("2")
    first = working_day_from(clock.today() + timedelta(days=5))
    page.get_by_label("Dzień pierwszej raty").fill(f"{first}")
    page.get_by_label("Dlaczego prosisz o raty").fill("Naprawa auta, zapłacę w dwóch częściach.")
    both(page, "service")
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_text("przyznamy to od razu")).to_be_visible()
    amounts = [grosze(text) for text in page.locator("td .money").all_inner_texts()]
    assert len(amounts) == 2
    confirmed(page, "Raty")
    synced_until(page, stack, lambda: page.get_by_text("Potwierdzone", exact=True).is_visible())
    expect(page.get_by_text(re.compile(f"Następna wpłata: .* do {first:%d.%m.%Y}"))).to_be_visible()
    both(page, "plan")
    pays(stack, anna, amounts[0])
    synced_until(page, stack, lambda: page.get_by_text("Zapłacona", exact=True).count() == 1)
    both(page, "plan-followed")

    pays(stack, anna, amounts[1] + 5_000)
    page.goto("/pulpit")
    synced_until(page, stack, lambda: page.get_by_role("link", name="Poproś o zwrot").is_visible())
    both(page, "overpaid")
    page.get_by_role("link", name="Poproś o zwrot").click()
    heading(page, "Zwrot nadpłaty")
    expect(page.get_by_label("Kwota zwrotu")).to_have_value("50,00")
    page.get_by_label("Numer rachunku").fill("PL61 1090 1014 0000 0712 1981 2875")
    page.get_by_label("Właściciel rachunku").fill(anna["name"])
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_text("suma kontrolna się nie zgadza").first).to_be_visible()
    page.get_by_label("Numer rachunku").fill("PL61 1090 1014 0000 0712 1981 2874")
    page.get_by_role("button", name="Dalej").click()
    confirmed(page, "Zwrot nadpłaty")
    synced_until(page, stack, lambda: page.get_by_text("Potwierdzone", exact=True).is_visible())
    both(page, "refunded")
    page.goto("/faktury/wplaty")
    expect(page.get_by_role("row", name=re.compile("^Zwrot .*−50,00"))).to_be_visible()
    both(page, "refund-booked")
    page.goto("/zgloszenia")
    expect(page.get_by_role("link", name="Zlecenie: Zwrot nadpłaty")).to_be_visible()
    both(page, "orders")

    for language in ("en", "uk"):
        page.get_by_label(re.compile("Język|Language")).first.select_option(language)
        for address in ("/uslugi", "/uslugi/move_out", "/uslugi/support_programme"):
            page.goto(address)
            expect(page.locator("main form, main .services").first).to_be_visible()
            speaks(page, language, anna)
        both(page, f"support-{language}")
