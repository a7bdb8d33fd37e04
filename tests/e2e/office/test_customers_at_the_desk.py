"""A clerk explains a refused registration and looks at a portal for a reason, and the customer reads who did; a lead
announces a break and publishes terms."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from local.stack.testing import RunningStack
from shared import clock
from tests.e2e.conftest import DESKTOP, PHONE, Mail, new_context
from tests.e2e.office.test_clerks_journey import EWA, sign_in
from tests.e2e.steps import come_in, heading, keep, look, register

pytestmark = pytest.mark.e2e

REASON = "klientka pyta o fakturę za październik"
JOANNA = "Joanna Wrona"
SAID = {
    "Treść po polsku": "Prace na serwerach.",
    "Treść po angielsku": "Work on the servers.",
    "Treść po ukraińsku": "Роботи на серверах.",
}


@pytest.fixture
def desk(browser: Browser, stack: RunningStack) -> Iterator[BrowserContext]:
    made = new_context(browser, stack, ignore_https_errors=True)
    yield made
    made.close()


def test_a_clerk_explains_a_refusal_and_looks_at_a_portal(
    page: Page, desk: BrowserContext, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    anna = people["anna.wisniewska"]
    come_in(page, mail, anna)
    other = people["stanislaw.wozniak"]

    office = desk.new_page()
    office.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    register(office, other, documentNumber="FE/000000000000")

    office.goto("/bok")
    sign_in(office, EWA)
    heading(office, "Kolejka")
    office.get_by_role("link", name="Klienci").click()
    heading(office, "Kto dzwoni")
    office.get_by_label("Co mówi klient").fill(other["email"])
    office.get_by_role("button", name="Szukaj").click()
    expect(office.get_by_role("heading", name="Nie ma takiej faktury z ostatnich 12 miesięcy")).to_be_visible()
    assert other["email"] not in office.url
    look(office, "desk-refused")

    office.get_by_label("Co mówi klient").fill(anna["customerNumber"])
    office.get_by_role("button", name="Szukaj").click()
    office.get_by_role("link", name="Wiśniewska").first.click()
    expect(office.get_by_role("heading", name="Konto w portalu")).to_be_visible()
    office.get_by_role("button", name="Pokaż portal klienta").click()
    expect(office.get_by_text("Napisz powód, co najmniej 5 znaków.")).to_be_visible()
    for size in (PHONE, DESKTOP):
        office.set_viewport_size(size)  # type: ignore[arg-type]
        look(office, "desk-customer")
    office.get_by_label("Powód").fill(REASON)
    office.get_by_role("button", name="Pokaż portal klienta").click()

    band = office.get_by_role("complementary", name="Widok pracownika: tylko do odczytu.")
    expect(band).to_contain_text(REASON)
    office.goto("/faktury")
    heading(office, "Faktury")
    expect(band).to_be_visible()
    for size in (PHONE, DESKTOP):
        office.set_viewport_size(size)  # type: ignore[arg-type]
        look(office, "desk-view")
    office.goto("/pulpit")
    expect(band).to_be_visible()
    keep(office, "desk-view-start")
    origin = office.url.rpartition("/")[0]
    refused = office.request.put(
        "/api/profile/contact", data={}, headers={"X-Requested-With": "mojbok", "Origin": origin}
    )
    assert (refused.status, refused.json()["code"]) == (403, "view_only")
    assert office.request.get("/api/profile/api-keys").json()["code"] == "view_only"

    band.get_by_role("button", name="Zakończ podgląd").click()
    expect(office.get_by_role("heading", name="Konto w portalu")).to_be_visible()
    office.goto("/bok")
    heading(office, "Kolejka")

    page.goto("/moje-dane/dziennik")
    entry = page.get_by_role("listitem").filter(has_text="podgląd Twojego portalu")
    expect(entry).to_contain_text("Ewa")
    expect(entry).to_contain_text(REASON)
    look(page, "desk-in-the-log")
    a_lead_announces_and_publishes(office, page)


def a_lead_announces_and_publishes(office: Page, page: Page) -> None:
    """The customer reads the break and that terms will change; what was done stands in the leads' log."""
    day = clock.today() + timedelta(days=20)
    office.get_by_role("button", name="Wyloguj się").click()
    heading(office, "Biuro obsługi klienta")
    sign_in(office, JOANNA)
    heading(office, "Kolejka")
    office.get_by_role("link", name="Kierownik").click()
    heading(office, "Stan portalu")
    expect(office.get_by_text("Ostatnia pełna synchronizacja")).to_be_visible()
    office.get_by_role("link", name="Przerwa").click()
    heading(office, "Przerwa")
    office.get_by_label("Początek").fill(f"{day}T22:00")
    office.get_by_label("Koniec").fill(f"{day}T23:00")
    for label, text in SAID.items():
        office.get_by_label(label).fill(text)
    office.get_by_role("button", name="Zapowiedz przerwę").click()
    expect(office.get_by_text("Zapowiedź jest zapisana.")).to_be_visible()
    look(office, "lead-break")
    office.get_by_role("link", name="Regulamin").click()
    heading(office, "Regulamin")
    office.get_by_label("Obowiązuje od").fill(f"{day}")
    for field in office.get_by_label("Co się zmienia").all():
        field.fill("Biuro odpowiada w 10 dni.")
    office.get_by_role("button", name="Sprawdź wersję").click()
    office.get_by_role("button", name="Opublikuj", exact=True).click()
    office.get_by_role("button", name="Opublikuj na stałe").click()
    expect(office.get_by_text(f"Wersja {day} jest opublikowana.")).to_be_visible()
    office.get_by_role("link", name="Dziennik").click()
    heading(office, "Dziennik")
    expect(office.get_by_role("row", name="publikacja regulaminu")).to_contain_text(JOANNA)
    expect(office.get_by_role("row", name="zapowiedź przerwy")).to_contain_text(JOANNA)
    look(office, "lead-deeds")
    page.goto("/pulpit")
    expect(page.get_by_text("Prace na serwerach.")).to_be_visible()
