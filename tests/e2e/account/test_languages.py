"""Signing in and the account in the other languages: every screen, and the mails that belong to it."""

import re
import time
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.account.reading import POLISH, mail_in, polish_left, speaks
from tests.e2e.account.steps import ONE_TIME, ask
from tests.e2e.conftest import DESKTOP, OTHER_PASSWORD, PASSWORD, SMALL, Mail
from tests.e2e.steps import come_in, heading, look

pytestmark = pytest.mark.e2e

SECURITY = ["/bezpieczenstwo"] + [
    f"/bezpieczenstwo/{name}"
    for name in ("haslo", "email", "login", "drugi-krok", "klucze", "logowania", "powiadomienia", "konto")
]
DOOR = ["/zaloguj", "/rejestracja", "/nie-pamietam-hasla", "/nie-pamietam-loginu"]


@pytest.mark.parametrize(("language", "words"), [("en", "Sign out"), ("uk", "Вийти")])
@pytest.mark.thorough
def test_every_screen_speaks_other_languages(
    page: Page, mail: Mail, person: dict[str, Any], language: str, words: str
) -> None:
    come_in(page, mail, person)
    page.evaluate("language => localStorage.setItem('mojbok.language', language)", language)
    page.set_viewport_size(SMALL)  # type: ignore[arg-type]
    left: dict[str, set[str]] = {}

    def read(path: str) -> None:
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        look(page, f"{language}{path.replace('/', '-')}")
        if found := polish_left(page, language, person):
            left[path] = found

    for path in SECURITY:
        read(path)
    expect(page.get_by_text(words).first).to_be_attached()
    page.context.clear_cookies()
    for path in DOOR:
        read(path)
        page.locator("main form button[type=submit]").first.click()
        expect(page.get_by_role("alert").first).to_be_visible()
        assert not POLISH.findall(page.get_by_role("alert").first.inner_text()), path
    assert left == {}


def test_a_newcomer_registers_and_turns_on_the_second_step_in_english(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    firm = people["administracja.nadzrodlem"]

    def screen(title: str | re.Pattern[str], name: str) -> None:
        heading(page, title)
        for size in (SMALL, DESKTOP):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            look(page, f"en-{name}")
        speaks(page, "en", firm)

    page.goto("/zaloguj")
    page.get_by_role("banner").get_by_role("combobox").select_option("en")
    heading(page, "Sign in")
    speaks(page, "en", firm)
    page.get_by_role("link", name="Register").click()
    heading(page, "Registration")
    page.get_by_role("radio", name="Company").check()
    page.get_by_label("NIP", exact=True).fill("1234567890")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("alert")).to_contain_text("Check the NIP – its check digit is wrong.")
    screen("Registration", "registration-wrong")
    page.get_by_label("NIP", exact=True).fill(firm["nip"])
    page.get_by_label("Customer number").fill(firm["customerNumber"])
    page.get_by_label("Number of an invoice or contract").fill(firm["documentNumber"])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Step 2 of 2.")).to_be_visible()
    page.get_by_role("textbox", name="E-mail address").fill(firm["email"])
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Register").click()
    screen("Check your mail", "check-mail")
    link = re.search(r"http\S+/aktywacja#\S+", mail_in(page, mail, "en", firm["email"], "Activate"))
    assert link
    page.goto(link[0])
    page.get_by_label("Password", exact=True).fill("short")
    expect(page.get_by_text("7 characters to go.")).to_be_visible()
    screen("Set a password", "activation")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set the password and activate the account").click()
    screen(re.compile("Hello"), "pulpit")
    expect(page.get_by_text("Your account is active and you are signed in.")).to_be_visible()

    page.goto("/bezpieczenstwo/drugi-krok")
    heading(page, "Two-step sign-in")
    page.get_by_role("button", name="Turn on two-step sign-in").click()
    expect(page.get_by_role("img", name="QR code for the authenticator app")).to_be_visible()
    screen("Two-step sign-in", "second-step-set-up")
    code = pyotp.TOTP(page.locator("code.secret").inner_text().replace(" ", ""))
    page.get_by_label("Code from the app").fill(code.now())
    page.get_by_role("button", name="Confirm with the code").click()
    screen("Save the recovery codes", "recovery-codes")
    mail_in(page, mail, "en", firm["email"], "sign-in protection")
    page.get_by_role("button", name="I have saved the codes").click()
    heading(page, "Security")
    page.get_by_role("button", name="Sign out").first.click()
    heading(page, "Sign in")
    expect(page.get_by_text("We have signed you out.")).to_be_visible()
    page.get_by_label("Login", exact=True).fill(firm["nip"])
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    screen("Give the code", "second-step")
    # The next code: the one of the set-up is used up.
    page.get_by_label("Code from the app").fill(code.at(int(time.time()) + 30))
    page.get_by_role("button", name="Continue").click()
    heading(page, re.compile("Hello"))


