"""Exports as billing systems really write them, with their habits, and what spreadsheets make of them."""

import csv
import io
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from xlsxwriter import Workbook

from adapters.billing_files.check import as_page, check
from adapters.billing_files.faults import CellRefused, FileRefused
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import Mapping, read_mapping
from adapters.billing_files.tables import values
from adapters.billing_files.tables.tables import read_table
from tests.adapters.billing_files.files import ACCOUNT, MAPPING, TABLES, write_csv, write_export, write_xlsx


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_export(tmp_path / "export")


@pytest.fixture
def mapping(folder: Path) -> Mapping:
    return read_mapping(folder / "mapping.toml")


def with_setting(folder: Path, kind: str, setting: str) -> Mapping:
    """The mapping with one more setting in a kind's section."""
    text = MAPPING.replace(f"[files.{kind}.columns]", f"{setting}\n[files.{kind}.columns]")
    (folder / "mapping.toml").write_text(text, "utf-8")
    return read_mapping(folder / "mapping.toml")


def changed(name: str, row: int, **cells: Any) -> list[list[Any]]:
    """A table of the small export with other cells in one row, by their columns' names with _ for blanks."""
    rows: list[list[Any]] = [list(one) for one in TABLES[name]]
    for column, cell in cells.items():
        rows[row][rows[0].index(column.replace("_", " "))] = cell
    return rows


@pytest.mark.parametrize(
    ("told", "amount"),
    [
        ("1'234,56", 123456), ("1’234’567.89", 123456789), ("1,234.56", 123456), ("+5", 500), ("-0,00", 0),
        ("0.12", 12), ("1 234 567,8", 123456780), ("12,50 -", -1250), ("( 12,50 )", -1250),
    ],
)  # fmt: skip
def test_amounts_of_other_systems(told: Any, amount: int) -> None:
    assert values.grosze(told) == amount


@pytest.mark.parametrize(
    "told",
    [
        "(12",
        "12)",
        "--5",
        "-5-",
        "-(5)",
        "12 34",
        "1 2",
        "1 2345,00",
        "12,50 14,00",
        "1e3",
        "٣",
        "",
        "1..2",
        "1.23.456",
    ],
)
def test_what_is_not_one_number_is_no_number(told: str) -> None:
    with pytest.raises(CellRefused, match="nie jest liczba"):
        values.grosze(told)


@pytest.mark.parametrize("told", [time(0), True, float("nan"), float("inf"), datetime(2026, 1, 1)])  # noqa: DTZ001
def test_what_a_sheet_holds_in_place_of_a_number_is_refused(told: Any) -> None:
    for read in (values.number, values.grosze, values.whole, values.decimal):
        with pytest.raises(CellRefused, match="to nie jest liczba"):
            read(told)


def test_numbers_that_no_invoice_has_are_refused_before_they_are_added_up() -> None:
    for told in ("9" * 30, 1e300):
        with pytest.raises(CellRefused, match="zbyt duża"):
            values.grosze(told)


def test_a_decimal_is_what_the_sheet_shows() -> None:
    assert [values.decimal(told) for told in (0.1 + 0.2, "0.412", "0,4120", "-0,00", 1980.0)] == [
        "0.3", "0.412", "0.4120", "0.00", "1980",
    ]  # fmt: skip


