"""From files to the mirror: drafted, checked, taken whole or not at all, and served by the contract."""

import os
import sqlite3
import tomllib
from pathlib import Path
from typing import Any

import pytest

from adapters.billing_files.__main__ import main
from adapters.billing_files.check import check
from adapters.billing_files.export import Export
from adapters.billing_files.journal import Journal
from adapters.billing_files.mapping import Mapping, MappingRefused, read_mapping
from shared.billing_contract import DATA, Change
from tests.adapters.billing_files.files import MAPPING, TABLES, write_csv, write_export


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_export(tmp_path / "export")


@pytest.fixture
def mapping(folder: Path) -> Mapping:
    return read_mapping(folder / "mapping.toml")


@pytest.fixture
def journal(tmp_path: Path) -> Any:
    journal = Journal(tmp_path / "data")
    yield journal
    journal.close()


def told(journal: Journal, after: int = 0) -> list[dict[str, Any]]:
    """What the journal tells, but for when the balances were true: that is when the files were written."""
    changes = list(journal.changes(after, 1_000))
    for change in changes:
        change.get("data", {}).pop("asOf", None)
    return changes


def test_csv_in_windows_1250_and_xlsx_tell_the_same(
    tmp_path: Path, journal: Journal, folder: Path, mapping: Mapping
) -> None:
    assert journal.take(mapping, folder).refused is None
    other = Journal(tmp_path / "other")
    assert other.take(mapping, write_export(tmp_path / "sheets", "xlsx")).refused is None
    assert told(other) == told(journal)
    other.close()
    changes = [Change.model_validate(change) for change in told(journal)]
    assert [change.kind for change in changes] == [
        *["customer"] * 2, *["contract"] * 2, *["document"] * 2, "payment", *["balance"] * 2,
    ]  # fmt: skip
    for change in changes:
        if change.kind != "balance":
            DATA[change.kind].model_validate(change.data)
    documents = {change["data"]["number"]: change for change in told(journal) if change["kind"] == "document"}
    assert documents["FV/1/2026"]["data"]["amount"] == 123_000
    assert documents["FV/1/2026"]["data"]["lines"][0]["name"] == "Energia; czynna"
    [payment] = [change for change in told(journal) if change["kind"] == "payment"]
    settled = {"documentId": documents["FV/1/2026"]["id"], "number": "FV/1/2026", "amount": 123_000}
    assert payment["data"]["settles"] == [settled]
    assert [change["data"]["amount"] for change in told(journal) if change["kind"] == "balance"] == [0, 12_300]
    assert documents["FV/1/2026"]["data"]["settlements"][0]["paymentId"] == payment["id"]
    assert "K1" not in str([change["id"] for change in told(journal)])


def test_only_what_changed_gets_a_new_revision_and_what_is_gone_is_withdrawn(
    journal: Journal, folder: Path, mapping: Mapping
) -> None:
    journal.take(mapping, folder)
    seen = told(journal)[-1]["cursor"]
    again = journal.take(mapping, folder)
    assert (again.changed, again.withdrawn) == (0, 0)
    rows = [list(row) for row in TABLES["faktury"]]
    rows[2][10] = "23,00"
    write_csv(folder / "faktury.csv", rows)
    assert journal.take(mapping, folder).refused is None
    since = [change for change in told(journal, seen) if change["kind"] != "balance"]
    assert [change["data"]["remaining"] for change in since] == [2300]
    assert {change["data"]["amount"] for change in told(journal) if change["kind"] == "balance"} == {0, 2300}
    write_csv(folder / "wplaty.csv", TABLES["wplaty"][:1])
    refused = journal.take(mapping, folder).refused
    assert refused is not None
    assert refused.endswith("wpisz na ten raz w odwzorowaniu most_missing = 1.00")
    taken = journal.take(mapping.model_copy(update={"most_missing": 1.0}), folder)
    assert (taken.refused, taken.withdrawn) == (None, 1)
    assert [change["kind"] for change in told(journal, seen) if change["deleted"]] == ["payment"]


def test_a_truncated_export_is_refused_whole(journal: Journal, folder: Path, mapping: Mapping) -> None:
    journal.take(mapping, folder)
    before = told(journal)
    write_csv(folder / "faktury.csv", TABLES["faktury"][:2])
    taken = journal.take(mapping, folder)
    assert taken.refused is not None
    assert "w eksporcie brakuje 1 z 2 dokumentów" in taken.refused
    assert told(journal) == before
    assert journal.take(mapping, folder, full=False).refused is None, "a delta lacks what has not changed"
    assert not any(change["deleted"] for change in told(journal))


