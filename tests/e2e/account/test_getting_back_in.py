"""Getting back in: forgotten passwords and logins, and too many tries."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account.steps import all_widths, ask_for_one_time_password, awaited, enter, fields, open_security
from tests.e2e.conftest import OTHER_PASSWORD, PASSWORD, Mail
from tests.e2e.steps import come_in, heading, look, sign_in

pytestmark = pytest.mark.e2e


def test_a_forgotten_password_is_replaced_by_way_of_a_one_time_password(
    page: Page, mail: Mail, person: dict[str, Any]
) -> None:
    come_in(page, mail, person)
    page.context.clear_cookies()
    page.goto("/nie-pamietam-hasla")
    heading(page, "Nie pamiętasz hasła?")
    all_widths(page, "forgot-password")
    page.get_by_role("button", name="Resetuj hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("Popraw 1 pole")

    one_time = ask_for_one_time_password(page, mail, person)
    expect(page.get_by_text("Działa 10 minut")).to_be_visible()
    all_widths(page, "one-time-password-sent")
    page.get_by_role("link", name="Przejdź do logowania").click()
    heading(page, "Zaloguj się")
    enter(page, person["pesel"], one_time)
    heading(page, "Ustaw nowe hasło")
    assert fields(page) == {"username": "username", "newPassword": "new-password"}
    all_widths(page, "new-password")

    # Nothing else can be reached, and what was wanted is not forgotten.
    page.goto("/faktury")
    heading(page, "Ustaw nowe hasło")
    page.goto("/bezpieczenstwo/haslo")
    heading(page, "Ustaw nowe hasło")
    page.goto("/faktury")
    page.get_by_label("Nowe hasło").fill("krótkie")
    expect(page.get_by_text("Jeszcze 5 znaków.")).to_be_visible()
    page.get_by_role("button", name="Ustaw hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("Hasło jest za krótkie")
    page.get_by_label("Nowe hasło").fill(one_time)
    page.get_by_role("button", name="Ustaw hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("To hasło jednorazowe. Wybierz własne.")
    page.get_by_label("Nowe hasło").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Ustaw hasło").click()
    heading(page, "Faktury")
    awaited(page, mail, person["email"], "Hasło do mojBOK zostało zmienione")

    open_security(page, "Zmień hasło")
    heading(page, "Zmień hasło")
    page.get_by_label("Obecne hasło").fill("zupełnie inne hasło")
    page.get_by_label("Nowe hasło").fill(PASSWORD)
    page.get_by_role("button", name="Zmień hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("To hasło się nie zgadza")
    all_widths(page, "change-password")
    page.get_by_label("Obecne hasło").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Zmień hasło").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Hasło jest zmienione.")).to_be_visible()
    all_widths(page, "security")
    page.context.clear_cookies()
    sign_in(page, person["pesel"])


def test_an_unknown_login_and_mailbox_hear_the_same(page: Page, mail: Mail) -> None:
    page.goto("/nie-pamietam-hasla")
    page.get_by_label("Login", exact=True).fill("nikt.taki")
    page.get_by_role("button", name="Resetuj hasło").click()
    heading(page, "Sprawdź pocztę")
    expect(page.get_by_text("Jeśli ten login jest w mojBOK")).to_be_visible()
    page.goto("/nie-pamietam-loginu")
    page.get_by_label("Adres e-mail").fill("nikt@example.com")
    page.get_by_role("button", name="Przypomnij login").click()
    heading(page, "Sprawdź pocztę")
    expect(page.get_by_text("Jeśli adres nikt@example.com należy do konta")).to_be_visible()
    assert mail.newest_to("nikt@example.com", "") is None


def test_a_forgotten_login_comes_by_mail(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    come_in(page, mail, person)
    page.context.clear_cookies()
    page.goto("/zaloguj")
    page.get_by_role("link", name="Nie pamiętasz nazwy użytkownika?").click()
    heading(page, "Nie pamiętasz nazwy użytkownika?")
    all_widths(page, "forgot-login")
    page.get_by_label("Adres e-mail").fill("stanislaw")
    page.get_by_role("button", name="Przypomnij login").click()
    expect(page.get_by_role("alert")).to_contain_text("Sprawdź adres e-mail")
    page.get_by_label("Adres e-mail").fill(person["email"])
    page.get_by_role("button", name="Przypomnij login").click()
    heading(page, "Sprawdź pocztę")
    all_widths(page, "login-sent")
    text = awaited(page, mail, person["email"], "login")
    assert person["pesel"][-2:] in text
    assert person["pesel"] not in text


def test_too_many_tries_are_told_with_the_minutes_to_wait(page: Page) -> None:
    for attempt in range(6):
        enter(page, "uparty.login", f"złe hasło numer {attempt}")
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Odczekaj \d+ minut"))
    look(page, "too-many-attempts")
