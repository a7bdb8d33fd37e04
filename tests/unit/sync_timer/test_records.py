"""Records of billing: what becomes a mirrored document, what is put aside and why."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from functions.sync_timer.intake.records import Broken, Record, read_record
from shared.settings import settings
from tests.builders import a_business, a_customer, a_document
from tests.unit.test_settings import GOOD


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in GOOD.items():
        monkeypatch.setenv(f"MOJBOK_{name}", value)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.parametrize(("change", "identifier"), [(a_customer(), "44051401359"), (a_business(), "5252344078")])
def test_a_customer_is_mirrored_without_pesel_and_nip(change: dict[str, Any], identifier: str) -> None:
    record = read_record(change)
    assert isinstance(record, Record)
    text = json.dumps(record.item)
    assert identifier not in text
    assert record.item["data"]["identifierMasked"].endswith(identifier[-2:])
    assert record.item["id"] == "customer"
    assert record.item["revision"] == change["cursor"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (None, "record"),
        ([1], "record"),
        ({}, "cursor"),
        (a_customer(pesel="44051401358"), "valid PESEL"),
        (a_customer(pesel=44051401359), "pesel"),
        (a_document() | {"kind": "secret"}, "kind"),
        (a_document() | {"id": "../x"}, "id"),
        (a_document() | {"cursor": 0}, "cursor"),
        (a_document() | {"cursor": "7"}, "cursor"),
        (a_document() | {"data": None, "deleted": False}, "dict"),
        (a_document(net=1), "add up"),
        (a_document(account="61109010140000071219812875"), "account"),
        (a_document(ksef={"state": "offline", "sellerNip": "PL5252344079"}), "sellerNip"),
        (a_document() | {"customerId": None}, "customerId"),
        ({k: v for k, v in a_document().items() if k != "customerId"}, "customerId"),
        (a_document(number="F\x00/1"), "number"),
        (a_document(issuedOn="2026-02-30"), "issuedOn"),
        (a_document(amount=10.5), "amount"),
    ],
)
def test_a_broken_record_is_put_aside_with_the_reason_and_without_its_content(raw: object, reason: str) -> None:
    broken = read_record(raw)
    assert isinstance(broken, Broken)
    assert reason in broken.reason
    assert "4405140135" not in broken.reason + broken.place


def test_a_record_too_large_for_the_database_is_put_aside() -> None:
    line = a_document()["data"]["lines"][0] | {"name": "x" * 200, "net": 0, "vat": 0, "gross": 0}
    document = a_document()
    document["data"]["lines"] += [line] * 6000
    broken = read_record(document)
    assert isinstance(broken, Broken)
    assert "too large" in broken.reason
