"""What of an export must wait for another file, kept on disk, so that memory does not grow with the export."""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

import orjson


class Place(NamedTuple):
    """Where a row stands."""

    file: str
    row: int


class Staging:
    """Rows by what they belong to, keys that were seen, and a sum for each customer; private to one reading."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("create table parts (kind text, owner text, body blob)")
        self._db.execute("create index of_owner on parts (kind, owner)")
        self._db.execute("create table seen (kind text, key text, place text, primary key (kind, key))")
        self._db.execute("create table owed (customer text primary key, amount int)")

    def close(self) -> None:
        """Forget everything."""
        self._db.close()

    def keep(self, kind: str, owner: str, body: Any) -> None:
        """Keep a part of what is called `owner`."""
        self._db.execute("insert into parts values (?, ?, ?)", (kind, owner, orjson.dumps(body, default=str)))

    def of(self, kind: str, owner: str) -> list[Any]:
        """Return the parts of `owner` in the order they came."""
        found = self._db.execute("select body from parts where kind = ? and owner = ? order by rowid", (kind, owner))
        return [orjson.loads(body) for (body,) in found]

    def all(self, kind: str) -> Iterator[Any]:
        """Yield all parts in the order they came."""
        for (body,) in self._db.execute("select body from parts where kind = ? order by rowid", (kind,)):
            yield orjson.loads(body)

    def owners(self, kind: str) -> Iterator[str]:
        """Yield each owner once, in the order of their first part."""
        found = "select owner from parts where kind = ? group by owner order by min(rowid)"
        for (owner,) in self._db.execute(found, (kind,)):
            yield owner

    def first_place(self, kind: str, key: str, place: Place) -> Place | None:
        """Note where `key` stands; returns the place it stood at before, None for a new one."""
        known = self._db.execute("select place from seen where kind = ? and key = ?", (kind, key)).fetchone()
        if known:
            return Place(*orjson.loads(known[0]))
        self._db.execute("insert into seen values (?, ?, ?)", (kind, key, orjson.dumps([*place]).decode()))
        return None

    def has(self, kind: str, key: str) -> bool:
        """Whether `key` stands in the export."""
        return bool(self._db.execute("select 1 from seen where kind = ? and key = ?", (kind, key)).fetchone())

    def count_without(self, part: str, kind: str) -> int:
        """Return how many owners of a part do not stand in the export under that kind."""
        asked = (
            "select count(distinct owner) from parts where kind = ?"
            " and not exists (select 1 from seen where seen.kind = ? and seen.key = parts.owner)"
        )
        return int(self._db.execute(asked, (part, kind)).fetchone()[0])

    def owe(self, customer: str, amount: int) -> None:
        """Add to what a customer owes."""
        self._db.execute(
            "insert into owed values (?, ?) on conflict (customer) do update set amount = amount + excluded.amount",
            (customer, amount),
        )

    def owed(self, customer: str) -> int:
        """Return what a customer owes by all that was added."""
        known = self._db.execute("select amount from owed where customer = ?", (customer,)).fetchone()
        return int(known[0]) if known else 0
