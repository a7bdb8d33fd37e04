"""Lists as files and archives of PDFs."""

import asyncio
import csv
import gc
import hashlib
import io
import os
import threading
import tracemalloc
import zipfile
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl
from xml.etree import ElementTree as ET

import httpx
import pytest

from functions.billing.exports import archive as archives
from local.cosmos_emulator.testing import Emulator
from shared import clock
from shared.blob import ARCHIVES as ARCHIVE_BLOBS
from shared.blob import DOCUMENTS, blobs
from shared.settings import settings
from tests.api.conftest import Mailbox, a_browser
from tests.api.journey import signed_in
from tests.builders import a_balance, a_customer, a_document, mirrored, records

LIST = "/api/billing/documents"
ARCHIVES = "/api/billing/archives"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(issued_on=clock.today() - timedelta(days=3)),
        a_document("document-evil", number="=HYPERLINK(1)", amount=-50, remaining=0),
        a_document("document-note", number="@NO/1", kind="interest_note", dueOn=None),
    )
    await signed_in(browser, "44051401359")
    return browser


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


async def test_the_csv_is_the_filtered_list(anna: httpx.AsyncClient) -> None:
    response = await anna.get(f"{LIST}.csv", params={"sort": "amount"})
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    head, *rows = rows_of(response.content)
    assert head[:2] == ["Rodzaj", "Numer"]
    assert [row[1] for row in rows][-1] == "'=HYPERLINK(1)"
    assert rows[-1][6:] == ["-0,50", "0,00", "zapłacona"]
    only = rows_of((await anna.get(f"{LIST}.csv", params={"kind": "interest_note", "locale": "en"})).content)
    assert [row[:2] for row in only[1:]] == [["Interest note", "'@NO/1"]]


async def test_a_file_keeps_to_contract_and_point(anna: httpx.AsyncClient) -> None:
    line = {"name": "Energia", "pointId": "point-0001", "net": 5, "vatRate": "np", "vat": 0, "gross": 5}
    data: dict[str, Any] = {"amount": 5, "net": 5, "vat": 0, "contractId": "contract-shop"}
    await mirrored(
        a_document("document-shop", number="F/SHOP", **data | {"lines": [line]}),
        a_document("document-both", number="F/ELSE", **data | {"lines": [line | {"pointId": "point-0002"}]}),
    )
    for query, numbers in (
        ({"contract": "contract-shop"}, {"F/SHOP", "F/ELSE"}),
        ({"point": "point-0001"}, {"F/SHOP"}),
        ({"contract": "contract-shop", "point": "point-0002"}, {"F/ELSE"}),
        ({"contract": "contract-customer-anna", "point": "point-0002"}, set()),
    ):
        listed = (await anna.get(LIST, params=query)).json()["documents"]
        assert {document["number"] for document in listed} == numbers
        rows = rows_of((await anna.get(f"{LIST}.csv", params=query)).content)
        assert {row[1] for row in rows[1:]} == numbers
        with zipfile.ZipFile(io.BytesIO((await anna.get(f"{LIST}.xlsx", params=query)).content)) as book:
            sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
        assert len(list(sheet.iter(f"{SHEET}row"))) == 1 + len(numbers)


