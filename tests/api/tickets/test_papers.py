"""The answer as a PDF that stays as it was sent, and the package for the Coordinator."""

import asyncio
import hashlib
import io
from datetime import datetime
from typing import Any

import httpx
import pikepdf
import pypdf
import pytest

from functions.sync_timer.desk import notify_of_replies
from functions.tickets import office, store
from functions.tickets.papers.keeping import with_paper
from functions.tickets.ticket import Outcome
from shared import clock, cosmos
from shared.blob import ATTACHMENTS, blobs
from shared.mail import outbox
from shared.problems import Problem
from tests.api.auth.steps import EMAIL, an_account, another_account
from tests.api.conftest import Mailbox, a_browser
from tests.api.journey import sign_in
from tests.files import a_picture

ANNA = "customer-anna"
TICKET = "ticket-of-anna-01"
URL = f"/api/tickets/{TICKET}"
QUESTION = "Rachunek za październik jest za wysoki.\n\nProszę o korektę \U0001f62e."
ANSWER = "Odczyt był prawidłowy.\nNie znaleźliśmy błędu."


@pytest.fixture(autouse=True)
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(datetime.fromisoformat("2026-11-26T09:00:00+00:00"))
    await an_account()
    assert (await sign_in(browser)).status_code == 201


async def a_ticket(browser: httpx.AsyncClient, **fields: Any) -> None:
    upload = await browser.post(
        f"{URL}/attachments?id=file-of-anna-0001",
        content=a_picture("PNG"),
        headers={"X-File-Name": "licznik.png", "Content-Type": "application/octet-stream"},
    )
    assert upload.status_code == 201
    body = {"id": TICKET, "kind": "complaint", "subject": "invoice", "text": QUESTION} | fields
    made = await browser.post("/api/tickets", json=body | {"attachments": ["file-of-anna-0001"]})
    assert made.status_code == 201, made.text
    await outbox.wait_for_attempts()


async def answered(outcome: Outcome | None = "refused", name: str = "answer-of-ewa-001", *, paper: bool = True) -> str:
    """As the desk does; returns the SHA-256 of the paper."""
    seen = await store.find(ANNA, TICKET)
    assert seen is not None
    head, message = store.written_by_office(
        seen.ticket, clock.now(), message_id=name, author="Ewa", text=ANSWER, final=True, outcome=outcome
    )
    if paper:
        message = await with_paper(head, await store.thread(ANNA, TICKET), message)
    await store.write(seen, head, ("create", (store.stored(message),)))
    return message.paper.sha256 if message.paper else ""


