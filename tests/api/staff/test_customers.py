"""Customers at the desk: found by what they say, refusals explained, the portal seen as they see it, and help."""

from datetime import timedelta
from typing import Any

import httpx
import pyotp
import pytest

from functions.auth.registration import store as registrations
from functions.tickets import store as tickets
from functions.tickets.answers_on_summary import show_answer
from shared import clock, cosmos
from shared.access import access_log
from shared.access.permissions import operation_of
from shared.access.sessions import COOKIE, OFFICE_COOKIE
from shared.access.viewing import SEEN, VIEW
from shared.mirror import SUMMARY
from shared.settings import settings
from tests.api.auth.sign_in.test_recovery import PUBLIC, body_of, is_of_the_office, operations
from tests.api.conftest import Mailbox, a_browser, settle_mail
from tests.api.journey import PASSWORD, a_registration, register, sign_in, signed_in
from tests.api.staff.conftest import EWA, JOANNA, Office
from tests.builders import a_balance, a_business, a_contract, a_customer, a_document, a_point, a_ticket, mirrored

ANNA, PESEL, EMAIL = "customer-anna", "44051401359", "anna@example.com"
AT = f"/api/staff/customers/{ANNA}"
WHY = {"reason": "klientka pyta o fakturę"}


@pytest.fixture
async def mirror(portal: str) -> None:
    await mirrored(a_customer(), a_balance(), a_document(), a_contract(), a_point(), a_business())


async def found(clerk: httpx.AsyncClient, text: str) -> list[tuple[str, str]]:
    answer = await clerk.post("/api/staff/customers/searches", json={"text": text})
    assert answer.status_code == 200, answer.text
    return [(one["customerId"], one["by"]) for one in answer.json()["customers"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KL-100200", [(ANNA, "customer_number")]),
        ("kl 100200", [(ANNA, "customer_number")]),
        ("F/2026/11/0012", [(ANNA, "document")]),
        ("U/2026/0042", [(ANNA, "contract")]),
        ("590310600000000014", [(ANNA, "point")]),
        ("PESEL", []),
        (PESEL, [(ANNA, "identifier")]),
        ("525-234-40-78", [("customer-firm", "identifier")]),
        ("żółkiew", [(ANNA, "name")]),
        ("PIEKARNIA", [("customer-firm", "name")]),
        ("KL-999999", []),
        ("nikt taki", []),
        ("---", []),
    ],
)
async def test_a_customer_is_found_by_what_they_say(
    mirror: None, office: Office, text: str, expected: list[tuple[str, str]]
) -> None:
    clerk = await office.clerk(EWA)
    if text.startswith("5903106"):
        text = str(a_point()["data"]["ppe"])
    assert await found(clerk, text) == expected


async def test_a_customer_who_is_gone_is_not_found(mirror: None, office: Office) -> None:
    gone = a_customer()
    await mirrored(gone | {"deleted": True, "data": None})
    clerk = await office.clerk(EWA)
    assert await found(clerk, "KL-100200") == []
    assert (await clerk.get(AT)).status_code == 404
    assert (await clerk.post(f"{AT}/views", json=WHY)).status_code == 404


async def refused(clerk: httpx.AsyncClient, text: str) -> list[dict[str, Any]]:
    answer = await clerk.post("/api/staff/registrations/searches", json={"text": text})
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["registrations"]
    return rows


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"customerNumber": "KL-555"}, "customer_unknown"),
        ({"pesel": "02070803628"}, "identifier_wrong"),
        ({"documentNumber": "F/1999/01/0001"}, "document_wrong"),
    ],
)
async def test_a_refused_registration_is_found_by_each_thing_the_caller_typed(
    mirror: None, browser: httpx.AsyncClient, office: Office, mailbox: Mailbox, fields: dict[str, str], reason: str
) -> None:
    await register(browser, **fields)
    typed = a_registration(**fields)
    clerk = await office.clerk(EWA)
    for name in ("customerNumber", "pesel", "documentNumber", "email"):
        [row] = await refused(clerk, str(typed[name]).swapcase())
        assert (row["reason"], row["customerNumber"], row["documentNumber"]) == (
            reason,
            typed["customerNumber"],
            typed["documentNumber"],
        ), name
        assert row["identifierMasked"] == "•" * 9 + str(typed["pesel"])[-2:]
    assert await refused(clerk, "somebody@example.com") == []
    entries = (await access_log.entries_of(ANNA, limit=10)).entries
    assert [one.deed for one in entries] == (["registration_explained"] if reason == "document_wrong" else [])


