"""What a session waits for, and looking after the account."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from azure.cosmos import CosmosClient
from playwright.sync_api import Page, expect

from local.stack.testing import RunningStack
from tests.e2e.account.steps import all_widths, ask_for_one_time_password, awaited, enter, open_security
from tests.e2e.conftest import PASSWORD, Mail
from tests.e2e.steps import come_in, heading, sign_in

pytestmark = pytest.mark.e2e


def test_new_terms_come_before_anything_else(
    page: Page, mail: Mail, stack: RunningStack, person: dict[str, Any]
) -> None:
    come_in(page, mail, person)
    page.context.clear_cookies()
    with CosmosClient(stack.environ["MOJBOK_COSMOS_ENDPOINT"], stack.environ["MOJBOK_COSMOS_KEY"]) as client:
        accounts = client.get_database_client(stack.environ["MOJBOK_COSMOS_DATABASE"]).get_container_client("accounts")
        found = accounts.query_items(
            "SELECT * FROM c WHERE c.email = @email",
            parameters=[{"name": "@email", "value": person["email"]}],
            enable_cross_partition_query=True,
        )
        for account in found:
            accounts.patch_item(
                account["id"], account["id"], [{"op": "set", "path": "/termsVersion", "value": "2024-09-01"}]
            )
    enter(page, person["pesel"], PASSWORD)
    heading(page, "Zmieniliśmy regulamin")
    expect(page.get_by_role("heading", name="Co się zmieniło")).to_be_visible()
    page.get_by_text("Twoje dokumenty").click()
    expect(page.get_by_role("link", name=re.compile("^PDF")).first).to_be_visible()
    all_widths(page, "new-terms")
    page.goto("/bezpieczenstwo")
    heading(page, "Zmieniliśmy regulamin")
    page.get_by_role("contentinfo").get_by_role("link", name="Kontakt").click()
    heading(page, "Kontakt")
    page.goto("/bezpieczenstwo")
    page.get_by_role("button", name="Akceptuję regulamin").click()
    heading(page, "Bezpieczeństwo")
    page.reload()
    heading(page, "Bezpieczeństwo")


def test_a_change_of_address_is_confirmed_and_undone(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    person = people["tomasz.zielinski"]
    come_in(page, mail, person)
    new = "tomasz.nowy@example.com"
    open_security(page, "Zmień adres")
    heading(page, "Zmień adres e-mail")
    page.get_by_label("Nowy adres e-mail").fill(person["email"])
    page.get_by_role("button", name="Wyślij link").click()
    expect(page.get_by_role("alert")).to_contain_text("To Twój obecny adres")
    page.get_by_label("Nowy adres e-mail").fill(new)
    page.get_by_role("button", name="Wyślij link").click()
    expect(page.get_by_text(f"Wysłaliśmy link na {new}")).to_be_visible()
    all_widths(page, "change-email")
    confirm = re.search(r"http\S+/potwierdz-email#\S+", awaited(page, mail, new, "Potwierdź nowy adres"))
    undo = re.search(r"http\S+/cofnij-email#\S+", awaited(page, mail, person["email"], "Zmiana adresu"))
    assert confirm
    assert undo

    page.goto(confirm[0])
    heading(page, "Potwierdź nowy adres")
    assert "#" not in page.url
    all_widths(page, "confirm-email")
    page.get_by_role("button", name="Potwierdź adres").click()
    expect(page.get_by_text(f"Od teraz piszemy na {new}.")).to_be_visible()
    page.get_by_role("link", name="Przejdź do Bezpieczeństwa").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text(new)).to_be_visible()

    page.goto(undo[0])
    heading(page, "Cofnij zmianę adresu")
    page.get_by_role("button", name="Cofnij zmianę").click()
    expect(page.get_by_text(f"Adresem konta jest znów {person['email']}.")).to_be_visible()
    all_widths(page, "email-undone")
    page.goto(undo[0])
    page.get_by_role("button", name="Cofnij zmianę").click()
    heading(page, "Ten link nie działa")
    all_widths(page, "email-link-dead")
    page.goto("/bezpieczenstwo")
    heading(page, "Zaloguj się")

    # Whoever asked for the change may know the password, so it is void.
    enter(page, person["pesel"], PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("Login lub hasło się nie zgadza")
    enter(page, person["pesel"], ask_for_one_time_password(page, mail, person))
    heading(page, "Ustaw nowe hasło")
    page.get_by_label("Nowe hasło").fill(PASSWORD)
    page.get_by_role("button", name="Ustaw hasło").click()
    heading(page, re.compile("Dzień dobry"))


def test_an_own_login_opens_the_account(page: Page, mail: Mail, people: dict[str, dict[str, Any]]) -> None:
    person = people["lucja.dabrowska"]
    come_in(page, mail, person)
    open_security(page, re.compile("^(Wybierz|Zmień) login"))  # type: ignore[arg-type]
    heading(page, "Własny login")
    page.get_by_label("Login", exact=True).fill("1lucja")
    page.get_by_role("button", name="Zapisz login").click()
    expect(page.get_by_role("alert")).to_contain_text("Login musi mieć 5–32 znaki")
    all_widths(page, "change-login")
    page.get_by_label("Login", exact=True).fill("lucja.d")
    page.get_by_role("button", name="Zapisz login").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Twój własny login: lucja.d")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, "Lucja.D")


def test_sessions_are_seen_and_ended_from_another_browser(
    page: Page, elsewhere: Page, mail: Mail, person: dict[str, Any]
) -> None:
    come_in(page, mail, person)
    elsewhere.goto("/zaloguj")
    sign_in(elsewhere, person["pesel"])
    awaited(page, mail, person["email"], "z nowego urządzenia")
    open_security(page, "Sprawdź logowania")
    heading(page, "Urządzenia i historia logowań")
    here = page.get_by_role("table", name="Zalogowane urządzenia")
    expect(here.get_by_text("to urządzenie")).to_be_visible()
    expect(page.get_by_role("table", name="Ostatnie 90 dni").get_by_role("row").nth(2)).to_be_visible()
    all_widths(page, "sign-ins")
    here.get_by_role("button", name=re.compile("Wyloguj: ")).first.click()
    expect(page.get_by_text("Urządzenie jest wylogowane.")).to_be_visible()
    elsewhere.goto("/faktury")
    heading(elsewhere, "Zaloguj się")
    sign_in(elsewhere, person["pesel"])
    page.reload()
    page.get_by_role("button", name="Wyloguj wszystkie inne").click()
    expect(page.get_by_text("Inne urządzenia są wylogowane.")).to_be_visible()
    expect(page.get_by_role("button", name="Wyloguj wszystkie inne")).to_be_hidden()
    elsewhere.goto("/faktury")
    heading(elsewhere, "Zaloguj się")


def test_the_data_is_taken_away_and_a_closing_taken_back(
    page: Page, mail: Mail, person: dict[str, Any], tmp_path: Path
) -> None:
    come_in(page, mail, person)
    open_security(page, "Przejdź do konta i danych")
    heading(page, "Konto i dane")
    with page.expect_download() as started:
        page.get_by_role("button", name="Pobierz dane").click()
    started.value.save_as(tmp_path / "data.html")
    read = (tmp_path / "data.html").read_text("utf-8")
    assert "Zbliża się termin płatności" in read
    assert person["email"] in read
    with page.expect_download() as started:
        page.get_by_role("button", name="Pobierz też plik JSON").click()
    started.value.save_as(tmp_path / "data.json")
    data = json.loads((tmp_path / "data.json").read_text("utf-8"))
    assert data["email"] == person["email"]
    assert person["pesel"] not in json.dumps(data)
    page.get_by_role("button", name="Zamknij konto").click()
    all_widths(page, "close-account")
    page.get_by_role("dialog", name="Zamknąć konto?").get_by_role("button", name="Zamknij i usuń konto").click()
    expect(page.get_by_text("Prośba przyjęta")).to_be_visible()
    all_widths(page, "account-closing")
    page.goto("/bezpieczenstwo")
    expect(page.get_by_text("Konto zamkniemy")).to_be_visible()
    page.goto("/bezpieczenstwo/konto")
    page.get_by_role("button", name="Nie zamykaj konta").click()
    expect(page.get_by_text("Konto zostaje.")).to_be_visible()


def test_the_start_page_tells_of_a_closing_and_takes_it_back(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    come_in(page, mail, person)
    notice = page.get_by_role("region", name="Zamknięcie konta")
    expect(notice).to_have_count(0)
    page.goto("/bezpieczenstwo/konto")
    page.get_by_role("button", name="Zamknij konto").click()
    page.get_by_role("dialog").get_by_role("button", name="Zamknij i usuń konto").click()
    expect(page.get_by_text("Prośba przyjęta")).to_be_visible()
    # Without loading the page again, and after it.
    page.get_by_role("link", name="Pulpit").first.click()
    heading(page, re.compile("Dzień dobry"))
    expect(notice).to_contain_text("Konto zamkniemy")
    page.reload()
    day = datetime.now(ZoneInfo("Europe/Warsaw")) + timedelta(days=7)
    expect(notice).to_contain_text(f"Konto zamkniemy {day:%d.%m.%Y}")
    expect(notice).to_contain_text("Do tego czasu możesz zmienić zdanie")
    all_widths(page, "pulpit-closing")
    notice.get_by_role("button", name="Nie zamykaj konta").click()
    expect(notice).to_have_count(0)
    assert page.request.get("/api/auth/account").json()["closing"] is None
