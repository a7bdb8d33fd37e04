"""Invoices in KSeF: the XML says what the contract says, its hash is true, and the state follows the days."""

import hashlib
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import httpx
import pytest

from local.billing_system.books.account import Account
from local.billing_system.books.ksef_xml import NAMESPACE, invoice_xml
from local.billing_system.seller import SELLER_NIP
from local.billing_system.simulation.faults import XML_FAULTS
from local.billing_system.testing import RunningBilling, running_billing
from local.billing_system.world import World
from shared.billing_contract import Document
from tests.local.billing_system.conftest import TODAY
from tests.world import all_changes

COMPANY = 2
BUSINESSES = [COMPANY, 5, 11, 39]


def told(account: Account) -> dict[str, Document]:
    return {record.id: record.data for record in account.records(usage_since=None) if isinstance(record.data, Document)}


class Xml:
    """An invoice read back from its XML."""

    def __init__(self, content: bytes) -> None:
        self._root = ET.fromstring(content)  # noqa: S314 - our own

    def text(self, path: str, *, within: ET.Element | None = None) -> str | None:
        path = "/".join(f"{{{NAMESPACE}}}{step}" for step in path.split("/"))
        return (self._root if within is None else within).findtext(path)

    def grosze(self, path: str, *, within: ET.Element | None = None) -> int:
        return int(Decimal(self.text(path, within=within) or "0") * 100)

    @property
    def rows(self) -> list[ET.Element]:
        return self._root.findall(f"{{{NAMESPACE}}}Fa/{{{NAMESPACE}}}FaWiersz")


@pytest.mark.parametrize("place", BUSINESSES)
def test_every_xml_says_what_the_contract_says_and_has_the_announced_hash(world: World, place: int) -> None:
    account = world.account(place, TODAY)
    documents = told(account)
    checked = 0
    for key, document in documents.items():
        content = account.ksef_xml(key)
        if document.ksef is None or document.ksef.xml_sha256 is None:
            assert content is None
            continue
        assert content is not None
        assert hashlib.sha256(content).hexdigest() == document.ksef.xml_sha256
        xml = Xml(content)
        assert xml.text("Podmiot1/DaneIdentyfikacyjne/NIP") == SELLER_NIP == document.ksef.seller_nip
        assert xml.text("Podmiot2/DaneIdentyfikacyjne/NIP") == account.plan.customer.nip
        assert xml.text("Podmiot2/NrKlienta") == account.plan.customer.customer_number
        assert xml.text("Fa/P_1") == document.issued_on.isoformat()
        assert xml.text("Fa/P_2") == document.number
        assert xml.grosze("Fa/P_15") == document.amount
        assert xml.grosze("Fa/P_13_1") == document.net
        assert xml.grosze("Fa/P_14_1") == document.vat
        rows = [-1 if xml.text("StanPrzed", within=row) else 1 for row in xml.rows]
        assert len(rows) == len(document.lines)
        for field, whole in (("P_11", document.net), ("P_11Vat", document.vat)):
            assert sum(s * xml.grosze(field, within=r) for s, r in zip(rows, xml.rows, strict=True)) == whole
        checked += 1
    assert checked >= 4


def test_a_correction_names_what_it_corrects_and_tells_both_states(world: World) -> None:
    account = world.account(COMPANY, TODAY)
    [(key, correction)] = [(key, one) for key, one in told(account).items() if one.kind == "correction"]
    corrected = told(account)[correction.corrects or ""]
    xml = Xml(account.ksef_xml(key) or b"")
    assert xml.text("Fa/RodzajFaktury") == "KOR"
    assert xml.text("Fa/DaneFaKorygowanej/NrFaKorygowanej") == corrected.number
    assert corrected.ksef is not None
    assert xml.text("Fa/DaneFaKorygowanej/NrKSeFFaKorygowanej") == corrected.ksef.number
    assert {xml.text("StanPrzed", within=row) for row in xml.rows} == {"1", None}
    assert all(xml.grosze("P_11", within=row) >= 0 for row in xml.rows)


def test_the_demo_company_shows_all_three_states_on_any_day_of_the_month() -> None:
    for after in range(31):
        made_on = TODAY + timedelta(days=after)
        world = World(seed=7, customers=0, demo=True, made_on=made_on)
        states = [one.ksef.state for one in told(world.account(COMPANY, made_on)).values() if one.ksef]
        assert (states.count("waiting"), states.count("offline")) == (1, 1), made_on
        assert states.count("accepted") > 10


