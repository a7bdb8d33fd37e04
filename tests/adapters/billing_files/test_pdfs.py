"""PDFs beside an export: found by number, judged by content, missing and left over ones told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.billing_files.check import as_page, as_text, check
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import Mapping, Pdfs, read_mapping
from tests.adapters.billing_files.files import write_export

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = write_export(tmp_path / "export")
    (folder / "pdf" / "2026").mkdir(parents=True)
    return folder


@pytest.fixture
def mapping(folder: Path) -> Mapping:
    return read_mapping(folder / "mapping.toml").model_copy(update={"pdfs": Pdfs()})


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal(tmp_path / "data")
    yield journal
    journal.close()


def document(journal: Journal, number: str) -> dict[str, object]:
    [change] = [one for one in journal.changes(0, 100) if one.get("data", {}).get("number") == number]
    return {"id": change["id"], "pdf": change["data"].get("pdf")}


@pytest.mark.parametrize("name", ["FV_1_2026.pdf", "fv-1-2026.PDF", "FV 1 2026.pdf", "2026/FV.1.2026.pdf"])
def test_a_pdf_is_found_however_its_slashes_were_replaced(
    folder: Path, mapping: Mapping, journal: Journal, name: str
) -> None:
    (folder / "pdf" / name).write_bytes(PDF)
    assert journal.take(mapping, folder).refused is None
    told = document(journal, "FV/1/2026")
    assert told["pdf"] is not None
    assert journal.pdf(str(told["id"])) == PDF
    assert document(journal, "FV/2/2026")["pdf"] is None
    (folder / "pdf" / name).unlink()
    assert journal.pdf(str(told["id"])) == PDF, "what was announced stays, whatever becomes of the export"


def test_missing_and_left_over_ones_are_in_the_report_and_refuse_nothing(folder: Path, mapping: Mapping) -> None:
    (folder / "pdf" / "FV_9_2026.pdf").write_bytes(PDF)
    (folder / "pdf" / "FV_1_2026.pdf").write_bytes(PDF)
    report = check(mapping, folder)
    assert report.refused == 0
    assert report.notices == [
        "FV/2/2026: nie ma pliku PDF",
        "FV_9_2026.pdf: nie ma takiego dokumentu w pliku faktur",
    ]
    assert "warto sprawdzić: FV/2/2026: nie ma pliku PDF" in as_text(report)
    assert "<li>FV_9_2026.pdf" in as_page(report)


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"FV_1_2026.pdf": b"<html>404</html>"}, "pdf/FV_1_2026.pdf: to nie jest cały plik PDF"),
        ({"FV_1_2026.pdf": PDF[:20]}, "pdf/FV_1_2026.pdf: to nie jest cały plik PDF"),
        (
            {"FV_1_2026.pdf": PDF, "FV-1-2026.pdf": PDF},
            "FV_1_2026.pdf: pasuje do tego samego numeru co FV-1-2026.pdf; zostaw jeden",
        ),
    ],
)
def test_what_is_no_pdf_or_stands_twice_refuses_the_set(
    folder: Path, mapping: Mapping, journal: Journal, files: dict[str, bytes], reason: str
) -> None:
    for name, content in files.items():
        (folder / "pdf" / name).write_bytes(content)
    taken = journal.take(mapping, folder)
    assert taken.refused is not None
    assert reason in taken.refused
    assert taken.report is not None
    assert "FV/1/2026: nie ma pliku PDF" not in taken.report.notices, "a broken one is told once"
    assert list(journal.changes(0, 10)) == []


def test_one_being_written_makes_the_set_wait(folder: Path, mapping: Mapping, journal: Journal) -> None:
    (folder / "pdf" / "FV_1_2026.pdf").write_bytes(PDF)
    taken = journal.take(mapping.model_copy(update={"quiet_seconds": 60}), folder)
    assert taken.refused is not None
    assert "mógł nie być jeszcze cały zapisany" in taken.refused
