"""Services as data: what is offered, what an order comes to, and ordering once, whatever happens on the way."""

import asyncio
from datetime import datetime
from typing import Any

import httpx
import pytest

from functions.tickets import store
from functions.tickets.services.store import pass_on_waiting, settle
from shared import clock
from shared.access.sessions import REAUTHENTICATION
from shared.billing import billing_system, customer_requests
from shared.billing.billing_system import BillingRefused, BillingUnavailable
from shared.billing_contract import RequestState
from shared.mail import outbox
from tests.api.auth.steps import EMAIL
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.api.supply.test_readings import Billing
from tests.builders import (
    ACCOUNT,
    a_balance,
    a_contract,
    a_customer,
    a_document,
    a_point,
    mirrored,
)

URL, ORDERS = "/api/tickets", "/api/tickets/orders"
ANNA, EWA = "customer-anna", "customer-ewa1"
TYPED_ACCOUNT = "PL61 1090 1014 0000 0712 1981 2874"
REFUND = {"amount": "30,00", "iban": TYPED_ACCOUNT, "holder": "Anna Żółkiewska"}
ADDRESS = {"street": "Polna", "building": "3", "postalCode": "00-001", "city": "Warszawa"}


@pytest.fixture
def billing(monkeypatch: pytest.MonkeyPatch) -> Billing:
    door = Billing()
    monkeypatch.setattr(billing_system, "place_request", door.place_request)
    return door


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """Anna with an overpayment of 50 zł, two contracts, a point and two open invoices of the future."""
    clock.set_now(datetime.fromisoformat("2026-11-27T09:00:00+00:00"))
    await mirrored(
        a_customer(),
        a_balance(amount=-5_000),
        a_document(),
        a_document("document-0002", amount=10_001, number="F/2026/11/0099", dueOn="2026-12-01"),
        a_contract(),
        a_contract(ANNA, "contract-second", number="U/2026/0043"),
        a_point(1),
        a_point(2, tariff="G12", name="Działka"),
        a_customer(EWA, pesel="02070803628", customerNumber="KL-5"),
        a_contract(EWA),
        a_point(77, EWA),
        a_document("document-ewa1", EWA, number="F/9"),
    )
    await signed_in(browser, "44051401359")
    await outbox.wait_for_attempts()
    mailbox.mails.clear()
    return browser


async def summed_up(browser: httpx.AsyncClient, service: str, answers: dict[str, Any], **query: str) -> Any:
    body = {"service": service, "answers": answers}
    response = await browser.post(f"{ORDERS}/summaries", json=body, params=query)
    assert response.status_code == 200, response.text
    return response.json()


async def ordered(
    browser: httpx.AsyncClient, service: str, answers: dict[str, Any], name: str = "order-of-anna-001", **more: Any
) -> httpx.Response:
    """The order as the page sends it, with the digest of its summary."""
    digest = (await summed_up(browser, service, answers))["digest"]
    body = {"id": name, "service": service, "answers": answers, "summary": digest} | more
    return await browser.post(ORDERS, json=body)


async def faults(browser: httpx.AsyncClient, service: str, answers: dict[str, Any]) -> dict[str, str]:
    response = await browser.post(f"{ORDERS}/summaries", json={"service": service, "answers": answers})
    assert (response.status_code, response.json()["code"]) == (400, "validation_failed"), response.text
    return {one["field"].removeprefix("answers."): one["code"] for one in response.json()["errors"]}


async def test_the_list_says_what_is_there_for_this_customer(anna: httpx.AsyncClient) -> None:
    told = (await anna.get(f"{URL}/services")).json()["services"]
    assert len(told) == 20
    assert {one["key"] for one in told if one["missing"]} == set()
    assert {one["key"] for one in told if one["leadsTo"]} == {"own_reading", "callback"}
    await mirrored(a_balance(amount=100))
    told = (await anna.get(f"{URL}/services", params={"locale": "uk"})).json()["services"]
    missing = {one["key"]: one["missing"] for one in told if one["missing"]}
    assert missing == {"refund": "overpayment", "transfer_overpayment": "overpayment"}
    assert next(one["name"] for one in told if one["key"] == "refund") == "Повернення переплати"


