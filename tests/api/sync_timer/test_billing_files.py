"""The portal against the adapter for exported files: tokens by MSAL, the real client, the real sync."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from adapters.billing_files.asks import Asks
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import read_mapping
from adapters.billing_files.serve import application
from functions.sync_timer.billing_sync import synchronise
from local.billing_system.seller import SELLER_NIP
from local.billing_system.testing import running_billing
from local.cosmos_emulator.testing import Emulator
from local.identity_provider.testing import RunningProvider
from local.server_thread import listening_socket, served
from shared.billing import billing_system
from shared.billing_contract import CustomerRequest, PaymentReport
from shared.billing_contract.tokens import TokenVerifier
from shared.settings import settings
from tests.adapters.billing_files.files import write_export
from tests.adapters.billing_files.world_files import Records, latest, mapping_text, sayable, write_world
from tests.api.sync_timer.conftest import AUDIENCE
from tests.world import Documents, all_changes, expected_mirror, stored


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


async def test_the_mirror_of_a_world_from_files_is_that_of_the_billing_system(
    portal: str,
    tokens: None,
    emulator: Emulator,
    identity: RunningProvider,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Document by document: ids and revisions are the adapter's own, and what files can not say is left out of both."""
    with running_billing(tmp_path / "world", customers=3, demo=False, pdfs="none", today=date(2026, 11, 20)) as running:
        records = latest(all_changes(running.system))
    (tmp_path / "mapping.toml").write_text(mapping_text(SELLER_NIP), "utf-8")
    mapping = read_mapping(tmp_path / "mapping.toml")
    gate = TokenVerifier(identity.authority, AUDIENCE, identity.ca_file).bearer_is_valid
    with (
        closing(Journal(tmp_path / "told")) as journal,
        closing(Asks(tmp_path / "told")) as asks,
        listening_socket() as listener,
        served(application(journal, asks, gate), listener),
    ):
        assert journal.take(mapping, write_world(tmp_path / "export", records)).refused is None
        theirs = {change["id"]: journal.key_of(change["id"]) for change in journal.changes(0, 10_000)}
        monkeypatch.setenv("MOJBOK_BILLING_URL", f"http://127.0.0.1:{listener.getsockname()[1]}")
        settings.cache_clear()
        assert (await synchronise()).outcome == "complete"
        await billing_system.close()
    sayable_changes = [records[key] | {"data": data} for key, data in in_order(records)]
    expected = plain(expected_mirror(sayable_changes), {})
    mirrored = plain(stored(emulator.url, emulator.key, portal, "customers"), theirs)
    assert mirrored.keys() == expected.keys()
    assert {item["type"] for item in mirrored.values()} >= {"customer", "balance", "document", "ledger", "summary"}
    for key, item in expected.items():
        assert mirrored[key] == item, key


def in_order(records: Records) -> list[tuple[tuple[str, str], Any]]:
    """What files can say of each record, whose balance they call by its customer."""
    balances = {change["customerId"]: (key, change) for key, change in records.items() if key[0] == "balance"}
    told = []
    for (kind, id_), data in sayable(records).items():
        key, change = balances[id_] if kind == "balance" else ((kind, id_), None)
        told.append((key, data | {"asOf": change["data"]["asOf"]} if change else data))
    return told


def plain(mirror: Documents, theirs: Mapping[str, str | None]) -> Documents:
    """The documents with the ids that `theirs` tells, without revisions, times of balances and empty parts."""

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            told = {name: renamed(one) for name, one in value.items() if name not in _OWN}
            return {name: one for name, one in told.items() if one not in ([], {}, None)}
        if isinstance(value, list):
            return sorted(map(renamed, value), key=lambda one: json.dumps(one, sort_keys=True))
        if not isinstance(value, str):
            return value
        kind, colon, id_ = value.rpartition(":")
        return f"{kind}{colon}{theirs.get(id_) or id_}"

    return {(renamed(owner), renamed(id_)): renamed(item) for (owner, id_), item in mirror.items()}


_OWN = {"revision", "revisions", "asOf", "_etag", "_ts"}
