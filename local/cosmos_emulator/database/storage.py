"""Everything that lasts, in one SQLite file: databases, containers, items, unique keys, the sequence number."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE IF NOT EXISTS databases (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE, throughput BLOB, body BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS containers (
  number INTEGER PRIMARY KEY AUTOINCREMENT, database INTEGER NOT NULL, id TEXT NOT NULL, ranges INTEGER NOT NULL,
  throughput BLOB, body BLOB NOT NULL, UNIQUE (database, id)
);
CREATE TABLE IF NOT EXISTS items (
  number INTEGER PRIMARY KEY AUTOINCREMENT, container INTEGER NOT NULL, pk TEXT NOT NULL, id TEXT NOT NULL,
  epk TEXT NOT NULL, lsn INTEGER NOT NULL, ts INTEGER NOT NULL, ttl INTEGER, etag TEXT NOT NULL, body BLOB NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS items_by_id ON items (container, pk, id);
CREATE INDEX IF NOT EXISTS items_by_place ON items (container, epk);
CREATE INDEX IF NOT EXISTS items_by_change ON items (container, lsn);
CREATE INDEX IF NOT EXISTS items_by_number ON items (container);
CREATE TABLE IF NOT EXISTS unique_keys (
  container INTEGER, policy INTEGER, pk TEXT, value TEXT, item INTEGER NOT NULL,
  PRIMARY KEY (container, policy, pk, value)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS unique_keys_by_item ON unique_keys (item);
CREATE TABLE IF NOT EXISTS sequence (only INTEGER PRIMARY KEY CHECK (only = 1), lsn INTEGER NOT NULL);
INSERT OR IGNORE INTO sequence VALUES (1, 0);
"""

