"""Orders at the desk: what clerks see, what they decide once, and what of it about health only a lead sees."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest

import functions.tickets.files.store as files
from functions.staff import store
from functions.sync_timer.customer_requests import forget_decided, send_waiting, settle_orders
from functions.sync_timer.desk import keep_desk, rebuild
from functions.tickets import store as tickets
from functions.tickets.attachments import find
from functions.tickets.services.store import health_document, miss_answers
from shared import clock, cosmos
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from shared.mail import outbox
from tests.api.auth.steps import EMAIL
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in, signed_in
from tests.api.staff.conftest import EWA, JOANNA, Office
from tests.api.supply.test_readings import Billing, billing
from tests.api.tickets.test_services import REFUND, ordered
from tests.builders import a_balance, a_change, a_contract, a_customer, a_document, a_point, mirrored, records
from tests.files import a_picture

__all__ = ["billing"]

ANNA, ORDER = "customer-anna", "order-of-anna-001"
AT = f"/api/staff/tickets/{ANNA}/{ORDER}/order"
MANY = {"documents": ["document-0001"], "number": "12", "firstOn": "2026-12-01", "reason": "Naprawa auta"}
SUPPORT = {"basis": "ventilation", "consent": True}


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    clock.set_now(datetime.fromisoformat("2026-11-27T09:00:00+00:00"))
    await mirrored(a_customer(), a_document(amount=24_000), a_contract(), a_point())
    await signed_in(browser, "44051401359")
    await outbox.wait_for_attempts()
    mailbox.mails.clear()
    return browser


def a_decision(name: str = "decision-of-ewa-01", **fields: Any) -> dict[str, Any]:
    return {"id": name, "accepted": True, "revision": 1} | fields


async def test_more_than_the_rule_gives_is_decided_by_a_clerk_and_the_customer_told(
    anna: httpx.AsyncClient, office: Office, billing: Billing, mailbox: Mailbox
) -> None:
    made = await ordered(anna, "instalments", MANY)
    assert (made.json()["orderState"], made.json()["state"]) == ("deciding", "with_office")
    assert billing.taken == {}
    ewa = await office.clerk(EWA)
    seen = (await ewa.get(AT)).json()
    assert (seen["name"], seen["state"], seen["mayDecide"], len(seen["plan"])) == ("Raty", "deciding", True, 12)
    assert {"label": "Dlaczego prosisz o raty", "value": "Naprawa auta"} in seen["lines"]
    decided = await ewa.post(f"{AT}/decisions", json=a_decision())
    assert (decided.status_code, decided.json()["state"]) == (200, "passed"), decided.text
    assert (await ewa.post(f"{AT}/decisions", json=a_decision())).status_code == 200, "the same again is the same"
    [request] = billing.taken.values()
    assert request.service is not None
    assert sum(one.amount for one in request.service.instalments or []) == 24_000
    told = (await anna.get(f"/api/tickets/{ORDER}")).json()
    assert (told["state"], told["orderState"]) == ("answered", "passed")
    assert told["messages"][-1]["text"] == "Przyjęliśmy Twoje zamówienie: Raty."
    assert told["messages"][-1]["author"] == "Ewa"
    await outbox.wait_for_attempts()
    assert any(mail["Subject"].startswith("Odpowiedzieliśmy na Twoje zgłoszenie") for mail in mailbox.to(EMAIL))
    events = (await ewa.get(AT.removesuffix("/order"))).json()["events"]
    assert [(one["what"], one["by"]) for one in events] == [("order_accepted", EWA)]


async def test_of_two_clerks_at_one_order_one_decides(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    await ordered(anna, "instalments", MANY)
    ewa, joanna = await office.clerk(EWA), await office.clerk(JOANNA)
    refusal = a_decision("decision-of-joanna", accepted=False, reason="Poprzedni plan nie był spłacany.")
    answers = await asyncio.gather(
        ewa.post(f"{AT}/decisions", json=a_decision()), joanna.post(f"{AT}/decisions", json=refusal)
    )
    assert sorted(one.status_code for one in answers) == [200, 409]
    [refused] = [one for one in answers if one.status_code == 409]
    assert refused.json()["code"] == "ticket_changed"
    told = (await anna.get(f"/api/tickets/{ORDER}")).json()
    assert len([one for one in told["messages"] if one["side"] == "office"]) == 1
    seen = (await ewa.get(AT)).json()
    late = await joanna.post(f"{AT}/decisions", json=refusal | {"id": "decision-late-01", "revision": seen["revision"]})
    assert (late.status_code, late.json()["code"]) == (409, "ticket_changed")


async def test_a_clerk_decides_on_what_was_read(anna: httpx.AsyncClient, office: Office, billing: Billing) -> None:
    await ordered(anna, "instalments", MANY)
    ewa = await office.clerk(EWA)
    more = {"id": "message-of-anna-1", "text": "Jednak wolę sześć rat."}
    assert (await anna.post(f"/api/tickets/{ORDER}/messages", json=more)).status_code == 201
    refused = await ewa.post(f"{AT}/decisions", json=a_decision())
    assert (refused.status_code, refused.json()["code"]) == (409, "ticket_changed")
    assert billing.taken == {}


async def test_a_refusal_says_why_and_nothing_goes_to_billing(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    await ordered(anna, "instalments", MANY)
    ewa = await office.clerk(EWA)
    without = await ewa.post(f"{AT}/decisions", json=a_decision(accepted=False, reason="  "))
    assert (without.status_code, without.json()["errors"]) == (400, [{"field": "reason", "code": "missing"}])
    body = a_decision(accepted=False, reason="Poprzedni plan nie był spłacany.")
    assert (await ewa.post(f"{AT}/decisions", json=body)).json()["state"] == "rejected"
    told = (await anna.get(f"/api/tickets/{ORDER}")).json()
    assert (told["order"]["reason"], told["order"]["plan"]) == ("Poprzedni plan nie był spłacany.", [])
    assert told["messages"][-1]["text"].endswith("Powód: Poprzedni plan nie był spłacany.")
    assert billing.taken == {}


async def test_a_plan_offered_at_once_is_taken_and_followed(anna: httpx.AsyncClient, billing: Billing) -> None:
    few = MANY | {"number": "3"}
    made = await ordered(anna, "instalments", few)
    assert made.json()["orderState"] == "passed", "up to the limit nobody has to decide"
    [reference] = billing.taken
    await settle_orders(records(a_change("request", reference, ANNA, {"state": "confirmed"})))

    async def followed() -> list[tuple[str, int, str]]:
        plan = (await anna.get(f"/api/tickets/{ORDER}")).json()["order"]["plan"]
        return [(one["dueOn"], one["paid"], one["state"]) for one in plan]

    assert await followed() == [("2026-12-01", 0, "open"), ("2027-01-04", 0, "open"), ("2027-02-01", 0, "open")]
    await mirrored(a_document(amount=24_000, remaining=14_000))
    assert await followed() == [
        ("2026-12-01", 8_000, "paid"),
        ("2027-01-04", 2_000, "partly"),
        ("2027-02-01", 0, "open"),
    ]
    told = (await anna.get(f"/api/tickets/{ORDER}")).json()["order"]
    assert (told["nextDue"]["dueOn"], told["nextDue"]["amount"] - told["nextDue"]["paid"]) == ("2027-01-04", 6_000)
    again = await anna.post(
        "/api/tickets/orders/summaries", json={"service": "instalments", "answers": few | {"firstOn": "2026-12-02"}}
    )
    assert again.json()["errors"] == [{"field": "answers.documents", "code": "document_in_plan"}]
    await mirrored(a_document("document-0002", amount=10_000, number="F/2"))
    other = await ordered(anna, "instalments", few | {"documents": ["document-0002"]}, "order-of-anna-002")
    assert other.json()["orderState"] == "deciding", "who pays a plan already is decided on by a clerk"


async def test_health_is_for_a_lead_and_gone_with_the_decision(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    name = {"X-File-Name": "kwalifikacja.png", "Content-Type": "application/octet-stream"}
    sent = f"/api/tickets/{ORDER}/attachments?id=file-of-anna-0001"
    assert (await anna.post(sent, content=a_picture(), headers=name)).is_success
    body = {"id": ORDER, "service": "support_programme", "answers": SUPPORT, "attachments": ["file-of-anna-0001"]}
    without = await anna.post("/api/tickets/orders", json=body | {"answers": {"basis": "ventilation"}})
    assert without.json()["errors"] == [{"field": "answers.consent", "code": "missing"}]
    made = await anna.post("/api/tickets/orders", json=body)
    assert made.status_code == 201, made.text
    assert "entylac" not in made.text

    ewa, joanna = await office.clerk(EWA), await office.clerk(JOANNA, "bok.lead")
    seen = await ewa.get(AT)
    assert (seen.json()["healthLines"], seen.json()["mayDecide"]) == (None, False)
    assert "entylac" not in seen.text
    assert "entylac" not in (await ewa.get(AT.removesuffix("/order"))).text
    file = f"{AT.removesuffix('/order')}/attachments/file-of-anna-0001"
    for refused in (await ewa.post(f"{AT}/decisions", json=a_decision()), await ewa.get(file)):
        assert (refused.status_code, refused.json()["code"]) == (403, "office_lead_required")

    lines = (await joanna.get(AT)).json()["healthLines"]
    assert lines == [{"label": "Podstawa", "value": "Wentylacja mechaniczna w domu"}]
    assert (await joanna.get(file)).status_code == 200
    kept = await find(ANNA, "file-of-anna-0001")
    assert kept is not None
    decided = await joanna.post(f"{AT}/decisions", json=a_decision("decision-of-joanna"))
    assert (decided.json()["state"], decided.json()["healthLines"]) == ("passed", None)
    assert await cosmos.read(tickets.CONTAINER, health_document(ORDER), ANNA) is None
    assert (await joanna.get(file)).status_code == 404
    assert await find(ANNA, "file-of-anna-0001") is None
    assert all("entilat" not in request.model_dump_json() for request in billing.taken.values())


async def test_where_the_files_outlive_the_decision_the_timer_deletes_them(
    anna: httpx.AsyncClient, office: Office, billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = {"X-File-Name": "kwalifikacja.png", "Content-Type": "application/octet-stream"}
    sent = f"/api/tickets/{ORDER}/attachments?id=file-of-anna-0001"
    assert (await anna.post(sent, content=a_picture(), headers=name)).is_success
    body = {"id": ORDER, "service": "support_programme", "answers": SUPPORT, "attachments": ["file-of-anna-0001"]}
    assert (await anna.post("/api/tickets/orders", json=body)).status_code == 201

    async def dies(*_: Any) -> int:
        raise RuntimeError("killed")

    joanna = await office.clerk(JOANNA, "bok.lead")
    with monkeypatch.context() as patch:
        patch.setattr(files, "drop_files_of", dies)
        assert (await joanna.post(f"{AT}/decisions", json=a_decision())).status_code == 500
    assert await find(ANNA, "file-of-anna-0001") is not None
    assert await forget_decided() == 1
    assert await forget_decided() == 0
    assert await find(ANNA, "file-of-anna-0001") is None


async def test_what_is_no_order_is_none(anna: httpx.AsyncClient, office: Office) -> None:
    question = {"id": ORDER, "kind": "question", "subject": "other", "text": "Dzień dobry"}
    assert (await anna.post("/api/tickets", json=question)).status_code == 201
    ewa = await office.clerk(EWA)
    for answer in (await ewa.get(AT), await ewa.post(f"{AT}/decisions", json=a_decision())):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_an_undecided_order_leaves_the_desk_by_its_decision_only(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    await ordered(anna, "instalments", MANY)
    question = {"id": "question-of-anna-1", "kind": "question", "subject": "other", "text": "Co z ratami?"}
    assert (await anna.post("/api/tickets", json=question)).status_code == 201
    ewa, ticket = await office.clerk(EWA), AT.removesuffix("/order")
    a_reply = {"id": "reply-of-ewa-0001", "text": "Załatwione.", "final": True, "seen": 1}
    for path, body in (
        ("replies", a_reply),
        ("closings", {}),
        ("merges", {"into": "question-of-anna-1"}),
    ):
        refused = await ewa.post(f"{ticket}/{path}", json=body)
        assert (refused.status_code, refused.json()["code"]) == (409, "order_undecided"), path
    assert (await ewa.post(f"{ticket}/replies", json=a_reply | {"final": False})).status_code == 201, "asking is fine"
    clock.set_now(clock.now() + timedelta(seconds=11))
    held = await ewa.post(f"{ticket}/supply-holds", json={})
    assert (held.json()["kind"], held.json()["orderState"]) == ("complaint", "deciding")
    revision = (await ewa.get(AT)).json()["revision"]
    await keep_desk()
    decided = await ewa.post(f"{AT}/decisions", json=a_decision(revision=revision + 1))
    assert (decided.status_code, decided.json()["state"]) == (200, "passed"), decided.text


async def test_an_order_its_customer_closes_undecided_is_withdrawn_and_forgotten(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    name = {"X-File-Name": "kwalifikacja.png", "Content-Type": "application/octet-stream"}
    sent = f"/api/tickets/{ORDER}/attachments?id=file-of-anna-0001"
    assert (await anna.post(sent, content=a_picture(), headers=name)).is_success
    body = {"id": ORDER, "service": "support_programme", "answers": SUPPORT, "attachments": ["file-of-anna-0001"]}
    assert (await anna.post("/api/tickets/orders", json=body)).status_code == 201
    closed = (await anna.post(f"/api/tickets/{ORDER}/closings", json={})).json()
    assert (closed["state"], closed["orderState"]) == ("closed", "withdrawn")
    assert await cosmos.read(tickets.CONTAINER, health_document(ORDER), ANNA) is None
    assert await find(ANNA, "file-of-anna-0001") is None
    assert await forget_decided() == 0, "nothing is left to do"
    again = body | {"id": "order-of-anna-002", "attachments": []}
    assert (await anna.post("/api/tickets/orders", json=again)).status_code == 201, "the way is free"
    opened = (await anna.post(f"/api/tickets/{ORDER}/reopenings", json={})).json()
    assert (opened["state"], opened["orderState"]) == ("with_office", "withdrawn")
    await ordered(anna, "instalments", MANY, "order-of-anna-003")
    await anna.post("/api/tickets/order-of-anna-003/closings", json={})
    made = await ordered(anna, "instalments", MANY, "order-of-anna-004")
    assert made.status_code == 201, "no plan of its documents is in the way"


async def test_what_the_withdrawal_broke_off_before_is_forgotten_by_the_timer(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    body = {"id": ORDER, "service": "support_programme", "answers": SUPPORT}
    assert (await anna.post("/api/tickets/orders", json=body)).status_code == 201
    await tickets.change(ANNA, ORDER, lambda one: one.closed(clock.now(), "customer"))
    assert await cosmos.read(tickets.CONTAINER, health_document(ORDER), ANNA) is not None
    assert await forget_decided() == 1
    assert await cosmos.read(tickets.CONTAINER, health_document(ORDER), ANNA) is None


async def test_what_billing_does_not_take_is_told_and_comes_back_to_the_office(
    anna: httpx.AsyncClient, office: Office, billing: Billing, mailbox: Mailbox
) -> None:
    billing.answer = BillingUnavailable("down")
    made = await ordered(anna, "instalments", MANY | {"number": "3"})
    assert made.json()["orderState"] == "passing"
    await outbox.wait_for_attempts()
    mailbox.mails.clear()
    clock.set_now(clock.now() + timedelta(days=3))
    billing.answer = BillingRefused("no such code")
    await send_waiting()
    await outbox.wait_for_attempts()
    assert [mail["Subject"] for mail in mailbox.to(EMAIL)] != []
    await send_waiting()
    await keep_desk()
    [row] = [row async for row in store.every_row("with_office")]
    assert (row.ticket_id, row.target_on) == (ORDER, date(2026, 12, 14)), "as promised from now"
    ticket = await tickets.find(ANNA, ORDER)
    assert ticket is not None
    assert (ticket.ticket.state, ticket.ticket.ordered and ticket.ticket.ordered.state) == ("with_office", "rejected")


async def test_names_of_files_about_health_are_for_a_lead(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    name = {"X-File-Name": "respirator Anny.png", "Content-Type": "application/octet-stream"}
    sent = f"/api/tickets/{ORDER}/attachments?id=file-of-anna-0001"
    assert (await anna.post(sent, content=a_picture(), headers=name)).is_success
    body = {"id": ORDER, "service": "support_programme", "answers": SUPPORT, "attachments": ["file-of-anna-0001"]}
    assert (await anna.post("/api/tickets/orders", json=body)).status_code == 201
    ticket = AT.removesuffix("/order")
    [file] = (await (await office.clerk(EWA)).get(ticket)).json()["messages"][0]["files"]
    assert file["name"] == "plik o zdrowiu.jpg"
    [file] = (await (await office.clerk(JOANNA, "bok.lead")).get(ticket)).json()["messages"][0]["files"]
    assert file["name"] == "respirator Anny.jpg"


async def an_order_nobody_answers(anna: httpx.AsyncClient, office: Office, days: int = 7) -> httpx.AsyncClient:
    """A refund as many days later, before a clerk."""
    await mirrored(a_balance(amount=-5_000))
    assert (await ordered(anna, "refund", REFUND)).json()["orderState"] in {"passed", "passing"}
    return await days_later(anna, office, days)


async def days_later(anna: httpx.AsyncClient, office: Office, days: int) -> httpx.AsyncClient:
    """Both sign in again: their sessions are over."""
    clock.set_now(clock.now() + timedelta(days=days))
    assert (await sign_in(anna)).status_code == 201
    return await office.clerk(EWA)


@pytest.mark.parametrize("down", [False, True])
async def test_an_order_billing_never_answers_alarms_the_desk_and_a_clerk_ends_it(
    anna: httpx.AsyncClient,
    office: Office,
    billing: Billing,
    mailbox: Mailbox,
    down: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    billing.answer = BillingUnavailable("down") if down else None
    ewa = await an_order_nobody_answers(anna, office, days=6)
    assert await miss_answers() == 0
    await keep_desk()
    assert (await ewa.get("/api/staff/queue")).json()["tickets"] == []
    assert (await ewa.get(AT)).json()["mayDecide"] is False
    ewa = await days_later(anna, office, 1)
    assert await miss_answers() == 1
    assert await miss_answers() == 0, "once an order"
    assert [one.alarm for one in caplog.records if one.message == "alarm"] == ["order unanswered"]  # type: ignore[attr-defined]
    await outbox.wait_for_attempts()
    assert mailbox.to(EMAIL)[-1]["Subject"].startswith("Twoje zamówienie trwa dłużej")
    assert (await anna.get(f"/api/tickets/{ORDER}")).json()["order"]["delayed"] is True
    await keep_desk()
    [row] = (await ewa.get("/api/staff/queue")).json()["tickets"]
    assert (row["ticketId"], row["orderUnanswered"], row["targetOn"]) == (ORDER, True, "2026-12-04")
    assert await rebuild() == 0
    second = await ordered(anna, "refund", REFUND, "order-of-anna-002")
    assert (second.status_code, second.json()["code"]) == (409, "order_exists")

    seen = (await ewa.get(AT)).json()
    assert (seen["mayDecide"], seen["unanswered"]) == (True, True)
    why = "Rozliczenia zgubiły zlecenie. Zamów jeszcze raz."
    body = a_decision(accepted=False, reason=why, revision=seen["revision"])
    ended = await ewa.post(f"{AT}/decisions", json=body)
    assert (ended.status_code, ended.json()["state"]) == (200, "rejected"), ended.text
    told = (await anna.get(f"/api/tickets/{ORDER}")).json()
    assert (told["order"]["reason"], told["order"]["delayed"]) == (why, False)
    assert (await ewa.get("/api/staff/queue")).json()["tickets"] == []
    billing.answer = None
    await send_waiting()
    assert len(billing.taken) == (0 if down else 1), "what a clerk has ended billing is not asked for any more"
    assert (await ordered(anna, "refund", REFUND, "order-of-anna-003")).status_code == 201, "the way is free"


async def test_billing_answering_late_takes_the_order_off_the_desk(
    anna: httpx.AsyncClient, office: Office, billing: Billing
) -> None:
    ewa = await an_order_nobody_answers(anna, office)
    assert await miss_answers() == 1
    [reference] = billing.taken
    await settle_orders(records(a_change("request", reference, ANNA, {"state": "confirmed"})))
    await keep_desk()
    assert (await ewa.get("/api/staff/queue")).json()["tickets"] == []
    order = (await ewa.get(AT)).json()
    assert (order["state"], order["mayDecide"]) == ("confirmed", False)


async def test_an_unanswered_order_of_a_closed_ticket_is_ended_too_and_a_late_contrary_answer_alarms(
    anna: httpx.AsyncClient, office: Office, billing: Billing, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    ewa = await an_order_nobody_answers(anna, office)
    assert (await anna.post(f"/api/tickets/{ORDER}/closings", json={})).status_code == 200
    assert await miss_answers() == 1
    await keep_desk()
    [row] = (await ewa.get("/api/staff/queue")).json()["tickets"]
    assert row["orderUnanswered"] is True
    revision = (await ewa.get(AT)).json()["revision"]
    done = await ewa.post(f"{AT}/decisions", json=a_decision(revision=revision))
    assert (done.status_code, done.json()["state"]) == (200, "confirmed"), done.text
    assert (await ewa.get("/api/staff/queue")).json()["tickets"] == []
    await outbox.wait_for_attempts()
    assert mailbox.to(EMAIL)[-1]["Subject"].startswith("Twoje zamówienie jest rozpatrzone")
    [reference] = billing.taken
    caplog.clear()
    await settle_orders(records(a_change("request", reference, ANNA, {"state": "rejected", "reason": "Za późno"})))
    assert [one.message for one in caplog.records if one.levelname == "ERROR"] == ["alarm"]
    assert (await ewa.get(AT)).json()["state"] == "confirmed", "what the customer was told stays, and somebody looks"
