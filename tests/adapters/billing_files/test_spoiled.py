"""What exports are like: read rightly, or refused with the words that say what to do."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from xlsxwriter import Workbook

from adapters.billing_files.faults import CellRefused, FileRefused
from adapters.billing_files.tables import values
from adapters.billing_files.tables.encoding import encoding_of
from adapters.billing_files.tables.tables import read_table
from tests.adapters.billing_files.files import ACCOUNT, PPE, write_csv, write_xlsx

ROWS: list[list[Any]] = [["Nr", "Nazwisko"], ["1", "Źrebiec-Gąś"], ["2", "Śliwa"]]
HARD = "\u00a0"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso8859_2", "utf-16"])
def test_the_encoding_is_told_by_the_polish_letters(tmp_path: Path, encoding: str) -> None:
    file = write_csv(tmp_path / "a.csv", ROWS, encoding=encoding)
    assert [row.cells["Nazwisko"] for row in read_table(file)] == ["Źrebiec-Gąś", "Śliwa"]


def test_in_doubt_the_encoding_is_asked_for(tmp_path: Path) -> None:
    both = "ą".encode("cp1250") + "ś".encode("iso8859_2")
    with pytest.raises(FileRefused, match=r"Windows-1250, czy w ISO-8859-2.*wpisz kodowanie"):
        encoding_of(both, whole=True)
    file = tmp_path / "a.csv"
    file.write_bytes(b"Nr;Nazwa\n1;" + both)
    assert [row.cells["Nazwa"] for row in read_table(file, encoding="cp1250")] == ["ą¶"]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_any_delimiter_and_a_quoted_line_break(tmp_path: Path, delimiter: str) -> None:
    file = write_csv(tmp_path / "a.csv", [*ROWS, ["3", "dwie\nlinie; i, przecinek"], ["4", "x"]], delimiter=delimiter)
    rows = list(read_table(file))
    assert rows[2].cells["Nazwisko"] == "dwie\nlinie; i, przecinek"
    assert [row.number for row in rows] == [2, 3, 4, 6]


def test_the_header_may_stand_below_a_title_and_blank_rows_and_totals_are_left_out(tmp_path: Path) -> None:
    rows = [["Nr", "Kwota"], ["1", "5"], ["", ""], ["2", "6"], ["Razem", "11"]]
    file = write_csv(tmp_path / "a.csv", rows, above="Zestawienie faktur\r\n\r\nStan na;01.11.2026\r\n")
    assert [row.cells["Nr"] for row in read_table(file, ["Nr", "Kwota"])] == ["1", "2"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["Nr", "Kwota", "Kwota"], ["1", "2", "3"]], "„Kwota” więcej niż raz"),
        ([["Nr", "Inna"], ["1", "2"]], "w nagłówku nie ma kolumn: Kwota;"),
        ([["Nr", "Kwota"], ["1", "2", "3"]], "wiersz 2 ma więcej kolumn niż nagłówek"),
    ],
)
def test_a_header_that_can_not_be_trusted_is_refused(tmp_path: Path, rows: list[list[str]], reason: str) -> None:
    file = write_csv(tmp_path / "a.csv", rows)
    with pytest.raises(FileRefused, match=reason):
        list(read_table(file, ["Nr", "Kwota"]))


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        ("1 234,56", 123456), (f"1{HARD}234,56", 123456), ("1.234,56", 123456), ("1.234.567", 123456700),
        ("12,5-", -1250), ("(12,50)", -1250), ("-12,50", -1250), ("−12,50", -1250), ("12,50 zł", 1250),
        ("12,50 PLN", 1250), ("12.50", 1250), (12.5, 1250), (7, 700), (0.1 + 0.2, 30), ("0", 0),
    ],
)  # fmt: skip
def test_amounts_as_they_are_written(told: Any, amount: int) -> None:
    assert values.grosze(told) == amount


@pytest.mark.parametrize(
    ("read", "told", "reason"),
    [
        (values.grosze, "1.234", "dzieli tysiące, czy grosze"),
        (values.grosze, "12,345", "więcej niż dwa miejsca"),
        (values.grosze, "dużo", "to nie jest liczba"),
        (values.grosze, None, "to nie jest liczba"),
        (values.day, "22-11-26", "na kilka sposobów"),
        (values.day, "46348", "numer dnia z arkusza"),
        (values.day, "30.02.2026", "to nie jest data"),
        (values.yes, "może", "nie jest TAK ani NIE"),
        (values.text_of, " ", "pole jest puste"),
        (values.ppe_of, "5,90E+17", "zamienił numer na „5,90E\\+17” i zgubił cyfry"),
        (values.ppe_of, 5.9e17, "zamienił numer na liczbę i zgubił cyfry"),
        (values.ppe_of, 590310600000000015, "zamienił numer na liczbę"),
        (values.ppe_of, PPE[:-1] + "0", "złą cyfrę kontrolną"),
        (values.pesel_of, "2070803628", "ma 10 cyfr zamiast 11: arkusz zgubił zera.*można na to pozwolić"),
        (values.pesel_of, "44051401358", "złą cyfrę kontrolną"),
        (values.account_of, ACCOUNT[1:], "ma 25 cyfr zamiast 26"),
        (lambda cell: values.padded(cell, 8), "12345", "ma 5 cyfr zamiast 8: arkusz zgubił zera"),
        (lambda cell: values.word(cell, {"ZAPL": "paid"}), "NOWE", "„NOWE” nie ma w tabeli wartości"),
    ],
)  # fmt: skip
def test_what_is_spoiled_is_refused_with_what_to_do(read: Callable[[Any], Any], told: Any, reason: str) -> None:
    with pytest.raises(CellRefused, match=reason):
        read(told)


def test_a_lost_nought_is_put_back_only_where_the_mapping_allows_and_the_check_digit_proves_it() -> None:
    assert values.pesel_of("2070803628", repair=True) == "02070803628"
    with pytest.raises(CellRefused):
        values.pesel_of("2070803629", repair=True)


def test_days_as_they_are_written() -> None:
    eve = date(2026, 11, 22)
    told: list[Any] = ["22.11.2026", "2026-11-22", eve, datetime(2026, 11, 22, 13, 5), 46348, 46348.0]  # noqa: DTZ001
    assert [values.day(one) for one in told] == [eve] * 6
    assert values.day("22-11-26", "%d-%m-%y") == eve
    assert values.day(46348 - 1462, epoch_1904=True) == eve
    assert [values.yes(one) for one in ("TAK", "n", "1", 0, True, "Nie")] == [True, False, True, False, True, False]
    assert values.number("1 234,5") == Decimal("1234.5")


def test_a_workbook_is_read_as_it_is_stored(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [["Nr", "Dzień"], ["0012", 5], ["0013", 6.5]])
    assert [row.cells for row in read_table(file)] == [{"Nr": "0012", "Dzień": 5}, {"Nr": "0013", "Dzień": 6.5}]


def test_days_of_the_1904_system_are_the_same_days(tmp_path: Path) -> None:
    for name, options in (("a.xlsx", {}), ("b.xlsx", {"date_1904": True})):
        book = Workbook(tmp_path / name, {**options, "default_date_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nr", "Dzień"])
        sheet.write(1, 0, "1")
        sheet.write_datetime(1, 1, datetime(2026, 11, 22))  # noqa: DTZ001
        book.close()
        [row] = read_table(tmp_path / name)
        assert values.day(row.cells["Dzień"]) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda book, sheet: sheet.write_formula(1, 1, "=A1/0", None, "#DIV/0!"), "B2 pokazuje błąd formuły #DIV/0!"),
        (lambda book, sheet: sheet.write_formula(1, 1, "=A2", None, ""), "B2 ma formułę bez zapisanego wyniku"),
        (lambda book, sheet: sheet.merge_range(2, 0, 3, 1, "x"), "A3:B4 są scalone"),
        (lambda book, sheet: book.add_worksheet("drugi"), "2 widoczne arkusze"),
    ],
)
def test_what_a_sheet_shows_and_does_not_store_is_refused(
    tmp_path: Path, spoil: Callable[[Any, Any], Any], reason: str
) -> None:
    book = Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Nr", "Kwota"])
    sheet.write_row(1, 0, ["1", 5])
    spoil(book, sheet)
    book.close()
    with pytest.raises(FileRefused, match=reason):
        list(read_table(tmp_path / "a.xlsx"))


def test_a_hidden_sheet_is_left_out(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "a.xlsx")
    book.add_worksheet().write_row(0, 0, ["Nr", "Kwota"])
    book.add_worksheet("robocze").hide()
    book.close()
    assert list(read_table(tmp_path / "a.xlsx")) == []


def test_no_workbook_and_a_bomb_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("Nr;Kwota")
    bomb = tmp_path / "b.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    for file, reason in ((text, "to nie jest plik XLSX"), (bomb, "po rozpakowaniu byłby zbyt duży")):
        with pytest.raises(FileRefused, match=reason):
            list(read_table(file))
    binary = tmp_path / "c.csv"
    binary.write_bytes(b"PK\x00\x01;x\n")
    with pytest.raises(FileRefused, match="nie jest plik tekstowy"):
        list(read_table(binary))
