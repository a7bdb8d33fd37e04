"""XLSX as a stream, in bounded memory: what a spreadsheet shows and does not store is refused with its place."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

from adapters.billing_files.faults import FileRefused
from adapters.billing_files.tables.values import Cell

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

MOST_BYTES = 2 * 2**30
MOST_TIMES = 200
SHARED_STRINGS = 256 * 2**20
"""A workbook unpacked is at most so large, so many times its packed size, and its table of texts so large."""

_MERGED = re.compile(rb'<mergeCell ref="([A-Z]+[0-9]+:[A-Z]+[0-9]+)"')
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, SyntaxError, LookupError, ValueError, TypeError, AttributeError,
    NotImplementedError, RuntimeError,
)  # fmt: skip
"""What reading a workbook ends with that is broken inside; XML that is none is a SyntaxError."""

_ERRORS = frozenset({"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!"})


def read_workbook(file: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of the only visible sheet, with their numbers. Raises FileRefused."""
    from openpyxl import load_workbook

    _checked(file)
    try:
        with file.open("rb") as first, file.open("rb") as second:
            values = load_workbook(first, read_only=True, data_only=True)
            formulas = load_workbook(second, read_only=True)
            try:
                yield from _rows(values, formulas)
            finally:
                values.close()
                formulas.close()
    except _BROKEN as error:
        raise FileRefused(f"nie można odczytać arkusza ({error}); otwórz plik i zapisz go ponownie") from None


def _rows(values: "Workbook", formulas: "Workbook") -> Iterator[tuple[int, list[Cell]]]:
    visible = [sheet.title for sheet in values.worksheets if sheet.sheet_state == "visible"]
    if len(visible) != 1:
        raise FileRefused(f"skoroszyt ma {len(visible)} widoczne arkusze; zostaw jeden")
    sheets = [cast("ReadOnlyWorksheet", book[visible[0]]) for book in (values, formulas)]
    for sheet in sheets:
        # Some programs write a size that is not the sheet's; what lies outside of it would be left out.
        sheet.reset_dimensions()
    pairs = zip(sheets[0].iter_rows(), sheets[1].iter_rows(), strict=True)
    for number, (stored, written) in enumerate(pairs, start=1):
        yield number, [_value(value, formula) for value, formula in zip(stored, written, strict=True)]


def counts_from_1904(file: Path) -> bool:
    """Whether the day numbers of a workbook count from 1904; False for what is no workbook."""
    try:
        with zipfile.ZipFile(file) as packed, packed.open("xl/workbook.xml") as book:
            return re.search(rb'date1904="(1|true)"', book.read(2**20)) is not None
    except (*_BROKEN, OSError):
        return False


def _value(stored: object, written: object) -> Cell:
    value, formula = getattr(stored, "value", None), getattr(written, "value", None)
    place = getattr(stored, "coordinate", None) or getattr(written, "coordinate", "?")
    if isinstance(value, str) and value in _ERRORS:
        raise FileRefused(f"komórka {place} pokazuje błąd formuły {value}; popraw ją i zapisz plik ponownie")
    if value is None and isinstance(formula, str) and formula.startswith("="):
        raise FileRefused(f"komórka {place} ma formułę bez zapisanego wyniku; otwórz plik w arkuszu i zapisz ponownie")
    return value


def _checked(file: Path) -> None:
    """Refuse what is no workbook, unpacks without measure, or shows one value in many cells."""
    try:
        with zipfile.ZipFile(file) as packed:
            infos = packed.infolist()
            if "xl/workbook.xml" not in packed.namelist():
                raise FileRefused("to nie jest plik XLSX")
            whole = sum(info.file_size for info in infos)
            texts = sum(info.file_size for info in infos if info.filename.endswith("sharedStrings.xml"))
            if whole > MOST_BYTES or whole > MOST_TIMES * max(file.stat().st_size, 2**16) or texts > SHARED_STRINGS:
                raise FileRefused("plik XLSX po rozpakowaniu byłby zbyt duży; czy to na pewno eksport?")
            for info in infos:
                if info.filename.startswith("xl/worksheets/"):
                    with packed.open(info) as sheet:
                        _no_merged_cells(sheet)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise FileRefused("to nie jest plik XLSX") from None


def _no_merged_cells(sheet: IO[bytes]) -> None:
    kept = b""
    while chunk := sheet.read(2**20):
        if found := _MERGED.search(kept + chunk):
            place = found.group(1).decode()
            raise FileRefused(f"komórki {place} są scalone; rozdziel je, bo wartość stoi tylko w pierwszej")
        kept = chunk[-100:]
