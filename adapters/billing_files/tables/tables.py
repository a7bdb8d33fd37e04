"""Rows of a CSV or XLSX file as a stream, each with its number in the file, under the names of the header."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from adapters.billing_files.faults import FileRefused
from adapters.billing_files.tables.encoding import SAMPLE, encoding_of
from adapters.billing_files.tables.values import Cell
from adapters.billing_files.tables.workbook import read_workbook

SUFFIXES = (".csv", ".txt", ".xlsx")
"""What a table's file may be called."""

HEADER_WITHIN = 30
"""The header stands within so many lines."""

DELIMITERS = ";,\t"
TOTALS = frozenset({"razem", "suma", "ogółem", "total"})
LONGEST_CELL = 100_000


class Row(NamedTuple):
    """A row with its number in the file, counted as a spreadsheet does."""

    number: int
    cells: dict[str, Cell]


def read_table(
    file: Path, columns: Sequence[str] = (), *, encoding: str | None = None, needed: Collection[str] = ()
) -> Iterator[Row]:
    """Yield the rows under the header; blank rows and a row of totals at the end are left out.

    The header is the first line that names all `columns`, or where none are asked for the first one that could be. A
    row of totals says „Razem” and has nothing in a `needed` column: a customer may be called Total. Raises FileRefused
    for what can not be read, is no such file, has no such header or names a column twice.
    """
    lines = _xlsx(file) if file.suffix.lower() == ".xlsx" else _csv(file, encoding)
    header: list[str] | None = None
    nearest: set[str] = set()
    held: Row | None = None
    try:
        for number, cells in lines:
            if all(_blank(cell) for cell in cells):
                continue
            if header is None:
                if _is_header(cells, columns):
                    header = _names(cells, columns)
                elif number > HEADER_WITHIN:
                    break
                nearest = max(nearest, {*columns} & {_text(cell) for cell in cells}, key=len)
                continue
            if held is not None:
                yield held
            held = Row(number, _named(header, cells, number))
    except OSError as error:
        raise FileRefused(f"nie można odczytać pliku: {error.strerror}") from None
    if header is None:
        raise FileRefused(_no_header([name for name in columns if name not in nearest], some=bool(nearest)))
    if held is not None and not _totals(held, needed):
        yield held


def likely_header(file: Path) -> list[str]:
    """Return the names of the line that is most likely the header: the first of those with the most texts.

    Raises FileRefused.
    """
    lines = _xlsx(file) if file.suffix.lower() == ".xlsx" else _csv(file, None)
    names: list[str] = []
    try:
        for number, cells in lines:
            if number > HEADER_WITHIN:
                break
            told = [_text(cell) for cell in cells if not _blank(cell)]
            if len(told) > max(len(names), 1) and _is_header(cells, ()):
                names = told
    except OSError as error:
        raise FileRefused(f"nie można odczytać pliku: {error.strerror}") from None
    if not names:
        raise FileRefused(_no_header((), some=False))
    return names


def _is_header(cells: Sequence[Cell], columns: Sequence[str]) -> bool:
    names = {_text(cell) for cell in cells}
    if columns:
        return set(columns) <= names
    return len(names - {""}) > 1 and all(isinstance(cell, str) or _blank(cell) for cell in cells)


def _names(cells: Sequence[Cell], columns: Sequence[str]) -> list[str]:
    names = [_text(cell) for cell in cells]
    twice = [name for name, count in Counter(names).items() if count > 1 and name and (name in columns or not columns)]
    if twice:
        raise FileRefused(f"nagłówek ma kolumnę „{twice[0]}” więcej niż raz; nazwij każdą inaczej")
    return names


def _named(header: list[str], cells: Sequence[Cell], number: int) -> dict[str, Cell]:
    extra = [cell for cell in cells[len(header) :] if not _blank(cell)]
    if extra:
        raise FileRefused(f"wiersz {number} ma więcej kolumn niż nagłówek; czy separator nie stoi w treści pola?")
    padded = [*cells, *[None] * (len(header) - len(cells))]
    return {name: cell for name, cell in zip(header, padded, strict=False) if name}


def _totals(row: Row, needed: Collection[str]) -> bool:
    if needed and not any(_blank(row.cells[name]) for name in needed):
        return False
    first = next((_text(cell) for cell in row.cells.values() if not _blank(cell)), "")
    return first.casefold().rstrip(":") in TOTALS


def _no_header(missing: Sequence[str], *, some: bool) -> str:
    """`some`: a line has other columns that were asked for, and is likely meant to be the header."""
    if some:
        return f"w nagłówku nie ma kolumn: {', '.join(missing)}; sprawdź ich nazwy w odwzorowaniu"
    with_columns = f" z kolumnami: {', '.join(missing)}" if missing else ""
    return f"w pierwszych {HEADER_WITHIN} wierszach nie ma nagłówka{with_columns}"


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(cell: Cell) -> str:
    return " ".join(str(cell).split()) if cell is not None else ""


def _csv(file: Path, encoding: str | None) -> Iterator[tuple[int, list[Cell]]]:
    with file.open("rb") as raw:
        sample = raw.read(SAMPLE)
        if b"\x00" in sample and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise FileRefused("to nie jest plik tekstowy")
        chosen = encoding or encoding_of(sample, whole=len(sample) < SAMPLE)
        raw.seek(0)
        text = io.TextIOWrapper(raw, encoding=chosen, newline="")
        reader = csv.reader(text, delimiter=_delimiter(sample, chosen), strict=True)
        csv.field_size_limit(LONGEST_CELL)
        try:
            while True:
                number = reader.line_num + 1
                cells = next(reader, None)
                if cells is None:
                    return
                yield number, [*cells]
        except UnicodeError:
            raise FileRefused(f"plik nie jest w całości w kodowaniu {chosen}; wpisz właściwe w odwzorowaniu") from None
        except csv.Error as error:
            raise FileRefused(f"wiersz {reader.line_num}: to nie jest poprawny CSV ({error})") from None


def _delimiter(sample: bytes, encoding: str) -> str:
    """The sign that divides the most lines evenly; in doubt the semicolon, as Polish spreadsheets write it."""
    text = sample.decode(encoding, "ignore")
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    scores = {sign: Counter(line.count(sign) for line in lines if sign in line) for sign in DELIMITERS}
    return max(DELIMITERS, key=lambda sign: max((count * n for count, n in scores[sign].items()), default=0))


def _xlsx(file: Path) -> Iterator[tuple[int, list[Cell]]]:
    return read_workbook(file)
