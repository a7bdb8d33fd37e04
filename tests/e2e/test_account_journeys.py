"""Getting back in, what a session waits for, and looking after the account."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyotp
import pytest
from azure.cosmos import CosmosClient
from playwright.sync_api import Browser, Page, expect

from local.stack.testing import RunningStack
from tests.e2e.conftest import DESKTOP, PHONE, Mail
from tests.e2e.steps import PASSWORD, come_in, heading, look, sign_in

pytestmark = pytest.mark.e2e

OTHER_PASSWORD = "poranna herbata 31"
SMALL = {"width": 320, "height": 640}
TABLET = {"width": 768, "height": 1024}
ONE_TIME = re.compile(r"\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}\b")


@pytest.fixture
def person(people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Whose account is changed, and changed back by each test."""
    return people["stanislaw.wozniak"]


def all_widths(page: Page, name: str) -> None:
    for size in (SMALL, TABLET, DESKTOP):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        look(page, name)


def awaited(page: Page, mail: Mail, address: str, subject: str) -> str:
    """The text of the newest mail, waited for."""
    for _ in range(100):
        found = mail.newest_to(address, subject)
        if found is not None:
            return str(found["text"])
        page.wait_for_timeout(100)
    raise AssertionError(f"no mail {subject!r} for {address}")


def ask_for_one_time_password(page: Page, mail: Mail, person: dict[str, Any]) -> str:
    """From the sign-in screen to the password in the mail."""
    page.goto("/zaloguj")
    page.get_by_role("link", name="Nie pamiętasz hasła?").click()
    heading(page, "Nie pamiętasz hasła?")
    page.get_by_label("Login", exact=True).fill(person["pesel"])
    page.get_by_role("button", name="Resetuj hasło").click()
    heading(page, "Sprawdź pocztę")
    found = ONE_TIME.search(awaited(page, mail, person["email"], "Odzyskiwanie dostępu"))
    assert found is not None
    return found[0]


def enter(page: Page, login: str, password: str) -> None:
    """Fill in and send the sign-in form, wherever it leads."""
    page.goto("/zaloguj")
    page.get_by_label("Login", exact=True).fill(login)
    page.get_by_label("Hasło", exact=True).fill(password)
    page.get_by_role("button", name="Zaloguj się", exact=True).click()


def open_security(page: Page, link: str) -> None:
    page.goto("/bezpieczenstwo")
    heading(page, "Bezpieczeństwo")
    page.get_by_role("main").get_by_role("link", name=link).click()


def give_password_again(page: Page) -> None:
    page.get_by_role("dialog", name="Podaj hasło").get_by_label("Hasło", exact=True).fill(PASSWORD)
    page.get_by_role("dialog").get_by_role("button", name="Dalej").click()