async def test_the_xlsx_holds_numbers_dates_and_no_formula(anna: httpx.AsyncClient) -> None:
    response = await anna.get(f"{LIST}.xlsx", params={"sort": "amount"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314
        texts = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314
    assert sheet.find(f".//{SHEET}f") is None
    words = [text.text for text in texts.iter(f"{SHEET}t")]
    assert "=HYPERLINK(1)" in words
    cells = {cell.get("r"): cell for cell in sheet.iter(f"{SHEET}c")}
    amount = cells["G4"]
    assert (amount.get("t"), amount.findtext(f"{SHEET}v")) == (None, "-0.5")
    assert cells["C2"].get("t") is None


async def test_an_export_of_many_is_one_query(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    await mirrored(*(a_document(f"document-{n:04}", number=f"F/{n}") for n in range(1000, 1350)))
    emulator.requests.clear()
    assert len(rows_of((await anna.get(f"{LIST}.csv")).content)) == 354
    asked = [request.operation for request in emulator.requests if request.operation != "query_plan"]
    assert asked == ["read", "query"]


async def archive_of(customer: httpx.AsyncClient, *ids: str) -> httpx.Response:
    """The file, or the refusal to make it."""
    made = await customer.post(ARCHIVES, json={"ids": ids})
    if made.status_code != 201:
        return made
    async with httpx.AsyncClient() as anyone:
        return await anyone.get(made.json()["url"])


async def with_pdf(entity: str, content: bytes, *, state: str = "ready", **data: Any) -> None:
    from functions.sync_timer.mirror.apply import apply_changes

    sha256 = hashlib.sha256(content).hexdigest()
    await blobs(DOCUMENTS).upload_blob(sha256, content, overwrite=True)
    [record] = records(a_document(entity, **{"pdf": {"sha256": sha256, "size": len(content)}, **data}))
    record.item["pdf"] = state
    await apply_changes("customer-anna", [record])


async def test_the_archive_holds_every_pdf_under_its_number(anna: httpx.AsyncClient, emulator: Emulator) -> None:
    contents = {f"document-pdf{n}": b"%PDF-1.7\n" + bytes([65 + n]) * 5000 for n in range(3)}
    for entity, content in contents.items():
        await with_pdf(entity, content, number="F/same" if entity != "document-pdf2" else "../../etc/passwd")
    emulator.requests.clear()
    response = await archive_of(anna, *contents)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/zip")
    assert response.headers["content-disposition"].startswith("attachment; filename=")
    # The last two count how often.
    asked = [request.operation for request in emulator.requests if request.operation != "query_plan"]
    assert asked == ["read", "query", "read", "create"]
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["F-same.pdf", "F-same-2.pdf", "etc-passwd.pdf"]
        assert [archive.read(name) for name in archive.namelist()] == list(contents.values())


async def test_a_selection_with_a_foreign_or_missing_document_is_a_404(anna: httpx.AsyncClient) -> None:
    await mirrored(
        a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"),
        a_document("document-ewa1", "customer-ewa1", pdf={"sha256": "0" * 64, "size": 5}),
    )
    await with_pdf("document-pdf1", b"%PDF-1.7 1")
    for other in ("document-ewa1", "document-none", "document-note"):
        response = await archive_of(anna, "document-pdf1", other)
        assert (response.status_code, response.json()["code"]) == (404, "not_found")


async def test_a_pdf_that_is_not_here_yet_holds_the_archive_up(anna: httpx.AsyncClient) -> None:
    await with_pdf("document-pdf1", b"%PDF-1.7 1", state="pending")
    response = await archive_of(anna, "document-pdf1")
    assert (response.status_code, response.json()["code"]) == (503, "pdf_unavailable")


async def test_a_selection_has_bounds(anna: httpx.AsyncClient) -> None:
    for n in range(6):
        await mirrored_huge(f"document-big{n}")
    response = await archive_of(anna, *(f"document-big{n}" for n in range(6)))
    assert (response.status_code, response.json()["code"]) == (413, "selection_too_large")
    for ids in ([], [f"document-{n:04}" for n in range(51)], ["'"]):
        assert (await archive_of(anna, *ids)).status_code == 400


async def mirrored_huge(entity: str) -> None:
    from functions.sync_timer.mirror.apply import apply_changes

    [record] = records(a_document(entity, pdf={"sha256": "0" * 64, "size": 20 * 2**20}))
    record.item["pdf"] = "ready"
    await apply_changes("customer-anna", [record])


async def test_names_differ_whatever_their_case_and_are_files_everywhere(anna: httpx.AsyncClient) -> None:
    numbers = ["FV/1", "FV-1", "FV/1/2", "fv/1", "FV/1-2", "CON", "con", "aux.1"]
    for n, number in enumerate(numbers):
        await with_pdf(f"document-pdf{n}", b"%PDF-1.7 " + str(n).encode(), number=number)
    response = await archive_of(anna, *(f"document-pdf{n}" for n in range(len(numbers))))
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        names = archive.namelist()
    assert len({name.casefold() for name in names}) == len(numbers)
    assert not {name.partition(".")[0].upper() for name in names} & {"CON", "AUX", "CON-2"}


async def test_another_reader_reads_the_archive_from_front_to_back(anna: httpx.AsyncClient) -> None:
    """Java's and the Mac's readers refuse stored entries whose sizes stand behind them; so does this one."""
    from stream_unzip import stream_unzip

    contents = [b"%PDF-1.7 " + bytes([65 + n]) * 70_000 for n in range(3)]
    for n, content in enumerate(contents):
        await with_pdf(f"document-pdf{n}", content, number=f"F/{n}")
    response = await archive_of(anna, *(f"document-pdf{n}" for n in range(3)))
    pieces = (response.content[at : at + 1000] for at in range(0, len(response.content), 1000))
    read = {name.decode(): (size, b"".join(chunks)) for name, size, chunks in stream_unzip(pieces)}
    assert read == {f"F-{n}.pdf": (len(content), content) for n, content in enumerate(contents)}


async def test_a_pdf_that_fails_midway_is_no_archive(anna: httpx.AsyncClient) -> None:
    await with_pdf("document-pdf1", b"%PDF-1.7 1")
    await with_pdf("document-pdf2", b"%PDF-1.7 2 that is lost")
    await blobs(DOCUMENTS).delete_blob(hashlib.sha256(b"%PDF-1.7 2 that is lost").hexdigest())
    response = await archive_of(anna, "document-pdf1", "document-pdf2")
    assert (response.status_code, response.json()["code"]) == (503, "pdf_unavailable")


async def test_two_archives_of_a_customer_at_a_time(anna: httpx.AsyncClient) -> None:
    await with_pdf("document-pdf1", b"%PDF-1.7 1")
    asked = (archive_of(anna, "document-pdf1") for _ in range(5))
    assert sorted([answer.status_code for answer in await asyncio.gather(*asked)]) == [200, 200, 429, 429, 429]
    clock.set_now(clock.now() + timedelta(seconds=45))
    assert (await archive_of(anna, "document-pdf1")).status_code == 200


async def test_one_document_is_in_memory_at_a_time(anna: httpx.AsyncClient) -> None:
    size, documents = 2**20 - 100, 24
    for n in range(documents):
        await with_pdf(f"document-pdf{n}", b"%PDF-1.7 " + os.urandom(size), number=f"F/{n}")
    await anna.get(LIST)
    gc.collect()
    tracemalloc.start()
    try:
        made = await anna.post(ARCHIVES, json={"ids": [f"document-pdf{n}" for n in range(documents)]})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert made.status_code == 201
    async with httpx.AsyncClient() as anyone:
        assert int((await anyone.head(made.json()["url"])).headers["content-length"]) > size * documents
    assert peak < 8 * size


async def test_the_link_ends_and_opens_nothing_else(anna: httpx.AsyncClient) -> None:
    await with_pdf("document-pdf1", b"%PDF-1.7 1")
    made = (await anna.post(ARCHIVES, json={"ids": ["document-pdf1"]})).json()
    address, _, signature = made["url"].partition("?")
    assert "customer-anna" not in address
    assert {"sp": "r", "sr": "b"}.items() <= dict(parse_qsl(signature)).items()
    assert clock.from_iso(dict(parse_qsl(signature))["se"]) <= clock.from_iso(made["expiresAt"])
    assert clock.from_iso(made["expiresAt"]) <= clock.now() + timedelta(minutes=10)
    other = address.replace("archives", "documents").rpartition("/")[0].rpartition("/")[0]
    document = hashlib.sha256(b"%PDF-1.7 1").hexdigest()
    async with httpx.AsyncClient() as anyone:
        for refused in (address, f"{other}/{document}?{signature}"):
            assert (await anyone.get(refused)).status_code in {403, 404}
        written = await anyone.put(made["url"], content=b"", headers={"x-ms-blob-type": "BlockBlob"})
    assert written.status_code == 403


async def test_without_links_the_archive_comes_from_the_portal_and_only_to_its_owner(
    anna: httpx.AsyncClient, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_pdf("document-pdf1", b"%PDF-1.7 1")
    url = await by_the_portal(anna, monkeypatch, "document-pdf1")
    response = await anna.get(url)
    assert (response.status_code, response.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
    monkeypatch.setattr(archives, "MOST_OF_A_PIECE", 100)
    whole, joined = len(response.content), b""
    while len(joined) < whole:
        piece = await anna.get(url, headers={"Range": f"bytes={len(joined)}-", "If-Range": response.headers["etag"]})
        last = min(len(joined) + 100, whole) - 1
        assert (piece.status_code, piece.headers["content-range"]) == (206, f"bytes {len(joined)}-{last}/{whole}")
        joined += piece.content
    assert joined == response.content
    assert (await anna.get(url, headers={"Range": f"bytes={whole}-"})).status_code == 416
    assert (await anna.get(url, headers={"Range": f"bytes=0-{'9' * 5000}"})).content == response.content
    await mirrored(a_customer("customer-ewa1", pesel="02070803628", customerNumber="KL-5"))
    await mirrored(a_document("document-ewa1", "customer-ewa1", number="F/5"))
    async with a_browser() as ewa:
        whose = {"pesel": "02070803628", "customerNumber": "KL-5", "documentNumber": "F/5", "email": "ewa@example.com"}
        await signed_in(ewa, "02070803628", **whose)
        assert (await ewa.get(url)).status_code == 404
    for unknown in ("/api/billing/archives/" + "0" * 32, "/api/billing/archives/%2e%2e"):
        assert (await anna.get(unknown)).status_code == 404


async def test_a_large_archive_is_handed_out_whole_no_more_than_twice_at_a_time(
    anna: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_pdf("document-pdf1", b"%PDF-1.7 1")
    url = await by_the_portal(anna, monkeypatch, "document-pdf1")
    assert [(await anna.get(url)).status_code for _ in range(3)] == [200, 200, 200]
    monkeypatch.setattr(archives, "MOST_OF_A_PIECE", 50)
    assert [(await anna.get(url)).status_code for _ in range(3)] == [200, 200, 429]
    assert (await anna.get(url, headers={"Range": "bytes=0-"})).status_code == 206


async def test_an_archive_that_ends_between_two_pieces_is_not_found(
    anna: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    await with_pdf("document-pdf1", b"%PDF-1.7 1")
    url = await by_the_portal(anna, monkeypatch, "document-pdf1")
    assert (await anna.get(url, headers={"Range": "bytes=0-99"})).status_code == 206
    async for blob in blobs(ARCHIVE_BLOBS).list_blobs():
        await blobs(ARCHIVE_BLOBS).delete_blob(blob.name)
    gone = await anna.get(url, headers={"Range": "bytes=100-"})
    assert (gone.status_code, gone.json()["code"]) == (404, "not_found")


async def by_the_portal(anna: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, *ids: str) -> str:
    """The address of an archive where browsers cannot reach Blob storage."""
    monkeypatch.setenv("MOJBOK_BLOB_LINKS", "false")
    settings.cache_clear()
    return str((await anna.post(ARCHIVES, json={"ids": ids})).json()["url"])


async def test_long_numbers_and_months_stay_text(anna: httpx.AsyncClient) -> None:
    await mirrored(
        *(a_document(f"document-n{n}", number=number) for n, number in enumerate(["0012345678", "11/2026", "1"]))
    )
    rows = rows_of((await anna.get(f"{LIST}.csv")).content)
    assert {'="0012345678"', '="11/2026"', '="1"'} <= {row[1] for row in rows}


async def test_files_are_made_beside_the_loop(anna: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """20,000 rows take two seconds of CPU, in which others wait for their answers."""
    from shared.rendering import spreadsheet

    threads: list[threading.Thread] = []
    for name in ("_csv", "_xlsx"):
        made = getattr(spreadsheet, name)
        monkeypatch.setattr(
            spreadsheet, name, lambda *of, made=made: (threads.append(threading.current_thread()), made(*of))[1]
        )
    for kind in ("csv", "xlsx"):
        assert (await anna.get(f"{LIST}.{kind}")).status_code == 200
    assert len(threads) == 2
    assert threading.main_thread() not in threads
