"""At 200 % text nothing scrolls sideways, on a phone nor on a clerk's screen (WCAG 1.4.4)."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack.testing import RunningStack
from tests.depth import sample
from tests.e2e.conftest import DESKTOP, PHONE, ROOT, Mail, new_context
from tests.e2e.office.test_clerks_journey import asked, run_timer
from tests.e2e.office.test_clerks_journey import sign_in as enter_office
from tests.e2e.office.test_customers_at_the_desk import JOANNA
from tests.e2e.screens.test_layout import DOOR_FORMS, INVITATION, STEP_FORMS, waiting_for
from tests.e2e.steps import come_in, heading, keep

pytestmark = pytest.mark.e2e

TICKET = "ticket-of-large-text"
SECRET = "#Zk3_-aB9cD8eF7gH6iJ5kL4mN3oP2qR1sT0uV9wX8yZ"
SIGNED_OUT = (
    *DOOR_FORMS.values(),
    "/sprawdz-poczte",
    "/link-wygasl",
    f"/potwierdz-email{SECRET}",
    f"/cofnij-email{SECRET}",
    f"/wylacz-powiadomienie{SECRET}",
    "/kontakt",
    "/regulamin",
    "/dostepnosc",
    "/nie-znaleziono",
)
SIGNED_IN = (
    "/pulpit",
    "/faktury",
    "/faktury/{document}",
    "/faktury/wplaty",
    "/faktury/zestawienie",
    "/faktury/zaplac",
    "/umowy",
    "/umowy/{contract}",
    "/punkty",
    "/punkty/{point}",
    "/punkty/{point}/dane",
    "/punkty/{point}/odczyty",
    "/punkty/{point}/taryfy",
    "/zuzycie",
    "/zuzycie?miesiac=2026-10",
    "/zuzycie/koszt",
    "/zuzycie/depozyt",
    "/zgloszenia",
    "/zgloszenia/nowe?temat=other",
    f"/zgloszenia/{TICKET}",
    "/uslugi",
    "/uslugi/contact",
    "/uslugi/instalments",
    "/moje-dane",
    "/moje-dane/osoby",
    "/moje-dane/dziennik",
    "/klienci",
    "/platnosc/payment-of-nobody",
    "/bezpieczenstwo",
    "/bezpieczenstwo/haslo",
    "/bezpieczenstwo/email",
    "/bezpieczenstwo/login",
    "/bezpieczenstwo/drugi-krok",
    "/bezpieczenstwo/klucze",
    "/bezpieczenstwo/logowania",
    "/bezpieczenstwo/powiadomienia",
    "/bezpieczenstwo/konto",
    "/bezpieczenstwo/klucze-api",
    "/regulamin",
    "/kontakt",
)
STEPS = (*STEP_FORMS.values(), ("/nowy-regulamin", {"termsAcceptanceRequired": True}))
OFFICE = ("/bok", "/bok/szukaj", "/bok/wzory", "/bok/klienci")
LEADS = (
    "/bok/kierownik",
    "/bok/kierownik/miesiace",
    "/bok/kierownik/regulamin",
    "/bok/kierownik/przerwa",
    "/bok/kierownik/kwarantanna",
    "/bok/kierownik/dziennik",
)
OUTSIDE = """() => {
  const wide = document.documentElement.clientWidth;
  const cut = (it) => it && it !== document.body && it !== document.documentElement
    && (/auto|scroll|hidden|clip/.test(getComputedStyle(it).overflowX) || cut(it.parentElement));
  const out = [...document.querySelectorAll('body *')].filter((it) => {
    const { right, width } = it.getBoundingClientRect();
    const seen = width > 1 && getComputedStyle(it).visibility !== 'hidden' && !it.closest('svg > *');
    return seen && right > wide + 1 && !cut(it.parentElement);
  });
  const page = document.documentElement.scrollWidth > wide ? ['the page'] : [];
  return [...page, ...out.map((it) => `${it.tagName}.${it.className}: ${(it.textContent || '').slice(0, 30)}`)];
}"""
"""What reaches beyond the right edge, in the page or in what stands still over it; what scrolls in a region of its own
may."""
UNREACHED = """() => [...document.querySelectorAll('body *')]
  .filter((it) => /auto|scroll/.test(getComputedStyle(it).overflowX) && it.scrollWidth > it.clientWidth + 1
    && !it.matches('textarea, input, [role=group][tabindex="0"][aria-label], :has(a, button, summary, input)'))
  .map((it) => `unreached: ${it.tagName}.${it.className}`)"""
"""What scrolls sideways by itself, and not with a name and by the keyboard."""


def test_the_walk_knows_every_screen() -> None:
    """A new address fails here until it is looked at below."""
    source = (ROOT / "static_web/src/paths.ts").read_text("utf-8")
    written = re.findall(r'^  \w+: "(/[^"]+)",$', source, re.MULTILINE)
    walked = {re.split("[#?]", path)[0] for path in (*SIGNED_OUT, *SIGNED_IN, *(path for path, _ in STEPS))}
    patterns = {re.sub(r"\{\w+\}", ":id", path) for path in walked}
    patterns |= {path.replace("payment-of-nobody", ":id").replace(TICKET, ":id") for path in walked}
    assert len(written) > 50
    assert {re.sub(":kind$", "contact", path) for path in written} - patterns == set()
    source = (ROOT / "static_web/src/screens/office/paths.ts").read_text("utf-8")
    office = set(re.findall(r'^  \w+: "(/[^":]+)",$', source, re.MULTILINE))
    assert office == {*OFFICE, *LEADS, "/bok/wejscie"}


def enlarge(page: Page) -> None:
    """Every page from now on has its text twice as large."""
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '200%'; });"
    )


def faults_of(page: Page, path: str) -> list[str]:
    page.goto(path)
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    keep(page, f"large{re.sub(r'[^a-z-]+', '-', path.partition('#')[0])}")
    return [f"{path}: {one}" for one in [*page.evaluate(OUTSIDE), *page.evaluate(UNREACHED)]]


def test_nothing_scrolls_sideways_at_200_percent(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.route("**/api/auth/activation-checks", lambda route: route.fulfill(status=204))
    page.route("**/api/profile/invitations/looks", lambda route: route.fulfill(json=INVITATION))
    enlarge(page)
    faults = [fault for path in sample(SIGNED_OUT, 2) for fault in faults_of(page, path)]
    come_in(page, mail, people["stanislaw.wozniak"])
    asked(page, TICKET, "Dlaczego rachunek za październik jest wyższy? Konstantynopolitańczykowianeczka.")
    of = {
        name: page.request.get(f"/api/{where}").json()[things][0]["id"]
        for name, where, things in (
            ("point", "supply/points", "points"),
            ("contract", "supply/contracts", "contracts"),
            ("document", "billing/documents", "documents"),
        )
    }
    faults += [fault for path in sample(SIGNED_IN, 4) for fault in faults_of(page, path.format(**of))]
    page.get_by_role("button", name="Więcej").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    keep(page, "large-more")
    faults += [f"more: {one}" for one in page.evaluate(OUTSIDE)]
    for path, waits in STEPS:
        page.route("**/api/auth/sessions/current", waiting_for(waits))
        faults += faults_of(page, path)
        page.unroute("**/api/auth/sessions/current")
    assert not faults, "\n".join(faults)


def test_nor_in_the_office(
    page: Page, browser: Browser, stack: RunningStack, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    """A lead sees all that a clerk does, and pages of their own."""
    come_in(page, mail, people["anna.wisniewska"])
    asked(page, TICKET, "Dlaczego rachunek za październik jest wyższy?")
    run_timer(stack)
    desk = new_context(browser, stack, ignore_https_errors=True, viewport=DESKTOP)
    try:
        office = desk.new_page()
        enlarge(office)
        faults = faults_of(office, "/bok")
        enter_office(office, JOANNA)
        heading(office, "Kolejka")
        found = [fault for path in (*OFFICE, *sample(LEADS, 2)) for fault in faults_of(office, path)]
        office.goto("/bok")
        office.get_by_role("link", name=re.compile("ZG-")).first.click()
        expect(office.get_by_role("heading", level=1, name=re.compile("Zgłoszenie ZG-"))).to_be_visible()
        keep(office, "large-office-ticket")
        found += [f"the ticket: {one}" for one in office.evaluate(OUTSIDE)]
        assert not [*faults, *found], "\n".join([*faults, *found])
    finally:
        desk.close()