@pytest.mark.parametrize("told", ["2026-11-22 00:00:00", "2026-11-22T13:05:00.000", "22.11.2026 13:05"])
def test_a_day_with_a_time_behind_it(told: str) -> None:
    assert values.day(told) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("00.00.0000", "wygląda na znak, że daty nie ma"),
        ("0000-00-00", "wygląda na znak, że daty nie ma"),
        ("1900-01-00", "wygląda na znak, że daty nie ma"),
        ("31.12.9999", "wygląda na znak, że daty nie ma"),
        ("1900-01-01", "wygląda na znak, że daty nie ma"),
        (datetime(9999, 12, 31), "„31.12.9999” wygląda na znak"),  # noqa: DTZ001
        (5, "„04.01.1900” wygląda na znak"),
        (time(0), "to nie jest data"),
        ("20261122", "day_format"),
        ("22/11/2026", "day_format"),
    ],
)
def test_a_sign_for_no_day_is_not_taken_for_one(told: Any, reason: str) -> None:
    with pytest.raises(CellRefused, match=reason):
        values.day(told)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ("5,90E+17", "zgubił cyfry"),
        (5.9e17, "zgubił cyfry"),
        (590310600000000015, "zgubił cyfry"),
        (datetime(2026, 4, 3), "zamienił wpis na datę"),  # noqa: DTZ001
        ("03.kwi", "zamienił wpis na datę"),
        (time(3, 4), "zamienił wpis na datę"),
    ],
)
def test_a_text_that_a_spreadsheet_spoiled_is_refused(told: Any, reason: str) -> None:
    with pytest.raises(CellRefused, match=reason):
        values.text_of(told)


@pytest.mark.parametrize(
    ("told", "rate"),
    [("23", "23"), ("23%", "23"), ("23,00 %", "23"), ("0,23", "23"), (0.23, "23"), (0.08, "8"), (23.0, "23"),
     ("0", "0"),     ("zw", "zw"), ("np I", "np I"), ("oo", "oo")],
)  # fmt: skip
def test_rates_of_vat(told: Any, rate: str) -> None:
    assert values.vat_rate(told) == rate


def test_numbers_with_their_country() -> None:
    assert values.nip_of("PL 525-234-40-78") == values.nip_of("pl5252344078") == "5252344078"
    assert values.account_of(f"PL{ACCOUNT}") == ACCOUNT
    with pytest.raises(CellRefused, match="NIP „DE123456789” jest zagraniczny"):
        values.nip_of("DE123456789")


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_what_the_export_writes_for_nothing_is_nothing(folder: Path, suffix: str) -> None:
    mapping = with_setting(folder, "contracts", 'nothing = ["00.00.0000", "31.12.9999", "1900-01-00", "NULL", "-"]')
    signs: list[Any] = ["00.00.0000", "31.12.9999", "NULL", "-"]
    if suffix == "xlsx":
        (folder / "umowy.csv").unlink()
        signs += [datetime(9999, 12, 31), time(0)]  # noqa: DTZ001
    for sign in signs:
        rows = changed("umowy", 1, Data_od=sign)
        if suffix == "csv":
            write_csv(folder / "umowy.csv", rows)
        else:
            write_xlsx(folder / "umowy.xlsx", rows, default_date_format="dd.mm.yyyy")
        report = check(mapping, folder)
        assert report.refused == 0, [sign, *report.faults]
        assert "starts_on" not in report.first["contracts"][0]
    required = changed("umowy", 1, Taryfa="NULL")
    write_csv(folder / "umowy.csv", required)
    assert "umowy.csv, wiersz 2, „Taryfa”: pole jest puste" in [str(fault) for fault in check(mapping, folder).faults]


def test_lost_noughts_of_a_number_without_a_check_digit_are_seen_where_its_length_is_told(folder: Path) -> None:
    mapping = with_setting(folder, "customers", "digits = {customer_number = 8}")
    assert check(mapping, folder).refused == 0
    write_csv(folder / "klienci.csv", changed("klienci", 1, Nr_klienta="12345"))
    [fault] = check(mapping, folder).faults
    assert str(fault).startswith("klienci.csv, wiersz 2, „Nr klienta”: numer ma 5 cyfr zamiast 8: arkusz zgubił zera")


def test_a_table_says_what_a_mark_means(folder: Path) -> None:
    rows = [[*row, "X" if number else "Prosument"] for number, row in enumerate(TABLES["faktury"][:3])]
    write_csv(folder / "faktury.csv", rows)
    text = MAPPING.replace(
        "[files.invoices.words.kind]",
        'clearing = "Prosument"\n[files.invoices.words.clearing]\nX = "yes"\n[files.invoices.words.kind]',
    )
    (folder / "mapping.toml").write_text(text, "utf-8")
    report = check(read_mapping(folder / "mapping.toml"), folder)
    assert report.refused == 0, report.faults
    assert [row["clearing"] for row in report.first["invoices"]] == [True, True]


