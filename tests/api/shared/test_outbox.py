"""Mail: written down first, sent once, tried again, dropped when its time is over, emptied when it is sent."""

import asyncio
import re
from datetime import timedelta
from html import unescape
from typing import Any, get_args

import pytest

from shared import clock, cosmos
from shared.mail import outbox
from shared.mail.formats import DocumentKind, document_kind
from shared.mail.letter import Letter, write_letter
from shared.mail.numbers import mail_of
from shared.mail.texts import BUTTON_HINT, CAN_BE_SWITCHED_OFF, SECURITY_WORDS, WORDS
from shared.mail.unsubscribing import Switch
from shared.mail.words import Row
from tests.api.conftest import ROOT, Mailbox

LETTER = Letter(subject="Zażółć", html="<p>gęślą</p>", text="jaźń #token-of-the-link")


@pytest.fixture(autouse=True)
async def start(portal: str) -> None:
    clock.set_now(clock.now())


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The alarms that the outbox rang."""
    names: list[str] = []
    monkeypatch.setattr(outbox, "log_alarm", lambda alarm, **_: names.append(alarm))
    return names


def later(**time: float) -> None:
    clock.set_now(clock.now() + timedelta(**time))


async def the_mail() -> dict[str, Any]:
    [item] = [item async for item in cosmos.query("outbox", "SELECT * FROM c", None)]
    return item


async def test_a_mail_is_sent_at_once_and_its_body_is_gone(mailbox: Mailbox) -> None:
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    [mail] = mailbox.to("anna@example.com")
    assert mail["Subject"] == "Zażółć"
    assert mail.get_body(("plain",)).get_content().strip() == LETTER.text  # type: ignore[union-attr]
    assert mail.get_body(("html",)).get_content().strip() == LETTER.html  # type: ignore[union-attr]
    stored = await the_mail()
    assert stored["state"] == "sent"
    assert "token" not in str(stored)


async def test_a_server_that_is_busy_is_tried_again_by_the_timer(mailbox: Mailbox) -> None:
    mailbox.refuse = "451 busy"
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    assert (await the_mail())["state"] == "waiting"
    mailbox.refuse = None
    assert await outbox.deliver_due() == 0
    later(seconds=6)
    assert await outbox.deliver_due() == 1
    assert await outbox.deliver_due() == 0
    assert len(mailbox.mails) == 1


async def test_a_slow_conversation_ends_before_another_process_may_send_the_mail(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.settings import settings

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        monkeypatch.setattr(outbox, "_SMTP_SECONDS", 0.1)
        monkeypatch.setattr(outbox, "settings", lambda: settings().model_copy(update={"smtp_port": port}))
        await outbox.post(LETTER, "anna@example.com")
        async with asyncio.timeout(120):
            await outbox.wait_for_attempts()
    assert (await the_mail())["state"] == "waiting"


async def test_a_server_that_is_away_is_tried_again(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from shared.settings import settings

    working = settings()
    monkeypatch.setattr("shared.mail.outbox.settings", lambda: working.model_copy(update={"smtp_port": 9}))
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    monkeypatch.setattr("shared.mail.outbox.settings", lambda: working)
    later(seconds=6)
    assert await outbox.deliver_due() == 1


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("RCPT", "550 no such mailbox"),
        ("RCPT", "550 5.1.1 unknown"),
        ("RCPT", "556 5.1.10 null MX"),
        ("RCPT", "550 <anna@example.com>: 5.1.1 unknown"),
        ("RCPT", "550 <author@relay.example> unknown"),
        ("DATA", "550 5.1.1"),
    ],
)
async def test_a_mailbox_that_refuses_for_good_is_not_tried_again(mailbox: Mailbox, at: str, answer: str) -> None:
    mailbox.refuse_at, mailbox.refuse = at, answer
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    stored = await the_mail()
    assert stored["state"] == "failed"
    assert "token" not in str(stored)


async def test_a_subject_says_what_stands_there_and_not_what_it_encodes(mailbox: Mailbox) -> None:
    said = "Faktura =?utf-8?B?WsOzxYLEhwo=?="
    await outbox.post(LETTER.model_copy(update={"subject": said}), "anna@example.com")
    await outbox.wait_for_attempts()
    [mail] = mailbox.to("anna@example.com")
    assert mail["Subject"].replace("\u2060", "") == said


@pytest.mark.parametrize(
    ("at", "answer"),
    [
        ("MAIL", "530 5.7.0 Authentication required"),
        ("MAIL", "550 5.1.8 Sender address rejected"),
        ("RCPT", "554 5.7.1 Relay access denied"),
        ("RCPT", "452 4.2.2 mailbox full"),
        ("RCPT", "530 5.7.57 client was not authenticated"),
        ("RCPT", "550 relay not permitted"),
        ("RCPT", "550 rejected, your host 192.0.2.1.5 is listed in an RBL"),
        ("RCPT", "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)"),
        ("DATA", "554 5.7.1 looks like spam"),
        ("DATA", "550 message rejected"),
    ],
)
async def test_a_trouble_of_ours_rings_and_the_mail_goes_out_after_the_repair(
    mailbox: Mailbox, rung: list[str], at: str, answer: str
) -> None:
    """Four days later, too: only the recipient can refuse for good."""
    mailbox.refuse_at, mailbox.refuse = at, answer
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    for _ in range(6):
        clock.set_now(clock.from_iso((await the_mail())["nextAttemptAt"]))
        assert await outbox.deliver_due() == 0
    assert set(rung) == {"mail not sent"}
    assert (await the_mail())["state"] == "waiting"
    mailbox.refuse = None
    later(days=4)
    assert await outbox.deliver_due() == 1
    [mail] = mailbox.to("anna@example.com")
    part = mail.get_body(("plain",))
    assert part is not None
    assert "token-of-the-link" in part.get_content()


@pytest.mark.parametrize(
    "answers", [("220 x", "250 AUTH LOGIN PLAIN", "535 5.7.8 bad credentials"), ("554 go away",), ()]
)
async def test_a_server_that_lets_us_not_in_keeps_the_mail_waiting(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, answers: tuple[str, ...]
) -> None:
    from pydantic import SecretStr

    from shared.settings import settings

    async def play(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            writer.write(f"{answer}\r\n".encode())
            await reader.readline()
        writer.close()

    changes: dict[str, Any] = {"smtp_user": "portal", "smtp_password": SecretStr("expired")}
    async with await asyncio.start_server(play, "127.0.0.1", 0) as server:
        changes["smtp_port"] = server.sockets[0].getsockname()[1]
        monkeypatch.setattr(outbox, "settings", lambda: settings().model_copy(update=changes))
        await outbox.post(LETTER, "anna@example.com")
        await outbox.wait_for_attempts()
    stored = await the_mail()
    assert (stored["state"], stored["attempts"]) == ("waiting", 1)


async def test_a_server_without_the_tls_we_ask_for_keeps_the_mail_waiting(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    from shared.settings import settings

    with_tls = settings().model_copy(update={"smtp_tls": True})
    monkeypatch.setattr(outbox, "settings", lambda: with_tls)
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    assert (await the_mail())["state"] == "waiting"


async def test_a_mail_whose_time_is_over_is_dropped(mailbox: Mailbox) -> None:
    mailbox.refuse = "451 busy"
    await outbox.post(LETTER, "anna@example.com", expires_at=clock.now() + timedelta(minutes=10))
    await outbox.wait_for_attempts()
    mailbox.refuse = None
    later(minutes=11)
    assert await outbox.deliver_due() == 0
    stored = await the_mail()
    assert stored["state"] == "expired"
    assert "token" not in str(stored)


async def test_the_pauses_grow_and_nothing_is_given_up_for_hours(mailbox: Mailbox) -> None:
    mailbox.refuse = "451 busy"
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    pauses = []
    for _ in range(14):
        stored = await the_mail()
        pause = clock.from_iso(stored["nextAttemptAt"]) - clock.now()
        pauses.append(pause.total_seconds())
        clock.set_now(clock.from_iso(stored["nextAttemptAt"]))
        await outbox.deliver_due()
    assert pauses[0] == pytest.approx(5, abs=1)
    assert pauses == sorted(pauses)
    assert pauses[-1] == pytest.approx(300, abs=1)


async def test_two_senders_at_once_send_one_mail(mailbox: Mailbox) -> None:
    mailbox.refuse = "451 busy"
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    mailbox.refuse = None
    later(seconds=6)
    assert sum(await asyncio.gather(*(outbox.deliver_due() for _ in range(8)))) == 1
    assert len(mailbox.mails) == 1


async def test_a_crash_after_the_claim_is_healed(mailbox: Mailbox) -> None:
    mailbox.refuse = "451 busy"
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    mailbox.refuse = None
    stored = await the_mail()
    claimed = stored | {"nextAttemptAt": clock.iso(clock.now() + timedelta(seconds=60)), "attempts": 2}
    await cosmos.replace("outbox", claimed)
    later(seconds=30)
    assert await outbox.deliver_due() == 0
    later(seconds=31)
    assert await outbox.deliver_due() == 1


async def test_a_blank_mail_goes_nowhere(mailbox: Mailbox) -> None:
    await outbox.post(LETTER, None)
    await outbox.wait_for_attempts()
    assert mailbox.mails == []
    assert "token" not in str(await the_mail())


def written(template: Any, locale: Any, **more: Any) -> Letter:
    """A letter with the same day for every fact it may want."""
    wanted = (field for field in re.findall(r"{(\w+)}", str(WORDS[template][locale])) if field != "phone")
    facts = dict.fromkeys(wanted, "23.11.2026")
    return write_letter(template, locale, link="https://mojbok.example/x#y", facts=facts, **more)


def plain(html: str) -> str:
    """What a reader sees of the HTML."""
    body = re.sub(r"(?s)<style>.*?</style>|<title>.*?</title>|<[^>]+>", " ", html)
    return " ".join(unescape(body).replace("\u25c9", "").split())


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
def test_every_letter_is_whole_in_every_language(portal: str, locale: Any) -> None:
    for template in WORDS:
        letter = written(template, locale, rows=[Row("Faktura FE/1", "12,00 zł", "https://mojbok.example/faktury/1")])
        for text in (letter.subject, letter.html, letter.text):
            assert text
            assert "{" not in re.sub(r"(?s)<style>.*?</style>", "", text), template
        has_link = WORDS[template][locale].button is not None
        assert ("https://mojbok.example/x#y" in letter.text) is has_link, template
        assert ('href="https://mojbok.example/x#y"' in letter.html) is has_link, template
        assert "+48 718 898 888" in letter.text


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
def test_the_plain_text_says_all_that_the_html_says(portal: str, locale: Any) -> None:
    for template in WORDS:
        switch = Switch("account", "new_document") if template in CAN_BE_SWITCHED_OFF else None
        letter = written(template, locale, switch=switch, rows=[Row("Faktura FE/1", "12,00 zł", "https://x/1")])
        told = {word.strip(":") for word in letter.text.split()} | {"·"}
        seen = plain(letter.html.replace(BUTTON_HINT[locale], "")).removeprefix("mojBOK ").split()
        assert [word for word in seen if word.strip(":") not in told] == [], template
        assert "prefers-color-scheme: dark" in letter.html


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
def test_a_security_mail_names_the_number_to_call(portal: str, locale: Any) -> None:
    """In its text, not only in the foot that all mails have."""
    for template in (*SECURITY_WORDS, "account_activated", "payment_confirmed"):
        if template in {"email_change_confirm", "email_change_notice", "sign_in_blocked"}:
            continue  # these say what else to do
        said = WORDS[template][locale]
        assert any("{phone}" in text for text in (*said.paragraphs, *said.after)), template


def test_a_one_time_password_stands_by_itself_large_and_monospaced(portal: str) -> None:
    letter = write_letter("one_time_password", "pl", password="ABCD-EFGH-JKLM-NPQR", at="x", reference="y")
    [(style, shown)] = re.findall(r'<p class="apart" style="([^"]+)">([^<]+)</p>', letter.html)
    assert shown == "ABCD-EFGH-JKLM-NPQR"
    assert "monospace" in style
    assert "font-size:28px" in style
    assert "\n\nABCD-EFGH-JKLM-NPQR\n\n" in letter.text


@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
def test_screen_and_mail_say_the_same(portal: str, locale: Any) -> None:
    catalogue = (ROOT / f"static_web/src/screens/billing/text/{locale}.ts").read_text("utf-8")
    [said] = re.findall(r'confirmedText: "([^"]+)"', catalogue)
    mail = written("payment_confirmed", locale)
    for sentence in said.rstrip(".").split(". "):
        assert sentence in mail.text
    first = (ROOT / f"static_web/src/i18n/{locale}.ts").read_text("utf-8")
    for kind in get_args(DocumentKind):
        assert f'{kind}: "{document_kind(locale, kind)}"' in first


async def test_a_mail_is_known_by_its_number_however_it_is_typed_and_only_to_us(mailbox: Mailbox) -> None:
    letter = write_letter("account_activated", "pl", link="https://x")
    await outbox.post(letter, "anna@example.com")
    await outbox.wait_for_attempts()
    [mail] = mailbox.to("anna@example.com")
    body = mail.get_body(("plain",))
    assert body is not None
    [number] = re.findall(r"\b(?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}\b", body.get_content())
    assert number in str(mail.get_body(("html",)))
    for typed in (number, number.lower().replace("-", " "), number.replace("-", "")):
        known = await mail_of(typed)
        assert known is not None
        assert (known.template, known.created_at) == ("account_activated", clock.now())
        assert known.went_to("Anna@example.com")
        assert not known.went_to("other@example.com")
    for wrong in ("", number[:-1], "0" * 12, "ż" * 12, number * 9, "\x00"):
        assert await mail_of(wrong) is None
    stored = await the_mail()
    assert "anna@" not in str(stored), "what stays for the number names nobody"
    assert 0 < stored["ttl"] <= timedelta(days=90).total_seconds()


async def test_a_mail_that_went_nowhere_is_not_ours(mailbox: Mailbox) -> None:
    await outbox.post(LETTER, None)
    await outbox.wait_for_attempts()
    assert await mail_of((await the_mail())["number"]) is None


def test_the_office_in_the_footer_fits_the_customer(portal: str) -> None:
    business = write_letter("account_activated", "pl", link="https://x", kind="business")
    private = write_letter("account_activated", "pl", link="https://x", kind="individual")
    assert "bok.obrot@polenergia.pl" in business.text
    assert "cok@polenergia.pl" in private.text


async def test_a_domain_with_letters_of_its_own_gets_its_mail(mailbox: Mailbox) -> None:
    await outbox.post(LETTER, "anna@żółw.pl")
    await outbox.wait_for_attempts()
    assert len(mailbox.to("anna@xn--w-uga1v8h.pl")) == 1
    assert (await the_mail())["state"] == "sent"


async def test_an_address_no_mail_can_be_sent_to_is_not_tried_again(mailbox: Mailbox) -> None:
    await outbox.post(LETTER, "żaneta@example.com")
    await outbox.wait_for_attempts()
    assert (await the_mail())["state"] == "failed"
