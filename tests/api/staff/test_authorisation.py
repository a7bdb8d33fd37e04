"""Who may call what of the office: every operation of the OpenAPI document, so those of tomorrow too."""

import re

import httpx
import pytest

from functions.staff import store
from functions.tickets import store as tickets
from shared import clock
from shared.access.sessions import COOKIE, OFFICE_COOKIE
from tests.api.auth.sign_in.test_recovery import PUBLIC, body_of, is_of_the_office, schema
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.api.staff.conftest import EWA, JOANNA, MAREK, Office
from tests.builders import a_customer, a_document, a_ticket, mirrored

AT = "/api/staff/tickets/customer-anna/ticket-of-anna-01"


def office_operations(browser: httpx.AsyncClient) -> list[tuple[str, str]]:
    paths = schema(browser)["paths"]
    found = [(method, path) for path in paths for method in paths[path] if is_of_the_office(path)]
    known = {"customer_id": "customer-anna", "ticket_id": "ticket-of-anna-01", "form": "note"}
    filled = [(method, re.sub(r"{(\w+)}", lambda name: known.get(name[1], "x" * 22), path)) for method, path in found]
    closed = [one for one in filled if one not in PUBLIC]
    assert len(closed) >= 20
    return closed


@pytest.fixture
async def ticket(portal: str) -> None:
    await mirrored(a_customer(), a_document())
    made = a_ticket(clock.now(), id="ticket-of-anna-01")
    await tickets.write(None, made)
    await store.project(made)


async def test_who_is_no_clerk_is_let_in_nowhere(
    ticket: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    """Without a session; with a customer's, in both cookies; with a made-up one; with a clerk's that has no role."""
    await signed_in(browser, "44051401359")
    customers = browser.cookies[COOKIE]
    clerk = await office.clerk(EWA)
    clerks = clerk.cookies[OFFICE_COOKIE]
    nobody = await office.clerk(MAREK, without_role=True)
    for method, path in office_operations(browser):
        for cookies in ({}, {OFFICE_COOKIE: customers, COOKIE: customers}, {OFFICE_COOKIE: "forged"}, {COOKIE: clerks}):
            browser.cookies = httpx.Cookies(cookies)
            answer = await browser.request(method, path, **body_of(method, path))
            assert (answer.status_code, answer.json()["code"]) == (401, "session_missing"), (method, path, cookies)
        refused = await nobody.request(method, path, **body_of(method, path))
        assert (refused.status_code, refused.json()["code"]) == (403, "office_role_missing"), (method, path)
    assert (await clerk.get(AT)).status_code == 200


async def test_a_clerks_cookie_opens_nothing_of_a_customers(browser: httpx.AsyncClient, office: Office) -> None:
    token = (await office.clerk(EWA)).cookies[OFFICE_COOKIE]
    browser.cookies = httpx.Cookies({COOKIE: token, OFFICE_COOKIE: token})
    paths = schema(browser)["paths"]
    tried = 0
    for path in paths:
        for method in paths[path]:
            place = (method, re.sub(r"{\w+}", "some-id", path))
            if place in PUBLIC or is_of_the_office(path):
                continue
            answer = await browser.request(*place, **body_of(*place))
            assert (answer.status_code, answer.json()["code"]) == (401, "session_missing"), place
            tried += 1
    assert tried > 50


async def test_a_page_that_shows_another_clerk_changes_nothing(ticket: None, office: Office) -> None:
    ewa = await office.clerk(EWA)
    answer = await ewa.post(f"{AT}/closings", json={}, headers={"X-Session": "of-another"})
    assert (answer.status_code, answer.json()["code"]) == (409, "session_changed")


async def test_a_lead_moves_what_another_has_and_a_clerk_does_not(ticket: None, office: Office) -> None:
    ewa, marek = await office.clerk(EWA), await office.clerk(MAREK)
    joanna = await office.clerk(JOANNA, "bok.lead")

    async def gives(browser: httpx.AsyncClient, clerk: str | None) -> tuple[int, str]:
        revision = (await browser.get(AT)).json()["revision"]
        answer = await browser.put(f"{AT}/assignee", json={"clerkId": clerk, "revision": revision})
        return answer.status_code, answer.json().get("code", answer.json().get("assignee"))

    assert await gives(ewa, "clerk-ewa") == (200, "clerk-ewa")
    assert await gives(marek, "clerk-marek") == (403, "office_lead_required")
    assert await gives(ewa, "clerk-nobody") == (404, "not_found")
    assert await gives(joanna, "clerk-marek") == (200, "clerk-marek")
    assert await gives(marek, "clerk-ewa") == (200, "clerk-ewa")
    assert await gives(ewa, None) == (200, None)
    events = (await ewa.get(AT)).json()["events"]
    assert [(one["by"], one["detail"]) for one in events] == [
        (EWA, "clerk-ewa"),
        (JOANNA, "clerk-marek"),
        (MAREK, "clerk-ewa"),
        (EWA, ""),
    ]