async def test_what_waits_for_its_link_or_is_too_old_is_no_refusal(
    mirror: None, browser: httpx.AsyncClient, office: Office, mailbox: Mailbox
) -> None:
    await register(browser)
    clerk = await office.clerk(EWA)
    assert await refused(clerk, EMAIL) == []
    await register(browser, documentNumber="F/1999/01/0001")
    [stored] = [one async for one in cosmos.query("registrations", "SELECT * FROM c WHERE c.state = 'refused'", None)]
    assert timedelta(0) <= timedelta(seconds=stored["ttl"]) - registrations._REFUSED_KEPT < timedelta(hours=2)
    assert PESEL not in str(stored)


async def viewing(office: Office, name: str = EWA, customer: str = ANNA) -> tuple[httpx.AsyncClient, httpx.AsyncClient]:
    """The clerk's browser before the desk, and the same cookies before the portal."""
    clerk = await office.clerk(name)
    answer = await clerk.post(f"/api/staff/customers/{customer}/views", json=WHY)
    assert answer.status_code == 201, answer.text
    portal = a_browser()
    portal.cookies.set(COOKIE, str(clerk.cookies[COOKIE]))
    return clerk, portal


async def log_of(customer: str = ANNA) -> list[tuple[str, str, str]]:
    entries = (await access_log.entries_of(customer, limit=50)).entries
    return [(one.name, one.deed, one.reason) for one in reversed(entries)]


