"""Signing in as somebody tries it: from an address, with a login and a guess."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from tests.api.conftest import Mailbox, a_browser, settle_mail
from tests.api.journey import activated, sign_in
from tests.builders import a_customer, a_document, mirrored

PESEL, UNKNOWN_PESEL, EMAIL = "44051401359", "02070803628", "anna@example.com"
WRONG = "zupełnie inne hasło"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


@asynccontextmanager
async def a_stranger(address: str | None = None, user_agent: str = FIREFOX) -> AsyncIterator[httpx.AsyncClient]:
    """A browser never seen before, at an address."""
    async with a_browser() as client:
        client.headers["User-Agent"] = user_agent
        if address:
            client.headers["X-Forwarded-For"] = address
        yield client


async def an_account() -> None:
    """Anna's account, with the login anna.z, entered from another device."""
    await mirrored(a_customer(), a_document())
    await activated(login="Anna.Z")
    async with a_stranger("192.0.2.200") as elsewhere:
        assert (await sign_in(elsewhere)).status_code == 201
        await elsewhere.delete("/api/auth/sessions/current")


async def another_account(email: str) -> None:
    """Ewa's account."""
    await mirrored(
        a_customer("customer-ewa1", pesel=UNKNOWN_PESEL, customerNumber="KL-5", firstName="Ewa"),
        a_document("document-ewa1", "customer-ewa1", number="F/9"),
    )
    await activated(
        "hasło ewy wieczorem", pesel=UNKNOWN_PESEL, customerNumber="KL-5", documentNumber="F/9", email=email
    )
    async with a_stranger("192.0.2.201") as elsewhere:
        assert (await sign_in(elsewhere, UNKNOWN_PESEL, "hasło ewy wieczorem")).status_code == 201


async def recovered(browser: httpx.AsyncClient, mailbox: Mailbox, login: str = PESEL) -> str:
    """The one-time password that came by mail."""
    response = await browser.post("/api/auth/password-recoveries", json={"login": login})
    assert response.status_code == 202, response.text
    await settle_mail()
    return password_in(mailbox)


def password_in(mailbox: Mailbox, email: str = EMAIL) -> str:
    body = mailbox.to(email)[-1].get_body(("plain",))
    assert body is not None
    found = re.search(r"^([2-9A-Z]{4}-){3}[2-9A-Z]{4}$", body.get_content().replace("\r", ""), re.MULTILINE)
    assert found is not None, body.get_content()
    return found[0]
