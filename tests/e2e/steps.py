"""What a person does, in the words of the screens; and what every screen must stand up to."""

import os
import re
from typing import Any

from playwright.sync_api import Page, expect

from tests.e2e.conftest import PASSWORD, ROOT, SCREENSHOTS, Mail

AXE = (ROOT / "static_web/node_modules/axe-core/axe.min.js").resolve()
PICTURES = os.environ.get("PICTURES", "") == "1"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Put together where it is found: all that axe has to say takes seconds to bring here.
BREACHES = """async (rules) => {
    const all = await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
    return all.violations.map(({ id, nodes }) => `${id}: ${JSON.stringify(nodes.map(({ target }) => target))}`);
}"""


def look(page: Page, name: str) -> None:
    """The screen is accessible by axe, fits its width, and is kept as a picture."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    faults = _breaches(page)
    if any(fault.startswith("target-size:") for fault in faults):
        # What a bar that stands still half covers here is whole where one has scrolled past it.
        page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        faults = _breaches(page)
    assert not faults, f"{name}: {faults}"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} scrolls sideways"
    keep(page, name)


def _breaches(page: Page) -> list[str]:
    found: list[str] = page.evaluate(BREACHES, RULES)
    return found


def keep(page: Page, name: str) -> None:
    """A picture of the whole screen, to be looked at, where somebody asked for pictures: they take minutes."""
    if not PICTURES:
        return
    width = page.viewport_size["width"] if page.viewport_size else 0
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)


def heading(page: Page, name: str | re.Pattern[str]) -> None:
    # The first screen of a fresh stack may come late on a busy machine.
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible(timeout=15_000)


def register(page: Page, person: dict[str, Any], **changes: str) -> None:
    """From the sign-in screen to "check your mail"."""
    facts = person | changes
    page.goto("/rejestracja")
    heading(page, "Rejestracja")
    if facts.get("nip"):
        page.get_by_role("radio", name="Firma").check()
        page.get_by_label("NIP", exact=True).fill(facts["nip"])
    else:
        page.get_by_label("PESEL", exact=True).fill(facts["pesel"])
    page.get_by_label("Numer klienta").fill(facts["customerNumber"])
    page.get_by_label("Numer faktury lub umowy").fill(facts["documentNumber"])
    page.get_by_role("button", name="Dalej").click()
    page.get_by_role("textbox", name="Adres e-mail").fill(facts["email"])
    page.get_by_role("checkbox", name=re.compile("Akceptuję Regulamin")).check()
    page.get_by_role("button", name="Zarejestruj się").click()
    heading(page, "Sprawdź pocztę")


def link_from_mail(page: Page, mail: Mail, address: str) -> str:
    """Wait for the activation mail; its link."""
    for _ in range(300):
        found = mail.newest_to(address, "Aktywuj konto")
        if found is not None:
            link = re.search(r"http\S+/aktywacja#\S+", found["text"])
            assert link is not None
            return link[0]
        page.wait_for_timeout(100)
    raise AssertionError(f"no activation mail for {address}")


def activate(page: Page, link: str, password: str = PASSWORD) -> None:
    """Set the password, which signs in."""
    page.goto(link)
    heading(page, "Ustaw hasło")
    # The notice of the data's age comes on its own and would move the button away from under the click.
    page.wait_for_load_state("networkidle")
    page.get_by_label("Hasło", exact=True).fill(password)
    page.get_by_role("button", name="Ustaw hasło i aktywuj konto").click()
    heading(page, re.compile("Dzień dobry"))
    expect(page.get_by_text("Konto jest aktywne, a Ty już w nim jesteś.")).to_be_visible()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    if not page.url.endswith("/zaloguj"):
        page.goto("/zaloguj")
    page.get_by_label("Login", exact=True).fill(login)
    page.get_by_label("Hasło", exact=True).fill(password)
    page.get_by_role("button", name="Zaloguj się").click()
    heading(page, re.compile("Dzień dobry"))


def become(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    """Register and activate, which signs in."""
    register(page, person)
    activate(page, link_from_mail(page, mail, person["email"]))


def come_in(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    """Be signed in as a demo person, whether or not they have an account from another test."""
    origin = page.request.get("/").url.rstrip("/")
    answer = page.request.post(
        "/api/auth/sessions",
        data={"login": person.get("pesel") or person["nip"], "password": PASSWORD},
        headers={"X-Requested-With": "mojbok", "Origin": origin},
    )
    if not answer.ok:
        become(page, mail, person)
    page.goto("/pulpit")
    heading(page, re.compile("Dzień dobry"))


def grosze(text: str) -> int:
    """The amount in a text such as `1 234,56 zł`, with its sign."""
    found = re.search(r"([-−]?)((?:\d|[\s\u00a0\u202f])*\d),(\d\d)[\s\u00a0\u202f]*zł", text)
    assert found is not None, text
    sign, whole, part = found.groups()
    return (-1 if sign else 1) * int(re.sub(r"\D", "", whole) + part)


def downloaded(page: Page, path: str) -> bytes:
    """A file of the API with the page's own session."""
    response = page.request.get(path)
    assert response.status == 200, response.status
    return response.body()
