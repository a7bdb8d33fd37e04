"""The steps of the first journey, as a page would take them."""

from typing import Any

import httpx

from functions.auth import accounts
from functions.auth.guards.passwords import hash_password
from functions.auth.registration.customers import customer_by_number
from functions.auth.registration.models import Registration
from shared import clock
from shared.accounts import Account
from shared.identifiers import masked, normalised_login
from shared.lookup import personal_lookups, random_id
from tests.api.conftest import settle_mail
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


async def activated(password: str = PASSWORD, **fields: Any) -> None:
    """The account that `register` and `activate` make, without their mails: for tests of what comes after them."""
    asked = Registration.model_validate(a_registration(**fields))
    customer = await customer_by_number(asked.customer_number)
    assert customer is not None
    account = Account(
        id=random_id(),
        state="active",
        customer_id=customer["customerId"],
        kind=asked.kind,
        identifier_lookup=accounts.login_lookup(asked.identifier),
        identifier_masked=masked(asked.identifier),
        personal_lookups=personal_lookups(asked.identifier),
        email=asked.email,
        chosen_login=normalised_login(asked.login) if asked.login else None,
        locale=asked.locale,
        password_hash=await hash_password(password),
        terms_version=asked.terms_version,
        terms_accepted_at=clock.now(),
        consents=asked.consents,
        created_at=clock.now(),
    )
    await accounts.create_account(account)
    await accounts.reserve_login(account.identifier_lookup, account.id)
    if account.chosen_login:
        await accounts.reserve_login(accounts.login_lookup(account.chosen_login), account.id)
    await accounts.add_to_mailbox(account.email, account.id)


async def signed_in(browser: httpx.AsyncClient, login: str, **fields: Any) -> None:
    """Sign in to an account of one's own, made as by `activated`."""
    await activated(**fields)
    response = await sign_in(browser, login)
    assert response.status_code == 201, response.text
