"""The portal against the adapter for exported files: tokens by MSAL, the real client, the real sync."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.billing_files.asks import Asks
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import read_mapping
from adapters.billing_files.serve import application
from functions.sync_timer.billing_sync import synchronise
from local.cosmos_emulator.testing import Emulator
from local.identity_provider.testing import RunningProvider
from local.server_thread import listening_socket, served
from shared import billing_system
from shared.billing_contract import CustomerRequest, PaymentReport
from shared.billing_contract.tokens import TokenVerifier
from shared.settings import settings
from tests.adapters.billing_files.files import write_export
from tests.api.sync_timer.conftest import AUDIENCE
from tests.world import stored


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "data")
    folder = write_export(tmp_path / "export")
    assert journal.take(read_mapping(folder / "mapping.toml"), folder).refused is None
    yield journal
    journal.close()


@pytest.fixture
def asks(tmp_path: Path) -> Iterator[Asks]:
    asks = Asks(tmp_path / "data")
    yield asks
    asks.close()


async def test_the_portal_reads_pays_and_asks(
    portal: str,
    tokens: None,
    emulator: Emulator,
    identity: RunningProvider,
    journal: Journal,
    asks: Asks,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate = TokenVerifier(identity.authority, AUDIENCE, identity.ca_file).bearer_is_valid
    with listening_socket() as listener, served(application(journal, asks, gate), listener):
        monkeypatch.setenv("MOJBOK_BILLING_URL", f"http://127.0.0.1:{listener.getsockname()[1]}")
        settings.cache_clear()
        assert (await synchronise()).outcome == "complete"
        changes = list(journal.changes(0, 100))
        customer = changes[0]["id"]
        paid = {
            "portalReference": "portal-0001",
            "customerId": customer,
            "amount": 12_345,
            "paidAt": "2026-11-20T20:00:00Z",
            "provider": "przelewy24",
            "providerReference": "P24-1",
        }
        asked = {
            "portalReference": "portal-0002",
            "customerId": customer,
            "kind": "contact",
            "requestedAt": "2026-11-20T20:00:00Z",
            "contact": {"phone": "+48600100200"},
        }
        assert (await billing_system.report_payment(PaymentReport.model_validate(paid), "key-00001")).booked_on
        accepted = await billing_system.place_request(CustomerRequest.model_validate(asked), "key-00002")
        assert accepted.reference.startswith("ZL/")
        await billing_system.close()
    assert asks.waiting() == 2
    mirror = stored(emulator.url, emulator.key, portal, "customers")
    told = {(change["customerId"], change["kind"]) for change in changes}
    assert told <= {(owner, item["type"]) for (owner, _), item in mirror.items()}
    summary = mirror[customer, "summary"]["data"]
    assert (summary["displayName"], summary["customerNumber"]) == ("Łucja Żółć-Gęś", "00012345")
    assert mirror[customer, "balance"]["data"]["amount"] == 0
