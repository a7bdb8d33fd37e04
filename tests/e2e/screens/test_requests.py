"""How much a browser fetches for what a customer sees, and that what came once is kept."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from local.stack.testing import RunningStack
from tests.e2e.conftest import ROOT, Mail
from tests.e2e.steps import come_in, heading, sign_in
from tests.e2e.watching import Traffic

pytestmark = pytest.mark.e2e

FIRST_VISIT, LATER_VISIT = 12, 6
IMMUTABLE = "public, max-age=31536000, immutable"


@pytest.fixture
def anna(people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return next(iter(people.values()))


def to_the_list(page: Page, person: dict[str, Any]) -> None:
    """Sign-in, start page, list of documents: what most visits are."""
    page.goto("/zaloguj")
    sign_in(page, person["pesel"])
    expect(page.get_by_text(re.compile("stan na")).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Faktury").first.click()
    heading(page, "Faktury")
    expect(page.get_by_role("row").nth(1)).to_be_visible()
    page.wait_for_load_state("networkidle")


def test_a_visit_takes_few_requests(page: Page, mail: Mail, anna: dict[str, Any], browser: Any, stack: Any) -> None:
    come_in(page, mail, anna)
    fresh = browser.new_context(base_url=stack.url("web"), locale="pl-PL", viewport={"width": 1280, "height": 900})
    visitor = fresh.new_page()
    traffic = Traffic(visitor)
    to_the_list(visitor, anna)
    # The icon is fetched beside the page, by the browser's own frame.
    first = [one for one in traffic.take() if "/lamp-" not in one]
    assert len(first) <= FIRST_VISIT, "\n".join(first)
    assert not [one for one in first if "cyrillic" in one], first
    # Another day: the session is over, and the browser knows.
    fresh.clear_cookies()
    visitor.clock.set_system_time(datetime.now(UTC) + timedelta(days=1))
    to_the_list(visitor, anna)
    later = traffic.take()
    assert len(later) <= LATER_VISIT, "\n".join(later)
    fresh.close()


def test_code_and_fonts_are_kept_for_good_and_the_page_is_asked_for(stack: RunningStack) -> None:
    with httpx.Client(base_url=stack.url("web"), trust_env=False) as web:
        page = web.get("/")
        assert page.headers["cache-control"] == "no-cache"
        assets = set(re.findall(r'"(/assets/[^"]+)"', page.text))
        assert {asset.rpartition(".")[2] for asset in assets} == {"js", "css", "woff2", "svg", "png"}
        for asset in assets:
            assert web.get(asset).headers["cache-control"] == IMMUTABLE, asset


@pytest.mark.parametrize(
    ("path", "title", "calls"),
    [
        ("/pulpit", re.compile("Dzień dobry"), ["GET api/billing/overview"]),
        ("/faktury", "Faktury", ["GET api/billing/documents"]),
        ("/faktury/{document}", re.compile("Faktura"), ["GET api/billing/documents/{document}"]),
        ("/faktury/zaplac", "Płatność", ["GET api/billing/documents", "GET api/billing/transfer"]),
        ("/zuzycie", "Zużycie", ["GET api/supply/usage"]),
        ("/faktury/wplaty", "Historia wpłat", ["GET api/billing/payments"]),
    ],
)
def test_a_screen_makes_no_more_calls_than_it_shows_things(
    page: Page, mail: Mail, anna: dict[str, Any], path: str, title: Any, calls: list[str]
) -> None:
    come_in(page, mail, anna)
    page.wait_for_load_state("networkidle")
    document = page.request.get("/api/billing/documents").json()["documents"][0]["id"]
    traffic = Traffic(page)
    page.goto(path.format(document=document))
    heading(page, title)
    page.wait_for_load_state("networkidle")
    sent = [call.partition("?")[0] for call in traffic.take_calls()]
    assert sorted(sent) == sorted(
        ["GET api/auth/sessions/current", *(call.format(document=document) for call in calls)]
    )


CALLS: dict[str, list[str]] = {
    "accessLog": ["GET api/profile/access-log"],
    "apiKeys": ["GET api/profile/api-keys"],
    "changeEmail": ["GET api/auth/account"],
    "changeLogin": ["GET api/auth/account"],
    "changePassword": [],
    "contract": ["GET api/supply/contracts/{id}"],
    "contracts": ["GET api/supply/contracts"],
    "costs": ["GET api/supply/costs"],
    "coverage": ["GET api/supply/points/{id}/coverage"],
    "customers": ["GET api/profile/customers"],
    "deposit": ["GET api/supply/deposit"],
    "mailPreferences": ["GET api/profile/mail-preferences"],
    "myData": ["GET api/profile", "GET api/profile/consents"],
    "newTicket": ["GET api/tickets/subjects"],
    "ownAccount": ["GET api/auth/account"],
    "passkeys": ["GET api/auth/passkeys"],
    "people": ["GET api/profile/people", "GET api/supply/contracts"],
    "point": ["GET api/supply/points/{id}"],
    "points": ["GET api/supply/points"],
    "readings": ["GET api/supply/points/{id}/readings"],
    "replay": ["GET api/supply/points/{id}/replay"],
    "security": ["GET api/auth/account"],
    "service": ["GET api/tickets/services/instalments"],
    "services": ["GET api/tickets/services"],
    "setUpSecondStep": ["GET api/auth/account"],
    "signIns": ["GET api/auth/sessions", "GET api/auth/sign-ins"],
    "statement": ["GET api/billing/statement"],
    "ticket": [
        "GET api/tickets/drafts",
        "GET api/tickets/subjects",
        "GET api/tickets/{id}",
        "GET api/tickets/{id}/attachments",
    ],
    "tickets": ["GET api/tickets", "GET api/tickets/drafts", "GET api/tickets/subjects"],
}
"""What each other screen of a customer asks for at the first load, beside the session, by the name of its path."""
MEASURED_ABOVE = {"dashboard", "documents", "document", "pay", "usage", "payments"}
OF_A_PAYMENT = {"payment"}
"""It asks again until the provider has told; tests/e2e/billing/test_billing_journeys.py goes there."""


def test_every_screen_has_a_budget_of_calls() -> None:
    assert {*CALLS} | MEASURED_ABOVE | OF_A_PAYMENT == screens("signedIn")


def screens(access: str) -> set[str]:
    """The names of the paths with this access in the web app."""
    source = (ROOT / "static_web/src/app.tsx").read_text("utf-8")
    return {*re.findall(rf'path: PATHS\.(\w+), .*access: "{access}" }}', source)}


def address(name: str, own_id: str) -> str:
    """Where a screen is, by the name of its path; `own_id` is of what it shows."""
    source = (ROOT / "static_web/src/paths.ts").read_text("utf-8")
    paths = dict(re.findall(r'^  (\w+): "(/[^"]+)",$', source, re.MULTILINE))
    return paths[name].replace(":id", own_id).replace(":kind", "instalments")


def test_no_other_screen_makes_more_calls(page: Page, mail: Mail, anna: dict[str, Any]) -> None:
    come_in(page, mail, anna)
    page.wait_for_load_state("networkidle")
    own = {
        "contract": page.request.get("/api/supply/contracts").json()["contracts"][0]["id"],
        "ticket": a_ticket(page),
    }
    point = page.request.get("/api/supply/points").json()["points"][0]["id"]
    traffic = Traffic(page)
    found: dict[str, list[str]] = {}
    for name in CALLS:
        own_id = own.get(name, point)
        traffic.take()
        page.goto(address(name, own_id))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        # A draft has an id that the page makes.
        sent = [re.sub(f"{own_id}|[0-9a-f]{{32}}", "{id}", call.partition("?")[0]) for call in traffic.take_calls()]
        found[name] = sorted(one for one in sent if one != "GET api/auth/sessions/current")
    assert found == CALLS


def a_ticket(page: Page) -> str:
    """The id of a question asked as the screen would."""
    ticket = "ticket-of-requests"
    origin = page.request.get("/").url.rstrip("/")
    answer = page.request.post(
        "/api/tickets",
        data={"id": ticket, "kind": "question", "subject": "other", "text": "Dlaczego?"},
        headers={"X-Requested-With": "mojbok", "Origin": origin},
    )
    assert answer.ok, answer.text()
    return ticket


def test_a_newcomer_fetches_no_area_they_did_not_open(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    come_in(page, mail, list(people.values())[1])
    page.wait_for_load_state("networkidle")
    traffic = Traffic(page)
    page.goto("/pulpit")
    heading(page, re.compile("Dzień dobry"))
    page.wait_for_load_state("networkidle")
    assert not [one for one in traffic.take() if re.search("assets/(account|billing)", one)]
