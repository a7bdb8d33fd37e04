"""Registration: what it takes, and that nobody learns anything from the answer."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock, cosmos
from shared.mail import outbox
from tests.api.conftest import PORTAL, Mailbox, token_in
from tests.api.journey import a_registration, activate, register, signed_in
from tests.builders import a_business, a_change, a_contract, a_customer, a_document, mirrored


@pytest.fixture(autouse=True)
async def anna(portal: str) -> None:
    await mirrored(a_customer(), a_contract(), a_document())


async def stored_registrations() -> list[dict[str, Any]]:
    return [item async for item in cosmos.query("registrations", "SELECT * FROM c", None)]


async def test_right_facts_bring_a_link_by_mail(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    response = await register(browser)
    assert response.status_code == 202
    [mail] = mailbox.to("anna@example.com")
    assert mail["Subject"] == "Aktywuj konto w mojBOK"
    assert len(token_in(mail)) >= 43
    expires = clock.from_iso(response.json()["linkExpiresAt"])
    assert timedelta(hours=23, minutes=59) < expires - clock.now() <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"customerNumber": "KL-999999"}, "customer_unknown"),
        ({"pesel": "02070803628"}, "identifier_wrong"),
        ({"documentNumber": "F/2020/01/0001"}, "document_wrong"),
        ({"documentNumber": "U/2026/0042"}, "document_wrong"),
    ],
)
async def test_wrong_facts_get_the_same_answer_and_no_mail(
    browser: httpx.AsyncClient, mailbox: Mailbox, wrong: dict[str, str], reason: str
) -> None:
    clock.set_now(clock.now())
    right = await register(browser, email="right@example.com")
    refused = await register(browser, email="wrong@example.com", **wrong)
    assert (refused.status_code, refused.content) == (right.status_code, right.content)
    assert {*refused.headers} == {*right.headers}
    assert mailbox.to("wrong@example.com") == []
    kept = {item["email"]: item for item in await stored_registrations()}
    assert kept["wrong@example.com"]["state"] == "refused"
    assert kept["wrong@example.com"]["reason"] == reason


@pytest.mark.parametrize("wrong", [{"customerNumber": "KL-9"}, {"pesel": "02070803628"}, {"documentNumber": "F/1"}])
async def test_every_answer_costs_the_same_requests(
    browser: httpx.AsyncClient, mailbox: Mailbox, emulator: Emulator, wrong: dict[str, str]
) -> None:
    costs = []
    for facts in ({}, {}, wrong):
        emulator.requests.clear()
        await browser.post("/api/auth/registrations", json=a_registration(**facts))
        costs.append(
            [
                ({"create": "write", "replace": "write"}.get(request.operation, request.operation), request.container)
                for request in emulator.requests
                if request.resource_type == "docs" and request.container != "outbox"
            ]
        )
        await outbox.wait_for_attempts()
    assert costs[1] == costs[2]


async def test_a_registered_customer_is_told_by_mail_only(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await signed_in(browser, "44051401359")
    again = await register(browser, email="stranger@example.com")
    assert again.status_code == 202
    assert mailbox.to("stranger@example.com") == []
    assert mailbox.to("anna@example.com")[-1]["Subject"] == "Masz już konto w mojBOK"


async def test_the_contract_number_proves_where_there_is_no_invoice_yet(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await mirrored(
        a_customer("customer-nowa", pesel="02070803628", customerNumber="KL-7"),
        a_contract("customer-nowa", number="U/2026/0777", status="unsigned", signedOn=None),
    )
    await register(
        browser, pesel="02070803628", customerNumber="KL-7", documentNumber="u/2026/0777", email="nowa@example.com"
    )
    assert len(mailbox.to("nowa@example.com")) == 1


async def test_an_invoice_older_than_a_year_proves_nothing(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    old = clock.today() - timedelta(days=400)
    await mirrored(a_document("document-old1", number="F/2025/10/0001", issued_on=old))
    await register(browser, documentNumber="F/2025/10/0001")
    assert mailbox.mails == []


async def test_a_business_registers_with_its_nip_however_it_is_written(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    await mirrored(a_business(), a_document("document-firm", "customer-firm", number="F/2026/11/0500"))
    await register(
        browser,
        kind="business",
        pesel=None,
        nip="PL 525-234-40-78",
        customerNumber="KL-300400",
        documentNumber="F/2026/11/0500",
        email="biuro@example.com",
    )
    assert len(mailbox.to("biuro@example.com")) == 1


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"pesel": "44051401358"}, "pesel", "pesel_invalid"),
        ({"kind": "business", "pesel": None, "nip": "5252344079"}, "nip", "nip_invalid"),
        ({"pesel": None}, "body", "value_invalid"),
        ({"email": "anna@"}, "email", "email_invalid"),
        ({"email": "a@x.pl\r\nBcc: b@y.pl"}, "email", "email_invalid"),
        ({"email": "a@x.pl, b@y.pl"}, "email", "email_invalid"),
        ({"email": "a" * 320 + "@example.com"}, "email", "email_invalid"),
        ({"customerNumber": None}, "customerNumber", "missing"),
        ({"login": "1krótki"}, "login", "value_invalid"),
        ({"termsVersion": "2020-01-01"}, "termsVersion", "terms_outdated"),
        ({"consents": []}, "consents", "terms_not_accepted"),
        ({"role": "staff"}, "role", "value_invalid"),
        ({"customerId": "customer-anna"}, "customerId", "value_invalid"),
    ],
)
async def test_bad_input_is_named_by_field(
    browser: httpx.AsyncClient, mailbox: Mailbox, change: dict[str, Any], field: str, code: str
) -> None:
    response = await register(browser, **change)
    assert response.status_code == 400
    problem = response.json()
    assert problem["code"] == "validation_failed"
    assert {"field": field, "code": code} in problem["errors"]
    assert mailbox.mails == []
    assert "44051401358" not in response.text


async def test_links_come_from_the_settings_never_from_the_request(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    for header in ("X-Forwarded-Host", "X-Original-Host", "Forwarded"):
        browser.headers[header] = "evil.example"
    await browser.post("/api/auth/registrations", json=a_registration(), headers={"Host": "evil.example"})
    await outbox.wait_for_attempts()
    [mail] = mailbox.to("anna@example.com")
    assert "evil.example" not in mail.as_string()
    assert token_in(mail)
    assert PORTAL in mail.as_string()


async def test_several_may_wait_and_the_first_activated_wins(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await register(browser)
    await register(browser)
    first, second = (token_in(mail) for mail in mailbox.to("anna@example.com"))
    assert (await activate(browser, second, "drugie dobre hasło 9")).status_code == 201
    late = await activate(browser, first)
    assert late.status_code == 410
    assert late.json()["code"] == "link_used"


@pytest.mark.parametrize(("locale", "subject"), [("en", "Activate your mojBOK account"), ("uk", "Активуйте")])
async def test_the_mail_speaks_the_chosen_language(
    browser: httpx.AsyncClient, mailbox: Mailbox, locale: str, subject: str
) -> None:
    await register(browser, locale=locale)
    assert mailbox.mails[0][1]["Subject"].startswith(subject)


async def test_neither_pesel_nor_token_rests_in_the_database(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await register(browser)
    token = token_in(mailbox.mails[0][1])
    for name in ("customers", "registrations", "accounts", "outbox", "operations"):
        async for item in cosmos.query(name, "SELECT * FROM c", None):
            assert token not in str(item), name
            assert "44051401359" not in str(item), name


@pytest.mark.parametrize(
    "copied",
    [
        {"customerNumber": "KL\u2011100\u00a0200"},
        {"customerNumber": "\u200bKL 100 200\u200e"},
        {"customerNumber": "kl100200"},
        {"documentNumber": "F 2026 11 0012"},
        {"documentNumber": "\u200eF/2026/11/0012"},
        {"documentNumber": "f\u20442026/11/0012 ".replace("\u2044", "/")},
        {"pesel": "440514\u00a001359"},
        {"pesel": "4405\u200b1401359"},
    ],
)
async def test_numbers_are_taken_as_people_copy_them(
    browser: httpx.AsyncClient, mailbox: Mailbox, copied: dict[str, str]
) -> None:
    assert (await register(browser, **copied)).status_code == 202
    assert len(mailbox.to("anna@example.com")) == 1


async def test_a_number_that_cannot_be_one_is_said_at_once(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    response = await register(browser, customerNumber="klient", documentNumber="//")
    assert response.json()["errors"] == [
        {"field": "customerNumber", "code": "number_invalid"},
        {"field": "documentNumber", "code": "number_invalid"},
    ]
    assert mailbox.mails == []


async def test_a_former_customers_number_gets_the_same_answer(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    gone = a_change("customer", "customer-anna", "customer-anna", None)
    await mirrored(gone)
    stored = await cosmos.read("customers", "customer", gone["customerId"])
    assert stored is not None
    assert (stored["deleted"], stored["data"]) == (True, None)
    assert (await register(browser)).status_code == 202
    assert mailbox.mails == []


@pytest.mark.parametrize("login", ["PL7795063700", "pl.779-506-37-00", "PL5252344078"])
async def test_nobody_takes_a_business_number_as_a_login(
    browser: httpx.AsyncClient, mailbox: Mailbox, login: str
) -> None:
    refused = [{"field": "login", "code": "login_like_number"}]
    assert (await register(browser, login=login)).json()["errors"] == refused
    await signed_in(browser, "44051401359")
    response = await browser.put("/api/auth/login", json={"login": login})
    assert (response.status_code, response.json()["errors"]) == (400, refused)
