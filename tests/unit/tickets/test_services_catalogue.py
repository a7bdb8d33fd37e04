"""The catalogue of services: twenty kinds, whole in three languages, each field one that is read and drawn."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from functions.tickets.services import catalogue as module
from functions.tickets.services.catalogue import Catalogue, FieldKind, catalogue, services
from functions.tickets.services.rules import _RULES
from functions.tickets.services.values import _READERS

FILE = Path(module.__file__).with_name("catalogue.json")
KINDS = {
    "move_out", "move_in", "handover", "death", "incapacity", "terminate", "tariff_change", "power_change",
    "own_reading", "meter_check", "refund", "transfer_overpayment", "instalments", "later_date", "support_programme",
    "direct_debit", "einvoice", "contact", "prosumer_rce", "callback",
}  # fmt: skip


def test_the_twenty_kinds_are_there_and_those_with_rules_known() -> None:
    assert {*services()} == KINDS
    assert {*_RULES} <= KINDS
    assert {one.key for one in catalogue().services if one.decided == "rule"} == {"instalments", "later_date"}


def test_every_kind_of_field_is_read_and_no_other() -> None:
    assert {*_READERS} == {*get_args(FieldKind)}
    assert {field.kind for one in catalogue().services for field in one.fields} == {*_READERS}


def test_what_spends_money_or_ends_a_contract_binds_and_health_has_its_own_consent() -> None:
    binding = {key for key, one in services().items() if one.confirm is not None}
    assert {"refund", "transfer_overpayment", "instalments", "later_date", "direct_debit", "terminate", "move_out"} <= (
        binding
    )
    assert {key for key, one in services().items() if one.secure} == {"refund", "direct_debit", "terminate"}
    for one in (one for one in services().values() if one.health):
        assert any(field.kind == "consent" and field.required for field in one.fields)
        assert any(field.sensitive for field in one.fields)


def test_no_text_is_left_in_another_language() -> None:
    polish, cyrillic = set("ąćęłńśźż"), set("абвгдежзийклмнопрстуфхцчшщьюяіїєґ")

    def walk(value: Any) -> None:
        if isinstance(value, dict) and {*value} == {"pl", "en", "uk"}:
            assert not set(value["en"].lower()) & (polish | cyrillic), value["en"]
            assert not set(value["pl"].lower()) & cyrillic, value["pl"]
            if any(one.islower() for one in value["pl"].replace("w", "").replace("a", "").replace("b", "")):
                assert set(value["uk"].lower()) & cyrillic, value["uk"]
        elif isinstance(value, (dict, list)):
            for one in value.values() if isinstance(value, dict) else value:
                walk(one)

    walk(json.loads(FILE.read_text()))


@pytest.mark.parametrize("language", ["pl", "en", "uk"])
def test_a_service_without_one_language_is_refused(language: str) -> None:
    told = json.loads(FILE.read_text())
    del told["services"][0]["name"][language]
    with pytest.raises(ValidationError):
        Catalogue.model_validate(told)


def test_a_field_nobody_reads_or_a_condition_on_nothing_is_refused() -> None:
    for spoil in ({"kind": "colour"}, {"onlyIf": {"field": "nobody", "value": "on"}}):
        told = json.loads(FILE.read_text())
        told["services"][0]["fields"][0] |= spoil
        with pytest.raises(ValidationError):
            Catalogue.model_validate(told)
