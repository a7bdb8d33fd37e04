"""Nothing moves by itself under a finger: not when the fonts come, not when a notice comes."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.e2e.conftest import DESKTOP, PHONE, Mail
from tests.e2e.steps import come_in, heading
from tests.e2e.watching import layout_shifts, watch_layout

pytestmark = pytest.mark.e2e

ONE_LINE = 26
DOOR = {
    "/zaloguj": "Zaloguj się",
    "/rejestracja": "Rejestracja",
    "/nie-pamietam-hasla": "Nie pamiętasz hasła?",
    "/aktywacja#Zk3_-aB9cD8eF7gH6iJ5kL4mN3oP2qR1sT0uV9wX8yZ": "Ustaw hasło",
    "/kontakt": "Kontakt",
}


@pytest.mark.parametrize(("delay", "above"), [(0.3, True), (2.0, False)], ids=["soon", "late"])
def test_a_notice_moves_nothing_whenever_it_comes(page: Page, delay: float, above: bool) -> None:
    def answer(route: Route) -> None:
        late = route.fetch().json() | {"dataLate": True, "dataAsOf": "2026-11-20T05:00:00Z"}
        page.wait_for_timeout(delay * 1000)
        route.fulfill(json=late)

    watch_layout(page)
    page.route("**/api/status", answer)
    page.goto("/rejestracja", wait_until="commit")
    notice = page.get_by_text("Pokazujemy dane z 20.11.2026.")
    expect(notice).to_be_visible()
    heading(page, "Rejestracja")
    button = page.get_by_role("button", name="Zarejestruj się")
    expect(button).to_be_visible()
    assert (
        notice.evaluate(
            "(it) => it.getBoundingClientRect().top < document.querySelector('h1').getBoundingClientRect().top"
        )
    ) is above
    assert layout_shifts(page) == []


def hold_fonts(page: Page) -> list[Route]:
    """Keep back every font the page asks for; gives back what is kept."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.woff2", hold)
    return held


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_fonts_that_come_late_move_nothing(page: Page, size: Any) -> None:
    page.set_viewport_size(size)
    watch_layout(page)
    for path, title in DOOR.items():
        held = hold_fonts(page)
        page.goto(path, wait_until="domcontentloaded")
        heading(page, title)
        expect(page.locator("main form button[type=submit], main a").first).to_be_visible()
        page.wait_for_timeout(300)
        before = page.evaluate("() => document.querySelector('main').getBoundingClientRect().height")
        assert held, path
        for route in held:
            route.continue_()
        page.unroute("**/*.woff2")
        page.wait_for_function("() => document.fonts.status === 'loaded' && document.fonts.check('17px Onest')")
        page.wait_for_timeout(200)
        after = page.evaluate("() => document.querySelector('main').getBoundingClientRect().height")
        # Words may be a hair wider or narrower, and one line out of sight break elsewhere.
        assert [shift for shift in layout_shifts(page) if shift["value"] > 0.001] == [], path
        assert abs(after - before) < ONE_LINE, path


PRESSED = {
    "/rejestracja": ("PESEL", "123", "Zarejestruj się"),
    "/nie-pamietam-loginu": ("Adres e-mail", "anna@", "Przypomnij login"),
    "/bezpieczenstwo/email": ("Nowy adres e-mail", "anna@", "Wyślij link"),
    "/bezpieczenstwo/login": ("Login", "a!", "Zapisz login"),
}


@pytest.mark.parametrize("path", PRESSED)
def test_a_button_pressed_right_after_a_bad_field_is_hit(page: Page, mail: Mail, people: Any, path: str) -> None:
    label, wrong, button = PRESSED[path]
    if path.startswith("/bezpieczenstwo"):
        come_in(page, mail, next(iter(people.values())))
    page.set_viewport_size(PHONE)
    watch_layout(page)
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.get_by_label(label, exact=True).fill(wrong)
    pressed = page.get_by_role("button", name=button)
    pressed.scroll_into_view_if_needed()
    place = pressed.bounding_box()
    assert place is not None
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(600)
    assert pressed.bounding_box() == place
    assert layout_shifts(page) == []
    page.mouse.up()
    # It was hit: the summary comes with sending only.
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page).to_have_title(re.compile("^Błąd: "))
