"""Every operation of the OpenAPI document keeps its budget of requests, and nothing crosses partitions."""

import hashlib
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pyotp
import pytest

from functions.staff import store as desk
from functions.staff.sessions import open_session
from functions.sync_timer.intake import quarantine
from functions.sync_timer.intake.records import Broken
from functions.sync_timer.mirror.apply import apply_changes
from functions.tickets import store as tickets
from functions.tickets.papers.keeping import with_paper
from local.cosmos_emulator.testing import Emulator
from local.identity_provider.testing import RunningProvider
from local.payment_gateway.testing import running_gateway
from shared import clock, cosmos
from shared.access.sessions import OFFICE_COOKIE
from shared.blob import DOCUMENTS, blobs
from shared.mail.unsubscribing import Switch, token_of
from shared.maintenance import closed
from shared.working_days import working_day_from
from tests.api.auth.account.test_account_changes import NEW_EMAIL, link_in
from tests.api.auth.steps import EMAIL, PESEL, recovered
from tests.api.authenticator import Authenticator
from tests.api.billing.documents.test_document_details import KSEF_EXAMPLE
from tests.api.billing.paying.test_payments_history import a_payment
from tests.api.budgets import ACROSS, BUDGETS
from tests.api.conftest import PORTAL, Mailbox, a_browser, settle_mail, token_in
from tests.api.journey import PASSWORD, activate, register, sign_in
from tests.api.metering import BlobLog, Cost, Meter
from tests.api.staff.conftest import EWA, JOANNA, chosen, office_settings, provider
from tests.api.terms import FIRST
from tests.builders import (
    ACCOUNT,
    a_balance,
    a_change,
    a_contract,
    a_customer,
    a_document,
    a_point,
    a_ticket,
    a_usage,
    mirrored,
    records,
)
from tests.files import a_picture

__all__ = ["provider"]

PICTURE = a_picture("PNG")
PDF = b"%PDF-1.7 of a test"
XML = b"<Faktura/>"
PDF_FACTS = {"sha256": hashlib.sha256(PDF).hexdigest(), "size": len(PDF)}
XML_SHA = hashlib.sha256(XML).hexdigest()
KSEF = {"state": "accepted", "number": KSEF_EXAMPLE, "sellerNip": "5265877635", "xmlSha256": XML_SHA}


@pytest.fixture
async def meter(
    portal: str,
    provider: RunningProvider,
    emulator: Emulator,
    azurite: str,
    azurite_log: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Meter]:
    clock.set_now(clock.now())
    await closed.refusal("/")  # known for half a minute, then one request a process reads it again
    with running_gateway(tmp_path) as gateway:
        monkeypatch.setenv("MOJBOK_PAYMENT_URL", gateway.url)
        office_settings(provider, monkeypatch)
        async with a_browser() as client:
            transport = client._transport
            assert isinstance(transport, httpx.ASGITransport)
            yield Meter(transport, emulator, BlobLog(azurite_log, azurite))


class Customer:
    """Anna before her browser, each of whose requests is metered; what she does must succeed."""

    def __init__(self, meter: Meter, mailbox: Mailbox, provider: RunningProvider) -> None:
        self.meter, self.mailbox, self.provider = meter, mailbox, provider
        self.browser = self.another_browser()

    def another_browser(self) -> httpx.AsyncClient:
        own = {"Origin": PORTAL, "X-Requested-With": "mojbok"}
        return httpx.AsyncClient(transport=self.meter, base_url=PORTAL, headers=own)

    async def does(self, method: str, path: str, body: Any = None, **more: Any) -> Any:
        response = await self.browser.request(method, f"/api/{path}", json=body, **more)
        assert response.is_success, (method, path, response.text)
        return response.json() if "json" in response.headers.get("content-type", "") and response.content else None

    async def post(self, path: str, body: Any = None, **more: Any) -> Any:
        return await self.does("POST", path, body or {}, **more)

    async def get(self, path: str) -> Any:
        return await self.does("GET", path)


async def the_mirror() -> None:
    """Anna's papers, as the sync brings them."""
    await blobs(DOCUMENTS).upload_blob(PDF_FACTS["sha256"], PDF, overwrite=True)
    await blobs(DOCUMENTS).upload_blob(XML_SHA, XML, overwrite=True)
    [printed] = records(a_document("document-0002", number="F/2", pdf=PDF_FACTS, ksef=KSEF, issuedOn="2026-02-03"))
    printed.item.update({"pdf": "ready", "ksefXml": "ready"})
    [signed] = records(a_contract(pdf=PDF_FACTS))
    signed.item["pdf"] = "ready"
    await mirrored(
        a_customer(consents={"marketing": {"granted": True, "version": "1"}}),
        a_balance(opening=0),
        a_point(),
        a_document(),
        a_payment("payment-0001", amount=1000),
    )
    await apply_changes("customer-anna", [printed, signed])
    await mirrored(*the_usage())


