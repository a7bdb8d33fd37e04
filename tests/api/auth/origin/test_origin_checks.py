"""Whether something is from us: what is ours is said to be, what is not is not, and nobody is named."""

import base64
from datetime import timedelta
from typing import Any

import httpx
import pytest

from functions.auth.guards.limits import LIMITS
from functions.auth.origin.recognition import in_ascii
from functions.sync_timer.lookup_keys import move_lookups
from shared import clock, cosmos
from shared.billing.payment_accounts import is_payment_account
from shared.lookup import lookup_id
from shared.mail import outbox
from shared.mail.letter import write_letter
from shared.mail.numbers import mail_number
from shared.settings import settings
from tests.api.conftest import Mailbox, settle_mail
from tests.builders import ACCOUNT, a_contract, a_customer, a_document, mirrored

EVIL_ACCOUNT = "27114020040000300201355387"


@pytest.fixture(autouse=True)
def ours(portal: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOJBOK_MAIL_FROM", "mojBOK <bok@mojbok.example>")
    settings.cache_clear()


async def asked(browser: httpx.AsyncClient, text: str) -> list[dict[str, Any]]:
    response = await browser.post("/api/auth/origin-checks", json={"text": text})
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["found"]
    return found


async def verdict(browser: httpx.AsyncClient, text: str) -> tuple[str, str, str | None]:
    [one] = await asked(browser, text)
    return one["kind"], one["verdict"], one["why"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("bok@mojbok.example", ("sender", "ours", None)),
        ("Od: mojBOK <BOK@MOJBOK.example>", ("sender", "ours", None)),
        ("cok@polenergia.pl", ("sender", "ours", None)),
        ("anna.nowak@polenergia.pl", ("sender", "unknown", "our_domain")),
        ("b0k@mojbok.example", ("sender", "not_ours", "imitates")),
        ("bok@mоjbok.example", ("sender", "not_ours", "imitates")),
        ("mojbok@gmail.com", ("sender", "not_ours", "imitates")),
        ("anna@example.com", ("sender", "not_ours", None)),
        ("https://mojbok.example/faktury?utm_source=x", ("link", "ours", None)),
        ("http://MOJBOK.example", ("link", "ours", None)),
        ("https://ebok.polenergia-obrot.pl/", ("link", "ours", None)),
        ("https://mojbok.example.com.evil.pl/", ("link", "not_ours", "imitates")),
        ("https://mojbok.example@evil.pl/", ("link", "not_ours", "imitates")),
        ("https://mоjbok.example/", ("link", "not_ours", "imitates")),
        ("https://m0jb0k.example/", ("link", "not_ours", "imitates")),
        ("https://rnojbok.example/", ("link", "not_ours", "imitates")),
        ("https://mojbok.example:8443/", ("link", "not_ours", "imitates")),
        ("https://allegro.pl/lampka-mojbok", ("link", "not_ours", None)),
        ("javascript:alert(1)", ("link", "not_ours", None)),
        ("7K3M-Q2XW-9DTB", ("mail", "not_ours", None)),
        ("DE89 3704 0044 0532 0130 00", ("account", "not_ours", None)),
        (EVIL_ACCOUNT, ("account", "not_ours", None)),
        ("61 1090 1014 0000 0712 1981 2875", ("account", "unknown", "mistyped")),
        ("61 1090 1014 0000 0712 1981 287", ("account", "unknown", "mistyped")),
        # What only begins with a thing of ours.
        ('https://mojbok.example"@evil.pl/', ("link", "not_ours", "imitates")),
        ("https://mojbok.example @evil.pl/", ("link", "not_ours", "imitates")),
        ("https://mojbok.example\n.evil.pl/", ("link", "not_ours", "imitates")),
        ("https://mojbok.example\n-bok.pl/", ("link", "not_ours", "imitates")),
        ("mojbok.example%2eevil.pl", ("link", "not_ours", "imitates")),
        ("mojbok.example\u2024evil.pl", ("link", "not_ours", "imitates")),
        ("mojbok.example‧evil.pl", ("link", "not_ours", "imitates")),
        ("mojbok.example:bok@evil.pl", ("link", "not_ours", "imitates")),
        ("evil.pl/?to=https://mojbok.example", ("link", "not_ours", "imitates")),
        ("bok@mojbok.example@evil.pl", ("sender", "not_ours", "imitates")),
        ('"bok@mojbok.example"@evil.pl', ("sender", "not_ours", "imitates")),
        ("bok@mojbok.example\n.evil.pl", ("sender", "not_ours", "imitates")),
        # A name before an address is anybody's to choose.
        ("Od: bok@mojbok.example <x@evil.pl>", ("sender", "not_ours", "imitates")),
        ('Od: "mojBOK Faktury" <x@evil.pl>', ("sender", "not_ours", "imitates")),
        ("Od: bok@mojbok.example <mailto:bok@mojbok.example>", ("sender", "ours", None)),
        # What a mail program or a search engine goes to by other rules than it seems.
        ("https://www.google.com/url?q=https://mojbok.example/&sa=D", ("link", "ours", None)),
        ("https://www.google.com/url?q=https://mojbok.example&url=https://evil.pl", ("link", "not_ours", None)),
        ("https://www.google.com/search?q=https://mojbok.example", ("link", "not_ours", None)),
        # Dashes and letters that are another host's.
        ("https://ebok.polenergia–obrot.pl/", ("link", "not_ours", "imitates")),
        ("(mojbok.example…)", ("link", "ours", None)),
    ],
)
async def test_senders_links_and_numbers_by_their_spellings(
    browser: httpx.AsyncClient, text: str, said: tuple[str, str, str | None]
) -> None:
    assert await verdict(browser, text) == said