def test_a_delta_that_leaves_out_what_belongs_to_a_record_is_refused(
    journal: Journal, folder: Path, mapping: Mapping
) -> None:
    journal.take(mapping, folder)
    before = told(journal)
    rows = [list(row) for row in TABLES["faktury"]]
    rows[2][10] = "23,00"
    write_csv(folder / "faktury.csv", [rows[0], rows[2]])
    write_csv(folder / "pozycje.csv", TABLES["pozycje"][:1])
    taken = journal.take(mapping, folder, full=False)
    assert taken.refused is not None
    assert "F2: w przyroście nie ma pozycji, które były podane wcześniej" in taken.refused
    assert told(journal) == before
    write_csv(folder / "pozycje.csv", TABLES["pozycje"])
    assert journal.take(mapping, folder, full=False).refused is None


def test_one_broken_row_refuses_the_set_and_says_where(journal: Journal, folder: Path, mapping: Mapping) -> None:
    rows = [list(row) for row in TABLES["klienci"]]
    rows[1][4] = "44051401358"
    write_csv(folder / "klienci.csv", rows)
    taken = journal.take(mapping, folder)
    assert taken.refused is not None
    assert "klienci.csv, wiersz 2, „PESEL”: PESEL ma złą cyfrę kontrolną" in taken.refused
    assert told(journal) == []


def test_a_refused_row_is_told_once_and_not_by_all_that_belongs_to_it(folder: Path, mapping: Mapping) -> None:
    rows = [list(row) for row in TABLES["klienci"]]
    rows[1][4] = "4,40514E+10"
    write_csv(folder / "klienci.csv", rows)
    report = check(mapping, folder)
    assert [fault.file for fault in report.faults] == ["klienci.csv"]
    assert report.notices == []


def test_a_set_still_being_written_is_not_read(journal: Journal, folder: Path, mapping: Mapping) -> None:
    for file in folder.iterdir():
        os.utime(file, (1_000_000, 1_000_000))
    careful = mapping.model_copy(update={"quiet_seconds": 60})
    os.utime(folder / "pozycje.csv")
    taken = journal.take(careful, folder)
    assert taken.refused is not None
    assert taken.refused.startswith("pozycje.csv mógł nie być jeszcze cały zapisany")
    os.utime(folder / "pozycje.csv", (1_000_000, 1_000_000))
    assert journal.take(careful, folder).changed == 9
    waiting = mapping.model_copy(update={"ready": "gotowe.ready"})
    assert journal.take(waiting, folder).refused == "jeszcze nie ma pliku gotowe.ready"
    (folder / "gotowe.ready").touch()
    assert journal.take(waiting, folder).refused is None


def test_a_sign_from_yesterday_does_not_say_that_todays_set_is_whole(
    journal: Journal, folder: Path, mapping: Mapping
) -> None:
    waiting = mapping.model_copy(update={"ready": "gotowe.ready"})
    (folder / "gotowe.ready").touch()
    for file in folder.iterdir():
        os.utime(file, (1_000_000, 1_000_000))
    os.utime(folder / "faktury.csv", (1_086_400, 1_086_400))
    refused = journal.take(waiting, folder).refused
    assert refused == "gotowe.ready jest starszy niż faktury.csv: eksport jeszcze trwa albo gotowe.ready jest z wczoraj"
    os.utime(folder / "gotowe.ready", (1_086_400, 1_086_400))
    assert journal.take(waiting, folder).refused is None