def the_usage() -> list[dict[str, Any]]:
    """A year by months and days, and the quarter-hours of the month in which the clock goes back."""
    energy: dict[str, Any] = {"quality": "R" * 300, "imported": {"całodobowa": [9_000] * 300}}
    quarters: dict[str, Any] = {"quality": "R" * 2980, "imported": {"całodobowa": [100] * 2980}}
    return [
        a_usage("usage-months", quality="R" * 10, imported={"całodobowa": [270_000] * 10}),
        a_usage("usage-days01", resolution="day", **energy),
        a_usage("usage-quarters", resolution="quarter_hour", start="2026-10-01", **quarters),
    ]


async def the_sign_in(anna: Customer) -> None:
    await anna.get("health")
    await anna.get("status")
    await anna.get("auth/terms")
    await register(anna.browser)
    await anna.post("auth/activation-checks", {"token": token_in(anna.mailbox.to(EMAIL)[-1])})
    await anna.post("auth/origin-checks", {"text": f"7K3M-Q2XW-9DTB {ACCOUNT} bok@mojbok.example"})
    await activate(anna.browser, token_in(anna.mailbox.to(EMAIL)[-1]))
    await sign_in(anna.browser)
    await anna.post("auth/login-reminders", {"email": EMAIL})
    await recovered(anna.browser, anna.mailbox)
    await anna.get("auth/sessions/current")
    await anna.post("auth/terms-acceptances", {"version": FIRST})


async def the_account(anna: Customer) -> None:
    await anna.post("auth/reauthentications", {"password": PASSWORD})
    await anna.get("auth/account")
    await anna.get("auth/sign-ins")
    await anna.does("DELETE", "auth/login-offer")
    await anna.does("PUT", "auth/language", {"locale": "uk"})
    await anna.does("PUT", "auth/login", {"login": "anna.nowa"})
    await anna.post("auth/account/data")
    await anna.post("auth/account/closing")
    await anna.does("DELETE", "auth/account/closing")
    await anna.post("auth/email-changes", {"email": NEW_EMAIL})
    undo = link_in(anna.mailbox, EMAIL, "cofnij-email")
    await anna.post("auth/email-confirmations", link_in(anna.mailbox, NEW_EMAIL, "potwierdz-email"))
    await anna.post("auth/email-undos", undo)


async def the_sessions(anna: Customer) -> None:
    """Undoing a change of the address has voided the password: a new one, and on from there."""
    anna.browser = anna.another_browser()
    secret = await recovered(anna.browser, anna.mailbox)
    anna.meter.case = " (one-time password)"
    await sign_in(anna.browser, PESEL, secret)
    anna.meter.case = ""
    await anna.does("PUT", "auth/password", {"newPassword": PASSWORD})
    await sign_in(anna.browser)
    async with anna.another_browser() as elsewhere:
        await sign_in(elsewhere)
    sessions = (await anna.get("auth/sessions"))["items"]
    other = next(session["id"] for session in sessions if not session["current"])
    await anna.does("DELETE", f"auth/sessions/{other}")
    await anna.does("DELETE", "auth/sessions")
    await anna.post("auth/reauthentications", {"password": PASSWORD})


async def the_second_step(anna: Customer) -> None:
    await anna.post("auth/reauthentications", {"password": PASSWORD})
    phone = Authenticator()
    options = (await anna.post("auth/passkeys/options"))["options"]
    await anna.post("auth/passkeys", {"credential": phone.create(options), "name": "Telefon"})
    [passkey] = (await anna.get("auth/passkeys"))["items"]
    async with anna.another_browser() as elsewhere:
        challenge = (await elsewhere.post("/api/auth/passkeys/challenges", json={})).json()["options"]
        await elsewhere.post("/api/auth/passkeys/sessions", json={"credential": phone.get(challenge)})
    challenge = (await anna.post("auth/reauthentications/challenges"))["options"]
    await anna.post("auth/reauthentications/passkeys", {"credential": phone.get(challenge)})
    await anna.does("DELETE", f"auth/passkeys/{passkey['id']}")
    application = pyotp.TOTP((await anna.post("auth/totp"))["secret"])
    await anna.post("auth/totp/confirmations", {"code": application.at(clock.now())})
    await anna.post("auth/totp/recovery-codes")
    clock.set_now(clock.now() + timedelta(minutes=2))
    await closed.refusal("/")
    await anna.get("auth/terms")  # known for a minute, then one request a process reads them again
    async with anna.another_browser() as elsewhere:
        await sign_in(elsewhere)
        await elsewhere.post("/api/auth/second-steps", json={"code": application.at(clock.now())})
    await anna.does("DELETE", "auth/totp")