async def test_letters_of_their_own_are_no_spelling_of_others() -> None:
    """Python's IDNA reads ß as ss; browsers go to another host."""
    assert {in_ascii("straße.pl"), in_ascii("STRASSE.pl")} == {"straße.pl", "strasse.pl"}


async def test_what_is_not_ours_is_not_lost_behind_what_is(browser: httpx.AsyncClient) -> None:
    many = " ".join(f"https://mojbok.example/{number}" for number in range(40))
    assert [(one["value"], one["verdict"]) for one in await asked(browser, f"{many} {EVIL_ACCOUNT}")] == [
        ("mojbok.example", "ours"),
        (EVIL_ACCOUNT, "not_ours"),
    ]
    others = " ".join(f"https://shop{number}.pl" for number in range(20))
    answer = await browser.post("/api/auth/origin-checks", json={"text": f"bok@mojbok.example {others}"})
    assert (len(answer.json()["found"]), answer.json()["more"]) == (12, True)
    assert {one["verdict"] for one in answer.json()["found"]} == {"not_ours"}


async def test_each_account_of_a_column_is_judged(browser: httpx.AsyncClient) -> None:
    await mirrored(a_customer(), a_document())
    grouped = f"{ACCOUNT[:2]} " + " ".join(ACCOUNT[place : place + 4] for place in range(2, 26, 4))
    for text in (f"12.12.2026\n{grouped}\n218.40", f"12.12.2026 {grouped} 218.40 {EVIL_ACCOUNT} 1.00"):
        found = {one["value"]: one["verdict"] for one in await asked(browser, text)}
        assert found.pop(ACCOUNT) == "ours", text
        assert found == ({EVIL_ACCOUNT: "not_ours"} if EVIL_ACCOUNT in text else {}), text


async def test_the_page_of_the_payment_provider_is_no_proof(browser: httpx.AsyncClient) -> None:
    assert await verdict(browser, f"{settings().payment_url}trnRequest/x") == ("link", "unknown", "payment_provider")


async def test_what_nobody_recognises_is_not_judged(browser: httpx.AsyncClient) -> None:
    assert await asked(browser, "Czy to od was? Mój PESEL to 44051401359") == []


async def test_a_mail_we_wrote_is_ours_and_says_when_and_what_about_but_not_to_whom(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    written = clock.now()
    letter = write_letter("account_activated", "pl", link="https://mojbok.example/zaloguj")
    await outbox.post(letter, "anna@example.com", mail_id="one")
    await settle_mail()
    body = mailbox.to("anna@example.com")[-1].get_body(("plain",))
    assert body is not None
    number = mail_number("one")
    assert f"{number}" in body.get_content()
    assert "mojbok.example/czy-to-od-nas" in body.get_content()
    [found] = await asked(browser, number.lower().replace("-", " "))
    assert found == {
        "kind": "mail",
        "verdict": "ours",
        "value": number,
        "why": None,
        "writtenAt": found["writtenAt"],
        "about": "account",
    }
    assert clock.from_iso(found["writtenAt"]) - written < timedelta(minutes=1)


async def test_an_account_that_any_customer_is_shown_is_ours_and_whose_is_not_told(browser: httpx.AsyncClient) -> None:
    own = EVIL_ACCOUNT
    assert await verdict(browser, ACCOUNT) == ("account", "not_ours", None)
    await mirrored(a_customer(), a_document(), a_contract(account=own))
    for nrb in (ACCOUNT, own):
        assert await asked(browser, f"PL {nrb}") == [
            {"kind": "account", "verdict": "ours", "value": nrb, "why": None, "writtenAt": None, "about": None}
        ]


async def test_an_account_stays_ours_through_a_change_of_lookup_keys(
    portal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await mirrored(a_customer(), a_document())
    former = base64.b64encode(settings().lookup_key).decode()
    old = lookup_id("payment-account", ACCOUNT)
    monkeypatch.setenv("MOJBOK_LOOKUP_KEY", base64.b64encode(b"another key of thirty-two bytes!").decode())
    monkeypatch.setenv("MOJBOK_LOOKUP_KEY_ID", "2")
    monkeypatch.setenv("MOJBOK_FORMER_LOOKUP_KEYS", f"1:{former}")
    settings.cache_clear()
    assert await is_payment_account(ACCOUNT)
    await move_lookups()
    await move_lookups()
    assert await cosmos.read("customers", old, old) is None
    monkeypatch.delenv("MOJBOK_FORMER_LOOKUP_KEYS")
    settings.cache_clear()
    assert await is_payment_account(ACCOUNT)


async def test_who_guesses_waits_and_others_do_not(browser: httpx.AsyncClient) -> None:
    most, window = LIMITS.origin_checks[0]
    clock.set_now(clock.now())
    browser.headers["X-Forwarded-For"] = "203.0.113.7"
    for _ in range(most):
        await asked(browser, EVIL_ACCOUNT)
    refused = await browser.post("/api/auth/origin-checks", json={"text": EVIL_ACCOUNT})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_attempts")
    browser.headers["X-Forwarded-For"] = "203.0.113.8"
    await asked(browser, EVIL_ACCOUNT)
    browser.headers["X-Forwarded-For"] = "203.0.113.7"
    clock.set_now(clock.now() + window)
    await asked(browser, EVIL_ACCOUNT)


@pytest.mark.parametrize("text", ["", "   ", "x" * 4001, None, 5])
async def test_nothing_and_too_much_are_refused(browser: httpx.AsyncClient, text: object) -> None:
    response = await browser.post("/api/auth/origin-checks", json={"text": text})
    assert response.status_code == 400
