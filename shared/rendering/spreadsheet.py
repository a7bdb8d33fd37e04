"""Lists as files for a spreadsheet: CSV the way a Polish Excel opens it, and XLSX with real dates and numbers."""

import asyncio
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple

from shared.rendering.plain_text import printable

FileKind = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[FileKind, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_LIKE_A_NUMBER = re.compile(r"[0-9][0-9 .,/:-]*[0-9]|[0-9]")
_FORMULA_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n")


class Zloty(NamedTuple):
    """An amount in grosze, as a cell."""

    grosze: int


class KilowattHours(NamedTuple):
    """Energy in Wh, as a cell in kWh."""

    watt_hours: int


type Cell = str | date | datetime | Zloty | KilowattHours | None


async def file_of(kind: FileKind, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Made in a thread, where `rows` are asked for too: 20,000 take two seconds of CPU, in which the loop goes on
    between bytecodes."""
    if kind == "csv":
        return await asyncio.to_thread(_csv, headings, rows)
    return await asyncio.to_thread(_xlsx, title, headings, rows)


def _csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, decimal commas and a byte order mark, without which Excel takes UTF-8 for an old code page."""
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return made.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Zloty(grosze):
            return f"{'-' if grosze < 0 else ''}{abs(grosze) // 100},{abs(grosze) % 100:02d}"
        case KilowattHours(energy):
            return f"{'-' if energy < 0 else ''}{abs(energy) // 1000},{abs(energy) % 1000:03d}"
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case str():
            text = printable(cell)
            if _LIKE_A_NUMBER.fullmatch(text):
                # Excel would make 12345678 of 0012345678 and a day of 11/2026.
                return f'="{text}"'
            return f"'{text}" if _runs(text) else text


def _runs(text: str) -> bool:
    """Whether a spreadsheet may run the text (CWE-1236): one in Japanese takes `＝` for `=`, some skip what shows
    nothing before it.
    """
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(one for one in plain if unicodedata.category(one) not in {"Cf", "Zs"})
    return plain.startswith(_FORMULA_BEGINS) or seen.startswith(_FORMULA_BEGINS)


def _xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    from xlsxwriter import Workbook

    made = io.BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        energy = book.add_format({"num_format": "#,##0.000"})
        minute = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(headings) - 1, 18)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for line, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                match cell:
                    case Zloty(grosze):
                        sheet.write_number(line, column, grosze / 100, money)
                    case KilowattHours(watt_hours):
                        sheet.write_number(line, column, watt_hours / 1000, energy)
                    case datetime():
                        sheet.write_datetime(line, column, cell.replace(tzinfo=None), minute)
                    case date():
                        sheet.write_datetime(line, column, cell, day)
                    case str():
                        sheet.write_string(line, column, printable(cell))
    return made.getvalue()