async def the_papers(anna: Customer) -> None:
    today = clock.today()
    between = f"from={today - timedelta(days=300)}&to={today}"
    for path in (
        "overview",
        "documents",
        "documents?kind=invoice&sort=amount",
        "documents/document-0001",
        "documents/document-0002",
        "documents/document-0002/pdf",
        "documents/document-0002/ksef-qr",
        "documents/document-0002/ksef-xml",
        "documents/due-dates.ics",
        "documents.csv",
        "documents.xlsx",
        "payments",
        f"statement?{between}",
        f"statement/pdf?{between}",
        f"statement.csv?{between}",
        f"statement.xlsx?{between}",
        "transfer-qr?document=document-0001",
        "transfer-qr?balance=true",
        "transfer?balance=true",
    ):
        await anna.get(f"billing/{path}")
    made = await anna.post("billing/archives", {"ids": ["document-0002"]})
    await anna.get(f"billing/archives/{urlsplit(made['url']).path.rpartition('/')[2].removesuffix('.zip')}")


async def the_supply(anna: Customer) -> None:
    await anna.get("supply/contracts")
    await anna.get("supply/contracts/contract-customer-anna")
    await anna.get("supply/contracts/contract-customer-anna/pdf")
    await anna.get("supply/points")
    await anna.get("supply/points/point-0001")
    for resolution in ("month", "day", "hour", "quarter"):
        await anna.get(f"supply/points/point-0001/usage?resolution={resolution}&from=2026-10-25")
    await anna.get("supply/usage?from=2026-10-25")
    anna.meter.case = " (compared)"
    await anna.get("supply/points/point-0001/usage?from=2026-10-25&compare=true")
    await anna.get("supply/usage?resolution=day&from=2026-10-25&compare=true")
    anna.meter.case = ""
    for path in (
        "coverage",
        "usage.csv?resolution=quarter&from=2026-10-25",
        "usage.xlsx",
        "usage.xml?from=2026-09-20&to=2026-10-31",
        "costs",
        "next-bill",
        "replay",
        "prices",
        "readings",
    ):
        await anna.get(f"supply/points/point-0001/{path}")
    for path in ("usage.csv", "costs", "deposit", "calendar.ics"):
        await anna.get(f"supply/{path}")
    await anna.does("PUT", "supply/points/point-0001/name", {"name": "Działka"})
    reading = {"takenOn": f"{clock.today()}", "states": [{"zone": "całodobowa", "kwh": 100}]}
    key = {"Idempotency-Key": "reading-of-budgets"}
    sent = await anna.post("supply/points/point-0001/readings", reading, headers=key)
    photo = f"supply/points/point-0001/readings/{sent['id']}/photo"
    await anna.does("POST", photo, content=PICTURE, headers={"Content-Type": "application/octet-stream"})
    await anna.get(photo)
    anna.meter.case = " (nothing there)"
    await anna.get("supply/points/point-0001/usage?from=2024-10-25")
    anna.meter.case = ""
    await mirrored(a_change("contract", "contract-customer-anna", "customer-anna", None))
    anna.meter.case = " (nothing signed)"
    await anna.get("supply/contracts")
    anna.meter.case = ""
    await mirrored(a_contract())


