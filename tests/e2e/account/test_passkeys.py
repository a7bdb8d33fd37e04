"""Passkeys: a way in without a password, and a way to confirm who is there."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account.steps import all_widths
from tests.e2e.conftest import Mail
from tests.e2e.steps import come_in, heading, look

pytestmark = pytest.mark.e2e


def add_passkey(page: Page, name: str) -> None:
    page.goto("/bezpieczenstwo/klucze")
    heading(page, "Klucze dostępu")
    page.get_by_label("Nazwa klucza").fill(name)
    page.get_by_role("button", name="Dodaj klucz").click()
    expect(page.get_by_text("Klucz jest dodany.")).to_be_visible()
    expect(page.get_by_role("rowheader", name=name)).to_be_visible()


@pytest.mark.usefixtures("device")
def test_a_passkey_opens_the_account_without_a_password(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    come_in(page, mail, person)
    add_passkey(page, "Laptop Stanisława")
    all_widths(page, "passkeys")
    page.context.clear_cookies()
    page.goto("/zaloguj")
    page.get_by_role("button", name="Użyj klucza dostępu").click()
    heading(page, re.compile("Dzień dobry"))
    page.goto("/bezpieczenstwo/klucze")
    page.get_by_role("button", name="Usuń klucz: Laptop Stanisława").click()
    expect(page.get_by_text("Klucz jest usunięty.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/zaloguj")
    page.get_by_role("button", name="Użyj klucza dostępu").click()
    expect(page.get_by_role("alert")).to_contain_text("Klucz dostępu nie zadziałał")


@pytest.mark.usefixtures("device")
def test_a_passkey_stands_in_for_the_password_before_a_change(
    page: Page, mail: Mail, person: dict[str, Any], travel: Callable[[float], None]
) -> None:
    come_in(page, mail, person)
    add_passkey(page, "Telefon")
    travel(360)
    page.get_by_role("button", name="Usuń klucz: Telefon").click()
    dialog = page.get_by_role("dialog", name="Podaj hasło")
    expect(dialog.get_by_label("Hasło", exact=True)).to_be_focused()
    expect(dialog.get_by_role("button", name="Użyj klucza dostępu")).to_be_visible()
    all_widths(page, "passkey-again")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("rowheader", name="Telefon")).to_be_visible()
    page.get_by_role("button", name="Usuń klucz: Telefon").click()
    dialog.get_by_role("button", name="Użyj klucza dostępu").click()
    expect(page.get_by_text("Klucz jest usunięty.")).to_be_visible()
    expect(page.get_by_text("Nie ma jeszcze żadnego klucza.")).to_be_visible()
    look(page, "passkey-removed")