def test_a_forgotten_password_is_replaced_by_way_of_a_one_time_password(
    page: Page, mail: Mail, person: dict[str, Any]
) -> None:
    come_in(page, mail, person)
    page.context.clear_cookies()
    page.goto("/nie-pamietam-hasla")
    heading(page, "Nie pamiętasz hasła?")
    all_widths(page, "forgot-password")
    page.get_by_role("button", name="Resetuj hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("1 pole wymaga poprawki")

    one_time = ask_for_one_time_password(page, mail, person)
    expect(page.get_by_text("Działa 10 minut")).to_be_visible()
    all_widths(page, "one-time-password-sent")
    page.get_by_role("link", name="Przejdź do logowania").click()
    heading(page, "Zaloguj się")
    enter(page, person["pesel"], one_time)
    heading(page, "Ustaw nowe hasło")
    all_widths(page, "new-password")

    # Nothing else can be reached, and what was wanted is not forgotten.
    page.goto("/faktury")
    heading(page, "Ustaw nowe hasło")
    page.goto("/bezpieczenstwo/haslo")
    heading(page, "Ustaw nowe hasło")
    page.goto("/faktury")
    page.get_by_label("Nowe hasło").fill("krótkie")
    expect(page.get_by_text("Jeszcze 5 znaków.")).to_be_visible()
    page.get_by_role("button", name="Ustaw hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("Hasło jest za krótkie")
    page.get_by_label("Nowe hasło").fill(one_time)
    page.get_by_role("button", name="Ustaw hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("To hasło jednorazowe. Wybierz własne.")
    page.get_by_label("Nowe hasło").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Ustaw hasło").click()
    heading(page, "Faktury")
    awaited(page, mail, person["email"], "Hasło do mojBOK zostało zmienione")

    open_security(page, "Zmień hasło")
    heading(page, "Zmień hasło")
    page.get_by_label("Obecne hasło").fill("zupełnie inne hasło")
    page.get_by_label("Nowe hasło").fill(PASSWORD)
    page.get_by_role("button", name="Zmień hasło").click()
    expect(page.get_by_role("alert")).to_contain_text("To hasło się nie zgadza")
    all_widths(page, "change-password")
    page.get_by_label("Obecne hasło").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Zmień hasło").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Hasło jest zmienione.")).to_be_visible()
    all_widths(page, "security")
    page.context.clear_cookies()
    sign_in(page, person["pesel"])


def test_an_unknown_login_and_mailbox_hear_the_same(page: Page, mail: Mail) -> None:
    page.goto("/nie-pamietam-hasla")
    page.get_by_label("Login", exact=True).fill("nikt.taki")
    page.get_by_role("button", name="Resetuj hasło").click()
    heading(page, "Sprawdź pocztę")
    expect(page.get_by_text("Jeśli ten login jest w mojBOK")).to_be_visible()
    page.goto("/nie-pamietam-loginu")
    page.get_by_label("Adres e-mail").fill("nikt@example.com")
    page.get_by_role("button", name="Przypomnij login").click()
    heading(page, "Sprawdź pocztę")
    expect(page.get_by_text("Jeśli adres nikt@example.com należy do konta")).to_be_visible()
    assert mail.newest_to("nikt@example.com", "") is None


def test_a_forgotten_login_comes_by_mail(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    come_in(page, mail, person)
    page.context.clear_cookies()
    page.goto("/zaloguj")
    page.get_by_role("link", name="Nie pamiętasz nazwy użytkownika?").click()
    heading(page, "Nie pamiętasz nazwy użytkownika?")
    all_widths(page, "forgot-login")
    page.get_by_label("Adres e-mail").fill("stanislaw")
    page.get_by_role("button", name="Przypomnij login").click()
    expect(page.get_by_role("alert")).to_contain_text("Sprawdź adres e-mail")
    page.get_by_label("Adres e-mail").fill(person["email"])
    page.get_by_role("button", name="Przypomnij login").click()
    heading(page, "Sprawdź pocztę")
    all_widths(page, "login-sent")
    text = awaited(page, mail, person["email"], "login")
    assert person["pesel"][-2:] in text
    assert person["pesel"] not in text


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


def test_the_second_step_is_turned_on_used_and_turned_off(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]], travel: Callable[[float], None]
) -> None:
    person = people["tomasz.zielinski"]
    come_in(page, mail, person)
    # The password given at sign-in counts for five minutes; after that it is asked for again.
    travel(360)
    open_security(page, "Włącz drugi krok")
    heading(page, "Drugi krok logowania")
    page.get_by_role("button", name="Włącz drugi krok").click()
    expect(page.get_by_role("dialog", name="Podaj hasło")).to_be_visible()
    all_widths(page, "password-again")
    give_password_again(page)
    expect(page.get_by_role("img", name="Kod QR")).to_be_visible()
    all_widths(page, "second-step-set-up")
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Kod z aplikacji").fill("12")
    page.get_by_role("button", name="Potwierdź kodem").click()
    expect(page.get_by_role("alert")).to_contain_text("Kod z aplikacji ma 6 cyfr")
    page.get_by_label("Kod z aplikacji").fill(pyotp.TOTP(secret).at(int(time.time()) + 360))
    page.get_by_role("button", name="Potwierdź kodem").click()
    heading(page, "Zapisz kody zapasowe")
    all_widths(page, "recovery-codes")
    codes = page.locator(".codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("button", name="Kody są zapisane").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Zostało: 10 kodów zapasowych.")).to_be_visible()
    awaited(page, mail, person["email"], "mojBOK")

    page.context.clear_cookies()
    enter(page, person["pesel"], PASSWORD)
    heading(page, "Podaj kod")
    all_widths(page, "second-step")
    page.goto("/faktury")
    heading(page, "Podaj kod")
    page.get_by_label("Kod z aplikacji").fill("000000")
    page.get_by_role("button", name="Dalej").click()
    expect(page.get_by_role("alert")).to_contain_text("Ten kod się nie zgadza")
    travel(420)
    page.get_by_label("Kod z aplikacji").fill(pyotp.TOTP(secret).at(int(time.time()) + 420))
    page.get_by_role("button", name="Dalej").click()
    heading(page, "Faktury")

    page.context.clear_cookies()
    enter(page, person["pesel"], PASSWORD)
    heading(page, "Podaj kod")
    page.get_by_role("button", name="Użyj kodu zapasowego").click()
    page.get_by_label("Kod zapasowy").fill(codes[0].lower())
    page.get_by_role("button", name="Dalej").click()
    heading(page, re.compile("Dzień dobry"))
    open_security(page, "Zarządzaj drugim krokiem")
    expect(page.get_by_text("Zostało: 9 kodów zapasowych.")).to_be_visible()
    page.get_by_role("button", name="Wyłącz drugi krok").click()
    page.get_by_role("dialog", name="Wyłączyć drugi krok?").get_by_role("button", name="Wyłącz drugi krok").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Drugi krok logowania jest wyłączony.")).to_be_visible()


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
    expect(page.get_by_role("alert")).to_contain_text("Login ma od 5 do 32 znaków")
    all_widths(page, "change-login")
    page.get_by_label("Login", exact=True).fill("lucja.d")
    page.get_by_role("button", name="Zapisz login").click()
    heading(page, "Bezpieczeństwo")
    expect(page.get_by_text("Twój własny login: lucja.d")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, "Lucja.D")


