"""Somebody authorised to act for a customer: invited, let in as far as the role goes, seen, and shut out at once."""

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from azure.core.exceptions import AzureError

from functions.auth import accounts
from functions.tickets import store as tickets
from functions.tickets.thread import writing
from functions.tickets.thread.announcing import announce_reply
from functions.tickets.ticket import About, Message
from shared import clock
from shared.access import access_log, grants, invitations
from shared.accounts import Represented
from shared.http.limits import Limit
from shared.problems import Problem
from tests.accounts import an_account_of
from tests.api.conftest import PORTAL, Mailbox, a_browser, settle_mail
from tests.api.journey import PASSWORD, sign_in, signed_in
from tests.api.terms import FIRST
from tests.builders import a_balance, a_change, a_contract, a_customer, a_document, a_point, a_ticket, mirrored

GUEST, ANNA, OTHER = "ewa.ksiegowa@example.com", "customer-anna", "contract-other1"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """The owner, who has two contracts with a document and a point each."""
    clock.set_now(clock.from_iso("2026-11-27T09:00:00Z"))
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_contract(),
        a_point(1),
        a_contract(entity=OTHER, number="U/2"),
        a_document("document-other", contractId=OTHER, number="F/2"),
        a_point(2, contractId=OTHER),
    )
    await signed_in(browser, "44051401359")
    return browser


