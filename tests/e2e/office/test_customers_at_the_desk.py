"""A clerk explains a refused registration, looks at a portal for a reason, and the customer reads who did."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from local.stack.testing import RunningStack
from tests.e2e.conftest import DESKTOP, PHONE, Mail, new_context
from tests.e2e.office.test_clerks_journey import EWA, sign_in
from tests.e2e.steps import come_in, heading, keep, look, register

pytestmark = pytest.mark.e2e

REASON = "klientka pyta o fakturę za październik"


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
