"""Nothing that can be pressed moves when a screen's answers come late: a click would go beside it."""

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.depth import sample
from tests.e2e.conftest import DESKTOP, PHONE, Mail
from tests.e2e.screens.test_requests import OF_A_PAYMENT, a_ticket, address, screens
from tests.e2e.steps import come_in
from tests.e2e.watching import moved, watch_what_is_pressed

pytestmark = pytest.mark.e2e

LATE_SECONDS = 0.25


def answer_late(route: Route) -> None:
    if not re.search("sessions/current|api/status", route.request.url):
        time.sleep(LATE_SECONDS)
    route.continue_()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_to_press_moves_when_answers_come_late(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], size: Any
) -> None:
    come_in(page, mail, people["biuro.zlotyklos" if size == DESKTOP else "anna.wisniewska"])
    point = page.request.get("/api/supply/points").json()["points"][0]["id"]
    own = {
        "contract": page.request.get("/api/supply/contracts").json()["contracts"][0]["id"],
        "document": page.request.get("/api/billing/documents").json()["documents"][0]["id"],
        "ticket": a_ticket(page),
    }
    page.set_viewport_size(size)
    watch_what_is_pressed(page)
    page.route("**/api/**", answer_late)
    # Those whose parts come one after the other, and some of the rest.
    rest = sample(sorted(screens("signedIn") - OF_A_PAYMENT), 8)
    found = {}
    for name in sorted({"documents", "usage", "ticket", "costs", "people", "passkeys", "signIns", *rest}):
        page.goto(address(name, own.get(name, point)))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("#main .skeleton")).to_have_count(0)
        page.wait_for_load_state("networkidle")
        if moves := moved(page):
            found[name] = moves
    assert found == {}


def test_what_stands_below_is_there_though_an_answer_never_comes(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, people["anna.wisniewska"])
    page.route("**/api/billing/documents*", lambda _: None)
    page.goto("/faktury")
    tabs = page.get_by_role("link", name="Historia wpłat")
    expect(page.locator("#main .skeleton").first).to_be_visible()
    expect(tabs).to_be_hidden()
    expect(tabs).to_be_visible()
    page.unroute_all(behavior="ignoreErrors")
