"""What customers type themselves is shown as they typed it, on screens and in mails, and does nothing."""

import re
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack.testing import RunningStack
from tests.e2e.account.steps import enter
from tests.e2e.breaches import Breaches
from tests.e2e.conftest import DESKTOP, PASSWORD, SMALL, Mail, new_context
from tests.e2e.steps import come_in, heading, look

pytestmark = pytest.mark.e2e

TYPED = "<img src=x onerror=alert(1)>\"{{7*7}}${7*7}'&amp;<b>K</b>"
ENTITIES = re.compile(r"&lt;img src=x onerror=alert\(1\)&gt;")
# RFC 5322 lets all of this stand before the @; no mailbox in the world is called so.
ADDRESS = "=1+1'{{7*7}}${7*7}&amp@example.com"


def newest(page: Page, mail: Mail, address: str, subject: str, containing: str) -> dict[str, Any]:
    """The newest mail with this subject, waited for until its text holds what is looked for."""
    for _ in range(300):
        found = mail.newest_to(address, subject)
        if found is not None and containing in found["text"]:
            return found
        page.wait_for_timeout(100)
    raise AssertionError(f"no mail {subject!r} to {address} with {containing!r}")


def is_one_plain_mail(found: dict[str, Any], address: str) -> None:
    """Sent to one mailbox, with no header of somebody else's making."""
    assert [one["address"] for one in found["to"]] == [address]
    assert not found.get("cc")
    assert not found.get("bcc")
    assert {*found["headers"]} <= {
        "from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type",
    }  # fmt: skip


@pytest.mark.usefixtures("device")
@pytest.mark.thorough
def test_the_name_of_a_passkey_is_text_on_the_screen_and_in_mails(
    page: Page, mail: Mail, person: dict[str, Any]
) -> None:
    breaches = Breaches(page)
    come_in(page, mail, person)
    page.goto("/bezpieczenstwo/klucze")
    page.get_by_label("Nazwa klucza").fill(TYPED)
    page.get_by_role("button", name="Dodaj klucz").click()
    expect(page.get_by_role("rowheader")).to_have_text(re.compile(re.escape(TYPED)))
    for size in (SMALL, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, "typed-passkey")
    added = newest(page, mail, person["email"], "Dodatkowe zabezpieczenie", TYPED)
    page.get_by_role("button", name=f"Usuń klucz: {TYPED}").click()
    expect(page.get_by_text("Nie ma jeszcze żadnego klucza.")).to_be_visible()
    removed = newest(page, mail, person["email"], "zabezpieczenie", TYPED)
    for found in (added, removed):
        is_one_plain_mail(found, person["email"])
        assert ENTITIES.search(found["html"])
        assert "<img" not in found["html"]
        assert "<b>K" not in found["html"]
        assert "<img" not in found["subject"]
    assert breaches.found() == []


def test_an_address_is_text_on_the_screen_and_in_mails(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    breaches = Breaches(page)
    page.goto("/nie-pamietam-loginu")
    page.get_by_label("Adres e-mail").fill(ADDRESS)
    page.get_by_role("button", name="Przypomnij login").click()
    expect(page.get_by_text(f"Jeśli adres {ADDRESS} należy do konta")).to_be_visible()
    look(page, "typed-reminder")

    come_in(page, mail, person)
    page.goto("/bezpieczenstwo/email")
    for refused in (
        f"{TYPED}@example.com",
        "anna@example.com,obcy@example.com",
        "anna@example.com%0ABcc:o@example.com",
    ):
        page.get_by_label("Nowy adres e-mail").fill(refused)
        page.get_by_role("button", name="Wyślij link").click()
        expect(page.get_by_role("alert")).to_contain_text("Sprawdź adres e-mail")
    page.get_by_label("Nowy adres e-mail").fill(ADDRESS)
    page.get_by_role("button", name="Wyślij link").click()
    expect(page.get_by_text(f"Wysłaliśmy link na {ADDRESS}")).to_be_visible()
    look(page, "typed-address")
    page.goto("/bezpieczenstwo")
    expect(page.get_by_text(f"{ADDRESS} czeka na potwierdzenie")).to_be_visible()
    look(page, "typed-address-waits")
    notice = newest(page, mail, person["email"], "Zmiana adresu", ADDRESS)
    is_one_plain_mail(notice, person["email"])
    assert "&amp;amp@example.com" in notice["html"]
    is_one_plain_mail(newest(page, mail, ADDRESS, "Potwierdź nowy adres", "http"), ADDRESS)
    assert breaches.found() == []


def test_logins_and_searches_are_text(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    breaches = Breaches(page)
    enter(page, TYPED, TYPED)
    expect(page.get_by_role("alert")).to_contain_text("Login lub hasło się nie zgadza")
    assert breaches.found() == []
    come_in(page, mail, person)
    page.goto("/bezpieczenstwo/login")
    page.get_by_label("Login", exact=True).fill(TYPED[:32])
    page.get_by_role("button", name="Zapisz login").click()
    expect(page.get_by_role("alert")).to_contain_text("Login musi mieć 5–32 znaki")
    page.goto("/faktury")
    page.get_by_label("Szukaj po numerze").fill(TYPED)
    page.get_by_role("button", name="Szukaj").click()
    expect(page.get_by_label("Szukaj po numerze")).to_have_value(TYPED)
    look(page, "typed-search")
    assert breaches.found() == []
    for path in (f"/faktury/{quote(TYPED)}", f"/faktury?stan={quote(TYPED)}", f"/{quote(TYPED)}"):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert breaches.found() == [], path


def test_what_a_browser_calls_itself_goes_nowhere(
    browser: Browser, stack: RunningStack, mail: Mail, person: dict[str, Any], page: Page
) -> None:
    come_in(page, mail, person)
    context = new_context(browser, stack, user_agent=f"Firefox {TYPED} Windows")
    try:
        other = context.new_page()
        breaches = Breaches(other)
        enter(other, person["pesel"], PASSWORD)
        heading(other, re.compile("Dzień dobry"))
        other.goto("/bezpieczenstwo/logowania")
        expect(other.get_by_role("table", name="Zalogowane urządzenia")).to_contain_text("Firefox, Windows")
        assert "onerror" not in other.locator("body").inner_text()
        found = newest(other, mail, person["email"], "z nowego urządzenia", "Firefox")
        is_one_plain_mail(found, person["email"])
        assert "onerror" not in found["html"] + found["text"] + found["subject"]
        assert breaches.found() == []
    finally:
        context.close()