SELECT_ITEM = "SELECT number, lsn, ts, ttl, etag, body FROM items WHERE container = ? AND pk = ? AND id = ?"
INSERT_ITEM = """
INSERT INTO items (container, pk, id, epk, number, lsn, ts, ttl, etag, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
ALIVE = "(coalesce(ttl, ?) < 0 OR ts + coalesce(ttl, ?) > ?)"
"""An item's time to live is not over; takes the container's default twice and the time."""
UPDATE_ITEM = "UPDATE items SET id = ?, lsn = ?, ts = ?, ttl = ?, etag = ?, body = ? WHERE number = ?"
LAST_NUMBER = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'items'"


type Change = tuple[str, tuple[Any, ...]]
"""A method of Storage and its arguments: what happened to an item, for a replica to do likewise."""


class DataFileError(Exception):
    """The data file is in use by another emulator, is no database, or was made by another version."""


class Item(NamedTuple):
    """A stored document: `body` is the JSON clients get, `ts` its Unix time, `ttl` its own seconds to live."""

    number: int
    lsn: int
    ts: int
    ttl: int | None
    etag: str
    body: bytes


class Storage:
    """Statements on the file, without rules of their own. One thread at a time; a path of None means memory."""

    def __init__(self, path: Path | None, clock: Callable[[], float]) -> None:
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self.clock = clock
        self.connection = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False, cached_statements=512, timeout=3
        )
        self.execute = self.connection.execute
        self.followers: list[Callable[[int, list[Change]], None]] = []
        self._changes: list[Change] = []
        try:
            self._open()
        except (sqlite3.DatabaseError, DataFileError) as error:
            self.connection.close()
            raise DataFileError(f"The data file {path} cannot be used: {error}") from error
        self.lsn: int = self.execute("SELECT lsn FROM sequence").fetchone()[0]
        self._last_number: int = self.execute(LAST_NUMBER).fetchone()[0]

    def _open(self) -> None:
        """Take the file for this process alone, and make its tables if it is new."""
        self.execute("PRAGMA locking_mode=EXCLUSIVE")
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-65536", "temp_store=MEMORY"):
            self.execute(f"PRAGMA {pragma}")
        version = self.execute("PRAGMA user_version").fetchone()[0]
        if version not in {0, SCHEMA_VERSION}:
            raise DataFileError(f"it has the layout {version}, not {SCHEMA_VERSION}; remove it")
        self.connection.executescript(SCHEMA)
        self.execute(f"PRAGMA user_version={SCHEMA_VERSION}")

    def close(self) -> None:
        self.connection.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[int]:
        """Everything inside happens or nothing does; yields the log sequence number the changes carry."""
        self.execute("BEGIN IMMEDIATE")
        try:
            lsn = self.lsn + 1
            yield lsn
            self.execute("UPDATE sequence SET lsn = ?", (lsn,))
            self.execute("COMMIT")
            self.lsn = lsn
        except BaseException:
            self.execute("ROLLBACK")
            self._changes = []
            raise
        changes, self._changes = self._changes, []
        for follow in self.followers:
            follow(lsn, changes)

    def _note(self, name: str, *arguments: Any) -> None:
        """Keep for the followers what happened to an item, until the transaction is committed."""
        if self.followers:
            self._changes.append((name, arguments))

    def find(self, container: int, pk: str, item_id: str) -> Item | None:
        row = self.execute(SELECT_ITEM, (container, pk, item_id)).fetchone()
        return Item._make(row) if row else None

    def id_of(self, container: int, number: int) -> str | None:
        """The id of the item with a number, None if there is none."""
        row = self.execute("SELECT id FROM items WHERE number = ? AND container = ?", (number, container)).fetchone()
        return row[0] if row else None

    def new_number(self) -> int:
        """The number of the next new item; numbers grow and are never used twice."""
        self._last_number += 1
        return self._last_number

    def insert(self, container: int, pk: str, item_id: str, epk: str, item: Item) -> None:
        """Store a new item; raises sqlite3.IntegrityError if its id is taken in the partition."""
        self._note("insert", container, pk, item_id, epk, item)
        self.execute(INSERT_ITEM, (container, pk, item_id, epk, *item))

    def update(self, item_id: str, item: Item) -> None:
        self._note("update", item_id, item)
        self.execute(UPDATE_ITEM, (item_id, item.lsn, item.ts, item.ttl, item.etag, item.body, item.number))

    def delete(self, number: int) -> None:
        self._note("delete", number)
        self.execute("DELETE FROM items WHERE number = ?", (number,))

    def set_unique(self, container: int, pk: str, number: int, values: list[str]) -> None:
        """Claim unique values in a partition for an item; raises sqlite3.IntegrityError if another has one."""
        self.release_unique(number)
        self.connection.executemany(
            "INSERT INTO unique_keys VALUES (?, ?, ?, ?, ?)",
            [(container, policy, pk, value, number) for policy, value in enumerate(values)],
        )

    def release_unique(self, number: int) -> None:
        self.execute("DELETE FROM unique_keys WHERE item = ?", (number,))

    def purge(self, container: int, default_ttl: int, now: float) -> None:
        """Remove the items whose time to live is over."""
        self._note("purge", container, default_ttl, now)
        expired = f"SELECT number FROM items WHERE container = ? AND NOT {ALIVE}"
        values = container, default_ttl, default_ttl, int(now)
        self.execute(f"DELETE FROM unique_keys WHERE item IN ({expired})", values)
        self.execute(f"DELETE FROM items WHERE number IN ({expired})", values)

    def databases(self) -> list[tuple[int, str, dict[str, Any] | None, dict[str, Any]]]:
        rows = self.execute("SELECT number, id, throughput, body FROM databases ORDER BY number")
        return [
            (number, name, throughput and orjson.loads(throughput), orjson.loads(body))
            for number, name, throughput, body in rows
        ]

    def containers(self) -> list[tuple[int, int, str, int, dict[str, Any] | None, dict[str, Any]]]:
        rows = self.execute("SELECT number, database, id, ranges, throughput, body FROM containers ORDER BY number")
        return [
            (number, database, name, ranges, throughput and orjson.loads(throughput), orjson.loads(body))
            for number, database, name, ranges, throughput, body in rows
        ]

    def count(self, container: int) -> int:
        row = self.execute("SELECT count(*) FROM items WHERE container = ?", (container,)).fetchone()
        return int(row[0])

    def drop_container(self, number: int) -> None:
        self._note("drop_container", number)
        self.execute("DELETE FROM unique_keys WHERE container = ?", (number,))
        self.execute("DELETE FROM items WHERE container = ?", (number,))
        self.execute("DELETE FROM containers WHERE number = ?", (number,))