def test_a_set_that_changes_while_it_is_read_is_refused(
    journal: Journal, folder: Path, mapping: Mapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Export.records

    def meanwhile(export: Export) -> Any:
        yield from whole(export)
        with (folder / "wplaty.csv").open("a") as more:
            more.write("W2;K1;;5,00;11.11.2026;P;x\n")

    with monkeypatch.context() as patched:
        patched.setattr(Export, "records", meanwhile)
        refused = journal.take(mapping, folder).refused
    assert refused == "eksport zmienił się w trakcie czytania; spróbuj, gdy będzie cały"
    assert told(journal) == []
    assert journal.take(mapping, folder).refused is None


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("changed", [{"company": "Inna"}, {"secret": "inny-sekret-niż-wczoraj"}])
def test_another_company_or_secret_than_before_is_refused_and_named(
    journal: Journal, folder: Path, mapping: Mapping, changed: dict[str, str], full: bool
) -> None:
    journal.take(mapping, folder)
    before = told(journal)
    refused = journal.take(mapping.model_copy(update=changed), folder, full=full).refused
    assert refused is not None
    assert refused.startswith("company albo secret w odwzorowaniu są inne niż dotąd")
    assert told(journal) == before


def test_while_a_set_is_taken_what_was_told_is_served_and_no_other_is_taken(
    tmp_path: Path, journal: Journal, folder: Path, mapping: Mapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.take(mapping, folder)
    before = told(journal)
    other = Journal(tmp_path / "data")
    other._db.execute("pragma busy_timeout = 0")
    journal._db.execute("pragma cache_size = 1")
    seen: list[Any] = []
    whole = Export.records

    def meanwhile(export: Export) -> Any:
        for record in whole(export):
            yield record._replace(data=record.data | {"padding": "x" * 100_000})
            seen.append(told(other))
        monkeypatch.undo()
        seen.append(other.take(mapping, folder).refused)

    monkeypatch.setattr(Export, "records", meanwhile)
    assert journal.take(mapping, folder).refused is None
    other.close()
    assert seen == [before] * 9 + ["inny eksport jest właśnie przyjmowany; spróbuj, gdy się skończy"]


def test_data_of_a_newer_version_is_left_alone(
    tmp_path: Path, journal: Journal, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal._db.execute("pragma user_version = 7")
    assert main(["status", "--data", str(tmp_path / "data")]) == 2
    assert "zapisała nowsza wersja (7, a ta zna 1)" in capsys.readouterr().out


def test_what_stands_in_the_way_is_said(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mapping = ["--mapping", str(folder / "mapping.toml"), "--data", str(tmp_path / "data")]
    for command in ("draft", "check", "take"):
        assert main([command, "--folder", str(tmp_path / "nie-ma"), *mapping]) == 2
        assert "nie ma folderu" in capsys.readouterr().out
    where = ["--folder", str(folder), *mapping]
    assert main(["check", *where, "--page", str(tmp_path / "nie-ma" / "report.html")]) == 2
    assert "report.html" in capsys.readouterr().out
    monkeypatch.setattr(Journal, "_record", full_disk)
    assert main(["take", *where]) == 2
    assert "nic nie zmieniono (database or disk is full)" in capsys.readouterr().out


def test_a_full_disk_is_named_and_the_same_set_is_taken_once_there_is_room(
    journal: Journal, folder: Path, mapping: Mapping, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Export.records

    def large(export: Export) -> Any:
        for record in whole(export):
            yield record._replace(data=record.data | {"padding": "x" * 100_000})

    journal._db.execute("pragma cache_size = 1")
    journal._db.execute("pragma max_page_count = 40")
    with monkeypatch.context() as patched:
        patched.setattr(Export, "records", large)
        with pytest.raises(sqlite3.OperationalError, match="disk is full"):
            journal.take(mapping, folder)
    assert told(journal) == []
    journal._db.execute("pragma max_page_count = 10000")
    assert journal.take(mapping, folder).refused is None


def full_disk(*_: Any) -> bool:
    raise sqlite3.OperationalError("database or disk is full")


def test_two_companies_equal_numbers_do_not_meet(
    tmp_path: Path, journal: Journal, folder: Path, mapping: Mapping
) -> None:
    other = Journal(tmp_path / "other")
    journal.take(mapping, folder)
    other.take(mapping.model_copy(update={"company": "Inna"}), folder)
    assert not {change["id"] for change in told(journal)} & {change["id"] for change in told(other)}
    other.close()


def test_the_commands(tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--folder", str(folder), "--mapping", str(folder / "mapping.toml"), "--data", str(tmp_path / "data")]
    assert main(["check", *where, "--page", str(tmp_path / "report.html")]) == 0
    assert "Wszystko w porządku." in capsys.readouterr().out
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<td>Żółć-Gęś</td>" in page
    assert "<td>1230,00</td>" in page
    assert "<td>02.11.2026</td>" in page
    assert not (tmp_path / "data").exists()
    assert main(["take", *where]) == 0
    assert main(["status", *where]) == 0
    assert "przyjęto: 9 zmian, 0 wycofanych" in capsys.readouterr().out
    write_csv(folder / "wplaty.csv", [TABLES["wplaty"][0], ["W1", "K1", "F1", "dużo", "10.11.2026", "P", "x"]])
    assert main(["check", *where]) == 1
    assert "wplaty.csv, wiersz 2, „Kwota”: „dużo” to nie jest liczba" in capsys.readouterr().out


def test_a_first_mapping_is_drafted_from_the_headers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draft", "--folder", str(folder)]) == 0
    said = capsys.readouterr().out
    for line in ("[files.invoices]", 'number = "Nr faktury"', 'pesel = "PESEL"', '"FIRMA" = "?"', "[files.items]"):
        assert line in said


def section(key: str, value: str) -> str:
    """The mapping with a setting of the customers' file."""
    return MAPPING.replace('file = "klienci.*"', f'file = "klienci.*"\n{key} = {value}')


def test_a_mapping_saved_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    (tmp_path / "mapping.toml").write_text(MAPPING, "utf-8-sig")
    assert read_mapping(tmp_path / "mapping.toml").company == "Prąd Testowy"


def test_a_draft_is_toml_whatever_lies_in_the_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_export(tmp_path / 'eksport "nowy" \\ 1')
    (folder / "klienci.csv").rename(folder / 'klienci "a".csv')
    write_csv(folder / "klienci.csv", TABLES["klienci"], above="Firma;NIP 525-234-40-78\r\n\r\nStan na;1.11\r\n")
    write_csv(folder / "nieznany.csv", [["Kolor", "Smak"], ["1", "2"]])
    (folder / "pusty.csv").touch()
    (folder / "folder.csv").mkdir()
    assert main(["draft", "--folder", str(folder)]) == 0
    said = capsys.readouterr().out
    drafted = tomllib.loads(said)
    assert drafted["company"] == 'eksport "nowy" \\ 1'
    assert drafted["files"]["customers"]["columns"]["pesel"] == "PESEL"
    assert drafted["files"]["customers"]["words"]["kind"] == {"FIRMA": "?", "OS": "?"}
    assert set(drafted["files"]) == {"customers", "contracts", "invoices", "items", "payments"}
    for line in ("# customers jest już w", "# nieznany.csv: nie wiadomo, co to jest", "# pusty.csv: w pierwszych 30"):
        assert line in said


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (MAPPING.replace('number = "Nr faktury"\n', ""), "files.invoices.columns.number: brakuje kolumny"),
        (MAPPING.replace('F = "invoice"', 'F = "faktura"'), "„F” → „faktura”: powinno być jedno z: invoice"),
        (MAPPING.replace("[files.items", "[files.pozycje"), "files.pozycje: nie ma takiego rodzaju pliku"),
        ("company = ", "nie jest poprawnym plikiem TOML"),
        (MAPPING.replace('"klienci.*"', '"/etc/passwd"'), "files.customers.file: to ma być nazwa pliku w folderze"),
        (MAPPING.replace('"klienci.*"', '"../klienci.csv"'), "files.customers.file: to ma być nazwa pliku w folderze"),
        (section("encoding", '"windows"'), "files.customers.encoding: nie ma kodowania „windows”"),
        (section("day_format", '"DD.MM.RRRR"'), "files.customers.day_format: „DD.MM.RRRR” nie jest zapisem daty"),
        (section("repair", '["city"]'), "files.customers.repair.city: to pole tak nie działa"),
        (section("digits", "{pesel = 11}"), "files.customers.digits.pesel: to pole tak nie działa"),
        (MAPPING.replace('"PESEL"', '"?"'), "files.customers.columns.pesel: zamiast „\\?” wpisz nazwę kolumny"),
        (MAPPING.replace("quiet_seconds", "quiet"), "quiet: nie ma takiego klucza"),
        (MAPPING.replace("nikt-tego-nie-zgadnie", "krótki"), "secret: tekst jest za krótki: .* 16 znaków"),
    ],
)
def test_a_wrong_mapping_is_named_by_key_and_reason(tmp_path: Path, wrong: str, reason: str) -> None:
    (tmp_path / "mapping.toml").write_text(wrong, "utf-8")
    with pytest.raises(MappingRefused, match=reason):
        read_mapping(tmp_path / "mapping.toml")