def test_the_1904_systems_plain_day_numbers_are_those_days(folder: Path, mapping: Mapping) -> None:
    (folder / "wplaty.csv").unlink()
    write_xlsx(folder / "wplaty.xlsx", changed("wplaty", 1, Data=46348 - 1462, Kwota=1230), date_1904=True)
    report = check(mapping, folder)
    assert report.refused == 0, report.faults
    assert report.first["payments"][0]["booked_on"] == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("encode", "head"),
    [
        (lambda text: text.encode("utf-16"), ""),
        (lambda text: text.replace("\r\n", "\r").encode("cp1250"), ""),
        (lambda text: text.encode("cp1250"), "sep=;\r\n"),
        (lambda text: text.encode("cp1250"), "„Świt” sp. z o.o.\r\n\r\nKlienci;;\r\nStan na;1.11.2026\r\n\r\n\r\n"),
        (lambda text: text.replace("\r\n", ";;\r\n").encode("utf-8-sig"), ""),
    ],
    ids=["Excel's Unicode text", "old Mac", "Excel's own sign", "a company's head", "trailing separators"],
)
def test_shapes_of_csv(folder: Path, mapping: Mapping, encode: Callable[[str], bytes], head: str) -> None:
    expected = check(mapping, folder)
    text = io.StringIO(newline="")
    text.write(head)
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(TABLES["klienci"])
    (folder / "klienci.csv").write_bytes(encode(text.getvalue()))
    report = check(mapping, folder)
    assert report.refused == 0, report.faults
    assert report.first["customers"] == expected.first["customers"]


def test_a_company_called_total_is_no_row_of_totals(tmp_path: Path) -> None:
    rows = [["Nazwa", "Nr", "Kwota"], ["Total", "7", "5"], ["Razem", "", "5"]]
    file = write_csv(tmp_path / "a.csv", rows)
    assert [row.cells["Nr"] for row in read_table(file, ["Nr", "Kwota"], needed=["Nr"])] == ["7"]
    write_csv(file, rows[:2])
    assert [row.cells["Nr"] for row in read_table(file, ["Nr", "Kwota"], needed=["Nr"])] == ["7"]


def test_a_sheet_is_read_to_its_end_whatever_size_it_says(tmp_path: Path) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [["Nr", "Kwota"], ["1", 5], ["2", 6]])
    rewritten(file, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert [row.cells for row in read_table(file)] == [{"Nr": "1", "Kwota": 5}, {"Nr": "2", "Kwota": 6}]


@pytest.mark.parametrize(
    ("part", "spoil"),
    [
        ("xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2]),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>5</v>", b"<v>pi\xc4\x99\xc4\x87</v>")),
        ("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>0</v>", b"<v>99</v>", 1)),
        ("xl/workbook.xml", lambda xml: b"<workbook"),
        ("xl/sharedStrings.xml", lambda xml: b""),
        ("xl/_rels/workbook.xml.rels", lambda xml: xml.replace(b"worksheets/", b"nowhere/")),
    ],
)
def test_a_workbook_that_is_broken_inside_is_refused(
    tmp_path: Path, part: str, spoil: Callable[[bytes], bytes]
) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [["Nr", "Kwota"], ["1", 5]])
    rewritten(file, part, spoil)
    with pytest.raises(FileRefused):
        list(read_table(file))


