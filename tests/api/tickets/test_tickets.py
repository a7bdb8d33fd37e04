"""Writing to the office as a customer does: begin, go on, close, open again, find."""

import asyncio
import re
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.tickets import store
from functions.tickets.thread.mails import Moment, NotifyResult, notify_of_ticket
from functions.tickets.ticket import Outcome, Ticket
from shared import clock
from shared.mail import outbox
from tests.api.auth.steps import EMAIL, an_account, another_account
from tests.api.conftest import Mailbox, a_browser
from tests.api.journey import sign_in

ANNA = "customer-anna"
URL = "/api/tickets"


@pytest.fixture(autouse=True)
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(datetime.fromisoformat("2026-11-26T09:00:00+00:00"))
    await an_account()
    assert (await sign_in(browser)).status_code == 201


def new_id(name: str = "pierwsze") -> str:
    return f"{name:x<16}"


def a_ticket(name: str = "pierwsze", **fields: Any) -> dict[str, Any]:
    return {
        "id": new_id(name),
        "kind": "complaint",
        "subject": "invoice",
        "text": "Faktura za październik jest dwa razy wyższa niż zwykle.",
    } | fields


async def opened(browser: httpx.AsyncClient, name: str = "pierwsze", **fields: Any) -> dict[str, Any]:
    response = await browser.post(URL, json=a_ticket(name, **fields))
    assert response.status_code == 201, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def answered(ticket_id: str) -> Ticket:
    """As the office would."""
    after = await store.change(ANNA, ticket_id, lambda ticket: ticket.written_by_office(clock.now(), final=True))
    assert after is not None
    return after


async def test_a_complaint_is_there_with_its_day(browser: httpx.AsyncClient) -> None:
    made = await opened(browser, about={"documentId": "document-0001"}, asked={"fault": "odczyt", "date": ""})
    assert re.fullmatch(r"ZG-[A-HJKMNP-RT-Y2-7]{4}-[A-HJKMNP-RT-Y2-7]{4}", made["number"])
    assert made["dueOn"] == "2026-12-10"
    assert made["legal"] is True
    assert made["state"] == "with_office"
    assert made["asked"] == {"fault": "odczyt"}
    assert [message["text"] for message in made["messages"]] == [a_ticket()["text"]]
    assert (await browser.get(f"{URL}/{made['id']}")).json() == made
    [row] = (await browser.get(URL)).json()["tickets"]
    assert (row["number"], row["opening"]) == (made["number"], a_ticket()["text"])


async def test_nothing_a_subject_asks_for_keeps_a_complaint_out(browser: httpx.AsyncClient) -> None:
    for subject in (await browser.get(f"{URL}/subjects")).json()["subjects"]:
        for kind in subject["kinds"]:
            if kind in {"question", "complaint", "document"}:
                await opened(browser, f"{subject['key']}-{kind}", kind=kind, subject=subject["key"])
                clock.set_now(clock.now() + timedelta(hours=1))
                await sign_in(browser)


async def test_a_subject_we_no_longer_know_is_no_reason_to_refuse(browser: httpx.AsyncClient) -> None:
    assert (await opened(browser, subject="dawny_temat"))["dueOn"] == "2026-12-10"


async def test_disconnection_starts_its_own_clock_whatever_the_kind(browser: httpx.AsyncClient) -> None:
    made = await opened(browser, kind="question", subject="disconnection")
    assert (made["kind"], made["disconnection"], made["legal"]) == ("complaint", True, True)


