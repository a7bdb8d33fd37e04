"""What others wrote is shown as text and nothing else; and a journey leaves its secrets nowhere."""

import re
from pathlib import Path
from typing import Any

import pytest
from azure.cosmos import CosmosClient, DatabaseProxy
from playwright.sync_api import BrowserContext, Page, Request, expect

from local.stack.testing import RunningStack
from tests.e2e.breaches import HOSTILE, Breaches
from tests.e2e.conftest import DESKTOP, PASSWORD, SMALL, Mail
from tests.e2e.steps import activate, keep, link_from_mail, register, sign_in
from tests.e2e.traces import traces

pytestmark = pytest.mark.e2e

NAMED = {"number", "transferTitle", "name", "title", "displayName", "street", "city", "product", "companyName"}
STICKING_OUT = """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
  [...document.querySelectorAll('body *')]
    .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
    .map((one) => `${one.tagName}.${one.className}`)"""
BILLS = [
    "/pulpit",
    "/faktury",
    "/faktury/wplaty",
    "/faktury/zestawienie",
    "/faktury/zaplac",
    "/umowy",
    "/punkty",
    "/zuzycie",
]


@pytest.fixture
def person(people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return next(iter(people.values()))


@pytest.fixture
def database(stack: RunningStack) -> Any:
    with CosmosClient(stack.environ["MOJBOK_COSMOS_ENDPOINT"], stack.environ["MOJBOK_COSMOS_KEY"]) as client:
        yield client.get_database_client(stack.environ["MOJBOK_COSMOS_DATABASE"])


def renamed(value: Any, key: str = "", at: int = 0) -> Any:
    """A mirrored document with hostile text wherever people give names."""
    if isinstance(value, dict):
        return {name: renamed(part, name, at + place) for place, (name, part) in enumerate(value.items())}
    if isinstance(value, list):
        return [renamed(part, key, at + place) for place, part in enumerate(value)]
    return f"{HOSTILE[at % len(HOSTILE)]} {at}" if key in NAMED and isinstance(value, str) else value


def poison(database: DatabaseProxy, person: dict[str, Any]) -> None:
    """As if billing had sent such names for the person, and the office such a notice."""
    customers = database.get_container_client("customers")
    found = customers.query_items(
        "SELECT c.customerId FROM c WHERE c.type = 'customer' AND c.data.customerNumber = @number",
        parameters=[{"name": "@number", "value": person["customerNumber"]}],
        enable_cross_partition_query=True,
    )
    [customer_id] = {item["customerId"] for item in found}
    items = list(customers.query_items("SELECT * FROM c WHERE c.type != 'lookup'", partition_key=customer_id))
    # What the sync adds up of usage and payments holds figures alone.
    items = [item for item in items if "data" in item]
    assert len(items) > 10
    for at, item in enumerate(items):
        customers.upsert_item(item | {"data": renamed(item["data"], at=at)})
    texts = {language: " ".join(HOSTILE) for language in ("pl", "en", "uk")}
    notice = {"startsAt": "2026-01-01T00:00:00Z", "endsAt": "2099-01-01T00:00:00Z", "texts": texts}
    database.get_container_client("operations").upsert_item({"id": "maintenance-notice", "notice": notice})


def settled(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")


BREACHES = {
    "an inline script": (
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = true'}))",
        {"script-src-elem inline", "planted element"},
    ),
    "a handler": (
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = true\">')",
        {"script-src-attr inline", "planted element"},
    ),
    "a dialog": ("alert('planted')", {"dialog planted"}),
}


@pytest.mark.parametrize(("planted", "expected"), BREACHES.values(), ids=BREACHES)
def test_a_planted_breach_is_caught(context: BrowserContext, planted: str, expected: set[str]) -> None:
    """What the walks below find nothing with does find something; the policy stops it all the same."""
    page = context.new_page()
    breaches = Breaches(page)
    page.goto("/zaloguj")
    settled(page)
    assert breaches.found() == []
    page.evaluate(planted)
    for _ in range(500):
        if {*breaches.found()} >= expected:
            break
        page.wait_for_timeout(20)
    assert {*breaches.found()} == expected
    assert page.evaluate("window.ran") is None


@pytest.mark.timeout(240)  # the stack starts within it
def test_hostile_names_are_text_on_every_screen(
    page: Page, mail: Mail, person: dict[str, Any], database: DatabaseProxy
) -> None:
    breaches = Breaches(page)
    register(page, person)
    activate(page, link_from_mail(page, mail, person["email"]))
    poison(database, person)
    page.context.clear_cookies()
    try:
        sign_in(page, person["pesel"])
        documents = page.request.get("/api/billing/documents").json()["documents"]
        shown, wide = "", {}
        for path in (
            *BILLS,
            "/bezpieczenstwo",
            "/kontakt",
            *(f"/faktury/{document['id']}" for document in documents[:2]),
        ):
            page.goto(path)
            settled(page)
            shown += page.locator("body").inner_text()
            assert breaches.found() == [], path
            for size in (DESKTOP, SMALL):
                page.set_viewport_size(size)  # type: ignore[arg-type]
                if sticking_out := page.evaluate(STICKING_OUT):
                    wide[f"{path} {size['width']}"] = sticking_out
                keep(page, f"hostile{path.replace('/', '-')[:30]}")
        assert "<img src=x onerror=alert(1)>" in shown
        assert "{{7*7}}" in shown
        assert not re.search(r"\b49\$?49\b", shown)
        assert "Ż" * 190 in shown
        assert "Coś poszło nie tak" not in shown
        assert wide == {}
    finally:
        database.get_container_client("operations").delete_item("maintenance-notice", "maintenance-notice")


def test_a_planted_secret_is_found(tmp_path: Path) -> None:
    (tmp_path / "billing").mkdir()
    for number in range(10):
        (tmp_path / f"blob-{number}").touch()
    (tmp_path / "billing" / "world.sqlite").write_text("secret")
    (tmp_path / "stack.log").write_text("functions | a line\n│ Anna   secret │\n")
    assert traces(tmp_path, {"it": "secret"}) == []
    (tmp_path / "stack.log").write_text("functions | a line with secret\n│ Anna   secret │\n")
    (tmp_path / "cosmos.sqlite-wal").write_bytes(b"\0\xffsecret\0")
    assert {*traces(tmp_path, {"it": "secret"})} == {"it in stack.log", "it in cosmos.sqlite-wal"}


def test_a_journey_leaves_its_secrets_nowhere(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], stack: RunningStack, database: DatabaseProxy
) -> None:
    person = people["tomasz.zielinski"]
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108  Playwright takes no builtin
    register(page, person)
    link = link_from_mail(page, mail, person["email"])
    activate(page, link)
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    session = next(value for name, value in cookies.items() if name.endswith("mojbok"))
    secrets = {"PESEL": person["pesel"], "password": PASSWORD, "link": link.partition("#")[2], "session": session}

    places = {
        f"{request.method} {request.url}": "\n".join(
            f"{name}: {value}" for name, value in request.headers.items() if name != "cookie"
        )
        + request.url.partition("#")[0]
        for request in requests
    }
    places["storage"] = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state])")
    places["address"] = page.url
    assert page.evaluate("indexedDB.databases()") == []
    mails = page.request.get(f"{stack.url('mail')}/email").json()
    for secret in ("PESEL", "password", "session"):
        assert not [one["subject"] for one in mails if secrets[secret] in str(one)], secret
    for container in database.list_containers():
        items = database.get_container_client(container["id"]).read_all_items()
        places[f"container {container['id']}"] = str(list(items))
    assert "container sessions" in places
    found = [
        f"{name} in {place}" for place, text in places.items() for name, secret in secrets.items() if secret in text
    ]
    assert found == []
    personal = {name: secrets[name] for name in ("PESEL", "password")}
    assert traces(stack.data, personal) == []
    # A mail holds its link, and the database's journal did until the mail was sent.
    assert traces(stack.data, secrets, leave_out=("mail/", "sqlite")) == []
