"""Another company takes the portal over: its own walk, in which nothing of the first one is met."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from local.stack.testing import RunningStack
from tests.e2e.billing.test_billing_journeys import another_amount, blik, taken
from tests.e2e.conftest import PASSWORD, ROOT, FoldersStack, Mail
from tests.e2e.steps import activate, downloaded, heading, keep, link_from_mail, look, sign_in
from tests.unit.brand.test_sources import PRODUCT, told_of_the_company

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(900)]

RETAILER = ROOT / "tests" / "retailer"
OWN: dict[str, Any] = json.loads((RETAILER / "brand.json").read_text("utf-8"))
WEB = ROOT / ".local" / "retailer-web"
LOGIN = "anna.z.gdanska"


def of_the_first(text: str) -> list[str]:
    """What of the first company a text holds."""
    bare = PRODUCT.sub("", text)
    return [f"{what}: {found[0]}" for what, pattern in told_of_the_company().items() if (found := pattern.search(bare))]


@pytest.fixture(scope="module")
def web() -> Path:
    """The web app, built for the second company."""
    environ = os.environ | {
        "MOJBOK_BRAND": str(RETAILER),
        "MOJBOK_BRAND_ICONS": str(ROOT / ".local" / "retailer-icons"),
    }
    shutil.rmtree(WEB, ignore_errors=True)
    icons = [sys.executable, "-m", "local.brand", "icons", str(RETAILER), environ["MOJBOK_BRAND_ICONS"]]
    subprocess.run(icons, cwd=ROOT, check=True)
    build = ["node_modules/.bin/vite", "build", "--outDir", str(WEB), "--emptyOutDir", "--logLevel", "error"]
    subprocess.run(build, cwd=ROOT / "static_web", env=environ, check=True)
    return WEB


@pytest.fixture(scope="module")
def stack(folders_stack: FoldersStack, web: Path) -> RunningStack:
    return folders_stack.of(Path(__file__).parent, {"MOJBOK_BRAND": str(RETAILER), "WEB_DIST": str(web)})


@pytest.fixture
def anna(people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return next(iter(people.values()))


def visit(page: Page, path: str, title: str | re.Pattern[str] | None = None) -> str:
    """A screen, whole; nothing in it is of the first company. Its text."""
    page.goto(path)
    if title:
        heading(page, title)
    else:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("main .skeleton")).to_have_count(0)
    assert of_the_first(page.content() + page.title()) == [], path
    return page.locator("body").inner_text()


def registered(page: Page, mail: Mail, person: dict[str, Any]) -> str:
    """From the sign-in screen to the link of the mail, with a login of one's own, which is asked for."""
    visit(page, "/rejestracja", "Rejestracja")
    page.get_by_label("PESEL", exact=True).fill(person["pesel"])
    page.get_by_label("Numer klienta").fill(person["customerNumber"])
    page.get_by_label("Numer faktury lub umowy").fill(person["documentNumber"])
    page.get_by_role("button", name="Dalej").click()
    page.get_by_role("textbox", name="Adres e-mail").fill(person["email"])
    page.get_by_role("checkbox", name=re.compile("Akceptuję Regulamin Serwisu Prądownia")).check()
    page.get_by_role("button", name="Zarejestruj się").click()
    expect(page.get_by_role("alert").get_by_text("Wpisz login.")).to_be_visible()
    page.get_by_label("Własny login").fill(LOGIN)
    page.get_by_role("button", name="Zarejestruj się").click()
    heading(page, "Sprawdź pocztę")
    return link_from_mail(page, mail, person["email"])


