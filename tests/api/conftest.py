"""The whole application in process, over a real Cosmos emulator, a real Azurite and a real SMTP server."""

import asyncio
import base64
import itertools
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiosmtpd.controller import Controller
from argon2 import PasswordHasher

from functions.areas import build_routes, guarded
from functions.auth.guards import passwords
from local.cosmos_emulator.testing import Emulator, running_emulator
from local.payment_gateway.testing import MERCHANT
from local.stack.setup import create_storage
from shared import blob, clock, cosmos
from shared.billing import billing_system
from shared.http.openapi import PortalApi
from shared.mail import outbox
from shared.maintenance import closed
from shared.payments import przelewy24
from shared.settings import settings
from shared.terms.in_force import forget
from tests.azurite import AZURITE_KEY, free_port, running_azurite

ROOT = Path(__file__).parents[2]
PORTAL = "https://mojbok.example"
PATIENCE = 120
NEVER = 1e9
"""Seconds. A replica never hears of anything, so whatever reads weakly sees nothing of what was written."""
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with running_emulator(consistency="Strong", lag=NEVER) as running:
        yield running


@pytest.fixture(scope="session")
def azurite_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Azurite says what it was asked, a line a request."""
    return tmp_path_factory.mktemp("azurite") / "access.log"


@pytest.fixture(scope="session")
def azurite(azurite_log: Path) -> Iterator[str]:
    """The real Azurite on a free port; its endpoint."""
    with running_azurite(azurite_log) as endpoint:
        yield endpoint


@dataclass
class Mailbox:
    """What the SMTP server took; `refuse` lets it answer with an SMTP code instead, `refuse_at` says where."""

    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    refuse: str | None = None
    refuse_at: str = "RCPT"

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuse is not None and self.refuse_at == "MAIL":
            return self.refuse
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.refuse is not None and self.refuse_at == "RCPT":
            return self.refuse
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.refuse is not None and self.refuse_at == "DATA":
            return self.refuse
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.raw.append(envelope.content)
        self.mails += [(recipient, message) for recipient in envelope.rcpt_tos]
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for recipient, message in self.mails if recipient == address]


@pytest.fixture(scope="session")
def smtp_server() -> Iterator[Controller]:
    controller = Controller(Mailbox(), hostname="127.0.0.1", port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def mailbox(smtp_server: Controller) -> Mailbox:
    box: Mailbox = smtp_server.handler
    box.mails, box.raw, box.refuse, box.refuse_at = [], [], None, "RCPT"
    return box


@pytest.fixture
def password_cost(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed as in production, but cheaply, except for tests that judge what takes how long."""
    if request.node.get_closest_marker("real_passwords") is None:
        monkeypatch.setattr(passwords, "_hasher", _cheap_hasher)
        monkeypatch.setattr(passwords, "_dummy", _cheap_dummy)


@cache
def _cheap_hasher() -> PasswordHasher:
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1, salt_len=16, hash_len=32)


@cache
def _cheap_dummy() -> str:
    return ":" + _cheap_hasher().hash("nobody")


@pytest.fixture(scope="session")
def empty_database(emulator: Emulator, azurite: str) -> str:
    """The name of a database with all containers, made as the local stack makes them; the Blob containers beside it."""
    storage = {
        "COSMOS_ENDPOINT": emulator.url,
        "COSMOS_KEY": emulator.key,
        "COSMOS_DATABASE": "empty",
        "BLOB_ENDPOINT": azurite,
        "BLOB_KEY": AZURITE_KEY,
    }
    create_storage({f"MOJBOK_{name}": value for name, value in storage.items()})
    return storage["COSMOS_DATABASE"]


@pytest.fixture
async def portal(
    emulator: Emulator,
    azurite: str,
    empty_database: str,
    smtp_server: Controller,
    password_cost: None,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[str]:
    """A database and settings of its own for one test; the name of the database."""
    database = f"test-{next(_numbers)}"
    key = base64.b64encode(bytes(range(32))).decode()
    for name, value in {
        "ENVIRONMENT": "test",
        "PORTAL_URL": PORTAL,
        "COSMOS_ENDPOINT": emulator.url,
        "COSMOS_KEY": emulator.key,
        "COSMOS_DATABASE": database,
        "BLOB_ENDPOINT": azurite,
        "BLOB_KEY": AZURITE_KEY,
        "SMTP_HOST": "127.0.0.1",
        "SMTP_PORT": str(smtp_server.port),
        "BILLING_URL": "http://127.0.0.1:9",
        "BILLING_TOKEN_AUTHORITY": "https://localhost:9/none",
        "BILLING_CLIENT_ID": "portal",
        "BILLING_CLIENT_SECRET": "none",
        "BILLING_SCOPE": "billing/.default",
        "PAYMENT_URL": "http://127.0.0.1:9",
        "PAYMENT_MERCHANT_ID": str(MERCHANT.merchant_id),
        "PAYMENT_POS_ID": str(MERCHANT.pos_id),
        "PAYMENT_CRC": MERCHANT.crc,
        "PAYMENT_REPORT_KEY": MERCHANT.report_key,
        "LOOKUP_KEY": key,
        "PEPPER": key,
    }.items():
        monkeypatch.setenv(f"MOJBOK_{name}", value)
    settings.cache_clear()
    # What answers here does so sooner or later: a busy machine must not look like a fault of the other side.
    monkeypatch.setattr(cosmos, "_CONNECTION_TIMEOUT", PATIENCE)
    monkeypatch.setattr(cosmos, "_READ_TIMEOUT", PATIENCE)
    monkeypatch.setattr(przelewy24, "_TIMEOUT", PATIENCE)
    monkeypatch.setattr(billing_system, "_TIMEOUT", PATIENCE)
    monkeypatch.setattr(outbox, "_SMTP_STEP_SECONDS", PATIENCE)
    monkeypatch.setattr(outbox, "_SMTP_SECONDS", PATIENCE)
    forget()
    # A worker that has just looked whether a break closes the portal: no request of a test is counted or failed for it.
    closed.forget(looked_at=clock.now())
    emulator.copy_database(empty_database, database)
    emulator.requests.unindexed.clear()
    yield database
    await outbox.wait_for_attempts()
    for part in (cosmos, blob, billing_system, przelewy24):
        await part.close()
    clock.set_now(None)
    settings.cache_clear()
    assert emulator.requests.unindexed == set(), "each condition is served by an index of shared/containers.py"


@pytest.fixture
async def browser(portal: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client that behaves as the portal's page does: cookies, origin, the header of writes."""
    async with a_browser() as client:
        yield client


@cache
def routes(environment: str) -> PortalApi:
    """All routes of the portal, built once a process as in production."""
    assert settings().environment == environment
    return build_routes()


def a_browser() -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(guarded(routes(settings().environment))),
        base_url=PORTAL,
        headers={"Origin": PORTAL, "X-Requested-With": "mojbok"},
    )


def token_in(mail: EmailMessage) -> str:
    """The link's token in a mail, from its plain text."""
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"{PORTAL}/aktywacja#(\S+)", body.get_content())
    assert found is not None
    return found[1]


async def settle_mail() -> None:
    await outbox.wait_for_attempts()
    await asyncio.sleep(0)
