"""Reading many items: which rows of storage a query or feed has to look at, in which order."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from local.cosmos_emulator.database.catalogue import Container
from local.cosmos_emulator.database.storage import ALIVE, Storage


class Reach(NamedTuple):
    """The part of a container a request reads: one logical partition, or a stretch of effective partition keys.

    `narrow` says that the stretch is a small one (a hierarchical prefix), worth a search by place.
    """

    key: str | None = None
    start: str = ""
    end: str = "FF"
    narrow: bool = False


class Selection:
    """A WHERE over stored rows, put together from what is known before any document is parsed."""

    def __init__(self, container: Container, reach: Reach, now: float) -> None:
        self.conditions = ["container = ?"]
        self.values: list[Any] = [container.number]
        self.table = "items INDEXED BY items_by_place" if reach.narrow else "items"
        if reach.key is not None:
            self.add("epk = ?", container.key.effective(reach.key))
            self.add("pk = ?", reach.key)
        else:
            column = "epk" if reach.narrow else "+epk"
            if reach.start:
                self.add(f"{column} >= ?", reach.start)
            if reach.end != "FF":
                self.add(f"{column} < ?", reach.end)
        if container.default_ttl is not None:
            default = container.default_ttl
            self.add(ALIVE, default, default, int(now))

    def add(self, condition: str, *values: Any) -> None:
        self.conditions.append(condition)
        self.values += values

    @property
    def where(self) -> str:
        return " AND ".join(self.conditions)


def scan(storage: Storage, selection: Selection, after: int = 0) -> Iterator[tuple[int, bytes]]:
    """Numbers and bodies of the selected items with a number above `after`, oldest first."""
    statement = f"SELECT number, body FROM {selection.table} WHERE {selection.where} AND number > ? ORDER BY number"
    return storage.execute(statement, (*selection.values, after))


def weight(storage: Storage, selection: Selection) -> tuple[int, int]:
    """How many items are selected, and the bytes of their bodies."""
    row = storage.execute(
        f"SELECT count(*), coalesce(sum(length(body)), 0) FROM {selection.table} WHERE {selection.where}",
        selection.values,
    ).fetchone()
    return int(row[0]), int(row[1])


def count(storage: Storage, selection: Selection) -> int:
    """How many items are selected."""
    row = storage.execute(
        f"SELECT count(*) FROM {selection.table} WHERE {selection.where}", selection.values
    ).fetchone()
    return int(row[0])
