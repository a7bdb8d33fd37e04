"""Choosing which mails come: by keyboard, kept over a reload, and kept to by what is sent."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.account.test_keyboard import tab_to
from tests.e2e.conftest import DESKTOP, PHONE, SMALL, Mail
from tests.e2e.steps import come_in, heading, look

pytestmark = pytest.mark.e2e

NAMES = (
    "Nowy dokument",
    "Zbliża się termin płatności",
    "Minął termin płatności",
    "Wpłata potwierdzona",
    "Odpowiedź na zgłoszenie",
    "Koniec stałej ceny",
    "Odczyt licznika",
)


def switch(page: Page, name: str) -> Locator:
    return page.get_by_role("checkbox", name=name)


def open_preferences(page: Page) -> None:
    page.goto("/bezpieczenstwo/powiadomienia")
    heading(page, "Powiadomienia e-mail")
    expect(page.get_by_role("checkbox")).to_have_count(len(NAMES))


def test_a_mail_switched_off_by_keyboard_stays_off(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    come_in(page, mail, people["stanislaw.wozniak"])
    page.goto("/bezpieczenstwo")
    page.get_by_role("main").get_by_role("link", name="Wybierz powiadomienia").click()
    heading(page, "Powiadomienia e-mail")
    for name in NAMES:
        expect(switch(page, name)).to_be_checked()

    due_soon = switch(page, "Zbliża się termin płatności")
    tab_to(page, due_soon)
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="Zbliża się termin płatności")).to_contain_text("wyłączone")
    expect(due_soon).to_be_focused()
    for size in (SMALL, PHONE, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, "powiadomienia")

    open_preferences(page)
    for name in NAMES:
        expect(switch(page, name)).to_be_checked(checked=name != "Zbliża się termin płatności")
    tab_to(page, due_soon)
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="Zbliża się termin płatności")).to_contain_text("włączone")
    open_preferences(page)
    expect(due_soon).to_be_checked()


def test_a_change_that_could_not_be_kept_is_taken_back_and_said(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, people["stanislaw.wozniak"])
    open_preferences(page)
    page.context.set_offline(True)
    overdue = switch(page, "Minął termin płatności")
    overdue.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(overdue).to_be_checked()
    look(page, "powiadomienia-bez-sieci")
    page.context.set_offline(False)
    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="Minął termin płatności")).to_contain_text("wyłączone")
    expect(page.get_by_role("alert")).to_have_count(0)
    open_preferences(page)
    expect(overdue).not_to_be_checked()