async def test_a_form_offers_what_is_ones_own_and_nothing_else(anna: httpx.AsyncClient) -> None:
    form = (await anna.get(f"{URL}/services/move_out")).json()
    fields = {one["name"]: one for one in form["fields"]}
    assert [one["value"] for one in fields["point"]["choices"]] == ["point-0002", "point-0001"]
    assert fields["point"]["choices"][0]["zones"] == ["dzienna", "nocna"]
    assert (fields["date"]["fromOn"], fields["date"]["toOn"]) == ("2026-10-28", "2027-02-25")
    form = (await anna.get(f"{URL}/services/instalments")).json()
    [documents, *_] = form["fields"]
    assert [(one["value"], one["amount"]) for one in documents["choices"]] == [
        ("document-0001", 21_840),
        ("document-0002", 10_001),
    ]
    form = (await anna.get(f"{URL}/services/tariff_change")).json()
    groups = next(one for one in form["fields"] if one["name"] == "group")["choices"]
    assert {one["value"][0] for one in groups} == {"G"}
    unknown = await anna.get(f"{URL}/services/no_such_thing")
    assert (unknown.status_code, unknown.json()["code"]) == (404, "not_found")


async def test_what_is_somebody_elses_is_as_if_it_did_not_exist(anna: httpx.AsyncClient) -> None:
    anna.headers["X-Request-Id"] = "one-for-both-of-them"
    for service, field, foreign in (
        ("terminate", "contract", f"contract-{EWA}"),
        ("meter_check", "point", "point-0077"),
        ("later_date", "document", "document-ewa1"),
        ("instalments", "documents", ["document-0001", "document-ewa1"]),
    ):
        unknown = ["nobody-has-this"] if isinstance(foreign, list) else "nobody-has-this"
        for path in (f"{ORDERS}/summaries", ORDERS):
            more = {} if path.endswith("summaries") else {"id": "order-of-anna-001", "summary": "x"}
            answers = [
                await anna.post(path, json={"service": service, "answers": {field: value}} | more)
                for value in (foreign, unknown)
            ]
            assert {one.status_code for one in answers} == {404}, service
            assert answers[0].content == answers[1].content
    assert (await anna.get(URL)).json()["tickets"] == []


WRONG: list[tuple[str, dict[str, Any], dict[str, str]]] = [
    ("refund", {}, {"amount": "missing", "iban": "missing", "holder": "missing"}),
    ("refund", REFUND | {"amount": "50,01"}, {"amount": "above_overpayment"}),
    ("refund", REFUND | {"holder": "..."}, {"holder": "value_invalid"}),
    ("refund", REFUND | {"holder": "x" * 121}, {"holder": "too_long"}),
    ("refund", REFUND | {"amount": ["30"]}, {"amount": "value_invalid"}),
    ("refund", REFUND | {"pin": "1234"}, {"pin": "value_invalid"}),
    (
        "transfer_overpayment",
        {"from": f"contract-{ANNA}", "to": f"contract-{ANNA}", "amount": "10"},
        {"to": "same_contract"},
    ),
    ("power_change", {"point": "point-0001", "kw": "ten", "phases": "3"}, {"kw": "number_invalid"}),
    (
        "power_change",
        {"point": "point-0001", "kw": "0", "phases": "2"},
        {"kw": "number_too_small", "phases": "value_invalid"},
    ),
    ("tariff_change", {"point": "point-0001", "group": "C11", "from": "2026-12-01"}, {"group": "value_invalid"}),
    ("prosumer_rce", {"point": "point-0001", "consent": True}, {"point": "not_prosumer"}),
    ("prosumer_rce", {"point": "point-0001", "consent": False}, {"consent": "missing"}),
    ("prosumer_rce", {"point": "point-0001", "consent": "yes"}, {"consent": "value_invalid"}),
    (
        "einvoice",
        {"action": "on", "kinds": ["invoice", "letter"], "email": "a@", "consent": True},
        {"kinds": "value_invalid", "email": "email_invalid"},
    ),
    ("contact", {}, {"address": "missing"}),
    ("contact", {"address": {"city": "Warszawa"}}, {"address.building": "missing"}),
    ("contact", {"phone": "brak"}, {"phone": "phone_invalid"}),
    (
        "handover",
        {
            "point": "point-0002",
            "date": "2026-11-27",
            "readings": {"dzienna": "12,5", "nocna": "3"},
            "newAddress": ADDRESS,
            "taker": "Ewa",
            "takerEmail": "ewa@example.com",
            "title": "owner",
        },
        {"readings.dzienna": "number_invalid"},
    ),
    (
        "move_out",
        {
            "point": "point-0001",
            "readings": {"nocna": "3"},
            "date": "2026-11-27",
            "newAddress": ADDRESS,
            "after": "taker",
        },
        {"readings": "zones_do_not_match"},
    ),
    ("later_date", {"document": "document-0002", "untilOn": "2026-12-01"}, {"untilOn": "date_too_early"}),
    ("terminate", {"contract": f"contract-{ANNA}", "endsOn": "2026-12-30"}, {"endsOn": "date_too_early"}),
    (
        "instalments",
        {"documents": ["document-0002"], "number": "12", "firstOn": "2026-12-01", "reason": "Auto"},
        {"number": "instalments_too_small"},
    ),
    (
        "instalments",
        {"documents": ["document-0002"], "number": "13", "firstOn": "2026-12-01", "reason": "Auto"},
        {"number": "number_too_large"},
    ),
]


