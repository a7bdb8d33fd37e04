"""The XML of an invoice in KSeF: from Blob as it was stored, for its owner, and only when it is there."""

import hashlib
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared.billing.document_files import KSEF_XML
from shared.blob import DOCUMENTS, blobs
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_customer, a_document, mirrored, records

XML = '<?xml version="1.0" encoding="UTF-8"?>\n<Faktura>Żółć</Faktura>\n'.encode()
SHA256 = hashlib.sha256(XML).hexdigest()
PATH = "/api/billing/documents/document-ksef/ksef-xml"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await mirrored(a_customer(), a_balance(), a_document())
    await blobs(DOCUMENTS).upload_blob(SHA256, XML, overwrite=True)
    await signed_in(browser, "44051401359")
    return browser


async def with_xml(state: str, customer_id: str = "customer-anna", *, sha256: str = SHA256, **data: Any) -> None:
    from functions.sync_timer.mirror.apply import apply_changes

    ksef = {"state": "accepted", "sellerNip": "5265877635", "xmlSha256": sha256}
    [record] = records(a_document("document-ksef", customer_id, ksef=ksef, **data))
    assert record.item[KSEF_XML.name] == "pending"
    record.item[KSEF_XML.name] = state
    await apply_changes(customer_id, [record])


async def test_the_xml_comes_as_it_was_stored_and_is_saved(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    await with_xml("ready", number='F/2026\\11"; x=\u202e1')
    emulator.requests.clear()
    response = await anna.get(PATH)
    assert (response.status_code, response.content) == (200, XML)
    assert response.headers["content-type"] == "application/xml"
    assert response.headers["content-length"] == str(len(XML))
    assert response.headers["x-content-type-options"] == "nosniff"
    disposition = response.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="F-2026-11-x-1.xml"; filename*=UTF-8')
    assert disposition.isascii()
    assert disposition.count('"') == 2
    assert [request.operation for request in emulator.requests] == ["read", "read"]
    assert (await anna.get("/api/billing/documents/document-ksef")).json()["ksef"]["xml"] == "ready"


async def test_an_xml_that_is_not_here_yet_says_come_back(anna: httpx.AsyncClient) -> None:
    await with_xml("pending")
    response = await anna.get(PATH)
    assert (response.status_code, response.json()["code"]) == (503, "xml_unavailable")
    assert int(response.headers["Retry-After"]) > 0
    assert (await anna.get("/api/billing/documents/document-ksef")).json()["ksef"]["xml"] == "pending"


async def test_a_lost_blob_does_not_break_the_page(anna: httpx.AsyncClient) -> None:
    await with_xml("ready", sha256="0" * 64)
    response = await anna.get(PATH)
    assert (response.status_code, response.json()["code"]) == (503, "xml_unavailable")
    assert (await anna.get("/api/billing/documents/document-ksef")).status_code == 200


async def test_a_foreign_a_missing_and_a_private_invoice_have_none(anna: httpx.AsyncClient) -> None:
    await mirrored(a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"))
    await with_xml("ready", "customer-ewa1")
    for document in ("document-ksef", "document-none", "document-0001"):
        response = await anna.get(f"/api/billing/documents/{document}/ksef-xml")
        assert (response.status_code, response.json()["code"]) == (404, "not_found"), document
