"""Nothing moves by itself under a finger: not when the fonts come, not when a notice comes."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.depth import sample
from tests.e2e.conftest import DESKTOP, PHONE, ROOT, Mail
from tests.e2e.steps import come_in, heading
from tests.e2e.watching import layout_shifts, watch_layout

pytestmark = pytest.mark.e2e

ONE_LINE = 26
DOOR = {
    "/zaloguj": "Zaloguj się",
    "/rejestracja": "Rejestracja",
    "/nie-pamietam-hasla": "Nie pamiętasz hasła?",
    "/aktywacja#Zk3_-aB9cD8eF7gH6iJ5kL4mN3oP2qR1sT0uV9wX8yZ": "Link wygasł",
    "/kontakt": "Kontakt",
    "/czy-to-od-nas": "Czy to od nas?",
}


PATIENT = "{ const real = setTimeout; window.setTimeout = (run, ms = 0, ...rest) => real(run, ms * 30, ...rest); }"
"""The screen waits for the notice as long as a busy machine needs to bring it."""


def answer_late_data(route: Route) -> None:
    route.fulfill(json=route.fetch().json() | {"dataLate": True, "dataAsOf": "2026-11-20T05:00:00Z"})


def is_above_the_screen(notice: Locator) -> bool:
    return bool(
        notice.evaluate(
            "(it) => it.getBoundingClientRect().top < document.querySelector('h1').getBoundingClientRect().top"
        )
    )


def test_a_notice_known_soon_stands_above_and_moves_nothing(page: Page) -> None:
    watch_layout(page)
    page.add_init_script(PATIENT)
    page.route("**/api/status", answer_late_data)
    page.goto("/rejestracja")
    heading(page, "Rejestracja")
    notice = page.get_by_text("Pokazujemy dane z 20.11.2026.")
    expect(notice).to_be_visible()
    assert is_above_the_screen(notice)
    assert layout_shifts(page) == []


def test_a_notice_known_late_stands_below_and_moves_nothing(page: Page) -> None:
    watch_layout(page)
    held: list[Route] = []
    page.route("**/api/status", lambda route: held.append(route))  # noqa: PLW0108  Playwright takes no builtin
    page.goto("/rejestracja")
    heading(page, "Rejestracja")
    expect(page.get_by_role("button", name="Dalej")).to_be_visible()
    answer_late_data(held[0])
    notice = page.get_by_text("Pokazujemy dane z 20.11.2026.")
    expect(notice).to_be_visible()
    assert not is_above_the_screen(notice)
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


ZK = "#Zk3_-aB9cD8eF7gH6iJ5kL4mN3oP2qR1sT0uV9wX8yZ"
SCREENS = ROOT / "static_web" / "src" / "screens"
DOOR_FORMS = {
    "sign-in/sign-in.tsx": "/zaloguj",
    "registration/registration.tsx": "/rejestracja",
    "registration/activation.tsx": f"/aktywacja{ZK}",
    "account/forgot-password.tsx": "/nie-pamietam-hasla",
    "account/forgot-login.tsx": "/nie-pamietam-loginu",
    "profile/invitation.tsx": f"/zaproszenie{ZK}",
    "origin/origin.tsx": "/czy-to-od-nas",
}
STEP_FORMS = {
    "account/second-step.tsx": ("/drugi-krok", {"secondStepRequired": True}),
    "account/new-password.tsx": ("/nowe-haslo", {"passwordChangeRequired": True}),
}
PLACE_FORMS = {
    "account/change-password.tsx": "/bezpieczenstwo/haslo",
    "account/change-email.tsx": "/bezpieczenstwo/email",
    "account/change-login.tsx": "/bezpieczenstwo/login",
    "account/passkeys.tsx": "/bezpieczenstwo/klucze",
    "account/set-up-second-step.tsx": "/bezpieczenstwo/drugi-krok",
    "account/reauthentication.tsx": "/bezpieczenstwo/konto",
    "profile/contact-form.tsx": "/moje-dane",
    "profile/invite-form.tsx": "/moje-dane/osoby",
    "supply/api-keys/new-key-form.tsx": "/bezpieczenstwo/klucze-api",
    "billing/filter-panel.tsx": "/faktury",
    "billing/statement.tsx": "/faktury/zestawienie",
    "billing/payment-form.tsx": "/faktury/zaplac",
    "supply/points/points.tsx": "/punkty",
    "supply/points/point-name.tsx": "/punkty/{point}",
    "supply/readings/reading-form.tsx": "/punkty/{point}/odczyty",
    "tickets/list/filter-panel.tsx": "/zgloszenia",
    "tickets/writing/ticket-form.tsx": "/zgloszenia/nowe?temat=other",
    "tickets/thread/reply-form.tsx": "/zgloszenia/nowe?temat=other",
    "tickets/services/service.tsx": "/uslugi/contact",
}
NOTHING_TO_GET_WRONG = {"tickets/thread/rating.tsx"}
"""A star, and a comment that may be anything: no field is checked when it is left."""
OFFICE = "office/"
"""Clerks' forms check nothing when a field is left; they are walked in tests/e2e/office."""
TO_THE_FORM = {
    "account/set-up-second-step.tsx": "Włącz logowanie dwuetapowe",
    "account/reauthentication.tsx": "Pobierz dane",
    "profile/contact-form.tsx": "Zmień dane kontaktowe",
    "supply/points/point-name.tsx": "Nazwij ten punkt",
}
WRONG_ENTRIES = {"date": "2031-01-01", "search": "x"}
INVITATION = {
    "customerName": "Anna Wiśniewska",
    "role": "billing",
    "limited": False,
    "until": None,
    "linkExpiresAt": "2031-01-01T00:00:00Z",
}
"""What the link of an invitation is for."""
COUNT_SENDINGS = (
    "window.sent = 0; addEventListener('submit', (event) => { window.sent += 1; event.preventDefault(); }, true);"
)


