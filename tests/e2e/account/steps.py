"""What a person does before signing in and in their account."""

import re
from typing import Any

from playwright.sync_api import APIResponse, Page, expect

from tests.e2e.conftest import DESKTOP, PASSWORD, SMALL, Mail
from tests.e2e.steps import heading, look

TABLET = {"width": 768, "height": 1024}
ONE_TIME = re.compile(r"\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}\b")


def all_widths(page: Page, name: str) -> None:
    for size in (SMALL, TABLET, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, name)


def awaited(page: Page, mail: Mail, address: str, subject: str) -> str:
    """The text of the newest mail, waited for."""
    for _ in range(300):
        found = mail.newest_to(address, subject)
        if found is not None:
            return str(found["text"])
        page.wait_for_timeout(100)
    raise AssertionError(f"no mail {subject!r} for {address}")


def ask_for_one_time_password(page: Page, mail: Mail, person: dict[str, Any]) -> str:
    """From the sign-in screen to the password in the mail."""
    page.goto("/zaloguj")
    page.get_by_role("link", name="Nie pamiętasz hasła?").click()
    heading(page, "Nie pamiętasz hasła?")
    page.get_by_label("Login", exact=True).fill(person["pesel"])
    page.get_by_role("button", name="Resetuj hasło").click()
    heading(page, "Sprawdź pocztę")
    found = ONE_TIME.search(awaited(page, mail, person["email"], "Odzyskiwanie dostępu"))
    assert found is not None
    return found[0]


def enter(page: Page, login: str, password: str) -> None:
    """Fill in and send the sign-in form, wherever it leads."""
    page.goto("/zaloguj")
    page.get_by_label("Login", exact=True).fill(login)
    page.get_by_label("Hasło", exact=True).fill(password)
    page.get_by_role("button", name="Zaloguj się", exact=True).click()


def open_security(page: Page, link: str) -> None:
    page.goto("/bezpieczenstwo")
    heading(page, "Bezpieczeństwo")
    page.get_by_role("main").get_by_role("link", name=link).click()


def give_password_again(page: Page) -> None:
    page.get_by_role("dialog", name="Podaj hasło").get_by_label("Hasło", exact=True).fill(PASSWORD)
    page.get_by_role("dialog").get_by_role("button", name="Dalej").click()


def ask(page: Page, method: str, path: str, body: Any = None) -> APIResponse:
    """A write of the page's own session, where the walk is about something else."""
    origin = page.request.get("/").url.rstrip("/")
    return page.request.fetch(
        path, method=method, data=body or {}, headers={"X-Requested-With": "mojbok", "Origin": origin}
    )


def fields(page: Page) -> dict[str, str | None]:
    """What the browser is told each text field of the screen's forms holds, by the field's name."""
    inputs = page.locator("form input:not([type=radio]):not([type=checkbox])")
    expect(inputs.first).to_be_visible()
    return dict(inputs.evaluate_all("all => all.map((one) => [one.name, one.getAttribute('autocomplete')])"))
