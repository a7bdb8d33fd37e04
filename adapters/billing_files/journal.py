"""What was told before: only changes get a new revision, a set is taken whole or not at all."""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

from adapters.billing_files.export import Export, Report
from adapters.billing_files.mapping import Mapping

MOST_MISSING = 0.05
"""An export that lacks more than this share of what was told before is refused as a whole."""

_ORDER = {"customer": 0, "contract": 1, "point": 2, "document": 3, "payment": 4}


class Taken(NamedTuple):
    """What became of a set of files: refused with a reason, or how many records changed and were withdrawn."""

    refused: str | None
    changed: int = 0
    withdrawn: int = 0
    report: Report | None = None


def still_written(mapping: Mapping, folder: Path) -> str | None:
    """Return why the set of files is not to be read yet, None where it is whole."""
    if mapping.ready is not None:
        return None if (folder / mapping.ready).is_file() else f"jeszcze nie ma pliku {mapping.ready}"
    files = {file for section in mapping.files.values() for file in folder.glob(section.file)}
    fresh = sorted(file.name for file in files if time.time() - file.stat().st_mtime < mapping.quiet_seconds)
    if fresh:
        return (
            f"{fresh[0]} mógł nie być jeszcze cały zapisany: zmienił się w ostatnich {mapping.quiet_seconds} sekundach"
        )
    return None


class Journal:
    """The records told so far, with their revisions. Safe to open anew; nothing half is ever seen."""

    def __init__(self, data: Path) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(data / "journal.sqlite", isolation_level=None, check_same_thread=False)
        self._db.execute(
            "create table if not exists records (kind text, id text, customer text, digest text, body text,"
            " revision integer, deleted integer, primary key (kind, id))"
        )
        self._db.execute("create index if not exists by_revision on records (revision)")
        self._db.execute("create table if not exists notes (at text, said text)")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def take(self, mapping: Mapping, folder: Path, *, full: bool = True, at: str = "") -> Taken:
        """Take a set of files whole, or refuse it; a record gone from a full export is withdrawn."""
        if (reason := still_written(mapping, folder)) is not None:
            return Taken(reason)
        export = Export(mapping, folder)
        self._db.execute("begin immediate")
        try:
            taken = self._taken(export, full=full)
        except BaseException:
            self._db.execute("rollback")
            raise
        self._db.execute("rollback" if taken.refused else "commit")
        said = taken.refused or f"przyjęto: {taken.changed} zmian, {taken.withdrawn} wycofanych"
        self._db.execute("insert into notes values (?, ?)", (at, said))
        return taken._replace(report=export.report)

    def _taken(self, export: Export, *, full: bool) -> Taken:
        before = int(self._db.execute("select count(*) from records where not deleted").fetchone()[0])
        self._db.execute("create temp table seen (kind text, id text, primary key (kind, id))")
        with closing(self._db.cursor()):
            changed = 0
            for record in export.records():
                self._db.execute("insert or ignore into seen values (?, ?)", (record.kind, record.id))
                changed += self._tell(record.kind, record.id, record.customer_id, record.data)
            gone = self._gone() if full else []
            self._db.execute("drop table seen")
        if export.report.refused:
            return Taken(f"eksport ma błędy: {export.report.refused}; pierwszy: {export.report.faults[0]}")
        if before and len(gone) > MOST_MISSING * before:
            return Taken(
                f"w eksporcie brakuje {len(gone)} z {before} rekordów; czy plik nie jest ucięty albo przefiltrowany?"
            )
        for kind, key, customer in gone:
            self._tell(kind, key, customer, None)
        return Taken(None, changed, len(gone))

    def _gone(self) -> list[tuple[str, str, str]]:
        rows = self._db.execute(
            "select kind, id, customer from records r where not deleted"
            " and not exists (select 1 from seen s where s.kind = r.kind and s.id = r.id)"
        )
        return sorted(rows.fetchall(), key=lambda row: -_ORDER[row[0]])

    def _tell(self, kind: str, key: str, customer: str, data: dict[str, Any] | None) -> bool:
        body = json.dumps(data, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(f"{customer}{body}".encode()).hexdigest()
        known = self._db.execute("select digest from records where kind = ? and id = ?", (kind, key)).fetchone()
        if known is not None and known[0] == digest:
            return False
        revision = int(self._db.execute("select coalesce(max(revision), 0) + 1 from records").fetchone()[0])
        self._db.execute(
            "insert or replace into records values (?, ?, ?, ?, ?, ?, ?)",
            (kind, key, customer, digest, body, revision, data is None),
        )
        return True

    def changes(self, after: int, limit: int) -> Iterator[dict[str, Any]]:
        """Yield the changes after a cursor as the contract has them."""
        rows = self._db.execute(
            "select revision, kind, id, customer, deleted, body from records"
            " where revision > ? order by revision limit ?",
            (after, limit),
        )
        for revision, kind, key, customer, deleted, body in rows.fetchall():
            change = {"cursor": revision, "kind": kind, "id": key, "customerId": customer, "deleted": bool(deleted)}
            yield change if deleted else change | {"data": json.loads(body)}

    def status(self) -> str:
        """Return what is told and what happened last, for an operator."""
        counted = self._db.execute("select kind, count(*) from records where not deleted group by kind").fetchall()
        notes = self._db.execute("select at, said from notes order by rowid desc limit 10").fetchall()
        return "\n".join([*(f"{kind}: {count}" for kind, count in counted), *(f"{at} {said}" for at, said in notes)])