async def the_tickets(anna: Customer) -> None:
    draft = {"text": "Faktura za październik"}
    await anna.does("PUT", "tickets/drafts/draft-of-anna-0001", draft)
    await anna.get("tickets/drafts")
    await anna.does("DELETE", "tickets/drafts/draft-of-anna-0001")
    await anna.get("tickets/subjects")
    url = "tickets/ticket-of-anna-01"
    for file in ("file-of-anna-0001", "file-of-anna-0002"):
        name = {"X-File-Name": "licznik.png", "Content-Type": "application/octet-stream"}
        await anna.does("POST", f"{url}/attachments?id={file}", content=PICTURE, headers=name)
    await anna.get(f"{url}/attachments")
    await anna.does("DELETE", f"{url}/attachments/file-of-anna-0002")
    new: dict[str, Any] = {"id": "ticket-of-anna-01", "kind": "complaint", "subject": "invoice", "text": "Za wysoka."}
    await anna.post("tickets", new | {"attachments": ["file-of-anna-0001"]})
    await anna.get(f"{url}/attachments/file-of-anna-0001")
    await anna.get("tickets")
    await anna.get(url)
    await anna.post(f"{url}/messages", {"id": "message-of-anna-1", "text": "Dodaję zdjęcie."})
    await answered(new["id"])
    await anna.get(f"{url}/answer.pdf")
    await anna.get(f"{url}/coordinator.pdf")
    await anna.post(f"{url}/ratings", {"stars": 5})
    await anna.post(f"{url}/closings")
    await anna.post(f"{url}/reopenings")


async def the_services(anna: Customer) -> None:
    await anna.get("tickets/services")
    await anna.get("tickets/services/instalments")
    day = working_day_from(clock.today() + timedelta(days=10))
    answers = {"documents": ["document-0002"], "number": "12", "firstOn": f"{day}", "reason": "Naprawa auta"}
    order = {"service": "instalments", "answers": answers}
    told = await anna.post("tickets/orders/summaries", order)
    made = await anna.post("tickets/orders", order | {"id": "order-of-anna-001", "summary": told["digest"]})
    anna.meter.case = " (a plan)"
    await anna.get(f"tickets/{made['id']}")
    anna.meter.case = ""


async def the_office(anna: Customer) -> None:
    """Ewa, a clerk, at Anna's tickets; she does at hers what Anna does at hers, before a browser of her own."""
    ewa = Customer(anna.meter, anna.mailbox, anna.provider)
    answer = await chosen(anna.provider, (await ewa.post("staff/sign-ins"))["address"], EWA)
    me = await ewa.post("staff/sessions", {"code": answer["code"], "state": answer["state"]})
    twin = a_ticket(clock.now(), id="ticket-of-anna-02")
    await tickets.write(None, twin)
    for name in (twin.id, "ticket-of-anna-01"):
        seen = await tickets.find("customer-anna", name)
        assert seen
        await desk.project(seen.ticket)
    found = "tickets?q=Anna"
    for path in ("sessions/current", "clerks", "queue", "queue/counts", "presence", found, "reply-templates/versions"):
        await ewa.get(f"staff/{path}")
    joanna = Customer(anna.meter, anna.mailbox, anna.provider)
    joanna.browser.cookies.set(OFFICE_COOKIE, (await open_session("clerk-joanna", JOANNA, ("bok.lead",)))[1])
    for _ in range(2):
        await joanna.does("PUT", "staff/reply-templates", await ewa.get("staff/reply-templates"))
    await the_leads(joanna)
    await register(anna.browser, documentNumber="F/1999/01/0001")
    await ewa.post("staff/customers/searches", {"text": "F/2026/11/0012"})
    await ewa.post("staff/registrations/searches", {"text": "F/1999/01/0001"})
    await ewa.get("staff/customers/customer-anna")
    for what in ("views", "recoveries", "unlocks", "session-endings"):
        await joanna.post(f"staff/customers/customer-anna/{what}", {"reason": "Dzwoni klientka."})
    await sign_in(anna.browser)
    url = "staff/tickets/customer-anna/ticket-of-anna-01"
    ticket = await ewa.get(url)
    await ewa.get(f"{url}/attachments/file-of-anna-0001")
    await ewa.does("PUT", f"{url}/presence", {"writing": True})
    await ewa.get(f"{url}/presence")
    await ewa.does("DELETE", f"{url}/presence")
    await ewa.does("PUT", f"{url}/assignee", {"clerkId": me["clerkId"], "revision": ticket["revision"]})
    await ewa.does("PUT", f"{url}/drafts/reply", {"text": "Sprawdziliśmy."})
    await ewa.get(f"{url}/drafts/reply")
    name = {"X-File-Name": "licznik.png", "Content-Type": "application/octet-stream"}
    for form, file in (("reply", "file-of-ewa-0001"), ("note", "file-of-ewa-0002"), ("note", "file-of-ewa-0003")):
        added = f"{url}/drafts/{form}/attachments"
        await ewa.does("POST", f"{added}?id={file}", content=PICTURE, headers=name)
        await ewa.get(added)
    await ewa.does("DELETE", f"{url}/drafts/note/attachments/file-of-ewa-0003")
    note = {"id": "note-of-ewa-00001", "text": "Dzwoniła wczoraj.", "attachments": ["file-of-ewa-0002"]}
    await ewa.post(f"{url}/notes", note)
    reply = {"id": "reply-of-ewa-0001", "text": "Sprawdziliśmy.", "final": True, "seen": ticket["messageCount"]}
    await ewa.post(f"{url}/replies", reply | {"attachments": ["file-of-ewa-0001"], "outcome": "accepted"})
    await ewa.does("DELETE", f"{url}/replies/reply-of-ewa-0001")
    question = "staff/tickets/customer-anna/ticket-of-anna-02"
    await ewa.post(f"{question}/complaints")
    await ewa.post(f"{question}/supply-holds")
    await ewa.post(f"{question}/supply-hold-lifts", {"reason": "Zapłacone."})
    owed = await tickets.change("customer-anna", "ticket-of-anna-02", lambda one: one.with_reply_told(clock.now(), "r"))
    assert owed
    await ewa.post(f"{question}/letters", {"way": "post", "revision": owed.revision})
    await ewa.post(f"{question}/merges", {"into": "ticket-of-anna-01"})
    await answered("ticket-of-anna-01", "answer-of-ewa-002")
    await ewa.post(f"{url}/closings")
    order = "staff/tickets/customer-anna/order-of-anna-001/order"
    placed = await ewa.get(order)
    decision = {"id": "decision-of-ewa-1", "accepted": True, "revision": placed["revision"]}
    await ewa.post(f"{order}/decisions", decision)
    await ewa.does("DELETE", "staff/sessions/current")


