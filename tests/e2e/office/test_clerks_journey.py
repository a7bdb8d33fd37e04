"""A customer's question in the office's hands: seen in the queue, noted upon, made a complaint, answered, read."""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from local.stack.testing import RunningStack
from tests.e2e.conftest import DESKTOP, PHONE, ROOT, Mail, new_context
from tests.e2e.steps import come_in, heading, keep, look
from tests.e2e.watching import layout_shifts, watch_layout
from tests.files import a_pdf

pytestmark = pytest.mark.e2e

TICKET = "ticket-of-the-journey"
QUESTION = "Dlaczego rachunek za październik jest wyższy niż zwykle? Zużycie mam takie samo."
NOTE = "Dzwoniła wczoraj, prosi o spokojną odpowiedź."
ANSWER = "Sprawdziliśmy odczyt z października: był szacunkowy. Skorygujemy fakturę."
LATE = "Odczyt jest zawyżony, proszę o korektę."
EWA, MAREK, PIOTR = "Ewa Lis", "Marek Sowa", "Piotr Bąk"


@pytest.fixture
def desk(browser: Browser, stack: RunningStack) -> Iterator[BrowserContext]:
    """A clerk's browser, which takes the stand-in's own certificate."""
    made = new_context(browser, stack, ignore_https_errors=True)
    yield made
    made.close()


def asked(page: Page, ticket: str, text: str) -> None:
    """What the customer's form does."""
    origin = page.request.get("/").url.rstrip("/")
    answer = page.request.post(
        "/api/tickets",
        data={"id": ticket, "kind": "question", "subject": "invoice", "text": text},
        headers={"X-Requested-With": "mojbok", "Origin": origin},
    )
    assert answer.ok, answer.text()


def run_timer(stack: RunningStack) -> None:
    assert httpx.post(
        f"{stack.url('functions')}/admin/functions/keep_desk", json={"input": ""}, trust_env=False
    ).is_success


def waited_for(page: Page, what: Callable[[], dict[str, Any] | None]) -> dict[str, Any]:
    for _ in range(150):
        if (found := what()) is not None:
            return found
        page.wait_for_timeout(200)
    raise AssertionError("it did not come in 30 seconds")


def sign_in(page: Page, name: str) -> None:
    page.get_by_role("button", name="Zaloguj się kontem służbowym").click()
    page.get_by_role("button", name=re.compile(name)).click()