def text_of(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


async def test_the_answer_is_handed_out_as_it_was_sent(browser: httpx.AsyncClient) -> None:
    await a_ticket(browser)
    early = await browser.get(f"{URL}/answer.pdf")
    assert (early.status_code, early.json()["code"]) == (409, "no_answer")
    sha256 = await answered()
    told = (await browser.get(URL)).json()["messages"][-1]
    assert (told["outcome"], told["paper"]["sha256"]) == ("refused", sha256)
    first = await browser.get(f"{URL}/answer.pdf")
    assert first.headers["content-type"] == "application/pdf"
    assert first.headers["content-disposition"].startswith("attachment")
    assert hashlib.sha256(first.content).hexdigest() == sha256 == first.headers["x-content-sha256"]
    text = text_of(first.content)
    for said in ("Rachunek za październik", "Nie znaleźliśmy błędu.", "Reklamacja nieuznana", "ul. Towarowa 25a"):
        assert said in text, said
    with pikepdf.open(io.BytesIO(first.content)) as document:
        metadata = document.open_metadata()
        assert (metadata["pdfaid:part"], metadata["pdfuaid:part"]) == ("2", "1")


async def test_a_later_answer_has_its_own_and_takes_nothing_from_the_first(browser: httpx.AsyncClient) -> None:
    await a_ticket(browser)
    first = await answered()
    await browser.post(f"{URL}/messages", json={"id": "message-of-anna-1", "text": "Proszę sprawdzić jeszcze raz."})
    second = await answered("accepted", "answer-of-ewa-002")
    assert first != second
    assert (await browser.get(f"{URL}/answer.pdf")).headers["x-content-sha256"] == second
    earlier = await browser.get(f"{URL}/answer.pdf?message=answer-of-ewa-001")
    assert hashlib.sha256(earlier.content).hexdigest() == first
    assert "ul. Towarowa" not in text_of((await browser.get(f"{URL}/answer.pdf")).content)
    for other in (TICKET, "message-of-anna-1", "answer-of-nobody-1"):
        assert (await browser.get(f"{URL}/answer.pdf?message={other}")).status_code == 404


async def test_made_twice_it_is_the_same_and_kept_once(browser: httpx.AsyncClient) -> None:
    await a_ticket(browser)
    seen, thread = await store.find(ANNA, TICKET), await store.thread(ANNA, TICKET)
    assert seen is not None
    head, message = store.written_by_office(
        seen.ticket, clock.now(), message_id="answer-of-ewa-001", author="Ewa", text=ANSWER, final=True
    )
    papers = await asyncio.gather(*(with_paper(head, thread, message) for _ in range(3)))
    assert len({paper.paper.sha256 for paper in papers if paper.paper}) == 1


async def test_an_answer_without_a_paper_gets_one_that_stays(browser: httpx.AsyncClient) -> None:
    await a_ticket(browser)
    await answered(paper=False)
    first = await browser.get(f"{URL}/answer.pdf")
    assert first.status_code == 200
    clock.set_now(datetime.fromisoformat("2026-11-26T09:10:00+00:00"))
    assert (await browser.get(f"{URL}/answer.pdf")).content == first.content
    assert (await browser.get(URL)).json()["messages"][-1]["paper"]["sha256"] == first.headers["x-content-sha256"]


async def test_what_is_not_what_was_sent_is_not_handed_out(browser: httpx.AsyncClient) -> None:
    await a_ticket(browser)
    sha256 = await answered()
    name = f"answers/{ANNA}/{sha256}.pdf"
    await blobs(ATTACHMENTS).upload_blob(name, b"%PDF- another", overwrite=True)
    changed = await browser.get(f"{URL}/answer.pdf")
    assert (changed.status_code, changed.json()["code"]) == (503, "pdf_unavailable")
    await blobs(ATTACHMENTS).delete_blob(name)
    assert (await browser.get(f"{URL}/answer.pdf")).status_code == 503


async def test_the_package_for_the_coordinator_has_all_that_both_sides_saw(browser: httpx.AsyncClient) -> None:
    await a_ticket(browser, asked={"fault": "odczyt"})
    assert (await browser.get(f"{URL}/coordinator.pdf")).json()["code"] == "no_answer"
    await answered()
    note = {"id": "note:1", "customerId": ANNA, "type": "note", "ticketId": TICKET, "text": "TYLKO DLA BIURA"}
    await cosmos.create("tickets", note)
    assert (await browser.get(URL)).json()["coordinator"] is True
    package = await browser.get(f"{URL}/coordinator.pdf?amount=12345")
    assert package.status_code == 200, package.text
    text = text_of(package.content)
    [file] = (await browser.get(URL)).json()["messages"][0]["files"]
    expected = ["Anna Żółkiewska", "KL-100200", "26.11.2026, 10:00", "licznik.png", "123,45 zł", "odczyt", "Ewa, Biuro"]
    for said in (*expected, "Nie znaleźliśmy błędu."):
        assert said in text.replace("\u00a0", " "), said
    assert file["sha256"] in text.replace(" ", "")
    assert "TYLKO DLA BIURA" not in text
    assert "nie podano" in text_of((await browser.get(f"{URL}/coordinator.pdf")).content)
    assert (await browser.get(f"{URL}/coordinator.pdf?amount=-1")).status_code == 400


async def test_papers_are_the_customers_own(browser: httpx.AsyncClient, portal: str, mailbox: Mailbox) -> None:
    await a_ticket(browser)
    await answered()
    async with a_browser() as other:
        await another_account("ewa@example.com")
        await sign_in(other, "02070803628", "hasło ewy wieczorem")
        for paper in ("answer.pdf", "coordinator.pdf"):
            assert (await other.get(f"{URL}/{paper}")).status_code == 404


async def test_an_answer_leaves_with_its_mail_and_its_paper_and_not_before(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await a_ticket(browser)
    seen = await store.find(ANNA, TICKET)
    assert seen is not None
    head, message = office.replied(
        seen.ticket,
        clock.now(),
        message_id="answer-of-ewa-001",
        author="Ewa",
        text=ANSWER,
        final=True,
        outcome="refused",
    )
    await store.write(seen, head, ("create", (store.stored(message),)))
    assert (await browser.get(f"{URL}/answer.pdf")).json()["code"] == "no_answer"
    assert (await browser.get(f"{URL}/answer.pdf?message=answer-of-ewa-001")).status_code == 404
    assert (await browser.get(f"{URL}/coordinator.pdf")).json()["code"] == "no_answer"
    clock.set_now(clock.now() + office.TAKEN_BACK_WITHIN)
    mailbox.mails.clear()
    for _ in range(2):
        assert await notify_of_replies() in {0, 1}
    await outbox.wait_for_attempts()
    told = [mail["Subject"] for mail in mailbox.to(EMAIL)]
    assert told == [f"Odpowiedzieliśmy na Twoją reklamację: {seen.ticket.number}"]
    kept = await store.find_message(ANNA, "answer-of-ewa-001")
    assert kept is not None
    assert kept.paper is not None
    paper = await browser.get(f"{URL}/answer.pdf")
    assert hashlib.sha256(paper.content).hexdigest() == kept.paper.sha256
    seen = await store.find(ANNA, TICKET)
    assert seen is not None
    assert seen.ticket.outgoing is None


async def test_a_paper_that_cannot_be_made_keeps_no_answer_back(
    browser: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_ticket(browser)
    seen = await store.find(ANNA, TICKET)
    assert seen is not None
    head, message = office.replied(
        seen.ticket, clock.now(), message_id="answer-of-ewa-001", author="Ewa", text=ANSWER, final=True, outcome=None
    )
    await store.write(seen, head, ("create", (store.stored(message),)))
    clock.set_now(clock.now() + office.TAKEN_BACK_WITHIN)
    mailbox.mails.clear()

    async def broken(*_: object) -> None:
        raise Problem("pdf_unavailable")

    with monkeypatch.context() as while_broken:
        while_broken.setattr(office, "keep_paper", broken)
        assert await notify_of_replies() == 1
    await outbox.wait_for_attempts()
    assert len(mailbox.to(EMAIL)) == 1
    assert (await browser.get(f"{URL}/answer.pdf")).status_code == 200
