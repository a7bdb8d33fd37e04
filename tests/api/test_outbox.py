"""Mail: written down first, sent once, tried again, dropped when its time is over, emptied when it is sent."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from shared import clock, cosmos
from shared.mail import outbox
from shared.mail.letter import Letter, write_letter
from shared.mail.texts import WORDS
from tests.api.conftest import Mailbox

LETTER = Letter(subject="Zażółć", html="<p>gęślą</p>", text="jaźń #token-of-the-link")


@pytest.fixture(autouse=True)
async def start(portal: str) -> None:
    clock.set_now(clock.now())


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
        async with asyncio.timeout(10):
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


async def test_a_refused_address_is_not_tried_again(mailbox: Mailbox) -> None:
    mailbox.refuse = "550 no such mailbox"
    await outbox.post(LETTER, "anna@example.com")
    await outbox.wait_for_attempts()
    stored = await the_mail()
    assert stored["state"] == "failed"
    assert "token" not in str(stored)


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


@pytest.mark.parametrize("template", list(WORDS))
@pytest.mark.parametrize("locale", ["pl", "en", "uk"])
def test_every_letter_is_whole_in_every_language(portal: str, template: Any, locale: Any) -> None:
    facts = (
        "amount",
        "at",
        "closes",
        "date",
        "day",
        "device",
        "logins",
        "new_email",
        "number",
        "password",
        "reference",
        "until",
        "what",
    )
    letter = write_letter(template, locale, link="https://mojbok.example/x#y", **dict.fromkeys(facts, "23.11.2026"))
    for text in (letter.subject, letter.html, letter.text):
        assert text
        assert "{" not in text
    has_link = WORDS[template][locale].button is not None
    assert ("https://mojbok.example/x#y" in letter.text) is has_link
    assert ('href="https://mojbok.example/x#y"' in letter.html) is has_link
    assert "+48 718 898 888" in letter.text


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