def test_a_question_is_answered_as_a_complaint(
    page: Page, desk: BrowserContext, mail: Mail, people: dict[str, dict[str, Any]], stack: RunningStack
) -> None:
    anna = people["anna.wisniewska"]
    address = anna["email"]
    come_in(page, mail, anna)
    asked(page, TICKET, QUESTION)
    asked(page, "ticket-of-the-journey-2", "Czy faktura za październik jest poprawna?")
    run_timer(stack)

    # Who has no role is told so; a clerk lands where they wanted to go, with nothing of the sign-in in the address.
    office = desk.new_page()
    office.goto("/bok?kto=niczyje")
    heading(office, "Biuro obsługi klienta")
    look(office, "office-sign-in")
    sign_in(office, PIOTR)
    expect(office.get_by_text("To konto nie ma roli w biurze obsługi.")).to_be_visible()
    sign_in(office, EWA)
    heading(office, "Kolejka")
    assert office.url.endswith("/bok?kto=niczyje")
    expect(office.get_by_text("Zużycie mam takie samo.")).to_be_visible()
    expect(office.get_by_role("button", name="Nieprzydzielone (2)")).to_be_visible()
    look(office, "office-queue")
    office.set_viewport_size(PHONE)  # type: ignore[arg-type]
    look(office, "office-queue")
    office.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    # By the keyboard: the first row, opened and taken.
    office.keyboard.press("?")
    expect(office.get_by_role("dialog", name="Skróty klawiaturowe")).to_be_visible()
    look(office, "office-shortcuts")
    office.keyboard.press("Escape")
    office.keyboard.press("j")
    office.keyboard.press("o")
    heading(office, re.compile("Zgłoszenie ZG-"))
    expect(office.get_by_role("article", name=re.compile("^Klient"))).to_contain_text(QUESTION)
    office.keyboard.press("a")
    expect(office.get_by_role("button", name="Oddaj do puli")).to_be_visible()

    # A note, which the customer never sees.
    office.keyboard.press("n")
    office.get_by_label("Treść notatki").fill(NOTE)
    office.get_by_role("button", name="Zapisz notatkę").click()
    expect(office.get_by_role("article", name=f"Notatka wewnętrzna – {EWA}")).to_contain_text(NOTE)

    # The question is a complaint, and the answer has to decide it.
    office.get_by_role("button", name="To jest reklamacja").click()
    office.get_by_role("button", name="Oznacz jako reklamację").click()
    expect(office.get_by_text("termin ustawowy")).to_be_visible()
    office.get_by_role("button", name="Odpowiedź do klienta").click()
    office.get_by_label("Zacznij od wzoru").select_option(label="Reklamacja uznana")
    expect(office.get_by_label("Treść odpowiedzi")).to_have_value(
        re.compile("uznajemy reklamację ZG-.*Ewa, Biuro", re.DOTALL)
    )
    office.get_by_label("Treść odpowiedzi").fill(ANSWER)
    expect(office.get_by_text("Szkic zapisany")).to_be_visible()

    # Another clerk sees her at it, and the draft she has begun.
    other = new_context(desk.browser, stack, ignore_https_errors=True).new_page()  # type: ignore[arg-type]
    other.goto(office.url)
    sign_in(other, MAREK)
    heading(other, re.compile("Zgłoszenie ZG-"))
    expect(other.get_by_text(f"Teraz pisze: {EWA}.").first).to_be_visible()
    expect(other.get_by_label("Treść odpowiedzi")).to_have_value(ANSWER)
    look(other, "office-two-at-one-ticket")
    other.context.close()

    # Taken back once, then left to go.
    office.get_by_role("button", name="Wyślij do klienta").click()
    expect(office.get_by_text("Wybierz, czy reklamacja jest uznana.")).to_be_visible()
    office.get_by_label("uznana", exact=True).check()
    office.get_by_label("Dodaj pliki").set_input_files(
        files=[{"name": "korekta.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}]
    )
    expect(office.get_by_text("Niesprawdzony programem antywirusowym")).to_be_visible(timeout=15_000)
    look(office, "office-ticket")
    office.set_viewport_size(PHONE)  # type: ignore[arg-type]
    look(office, "office-ticket")
    office.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    office.get_by_role("button", name="Wyślij do klienta").click()
    office.get_by_role("button", name="Cofnij").click()
    expect(office.get_by_label("Treść odpowiedzi")).to_have_value(ANSWER)
    expect(office.get_by_text(re.compile("Odpowiedź wyjdzie"))).to_have_count(0)
    expect(office.get_by_text("korekta.pdf")).to_be_visible()
    office.get_by_label("uznana", exact=True).check()
    office.get_by_role("button", name="Wyślij do klienta").click()
    expect(office.get_by_text(re.compile("Odpowiedź wyjdzie do klienta za"))).to_be_visible()
    assert ANSWER not in page.request.get(f"/api/tickets/{TICKET}").text()
    expect(office.get_by_role("button", name="Cofnij")).to_have_count(0, timeout=15_000)

    run_timer(stack)
    told = waited_for(office, lambda: mail.newest_to(address, "Odpowiedzieliśmy na Twoją reklamację"))
    assert ANSWER not in told["text"]
    page.goto("/")
    page.get_by_role("link", name="Przeczytaj odpowiedź").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("korekta.pdf"))).to_be_visible()
    expect(page.get_by_text(NOTE)).to_have_count(0)
    # Asked only now: whoever asks for a ticket has read its answer, and the start page shows it no more.
    seen = page.request.get(f"/api/tickets/{TICKET}").json()
    assert [one["text"] for one in seen["messages"]] == [QUESTION, ANSWER]
    assert (seen["kind"], seen["state"], seen["legal"]) == ("complaint", "answered", True)
    assert NOTE not in str(seen)
    assert seen["number"] in told["text"]

    # What is answered waits for nobody and is gone from the queue.
    office.keyboard.press("q")
    heading(office, "Kolejka")
    expect(office.get_by_text("Czy faktura za październik jest poprawna?")).to_be_visible()
    expect(office.get_by_text("Zużycie mam takie samo.")).to_have_count(0)
    office.get_by_role("link", name="Szukaj").click()
    heading(office, "Szukaj zgłoszeń")
    office.get_by_role("button", name="Szukaj").click()
    expect(office.get_by_role("alert")).to_have_text("Wpisz słowo albo dni z jednego miesiąca.")
    office.get_by_label("Słowa").fill(seen["number"])
    office.get_by_role("button", name="Szukaj").click()
    expect(office.get_by_role("link", name=re.compile(seen["number"]))).to_be_visible()
    look(office, "office-search")
    office.set_viewport_size(PHONE)  # type: ignore[arg-type]
    look(office, "office-search")
    office.set_viewport_size(DESKTOP)  # type: ignore[arg-type]
    ask_once_more(office, page, stack)
    for size in (DESKTOP, PHONE):
        come_to_a_still_queue(office, size)
    office.get_by_role("button", name="Wyloguj się").click()
    heading(office, "Biuro obsługi klienta")
    expect(office.get_by_text("Wylogowano.")).to_be_visible()


def come_to_a_still_queue(office: Page, size: dict[str, int]) -> None:
    """What comes after the rows moves none of them under a finger."""
    office.set_viewport_size(size)  # type: ignore[arg-type]
    watch_layout(office)
    held: list[Route] = []
    for later in ("**/api/staff/queue/counts", "**/api/staff/presence", "**/api/staff/clerks"):
        office.route(later, lambda route: held.append(route))  # noqa: PLW0108  Playwright takes no builtin
    office.goto("/bok")
    expect(office.get_by_role("table")).to_be_visible()
    expect(office.get_by_role("button", name="Nieprzydzielone", exact=True)).to_be_visible()
    office.evaluate("() => { window.layoutShifts = []; }")
    for route in held:
        route.continue_()
    office.unroute_all()
    expect(office.get_by_role("button", name=re.compile(r"Nieprzydzielone \(\d"))).to_be_visible()
    office.wait_for_timeout(300)
    assert layout_shifts(office) == []


