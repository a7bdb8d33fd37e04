"""The steps of the first journey, as a page would take them."""

from typing import Any

import httpx

from tests.api.conftest import Mailbox, settle_mail, token_in
from tests.api.terms import FIRST

PASSWORD = "wieczorna kuchnia 27"


def a_registration(**fields: Any) -> dict[str, Any]:
    """What Anna of `tests.builders` would type in."""
    body: dict[str, Any] = {
        "kind": "individual",
        "pesel": "44051401359",
        "customerNumber": "KL-100200",
        "documentNumber": "F/2026/11/0012",
        "email": "anna@example.com",
        "termsVersion": FIRST,
        "consents": [{"code": "terms", "granted": True}],
    } | fields
    return {name: value for name, value in body.items() if value is not None}


async def register(browser: httpx.AsyncClient, **fields: Any) -> httpx.Response:
    response = await browser.post("/api/auth/registrations", json=a_registration(**fields))
    await settle_mail()
    return response


async def activate(browser: httpx.AsyncClient, token: str, password: str = PASSWORD) -> httpx.Response:
    response = await browser.post("/api/auth/activations", json={"token": token, "password": password})
    await settle_mail()
    return response


async def sign_in(browser: httpx.AsyncClient, login: str = "44051401359", password: str = PASSWORD) -> httpx.Response:
    return await browser.post("/api/auth/sessions", json={"login": login, "password": password})


async def signed_in(browser: httpx.AsyncClient, mailbox: Mailbox, login: str, **fields: Any) -> None:
    """Register, activate and sign in."""
    email = fields.setdefault("email", "anna@example.com")
    assert (await register(browser, **fields)).status_code == 202
    assert (await activate(browser, token_in(mailbox.to(email)[-1]))).status_code == 201
    response = await sign_in(browser, login)
    assert response.status_code == 201, response.text
