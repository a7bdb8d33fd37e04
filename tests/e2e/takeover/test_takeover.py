"""A customer of a retailer that can only export files comes in, reads the own invoice and pays it."""

import csv
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from adapters.billing_files.asks import Asks
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import Pdfs, read_mapping
from local.stack.environment import TOLD
from local.stack.testing import RunningStack
from shared import clock
from tests.adapters.billing_files.files import TABLES, write_csv, write_export
from tests.e2e.conftest import FoldersStack, Mail, on_own_ports
from tests.e2e.steps import become, downloaded, look
from tests.files import a_pdf

FIRM = {"nip": "5252344078", "customerNumber": "00012346", "documentNumber": "FV/2/2026", "email": "swit@example.com"}
PDF = a_pdf()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the files of a small export tell; the invoice is of these weeks."""
    place = tmp_path_factory.mktemp("takeover")
    folder = write_export(place / "export")
    invoices = [list(row) for row in TABLES["faktury"]]
    invoices[2][5] = f"{clock.today() - timedelta(days=10):%d.%m.%Y}"
    invoices[2][6] = f"{clock.today() + timedelta(days=4):%d.%m.%Y}"
    write_csv(folder / "faktury.csv", invoices)
    (folder / "pdf").mkdir()
    (folder / "pdf" / "FV_2_2026.pdf").write_bytes(PDF)
    journal = Journal(place / "told")
    mapping = read_mapping(folder / "mapping.toml").model_copy(update={"pdfs": Pdfs()})
    assert journal.take(mapping, folder).refused is None
    journal.close()
    return place / "told"


@pytest.fixture(scope="module")
def stack(
    clock_file: Path, told: Path, tmp_path_factory: pytest.TempPathFactory, folders_stack: FoldersStack
) -> Iterator[RunningStack]:
    folders_stack.close()
    with on_own_ports(tmp_path_factory.mktemp("stack"), clock_file, {TOLD: str(told)}) as running:
        yield running


def test_a_customer_of_the_files_reads_the_own_invoice_and_pays(page: Page, mail: Mail, told: Path) -> None:
    become(page, mail, FIRM)
    expect(page.get_by_text("123,00").first).to_be_visible()
    look(page, "takeover-start")
    [document] = page.request.get("/api/billing/documents").json()["documents"]
    assert (document["number"], document["remaining"]) == ("FV/2/2026", 12_300)
    assert downloaded(page, f"/api/billing/documents/{document['id']}/pdf") == PDF
    page.goto(f"/faktury/{document['id']}")
    expect(page.get_by_role("heading", level=1)).to_contain_text("FV/2/2026")
    look(page, "takeover-invoice")
    page.goto("/faktury/zaplac")
    page.get_by_role("button", name=re.compile("^Zapłać")).click()
    page.wait_for_url(re.compile("/trnRequest/"))
    page.get_by_role("button", name="Zapłać przelewem").click()
    page.wait_for_url(re.compile("/platnosc/"))
    expect(page.get_by_text("Mamy Twoją wpłatę").first).to_be_visible(timeout=30_000)
    with closing(Asks(told)) as asks, closing(Journal(told)) as journal:
        [file] = asks.hand_over(told / "import", clock.now(), journal.key_of)
    [row] = csv.DictReader(file.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (row["id klienta"], row["kwota"], row["dokumenty"]) == ("K2", "123,00", "F2: 123,00")