def test_a_password_is_recovered_and_the_account_closed_in_ukrainian(
    page: Page, mail: Mail, people: dict[str, dict[str, Any]]
) -> None:
    person = people["oksana.szewczenko"]
    terms = page.request.get("/api/auth/terms").json()
    facts = {name: person[name] for name in ("kind", "pesel", "customerNumber", "documentNumber", "email")}
    consents = [{"code": one["code"], "granted": one["required"]} for one in terms["consents"]]
    registration = facts | {"termsVersion": terms["version"], "consents": consents, "locale": "uk"}
    assert ask(page, "POST", "/api/auth/registrations", registration).ok
    link = re.search(r"/aktywacja#(\S+)", mail_in(page, mail, "uk", person["email"], "mojBOK"))
    assert link
    assert ask(page, "POST", "/api/auth/activations", {"token": link[1], "password": PASSWORD}).ok

    def screen(title: str | re.Pattern[str], name: str) -> None:
        heading(page, title)
        for size in (SMALL, DESKTOP):
            page.set_viewport_size(size)  # type: ignore[arg-type]
            look(page, f"uk-{name}")
        speaks(page, "uk", person)

    page.goto("/zaloguj")
    page.get_by_role("banner").get_by_role("combobox").select_option("uk")
    page.get_by_role("link", name="Не пам'ятаєте пароль?").click()
    heading(page, "Не пам'ятаєте пароль?")
    page.get_by_label("Логін", exact=True).fill(person["pesel"])
    page.get_by_role("button", name="Скинути пароль").click()
    screen("Перевірте пошту", "one-time-password-sent")
    one_time = ONE_TIME.search(mail_in(page, mail, "uk", person["email"], "Відновлення доступу"))
    assert one_time
    page.get_by_role("link", name="Перейти до входу").click()
    page.get_by_label("Логін", exact=True).fill(person["pesel"])
    page.get_by_label("Пароль", exact=True).fill(one_time[0])
    page.get_by_role("button", name="Увійти", exact=True).click()
    heading(page, "Встановіть новий пароль")
    page.get_by_label("Новий пароль").fill("aaaaaaaaaaaa")
    page.get_by_role("button", name="Встановити пароль").click()
    expect(page.get_by_role("alert")).to_be_visible()
    screen("Встановіть новий пароль", "new-password")
    page.get_by_label("Новий пароль").fill(OTHER_PASSWORD)
    page.get_by_role("button", name="Встановити пароль").click()
    screen(re.compile("Вітаємо"), "pulpit")
    mail_in(page, mail, "uk", person["email"], "Пароль до mojBOK змінено")

    page.goto("/bezpieczenstwo/konto")
    page.get_by_role("button", name="Закрити обліковий запис").click()
    expect(page.get_by_role("dialog", name="Закрити обліковий запис?")).to_be_visible()
    screen("Обліковий запис і дані", "close-account")
    page.get_by_role("dialog").get_by_role("button", name="Закрити й видалити обліковий запис").click()
    expect(page.get_by_text("Запит отримано")).to_be_visible()
    screen("Обліковий запис і дані", "account-closing")
    mail_in(page, mail, "uk", person["email"], "Запит на закриття")
    page.goto("/pulpit")
    notice = page.get_by_role("region", name="Закриття облікового запису")
    expect(notice).to_contain_text("Ми закриємо обліковий запис")
    screen(re.compile("Вітаємо"), "pulpit-closing")
    notice.get_by_role("button", name="Не закривати обліковий запис").click()
    expect(notice).to_have_count(0)
