"""A first mapping, made from the headers of the files in a folder; what it could not tell is left to be filled in."""

import json
import secrets
from itertools import islice
from pathlib import Path

from adapters.billing_files.faults import FileRefused
from adapters.billing_files.fields import FIELDS
from adapters.billing_files.tables import SUFFIXES, read_table

VALUES_OF = 5_000
"""The words of a column are gathered from so many rows."""


def draft(folder: Path) -> str:
    """Return the text of a mapping file for the tables in a folder."""
    lines = [f'company = "{folder.resolve().name}"', f'secret = "{secrets.token_urlsafe(24)}"', ""]
    for file in sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES):
        try:
            rows = list(islice(read_table(file), VALUES_OF))
        except FileRefused as error:
            lines += [f"# {file.name}: {error}", ""]
            continue
        header = [*rows[0].cells] if rows else []
        kind = _kind_of(file, header)
        columns = _columns(kind, header)
        lines += [f"[files.{kind}]", f"file = {json.dumps(file.name, ensure_ascii=False)}", f"[files.{kind}.columns]"]
        for name, field in FIELDS[kind].items():
            column = columns.get(name)
            told = json.dumps(column, ensure_ascii=False) if column else '"?"'
            if column or field.required:
                lines.append(f"{name} = {told}")
        for name, field in FIELDS[kind].items():
            if field.type == "word" and name in columns:
                said = sorted({str(row.cells[columns[name]]) for row in rows})
                lines += [f"[files.{kind}.words.{name}]  # {', '.join(field.words)}"]
                lines += [f'{json.dumps(one, ensure_ascii=False)} = "?"' for one in said]
        lines.append("")
    return "\n".join(lines)


def _kind_of(file: Path, header: list[str]) -> str:
    """The kind whose fields find the most columns."""
    return max(FIELDS, key=lambda kind: (len(_columns(kind, header)) / len(FIELDS[kind]), kind in file.name.lower()))


def _columns(kind: str, header: list[str]) -> dict[str, str]:
    by_name = {name.casefold().strip(): name for name in header}
    found: dict[str, str] = {}
    for name, field in FIELDS[kind].items():
        hint = next((hint for hint in field.hints if hint in by_name and by_name[hint] not in found.values()), None)
        if hint:
            found[name] = by_name[hint]
    return found
