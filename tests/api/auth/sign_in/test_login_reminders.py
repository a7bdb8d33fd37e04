"""The forgotten login: one mail with all logins of a mailbox, nothing whole in it that is secret."""

import re
from datetime import timedelta

import httpx
import pytest

from shared import clock
from tests.api.auth.steps import EMAIL, a_stranger, an_account, another_account
from tests.api.conftest import Mailbox, settle_mail


@pytest.fixture(autouse=True)
async def account(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    clock.set_now(clock.now())
    await an_account()


async def remind(email: str, address: str = "203.0.113.1") -> httpx.Response:
    async with a_stranger(address) as stranger:
        stranger.headers["X-Request-Id"] = "same-for-all"
        response = await stranger.post("/api/auth/login-reminders", json={"email": email})
    await settle_mail()
    return response


async def test_one_mail_lists_the_logins_of_all_accounts(browser: httpx.AsyncClient, mailbox: Mailbox) -> None:
    await another_account("Anna@example.com")
    assert (await remind(" ANNA@example.com ")).status_code == 202
    assert len(mailbox.mails) == 1
    text = mailbox.mails[0][1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "PESEL kończący się na ••59 lub login anna.z" in text
    assert "PESEL kończący się na ••28" in text
    assert re.search(r"\d{10,11}", text + mailbox.mails[0][1]["Subject"]) is None


@pytest.mark.parametrize("email", ["nikt@example.com", "anną@example.com", "anna@example.com.pl"])
async def test_an_unknown_mailbox_gets_the_same_answer_and_no_mail(mailbox: Mailbox, email: str) -> None:
    known, unknown = await remind(EMAIL), await remind(email)
    assert (unknown.status_code, unknown.content) == (known.status_code, known.content)
    assert {*unknown.headers} == {*known.headers}
    assert [to for to, _ in mailbox.mails] == [EMAIL]


async def test_one_in_15_minutes_and_three_a_day(mailbox: Mailbox) -> None:
    for n in range(6):
        for m in range(2):
            assert (await remind(EMAIL, f"198.51.{n}.{m}")).status_code == 202
        clock.set_now(clock.now() + timedelta(minutes=16))
    assert len(mailbox.mails) == 3
