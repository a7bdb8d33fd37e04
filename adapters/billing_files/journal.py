"""What was told before: only changes get a new revision, a set is taken whole or not at all."""

import hashlib
import json
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

from adapters.billing_files.export import Export, Progress, Report
from adapters.billing_files.faults import Fault
from adapters.billing_files.mapping import Mapping
from adapters.billing_files.records import Exported, Records
from adapters.billing_files.staging import Staging

FILE = "journal.sqlite"
_VERSION = 1
"""Of the tables: a newer one is left alone."""

_ORDER = {"customer": 0, "balance": 1, "contract": 2, "point": 3, "document": 4, "payment": 5, "reading": 6}
_CALLED = {
    "customer": "klientów",
    "balance": "sald",
    "contract": "umów",
    "point": "punktów",
    "document": "dokumentów",
    "payment": "wpłat",
    "reading": "odczytów",
}


_PARTS = {"lines": "pozycji", "readings": "odczytów", "pointIds": "punktów"}
"""What a record does not lose in real life, and how it is called; a settlement may be taken back."""


class Taken(NamedTuple):
    """What became of a set of files: refused with a reason, or how many records changed and were withdrawn."""

    refused: str | None
    changed: int = 0
    withdrawn: int = 0
    report: Report | None = None


class DataRefused(Exception):
    """The data folder can not be used; the message says why."""


type _Written = dict[Path, tuple[int, int]]
"""Size and time of each file of a set."""


def still_written(mapping: Mapping, folder: Path) -> str | None:
    """Return why the set of files is not to be read yet, None where it is whole."""
    written = _written(mapping, folder)
    if mapping.ready is not None:
        return _not_ready(mapping.ready, folder, written)
    quiet = mapping.quiet_seconds
    fresh = sorted(file.name for file, (_, at) in written.items() if time.time() - at / 10**9 < quiet)
    return (
        f"{fresh[0]} mógł nie być jeszcze cały zapisany: zmienił się w ostatnich {quiet} sekundach" if fresh else None
    )


def _not_ready(ready: str, folder: Path, written: _Written) -> str | None:
    """A sign that is older than a file of the set is yesterday's."""
    try:
        said = (folder / ready).stat().st_mtime_ns
    except OSError:
        return f"jeszcze nie ma pliku {ready}"
    newer = sorted(file.name for file, (_, at) in written.items() if at > said)
    return f"{ready} jest starszy niż {newer[0]}: eksport jeszcze trwa albo {ready} jest z wczoraj" if newer else None


def _written(mapping: Mapping, folder: Path) -> _Written:
    files = {file for section in mapping.files.values() for file in section.files(folder)}
    if mapping.pdfs:
        files |= {file for file in (folder / mapping.pdfs.folder).rglob("*") if file.is_file()}
    told = {file: file.stat() for file in files}
    return {file: (stat.st_size, stat.st_mtime_ns) for file, stat in told.items()}


def _share(part: int, whole: int) -> str:
    """A share with two places that is no less than that of the part."""
    return f"{ceil(100 * part / whole) / 100:.2f}"


