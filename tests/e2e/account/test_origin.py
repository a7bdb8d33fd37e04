"""„Czy to od nas?”: anyone pastes what came by mail and is told, before signing in and in three languages."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, Mail
from tests.e2e.steps import come_in, heading, look

pytestmark = pytest.mark.e2e


def ask(page: Page, text: str, answer: str) -> None:
    page.get_by_label("Co sprawdzić?").fill(text)
    page.get_by_role("button", name="Sprawdź").click()
    expect(page.get_by_role("heading", name=answer)).to_be_focused()


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_anyone_is_told_what_is_ours_and_what_to_do(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], size: dict[str, int]
) -> None:
    page.set_viewport_size(size)  # type: ignore[arg-type]
    person = people["stanislaw.wozniak"]
    come_in(page, mail, person)
    [newest, *_] = page.request.get("/api/billing/documents").json()["documents"]
    account = page.request.get(f"/api/billing/documents/{newest['id']}").json()["account"]
    page.context.clear_cookies()

    letter = mail.newest_to(person["email"], "mojBOK")
    assert letter is not None
    number = letter["text"].partition("Numer tej wiadomości: ")[2].partition(". ")[0]
    assert page.url.split("/")[2] + "/czy-to-od-nas" in letter["text"]

    page.goto("/zaloguj")
    page.get_by_role("main").get_by_role("link", name="Sprawdź, czy to od nas").click()
    heading(page, "Czy to od nas?")
    look(page, "origin")

    ask(page, f"  {number.lower().replace('-', ' ')}\n", "Tak, to od nas")
    expect(page.get_by_text("Wysłaliśmy wiadomość z tym numerem.")).to_be_visible()
    ask(page, f"PL {account[:2]} {account[2:]}", "Tak, to od nas")
    expect(page.get_by_text("To nasze konto do wpłat.")).to_be_visible()
    look(page, "origin-ours")

    ask(page, f"Zapłać tu: {page.url.replace('://', '://x@').partition('/czy')[0]}", "Tak, to od nas")
    ask(
        page,
        "Od: mojBOK <bok@mojbok.example>, https://mojbok.example@evil.pl/zaplac",
        "Nie ufaj temu – nie wszystko jest od nas",
    )
    expect(page.get_by_text("Nie płać, nie klikaj i nie podawaj tam żadnych danych.")).to_be_visible()
    look(page, "origin-foreign")

    ask(page, account[:-1], "Nie możemy tego potwierdzić")
    look(page, "origin-unknown")
    ask(page, "halo, to wy?", "Nie możemy tego potwierdzić")

    page.goto("/kontakt")
    page.get_by_role("main").get_by_role("link", name="Sprawdź, czy to od nas").click()
    heading(page, "Czy to od nas?")
    expect(page.get_by_role("contentinfo").get_by_role("link", name="Czy to od nas?")).to_be_visible()
    for language, title, button in (("en", "Is this from us?", "Check"), ("uk", "Чи це від нас?", "Перевірити")):
        page.evaluate("language => localStorage.setItem('mojbok.language', language)", language)
        page.reload()
        heading(page, title)
        page.get_by_role("textbox").fill("evil.pl")
        page.get_by_role("button", name=button).click()
        expect(page.get_by_role("heading", level=2)).to_be_focused()
        look(page, f"origin-{language}")
