"""The sync over real HTTP: a billing system that wants the identity provider's tokens, Cosmos, Blob."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from functions.sync_timer.billing_sync import Report, synchronise
from local.billing_system.auth import token_gate
from local.billing_system.testing import RunningBilling, running_billing
from local.cosmos_emulator.testing import Emulator
from local.identity_provider.testing import RunningProvider, running_identity_provider
from shared.billing import billing_system
from shared.settings import settings
from tests.world import Documents, all_changes, expected_mirror, stored

PAGE = 40
AUDIENCE = "api://mojbok-billing"


@pytest.fixture(scope="session")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningProvider]:
    """One for all tests, so that MSAL can keep its token and its connection."""
    billing_system._msal.cache_clear()
    with running_identity_provider(tmp_path_factory.mktemp("identity")) as provider:
        yield provider
    billing_system._msal.cache_clear()


class World:
    """Billing as it runs for one test, and the portal's database beside it."""

    def __init__(self, billing: RunningBilling, emulator: Emulator, database: str) -> None:
        self.billing = billing
        self.emulator = emulator
        self._database = database
        self.number = next(
            change["data"]["customerNumber"] for change in self.changes() if change["kind"] == "customer"
        )

    def changes(self) -> list[Any]:
        return all_changes(self.billing.system)

    def simulate(self, what: str, **order: Any) -> Any:
        return self.billing.simulate(what, **order)

    def fault(self, kind: str, **fault: Any) -> None:
        self.simulate("faults", kind=kind, **fault)

    def heal(self) -> None:
        self.emulator.faults.clear()
        self.billing.heal()

    def tell(self, body: Any) -> int:
        """Let billing tell a change of the test's own; returns its cursor."""
        self.billing.system.journal.append(body)
        return max(change["cursor"] for change in self.changes() if isinstance(change, dict))

    def mirror(self, container: str = "customers", *, etags: bool = False) -> Documents:
        return stored(self.emulator.url, self.emulator.key, self._database, container, etags=etags)

    def state(self) -> dict[str, Any]:
        return self.mirror("operations")["sync-state", "sync-state"]

    def progress(self) -> dict[str, Any]:
        """The state but for when a run was last tried and what came of it."""
        return {name: value for name, value in self.state().items() if name not in {"ranAt", "outcome"}}

    def notes(self, kind: str) -> list[dict[str, Any]]:
        return [item for item in self.mirror("operations").values() if item.get("type") == kind]

    def is_mirrored(self, without: set[int] = frozenset()) -> bool:  # type: ignore[assignment]
        """Compare everything with what billing says; the difference shows in the failure."""
        assert self.mirror() == expected_mirror(self.changes(), without)
        return True


@pytest.fixture
def tokens(portal: str, identity: RunningProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that lead to the identity provider, with the portal's own secret."""
    client = next(one for one in identity.directory.clients if not one.user_roles)
    for name, value in {
        "BILLING_TOKEN_AUTHORITY": identity.authority,
        "BILLING_TOKEN_CA_FILE": str(identity.ca_file),
        "BILLING_CLIENT_ID": client.client_id,
        "BILLING_CLIENT_SECRET": client.secrets[0],
        "BILLING_SCOPE": f"{AUDIENCE}/.default",
        "SYNC_PAGE": str(PAGE),
    }.items():
        monkeypatch.setenv(f"MOJBOK_{name}", value)


@asynccontextmanager
async def _world(
    data: Path, portal: str, emulator: Emulator, identity: RunningProvider, monkeypatch: pytest.MonkeyPatch, **made: Any
) -> AsyncIterator[World]:
    gate = token_gate(identity.authority, identity.ca_file, AUDIENCE)
    with running_billing(data, gate=gate, **made) as running:
        monkeypatch.setenv("MOJBOK_BILLING_URL", running.url)
        settings.cache_clear()
        yield World(running, emulator, portal)
        emulator.faults.clear()
        await billing_system.close()


@pytest.fixture
async def world(
    tmp_path: Path,
    portal: str,
    tokens: None,
    emulator: Emulator,
    identity: RunningProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[World]:
    """Three customers without PDFs, 146 changes or a few more."""
    made = {"customers": 3, "demo": False, "pdfs": "none"}
    async with _world(tmp_path, portal, emulator, identity, monkeypatch, **made) as running:
        yield running


@pytest.fixture
async def printed(
    tmp_path: Path,
    portal: str,
    tokens: None,
    emulator: Emulator,
    identity: RunningProvider,
    monkeypatch: pytest.MonkeyPatch,
    printed_world: Path,
) -> AsyncIterator[World]:
    """One customer with PDFs."""
    shutil.copytree(printed_world, tmp_path, dirs_exist_ok=True)
    async with _world(tmp_path, portal, emulator, identity, monkeypatch, customers=1, demo=False) as running:
        yield running


@pytest.fixture(scope="session")
def printed_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The PDFs of one customer, made once."""
    data = tmp_path_factory.mktemp("printed")
    with running_billing(data, customers=1, demo=False) as running:
        all_changes(running.system)
    return data


@pytest.fixture
async def registered(
    tmp_path: Path,
    portal: str,
    tokens: None,
    emulator: Emulator,
    identity: RunningProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[World]:
    """A private customer and a business with invoices in KSeF, without PDFs."""
    async with _world(
        tmp_path, portal, emulator, identity, monkeypatch, customers=2, demo=False, pdfs="none"
    ) as running:
        yield running


@pytest.fixture
async def both(
    tmp_path: Path,
    portal: str,
    tokens: None,
    emulator: Emulator,
    identity: RunningProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[World]:
    """The same two customers, with PDFs."""
    async with _world(tmp_path, portal, emulator, identity, monkeypatch, customers=2, demo=False) as running:
        yield running


@pytest.fixture
async def co_operative(
    tmp_path: Path,
    portal: str,
    tokens: None,
    emulator: Emulator,
    identity: RunningProvider,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[World]:
    """The demo people, a housing co-operative with 1,200 points among them, in pages of the usual size."""
    monkeypatch.setenv("MOJBOK_SYNC_PAGE", "500")
    async with _world(tmp_path, portal, emulator, identity, monkeypatch, customers=0, pdfs="none") as running:
        yield running


async def synced() -> Report:
    """A run that gets to the end."""
    report = await synchronise()
    assert report.outcome == "complete"
    return report