async def test_a_view_shows_the_portal_as_the_customer_sees_it_and_the_customer_reads_why(
    mirror: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    await signed_in(browser, PESEL)
    clerk, portal = await viewing(office)
    who = (await portal.get("/api/auth/sessions/current")).json()
    assert who["viewedBy"] == {"name": "Ewa", "reason": WHY["reason"], "customerId": ANNA}
    assert (who["displayName"], who["customerNumber"]) == ("Anna Żółkiewska", "KL-100200")
    assert sorted(who["permissions"]) == sorted(SEEN)
    for path in ("billing/overview", "billing/documents", "supply/contracts", "tickets", "profile"):
        seen = await portal.get(f"/api/{path}")
        assert seen.status_code == 200, (path, seen.text)
        assert seen.json() == (await browser.get(f"/api/{path}")).json(), path
    reasons = [
        ("Ewa", deed, WHY["reason"]) for deed in ("portal_viewed", "billing_seen", "supply_seen", "tickets_seen")
    ]
    assert await log_of() == [*reasons, ("Ewa", "data_seen", WHY["reason"])]
    told = (await browser.get("/api/profile/access-log")).json()["items"]
    assert {(one["role"], one["name"], one["reason"]) for one in told} == {("clerk", "Ewa", WHY["reason"])}
    assert (await clerk.get(AT)).status_code == 200


async def test_a_view_reads_what_it_may_and_does_nothing_else(
    mirror: None, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every operation of the document: what writes, and every secret of the account, is refused."""
    monkeypatch.setenv("MOJBOK_REQUEST_LIMIT", "100000")
    settings.cache_clear()
    _, portal = await viewing(office)
    counted = {True: 0, False: 0}
    for method, path in operations(portal):
        if (method, path) in PUBLIC or is_of_the_office(path):
            continue
        answer = await portal.request(method, path, **body_of(method, path))
        asked = operation_of(method.upper(), path)
        reads = method == "get" and asked is not None and asked.permission in SEEN
        reads = reads or (method, path) == ("get", "/api/auth/sessions/current")
        refusal = answer.status_code == 403 and answer.json()["code"] == "view_only"
        assert refusal is not reads, (method, path, answer.text)
        assert answer.status_code < 500, (method, path)
        counted[reads] += 1
    assert counted[True] >= 35
    assert counted[False] >= 50
    for secret in (
        "profile/api-keys",
        "auth/sessions",
        "auth/account",
        "auth/passkeys",
        "auth/sign-ins",
        "tickets/drafts",
    ):
        assert (await portal.get(f"/api/{secret}")).json()["code"] == "view_only", secret
    assert (await portal.post("/api/auth/account/data", json={})).json()["code"] == "view_only"


async def test_nothing_is_shown_where_the_log_cannot_be_written(
    mirror: None, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, portal = await viewing(office)

    async def broken(*_: Any, **__: Any) -> None:
        raise cosmos.Conflict

    monkeypatch.setattr(access_log, "note", broken)
    assert (await portal.get("/api/billing/overview")).status_code == 503
    clerk = await office.clerk(JOANNA, "bok.lead")
    assert (await clerk.post(f"{AT}/views", json=WHY)).status_code == 503
    assert COOKIE not in clerk.cookies


async def test_a_view_leaves_an_answer_unread(mirror: None, office: Office) -> None:
    """The start page goes on telling the customer of it."""
    ticket = a_ticket(clock.now(), id="ticket-of-anna-01").model_copy(update={"last_message_from": "office"})
    await tickets.write(None, ticket)
    await show_answer(ANNA, ticket.id)
    _, portal = await viewing(office)
    assert (await portal.get(f"/api/tickets/{ticket.id}")).status_code == 200
    summary = await cosmos.read("customers", SUMMARY, ANNA)
    assert summary is not None
    assert summary["data"]["answers"] == [ticket.id]


async def test_a_customer_whose_number_was_corrected_is_helped_all_the_same(
    mirror: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    await signed_in(browser, PESEL)
    await mirrored(a_customer(pesel="02070803628") | {"revision": 900})
    clerk = await office.clerk(EWA)
    assert (await clerk.get(AT)).json()["account"]["email"] == EMAIL
    assert (await clerk.post(f"{AT}/session-endings", json=WHY)).status_code == 204
    assert (await browser.get("/api/billing/overview")).json()["code"] == "session_missing"


async def test_a_view_writes_no_words_of_its_own_into_the_log(mirror: None, office: Office) -> None:
    _, portal = await viewing(office)
    assert (await portal.get("/api/billing/documents/Zadzwo%C5%84%20600%20100%20200")).status_code == 404
    assert [one.thing_id for one in (await access_log.entries_of(ANNA, limit=1)).entries] == [""]


async def test_a_view_ends_after_minutes_however_much_it_is_used(mirror: None, office: Office) -> None:
    clock.set_now(clock.now())
    clerk, portal = await viewing(office)
    begun = clock.now()
    for minutes in (5, 10, 14):
        clock.set_now(begun + timedelta(minutes=minutes))
        assert (await clerk.get("/api/staff/sessions/current")).status_code == 200
        assert (await portal.get("/api/billing/overview")).status_code == 200
    clock.set_now(begun + VIEW)
    assert (await portal.get("/api/billing/overview")).json()["code"] == "session_missing"


async def test_a_view_ends_when_it_is_left_or_the_clerk_leaves_the_office(mirror: None, office: Office) -> None:
    clerk, portal = await viewing(office)
    assert (await portal.delete("/api/auth/sessions/current")).status_code == 204
    portal.cookies.set(COOKIE, str(clerk.cookies[COOKIE]))
    assert (await portal.get("/api/billing/overview")).json()["code"] == "session_missing"
    assert (await clerk.get("/api/staff/sessions/current")).status_code == 200
    leaving, portal = await viewing(office, "Marek Sowa")
    assert (await portal.get("/api/billing/overview")).status_code == 200
    assert (await leaving.delete("/api/staff/sessions/current")).status_code == 204
    assert (await portal.get("/api/billing/overview")).json()["code"] == "session_missing"


async def test_a_page_of_a_customer_in_the_same_browser_is_not_mistaken_for_the_view(
    mirror: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    await signed_in(browser, PESEL)
    own = (await browser.get("/api/auth/sessions/current")).json()["id"]
    before = browser.cookies[COOKIE]
    clerk = await office.clerk(EWA)
    browser.cookies.set(OFFICE_COOKIE, str(clerk.cookies[OFFICE_COOKIE]))
    view = (await browser.post("/api/staff/customers/customer-firm/views", json=WHY)).json()["id"]
    answer = await browser.get("/api/billing/overview", headers={"X-Session": own})
    assert (answer.status_code, answer.json()["code"]) == (409, "session_changed")
    assert (await browser.get("/api/billing/overview", headers={"X-Session": view})).status_code in {200, 404}
    left = a_browser()
    left.cookies.set(COOKIE, str(before))
    assert (await left.get("/api/billing/overview")).json()["code"] == "session_missing"


@pytest.mark.parametrize("reason", ["", "   ", "abc", "x" * 201, None])
async def test_no_view_and_no_help_without_a_reason(mirror: None, office: Office, reason: object) -> None:
    clerk = await office.clerk(EWA)
    for what in ("views", "recoveries", "unlocks", "session-endings"):
        assert (await clerk.post(f"{AT}/{what}", json={"reason": reason})).status_code == 400
    assert await log_of() == []


async def test_the_desk_starts_a_recovery_and_only_the_customer_reads_the_password(
    mirror: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    await signed_in(browser, PESEL)
    clerk = await office.clerk(EWA)
    mailbox.mails.clear()
    answer = await clerk.post(f"{AT}/recoveries", json=WHY)
    await settle_mail()
    assert (answer.status_code, answer.content) == (204, b"")
    subjects = [str(mail["Subject"]) for mail in mailbox.to(EMAIL)]
    assert len(subjects) == 2
    assert {recipient for recipient, _ in mailbox.mails} == {EMAIL}
    assert ("Ewa", "recovery_started", WHY["reason"]) in await log_of()
    assert (await sign_in(browser, PESEL)).status_code == 201, "the old password goes on working"
    for _ in range(4):
        assert (await clerk.post(f"{AT}/recoveries", json=WHY)).status_code == 204
    assert (await clerk.post(f"{AT}/recoveries", json=WHY)).status_code == 429


async def test_the_desk_unlocks_who_has_tried_too_often(
    mirror: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    await signed_in(browser, PESEL)
    stranger = a_browser()
    stranger.headers["X-Forwarded-For"] = "203.0.113.9"
    for _ in range(5):
        await sign_in(stranger, PESEL, "not the password 1")
    assert (await sign_in(stranger, PESEL, PASSWORD)).status_code == 429
    clerk = await office.clerk(EWA)
    assert (await clerk.get(AT)).json()["account"]["locked"] is True
    await settle_mail()
    mailbox.mails.clear()
    assert (await clerk.post(f"{AT}/unlocks", json=WHY)).status_code == 204
    await settle_mail()
    assert len(mailbox.to(EMAIL)) == 1
    assert (await clerk.get(AT)).json()["account"]["locked"] is False
    assert (await sign_in(stranger, PESEL, PASSWORD)).status_code == 201
    assert ("Ewa", "sign_in_unlocked", WHY["reason"]) in await log_of()


async def test_unlocking_forgets_the_codes_that_were_tried_too(
    mirror: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    """From where the account was entered, and from elsewhere."""
    clock.set_now(clock.now())
    await signed_in(browser, PESEL)
    await browser.post("/api/auth/reauthentications", json={"password": PASSWORD})
    phone = pyotp.TOTP((await browser.post("/api/auth/totp", json={})).json()["secret"])
    confirmed = await browser.post("/api/auth/totp/confirmations", json={"code": phone.at(clock.now())})
    assert confirmed.status_code == 201, confirmed.text
    clock.set_now(clock.now() + timedelta(minutes=2))
    stranger = a_browser()
    stranger.headers["X-Forwarded-For"] = "203.0.113.9"
    for tries in (browser, stranger):
        assert (await sign_in(tries, PESEL)).json()["secondStepRequired"] is True
        for _ in range(5):
            assert (await tries.post("/api/auth/second-steps", json={"code": "000000"})).status_code == 401
        assert (await tries.post("/api/auth/second-steps", json={"code": "000000"})).status_code == 429
    clerk = await office.clerk(EWA)
    assert (await clerk.get(AT)).json()["account"]["locked"] is True
    assert (await clerk.post(f"{AT}/unlocks", json=WHY)).status_code == 204
    assert (await clerk.get(AT)).json()["account"]["locked"] is False
    assert (await stranger.post("/api/auth/second-steps", json={"code": "000000"})).status_code == 401
    passed = await browser.post("/api/auth/second-steps", json={"code": phone.at(clock.now())})
    assert passed.status_code == 201, passed.text


async def test_the_desk_signs_a_customer_out_everywhere(
    mirror: None, browser: httpx.AsyncClient, mailbox: Mailbox, office: Office
) -> None:
    await signed_in(browser, PESEL)
    clerk = await office.clerk(EWA)
    assert (await clerk.get(AT)).json()["account"]["openSessions"] >= 1
    mailbox.mails.clear()
    assert (await clerk.post(f"{AT}/session-endings", json=WHY)).status_code == 204
    await settle_mail()
    assert len(mailbox.to(EMAIL)) == 1
    assert (await browser.get("/api/billing/overview")).json()["code"] == "session_missing"
    assert (await clerk.get(AT)).json()["account"]["openSessions"] == 0
    assert ("Ewa", "sessions_ended", WHY["reason"]) in await log_of()


async def test_a_customer_without_an_account_is_shown_and_not_helped(mirror: None, office: Office) -> None:
    clerk = await office.clerk(EWA)
    shown = (await clerk.get(AT)).json()
    assert shown["account"] is None
    assert shown["card"]["name"] == "Anna Żółkiewska"
    assert shown["identifierMasked"] == "•" * 9 + "59"
    assert PESEL not in str(shown)
    for what in ("recoveries", "unlocks", "session-endings"):
        assert (await clerk.post(f"{AT}/{what}", json=WHY)).status_code == 404
    assert [deed for _, deed, _ in await log_of()] == ["customer_opened"]
    _, portal = await viewing(office)
    assert (await portal.get("/api/billing/overview")).status_code == 200
