"""One ticket in clerks' hands: what they write, to whom, and what two of them cannot do to one another."""

import asyncio
import json
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from functions.staff import store
from functions.sync_timer.desk import keep_desk, notify_of_replies, rebuild
from functions.tickets import store as tickets
from functions.tickets.thread.announcing import announce_reply
from shared import clock, cosmos
from shared.mail import outbox
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in, signed_in
from tests.api.staff.conftest import EWA, JOANNA, MAREK, Office
from tests.builders import a_balance, a_customer, a_document, a_ticket, mirrored

ANNA, TICKET = "customer-anna", "ticket-of-anna-01"
OWN, AT = f"/api/tickets/{TICKET}", f"/api/staff/tickets/{ANNA}/{TICKET}"
TWIN = "ticket-of-anna-02"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """Anna has asked a question, by her own browser."""
    clock.set_now(clock.now())
    await mirrored(a_customer(phone="+48 600 100 200"), a_balance(), a_document())
    await signed_in(browser, "44051401359")
    await wrote(browser, TICKET, "Dlaczego rachunek jest wyższy?")
    return browser


async def wrote(browser: httpx.AsyncClient, ticket: str, text: str, **fields: Any) -> None:
    body = {"id": ticket, "kind": "question", "subject": "invoice", "text": text} | fields
    assert (await browser.post("/api/tickets", json=body)).status_code == 201


def a_reply(name: str = "reply-of-ewa-0001", **fields: Any) -> dict[str, Any]:
    return {"id": name, "text": "Sprawdziliśmy odczyt.", "final": True, "seen": 1} | fields


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def code(answer: httpx.Response) -> tuple[int, str | None]:
    return answer.status_code, answer.json().get("code")


async def test_a_clerk_sees_the_thread_and_the_customers_card(anna: httpx.AsyncClient, office: Office) -> None:
    seen = (await (await office.clerk()).get(AT)).json()
    assert [one["text"] for one in seen["messages"]] == ["Dlaczego rachunek jest wyższy?"]
    assert (seen["subjectName"], seen["kind"], seen["state"]) == ("Faktura", "question", "with_office")
    card = seen["customer"]
    assert (card["name"], card["customerNumber"], card["email"]) == ("Anna Żółkiewska", "KL-100200", "anna@example.com")
    assert card["hasAccount"] is True
    assert (card["phone"], card["balance"], card["kind"]) == ("+48 600 100 200", 21840, "individual")
    assert card["dues"][0]["number"] == "F/2026/11/0012"
    assert "pesel" not in json.dumps(seen).lower()
    assert await code(await (await office.clerk()).get(AT.replace(TICKET, "ticket-of-nobody"))) == (404, "not_found")


async def test_of_a_customer_without_an_account_the_card_says_so(portal: str, office: Office) -> None:
    await mirrored(a_customer(), a_document())
    await tickets.write(None, a_ticket(clock.now(), id=TICKET, account_id="account-closed"))
    card = (await (await office.clerk()).get(AT)).json()["customer"]
    assert (card["hasAccount"], card["name"]) == (False, "Anna Żółkiewska")


