"""Signing in and the account by keyboard alone: each step is reached by Tab, seen, and told when it went wrong."""

from typing import Any

import pyotp
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.account.steps import ask
from tests.e2e.conftest import OTHER_PASSWORD, PASSWORD, SMALL, Mail
from tests.e2e.steps import come_in, keep

pytestmark = pytest.mark.e2e

OUTLINE = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const bar = document.querySelector('.bar-nav');
  const covered = bar && getComputedStyle(bar).position === 'fixed' && !bar.contains(one)
    ? box.bottom > bar.getBoundingClientRect().top && box.top < bar.getBoundingClientRect().bottom : false;
  return {
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inView: box.top < innerHeight && box.bottom > 0 && !covered,
    name: one.tagName + ' ' + (one.getAttribute('name') || one.textContent || '').trim().slice(0, 40),
  };
}"""


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has the focus; on the way every place shows that it has it."""
    for _ in range(40):
        page.keyboard.press(key)
        seen = page.evaluate(OUTLINE)
        assert seen["ring"], f"no ring on {seen['name']}"
        assert seen["inView"], f"{seen['name']} is out of sight"
        if target.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


def title_has_focus(page: Page, name: str) -> None:
    """A new screen begins at its heading, so that Tab and a screen reader go on from there."""
    expect(page.get_by_role("heading", level=1, name=name)).to_be_focused()


def test_signing_in_by_two_steps_and_changing_the_password_needs_no_mouse(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    person = people["biuro.zlotyklos"]
    come_in(page, mail, person)
    secret = pyotp.TOTP(ask(page, "POST", "/api/auth/totp").json()["secret"])
    codes = ask(page, "POST", "/api/auth/totp/confirmations", {"code": secret.now()}).json()["codes"]
    page.context.clear_cookies()
    page.goto("/zaloguj")
    login = page.get_by_label("Login", exact=True)
    submit = page.get_by_role("button", name="Zaloguj się", exact=True)
    tab_to(page, login)
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Popraw 2 pola")
    assert page.evaluate(OUTLINE)["ring"]
    keep(page, "keyboard-summary")
    tab_to(page, summary.get_by_role("link", name="Hasło"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Hasło", exact=True)).to_be_focused()
    page.keyboard.type(PASSWORD)
    tab_to(page, login, "Shift+Tab")
    page.keyboard.type(person["nip"])
    tab_to(page, submit)
    page.keyboard.press("Space")

    title_has_focus(page, "Podaj kod")
    tab_to(page, page.get_by_label("Kod z aplikacji"))
    page.keyboard.type("000000")
    page.keyboard.press("Enter")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Ten kod się nie zgadza")
    tab_to(page, page.get_by_role("button", name="Użyj kodu zapasowego"))
    keep(page, "keyboard-second-step")
    page.keyboard.press("Enter")
    # The field stands above the button that brought it.
    tab_to(page, page.get_by_label("Kod zapasowy"), "Shift+Tab")
    page.keyboard.type(codes[0])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dzień dobry")

    # On a phone the bar of places lies over the bottom of the screen.
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    page.goto("/bezpieczenstwo")
    change = page.get_by_role("main").get_by_role("link", name="Zmień hasło")
    expect(change).to_be_visible()
    tab_to(page, change)
    page.keyboard.press("Enter")
    title_has_focus(page, "Zmień hasło")
    tab_to(page, page.get_by_label("Obecne hasło"))
    page.keyboard.type(PASSWORD)
    tab_to(page, page.get_by_label("Nowe hasło"))
    page.keyboard.type("krótkie")
    page.keyboard.press("Enter")
    expect(summary).to_be_focused()
    keep(page, "keyboard-change-password")
    tab_to(page, page.get_by_label("Nowe hasło"))
    page.keyboard.press("Control+A")
    page.keyboard.type(OTHER_PASSWORD)
    tab_to(page, page.get_by_role("button", name="Zmień hasło"))
    page.keyboard.press("Space")
    title_has_focus(page, "Bezpieczeństwo")
    expect(page.get_by_text("Hasło jest zmienione.")).to_be_visible()

    # As the person was found.
    back = {"currentPassword": OTHER_PASSWORD, "newPassword": PASSWORD}
    assert ask(page, "PUT", "/api/auth/password", back).ok
    assert ask(page, "DELETE", "/api/auth/totp").ok