def test_an_invoice_gets_its_number_and_keeps_its_xml(world: World) -> None:
    """Before its number an invoice issued offline has the XML already, one that waits has nothing to verify."""
    before, after = (world.account(COMPANY, day) for day in (TODAY, TODAY + timedelta(days=14)))
    for key, document in told(before).items():
        later = told(after)[key]
        if document.ksef is None or later.ksef is None:
            assert document.ksef is later.ksef
            continue
        assert later.ksef.state == "accepted"
        assert later.ksef.number
        if document.ksef.state != "waiting":
            assert before.ksef_xml(key) == after.ksef_xml(key) is not None
            assert document.ksef.xml_sha256 == later.ksef.xml_sha256
        if document.ksef.state != "accepted":
            assert (document.ksef.number, document.ksef.accepted_at) == (None, None)


def test_private_people_and_interest_notes_are_not_in_ksef(world: World) -> None:
    assert not any(one.ksef for place in (0, 1, 4) for one in told(world.account(place, TODAY)).values())
    documents = told(world.account(COMPANY, TODAY)).values()
    assert not any(one.ksef for one in documents if one.kind == "interest_note")


def test_names_are_escaped(world: World) -> None:
    account = world.account(COMPANY, TODAY)
    document = next(iter(told(account).values()))
    buyer = account.plan.customer.model_copy(update={"company_name": "A & <B> „Ż”"})
    assert Xml(invoice_xml(document, buyer)).text("Podmiot2/DaneIdentyfikacyjne/Nazwa") == "A & <B> „Ż”"


def announced(billing: RunningBilling) -> dict[str, dict[str, Any]]:
    return {change["id"]: change["data"] for change in all_changes(billing.system) if change["kind"] == "document"}


def test_the_service_serves_the_announced_xml_and_only_that(billing: RunningBilling, client: httpx.Client) -> None:
    documents = announced(billing)
    hashes = {key: data.get("ksef", {}).get("xmlSha256") for key, data in documents.items()}
    assert any(hashes.values())
    for key, sha256 in hashes.items():
        answer = client.get(f"/documents/{key}/ksef-xml")
        if sha256 is None:
            assert answer.status_code == 404
        else:
            assert answer.headers["content-type"] == "application/xml"
            assert hashlib.sha256(answer.content).hexdigest() == sha256
    assert client.get("/documents/nothing-like-it/ksef-xml").status_code == 404


@pytest.mark.parametrize("kind", XML_FAULTS)
def test_a_wrong_xml_on_demand(billing: RunningBilling, client: httpx.Client, kind: str) -> None:
    key, data = next((key, data) for key, data in announced(billing).items() if "xmlSha256" in data.get("ksef", {}))
    client.post("/simulate/faults", json={"kind": kind, "count": 1}).raise_for_status()
    wrong, right = (client.get(f"/documents/{key}/ksef-xml").content for _ in range(2))
    digests = [hashlib.sha256(content).hexdigest() == data["ksef"]["xmlSha256"] for content in (wrong, right)]
    assert digests == [False, True]
    assert wrong.startswith(b"<?xml")


def test_a_new_invoice_waits_without_a_pdf_until_the_next_day(tmp_path: Path) -> None:
    with running_billing(tmp_path, customers=2, demo=False, today=TODAY) as running:
        number = running.system.world.plan(11).customer.customer_number
        new = running.simulate("new-invoice", customerNumber=number)
        place = 11
        today = told(running.system.account(place))
        key = next(key for key, one in today.items() if one.number == new["number"])
        assert today[key].ksef is not None
        assert today[key].ksef.state == "waiting"
        said = [one["data"] for one in all_changes(running.system) if (one["kind"], one["id"]) == ("document", key)]
        assert said
        assert not any("pdf" in data for data in said)
    with running_billing(tmp_path, customers=2, demo=False, today=TODAY + timedelta(days=1)) as running:
        said = [one["data"] for one in all_changes(running.system) if (one["kind"], one["id"]) == ("document", key)]
        assert said[-1]["ksef"]["state"] == "accepted"
        assert said[-1]["pdf"]