async def test_sending_the_same_again_writes_nothing_twice(browser: httpx.AsyncClient) -> None:
    body = a_ticket()
    answers = await asyncio.gather(*(browser.post(URL, json=body) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    assert len({answer.json()["number"] for answer in answers}) == 1
    reply = {"id": new_id("odpowiedz"), "text": "Dodaję zdjęcie licznika."}
    url = f"{URL}/{body['id']}/messages"
    answers = await asyncio.gather(*(browser.post(url, json=reply) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 200, 201]
    thread = (await browser.get(f"{URL}/{body['id']}")).json()["messages"]
    assert [message["text"] for message in thread] == [body["text"], reply["text"]]


async def test_another_text_under_the_same_id_is_told(browser: httpx.AsyncClient) -> None:
    await opened(browser)
    response = await browser.post(URL, json=a_ticket(text="Co innego."))
    assert (response.status_code, response.json()["code"]) == (409, "idempotency_key_reused")


async def test_messages_at_one_moment_are_all_kept_in_one_order(browser: httpx.AsyncClient) -> None:
    made = await opened(browser)
    texts = [f"Wiadomość {place}." for place in range(8)]
    answers = await asyncio.gather(
        *(
            browser.post(f"{URL}/{made['id']}/messages", json={"id": new_id(f"w{place}"), "text": text})
            for place, text in enumerate(texts)
        )
    )
    assert {answer.status_code for answer in answers} == {201}
    thread = (await browser.get(f"{URL}/{made['id']}")).json()["messages"]
    assert {message["text"] for message in thread[1:]} == {*texts}
    assert thread == (await browser.get(f"{URL}/{made['id']}")).json()["messages"]
    seen = await store.find(ANNA, made["id"])
    assert seen is not None
    assert seen.ticket.messages == 9


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u00a0", "…", "x" * 20_001])
async def test_a_text_without_words_or_without_end_is_refused(browser: httpx.AsyncClient, text: str) -> None:
    response = await browser.post(URL, json=a_ticket(text=text))
    assert (response.status_code, response.json()["code"]) == (400, "validation_failed")
    assert response.json()["errors"] == [{"field": "text", "code": "value_invalid"}]


async def test_closed_opened_again_and_followed(browser: httpx.AsyncClient) -> None:
    made = await opened(browser)
    url = f"{URL}/{made['id']}"
    await answered(made["id"])
    rated = (await browser.post(f"{url}/ratings", json={"stars": 4, "comment": "Szybko"})).json()
    assert rated["stars"] == 4
    closed = (await browser.post(f"{url}/closings", json={})).json()
    assert (closed["state"], closed["closedBy"]) == ("closed", "customer")
    refused = await browser.post(f"{url}/messages", json={"id": new_id("za"), "text": "Jeszcze jedno."})
    assert (refused.status_code, refused.json()["code"]) == (409, "ticket_closed")
    again = (await browser.post(f"{url}/reopenings", json={})).json()
    assert (again["state"], again["dueOn"], again["stars"]) == ("with_office", made["dueOn"], None)
    await browser.post(f"{url}/closings", json={})
    clock.set_now(clock.now() + timedelta(days=14))
    await sign_in(browser)
    late = await browser.post(f"{url}/reopenings", json={})
    assert (late.status_code, late.json()["code"]) == (409, "reopening_over")
    following = await opened(browser, "dalszy", previous=made["id"])
    assert following["previous"] == made["id"]
    assert (await browser.get(url)).json()["following"] == following["id"]


async def test_the_list_is_filtered_searched_and_paged(browser: httpx.AsyncClient) -> None:
    for place in range(7):
        clock.set_now(clock.now() + timedelta(minutes=1))
        await opened(browser, f"sprawa-{place}", text=f"Sprawa numer {place}: żółty licznik")
    await browser.post(f"{URL}/{new_id('sprawa-2')}/closings", json={})
    found: list[str] = []
    after: str | None = None
    while True:
        page = (await browser.get(URL, params={"limit": 3} | ({"after": after} if after else {}))).json()
        found += [row["opening"] for row in page["tickets"]]
        after = page["next"]
        if after is None:
            break
    assert found == [f"Sprawa numer {place}: żółty licznik" for place in reversed(range(7))]
    closed = (await browser.get(URL, params={"state": ["closed"]})).json()["tickets"]
    assert [row["id"] for row in closed] == [new_id("sprawa-2")]
    words = (await browser.get(URL, params={"q": "ZOLTY licz"})).json()["tickets"]
    assert len(words) == 7
    [one] = (await browser.get(URL, params={"q": page["tickets"][0]["number"]})).json()["tickets"]
    assert one["id"] == page["tickets"][0]["id"]
    assert (await browser.get(URL, params={"after": "nic"})).json()["code"] == "cursor_invalid"


async def test_a_stranger_reads_and_writes_nothing(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    made = await opened(browser)
    async with a_browser() as other:
        await another_account("ewa@example.com")
        await sign_in(other, "02070803628", "hasło ewy wieczorem")
        url = f"{URL}/{made['id']}"
        reply = {"id": new_id("obce"), "text": "To nie moje."}
        answers = [
            await other.get(url),
            await other.post(f"{url}/messages", json=reply),
            await other.post(f"{url}/closings", json={}),
            await other.post(f"{url}/reopenings", json={}),
            await other.post(f"{url}/ratings", json={"stars": 1}),
            await other.post(URL, json=a_ticket("obcyx", previous=made["id"])),
        ]
        assert {answer.status_code for answer in answers} == {404}
        # The same id in one's own partition is another ticket.
        assert (await other.post(URL, json=a_ticket())).status_code == 201
    assert (await browser.get(url)).json() == made


async def test_a_draft_goes_from_device_to_device(browser: httpx.AsyncClient) -> None:
    url = f"{URL}/drafts/{new_id('szkic')}"
    first = (await browser.put(url, json={"text": "Dzień do"})).json()
    assert first["revision"] == 1
    second = (await browser.put(url, json={"text": "Dzień dobry", "subject": "invoice", "revision": 1})).json()
    assert second["revision"] == 2
    late = await browser.put(url, json={"text": "Z telefonu", "revision": 1})
    assert (late.status_code, late.json()["code"]) == (409, "draft_changed")
    [kept] = (await browser.get(f"{URL}/drafts")).json()["drafts"]
    assert kept["text"] == "Dzień dobry"
    await opened(browser, "szkic")
    assert (await browser.get(f"{URL}/drafts")).json()["drafts"] == []
    await browser.put(url, json={"text": "Odpowiedź"})
    assert (await browser.delete(url)).status_code == 204
    assert (await browser.get(f"{URL}/drafts")).json()["drafts"] == []


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
async def test_every_subject_speaks_the_language(browser: httpx.AsyncClient, locale: str) -> None:
    subjects = (await browser.get(f"{URL}/subjects", params={"locale": locale})).json()["subjects"]
    assert len(subjects) == len({subject["name"] for subject in subjects}) >= 10
    assert all(subject["hint"].endswith(".") for subject in subjects)


async def test_an_answer_says_what_it_decided_and_a_later_question_takes_nothing_of_it_back(
    browser: httpx.AsyncClient,
) -> None:
    made = await opened(browser)
    replies: list[tuple[bool, Outcome | None]] = [(True, "refused"), (False, None)]
    for place, (final, outcome) in enumerate(replies):
        seen = await store.find(ANNA, made["id"])
        assert seen is not None
        head, message = store.written_by_office(
            seen.ticket,
            clock.now(),
            message_id=new_id(f"biuro{place}"),
            author="Ewa",
            text="Odczyt był prawidłowy.",
            final=final,
            outcome=outcome,
        )
        await store.write(seen, head, ("create", (store.stored(message),)))
    seen = await store.find(ANNA, made["id"])
    assert seen is not None
    assert (seen.ticket.outcome, seen.ticket.answer_id, seen.ticket.state) == (
        "refused",
        new_id("biuro0"),
        "with_customer",
    )
    thread = await store.thread(ANNA, made["id"])
    assert [(one.ordinal, one.side, one.outcome) for one in thread.messages[1:]] == [
        (2, "office", "refused"),
        (3, "office", None),
    ]


def words_of(mailbox: Mailbox, subject: str) -> list[str]:
    """The plain texts of the mails with this subject, the ticket's number included."""
    found = []
    for mail in mailbox.to(EMAIL):
        part = mail.get_body(("plain",))
        if mail["Subject"] == subject and part is not None:
            found.append(part.get_content())
    return found


async def test_a_ticket_is_confirmed_by_one_mail_without_its_content(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    made = await opened(browser)
    await browser.post(URL, json=a_ticket())
    await outbox.wait_for_attempts()
    [mail] = words_of(mailbox, f"Mamy Twoją reklamację: {made['number']}")
    assert made["number"] in mail
    assert "Odpowiemy do 10.12.2026 (czwartek)." in mail
    assert f"/zgloszenia/{made['id']}" in mail
    assert "październik" not in mail


async def test_of_answers_one_is_told_once_in_the_language_of_the_ticket(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await browser.post(f"{URL}?locale=uk", json=a_ticket())
    seen = await store.find(ANNA, new_id())
    assert seen is not None
    for _ in range(2):
        assert await told(seen.ticket, "answered") == "posted"
    await outbox.wait_for_attempts()
    assert len(words_of(mailbox, f"Ми відповіли на вашу скаргу: {seen.ticket.number}")) == 1


async def test_answers_to_questions_may_be_switched_off_and_those_to_complaints_may_not(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    request = (await browser.get("/api/profile/mail-preferences")).json() | {"ticketNews": False}
    assert (await browser.put("/api/profile/mail-preferences", json=request)).status_code == 200
    await opened(browser, "pytanie", kind="question", subject="other")
    await opened(browser)
    question, complaint = await store.find(ANNA, new_id("pytanie")), await store.find(ANNA, new_id())
    assert question is not None
    assert complaint is not None
    assert await told(question.ticket, "answered") == "unwanted"
    assert await told(complaint.ticket, "answered") == "posted"
    await outbox.wait_for_attempts()
    answered = f"Odpowiedzieliśmy na Twoją reklamację: {complaint.ticket.number}"
    assert [mail["Subject"] for mail in mailbox.to(EMAIL)][-2:] == [
        f"Mamy Twoją reklamację: {complaint.ticket.number}",
        answered,
    ]
    assert "powiadomienia" not in words_of(mailbox, answered)[0]
    gone = question.ticket.model_copy(update={"account_id": "account-that-is-gone"})
    assert await told(gone, "answered") == "no_account"


async def told(ticket: Ticket, moment: Moment) -> NotifyResult:
    """As a clerk's call would."""
    return await notify_of_ticket(
        moment,
        customer_id="customer-anna",
        account_id=ticket.account_id,
        ticket_id=ticket.id,
        message_id=new_id("odpowiedz"),
        number=ticket.number,
        due_on=ticket.due_on,
        complaint=ticket.kind == "complaint",
        locale=ticket.locale,
    )


async def test_a_day_that_went_by_unanswered_is_told_and_no_promise_any_more(browser: httpx.AsyncClient) -> None:
    body = {"id": "ticket-of-anna-late", "kind": "complaint", "subject": "invoice", "text": "Zła kwota."}
    made = (await browser.post(URL, json=body)).json()
    assert (made["late"], made["silenceAccepts"]) == (False, True)
    day = datetime.fromisoformat(f"{made['dueOn']}T22:00:00+01:00")
    for moment, late in ((day, False), (day + timedelta(hours=3), True)):
        clock.set_now(moment)
        assert (await sign_in(browser)).status_code == 201
        assert (await browser.get(f"{URL}/ticket-of-anna-late")).json()["late"] is late
        [row] = (await browser.get(URL)).json()["tickets"]
        assert row["late"] is late
    await browser.post(f"{URL}/ticket-of-anna-late/closings", json={})
    assert (await browser.get(f"{URL}/ticket-of-anna-late")).json()["late"] is False
