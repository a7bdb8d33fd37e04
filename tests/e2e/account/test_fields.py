"""What browsers and password managers are told a field holds (WCAG 2.2, 1.3.5).

No field before signing in asks for a telephone number. Numbers of PESEL, NIP, customer and document are nothing
a browser should keep, so these say `off`.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account.steps import fields
from tests.e2e.conftest import Mail
from tests.e2e.steps import come_in, heading

pytestmark = pytest.mark.e2e

NUMBERS = {"customerNumber": "off", "documentNumber": "off"}
DOOR: dict[str, dict[str, str]] = {
    "/zaloguj": {"login": "username webauthn", "password": "current-password"},
    "/rejestracja": {"pesel": "off"} | NUMBERS,
    "/nie-pamietam-hasla": {"login": "username"},
    "/nie-pamietam-loginu": {"email": "email"},
    "/aktywacja#Zk3_-aB9cD8eF7gH6iJ5kL4mN3oP2qR1sT0uV9wX8yZ": {"username": "username", "password": "new-password"},
}
ACCOUNT: dict[str, dict[str, str]] = {
    "/bezpieczenstwo/haslo": {
        "username": "username",
        "currentPassword": "current-password",
        "newPassword": "new-password",
    },
    "/bezpieczenstwo/email": {"email": "email"},
    "/bezpieczenstwo/login": {"login": "username"},
    "/bezpieczenstwo/klucze": {"name": "off"},
}


def test_each_field_of_the_sign_in_says_what_it_holds(page: Page) -> None:
    page.route("**/api/auth/activation-checks", lambda route: route.fulfill(status=204))
    for path, expected in DOOR.items():
        page.goto(path)
        assert fields(page) == expected, path
    page.goto("/rejestracja")
    page.get_by_role("radio", name="Firma").check()
    expect(page.get_by_label("NIP", exact=True)).to_be_visible()
    assert fields(page) == {"nip": "off"} | NUMBERS
    page.get_by_label("NIP", exact=True).fill("5265877635")
    page.get_by_label("Numer klienta").fill("60418273")
    page.get_by_label("Numer faktury lub umowy").fill("FE/1")
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_role("button", name="Zarejestruj się")).to_be_visible()
    assert fields(page) == {"email": "email", "login": "username"}


def test_each_field_of_the_account_says_what_it_holds(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    come_in(page, mail, person)
    for path, expected in ACCOUNT.items():
        page.goto(path)
        assert fields(page) == expected, path


def test_a_browser_without_passkeys_is_not_told_of_them(page: Page) -> None:
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/zaloguj")
    heading(page, "Zaloguj się")
    assert fields(page) == {"login": "username", "password": "current-password"}