def ask_once_more(office: Page, page: Page, stack: RunningStack) -> None:
    """The dialogs of a ticket, each seen on a phone, and a note with a file."""
    for ticket, text in (("ticket-of-the-journey-3", "Kiedy przyjdzie faktura?"), ("ticket-of-the-journey-4", LATE)):
        asked(page, ticket, text)
    command = [sys.executable, "-m", "tests.e2e.office.desk", "ticket-of-the-journey-4", "ticket-of-the-journey-3"]
    subprocess.run(command, cwd=ROOT, env=dict(stack.environ), check=True)

    def opened(text: str) -> None:
        office.get_by_role("link", name="Kolejka").click()
        office.get_by_role("row").filter(has_text=text).get_by_role("link").click()
        heading(office, re.compile("Zgłoszenie ZG-"))

    def dialog(button: str | re.Pattern[str], title: str, name: str) -> None:
        office.get_by_role("button", name=button).first.click()
        expect(office.get_by_role("dialog", name=title)).to_be_visible()
        shown(name)

    def shown(name: str) -> None:
        keep(office, f"office-{name}")
        office.set_viewport_size(PHONE)  # type: ignore[arg-type]
        look(office, f"office-{name}")
        office.set_viewport_size(DESKTOP)  # type: ignore[arg-type]

    def confirm(button: str) -> None:
        office.get_by_role("dialog").get_by_role("button", name=button, exact=True).click()
        expect(office.get_by_role("dialog")).to_have_count(0)

    opened("Kiedy przyjdzie faktura?")
    letter = office.get_by_role("region", name="do wysłania pocztą")
    expect(letter).to_be_visible()
    shown("letter-owed")
    letter.get_by_role("button", name="Wysłano pocztą").click()
    expect(letter).to_have_count(0)
    office.get_by_role("button", name="Notatka wewnętrzna").click()
    office.get_by_label("Treść notatki").fill("Potwierdzenie nadania w załączniku.")
    office.get_by_label("Dodaj pliki").set_input_files(
        files=[{"name": "nadanie.pdf", "mimeType": "application/pdf", "buffer": a_pdf()}]
    )
    expect(office.get_by_text("Niesprawdzony programem antywirusowym")).to_be_visible(timeout=15_000)
    shown("note-with-file")
    office.get_by_role("button", name="Zapisz notatkę").click()
    expect(office.get_by_role("article", name=f"Notatka wewnętrzna – {EWA}")).to_contain_text("nadanie.pdf")
    dialog("Zamknij zgłoszenie", "Zamknąć bez dalszej odpowiedzi?", "close")
    confirm("Zamknij zgłoszenie")
    expect(office.get_by_text("zamknięte", exact=True)).to_be_visible()

    # A complaint that silence has accepted is refused only by who knows that it is.
    opened(LATE)
    expect(office.get_by_text(re.compile("bez odpowiedzi, więc z mocy prawa"))).to_be_visible()
    office.get_by_label("Treść odpowiedzi").fill("Nie uznajemy reklamacji.")
    office.get_by_label("nieuznana", exact=True).check()
    dialog("Wyślij do klienta", "Odmówić mimo milczącego uznania?", "silence")
    confirm("Wróć do odpowiedzi")
    dialog("Grozi wyłączenie prądu", "Wstrzymać wyłączenie?", "hold")
    confirm("Wstrzymaj wyłączenie")
    dialog("Zdejmij „nie wyłączać”", "Zdjąć „nie wyłączać”?", "lift")
    office.get_by_role("dialog").get_by_role("button", name="Zdejmij", exact=True).click()
    expect(office.get_by_role("alert")).to_have_text("Napisz powód, co najmniej trzy znaki.")
    office.get_by_label("Powód").fill("Klientka zapłaciła zaległość.")
    confirm("Zdejmij")
    expect(office.get_by_text(re.compile("koniec wstrzymania wyłączenia – Klientka"))).to_be_visible()

    opened("Czy faktura za październik jest poprawna?")
    dialog("To jest reklamacja", "Oznaczyć jako reklamację?", "complaint")
    confirm("Zostaw")
    office.get_by_label("Komu").select_option(label=MAREK)
    shown("hand-over")
    office.get_by_role("button", name="Przekaż").click()
    expect(office.get_by_text(f"{EWA}: prowadzi {MAREK}")).to_be_visible()
    dialog(re.compile("^Połącz z tym"), "Połączyć zgłoszenia?", "merge")
    confirm("Połącz")
    expect(office.get_by_text("To zgłoszenie połączono z innym.")).to_be_visible()
