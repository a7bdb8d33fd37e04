"""Read, filter, take along, pay: what a customer does with what they owe."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, Mail
from tests.e2e.steps import come_in, grosze, heading, look

pytestmark = pytest.mark.e2e


def both_widths(page: Page, name: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, name)


def documents(page: Page, **query: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.request.get("/api/billing/documents", params=query).json()["documents"]
    return found


def test_a_customer_filters_and_takes_documents_along(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, people["biuro.zlotyklos"])
    page.goto("/faktury")
    heading(page, "Faktury")
    page.get_by_role("navigation", name="Pokaż").get_by_role("link", name="Opłacone").click()
    paid = documents(page, state="paid")
    expect(page.get_by_role("rowheader").filter(has_text=paid[0]["number"])).to_be_visible()
    assert page.get_by_role("rowheader").count() == len(paid)

    page.get_by_label("Szukaj po numerze").fill(paid[3]["number"][-6:])
    page.get_by_role("button", name="Szukaj").click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    both_widths(page, "faktury-filtr")

    page.goto("/faktury?stan=oplacone")
    for document in paid[:2]:
        page.get_by_role("checkbox", name=f"Wybierz {document['number']}").check()
    both_widths(page, "faktury-wybor")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Pobierz PDF-y (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as archive:
        assert len(archive.namelist()) == 2
        assert all(archive.read(name).startswith(b"%PDF") for name in archive.namelist())

    page.goto("/faktury/wplaty")
    heading(page, "Historia wpłat")
    expect(page.get_by_role("rowheader").first).to_be_visible()
    both_widths(page, "wplaty")

    [correction, *_] = documents(page, kind="correction")
    page.goto(f"/faktury/{correction['id']}")
    expect(page.get_by_role("heading", name="Co się zmieniło")).to_be_visible()
    both_widths(page, "korekta")


def test_the_statement_ends_with_the_balance_of_the_start_page(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, next(iter(people.values())))
    balance = page.request.get("/api/billing/overview").json()["balance"]
    page.goto("/faktury/zestawienie")
    heading(page, "Zestawienie")
    proof = page.get_by_text("Saldo końcowe zgadza się z saldem na Pulpicie")
    expect(proof).to_be_visible()
    assert grosze(proof.inner_text()) == balance
    both_widths(page, "zestawienie")


def test_a_customer_pays_on_the_providers_page_and_by_blik(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, next(iter(people.values())))
    [document, *_] = documents(page, state="to_pay")
    page.goto(f"/faktury/{document['id']}")
    page.get_by_role("link", name=re.compile("^Zapłać")).click()
    heading(page, "Płatność")
    expect(page.get_by_role("button", name=re.compile("^Zapłać"))).to_be_visible()
    assert grosze(page.get_by_role("button", name=re.compile("^Zapłać")).inner_text()) == document["remaining"]
    both_widths(page, "platnosc")
    page.get_by_role("button", name=re.compile("^Zapłać")).click()
    page.wait_for_url(re.compile("/trnRequest/"))
    page.get_by_role("button").first.click()
    page.wait_for_url(re.compile("/platnosc/"))
    expect(page.get_by_text("Potwierdzona")).to_be_visible()
    both_widths(page, "platnosc-potwierdzona")

    page.goto("/faktury/zaplac")
    page.get_by_text("Inna kwota").click()
    page.get_by_label("Kwota w złotych").fill("12,34")
    page.get_by_text("Wpisz 6 cyfr z aplikacji").click()
    page.get_by_role("textbox", name="Kod BLIK").fill("777000")
    page.get_by_role("checkbox", name=re.compile("Akceptuję")).check()
    page.get_by_role("button", name=re.compile("^Zapłać 12,34")).click()
    expect(page.get_by_text("Bank nie przyjął kodu BLIK")).to_be_visible()
    both_widths(page, "blik-odmowa")
