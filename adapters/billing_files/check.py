"""What would be refused, by file, row, column and reason: as text and as a page. Changes nothing."""

from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from adapters.billing_files.export import Export, Progress, Report
from adapters.billing_files.fields import FIELDS
from adapters.billing_files.mapping import Mapping


def check(mapping: Mapping, folder: Path, progress: Progress | None = None, *, full: bool = True) -> Report:
    """Read the whole export and return what was found."""
    export = Export(mapping, folder, progress, full=full)
    for _ in export.records():
        pass
    return export.report


def as_text(report: Report) -> str:
    """Return the report for a terminal."""
    lines = [f"{kind}, wierszy: {count}" for kind, count in report.rows.items()]
    lines += [f"do przyjęcia ({kind}): {count}" for kind, count in report.records.items()]
    lines += [str(fault) for fault in report.faults]
    if report.refused > len(report.faults):
        lines.append(f"… i {report.refused - len(report.faults)} dalszych")
    lines += [f"warto sprawdzić: {said}" for said in report.notices]
    if report.noticed > len(report.notices):
        lines.append(f"… i {report.noticed - len(report.notices)} dalszych")
    lines.append("Wszystko w porządku." if not report.refused else f"Do poprawienia: {report.refused}.")
    return "\n".join(lines)


def as_page(report: Report) -> str:
    """Return the report as an HTML page with the first rows of each kind."""
    faults = "".join(
        f"<tr><td>{escape(fault.file)}</td><td>{fault.row or ''}</td><td>{escape(fault.column or '')}</td>"
        f"<td>{escape(fault.reason)}</td></tr>"
        for fault in report.faults
    )
    tables = "".join(_first_rows(kind, report.rows[kind], rows) for kind, rows in report.first.items())
    notices = "".join(f"<li>{escape(said)}</li>" for said in report.notices)
    return (
        '<!doctype html><html lang="pl"><meta charset="utf-8"><title>Sprawdzenie eksportu</title>'
        "<style>body{font:16px sans-serif;margin:2rem}td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left}"
        "table{border-collapse:collapse}</style>"
        f"<h1>Do poprawienia: {report.refused}</h1>"
        "<table><tr><th>Plik</th><th>Wiersz</th><th>Kolumna</th><th>Powód</th></tr>"
        f"{faults}</table><h2>Warto sprawdzić: {report.noticed}</h2><ul>{notices}</ul>{tables}</html>"
    )


def _first_rows(kind: str, count: int, rows: list[dict[str, Any]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in rows[0])
    cells = ("".join(f"<td>{escape(_shown(kind, name, cell))}</td>" for name, cell in row.items()) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<h2>{escape(kind)}, wierszy: {count}</h2><table><tr>{head}</tr>{body}</table>"


def _shown(kind: str, name: str, value: Any) -> str:
    """A value as whoever compares it with the export would write it."""
    if FIELDS[kind][name].type == "amount":
        whole, cents = divmod(abs(value), 100)
        return f"{'-' if value < 0 else ''}{whole},{cents:02}"
    return f"{value:%d.%m.%Y}" if isinstance(value, date) else str(value)