def test_the_walks_know_every_form() -> None:
    """A new form fails here until it is pressed below."""
    forms = {str(file.relative_to(SCREENS)) for file in SCREENS.rglob("*.tsx") if "<form" in file.read_text("utf-8")}
    walked = {*DOOR_FORMS, *STEP_FORMS, *PLACE_FORMS}
    of_customers = {one for one in forms if not one.endswith(".test.tsx") and not one.startswith(OFFICE)}
    assert walked | NOTHING_TO_GET_WRONG == of_customers


def press_after_bad_fields(page: Page, what: str) -> None:
    """Fill every field of the form badly, press its button at once: it stands still, and is hit."""
    form = page.locator("dialog form, main form").last
    expect(form.locator("[type=submit]").last, what).to_be_visible()
    page.wait_for_load_state("networkidle")
    entries = form.locator(
        "input:not([type=radio], [type=checkbox], [type=file], [readonly]):visible, textarea:visible"
    ).all()
    assert entries, what
    for entry in entries:
        entry.fill(WRONG_ENTRIES.get(entry.get_attribute("type") or "", "1"))
    pressed = form.locator("[type=submit]").last
    pressed.scroll_into_view_if_needed()
    entries[-1].focus()
    page.evaluate("window.layoutShifts = []")
    place = pressed.bounding_box()
    assert place is not None, what
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    page.wait_for_timeout(250)
    assert pressed.bounding_box() == place, what
    assert layout_shifts(page) == [], what
    before = page.evaluate("window.sent")
    page.mouse.up()
    page.wait_for_function("(before) => window.sent > before", arg=before)


def test_a_button_pressed_right_after_bad_fields_is_hit_in_every_form(page: Page, mail: Mail, people: Any) -> None:
    page.set_viewport_size(PHONE)
    watch_layout(page)
    page.add_init_script(COUNT_SENDINGS)
    page.route("**/api/auth/activation-checks", lambda route: route.fulfill(status=204))
    page.route("**/api/profile/invitations/looks", lambda route: route.fulfill(json=INVITATION))
    for what, path in DOOR_FORMS.items():
        page.goto(path)
        press_after_bad_fields(page, what)
    come_in(page, mail, people["stanislaw.wozniak"])
    [point] = [one["id"] for one in page.request.get("/api/supply/points").json()["points"]]
    for what, path in sample([*PLACE_FORMS.items()], 3):
        if what == "account/reauthentication.tsx":
            refusal = {"code": "reauthentication_required", "errors": []}
            page.route("**/api/auth/account/data", lambda route: route.fulfill(status=403, json=refusal))  # noqa: B023
        page.goto(path.format(point=point))
        if what in TO_THE_FORM:
            page.get_by_role("button", name=TO_THE_FORM[what]).first.click()
        if what == "billing/payment-form.tsx":
            page.get_by_text("Inna kwota").click()
        if what == "tickets/thread/reply-form.tsx":
            page.get_by_label("Wiadomość", exact=True).fill("Czy licznik jest sprawny?")
            page.get_by_role("button", name="Wyślij zgłoszenie").click()
            expect(page.get_by_label("Twoja wiadomość")).to_be_visible()
        press_after_bad_fields(page, what)
    for what, (path, waits) in STEP_FORMS.items():
        page.route("**/api/auth/sessions/current", waiting_for(waits))
        page.goto(path)
        press_after_bad_fields(page, what)
        page.unroute("**/api/auth/sessions/current")


def waiting_for(step: dict[str, bool]) -> Callable[[Route], None]:
    """The session as it is, but that it must do something first."""
    return lambda route: route.fulfill(json=route.fetch().json() | step)


def test_what_was_wrong_is_said_after_sending(page: Page) -> None:
    page.goto("/nie-pamietam-loginu")
    page.get_by_label("Adres e-mail", exact=True).fill("anna@")
    page.get_by_role("button", name="Przypomnij login").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page).to_have_title(re.compile("^Błąd: "))
