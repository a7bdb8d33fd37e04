"""Billing as it is in life: what looks strange and is right comes through, what leads people astray does not."""

from collections.abc import Iterator
from typing import Any

import pytest

from functions.billing.documents.ksef import number_is_valid
from functions.sync_timer.intake.records import Broken, Record, read_record
from functions.sync_timer.state import SyncState
from shared.accounts import Account
from shared.billing_contract import Address, ContractModel
from shared.json_model import JsonModel, RecordModel
from shared.mirror import Summary
from shared.settings import settings
from tests.builders import a_business, a_change, a_contract, a_customer, a_document, a_point
from tests.unit.test_settings import GOOD

KSEF_1 = "7781464139-20230721-80B510-9675F7-B5"


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, value in GOOD.items():
        monkeypatch.setenv(f"MOJBOK_{name}", value)
    settings.cache_clear()
    yield
    settings.cache_clear()


def data_of(change: dict[str, Any]) -> dict[str, Any]:
    record = read_record(change)
    assert isinstance(record, Record), record
    data = record.item["data"]
    assert isinstance(data, dict)
    return data


def a_payment(**data: Any) -> dict[str, Any]:
    payment = {"amount": 100, "bookedOn": "2026-11-02", "method": "transfer", "title": "Faktura"}
    return a_change("payment", "payment-0001", "customer-anna", payment | data)


def with_line(**line: Any) -> dict[str, Any]:
    document = a_document()
    document["data"]["lines"][0] |= line
    return document


@pytest.mark.parametrize("tariff", ["G13", "G12as", "C12b", "C21", "C22a", "B21"])
def test_any_tariff_group_is_shown(tariff: str) -> None:
    assert data_of(a_contract(tariff=tariff))["tariff"] == tariff
    assert data_of(a_point(tariff=tariff))["tariff"] == tariff


@pytest.mark.parametrize("rate", ["oo", "0 KR", "np I", "0 WDT", "7"])
def test_any_rate_of_vat_is_shown(rate: str) -> None:
    assert data_of(with_line(vatRate=rate))["lines"][0]["vatRate"] == rate


@pytest.mark.parametrize("method", ["card", "chargeback", "kompensata"])
def test_any_method_of_payment_is_shown(method: str) -> None:
    assert data_of(a_payment(method=method))["method"] == method


def test_an_unknown_field_costs_nothing_and_is_not_mirrored() -> None:
    change = a_document(colour="green") | {"tomorrow": {"deep": [1]}}
    change["data"]["lines"][0]["excise"] = 5
    data = data_of(change)
    assert "colour" not in data
    assert "excise" not in data["lines"][0]
    assert "pesel2" not in data_of(a_customer(pesel2="44051401359"))


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ({"city": "Wólka", "building": "14", "postalCode": "08-110"}, "14, 08-110 Wólka"),
        ({"city": "Wólka"}, "Wólka"),
        (
            {"street": "Hauptstraße", "building": "3", "postalCode": "10115", "city": "Berlin"},
            "Hauptstraße 3, 10115 Berlin",
        ),
        ({"street": "ul. Lipowa", "city": "Łódź", "postalCode": "SW1A 1AA"}, "ul. Lipowa, SW1A 1AA Łódź"),
        ({"street": "ul. Lipowa", "building": "7", "flat": "2", "city": "Łódź"}, "ul. Lipowa 7/2, Łódź"),
    ],
)
def test_addresses_of_villages_and_from_abroad(address: dict[str, Any], line: str) -> None:
    assert Address.model_validate(data_of(a_customer(address=address))["address"]).one_line() == line
    assert read_record(a_point(address=address)).item["searchText"]  # type: ignore[union-attr]


