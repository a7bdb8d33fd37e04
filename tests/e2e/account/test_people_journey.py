"""A customer's own data, and somebody authorised: an accountant pays and is shut out, a consent goes with one click."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account.steps import awaited
from tests.e2e.billing.test_billing_journeys import run_timer
from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, Mail
from tests.e2e.steps import come_in, heading, look

pytestmark = pytest.mark.e2e

ACCOUNTANT = "ewa.ksiegowa@example.com"


def both_widths(page: Page, name: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, name)


def test_an_accountant_pays_and_is_shut_out(
    page: Page, elsewhere: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, people["anna.wisniewska"])
    page.goto("/moje-dane")
    heading(page, "Moje dane")
    page.get_by_role("link", name="Upoważnione osoby").click()
    heading(page, "Upoważnione osoby")
    page.get_by_label("Adres e-mail osoby").fill(ACCOUNTANT)
    both_widths(page, "osoby-zaproszenie")
    page.get_by_role("button", name="Wyślij zaproszenie").click()
    expect(page.get_by_text(f"Zaproszenie wysłane na {ACCOUNTANT}.")).to_be_visible()

    link = re.search(r"http\S+/zaproszenie#\S+", awaited(page, mail, ACCOUNTANT, "Zaproszenie do mojBOK"))
    assert link
    elsewhere.goto(link[0])
    heading(elsewhere, "Zaproszenie")
    expect(elsewhere.get_by_text("Anna Wiśniewska upoważnia Cię w mojBOK.")).to_be_visible()
    assert "#" not in elsewhere.url
    both_widths(elsewhere, "zaproszenie")
    elsewhere.get_by_label("Imię i nazwisko").fill("Ewa Księgowa")
    elsewhere.get_by_label("Login", exact=True).fill("ewa.ksiegowa")
    elsewhere.get_by_label("Hasło", exact=True).fill(PASSWORD)
    elsewhere.get_by_role("checkbox", name=re.compile("Akceptuję Regulamin")).check()
    elsewhere.get_by_role("button", name="Załóż konto i przyjmij").click()
    heading(elsewhere, "Wybierz klienta")
    expect(elsewhere.get_by_text("do zapłaty")).to_be_visible()
    both_widths(elsewhere, "klienci")
    elsewhere.get_by_role("button", name="Przejdź do: Anna Wiśniewska").click()
    heading(elsewhere, re.compile("Dzień dobry"))
    expect(elsewhere.get_by_role("link", name="Zgłoszenia")).to_have_count(0)
    both_widths(elsewhere, "pulpit-ksiegowej")

    elsewhere.goto("/zgloszenia")
    heading(elsewhere, re.compile("Dzień dobry"))
    elsewhere.get_by_role("link", name=re.compile("^Zapłać")).first.click()
    elsewhere.get_by_role("button", name=re.compile("^Zapłać")).click()
    elsewhere.wait_for_url(re.compile("/trnRequest/"))
    elsewhere.get_by_role("button", name="Zapłać przelewem").click()
    elsewhere.wait_for_url(re.compile("/platnosc/"))
    expect(elsewhere.get_by_text("Mamy Twoją wpłatę").first).to_be_visible()

    page.get_by_role("link", name="Zobacz dziennik dostępu").click()
    heading(page, "Dziennik dostępu")
    expect(page.get_by_text("rozpoczęta płatność")).to_be_visible()
    expect(page.get_by_text("Ewa Księgowa").first).to_be_visible()
    both_widths(page, "dziennik")
    page.goto("/moje-dane/osoby")
    expect(page.get_by_role("button", name="Zakończ dostęp: Ewa Księgowa")).to_be_visible()
    both_widths(page, "osoby")
    page.get_by_role("button", name="Zakończ dostęp: Ewa Księgowa").click()
    expect(page.get_by_text("Dostęp zakończony: Ewa Księgowa.")).to_be_visible()
    elsewhere.get_by_role("link", name="Faktury").first.click()
    heading(elsewhere, "Wybierz klienta")
    expect(elsewhere.get_by_text("Nie działasz w imieniu żadnego klienta.")).to_be_visible()


def test_a_consent_is_withdrawn_with_one_click_and_data_change_in_view(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], stack: Any
) -> None:
    come_in(page, mail, people["tomasz.zielinski"])
    page.goto("/moje-dane")
    heading(page, "Moje dane")
    page.get_by_role("button", name="Wyrażam zgodę: Oferty e-mailem").click()
    expect(page.get_by_text(re.compile("w trakcie od .*: zgoda wyrażona"))).to_be_visible()
    page.get_by_role("button", name="Zmień dane kontaktowe").click()
    page.get_by_label("Telefon", exact=True).fill("601 202 303")
    page.get_by_role("button", name="Wyślij zmianę").click()
    expect(page.get_by_text(re.compile(r"w trakcie od .*: \+48601202303"))).to_be_visible()
    both_widths(page, "moje-dane")
    for _ in range(30):
        run_timer(stack, "billing_sync")
        page.reload()
        heading(page, "Moje dane")
        expect(page.get_by_role("button", name="Wycofaj zgodę: Oferty e-mailem")).to_be_visible()
        if page.get_by_text("w trakcie").count() == 1:
            break
        page.wait_for_timeout(1000)
    expect(page.get_by_text("+48601202303")).to_be_visible()
    page.get_by_role("button", name="Wycofaj zgodę: Oferty e-mailem").click()
    expect(page.get_by_text(re.compile("w trakcie od .*: bez zgody"))).to_be_visible()
    page.get_by_role("link", name="Zmień nazwisko, nazwę albo NIP").click()
    expect(page.get_by_label("Wiadomość", exact=True)).to_have_value(re.compile("Obecnie: Tomasz Zieliński"))