@pytest.fixture
async def ewa(anna: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Whoever is invited, before a browser of their own."""
    async with a_browser() as client:
        yield client


async def invite(owner: httpx.AsyncClient, role: str = "billing", key: str = "person-0001", **more: Any) -> Any:
    body = {"email": GUEST, "role": role} | more
    answer = await owner.post("/api/profile/people", json=body, headers={"Idempotency-Key": key})
    await settle_mail()
    assert answer.status_code == 201, answer.text
    return answer.json()


def link_in(mailbox: Mailbox) -> str:
    content = mailbox.to(GUEST)[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    found = re.search(rf"{PORTAL}/zaproszenie#(\S+)", content)
    assert found is not None
    return found[1]


async def open_account(browser: httpx.AsyncClient, token: str, login: str = "ewa.ksiegowa") -> httpx.Response:
    body = {"token": token, "name": "Ewa Księgowa", "login": login, "password": PASSWORD, "termsVersion": FIRST}
    consents = [{"code": "terms", "granted": True}]
    answer = await browser.post("/api/auth/invited-accounts", json=body | {"consents": consents})
    await settle_mail()
    return answer


async def session_of(browser: httpx.AsyncClient) -> Any:
    return (await browser.get("/api/auth/sessions/current")).json()


async def choose(browser: httpx.AsyncClient, chosen: str) -> Any:
    answer = await browser.put("/api/profile/customers/current", json={"id": chosen})
    assert answer.status_code == 204, answer.text
    return await session_of(browser)


async def let_in(
    owner: httpx.AsyncClient, guest: httpx.AsyncClient, mailbox: Mailbox, role: str = "billing", **more: Any
) -> str:
    """Invited, with an account, and acting for the owner's customer; the grant's id."""
    person = await invite(owner, role, **more)
    assert (await open_account(guest, link_in(mailbox))).status_code == 201
    await choose(guest, person["id"])
    return str(person["id"])


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


async def test_an_invited_person_acts_is_seen_and_is_shut_out_at_once(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    person = await invite(anna)
    assert (person["state"], person["name"], person["role"]) == ("invited", None, "billing")
    token = link_in(mailbox)
    look = await ewa.post("/api/profile/invitations/looks", json={"token": token})
    assert (look.json()["customerName"], look.json()["role"]) == ("Anna Żółkiewska", "billing")
    own = (await open_account(ewa, token)).json()["session"]
    assert (own["displayName"], own["permissions"], own["represents"]) == ("Ewa Księgowa", [], True)
    assert code(await ewa.get("/api/billing/overview")) == (403, "permission_missing")

    [row] = (await ewa.get("/api/profile/customers")).json()["items"]
    assert (row["displayName"], row["balance"], row["current"]) == ("Anna Żółkiewska", 21840, False)
    acting = await choose(ewa, row["id"])
    assert (acting["displayName"], acting["actingFor"]["role"]) == ("Anna Żółkiewska", "billing")
    assert acting["permissions"] == ["account", "billing:pay", "billing:read"]
    page = {"X-Session": acting["id"]}
    assert (await ewa.get("/api/billing/overview", headers=page)).status_code == 200
    assert code(await ewa.get("/api/tickets", headers=page)) == (403, "permission_missing")
    assert code(await ewa.get("/api/profile/people", headers=page)) == (403, "permission_missing")

    [shown] = (await anna.get("/api/profile/people")).json()["items"]
    assert (shown["state"], shown["name"]) == ("active", "Ewa Księgowa")
    [entry] = (await anna.get("/api/profile/access-log")).json()["items"]
    assert (entry["role"], entry["name"], entry["deed"]) == ("authorised", "Ewa Księgowa", "billing_seen")

    assert (await anna.delete(f"/api/profile/people/{person['id']}")).status_code == 204
    assert code(await ewa.get("/api/billing/overview", headers=page)) == (409, "session_changed")
    assert code(await ewa.get("/api/billing/overview")) == (409, "session_changed")
    assert (await session_of(ewa))["actingFor"] is None
    assert (await ewa.get("/api/profile/customers")).json()["items"] == []
    assert (await anna.get("/api/profile/people")).json()["items"][0]["state"] == "ended"
    await settle_mail()
    assert "dostęp" in mailbox.to(GUEST)[-1]["subject"]


async def test_two_tabs_show_one_customer_and_the_other_is_told(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    firm = a_customer("customer-firm", pesel="02070803628", customerNumber="KL-5", lastName="Nowak")
    await mirrored(firm, a_balance("customer-firm", 500))
    first = await let_in(anna, ewa, mailbox)
    of_anna = {"X-Session": (await session_of(ewa))["id"]}
    # The second customer's own account is not needed: its grant is.
    grant = await grants.find(ANNA, first)
    assert grant is not None
    second = grant.grant.model_copy(update={"id": "grant-of-the-firm", "customer_id": "customer-firm"})
    await grants.create(second)
    place = Represented(customer_id="customer-firm", grant_id=second.id)
    await accounts.change_account(
        second.account_id or "", lambda one: one.model_copy(update={"represents": [*one.represents, place]})
    )
    of_firm = {"X-Session": (await choose(ewa, second.id))["id"]}
    assert (await ewa.get("/api/billing/overview", headers=of_firm)).json()["balance"] == 500
    assert code(await ewa.get("/api/billing/overview", headers=of_anna)) == (409, "session_changed")
    rows = (await ewa.get("/api/profile/customers")).json()["items"]
    assert [(one["balance"], one["current"]) for one in rows] == [(21840, False), (500, True)]
    # Signing out is a matter of the session, for whomever the page shows.
    assert (await ewa.delete("/api/auth/sessions/current", headers=of_anna)).status_code == 204
    assert code(await ewa.get("/api/billing/overview", headers=of_firm)) == (401, "session_missing")


async def test_some_contracts_are_all_there_is_to_see(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await tickets_of_both()
    await let_in(anna, ewa, mailbox, "everything", contracts=[OTHER])
    documents = (await ewa.get("/api/billing/documents")).json()
    assert ([one["id"] for one in documents["documents"]], documents["balance"]) == (["document-other"], None)
    assert "F/2026/11/0012" not in (await ewa.get("/api/billing/documents.csv")).text
    assert [one["id"] for one in (await ewa.get("/api/supply/contracts")).json()["contracts"]] == [OTHER]
    assert [one["id"] for one in (await ewa.get("/api/supply/points")).json()["points"]] == ["point-0002"]
    assert [one["id"] for one in (await ewa.get("/api/tickets")).json()["tickets"]] == ["ticket-of-other-1"]
    for path in ("billing/documents", "supply/points", "supply/contracts", "tickets"):
        mine = {"billing/documents": "document-other", "supply/points": "point-0002"}.get(path)
        mine = mine or (OTHER if path == "supply/contracts" else "ticket-of-other-1")
        others = {"billing/documents": "document-0001", "supply/points": "point-0001"}.get(path)
        others = others or (f"contract-{ANNA}" if path == "supply/contracts" else "ticket-of-anna-01")
        assert (await ewa.get(f"/api/{path}/{mine}")).status_code == 200, path
        assert code(await ewa.get(f"/api/{path}/{others}")) == (404, "not_found"), path
        assert code(await ewa.get(f"/api/{path}/nobody-has-this")) == (404, "not_found"), path
    assert code(await ewa.get("/api/billing/documents/document-0001/pdf")) == (404, "not_found")
    assert code(await ewa.get("/api/supply/points/point-0001/usage")) == (404, "not_found")
    for path in ("billing/overview", "billing/payments", "supply/usage", "profile", "tickets/drafts"):
        assert code(await ewa.get(f"/api/{path}")) == (403, "permission_missing"), path


async def tickets_of_both() -> None:
    await tickets.write(None, a_ticket(clock.now(), id="ticket-of-anna-01"))
    await tickets.write(None, a_ticket(clock.now(), id="ticket-of-other-1", about=About(contract_id=OTHER)))


async def test_the_office_reads_who_wrote_and_the_mail_goes_to_who_may_read(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    grant = await let_in(anna, ewa, mailbox, "tickets")
    new = {"id": "ticket-of-ewa-0001", "kind": "question", "subject": "other", "text": "Dzień dobry"}
    ticket = (await ewa.post("/api/tickets", json=new)).json()
    assert [one["author"] for one in ticket["messages"]] == ["Ewa Księgowa"]
    await settle_mail()
    assert "zgłoszenie" in mailbox.to(GUEST)[-1]["subject"]
    await anna.delete(f"/api/profile/people/{grant}")
    seen = await tickets.find(ANNA, new["id"])
    assert seen is not None
    before = len(mailbox.to("anna@example.com"))
    answer = Message(
        id="answer-of-office-1",
        customer_id=ANNA,
        ticket_id=new["id"],
        ordinal=2,
        side="office",
        author="Ola",
        text="Tak.",
        final=True,
        sent_at=clock.now(),
    )
    await announce_reply(seen.ticket, answer)
    await settle_mail()
    assert len(mailbox.to("anna@example.com")) == before + 1
    assert "dostęp" in mailbox.to(GUEST)[-1]["subject"]


async def test_the_last_day_ends_it_and_so_does_a_customer_who_is_gone(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await let_in(anna, ewa, mailbox, until="2026-11-28")
    clock.set_now(clock.from_iso("2026-11-28T22:00:00Z"))
    assert (await sign_in(ewa, "ewa.ksiegowa")).status_code == 201
    [row] = (await ewa.get("/api/profile/customers")).json()["items"]
    await choose(ewa, row["id"])
    assert (await ewa.get("/api/billing/overview")).status_code == 200
    clock.set_now(clock.from_iso("2026-11-28T23:00:00Z"))
    assert (await sign_in(ewa, "ewa.ksiegowa")).status_code == 201
    assert (await ewa.get("/api/profile/customers")).json()["items"] == []
    assert code(await ewa.put("/api/profile/customers/current", json={"id": row["id"]})) == (404, "not_found")


async def test_a_deleted_customer_is_seen_by_nobody(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    grant = await let_in(anna, ewa, mailbox)
    await mirrored(a_change("customer", ANNA, ANNA, None))
    assert code(await ewa.get("/api/billing/overview")) == (409, "session_changed")
    seen = await grants.find(ANNA, grant)
    assert seen is not None
    assert (seen.grant.state, seen.grant.ended_by) == ("ended", "customer_gone")


async def test_a_link_works_for_a_week_once_and_while_its_giver_trusts_it(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await invite(anna)
    token = link_in(mailbox)
    for forged in (token[:-1], f"{token}x", "nobody.nothing.at-all", token.replace(ANNA, "customer-ewa1")):
        assert code(await ewa.post("/api/profile/invitations/looks", json={"token": forged})) == (410, "link_expired")
    own = await anna.post("/api/profile/invitations/acceptances", json={"token": token})
    assert code(own) == (409, "own_invitation")
    clock.set_now(clock.now() + timedelta(days=7))
    assert code(await open_account(ewa, token)) == (410, "link_expired")

    await sign_in(anna)
    await invite(anna, key="person-0002")
    token = link_in(mailbox)
    assert (await open_account(ewa, token)).status_code == 201
    async with a_browser() as mallory:
        assert code(await open_account(mallory, token, "mallory")) == (410, "link_used")
        assert (await sign_in(mallory, "mallory")).status_code == 401
    again = await ewa.post("/api/profile/invitations/acceptances", json={"token": token})
    assert again.status_code == 204

    await invite(anna, key="person-0003")
    assert (await anna.delete("/api/auth/sessions")).status_code == 204
    void = await ewa.post("/api/profile/invitations/acceptances", json={"token": link_in(mailbox)})
    assert code(void) == (410, "link_expired")
    await sign_in(anna)
    states = [one["state"] for one in (await anna.get("/api/profile/people")).json()["items"]]
    assert sorted(states) == ["active", "expired", "expired"]


async def test_of_two_who_accept_at_once_one_is_let_in(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    person = await invite(anna)
    token = link_in(mailbox)
    people = [await an_account_of(f"customer-{name}") for name in ("ewa1", "olga")]
    outcomes = await asyncio.gather(
        *(invitations.accept(token, one.id, one.id) for one in people), return_exceptions=True
    )
    assert sorted(type(one) for one in outcomes if isinstance(one, Exception)) == [Problem]
    seen = await grants.find(ANNA, person["id"])
    assert seen is not None
    winner = next(one for one, outcome in zip(people, outcomes, strict=True) if not isinstance(outcome, Exception))
    assert seen.grant.account_id == winner.id


async def test_an_invitation_is_sent_once_and_none_but_its_giver_ends_it(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    first, again = [await invite(anna) for _ in range(2)]
    assert first == again
    assert len(mailbox.to(GUEST)) == 1
    body = {"email": GUEST, "role": "everything"}
    other = await anna.post("/api/profile/people", json=body, headers={"Idempotency-Key": "person-0001"})
    assert code(other) == (409, "idempotency_key_reused")
    wrong = {"until": "2026-11-26"}, {"contracts": []}, {"role": "owner"}
    for number, fault in enumerate(wrong):
        key = {"Idempotency-Key": f"person-wrong-{number}"}
        answer = await anna.post("/api/profile/people", json={"email": GUEST, "role": "billing"} | fault, headers=key)
        assert code(answer) == (400, "validation_failed"), fault
    await mirrored(a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"))
    await mirrored(a_document("document-ewa1", "customer-ewa1", number="F/5"))
    facts = {"pesel": "02070803628", "customerNumber": "KL-5", "documentNumber": "F/5", "email": "ewa@example.com"}
    await signed_in(ewa, "02070803628", **facts)
    for stranger in (first["id"], "nobody-has-this"):
        assert code(await ewa.delete(f"/api/profile/people/{stranger}")) == (404, "not_found")
        chosen = await ewa.put("/api/profile/customers/current", json={"id": stranger})
        assert code(chosen) == (404, "not_found")
    # A customer with an account of their own accepts with it, and goes back to their own matters.
    accepted = await ewa.post("/api/profile/invitations/acceptances", json={"token": link_in(mailbox)})
    assert accepted.status_code == 204
    rows = (await ewa.get("/api/profile/customers")).json()["items"]
    assert sorted(one["id"] for one in rows) == sorted([first["id"], "own"])
    assert (await choose(ewa, first["id"]))["customerNumber"] == "KL-100200"
    assert (await choose(ewa, "own"))["customerNumber"] == "KL-5"


async def test_a_changed_password_and_a_closed_account_end_what_they_should(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    grant = await let_in(anna, ewa, mailbox)
    async with a_browser() as elsewhere:
        assert (await sign_in(elsewhere, "ewa.ksiegowa")).status_code == 201
        body = {"currentPassword": PASSWORD, "newPassword": "poranna herbata 31"}
        assert (await elsewhere.put("/api/auth/password", json=body)).status_code == 200
    assert code(await ewa.get("/api/billing/overview")) == (401, "session_missing")
    seen = await grants.find(ANNA, grant)
    assert seen is not None
    assert seen.grant.state == "active"
    found = await accounts.account_by_id(seen.grant.account_id)
    assert found is not None
    await accounts.remove_account(found[0])
    seen = await grants.find(ANNA, grant)
    assert seen is not None
    assert (seen.grant.state, seen.grant.ended_by) == ("ended", "account_closed")


async def test_an_api_key_stands_for_its_own_customer_only(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await let_in(anna, ewa, mailbox)
    made = await ewa.post("/api/profile/api-keys", json={"name": "Biuro", "scopes": ["billing:read"]})
    async with a_browser() as program:
        program.headers["X-Api-Key"] = made.json()["token"]
        assert code(await program.get("/api/billing/overview")) == (403, "permission_missing")


async def test_what_cannot_be_written_down_is_not_shown_and_looks_are_written_once_an_hour(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await let_in(anna, ewa, mailbox)
    for _ in range(3):
        assert (await ewa.get("/api/billing/documents/document-0001")).status_code == 200
        assert (await ewa.get("/api/billing/documents")).status_code == 200
    entries = (await anna.get("/api/profile/access-log")).json()["items"]
    assert sorted((one["deed"], one["thingId"]) for one in entries) == [
        ("billing_seen", ""),
        ("billing_seen", "document-0001"),
    ]

    async def refuse(*_: Any, **__: Any) -> None:
        raise AzureError("the log does not take it")

    monkeypatch.setattr(access_log, "note", refuse)
    answer = await ewa.get("/api/billing/documents/document-0001")
    assert code(answer) == (503, "unavailable")


async def test_what_needs_the_owners_own_consent_is_ordered_by_nobody_else(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    support = {"service": "support_programme", "answers": {"basis": "ventilation", "consent": True}}

    async def offered(browser: httpx.AsyncClient) -> set[str]:
        return {one["key"] for one in (await browser.get("/api/tickets/services")).json()["services"]}

    await let_in(anna, ewa, mailbox, role="everything")
    assert await offered(anna) - await offered(ewa) == {"support_programme"}
    form = await ewa.get("/api/tickets/services/support_programme")
    made = await ewa.post("/api/tickets/orders", json=support | {"id": "order-of-ewa-0001"})
    assert (form.status_code, made.status_code) == (404, 404)
    assert (await ewa.get("/api/tickets/services/terminate")).status_code == 200
    assert (await anna.get("/api/tickets/services/support_programme")).status_code == 200


async def test_an_access_is_changed_without_ending_it_and_holds_from_the_next_request(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    person = await let_in(anna, ewa, mailbox)
    assert (await ewa.get("/api/billing/overview")).status_code == 200
    at = f"/api/profile/people/{person}"
    changed = await anna.put(at, json={"role": "tickets", "until": "2026-12-31"})
    assert (changed.status_code, changed.json()["role"], changed.json()["until"]) == (200, "tickets", "2026-12-31")
    await settle_mail()
    assert "zmieni" in mailbox.to(GUEST)[-1]["subject"]
    mails = len(mailbox.to(GUEST))
    assert code(await ewa.get("/api/billing/overview")) == (403, "permission_missing")
    assert (await ewa.get("/api/tickets")).status_code == 200
    assert (await session_of(ewa))["permissions"] == ["account", "tickets:read", "tickets:write"]
    assert (await anna.put(at, json={"role": "tickets", "until": "2026-12-31"})).status_code == 200
    await settle_mail()
    assert len(mailbox.to(GUEST)) == mails, "the same again tells nobody"
    assert (await anna.put(at, json={"role": "billing", "contracts": [OTHER]})).status_code == 200
    listed = (await ewa.get("/api/billing/documents")).json()["documents"]
    assert [one["id"] for one in listed] == ["document-other"]
    for wrong in ({"role": "billing", "until": "2026-11-26"}, {"role": "billing", "contracts": ["contract-of-nobody"]}):
        assert (await anna.put(at, json=wrong)).status_code in {400, 404}
    assert (await ewa.get("/api/billing/documents")).json()["documents"] == listed
    assert (await anna.delete(at)).status_code == 204
    assert code(await anna.put(at, json={"role": "everything"})) == (404, "not_found")
    clock.set_now(clock.now() + timedelta(minutes=6))
    assert code(await anna.put(at, json={"role": "everything"})) == (403, "reauthentication_required")


async def test_a_guest_leaves_and_the_owner_is_told(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    person = await let_in(anna, ewa, mailbox)
    assert code(await anna.delete(f"/api/profile/customers/{person}")) == (404, "not_found")
    assert (await ewa.delete(f"/api/profile/customers/{person}")).status_code == 204
    await settle_mail()
    assert "zrezygnowa" in mailbox.to("anna@example.com")[-1]["subject"]
    assert (await session_of(ewa))["actingFor"] is None
    assert (await ewa.get("/api/profile/customers")).json()["items"] == []
    assert code(await ewa.put("/api/profile/customers/current", json={"id": person})) == (404, "not_found")
    assert code(await ewa.delete(f"/api/profile/customers/{person}")) == (404, "not_found")
    [shown] = (await anna.get("/api/profile/people")).json()["items"]
    assert shown["state"] == "ended"


async def test_what_somebody_authorised_orders_the_owner_is_told_as_well(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """Who has switched off the news of tickets is told all the same that something was ordered."""
    await let_in(anna, ewa, mailbox, role="everything")
    wanted = (await anna.get("/api/profile/mail-preferences")).json()
    assert (await anna.put("/api/profile/mail-preferences", json=wanted | {"ticketNews": False})).is_success
    mailbox.mails.clear()
    body = {"id": "order-of-ewa-0001", "service": "einvoice", "answers": {"action": "off"}}
    for _ in range(2):
        assert (await ewa.post("/api/tickets/orders", json=body)).is_success
    await settle_mail()
    number = (await anna.get("/api/tickets/order-of-ewa-0001")).json()["number"]
    assert [mail["Subject"] for mail in mailbox.to("anna@example.com")] == [
        f"Zamówiono usługę w Twoim imieniu: {number}"
    ]
    assert [mail["Subject"] for mail in mailbox.to(GUEST)] == [f"Mamy Twoje zamówienie: {number}"]
    own = {"id": "order-of-anna-001", "service": "contact", "answers": {"phone": "600 100 200"}}
    assert (await anna.post("/api/tickets/orders", json=own)).is_success
    await settle_mail()
    assert len(mailbox.to("anna@example.com")) == 1, "her own she has switched off, and nobody else hears of it"
    assert len(mailbox.to(GUEST)) == 1


async def test_an_owner_alone_reads_the_orders_the_owner_has_begun(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    """A helper for tickets may read drafts of letters, but an order's draft holds accounts and addresses."""
    await let_in(anna, ewa, mailbox, role="tickets")
    draft = {"kind": "order", "subject": "refund", "typed": {"answers.iban": "61 1090"}}
    assert (await anna.put("/api/tickets/drafts/draft-of-anna-0001", json=draft)).is_success
    assert (await anna.put("/api/tickets/drafts/draft-of-anna-0002", json={"text": "Dzień dobry"})).is_success
    seen = (await ewa.get("/api/tickets/drafts")).json()["drafts"]
    assert [one["id"] for one in seen] == ["draft-of-anna-0002"]
    assert len((await anna.get("/api/tickets/drafts")).json()["drafts"]) == 2


async def test_the_accounts_own_matters_never_go_by_the_name_of_whom_it_acts_for(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await let_in(anna, ewa, mailbox)
    options = (await ewa.post("/api/auth/passkeys/options", json={})).json()["options"]
    assert options["user"]["displayName"] == "Ewa Księgowa"


async def test_a_changed_access_does_not_bring_back_a_customer_another_tab_has_left(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await let_in(anna, ewa, mailbox)
    assert (await anna.put(f"/api/profile/people/{person}", json={"role": "viewing"})).status_code == 200
    find = grants.find

    async def found_late(*which: str) -> grants.Snapshot | None:
        monkeypatch.setattr(grants, "find", find)
        assert (await ewa.put("/api/profile/customers/current", json={"id": "own"})).status_code == 204
        return await find(*which)

    monkeypatch.setattr(grants, "find", found_late)
    assert code(await ewa.get("/api/billing/overview")) == (409, "session_changed")
    assert (await session_of(ewa))["actingFor"] is None


async def test_who_accepts_with_another_address_is_told_with_it(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await invite(anna)
    mallory = await an_account_of("customer-ewa1")
    await invitations.accept(link_in(mailbox), mallory.id, "Ewa Księgowa")
    await settle_mail()
    told = mailbox.to("anna@example.com")[-1].get_body(("plain",))
    assert told is not None
    assert mallory.email not in {GUEST, "anna@example.com"}
    assert f"Ewa Księgowa ({mallory.email})" in told.get_content()


async def test_a_guest_writes_no_words_of_their_own_into_the_log(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await let_in(anna, ewa, mailbox)
    for words in ("Zadzwo%C5%84%20600%20100%20200", "x" * 300):
        assert (await ewa.get(f"/api/billing/documents/{words}")).status_code == 404
    entries = (await anna.get("/api/profile/access-log")).json()["items"]
    assert [one["thingId"] for one in entries] == [""]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ewa\u200b Księgowa ", "Ewa Księgowa"),
        ("J.Kowalski Sp. z o.o.", "J. Kowalski Sp. z o.o."),
        ("Wejdź na evil.pl", "Wejdź na evil. pl"),
        ("https://evil.pl", None),
        ("pisz ewa@evil", None),
        ("Zadzwoń 600 100 200", None),
        ("12", None),
        ("x" * 81, None),
    ],
)
async def test_a_name_is_no_letter_to_the_owner(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox, typed: str, kept: str | None
) -> None:
    await invite(anna)
    body = {"token": link_in(mailbox), "name": typed, "login": "ewa.ksiegowa", "password": PASSWORD}
    body |= {"termsVersion": FIRST}
    answer = await ewa.post(
        "/api/auth/invited-accounts", json=body | {"consents": [{"code": "terms", "granted": True}]}
    )
    if kept is None:
        assert code(answer) == (400, "validation_failed")
        assert [one["field"] for one in answer.json()["errors"]] == ["name"]
        return
    assert answer.status_code == 201, answer.text
    assert (await anna.get("/api/profile/people")).json()["items"][0]["name"] == kept


async def test_a_guest_uses_up_nothing_of_what_the_customer_may_do(
    anna: httpx.AsyncClient, ewa: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "TICKETS", (Limit(2, timedelta(hours=1)),))
    await let_in(anna, ewa, mailbox, "tickets")
    new = {"kind": "question", "subject": "other", "text": "Dzień dobry"}
    said = [(await ewa.post("/api/tickets", json=new | {"id": f"ticket-of-ewa-000{n}"})).status_code for n in range(3)]
    assert said == [201, 201, 429]
    assert (await anna.post("/api/tickets", json=new | {"id": "ticket-of-anna-001"})).status_code == 201