@pytest.fixture
def elsewhere(browser: Browser, stack: RunningStack) -> Iterator[Page]:
    """Another browser of the same person."""
    context = browser.new_context(base_url=stack.url("web"), viewport=PHONE, locale="pl-PL")  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def test_sessions_are_seen_and_ended_from_another_browser(
    page: Page, elsewhere: Page, mail: Mail, person: dict[str, Any]
) -> None:
    come_in(page, mail, person)
    elsewhere.goto("/zaloguj")
    sign_in(elsewhere, person["pesel"])
    awaited(page, mail, person["email"], "z nowego urządzenia")
    open_security(page, "Sprawdź logowania")
    heading(page, "Urządzenia i historia logowań")
    here = page.get_by_role("table", name="Tu trwa sesja")
    expect(here.get_by_text("to urządzenie")).to_be_visible()
    expect(page.get_by_role("table", name="Ostatnie 90 dni").get_by_role("row").nth(2)).to_be_visible()
    all_widths(page, "sign-ins")
    here.get_by_role("button", name=re.compile("Zakończ sesję")).first.click()
    expect(page.get_by_text("Sesja jest zakończona.")).to_be_visible()
    elsewhere.goto("/faktury")
    heading(elsewhere, "Zaloguj się")
    sign_in(elsewhere, person["pesel"])
    page.reload()
    page.get_by_role("button", name="Zakończ wszystkie inne").click()
    expect(page.get_by_text("Inne sesje są zakończone.")).to_be_visible()
    expect(page.get_by_role("button", name="Zakończ wszystkie inne")).to_be_hidden()
    elsewhere.goto("/faktury")
    heading(elsewhere, "Zaloguj się")


def test_a_passkey_opens_the_account_without_a_password(page: Page, mail: Mail, person: dict[str, Any]) -> None:
    come_in(page, mail, person)
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/bezpieczenstwo/klucze")
    heading(page, "Klucze dostępu")
    page.get_by_label("Nazwa klucza").fill("Laptop Stanisława")
    page.get_by_role("button", name="Dodaj klucz").click()
    expect(page.get_by_text("Klucz jest dodany.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Laptop Stanisława")).to_be_visible()
    all_widths(page, "passkeys")
    page.context.clear_cookies()
    page.goto("/zaloguj")
    page.get_by_role("button", name="Użyj klucza dostępu").click()
    heading(page, re.compile("Dzień dobry"))
    page.goto("/bezpieczenstwo/klucze")
    page.get_by_role("button", name="Usuń klucz: Laptop Stanisława").click()
    expect(page.get_by_text("Klucz jest usunięty.")).to_be_visible()
    page.context.clear_cookies()
    page.goto("/zaloguj")
    page.get_by_role("button", name="Użyj klucza dostępu").click()
    expect(page.get_by_role("alert")).to_contain_text("Klucz dostępu nie zadziałał")


def test_the_data_is_taken_away_and_a_closing_taken_back(
    page: Page, mail: Mail, person: dict[str, Any], tmp_path: Path
) -> None:
    come_in(page, mail, person)
    open_security(page, "Przejdź do konta i danych")
    heading(page, "Konto i dane")
    with page.expect_download() as started:
        page.get_by_role("button", name="Pobierz dane").click()
    started.value.save_as(tmp_path / "data.json")
    data = json.loads((tmp_path / "data.json").read_text("utf-8"))
    assert data["email"] == person["email"]
    assert person["pesel"] not in json.dumps(data)
    page.get_by_role("button", name="Zamknij konto").click()
    all_widths(page, "close-account")
    page.get_by_role("dialog", name="Zamknąć konto?").get_by_role("button", name="Zamknij konto").click()
    expect(page.get_by_text("Prośba przyjęta")).to_be_visible()
    all_widths(page, "account-closing")
    page.goto("/bezpieczenstwo")
    expect(page.get_by_text("Konto zamkniemy")).to_be_visible()
    page.goto("/bezpieczenstwo/konto")
    page.get_by_role("button", name="Nie zamykaj konta").click()
    expect(page.get_by_text("Konto zostaje.")).to_be_visible()


def test_too_many_tries_are_told_with_the_minutes_to_wait(page: Page) -> None:
    for attempt in range(6):
        enter(page, "uparty.login", f"złe hasło numer {attempt}")
        expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"Odczekaj \d+ minut"))
    look(page, "too-many-attempts")
