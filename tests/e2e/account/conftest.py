"""All walks through the account share a stack; each leaves its person as it found them."""

import base64
import hmac
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from azure.cosmos import CosmosClient
from playwright.sync_api import Browser, Page

from local.stack.testing import RunningStack
from tests.e2e.conftest import PASSWORD, PHONE, new_context

OF_ONE_TEST = {"administracja.nadzrodlem@example.com", "oksana.szewczenko@example.com"}
"""Whom one test changes for good and no other test meets."""


@pytest.fixture(autouse=True)
def left_as_found(stack: RunningStack) -> Iterator[None]:
    """Which file comes next is chance: an account left changed breaks a test that has done nothing wrong."""
    yield
    environ = stack.environ
    with CosmosClient(environ["MOJBOK_COSMOS_ENDPOINT"], environ["MOJBOK_COSMOS_KEY"]) as client:
        database = client.get_database_client(environ["MOJBOK_COSMOS_DATABASE"])
        accounts = [*database.get_container_client("accounts").read_all_items()]
    changed = [
        account["email"]
        for account in accounts
        if account["type"] == "account"
        and account["state"] == "active"
        and account["email"] not in OF_ONE_TEST
        and (
            account["locale"] != "pl"
            or account.get("totp")
            or account.get("closing")
            or not _opens(account["passwordHash"], environ["MOJBOK_PEPPER"])
        )
    ]
    assert not changed, "left with another password, language or second step, or closing"


@cache
def _opens(stored: str, pepper: str) -> bool:
    """Whether the tests' password does, as `functions.auth.guards.passwords` keeps it."""
    peppered = base64.b64encode(hmac.digest(base64.b64decode(pepper), PASSWORD.encode(), "sha256"))
    try:
        return PasswordHasher().verify(stored.rpartition(":")[2], peppered)
    except VerifyMismatchError:
        return False


@pytest.fixture
def person(people: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Whose account is changed, and changed back by each test."""
    return people["stanislaw.wozniak"]


@pytest.fixture
def elsewhere(browser: Browser, stack: RunningStack) -> Iterator[Page]:
    """Another browser of the same person."""
    context = new_context(browser, stack, viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def device(page: Page) -> None:
    """A device that keeps passkeys and agrees to everything it is asked."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
