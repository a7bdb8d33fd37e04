"""All walks through the account share a stack; each leaves its person as it found them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from local.stack.testing import RunningStack
from tests.e2e.conftest import PHONE, a_stack, new_context


@pytest.fixture(scope="package")
def stack(clock_file: Path, world: Path) -> Iterator[RunningStack]:
    """Shared by the files of this folder."""
    with a_stack(clock_file, world) as running:
        yield running


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