class Journal:
    """The records told so far, with their revisions, and their PDFs. Safe to open anew; nothing half is ever seen.

    Raises DataRefused for a folder that a newer version has written.
    """

    def __init__(self, data: Path) -> None:
        self._pdfs = data / "pdf"
        self._pdfs.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(data / FILE, isolation_level=None, check_same_thread=False)
        if (version := int(self._db.execute("pragma user_version").fetchone()[0])) > _VERSION:
            self._db.close()
            raise DataRefused(f"{data} zapisała nowsza wersja ({version}, a ta zna {_VERSION}); uruchom tamtą")
        # What is served stays readable while a set is taken, however long that lasts.
        self._db.execute("pragma journal_mode = wal")
        self._db.execute(
            "create table if not exists records (kind text, id text, customer text, digest text, body text,"
            " revision integer, deleted integer, key text, primary key (kind, id))"
        )
        self._db.execute("create index if not exists by_revision on records (revision)")
        self._db.execute("create index if not exists by_id on records (id)")
        self._db.execute("create table if not exists notes (at text, said text)")
        if version < _VERSION:
            self._db.execute(f"pragma user_version = {_VERSION}")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def take(
        self,
        mapping: Mapping,
        folder: Path,
        *,
        full: bool = True,
        at: str = "",
        progress: Progress | None = None,
    ) -> Taken:
        """Take a set of files whole, or refuse it; a record gone from a full export is withdrawn."""
        if (reason := still_written(mapping, folder)) is not None:
            return Taken(reason)
        if self._others_ids(mapping):
            return Taken(
                "company albo secret w odwzorowaniu są inne niż dotąd, więc wszystko dostałoby nowe identyfikatory; "
                "przywróć je albo zacznij w nowym folderze (--data)"
            )
        try:
            self._db.execute("begin immediate")
        except sqlite3.OperationalError:
            return Taken("inny eksport jest właśnie przyjmowany; spróbuj, gdy się skończy")
        export = Export(mapping, folder, progress, full=full)
        try:
            before = _written(mapping, folder)
            taken = self._taken(export, full=full, most_missing=mapping.most_missing)
            if _written(mapping, folder) != before:
                taken = Taken("eksport zmienił się w trakcie czytania; spróbuj, gdy będzie cały")
        except BaseException:
            # On a full disk SQLite has taken everything back already.
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise
        self._db.execute("rollback" if taken.refused else "commit")
        said = taken.refused or f"przyjęto: {taken.changed} zmian, {taken.withdrawn} wycofanych"
        self._db.execute("insert into notes values (?, ?)", (at, said))
        return taken._replace(report=export.report)

    def _others_ids(self, mapping: Mapping) -> bool:
        """Whether what was told before has ids that this mapping does not make."""
        told = self._db.execute("select kind, id, key from records limit 1").fetchone()
        if told is None:
            return False
        kind, id_, key = told
        with closing(Staging()) as staging:
            return bool(Records(mapping, staging).id_of(kind, key) != id_)

    def _taken(self, export: Export, *, full: bool, most_missing: float) -> Taken:
        before = dict(self._db.execute("select kind, count(*) from records where not deleted group by kind").fetchall())
        self._db.execute("create temp table seen (kind text, id text, primary key (kind, id))")
        changed = 0
        for record in export.records():
            self._db.execute("insert or ignore into seen values (?, ?)", (record.kind, record.id))
            self._keep_pdf(record)
            if not full and (lost := self._parts_left_out(record)):
                export.report.refuse(Fault(record.key, f"w przyroście nie ma {lost}, które były podane wcześniej"))
            changed += self._record(record.kind, record.id, record.customer_id, record.data, record.key)
        gone = self._gone() if full else []
        self._db.execute("drop table seen")
        if export.report.refused:
            return Taken(f"eksport ma błędy: {export.report.refused}; pierwszy: {export.report.faults[0]}")
        for kind, told in before.items():
            lacks = sum(one == kind for one, *_ in gone)
            if lacks > most_missing * told:
                return Taken(
                    f"w eksporcie brakuje {lacks} z {told} {_CALLED[kind]}; czy plik nie jest ucięty albo "
                    f"przefiltrowany? Jeśli nie, wpisz na ten raz w odwzorowaniu most_missing = {_share(lacks, told)}"
                )
        for kind, id_, customer, key in gone:
            self._record(kind, id_, customer, None, key)
        return Taken(None, changed, len(gone))

    def _parts_left_out(self, record: Exported) -> str | None:
        """What was told of a record and is all gone now: its file was left out of the delta, or filtered otherwise."""
        asked = "select body from records where kind = ? and id = ? and not deleted"
        known = self._db.execute(asked, (record.kind, record.id)).fetchone()
        before = json.loads(known[0]) if known else {}
        return next((called for name, called in _PARTS.items() if before.get(name) and not record.data.get(name)), None)

    def _keep_pdf(self, record: Exported) -> None:
        """Keep the file under its SHA-256: a set that is refused later leaves at most a file that nobody asks for."""
        if record.pdf is None or (kept := self._pdfs / record.pdf.sha256).exists():
            return
        partly = kept.with_suffix(".part")
        shutil.copyfile(record.pdf.file, partly)
        if hashlib.sha256(partly.read_bytes()).hexdigest() != record.pdf.sha256:
            raise OSError(f"{record.pdf.file.name} changed while it was read")
        partly.replace(kept)

    def pdf(self, document_id: str) -> bytes | None:
        """Return the announced PDF of a document, None where there is none."""
        found = self._db.execute(
            "select body from records where kind = 'document' and id = ? and not deleted", (document_id,)
        ).fetchone()
        announced = json.loads(found[0]).get("pdf") if found else None
        return (self._pdfs / announced["sha256"]).read_bytes() if announced else None

    def knows_customer(self, customer_id: str) -> bool:
        """Whether there is such a customer now."""
        asked = "select 1 from records where kind = 'customer' and id = ? and not deleted"
        return bool(self._db.execute(asked, (customer_id,)).fetchone())

    def key_of(self, id_: str) -> str | None:
        """Return what the export calls the record of an id, None for one that was never told."""
        found = self._db.execute("select key from records where id = ?", (id_,)).fetchone()
        return str(found[0]) if found else None

    def _gone(self) -> list[tuple[str, str, str, str]]:
        rows = self._db.execute(
            "select kind, id, customer, key from records r where not deleted"
            " and not exists (select 1 from seen s where s.kind = r.kind and s.id = r.id)"
        )
        return sorted(rows.fetchall(), key=lambda row: -_ORDER[row[0]])

    def _record(self, kind: str, id_: str, customer: str, data: dict[str, Any] | None, key: str) -> bool:
        body = json.dumps(data, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(f"{customer}{body}".encode()).hexdigest()
        known = self._db.execute("select digest from records where kind = ? and id = ?", (kind, id_)).fetchone()
        if known is not None and known[0] == digest:
            return False
        revision = int(self._db.execute("select coalesce(max(revision), 0) + 1 from records").fetchone()[0])
        self._db.execute(
            "insert or replace into records values (?, ?, ?, ?, ?, ?, ?, ?)",
            (kind, id_, customer, digest, body, revision, data is None, key),
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
