"""What happened after the world was made, kept in one SQLite file so that a restart tells the same."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

_TABLES = """
create table if not exists meta (key text primary key, value text not null);
create table if not exists changes (seq integer primary key autoincrement, body text not null);
create table if not exists events (
    seq integer primary key autoincrement, place integer not null, at text not null, body text not null);
create index if not exists events_by_place on events (place, seq);
create table if not exists days (place integer primary key, day text not null);
create table if not exists answers (
    key text primary key, digest text not null, status integer not null, body text not null);
create table if not exists requests (
    seq integer primary key autoincrement, due_at text not null, body text not null, done integer not null default 0);
create table if not exists photos (
    reference text primary key, media_type text not null, content blob not null);
create table if not exists pdfs (document_id text primary key, sha256 text not null, size integer not null);
create table if not exists broken (
    seq integer primary key, place integer not null, kind text not null, id text not null);
"""


class StoredPdf(NamedTuple):
    """What was announced of a PDF."""

    sha256: str
    size: int


class Journal:
    """The durable part of the billing system. Calls are safe from several threads; one transaction at a time."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._depth = 0
        self._db = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._db.execute("pragma journal_mode = wal")
        self._db.execute("pragma synchronous = normal")
        self._db.execute("pragma busy_timeout = 10000")
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make all that is written inside durable together, or nothing of it; may be nested."""
        with self._lock:
            if self._depth == 0:
                self._db.execute("begin immediate")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._db.execute("rollback")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._db.execute("commit")

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    def _write(self, sql: str, *values: object) -> int:
        with self._lock:
            return self._db.execute(sql, values).lastrowid or 0

    def meta(self, key: str) -> str | None:
        """Return a stored fact about the world, or None."""
        rows = self._rows("select value from meta where key = ?", key)
        return rows[0][0] if rows else None

    def set_meta(self, key: str, value: str) -> None:
        """Store a fact about the world."""
        self._write("insert or replace into meta values (?, ?)", key, value)

    def append(self, body: Any) -> int:
        """Append a change (without its cursor) and return its place in the journal."""
        return self._write("insert into changes (body) values (?)", json.dumps(body, ensure_ascii=False))

    def changes(self, after: int, limit: int) -> list[tuple[int, Any]]:
        """Return at most `limit` changes after a place in the journal."""
        rows = self._rows("select seq, body from changes where seq > ? order by seq limit ?", after, limit)
        return [(seq, json.loads(body)) for seq, body in rows]

    def last(self) -> int:
        """Return the place of the last change, 0 when there is none."""
        return int(self._rows("select coalesce(max(seq), 0) from changes")[0][0])

    def add_event(self, place: int, at: datetime, body: dict[str, Any]) -> int:
        """Store a simulated event and return how many the customer has now."""
        self._write("insert into events (place, at, body) values (?, ?, ?)", place, at.isoformat(), json.dumps(body))
        return int(self._rows("select count(*) from events where place = ?", place)[0][0])

    def events(self, place: int) -> list[tuple[datetime, dict[str, Any]]]:
        """Return the customer's simulated events in order."""
        rows = self._rows("select at, body from events where place = ? order by seq", place)
        return [(datetime.fromisoformat(at), json.loads(body)) for at, body in rows]

    def day(self, place: int) -> date | None:
        """Return up to which day the customer's changes are in the journal, None when there are none yet."""
        rows = self._rows("select day from days where place = ?", place)
        return date.fromisoformat(rows[0][0]) if rows else None

    def set_day(self, place: int, day: date) -> None:
        """Note that the customer's changes up to the day are in the journal."""
        self._write("insert or replace into days values (?, ?)", place, day.isoformat())

    def answer(self, key: str) -> tuple[str, int, str] | None:
        """Return (digest of the request, status, body) of what was answered under an idempotency key."""
        rows = self._rows("select digest, status, body from answers where key = ?", key)
        return (rows[0][0], rows[0][1], rows[0][2]) if rows else None

    def set_answer(self, key: str, digest: str, status: int, body: str) -> None:
        """Keep an answer under its idempotency key."""
        self._write("insert into answers values (?, ?, ?, ?)", key, digest, status, body)

    def add_request(self, due_at: datetime, body: str) -> int:
        """Store a customer's request to be carried out at an instant; returns its number."""
        return self._write("insert into requests (due_at, body) values (?, ?)", due_at.isoformat(), body)

    def due_requests(self, now: datetime) -> list[tuple[int, str]]:
        """Return requests to be carried out by now."""
        rows = self._rows("select seq, due_at, body from requests where done = 0 order by seq")
        return [(seq, body) for seq, due_at, body in rows if datetime.fromisoformat(due_at) <= now]

    def knows_request(self, reference: str) -> bool:
        """Tell whether the portal's request of this reference was taken in."""
        return bool(self._rows("select 1 from requests where json_extract(body, '$.portalReference') = ?", reference))

    def set_photo(self, reference: str, media_type: str, content: bytes) -> None:
        """Keep the photo of a reading."""
        self._write("insert or replace into photos values (?, ?, ?)", reference, media_type, content)

    def photo(self, reference: str) -> tuple[str, bytes] | None:
        """Return the media type and content of a reading's photo, or None."""
        rows = self._rows("select media_type, content from photos where reference = ?", reference)
        return (rows[0][0], rows[0][1]) if rows else None

    def request_done(self, number: int) -> None:
        """Note that a request was carried out."""
        self._write("update requests set done = 1 where seq = ?", number)

    def pdf(self, document_id: str) -> StoredPdf | None:
        """Return what is known of a document's PDF."""
        rows = self._rows("select sha256, size from pdfs where document_id = ?", document_id)
        return StoredPdf(*rows[0]) if rows else None

    def set_pdfs(self, pdfs: list[tuple[str, StoredPdf]]) -> None:
        """Note PDFs; what was announced once stays."""
        with self.transaction():
            for document_id, pdf in pdfs:
                self._write("insert or ignore into pdfs values (?, ?, ?)", document_id, pdf.sha256, pdf.size)

    def add_broken(self, seq: int, place: int, kind: str, key: str) -> None:
        """Note that the change at `seq` was broken on purpose."""
        self._write("insert into broken values (?, ?, ?, ?)", seq, place, kind, key)

    def broken(self) -> list[tuple[int, int, str, str]]:
        """Return (seq, place, kind, id) of the broken changes not repaired yet."""
        return [(seq, place, kind, key) for seq, place, kind, key in self._rows("select * from broken order by seq")]

    def forget_broken(self) -> None:
        """Note that all broken changes have been repaired."""
        self._write("delete from broken")
