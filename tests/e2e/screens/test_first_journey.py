"""The first journey: from the invoice on paper to the invoice on the screen."""

import io
import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from local.stack.testing import RunningStack
from tests.e2e.conftest import DESKTOP, PASSWORD, PHONE, Mail
from tests.e2e.steps import activate, come_in, downloaded, grosze, heading, link_from_mail, look, register, sign_in

pytestmark = pytest.mark.e2e


@pytest.fixture
def anna(people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The private customer who owes: the first of the demo people."""
    return next(iter(people.values()))


def both_widths(page: Page, name: str) -> None:
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, name)


def test_a_customer_comes_in_and_reads_an_invoice(
    page: Page, mail: Mail, stack: RunningStack, anna: dict[str, Any]
) -> None:
    page.goto("/")
    heading(page, "Zaloguj się")
    both_widths(page, "sign-in")
    page.get_by_role("link", name="Zarejestruj się").click()
    heading(page, "Rejestracja")
    both_widths(page, "registration")

    register(page, anna)
    both_widths(page, "check-mail")
    link = link_from_mail(page, mail, anna["email"])
    page.goto(link)
    heading(page, "Ustaw hasło")
    assert "#" not in page.url
    both_widths(page, "activation")
    activate(page, link)

    expect(page.get_by_text("Do zapłaty").first).to_be_visible()
    expect(page.get_by_text(re.compile("stan na")).first).to_be_visible()
    both_widths(page, "pulpit")
    overview = page.request.get("/api/billing/overview").json()
    assert overview["balance"] > 0
    tile = page.get_by_role("region", name="Aktualne saldo").or_(page.locator("section", has_text="Do zapłaty")).first
    assert grosze(tile.inner_text()) == overview["balance"]

    page.get_by_role("link", name="Szczegóły").first.click()
    heading(page, "Faktury")
    both_widths(page, "faktury")
    document = page.request.get("/api/billing/documents").json()["documents"][0]
    page.goto(f"/faktury/{document['id']}")
    heading(page, document["number"])
    both_widths(page, "document")

    pdf = PdfReader(io.BytesIO(downloaded(page, f"/api/billing/documents/{document['id']}/pdf")))
    text = "\n".join(sheet.extract_text() for sheet in pdf.pages)
    assert document["number"] in text
    plain = re.sub(r"[\s\u00a0\u202f]", "", text)
    assert f"{document['amount'] // 100},{document['amount'] % 100:02}zł" in plain
    assert f"{document['amount'] // 100},{document['amount'] % 100:02}zł" in re.sub(
        r"[\s\u00a0\u202f]", "", page.get_by_role("main").inner_text()
    )


def test_what_happens_at_billing_is_here_after_the_sync(page: Page, stack: RunningStack, anna: dict[str, Any]) -> None:
    sign_in(page, anna["pesel"])
    before = page.request.get("/api/billing/overview").json()
    made = httpx.post(
        f"{stack.url('billing')}/simulate/new-invoice",
        json={"customerNumber": anna["customerNumber"]},
        trust_env=False,
    )
    assert made.is_success, made.text
    started = httpx.post(f"{stack.url('functions')}/admin/functions/billing_sync", json={"input": ""}, trust_env=False)
    assert started.status_code == 202
    for _ in range(300):
        after = page.request.get("/api/billing/overview").json()
        newest = after["lastDocuments"][0]
        if newest["id"] != before["lastDocuments"][0]["id"] and after["balance"] != before["balance"]:
            break
        page.wait_for_timeout(200)
    assert after["balance"] == before["balance"] + newest["amount"]
    page.reload()
    expect(page.get_by_text(newest["number"]).first).to_be_visible()
    assert downloaded(page, f"/api/billing/documents/{newest['id']}/pdf").startswith(b"%PDF-")


def test_an_overpayment_is_green_and_zero_is_calm(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    seen = set()
    for person in people.values():
        if person["kind"] != "individual":
            continue
        page.context.clear_cookies()
        come_in(page, mail, person)
        balance = page.request.get("/api/billing/overview").json()["balance"]
        word = "Do zapłaty" if balance > 0 else "Nadpłata" if balance < 0 else "Nic do zapłaty"
        expect(page.get_by_text(word).first).to_be_visible()
        seen.add(word)
        both_widths(page, f"pulpit-{'due' if balance > 0 else 'over' if balance < 0 else 'zero'}")
    assert {"Do zapłaty", "Nadpłata", "Nic do zapłaty"} <= seen


def test_a_link_older_than_a_day_says_register_again(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], travel: Callable[[float], None]
) -> None:
    firm = next(person for person in people.values() if person["kind"] == "business")
    register(page, firm, email="spozniony@example.com")
    link = link_from_mail(page, mail, "spozniony@example.com")
    travel(24 * 3600 + 60)
    page.goto(link)
    heading(page, "Link wygasł")
    expect(
        page.get_by_text("Ten link stracił ważność. Zarejestruj się jeszcze raz – zajmie to chwilę.")
    ).to_be_visible()
    both_widths(page, "link-expired")
    page.get_by_role("link", name=re.compile("Zarejestruj się")).first.click()
    heading(page, "Rejestracja")


def test_a_wrong_password_says_what_to_do(page: Page, anna: dict[str, Any], stack: RunningStack) -> None:
    page.goto("/zaloguj")
    page.get_by_label("Login", exact=True).fill(anna["pesel"])
    page.get_by_label("Hasło", exact=True).fill("to nie jest to hasło")
    page.get_by_role("button", name="Zaloguj się").click()
    expect(page.get_by_text("Login lub hasło się nie zgadza. Sprawdź je albo ustaw nowe hasło.").first).to_be_visible()
    both_widths(page, "sign-in-wrong")


def test_signing_out_leaves_nothing_behind_the_back_button(page: Page, mail: Mail, anna: dict[str, Any]) -> None:
    come_in(page, mail, anna)
    page.get_by_role("link", name="Szczegóły").first.click()
    heading(page, "Faktury")
    page.get_by_role("button", name="Wyloguj się").first.click()
    heading(page, "Zaloguj się")
    page.go_back()
    heading(page, "Zaloguj się")
    assert page.request.get("/api/billing/overview").status == 401


def test_only_the_modern_bundle_runs_in_a_modern_browser(page: Page) -> None:
    scripts: list[str] = []
    page.on("request", lambda request: scripts.append(request.url) if request.resource_type == "script" else None)
    page.goto("/zaloguj")
    heading(page, "Zaloguj się")
    loaded = [url for url in scripts if not url.startswith("data:")]
    assert loaded
    assert not [url for url in loaded if "legacy" in url or "polyfills" in url]


def test_the_portal_works_by_keyboard_alone(page: Page, mail: Mail, anna: dict[str, Any]) -> None:
    come_in(page, mail, anna)
    page.context.clear_cookies()
    page.goto("/zaloguj")
    heading(page, "Zaloguj się")
    page.get_by_label("Login", exact=True).focus()
    page.keyboard.type(anna["pesel"])
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    heading(page, re.compile("Dzień dobry"))


@pytest.mark.parametrize("path", ["/pulpit", "/faktury", "/faktury/cos", "/nie-ma-takiej"])
def test_a_deep_link_is_answered_by_the_app_with_its_headers(page: Page, path: str) -> None:
    response = page.goto(path)
    assert response is not None
    assert response.status == 200
    policy = response.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["x-content-type-options"] == "nosniff"
