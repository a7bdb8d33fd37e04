"""The contract itself as a file: whole, in parts, to be shown; and to nobody else."""

import hashlib

import httpx
import pytest

from functions.sync_timer.mirror.apply import apply_changes
from shared.blob import DOCUMENTS, blobs
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_contract, a_customer, a_document, mirrored, records

PDF = b"%PDF-1.7 " + b"umowa " * 400
FACTS = {"sha256": hashlib.sha256(PDF).hexdigest(), "size": len(PDF)}
ADDRESS = "/api/supply/contracts/{}/pdf"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await blobs(DOCUMENTS).upload_blob(FACTS["sha256"], PDF, overwrite=True)
    stored = records(
        a_contract(entity="contract-home", number="U/1/ŁÓDŹ", pdf=FACTS),
        a_contract(entity="contract-late", number="U/2", pdf=FACTS),
        a_contract(entity="contract-new1", number="U/3", pdf=FACTS, status="unsigned"),
        a_contract(entity="contract-bare", number="U/4"),
    )
    for record in stored:
        if record.change.id in {"contract-home", "contract-new1"}:
            record.item["pdf"] = "ready"
    await mirrored(a_customer(), a_balance(), a_document())
    await apply_changes("customer-anna", stored)
    await signed_in(browser, "44051401359")
    return browser


async def test_it_is_kept_shown_and_sent_in_parts(anna: httpx.AsyncClient) -> None:
    address = ADDRESS.format("contract-home")
    whole = await anna.get(address)
    assert (whole.status_code, whole.content) == (200, PDF)
    assert whole.headers["content-disposition"].startswith('attachment; filename="U-1-')
    assert (await anna.get(address, params={"inline": ""})).headers["content-disposition"].startswith("inline;")
    head = await anna.head(address)
    assert (head.headers["content-length"], head.content) == (str(len(PDF)), b"")
    part = await anna.get(address, headers={"Range": "bytes=5-9"})
    assert (part.status_code, part.content) == (206, PDF[5:10])
    assert part.headers["content-range"] == f"bytes 5-9/{len(PDF)}"
    beyond = await anna.get(address, headers={"Range": f"bytes={len(PDF)}-"})
    assert beyond.status_code == 416
    details = (await anna.get("/api/supply/contracts/contract-home")).json()
    assert details["pdf"] == "ready"


async def test_what_is_late_unsigned_or_was_never_announced(anna: httpx.AsyncClient) -> None:
    late = await anna.get(ADDRESS.format("contract-late"))
    assert (late.status_code, late.json()["code"], late.headers["retry-after"]) == (503, "pdf_unavailable", "900")
    for name in ("contract-new1", "contract-bare", "contract-none"):
        assert (await anna.get(ADDRESS.format(name))).status_code == 404, name