def test_long_names_reasons_and_numbers_as_ksef_takes_them() -> None:
    assert len(data_of(with_line(name="x" * 512))["lines"][0]["name"]) == 512
    data = data_of(a_document(number="F" * 256, reason="y" * 256))
    assert (len(data["number"]), len(data["reason"])) == (256, 256)
    assert isinstance(read_record(with_line(name="x" * 513)), Broken)


@pytest.mark.parametrize(("told", "shown"), [("", ""), ("FV 1\r\nza prąd\t", "FV 1 za prąd"), ("a\x00b", "a b")])
def test_a_payments_title_is_cleaned_and_not_refused(told: str, shown: str) -> None:
    assert data_of(a_payment(title=told))["title"] == shown


def test_vat_on_the_sum_may_be_some_grosze_off_the_lines() -> None:
    document = a_document()
    line = document["data"]["lines"][0]
    document["data"]["lines"] = [line | {"gross": line["gross"] - 1, "vat": line["vat"] - 1}]
    assert isinstance(read_record(document), Record)
    document["data"]["lines"] = [line | {"gross": line["gross"] - 2, "vat": line["vat"] - 2}]
    assert isinstance(read_record(document), Broken)


def test_a_number_of_ksef_1_is_taken_and_its_check_is_not_known() -> None:
    told = data_of(a_document(ksef={"state": "accepted", "number": KSEF_1, "sellerNip": "5265877635"}))["ksef"]
    assert told["number"] == KSEF_1
    assert number_is_valid(KSEF_1) is None
    assert number_is_valid("5265877635-20250826-0100001AF629-AF") is True
    assert number_is_valid("5265877635-20250826-0100001AF629-AE") is False


@pytest.mark.parametrize("nip", ["PL5265877635", "526-587-76-35", " 526 587 76 35 "])
def test_a_nip_is_the_same_however_it_is_written(nip: str) -> None:
    assert data_of(a_document(ksef={"state": "offline", "sellerNip": nip}))["ksef"]["sellerNip"] == "5265877635"
    plain, written = (data_of(a_business(nip=one))["identifierLookup"] for one in ("5265877635", nip))
    assert plain == written


def test_a_person_with_a_firm_is_found_by_pesel_and_a_firm_by_nip() -> None:
    person = data_of(a_customer(nip="526-587-76-35"))
    assert person["identifierLookup"] == data_of(a_customer())["identifierLookup"]
    firm = data_of(a_business(pesel="44051401359"))
    assert firm["identifierLookup"] == data_of(a_business())["identifierLookup"]


@pytest.mark.parametrize(
    "change",
    [
        a_document(account="61109010140000071219812875"),
        a_contract(account="00000000000000000000000000"),
        a_document(ksef={"state": "offline", "sellerNip": "PL5265877636"}),
        a_customer(pesel="44051401358"),
    ],
)
def test_what_would_lead_people_astray_goes_aside(change: dict[str, Any]) -> None:
    assert isinstance(read_record(change), Broken)


def stored_models() -> list[type[JsonModel]]:
    """Every shape that is stored, known by now."""
    found, todo = [], [RecordModel]
    while todo:
        for model in todo.pop().__subclasses__():
            todo.append(model)
            if not issubclass(model, ContractModel):
                found.append(model)
    return found


def test_every_stored_shape_keeps_what_a_newer_release_wrote() -> None:
    models = stored_models()
    assert {Summary, Account, SyncState} <= set(models)
    assert [model for model in models if model.model_config.get("extra") != "allow"] == []
    assert all(model.model_config.get("extra") == "ignore" for model in ContractModel.__subclasses__())


@pytest.mark.parametrize("model", [Summary, SyncState])
def test_a_newer_releases_field_survives_being_read_changed_and_written(model: type[RecordModel]) -> None:
    tomorrow = model().model_dump(mode="json") | {"shelf": {"deep": [1, {"x": None}]}}
    read = model.model_validate(tomorrow)
    assert read.model_copy(update={"kind": "business"}).model_dump(mode="json")["shelf"] == tomorrow["shelf"]