async def the_leads(joanna: Customer) -> None:
    """A lead publishes terms and a break, and tries a record again."""
    await quarantine.put(Broken("document:document-0009", 7, "data.number: Field required"))
    day = clock.today() + timedelta(days=30)
    texts = (await joanna.get("staff/leads/terms"))["texts"]
    new = {"effectiveFrom": f"{day}", "texts": texts}
    seen = await joanna.post("staff/leads/terms/previews", new)
    await joanna.post("staff/leads/terms", new | {"version": seen["version"], "digest": seen["digest"]})
    said = {"pl": "Prace na serwerach.", "en": "Work on the servers.", "uk": "Роботи на серверах."}
    hours = {"startsAt": f"{day}T22:00", "endsAt": f"{day}T23:00", "closes": False, "texts": said}
    announced = await joanna.does("PUT", "staff/leads/break", {"version": ""} | hours)
    await joanna.get("staff/leads/break")
    await joanna.post("staff/leads/break/cancellations", {"version": announced["version"]})
    await joanna.post("staff/leads/quarantine/replays", {"reason": "data.number: Field required"})
    for path in ("quarantine", "state", "figures", "deeds"):
        await joanna.get(f"staff/leads/{path}")


async def answered(ticket_id: str, message_id: str = "answer-of-ewa-001") -> None:
    """As a clerk's call does."""
    seen = await tickets.find("customer-anna", ticket_id)
    assert seen is not None
    head, message = tickets.written_by_office(
        seen.ticket, clock.now(), message_id=message_id, author="Ewa", text="Poprawimy.", final=True
    )
    message = await with_paper(head, await tickets.thread("customer-anna", ticket_id), message)
    await tickets.write(seen, head, ("create", (tickets.stored(message),)))


async def the_profile(anna: Customer) -> None:
    await anna.post("auth/reauthentications", {"password": PASSWORD})
    made = await anna.post("profile/api-keys", {"name": "Dom", "scopes": ["supply:read"]})
    await anna.get("profile/api-keys")
    await anna.does("DELETE", f"profile/api-keys/{made['id']}")
    preferences = await anna.get("profile/mail-preferences")
    await anna.does("PUT", "profile/mail-preferences", preferences | {"overdue": False})
    sql = "SELECT c.id FROM c WHERE c.type = 'account'"
    [account] = [item async for item in cosmos.query("accounts", sql, None)]
    link = f"profile/unsubscriptions?token={token_of(Switch(account['id'], 'due_soon'))}"
    await anna.post(link)
    assert (await anna.browser.get(f"/api/{link}")).status_code == 303
    await the_people(anna)
    await anna.get("profile")
    changes: dict[str, Any] = {
        "contact": {"phone": "601202303"},
        "delivery": {"items": [{"kind": "invoice", "electronic": True}]},
        "consents": {"items": [{"key": "marketing", "granted": False}]},
    }
    for part, change in changes.items():
        shown = await anna.get("profile/consents" if part == "consents" else "profile")
        headers = {"Idempotency-Key": "change-of-the-budgets", "If-Match": shown["version"]}
        await anna.does("PUT", f"profile/{part}", change, headers=headers)


