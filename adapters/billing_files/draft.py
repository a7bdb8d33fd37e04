"""A first mapping, made from the headers of the files in a folder; what it could not tell is left to be filled in."""

import json
import secrets
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

from adapters.billing_files.faults import FileRefused
from adapters.billing_files.fields import FIELDS, Field
from adapters.billing_files.tables.tables import SUFFIXES, Row, likely_header, read_table

VALUES_OF = 5_000
"""The words of a column are gathered from so many rows."""

MOST_WORDS = 40
"""A column with more different words holds no words of a table."""


def draft(folder: Path) -> str:
    """Return the text of a mapping file for the tables in a folder."""
    lines = [f"company = {_quoted(folder.resolve().name)}", f'secret = "{secrets.token_urlsafe(24)}"', ""]
    drafted: dict[str, str] = {}
    for file in sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file()):
        try:
            header = likely_header(file)
            rows = list(islice(read_table(file, header), VALUES_OF))
        except FileRefused as error:
            lines += [f"# {_one_line(file.name)}: {_one_line(str(error))}", ""]
            continue
        kind = _kind_of(file, header)
        section = _section(kind, file, header, rows) if kind else [f"# {_one_line(file.name)}: nie wiadomo, co to jest"]
        if kind and kind in drafted:
            section = [f"# {kind} jest już w {_one_line(drafted[kind])}; zostaw jeden z tych działów:"] + [
                f"# {line}" for line in section
            ]
        elif kind:
            drafted[kind] = file.name
        lines += [*section, ""]
    return "\n".join(lines)


def _section(kind: str, file: Path, header: list[str], rows: list[Row]) -> list[str]:
    columns = _columns(kind, header)
    lines = [f"[files.{kind}]", f"file = {_quoted(file.name)}", f"[files.{kind}.columns]"]
    for name, field in FIELDS[kind].items():
        if name in columns or field.required:
            lines.append(f"{name} = {_quoted(columns[name]) if name in columns else '"?"'}")
    for name, field in FIELDS[kind].items():
        if field.type == "word" and name in columns:
            lines += _words(kind, name, field, (row.cells[columns[name]] for row in rows))
    return lines


def _words(kind: str, name: str, field: Field, cells: Iterable[object]) -> list[str]:
    said = sorted({str(cell).strip() for cell in cells if cell is not None} - {""})
    head = f"[files.{kind}.words.{name}]  # {', '.join(field.words)}"
    if len(said) > MOST_WORDS:
        return [head, f"# kolumna ma {len(said)} różnych wartości; czy to na pewno ta?"]
    return [head, *(f'{_quoted(one)} = "?"' for one in said)]


def _quoted(said: str) -> str:
    """A TOML string, which is written as JSON's."""
    return json.dumps(said, ensure_ascii=False).replace("\x7f", "\\u007f")


def _one_line(said: str) -> str:
    return " ".join(said.split())


def _kind_of(file: Path, header: list[str]) -> str | None:
    """The kind whose fields find the most columns, of equal ones the one with fewer fields; None where none does."""
    found = {kind: len(_columns(kind, header)) for kind in FIELDS}
    kind = max(FIELDS, key=lambda kind: (found[kind], kind in file.name.lower(), -len(FIELDS[kind])))
    return kind if found[kind] else None


def _columns(kind: str, header: list[str]) -> dict[str, str]:
    by_name = {name.casefold().strip(): name for name in header}
    found: dict[str, str] = {}
    for name, field in FIELDS[kind].items():
        hint = next((hint for hint in field.hints if hint in by_name and by_name[hint] not in found.values()), None)
        if hint:
            found[name] = by_name[hint]
    return found