async def test_what_is_missing_or_wrong_is_told_by_its_field(anna: httpx.AsyncClient) -> None:
    for service, answers, told in WRONG:
        assert await faults(anna, service, answers) == told, (service, answers)


async def test_what_is_not_asked_for_need_not_be_there_and_is_not_kept(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    made = await anna.post(
        ORDERS,
        json={"id": "order-of-anna-001", "service": "einvoice", "answers": {"action": "off", "email": "a@b.pl"}},
    )
    assert made.status_code == 201, made.text
    assert [line["label"] for line in made.json()["order"]["lines"]] == ["Co chcesz zrobić"]
    [request] = billing.taken.values()
    assert request.service is not None
    assert (request.service.code, request.service.details) == ("einvoice", {"action": "off"})


async def test_what_binds_is_sent_only_as_it_was_shown(anna: httpx.AsyncClient, billing: Billing) -> None:
    new = {"id": "order-of-anna-001", "service": "refund", "answers": REFUND}
    unconfirmed = await anna.post(ORDERS, json=new)
    assert (unconfirmed.status_code, unconfirmed.json()["errors"]) == (400, [{"field": "summary", "code": "missing"}])
    shown = await summed_up(anna, "refund", REFUND)
    assert shown["confirm"] is not None
    assert shown["decides"] == "billing"
    other = await anna.post(ORDERS, json=new | {"answers": REFUND | {"amount": "31"}, "summary": shown["digest"]})
    assert (other.status_code, other.json()["code"]) == (409, "order_summary_changed")
    await mirrored(a_balance(amount=-4_000))
    changed = await anna.post(ORDERS, json=new | {"summary": shown["digest"]})
    assert (changed.status_code, changed.json()["code"]) == (409, "order_summary_changed"), "the overpayment is another"
    assert billing.taken == {}
    assert (await anna.get(URL)).json()["tickets"] == []


async def test_a_double_click_orders_once_and_a_retry_finds_it(anna: httpx.AsyncClient, billing: Billing) -> None:
    answers = await asyncio.gather(*(ordered(anna, "refund", REFUND) for _ in range(4)))
    assert sorted(one.status_code for one in answers) == [200, 200, 200, 201]
    [request] = billing.taken.values()
    assert request.service is not None
    assert (request.service.code, request.service.amount, request.service.account) == ("refund", 3_000, ACCOUNT)
    assert request.service.details == {"holder": "Anna Żółkiewska"}
    [row] = (await anna.get(URL)).json()["tickets"]
    assert (row["kind"], row["subject"], row["orderState"], row["state"]) == ("order", "refund", "passed", "answered")
    other = await ordered(anna, "refund", REFUND | {"amount": "20"})
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")
    second = await ordered(anna, "refund", REFUND, "order-of-anna-002")
    assert (second.status_code, second.json()["code"]) == (409, "order_exists")
    clock.set_now(datetime.fromisoformat("2027-03-01T09:00:00+00:00"))


async def test_two_orders_of_one_overpayment_at_one_moment_are_one(anna: httpx.AsyncClient, billing: Billing) -> None:
    move = {"from": f"contract-{ANNA}", "to": "contract-second", "amount": "50"}
    answers = await asyncio.gather(
        ordered(anna, "refund", REFUND, "order-of-anna-001"),
        ordered(anna, "transfer_overpayment", move, "order-of-anna-002"),
        ordered(anna, "refund", REFUND, "order-of-anna-003"),
    )
    assert sorted(one.status_code for one in answers) == [201, 409, 409]
    assert len(billing.taken) == 1


async def test_an_order_shows_how_far_it_has_come_until_billing_confirms(
    anna: httpx.AsyncClient, billing: Billing, mailbox: Mailbox
) -> None:
    billing.answer = BillingUnavailable("down")
    made = await ordered(anna, "refund", REFUND)
    assert made.json()["order"]["state"] == "passing"
    assert made.json()["messages"][0]["text"].startswith("Zamawiam: Zwrot nadpłaty\nKwota zwrotu: 30,00")
    await outbox.wait_for_attempts()
    number = made.json()["number"]
    assert [mail["Subject"] for mail in mailbox.to(EMAIL)] == [f"Mamy Twoje zamówienie: {number}"]
    billing.answer = None
    assert await pass_on_waiting() == 1
    assert await pass_on_waiting() == 0
    told = (await anna.get(f"{URL}/order-of-anna-001")).json()["order"]
    assert (told["state"], told["reference"]) == ("passed", "Z/1")
    [reference] = billing.taken
    for _ in range(2):
        await settle(ANNA, reference, RequestState(state="confirmed"))
    await settle(ANNA, reference, RequestState(state="rejected", reason="Za późno"))
    told = (await anna.get(f"{URL}/order-of-anna-001")).json()["order"]
    assert (told["state"], told["reason"]) == ("confirmed", None)
    await outbox.wait_for_attempts()
    assert [mail["Subject"] for mail in mailbox.to(EMAIL)][1:] == [f"Twoje zamówienie jest rozpatrzone: {number}"]


async def test_an_order_billing_says_no_to_tells_why_and_frees_the_way(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    assert (await ordered(anna, "refund", REFUND)).status_code == 201
    [reference] = billing.taken
    await settle("customer-ewa1", reference, RequestState(state="confirmed"))
    await settle(ANNA, "somebody-elses", RequestState(state="confirmed"))
    await settle(ANNA, reference, RequestState(state="received"))
    assert (await anna.get(f"{URL}/order-of-anna-001")).json()["orderState"] == "passed"
    await settle(ANNA, reference, RequestState(state="rejected", reason="Nadpłata jest mniejsza."))
    told = (await anna.get(f"{URL}/order-of-anna-001")).json()["order"]
    assert (told["state"], told["reason"]) == ("rejected", "Nadpłata jest mniejsza.")
    billing.answer = BillingRefused("no")
    again = await ordered(anna, "refund", REFUND, "order-of-anna-002")
    assert (again.status_code, again.json()["order"]["state"]) == (201, "rejected")


async def test_an_order_whose_writer_died_before_billing_heard_of_it_is_told_by_the_timer(
    anna: httpx.AsyncClient, billing: Billing, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def dies(*_: Any, **__: Any) -> None:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(customer_requests, "ask", dies)
        assert (await ordered(anna, "refund", REFUND)).status_code == 500
    assert billing.taken == {}
    assert await pass_on_waiting() == 1
    assert [request.service.amount for request in billing.taken.values() if request.service] == [3_000]


async def test_money_and_the_end_of_a_contract_want_the_password_again(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    clock.set_now(clock.now() + REAUTHENTICATION)
    terminate = {"contract": f"contract-{ANNA}"}
    for service, answers in (("refund", REFUND), ("terminate", terminate)):
        refused = await ordered(anna, service, answers)
        assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")
    assert (await anna.get(URL)).json()["tickets"] == []
    assert billing.taken == {}


async def test_a_household_sees_the_day_its_contract_ends_and_billing_is_told_it(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    answers = {"contract": f"contract-{ANNA}"}
    told = await summed_up(anna, "terminate", answers)
    assert {"label": "Umowa skończy się", "value": "31.12.2026"} in told["lines"]
    later = await ordered(anna, "terminate", answers | {"endsOn": "2027-02-15"})
    assert later.status_code == 201, later.text
    [request] = billing.taken.values()
    assert request.service is not None
    assert (str(request.service.ends_on), request.service.contract_id) == ("2027-02-15", f"contract-{ANNA}")


async def test_a_changed_address_goes_to_billing_as_contact_data(anna: httpx.AsyncClient, billing: Billing) -> None:
    body = {"id": "order-of-anna-001", "service": "contact", "answers": {"address": ADDRESS, "phone": "600 100 200"}}
    made = await anna.post(ORDERS, json=body)
    assert made.status_code == 201, made.text
    [request] = billing.taken.values()
    assert request.kind == "contact"
    assert request.contact is not None
    assert (request.contact.address.city if request.contact.address else None, request.contact.email) == (
        "Warszawa",
        None,
    )


async def test_an_order_only_the_office_deals_with_never_reaches_billing(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    answers = {"customer": "KL-7", "person": "Jan Nowak", "basis": "III RNs 12/26", "phone": "600 100 200"}
    made = await anna.post(ORDERS, json={"id": "order-of-anna-001", "service": "incapacity", "answers": answers})
    assert (made.status_code, made.json()["orderState"], made.json()["state"]) == (201, "deciding", "with_office")
    assert billing.taken == {}
    seen = await store.find(ANNA, "order-of-anna-001")
    assert seen is not None
    assert seen.ticket.ordered is not None


async def test_what_is_done_elsewhere_cannot_be_ordered(anna: httpx.AsyncClient) -> None:
    for service in ("own_reading", "callback", "unknown_one"):
        refused = await anna.post(f"{ORDERS}/summaries", json={"service": service, "answers": {}})
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


async def test_an_order_half_filled_in_is_there_on_the_next_device_and_gone_once_sent(
    anna: httpx.AsyncClient, billing: Billing
) -> None:
    url, typed = f"{URL}/drafts/order-of-anna-001", {"answers.amount": "30", "answers.iban": "61 1090"}
    draft = {"kind": "order", "subject": "refund", "typed": typed}
    assert (await anna.put(url, json=draft)).json()["revision"] == 1
    late = await anna.put(url, json=draft)
    assert (late.status_code, late.json()["code"]) == (409, "draft_changed")
    [kept] = (await anna.get(f"{URL}/drafts")).json()["drafts"]
    assert (kept["kind"], kept["subject"], kept["typed"]) == ("order", "refund", typed)
    assert (await ordered(anna, "refund", REFUND)).status_code == 201
    assert (await anna.get(f"{URL}/drafts")).json()["drafts"] == []


async def test_a_draft_keeps_no_health_no_consent_and_no_form_of_nothing(anna: httpx.AsyncClient) -> None:
    typed = {
        "answers.basis": "ventilation",
        "answers.consent": "true",
        "answers.documents": "document-0001\ndocument-0002",
        "answers.nobody.asks": "1",
    }
    for service, kept in (("support_programme", {"answers.documents": typed["answers.documents"]}), ("no_such", {})):
        body = {"kind": "order", "subject": service, "typed": typed}
        told = await anna.put(f"{URL}/drafts/draft-{service:_<16}", json=body)
        assert (told.status_code, told.json()["typed"]) == (200, kept)
    odd = {"kind": "order", "subject": "refund", "typed": {"$where": "1"}}
    assert (await anna.put(f"{URL}/drafts/draft-of-anna-0001", json=odd)).status_code == 400


async def test_the_other_side_of_a_handover_is_told_once_what_to_do(
    anna: httpx.AsyncClient, billing: Billing, mailbox: Mailbox
) -> None:
    """By the mail it gave, with the number to name, and nothing of the place or of who moves."""
    common = {
        "point": "point-0002",
        "date": "2026-12-01",
        "readings": {"dzienna": "12", "nocna": "3"},
        "newAddress": ADDRESS,
    }
    handover = common | {"taker": "Jan Nowak", "takerEmail": "jan@example.com", "title": "tenant"}
    for _ in range(2):
        made = await ordered(anna, "handover", handover)
        assert made.status_code in {200, 201}, made.text
    await outbox.wait_for_attempts()
    [mail] = mailbox.to("jan@example.com")
    part = mail.get_body(("plain",))
    assert part is not None
    text = part.get_content()
    assert made.json()["number"] in text
    assert "01.12.2026" in text
    assert "/uslugi/move_in" in text
    assert not [word for word in ("Anna", "Żółkiewska", "Polna", "KL-1") if word in text]
    leaving = common | {"after": "unknown", "takerEmail": "ola@example.com"}
    assert (await ordered(anna, "move_out", leaving, "order-of-anna-002")).status_code == 201
    await outbox.wait_for_attempts()
    assert mailbox.to("ola@example.com") == [], "nobody takes the place over"
    leaving = common | {"after": "taker", "takerEmail": "ola@example.com"}
    assert (await ordered(anna, "move_out", leaving, "order-of-anna-003")).status_code == 201
    await outbox.wait_for_attempts()
    assert len(mailbox.to("ola@example.com")) == 1