def rewritten(file: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change a part of a workbook in place."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def test_openpyxls_workbooks_are_read_too(tmp_path: Path) -> None:
    book = OpenpyxlWorkbook()
    book.active.append(["Nr", "Dzień", "Kwota"])
    book.active.append(["0012", date(2026, 11, 22), 12.5])
    book.save(tmp_path / "a.xlsx")
    [row] = read_table(tmp_path / "a.xlsx")
    assert (row.cells["Nr"], values.day(row.cells["Dzień"]), values.grosze(row.cells["Kwota"])) == (
        "0012", date(2026, 11, 22), 1250,
    )  # fmt: skip


def test_what_can_not_be_opened_is_a_fault_and_no_crash(folder: Path, mapping: Mapping) -> None:
    (folder / "klienci.csv").unlink()
    (folder / "klienci.csv").symlink_to(folder / "nowhere")
    (folder / "umowy.csv").unlink()
    (folder / "umowy.csv").mkdir()
    (folder / "wplaty.csv").write_bytes(b"")
    said = [str(fault) for fault in check(mapping, folder).faults]
    assert "klienci.*: nie ma takiego pliku" in said
    assert "umowy.*: nie ma takiego pliku" in said
    assert any(one.startswith("wplaty.csv: w pierwszych 30 wierszach nie ma nagłówka") for one in said)


def test_what_the_contract_refuses_is_said_in_polish_with_the_exports_column(folder: Path, mapping: Mapping) -> None:
    write_csv(folder / "klienci.csv", changed("klienci", 2, NIP="", Miasto="W" * 201))
    write_csv(folder / "faktury.csv", changed("faktury", 1, Netto="999,00"))
    write_csv(folder / "pozycje.csv", changed("pozycje", 2, VAT="24,00"))
    assert [str(fault) for fault in check(mapping, folder).faults] == [
        "klienci.csv, wiersz 3, „Miasto”: tekst jest za długi: zmieści się 200 znaków",
        "faktury.csv, wiersz 2: netto i VAT nie dają brutto",
        "faktury.csv, wiersz 3: pozycja 1: netto i VAT pozycji nie dają brutto",
    ]
    write_csv(folder / "klienci.csv", changed("klienci", 2, NIP=""))
    write_csv(folder / "faktury.csv", changed("faktury", 1, Typ="K"))
    write_csv(folder / "pozycje.csv", TABLES["pozycje"])
    assert [str(fault) for fault in check(mapping, folder).faults] == [
        "klienci.csv, wiersz 3: firma musi mieć nazwę i polski NIP",
        "faktury.csv, wiersz 2: korekta musi wskazywać dokument, który koryguje",
    ]


def test_formulas_and_markup_in_names_are_only_text(folder: Path, mapping: Mapping) -> None:
    write_csv(folder / "klienci.csv", changed("klienci", 1, Nazwisko="=CMD|' /C calc'!A0 <script>x</script>"))
    report = check(mapping, folder)
    assert report.refused == 0
    assert "<script>" not in as_page(report)
    assert report.first["customers"][0]["last_name"] == "=CMD|' /C calc'!A0 <script>x</script>"


def test_a_workbook_that_says_more_than_it_holds_ends(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "a.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Nr", "Kwota"])
    sheet.write_row(1, 0, ["1", 5])
    sheet.write_blank(20_000, 0, None, book.add_format({"bold": True}))
    book.close()
    assert [row.cells["Nr"] for row in read_table(tmp_path / "a.xlsx")] == ["1"]


def test_what_is_paid_beyond_an_invoice_is_an_overpayment(tmp_path: Path, folder: Path, mapping: Mapping) -> None:
    rows = changed("wplaty", 1, Kwota="1 300,00")
    rows += [
        ["W2", "K2", "F2", "100,00", "11.11.2026", "P", "x"],
        ["W3", "K2", "F2", "-100,00", "12.11.2026", "P", "x"],
    ]
    write_csv(folder / "wplaty.csv", rows)
    with closing(Journal(tmp_path / "data")) as journal:
        taken = journal.take(mapping, folder)
        balances = [change["data"]["amount"] for change in journal.changes(0, 100) if change["kind"] == "balance"]
    assert balances == [-7_000, 12_300], "one paid 70 zł too much, the other's payment was taken back"
    assert taken.report is not None
    assert taken.report.notices == [
        "FV/1/2026: wpłaty na ten dokument przekraczają to, co z niego zapłacono; to nadpłata",
    ]