def test_a_customer_walks_through_the_second_companys_portal(
    page: Page, mail: Mail, stack: RunningStack, anna: dict[str, Any]
) -> None:
    shown = visit(page, "/", "Zaloguj się")
    assert OWN["name"] in page.title()
    for said in (
        OWN["name"],
        "+48\u00a058\u00a0555\u00a001\u00a023",
        "w dni robocze 7:30–15:30",
        OWN["company"]["name"],
    ):
        assert said in shown
    for said in ("ul. Latarników 7, 80-001 Gdańsk", "KRS 0000000075", "NIP 9990000155"):
        assert said in shown
    assert "NIP lub wybrany login" in shown
    assert "PESEL" not in shown
    bar = page.locator(".entry-head").evaluate("head => getComputedStyle(head).backgroundColor")
    assert bar == "rgb(59, 30, 84)"
    look(page, "retailer-sign-in")

    activate(page, registered(page, mail, anna))
    for path in (
        "/pulpit",
        "/faktury",
        "/zuzycie",
        "/umowy",
        "/zgloszenia",
        "/bezpieczenstwo",
        "/regulamin",
        "/dostepnosc",
    ):
        visit(page, path)
    assert "Dokumenty od 1 kwietnia 2025 r." in visit(page, "/faktury", "Faktury")
    contact = visit(page, "/kontakt", "Kontakt")
    for said in (
        "Reklamację złożysz",
        "Rozmowa kosztuje",
        "Danych sprzed 1 kwietnia 2025 r. tu nie ma.",
        "dom@pradownia",
    ):
        assert said in contact
    assert page.get_by_role("main").get_by_role("link", name=re.compile("Przejdź do")).count() == 0
    keep(page, "retailer-contact")

    another_amount(page, "12,34")
    page.wait_for_load_state("networkidle")
    transfer = page.get_by_role("region", name="Wolisz zwykły przelew?")
    expect(transfer.get_by_text(OWN["payee"]["name"])).to_be_visible()
    expect(transfer.get_by_text(OWN["payee"]["bank"])).to_be_visible()
    assert of_the_first(page.content()) == []
    blik(page, "777123")
    expect(taken(page)).to_be_visible()

    visit(page, "/faktury/zestawienie", "Zestawienie")
    content = downloaded(page, "/api/billing/statement/pdf?from=2025-04-01&to=2026-01-31")
    pdf = PdfReader(io.BytesIO(content))
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert "Zestawienie pobrane z Prądownia" in text
    assert of_the_first(f"{text} {pdf.metadata} {pdf.xmp_metadata and pdf.trailer}") == []

    page.context.clear_cookies()
    sign_in(page, LOGIN)
    page.context.clear_cookies()
    page.goto("/zaloguj")
    page.get_by_label("Login", exact=True).fill(anna["pesel"])
    page.get_by_label("Hasło", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_text("Login lub hasło się nie zgadza.").first).to_be_visible()

    mails = httpx.get(f"{stack.url('mail')}/email", trust_env=False).json()
    assert len(mails) >= 3
    for one in mails:
        assert one["from"] == [{"address": "poczta@pradownia.example", "name": "Prądownia"}]
        assert (
            of_the_first(json.dumps([one["subject"], one["text"], one["html"], one["headers"]], ensure_ascii=False))
            == []
        )
        assert "Wiadomość z Prądownia. O hasło nie pytamy nigdy. Telefon: +48 58 555 01 23" in one["text"]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_the_sign_in_screen_in_other_languages_is_the_second_companys_too(page: Page, language: str) -> None:
    page.goto("/")
    page.evaluate("language => localStorage.setItem('mojbok.language', language)", language)
    for path in (
        "/zaloguj",
        "/rejestracja",
        "/kontakt",
        "/regulamin",
        "/dostepnosc",
        "/nie-pamietam-hasla",
        "/nie-pamietam-loginu",
    ):
        visit(page, path)
    assert OWN["texts"]["complaints"][language] in visit(page, "/kontakt")


def test_what_is_built_holds_nothing_of_the_first_company(web: Path) -> None:
    files = [file for file in web.rglob("*") if file.suffix in {".html", ".js", ".css", ".svg", ".json"}]
    found = {file.name: told for file in files if (told := of_the_first(file.read_text("utf-8")))}
    assert found == {}
    manifest = json.loads((web / "manifest.json").read_text())
    assert (manifest["name"], manifest["short_name"], manifest["theme_color"]) == ("Prądownia", "Prądownia", "#3B1E54")
    assert [(web / icon["src"].lstrip("/")).exists() for icon in manifest["icons"]] == [True, True]


def test_what_is_built_for_the_first_company_holds_it() -> None:
    """Else the test above would look for what is never there."""
    built = " ".join(file.read_text("utf-8") for file in (ROOT / "static_web" / "dist").rglob("*.*s") if file.is_file())
    assert {line.partition(":")[0] for line in of_the_first(built)} >= {"name", "telephone", "first day"}