async def the_people(anna: Customer) -> None:
    """Anna invites twice: Ewa, who opens an account, acts, and accepts the other invitation too."""
    ewa = Customer(anna.meter, anna.mailbox, anna.provider)
    people = [await invited(anna, f"person-{number}") for number in (1, 2)]
    await ewa.post("profile/invitations/looks", {"token": people[0][1]})
    body = {"token": people[0][1], "name": "Ewa Lis", "login": "ewa.lis", "password": PASSWORD, "termsVersion": FIRST}
    await ewa.post("auth/invited-accounts", body | {"consents": [{"code": "terms", "granted": True}]})
    await ewa.post("profile/invitations/acceptances", {"token": people[1][1]})
    await ewa.does("PUT", "profile/customers/current", {"id": people[0][0]})
    await ewa.get("profile/customers")
    for again in ("", " again"):
        ewa.meter.case = f" (for another{again})"
        await ewa.get("billing/overview")
    ewa.meter.case = ""
    await anna.get("profile/people")
    await anna.get("profile/access-log")
    await anna.does("PUT", f"profile/people/{people[0][0]}", {"role": "viewing"})
    await ewa.does("DELETE", f"profile/customers/{people[0][0]}")
    for person, _ in people:
        await anna.does("DELETE", f"profile/people/{person}")


async def invited(anna: Customer, name: str) -> tuple[str, str]:
    """The id of whom Anna has invited, and the token of the link."""
    body, email = {"role": "everything"}, f"{name}@example.com"
    key = {"Idempotency-Key": f"{name}-of-the-budgets"}
    made = await anna.post("profile/people", body | {"email": email}, headers=key)
    await settle_mail()
    content = anna.mailbox.to(email)[-1].get_body(("plain",))
    assert content is not None
    return made["id"], content.get_content().partition("/zaproszenie#")[2].split()[0]


async def the_payment(anna: Customer) -> None:
    key = {"Idempotency-Key": "key-of-the-budgets"}
    begun = await anna.post("billing/online-payments", {"documents": ["document-0001"]}, headers=key)
    await anna.get("billing/online-payments")
    await anna.get(f"billing/online-payments/{begun['id']}")
    await anna.does("DELETE", f"billing/online-payments/{begun['id']}")


SCENES = (
    the_sign_in,
    the_account,
    the_sessions,
    the_papers,
    the_supply,
    the_tickets,
    the_services,
    the_office,
    the_profile,
    the_payment,
    the_second_step,
)


async def test_every_operation_keeps_its_budget(meter: Meter, mailbox: Mailbox, provider: RunningProvider) -> None:
    anna = Customer(meter, mailbox, provider)
    await the_mirror()
    for scene in SCENES:
        await scene(anna)
    for path in meter.plain_reads():
        assert "/staff/" not in path, f"the office's scene does {path}"
        await anna.get(path.removeprefix("/api/"))
    await anna.does("DELETE", "auth/sessions/current")
    assert {budget.partition(" (")[0] for budget in BUDGETS} == meter.operations, "every operation has a budget"
    done = {sample.operation for sample in meter.samples if sample.status < 400}
    assert done == {*BUDGETS}, "a scene does every operation, with success"
    spent = [(sample.operation, sample.cost) for sample in meter.samples]
    assert [(name, cost, BUDGETS[name]) for name, cost in spent if not cost.within(BUDGETS[name])] == []
    assert [sample for sample in meter.samples if sample.across and sample.operation not in ACROSS] == []


def test_the_budgets_are_those_of_the_design() -> None:
    assert BUDGETS["GET /api/billing/overview"] == Cost(reads=2, units=5)
    assert BUDGETS["GET /api/billing/documents/{document_id}/pdf"] == Cost(reads=2, blobs=1, units=5)
    sign_in = BUDGETS["POST /api/auth/sessions"]
    assert sign_in.reads + sign_in.queries + sign_in.writes <= 8
    for listing in ("billing/documents", "billing/payments"):
        assert BUDGETS[f"GET /api/{listing}"]._replace(units=None) == Cost(reads=2, queries=1), listing
    for listing in ("supply/contracts", "supply/points", "tickets"):
        assert BUDGETS[f"GET /api/{listing}"]._replace(units=None) == Cost(reads=1, queries=1), listing
