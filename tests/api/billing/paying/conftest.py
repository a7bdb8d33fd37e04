"""Paying over real sockets: the payment gateway, a billing system that wants tokens, Cosmos, SMTP."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from functions.sync_timer.billing_sync import synchronise
from local.billing_system.auth import token_gate
from local.billing_system.testing import RunningBilling, running_billing
from local.cosmos_emulator.testing import Emulator
from local.identity_provider.testing import RunningProvider, running_identity_provider
from local.payment_gateway.ledger import DueNotification, Transaction
from local.payment_gateway.testing import RunningGateway, running_gateway
from shared import clock, cosmos
from shared.access.sessions import COOKIE, open_session
from shared.billing import billing_system
from shared.mail import outbox
from shared.mail.preferences import MailPreferences
from shared.payments.store import Stored, find
from shared.settings import settings
from tests.accounts import an_account_of
from tests.api.conftest import Mailbox, a_browser

AUDIENCE = "api://mojbok-billing"
NOTIFICATIONS = "/api/billing/online-payments/notifications"
_worlds, _keys = itertools.count(1), itertools.count(1)


@pytest.fixture(scope="session")
def token_issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    with running_identity_provider(tmp_path_factory.mktemp("identity")) as provider:
        yield provider


@pytest.fixture(scope="session")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    with running_gateway(tmp_path_factory.mktemp("payments")) as running:
        yield running


@pytest.fixture(scope="session")
def billing(tmp_path_factory: pytest.TempPathFactory, token_issuer: RunningProvider) -> Iterator[RunningBilling]:
    gate = token_gate(token_issuer.authority, token_issuer.ca_file, AUDIENCE)
    with running_billing(
        tmp_path_factory.mktemp("billing"), customers=3, demo=False, pdfs="none", gate=gate
    ) as running:
        yield running


class Person:
    """A signed-in customer of the billing system's world."""

    def __init__(self, house: "House", customer: dict[str, Any]) -> None:
        self.house = house
        self.id: str = customer["customerId"]
        self.number: str = customer["data"]["customerNumber"]
        self.email = f"{self.id.lower()}@example.com"
        self.browser = a_browser()

    async def sign_in(self) -> None:
        """A fresh session, as an old one ends when the clock moves."""
        _, token = await open_session(
            locale="pl",
            account_id=f"account-{self.id}",
            customer_id=self.id,
            kind="individual",
            display_name="Jan Nowak",
            customer_number=self.number,
            terms_version="2026-11-01",
        )
        self.browser.cookies.set(COOKIE, token, domain="mojbok.example", path="/")

    async def invoice(self, amount: int = 21840) -> str:
        """Billing issues an invoice and the sync brings it; returns its id."""
        answer = self.house.simulate("new-invoice", customerNumber=self.number, amount=amount)
        await self.house.sync()
        return str(answer["id"])

    async def begin(self, key: str | None = None, **request: Any) -> httpx.Response:
        if "blikCode" in request:
            request.setdefault("providerTermsAccepted", True)
        return await self.browser.post(
            "/api/billing/online-payments", json=request, headers={"Idempotency-Key": key or self.house.new_key()}
        )

    async def begun(self, **request: Any) -> dict[str, Any]:
        response = await self.begin(**request)
        assert response.status_code == 201, response.text
        body: dict[str, Any] = response.json()
        return body

    async def look(self, payment_id: str) -> dict[str, Any]:
        response = await self.browser.get(f"/api/billing/online-payments/{payment_id}")
        assert response.status_code == 200, response.text
        body: dict[str, Any] = response.json()
        return body

    async def state(self, payment_id: str) -> str:
        return str((await self.look(payment_id))["state"])

    async def stored(self, payment_id: str) -> Stored:
        found = await find(self.id, payment_id)
        assert found is not None
        return found

    def transaction(self, payment_id: str) -> Transaction | None:
        return self.house.gateway.gateway.ledger.by_session(f"{self.id}.{payment_id}")

    def registrations(self, payment_id: str) -> int:
        """How often the provider was told of the payment."""
        ledger = self.house.gateway.gateway.ledger
        return len([one for one in ledger.all() if one.session_id == f"{self.id}.{payment_id}"])

    def pay(self, payment_id: str, how: str = "once") -> bool:
        transaction = self.transaction(payment_id)
        assert transaction is not None
        return self.house.gateway.gateway.pay(transaction, how=how)

    def booked(self, payment_id: str) -> list[Any]:
        """What billing has booked for a payment of the portal."""
        system = self.house.billing.system
        place = system.place_of_number(self.number)
        return [paid for paid in system.account(place).ledger.payments.values() if paid.portal_reference == payment_id]


