"""The second step of signing in, by codes of an application."""

import re
import time
from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account.steps import all_widths, ask, awaited, enter, fields, give_password_again, open_security
from tests.e2e.conftest import PASSWORD, Mail
from tests.e2e.steps import come_in, heading

pytestmark = pytest.mark.e2e


def test_the_second_step_is_turned_on_used_and_turned_off(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], travel: Callable[[float], None]
) -> None:
    person = people["tomasz.zielinski"]
    come_in(page, mail, person)
    # The password given at sign-in counts for five minutes; after that it is asked for again.
    travel(360)
    open_security(page, "Włącz logowanie dwuetapowe")
    heading(page, "Logowanie dwuetapowe")
    page.get_by_role("button", name="Włącz logowanie dwuetapowe").click()
    expect(page.get_by_role("dialog", name="Podaj hasło")).to_be_visible()
    assert fields(page) == {"username": "username", "password": "current-password"}
    all_widths(page, "password-again")
    give_password_again(page)
    expect(page.get_by_role("img", name="Kod QR")).to_be_visible()
    assert fields(page) == {"code": "one-time-code"}
    all_widths(page, "second-step-set-up")
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Kod z aplikacji").fill("12")
    page.get_by_role("button", name="Potwierdź kodem").click()
    expect(page.get_by_role("alert")).to_contain_text("Kod z aplikacji ma 6 cyfr")
    page.get_by_label("Kod z aplikacji").fill(pyotp.TOTP(secret).at(int(time.time()) + 360))
    page.get_by_role("button", name="Potwierdź kodem").click()
    heading(page, "Zapisz kody zapasowe")
    all_widths(page, "recovery-codes")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("button", name="Kody są zapisane").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Zostało: 10 kodów zapasowych.")).to_be_visible()
    awaited(page, mail, person["email"], "mojBOK")

    page.context.clear_cookies()
    enter(page, person["pesel"], PASSWORD)
    heading(page, "Podaj kod")
    assert fields(page) == {"code": "one-time-code"}
    all_widths(page, "second-step")
    page.goto("/faktury")
    heading(page, "Podaj kod")
    page.get_by_label("Kod z aplikacji").fill("000000")
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_role("alert")).to_contain_text("Ten kod się nie zgadza")
    travel(420)
    page.get_by_label("Kod z aplikacji").fill(pyotp.TOTP(secret).at(int(time.time()) + 420))
    page.get_by_role("button", name="Dalej").click()
    heading(page, "Faktury")

    page.context.clear_cookies()
    enter(page, person["pesel"], PASSWORD)
    heading(page, "Podaj kod")
    page.get_by_role("button", name="Użyj kodu zapasowego").click()
    assert fields(page) == {"code": "off"}
    page.get_by_label("Kod zapasowy").fill(codes[0].lower())
    page.get_by_role("button", name="Dalej").click()
    heading(page, re.compile("Dzień dobry"))
    open_security(page, "Zarządzaj logowaniem dwuetapowym")
    expect(page.get_by_text("Zostało: 9 kodów zapasowych.")).to_be_visible()
    page.get_by_role("button", name="Wyłącz logowanie dwuetapowe").click()
    dialog = page.get_by_role("dialog", name="Wyłączyć logowanie dwuetapowe?")
    dialog.get_by_role("button", name="Wyłącz logowanie dwuetapowe").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Logowanie dwuetapowe jest wyłączone.")).to_be_visible()


@pytest.mark.thorough
def test_fresh_recovery_codes_void_the_old_ones(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    # Not whose codes were tried in the future by the walk above: each try counts.
    person = people["lucja.dabrowska"]
    come_in(page, mail, person)
    secret = ask(page, "POST", "/api/auth/totp").json()["secret"]
    code = pyotp.TOTP(secret).now()
    old = ask(page, "POST", "/api/auth/totp/confirmations", {"code": code}).json()["codes"]
    open_security(page, "Zarządzaj logowaniem dwuetapowym")
    heading(page, "Logowanie dwuetapowe")
    all_widths(page, "second-step-on")
    page.get_by_role("button", name="Nowe kody zapasowe").click()
    dialog = page.get_by_role("dialog", name="Utworzyć nowe kody?")
    all_widths(page, "recovery-codes-renew")
    dialog.get_by_role("button", name="Zostaw dotychczasowe").click()
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Nowe kody zapasowe").click()
    dialog.get_by_role("button", name="Utwórz nowe kody").click()
    heading(page, "Zapisz kody zapasowe")
    expect(page.get_by_text("Poprzednie kody już nie działają.")).to_be_visible()
    all_widths(page, "recovery-codes-fresh")
    fresh = page.locator(".codes code").all_inner_texts()
    assert len(set(fresh)) == 10
    assert not {*fresh} & {*old}
    awaited(page, mail, person["email"], "kody zapasowe")

    page.context.clear_cookies()
    enter(page, person["pesel"], PASSWORD)
    page.get_by_role("button", name="Użyj kodu zapasowego").click()
    page.get_by_label("Kod zapasowy").fill(old[0])
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_role("alert")).to_contain_text("Ten kod zapasowy się nie zgadza albo był już użyty")
    all_widths(page, "recovery-code-refused")
    page.get_by_label("Kod zapasowy").fill(fresh[0])
    page.get_by_role("button", name="Dalej").click()
    heading(page, re.compile("Dzień dobry"))
    assert ask(page, "DELETE", "/api/auth/totp").ok