async def test_a_reply_reaches_the_customer_after_ten_seconds_and_not_before(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa, before = await office.clerk(EWA), (await anna.get(OWN)).json()
    sent = (await ewa.post(f"{AT}/replies", json=a_reply())).json()
    assert (sent["state"], sent["messages"][1]["author"]) == ("answered", "Ewa")
    assert sent["messages"][1]["leavesAt"] is not None
    later(seconds=9.9)
    assert (await anna.get(OWN)).json() == before
    assert (await anna.get("/api/tickets")).json()["tickets"][0]["state"] == "with_office"
    assert await notify_of_replies() == 0
    later(seconds=0.1)
    after = (await anna.get(OWN)).json()
    assert (after["state"], [one["text"] for one in after["messages"]][1:]) == ("answered", ["Sprawdziliśmy odczyt."])
    assert after["messages"][1]["sentAt"] == after["answeredAt"] == after["lastMessageAt"]
    assert await code(await ewa.delete(f"{AT}/replies/reply-of-ewa-0001")) == (409, "reply_sent")
    assert await notify_of_replies() == 1
    assert await notify_of_replies() == 0
    # The start page says so until the ticket is opened.
    assert (await anna.get("/api/billing/overview")).json()["answers"] == [TICKET]
    assert (await anna.get(OWN)).status_code == 200
    assert (await anna.get("/api/billing/overview")).json()["answers"] == []


async def test_a_reply_taken_back_was_never_there(anna: httpx.AsyncClient, office: Office) -> None:
    ewa, before = await office.clerk(EWA), (await anna.get(OWN)).json()
    await ewa.post(f"{AT}/replies", json=a_reply())
    later(seconds=9)
    draft = await ewa.delete(f"{AT}/replies/reply-of-ewa-0001")
    assert (draft.status_code, draft.json()["text"]) == (200, "Sprawdziliśmy odczyt.")
    assert await code(await ewa.delete(f"{AT}/replies/reply-of-ewa-0001")) == (404, "not_found")
    later(minutes=1)
    assert await notify_of_replies() == 0
    assert (await anna.get(OWN)).json() == before
    seen = (await ewa.get(AT)).json()
    assert (seen["state"], seen["answeredAt"], [one["what"] for one in seen["events"]]) == (
        "with_office",
        None,
        ["taken_back"],
    )
    # What the thread counts is not given out twice: the next reply stands behind the gap.
    sent = await ewa.post(f"{AT}/replies", json=a_reply("reply-of-ewa-0002", seen=seen["messageCount"]))
    assert sent.status_code == 201, sent.text


@pytest.mark.parametrize("begun", ["Krótki początek", "Ż" * 20_000])
async def test_a_reply_taken_back_loses_nothing_of_what_was_begun_meanwhile(
    anna: httpx.AsyncClient, office: Office, begun: str
) -> None:
    """Where both are too long for one message, what was begun stands whole in a note, and the draft can be saved."""
    ewa, marek = await office.clerk(EWA), await office.clerk(MAREK)
    reply = "Odpowiedź " + "a" * 15_000
    await ewa.post(f"{AT}/replies", json=a_reply(text=reply))
    assert (await marek.put(f"{AT}/drafts/reply", json={"text": begun})).status_code == 200
    draft = (await ewa.delete(f"{AT}/replies/reply-of-ewa-0001")).json()
    kept = [draft["text"], *(one["text"] for one in (await ewa.get(AT)).json()["notes"])]
    assert kept[0].startswith(reply)
    assert kept[-1].endswith(begun)
    assert (await ewa.get(f"{AT}/drafts/reply")).json() == draft
    saved = await ewa.put(f"{AT}/drafts/reply", json={"text": draft["text"], "revision": draft["revision"]})
    assert saved.status_code == 200, saved.text


async def test_what_the_customer_writes_meanwhile_stays(anna: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    await ewa.post(f"{AT}/replies", json=a_reply())
    later(seconds=3)
    added = await anna.post(f"{OWN}/messages", json={"id": "message-of-anna-1", "text": "Mam jeszcze zdjęcie."})
    assert added.status_code == 201, added.text
    assert (await anna.get(OWN)).json()["state"] == "with_office"
    assert (await ewa.delete(f"{AT}/replies/reply-of-ewa-0001")).status_code == 200
    own = (await anna.get(OWN)).json()
    assert ([one["text"] for one in own["messages"]][1:], own["state"]) == (["Mam jeszcze zdjęcie."], "with_office")


async def test_a_note_is_no_reply_and_nothing_makes_one_of_it(anna: httpx.AsyncClient, office: Office) -> None:
    ewa, before = await office.clerk(EWA), (await anna.get(OWN)).json()
    note = {"id": "note-of-ewa-00001", "text": "Klientka dzwoniła, jest zdenerwowana."}
    seen = (await ewa.post(f"{AT}/notes", json=note)).json()
    assert [(one["author"], one["text"]) for one in seen["notes"]] == [(EWA, note["text"])]
    assert (len(seen["messages"]), seen["messageCount"], seen["revision"]) == (1, 1, 1)
    assert (await ewa.post(f"{AT}/notes", json=note)).status_code == 201
    assert await code(await ewa.post(f"{AT}/notes", json=note | {"text": "Inna"})) == (409, "idempotency_key_reused")
    assert (await anna.get(OWN)).json() == before
    # Neither its id in the place of a reply's, nor a field that would ask for it, makes it one.
    assert await code(await ewa.delete(f"{AT}/replies/note-of-ewa-00001")) == (404, "not_found")
    for extra in ({"final": True, "seen": 1}, {"side": "office"}, {"public": True}):
        other = {"id": "note-of-ewa-00002", "text": "Treść"}
        assert await code(await ewa.post(f"{AT}/notes", json=other | extra)) == (400, "validation_failed")
    assert (await ewa.post(f"{AT}/replies", json=a_reply("note-of-ewa-00001"))).status_code == 201
    later(minutes=1)
    own = (await anna.get(OWN)).json()
    assert [one["text"] for one in own["messages"]][1:] == ["Sprawdziliśmy odczyt."]
    assert note["text"] not in json.dumps(own)
    assert [one["text"] for one in (await ewa.get(AT)).json()["notes"]] == [note["text"]]


async def test_of_two_clerks_who_answer_at_once_one_does(anna: httpx.AsyncClient, office: Office) -> None:
    clerks = [await office.clerk(name) for name in (EWA, MAREK, JOANNA)] * 3
    answers = await asyncio.gather(
        *(
            one.post(f"{AT}/replies", json=a_reply(f"reply-of-them-{n:04}", text=f"Odpowiedź {n}"))
            for n, one in enumerate(clerks)
        )
    )
    assert sorted(one.status_code for one in answers) == [201, *[409] * 8]
    assert {one.json()["code"] for one in answers if one.status_code == 409} <= {"ticket_changed", "reply_leaving"}
    later(minutes=1)
    assert len((await anna.get(OWN)).json()["messages"]) == 2


async def test_the_same_reply_sent_again_is_written_once(anna: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    answers = await asyncio.gather(*(ewa.post(f"{AT}/replies", json=a_reply()) for _ in range(6)))
    assert {one.status_code for one in answers} == {201}
    assert len((await ewa.get(AT)).json()["messages"]) == 2
    other = a_reply(text="Zupełnie co innego")
    assert await code(await ewa.post(f"{AT}/replies", json=other)) == (409, "idempotency_key_reused")


async def test_nobody_answers_past_what_the_customer_has_written(anna: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    await anna.post(f"{OWN}/messages", json={"id": "message-of-anna-1", "text": "Już się wyjaśniło."})
    assert await code(await ewa.post(f"{AT}/replies", json=a_reply())) == (409, "ticket_changed")
    assert (await ewa.post(f"{AT}/replies", json=a_reply(seen=2))).status_code == 201
    # The next one waits until this one has left, and takes nothing of its telling away.
    assert await code(await ewa.post(f"{AT}/replies", json=a_reply("reply-of-ewa-0002", seen=3))) == (
        409,
        "reply_leaving",
    )
    later(seconds=10)
    assert (await ewa.post(f"{AT}/replies", json=a_reply("reply-of-ewa-0002", seen=3))).status_code == 201


async def test_a_draft_is_shared_and_never_overwritten_unseen(anna: httpx.AsyncClient, office: Office) -> None:
    ewa, marek = await office.clerk(EWA), await office.clerk(MAREK)
    draft = f"{AT}/drafts/reply"
    assert (await ewa.get(draft)).json() is None
    races = await asyncio.gather(*(one.put(draft, json={"text": "Dzień"}) for one in (ewa, marek) * 3))
    assert sorted(one.status_code for one in races) == [200, *[409] * 5]
    assert (await ewa.put(draft, json={"text": "Dzień dobry", "revision": 1})).json()["revision"] == 2
    refused = await marek.put(draft, json={"text": "Co innego", "revision": 1})
    assert await code(refused) == (409, "draft_changed")
    found = (await marek.get(draft)).json()
    assert (found["text"], found["author"], found["revision"]) == ("Dzień dobry", EWA, 2)
    # The note's draft is another one; a reply that is sent drops the reply's only.
    assert (await marek.put(f"{AT}/drafts/note", json={"text": "Do sprawdzenia"})).status_code == 200
    await ewa.post(f"{AT}/replies", json=a_reply(draft=2))
    assert (await ewa.get(draft)).json() is None
    assert (await ewa.get(f"{AT}/drafts/note")).json()["text"] == "Do sprawdzenia"
    assert (await anna.get("/api/tickets/drafts")).json()["drafts"] == []


async def test_clerks_see_who_looks_and_who_writes(anna: httpx.AsyncClient, office: Office) -> None:
    ewa, marek = await office.clerk(EWA), await office.clerk(MAREK)
    await ewa.put(f"{AT}/presence", json={"writing": True})
    seen = (await marek.put(f"{AT}/presence", json={})).json()["present"]
    assert [(one["name"], one["writing"], one["me"]) for one in seen] == [(EWA, True, False), (MAREK, False, True)]
    later(seconds=20)
    await marek.put(f"{AT}/presence", json={})
    later(seconds=10)
    everywhere = (await ewa.get("/api/staff/presence")).json()["present"]
    assert [(one["name"], one["ticketId"]) for one in everywhere] == [(MAREK, TICKET)]
    assert (await marek.delete(f"{AT}/presence")).status_code == 204
    assert (await ewa.get(f"{AT}/presence")).json()["present"] == []


async def test_a_question_becomes_a_complaint_counted_from_its_first_message(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa, asked = await office.clerk(EWA), (await anna.get(OWN)).json()
    later(days=3)
    ewa = await office.clerk(EWA)
    seen = (await ewa.post(f"{AT}/complaints", json={})).json()
    assert (seen["kind"], seen["legal"], seen["receivedAt"]) == ("complaint", True, asked["receivedAt"])
    assert seen["dueOn"] == asked["dueOn"]
    assert [one["what"] for one in seen["events"]] == ["complaint"]
    assert len((await ewa.post(f"{AT}/complaints", json={})).json()["events"]) == 1
    sent = await ewa.post(f"{AT}/replies", json=a_reply(outcome="refused"))
    assert (sent.json()["outcome"], sent.json()["messages"][1]["outcome"]) == ("refused", "refused")
    found = [row async for row in store.every_row("with_office")]
    assert found == []


async def test_an_answer_waits_for_the_customer_or_for_nobody(anna: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    asked = await ewa.post(f"{AT}/replies", json=a_reply(final=False, outcome="accepted"))
    assert (asked.json()["state"], asked.json()["outcome"]) == ("with_customer", None)
    assert [row.ticket_id async for row in store.every_row("with_customer")] == [TICKET]
    assert await code(await ewa.post(f"{AT}/closings", json={})) == (409, "reply_leaving")
    later(seconds=10)
    closed = (await ewa.post(f"{AT}/closings", json={})).json()
    assert (closed["state"], closed["closedBy"]) == ("closed", "office")
    assert await code(await ewa.post(f"{AT}/replies", json=a_reply("reply-of-ewa-0002", seen=2))) == (
        409,
        "ticket_closed",
    )


async def test_duplicates_go_on_in_one_with_the_earlier_clock(anna: httpx.AsyncClient, office: Office) -> None:
    first = (await anna.get(OWN)).json()
    later(days=2)
    ewa = await office.clerk(EWA)
    other = a_ticket(clock.now(), id=TWIN, number="ZG-TWIN-0002", kind="complaint", rule="complaint")
    await tickets.write(None, other)
    await tickets.write(None, a_ticket(clock.now(), id="ticket-of-ewa-01", customer_id="customer-ewa1"))
    into = f"/api/staff/tickets/{ANNA}/{TWIN}"
    for wrong, refusal in (
        ("ticket-of-ewa-01", (404, "not_found")),
        (TICKET, (409, "merge_impossible")),
    ):
        assert await code(await ewa.post(f"{AT}/merges", json={"into": wrong})) == refusal
    answer = await ewa.post(f"{AT}/merges", json={"into": TWIN})
    assert answer.status_code == 200, answer.text
    merged = answer.json()
    assert (merged["state"], merged["mergedInto"], merged["following"]) == ("closed", TWIN, TWIN)
    assert "ZG-TWIN-0002" in merged["messages"][-1]["text"]
    stays = (await ewa.get(into)).json()
    assert (stays["receivedAt"], stays["dueOn"], stays["kind"]) == (first["receivedAt"], first["dueOn"], "complaint")
    again = (await ewa.post(f"{AT}/merges", json={"into": TWIN})).json()
    assert len(again["messages"]) == len(merged["messages"])
    rows = [row async for row in store.every_row("with_office")]
    assert [(row.ticket_id, f"{row.due_on}") for row in rows] == [(TWIN, first["dueOn"])]
    own = await tickets.find(ANNA, TICKET)
    assert own is not None
    assert own.ticket.following == TWIN


async def test_of_a_merged_ticket_a_mail_tells_in_the_customers_language(
    anna: httpx.AsyncClient, office: Office, mailbox: Mailbox
) -> None:
    """Once, however often the timer comes, and with the number of the ticket that goes on."""
    await wrote(anna, TWIN, "Why is it so high?", kind="complaint")
    await tickets.change(ANNA, TICKET, lambda one: one._changed(clock.now(), locale="en"))
    merged = (await (await office.clerk()).post(f"{AT}/merges", json={"into": TWIN})).json()
    number = (await anna.get(f"/api/tickets/{TWIN}")).json()["number"]
    assert merged["messages"][-1]["text"].startswith(f"This ticket is about the same matter as {number}")
    assert (await anna.get(OWN)).json()["messages"][-1]["text"] == merged["messages"][-1]["text"]
    assert await notify_of_replies() == 1
    assert await notify_of_replies() == 0
    await outbox.wait_for_attempts()
    [mail] = [
        one for one in mailbox.to("anna@example.com") if one["Subject"].startswith("We have put your tickets together")
    ]
    text = mail.get_body(("plain",))
    assert text is not None
    assert number in text.get_content()
    assert f"/zgloszenia/{TWIN}" in text.get_content()


async def test_a_reply_that_reaches_no_mailbox_is_a_task_until_it_went_another_way(portal: str, office: Office) -> None:
    clock.set_now(clock.now())
    await mirrored(a_customer(), a_document())
    await tickets.write(None, a_ticket(clock.now(), id=TICKET, account_id="account-closed"))
    ewa = await office.clerk()
    assert (await ewa.post(f"{AT}/replies", json=a_reply())).json()["letterOwed"] is None
    later(seconds=11)
    await keep_desk()
    seen = (await ewa.get(AT)).json()
    assert (seen["state"], seen["letterOwed"]) == ("answered", "reply-of-ewa-0001")
    [row] = (await ewa.get("/api/staff/queue")).json()["tickets"]
    assert (row["ticketId"], row["letterOwed"]) == (TICKET, True)
    # The nightly comparison leaves it there.
    assert await rebuild() == 0
    stale = {"way": "post", "revision": seen["revision"] - 1}
    assert await code(await ewa.post(f"{AT}/letters", json=stale)) == (409, "ticket_changed")
    done = {"way": "post", "revision": seen["revision"]}
    answers = [await ewa.post(f"{AT}/letters", json=done) for _ in range(2)]
    assert {one.status_code for one in answers} == {200}
    assert answers[1].json()["letterOwed"] is None
    assert [(one["what"], one["by"], one["detail"]) for one in answers[1].json()["events"]] == [
        ("letter_owed", "mojBOK", ""),
        ("letter_sent", EWA, "post"),
    ]
    assert (await ewa.get("/api/staff/queue")).json()["tickets"] == []


async def test_a_ticket_taken_by_two_at_once_has_one_clerk(anna: httpx.AsyncClient, office: Office) -> None:
    ewa, marek = await office.clerk(EWA), await office.clerk(MAREK)
    answers = await asyncio.gather(
        *(
            one.put(f"{AT}/assignee", json={"clerkId": clerk, "revision": 1})
            for one, clerk in ((ewa, "clerk-ewa"), (marek, "clerk-marek"))
        )
    )
    assert sorted(one.status_code for one in answers) in ([200, 409], [200, 403])
    [row] = [row async for row in store.every_row("with_office")]
    assert row.assignee == (await ewa.get(AT)).json()["assignee"] != ""


async def test_whoever_dies_after_the_reply_leaves_nobody_uninformed(anna: httpx.AsyncClient, office: Office) -> None:
    """The head says so itself; the desk, which was not written, is mended by the timer."""
    ewa = await office.clerk(EWA)
    await ewa.post(f"{AT}/replies", json=a_reply())
    item = await cosmos.read("tickets", f"ticket:{TICKET}", ANNA)
    assert item is not None
    assert item["outgoing"]["messageId"] == "reply-of-ewa-0001"
    later(seconds=11)
    assert await notify_of_replies() == 1
    item = await cosmos.read("tickets", f"ticket:{TICKET}", ANNA)
    assert item is not None
    assert item["outgoing"] is None


async def test_whoever_comes_by_the_mail_of_an_answer_finds_it_on_the_start_page(
    anna: httpx.AsyncClient, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    async def announced(*about: Any) -> str:
        shown.extend((await anna.get("/api/billing/overview")).json()["answers"])
        return await announce_reply(*about)

    monkeypatch.setattr("functions.tickets.office.announce_reply", announced)
    await (await office.clerk(EWA)).post(f"{AT}/replies", json=a_reply())
    later(seconds=11)
    assert await notify_of_replies() == 1
    assert shown == [TICKET]


async def test_one_broken_ticket_keeps_no_other_from_being_told_nor_from_the_desk(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa = await office.clerk(EWA)
    await ewa.post(f"{AT}/replies", json=a_reply())
    item = await cosmos.read("tickets", f"ticket:{TICKET}", ANNA)
    assert item is not None
    broken = {"customerId": "customer-0001", "state": "with_office", "dueOn": "whenever"}
    await cosmos.create("tickets", cosmos.plain(item) | broken)
    later(seconds=11)
    assert await notify_of_replies() == 1
    await wrote(anna, TWIN, "Jeszcze jedno pytanie")
    await keep_desk()
    assert [row.ticket_id async for row in store.every_row("with_office")] == [TWIN]


async def test_a_complaint_merged_into_an_answered_ticket_is_owed_its_own_answer(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa, twin = await office.clerk(EWA), AT.replace(TICKET, TWIN)
    await ewa.post(f"{AT}/replies", json=a_reply())
    later(seconds=11)
    await notify_of_replies()
    await tickets.change(ANNA, TICKET, lambda one: one.model_copy(update={"due_on": date(2020, 1, 2)}))
    await wrote(anna, TWIN, "Odczyt jest zły.", kind="complaint")
    owed = (await ewa.get(twin)).json()
    assert (await ewa.post(f"{twin}/merges", json={"into": TICKET})).status_code == 200
    stays = (await ewa.get(AT)).json()
    assert (stays["state"], stays["kind"], stays["answeredAt"]) == ("with_office", "complaint", None)
    assert (stays["dueOn"], stays["targetOn"], stays["legal"]) == (owed["dueOn"], owed["targetOn"], True)
    assert [row.ticket_id async for row in store.every_row("with_office")] == [TICKET], "it waits for somebody"
    own = (await anna.get(OWN)).json()
    assert (own["dueOn"], own["silenceAccepts"]) == (owed["dueOn"], True)
    assert (await anna.get(f"{OWN}/answer.pdf")).status_code == 200, "the earlier answer is there still"


async def test_what_was_merged_is_not_opened_again_beside_the_one_it_went_on_in(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa = await office.clerk(EWA)
    await wrote(anna, TWIN, "Odczyt jest zły.")
    await ewa.post(f"{AT}/merges", json={"into": TWIN})
    later(seconds=1)
    assert (await anna.get(OWN)).json()["reopenUntil"] is None
    assert await code(await anna.post(f"{OWN}/reopenings", json={})) == (409, "reopening_over")


async def test_what_the_law_wants_answered_is_not_closed_without_an_answer(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa, complaint = await office.clerk(EWA), AT.replace(TICKET, TWIN)
    await wrote(anna, TWIN, "Odczyt jest zły.", kind="complaint")
    assert (await ewa.get(complaint)).json()["answerOwed"] is True
    assert await code(await ewa.post(f"{complaint}/closings", json={})) == (409, "answer_owed")
    await keep_desk()
    assert TWIN in [row.ticket_id async for row in store.every_row("with_office")]
    await ewa.post(f"{complaint}/replies", json=a_reply(outcome="refused"))
    later(seconds=11)
    assert (await ewa.post(f"{complaint}/closings", json={})).json()["state"] == "closed"
    assert (await ewa.post(f"{AT}/closings", json={})).json()["state"] == "closed", "a question may be"


async def test_both_sides_see_one_day_also_after_the_answer(anna: httpx.AsyncClient, office: Office) -> None:
    ewa = await office.clerk(EWA)
    await ewa.post(f"{AT}/complaints", json={})
    await ewa.post(f"{AT}/replies", json=a_reply(outcome="refused"))
    later(days=13)
    assert (await sign_in(anna)).status_code == 201
    more = {"id": "message-of-anna-1", "text": "A jednak odczyt jest zły."}
    own = (await anna.post(f"{OWN}/messages", json=more)).json()
    ewa = await office.clerk(EWA)
    seen = (await ewa.get(AT)).json()
    assert own["dueOn"] == seen["dueOn"] > f"{clock.today() + timedelta(days=13)}"
    assert (own["legal"], own["silenceAccepts"], seen["legal"]) == (False, False, False), "the law's day was kept"
    assert (await anna.get("/api/tickets")).json()["tickets"][0]["dueOn"] == own["dueOn"]
    await anna.post(f"{OWN}/closings", json={})
    later(days=10)
    assert (await sign_in(anna)).status_code == 201
    again = (await anna.post(f"{OWN}/reopenings", json={})).json()
    assert again["dueOn"] > f"{clock.today() + timedelta(days=13)}", "opened again it is promised anew"


async def test_a_colleagues_draft_outlives_a_reply_and_ones_own_goes_with_it(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa, marek = await office.clerk(EWA), await office.clerk(MAREK)
    for form, send in (("reply", a_reply()), ("note", {"id": "note-of-ewa-00001", "text": "Dzwoniła."})):
        at = f"{AT}/drafts/{form}"
        first = (await ewa.put(at, json={"text": "Zaczęte.", "revision": 0})).json()
        theirs = (await marek.put(at, json={"text": "Marek pisze długo.", "revision": first["revision"]})).json()
        sent = await ewa.post(f"{AT}/{form.replace('reply', 'replie')}s", json=send | {"draft": first["revision"]})
        assert sent.status_code == 201, sent.text
        assert (await marek.get(at)).json()["text"] == "Marek pisze długo."
        if form == "reply":
            later(seconds=11)
        more = {"id": f"another-{form}-0001", "text": "Inny tekst.", "draft": theirs["revision"]}
        body = send | more | ({"seen": 2} if form == "reply" else {})
        sent = await marek.post(f"{AT}/{form.replace('reply', 'replie')}s", json=body)
        assert sent.status_code == 201, sent.text
        assert (await marek.get(at)).json() is None


async def test_the_answer_to_what_became_a_complaint_meanwhile_has_to_decide_it(
    anna: httpx.AsyncClient, office: Office
) -> None:
    ewa, marek = await office.clerk(EWA), await office.clerk(MAREK)
    await marek.post(f"{AT}/complaints", json={})
    refused = await ewa.post(f"{AT}/replies", json=a_reply())
    assert (refused.status_code, refused.json()["errors"]) == (400, [{"field": "outcome", "code": "missing"}])
    assert (await ewa.post(f"{AT}/replies", json=a_reply(outcome="partly"))).status_code == 201


async def test_who_closes_while_a_reply_leaves_sees_it_closed(anna: httpx.AsyncClient, office: Office) -> None:
    await (await office.clerk(EWA)).post(f"{AT}/replies", json=a_reply())
    closed = (await anna.post(f"{OWN}/closings", json={})).json()
    assert (closed["state"], len(closed["messages"])) == ("closed", 1)


async def test_who_refuses_a_complaint_that_silence_has_accepted_has_to_know_it(
    anna: httpx.AsyncClient, office: Office
) -> None:
    """From the first moment after its day, though the reply was written before; an acceptance asks nothing."""
    began = clock.from_iso("2026-11-27T09:00:00Z")
    for name, fields in {TWIN: {}, "ticket-of-anna-03": {}, "ticket-of-firm-01": {"consumer": False}}.items():
        await tickets.write(None, a_ticket(began, id=name, kind="complaint", rule="complaint", **fields))

    async def replied(ticket: str, outcome: str, name: str, **fields: Any) -> tuple[int, str | None]:
        body = a_reply(name, outcome=outcome) | fields
        return await code(await ewa.post(f"{AT.replace(TICKET, ticket)}/replies", json=body))

    refused = (409, "complaint_accepted_by_silence")
    at = AT.replace(TICKET, TWIN)
    clock.set_now(clock.from_iso("2026-12-11T22:59:55Z"))
    ewa = await office.clerk(EWA)
    assert (await ewa.get(at)).json()["acceptedBySilence"] is False
    for outcome in ("refused", "partly"):
        assert await replied(TWIN, outcome, "reply-of-ewa-0001") == refused, "it would leave on the next day"
    clock.set_now(clock.from_iso("2026-12-11T22:59:45Z"))
    assert await replied(TWIN, "refused", "reply-of-ewa-0001") == (201, None)
    assert (await ewa.delete(f"{at}/replies/reply-of-ewa-0001")).status_code == 200
    clock.set_now(clock.from_iso("2026-12-11T23:00:00Z"))
    seen = (await ewa.get(at)).json()
    assert seen["acceptedBySilence"] is True
    known = {"seen": seen["messageCount"]}
    assert await replied(TWIN, "refused", "reply-of-ewa-0002", **known) == refused
    assert await replied(TWIN, "refused", "reply-of-ewa-0002", despiteSilence=True, **known) == (201, None)
    events = (await ewa.get(at)).json()["events"]
    assert [(one["what"], one["by"]) for one in events] == [("taken_back", EWA), ("refused_after_silence", EWA)]
    assert await replied("ticket-of-anna-03", "accepted", "reply-of-ewa-0003") == (201, None)
    assert await replied("ticket-of-firm-01", "refused", "reply-of-ewa-0004") == (201, None), "of a firm by no law"
