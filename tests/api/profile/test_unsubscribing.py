"""One click in a mail switches off that kind of mail, without a sign-in, and tells nothing else (RFC 8058)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import httpx

from functions.tickets.thread.mails import notify_of_ticket
from shared import clock, cosmos
from shared.mail.unsubscribing import Switch, switch_in, token_of
from tests.accounts import an_account_of
from tests.api.conftest import PORTAL, Mailbox, settle_mail


async def link_in_a_mail(mailbox: Mailbox, *, complaint: bool = False) -> str | None:
    account = await an_account_of("customer-anna")
    await notify_of_ticket(
        "answered",
        account_id=account.id,
        customer_id="customer-anna",
        ticket_id="t1",
        message_id="m1",
        number="Z/1",
        due_on=clock.today() + timedelta(days=14),
        complaint=complaint,
        locale="pl",
    )
    await settle_mail()
    [mail] = mailbox.to(account.email)
    header = mail["List-Unsubscribe"]
    if header is None:
        assert mail["List-Unsubscribe-Post"] is None
        return None
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    [link] = re.findall(r"^<(https://mojbok\.example/\S+)>$", header)
    # As it stands, on a line of its own: what is encoded or folded no mail program follows.
    assert f"\nList-Unsubscribe: <{link}>\r\n".encode() in mailbox.raw[-1]
    body = mail.get_body(("plain",))
    assert body is not None
    assert f"{PORTAL}/wylacz-powiadomienie#{link.partition('token=')[2]}" in body.get_content()
    return str(link)


async def test_one_click_of_a_mail_program_turns_that_one_switch(portal: str, mailbox: Mailbox) -> None:
    """As RFC 8058 has it: a POST of a form from anywhere, with no cookie, origin or header of ours."""
    from functions.areas import build_portal

    link = await link_in_a_mail(mailbox)
    assert link is not None
    async with httpx.AsyncClient(transport=httpx.ASGITransport(build_portal()), base_url=PORTAL) as program:
        for _ in range(2):
            answer = await program.post(link, data={"List-Unsubscribe": "One-Click"})
            assert (answer.status_code, answer.json()) == (200, {"notice": "ticket_news"})
        assert not answer.cookies
    stored = await cosmos.read("accounts", "account-customer-anna", "account-customer-anna")
    assert stored is not None
    assert [name for name, on in stored["mailPreferences"].items() if not on] == ["ticketNews"]


async def test_looking_at_the_link_leads_to_the_page_and_switches_nothing(
    browser: httpx.AsyncClient, mailbox: Mailbox
) -> None:
    link = await link_in_a_mail(mailbox)
    assert link is not None
    answer = await browser.get(link)
    assert answer.status_code == 303
    assert urlsplit(answer.headers["location"]).path == "/wylacz-powiadomienie"
    assert answer.headers["location"].endswith(f"#{link.partition('token=')[2]}")
    stored = await cosmos.read("accounts", "account-customer-anna", "account-customer-anna")
    assert stored is not None
    assert all(stored["mailPreferences"].values())


async def test_what_cannot_be_switched_off_offers_no_link(portal: str, mailbox: Mailbox) -> None:
    assert await link_in_a_mail(mailbox, complaint=True) is None


async def test_a_made_up_or_changed_link_opens_nothing_and_a_gone_account_is_not_told_of(
    browser: httpx.AsyncClient,
) -> None:
    good = token_of(Switch("nobody-at-all", "overdue"))
    answer = await browser.post("/api/profile/unsubscriptions", params={"token": good})
    assert (answer.status_code, answer.json()) == (200, {"notice": "overdue"})
    for wrong in ("x", "A" * 80, good[:-1], good[:-2] + ("AA" if good[-2:] != "AA" else "BB")):
        answer = await browser.post("/api/profile/unsubscriptions", params={"token": wrong})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), wrong
    for refused in ("", "x" * 400, "ą"):
        assert (await browser.post("/api/profile/unsubscriptions", params={"token": refused})).status_code == 400


def test_a_link_names_nobody(portal: str) -> None:
    token = token_of(Switch("account-1", "due_soon"))
    assert "account" not in token
    assert switch_in(token) == Switch("account-1", "due_soon")
    assert token != token_of(Switch("account-1", "due_soon"))