class House:
    """Everything a payment passes; notifications go where the test says."""

    def __init__(
        self, gateway: RunningGateway, billing: RunningBilling, emulator: Emulator, mailbox: Mailbox, place: int
    ) -> None:
        self.gateway, self.billing, self.emulator, self.mailbox = gateway, billing, emulator, mailbox
        self.sent: list[bytes] = []
        self._next = place
        self.provider = a_browser()
        for name in ("Origin", "X-Requested-With"):
            del self.provider.headers[name]

    def new_key(self) -> str:
        return f"key-of-a-test-{next(_keys):06}"

    def simulate(self, what: str, **order: Any) -> dict[str, Any]:
        body: dict[str, Any] = self.billing.simulate(what, **order)
        return body

    async def person(self) -> Person:
        """A further customer of the world, signed in."""
        system = self.billing.system
        places = list(system.world.every_place())
        place = places[self._next % len(places)]
        self._next += 1
        record = next(
            record
            for _, owner, record in system.world.changes((place) * 100_000)
            if owner == place and record.kind == "customer"
        )
        customer = system.change(place, record)
        person = Person(self, customer)
        if await cosmos.read("accounts", f"account-{person.id}", f"account-{person.id}") is None:
            only_payments = MailPreferences(new_document=False, due_soon=False, overdue=False, payment_confirmed=True)
            await an_account_of(person.id, mail_preferences=only_payments)
        await person.sign_in()
        return person

    async def sync(self) -> None:
        report = await synchronise()
        assert report.outcome == "complete", report

    async def notify(self, body: bytes) -> httpx.Response:
        return await self.provider.post(NOTIFICATIONS, content=body, headers={"Content-Type": "application/json"})

    async def deliver(self, *, copies: int = 1) -> list[int]:
        """Bring everything the gateway wants to say; the portal's answers."""
        answers: list[int] = []

        async def send(due: DueNotification) -> None:
            self.sent.append(due.body)
            answers.extend([(await self.notify(due.body)).status_code for _ in range(copies)])

        await self.gateway.gateway.tick(send, all_waiting=True)
        return answers

    def drop_notifications(self) -> None:
        """Lose whatever the gateway still wants to say, also of money that has yet to arrive."""
        ledger = self.gateway.gateway.ledger
        for transaction, _ in ledger.late_payments(clock.now() + timedelta(days=30)):
            self.gateway.gateway.pay(transaction, how="lost")
        while ledger.waiting_notifications():
            ledger.take_due(clock.now(), all_waiting=True)

    async def alarms(self) -> list[str]:
        found = cosmos.query("operations", "SELECT c.reason FROM c WHERE c.type = 'payment-alarm'", None)
        return sorted([item["reason"] async for item in found])

    async def mails(self, person: Person) -> int:
        """How many mails the customer has, after a run of the mail timer."""
        await outbox.wait_for_attempts()
        await outbox.deliver_due()
        return len(self.mailbox.to(person.email))

    def heal(self) -> None:
        self.gateway.gateway.faults.clear()
        self.emulator.faults.clear()
        self.billing.heal()


@pytest.fixture
async def house(
    portal: str,
    gateway: RunningGateway,
    billing: RunningBilling,
    token_issuer: RunningProvider,
    emulator: Emulator,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[House]:
    client = next(one for one in token_issuer.directory.clients if not one.user_roles)
    for name, value in {
        "PAYMENT_URL": gateway.url,
        "BILLING_URL": billing.url,
        "BILLING_TOKEN_AUTHORITY": token_issuer.authority,
        "BILLING_TOKEN_CA_FILE": str(token_issuer.ca_file),
        "BILLING_CLIENT_ID": client.client_id,
        "BILLING_CLIENT_SECRET": client.secrets[0],
        "BILLING_SCOPE": f"{AUDIENCE}/.default",
        "SYNC_PAGE": "2000",
        "REQUEST_LIMIT": "1000000",
    }.items():
        monkeypatch.setenv(f"MOJBOK_{name}", value)
    settings.cache_clear()
    billing_system._msal.cache_clear()
    clock.set_now(clock.now())
    house = House(gateway, billing, emulator, mailbox, next(_worlds))
    house.drop_notifications()
    await house.sync()
    yield house
    house.heal()
    await outbox.wait_for_attempts()
    billing_system._msal.cache_clear()


@pytest.fixture
async def person(house: House) -> Person:
    return await house.person()


@pytest.fixture
async def loop(house: House) -> asyncio.AbstractEventLoop:
    """The loop everything lives in, for a test that is not a coroutine itself."""
    return asyncio.get_running_loop()
