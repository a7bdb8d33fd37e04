"""What can be done to one item: read, create, replace, upsert, patch, delete, under ETag conditions.

The functions run inside the caller's transaction, so a batch is nothing but several of them in one.
"""

import sqlite3
from collections.abc import Callable
from typing import Any, NamedTuple

from local.cosmos_emulator import charges, json_text
from local.cosmos_emulator.database.catalogue import Container, check_ttl
from local.cosmos_emulator.database.storage import Item, Storage
from local.cosmos_emulator.errors import (
    CosmosError,
    bad_request,
    conflict,
    not_found,
    partition_key_mismatch,
    precondition_failed,
)
from local.cosmos_emulator.partition_key import UNDEFINED, component

MAX_DOCUMENT_BYTES = 2 * 1024 * 1024
MAX_ID_BYTES = 1023
PURGE_EVERY = 60
"""Seconds between two clearances of expired items; with unique keys every write clears, for their values' sake."""
SYSTEM = ("_rid", "_self", "_etag", "_attachments", "_ts")


class Conditions(NamedTuple):
    """The ETags of `If-Match` and `If-None-Match`; `*` stands for any."""

    if_match: str | None = None
    if_none_match: str | None = None


NO_CONDITIONS = Conditions()


class Outcome(NamedTuple):
    """What an operation gives back: HTTP status, request charge in RU, the item after it (None once deleted)."""

    status: int
    charge: float
    item: Item | None = None


class Write:
    """The writes of one transaction, numbered `lsn`, to the partition of a canonical key."""

    def __init__(self, storage: Storage, container: Container, key: str, lsn: int) -> None:
        self.storage = storage
        self.container = container
        self.key = key
        self.lsn = lsn
        self.now = int(storage.clock())
        self._count = 0
        if container.default_ttl is not None and (container.unique_keys or self.now >= container.next_purge):
            storage.purge(container.number, container.default_ttl, self.now)
            container.next_purge = self.now + PURGE_EVERY

    def create(self, document: Any) -> Outcome:
        document = checked(document)
        if self._find(document["id"]):
            raise conflict()
        return self._insert(document)

    def upsert(self, document: Any, conditions: Conditions = NO_CONDITIONS) -> Outcome:
        document = checked(document)
        existing = self._find(document["id"])
        if existing is None:
            if conditions.if_match:
                raise precondition_failed()
            return self._insert(document)
        check_conditions(existing, conditions)
        return self._replace(existing, document)

    def replace(self, item_id: str, document: Any, conditions: Conditions = NO_CONDITIONS) -> Outcome:
        document = checked(document)
        existing = self._existing(item_id)
        check_conditions(existing, conditions)
        if document["id"] != item_id and self._find(document["id"]):
            raise conflict()
        return self._replace(existing, document)

    def change(self, item_id: str, change: Callable[[Any], Any], conditions: Conditions = NO_CONDITIONS) -> Outcome:
        """Replace an item by what `change` makes of its document: the patch."""
        existing = self._existing(item_id)
        check_conditions(existing, conditions)
        document = checked(change(json_text.loads(existing.body)))
        if document["id"] != item_id:
            raise bad_request("A patch must not change the id.")
        return self._replace(existing, document)

    def delete(self, item_id: str, conditions: Conditions = NO_CONDITIONS) -> Outcome:
        existing = self._existing(item_id)
        check_conditions(existing, conditions)
        self._remove(existing)
        indexed = self.container.indexing.values(json_text.loads(existing.body))
        return Outcome(204, charges.insert(len(existing.body), indexed))

    def read(self, item_id: str, conditions: Conditions = NO_CONDITIONS) -> Outcome:
        existing = self._existing(item_id)
        if conditions.if_none_match in {existing.etag, "*"}:
            return Outcome(304, 1.0, existing)
        return Outcome(200, charges.read(len(existing.body)), existing)

    def _find(self, item_id: str) -> Item | None:
        """The live item of an id; an expired one is removed on the way, so that its id is free again."""
        item = self.storage.find(self.container.number, self.key, item_id)
        if item and expired(item, self.container.default_ttl, self.now):
            self._remove(item)
            return None
        return item

    def _existing(self, item_id: str) -> Item:
        item = self._find(item_id)
        if item is None:
            raise not_found()
        return item

    def _remove(self, item: Item) -> None:
        if self.container.unique_keys:
            self.storage.release_unique(item.number)
        self.storage.delete(item.number)

    def _insert(self, document: dict[str, Any]) -> Outcome:
        item = self._stamped(document, self.storage.new_number())
        epk = self.container.key.effective(self.key)
        self.storage.insert(self.container.number, self.key, document["id"], epk, item)
        self._claim(document, item)
        return Outcome(201, charges.insert(len(item.body), self.container.indexing.values(document)), item)

    def _replace(self, existing: Item, document: dict[str, Any]) -> Outcome:
        item = self._stamped(document, existing.number)
        self.storage.update(document["id"], item)
        self._claim(document, item)
        size, indexed = max(len(item.body), len(existing.body)), self.container.indexing.values(document)
        return Outcome(200, charges.replace(size, indexed), item)

    def _stamped(self, document: dict[str, Any], number: int) -> Item:
        """The row of a document with the server's own properties in it; raises 400 for a foreign partition key."""
        if self.container.key.of_document(document) != self.key:
            raise partition_key_mismatch()
        ttl = None
        if "ttl" in document and self.container.default_ttl is not None:
            check_ttl(document["ttl"])
            ttl = document["ttl"]
        rid = self.container.item_rid(number)
        etag = f'"{self.lsn & 0xFFFFFFFF:08x}-{self.lsn >> 32:04x}-{self._count:04x}-0000-{self.now:08x}0000"'
        self._count += 1
        stored = {name: value for name, value in document.items() if name not in SYSTEM}
        stored["_rid"] = rid
        stored["_self"] = f"{self.container.link}docs/{rid}/"
        stored["_etag"] = etag
        stored["_attachments"] = "attachments/"
        stored["_ts"] = self.now
        body = json_text.dumps(stored)
        if len(body) > MAX_DOCUMENT_BYTES:
            raise CosmosError(413, "Request size is too large")
        return Item(number, self.lsn, self.now, ttl, etag, body)

    def _claim(self, document: dict[str, Any], item: Item) -> None:
        if not self.container.unique_keys:
            return
        values = [
            json_text.dumps([_or_null(component(document, path)) for path in paths]).decode()
            for paths in self.container.unique_keys
        ]
        try:
            self.storage.set_unique(self.container.number, self.key, item.number, values)
        except sqlite3.IntegrityError as error:
            raise conflict("Unique index constraint violation.") from error


def _or_null(value: Any) -> Any:
    """A missing value counts as null in a unique key."""
    return None if value is UNDEFINED else value


def checked(document: Any) -> dict[str, Any]:
    """A document fit to be stored; raises 400 for one without a proper id."""
    if not isinstance(document, dict):
        raise bad_request("The document body must be a JSON object.")
    item_id = document.get("id")
    if not isinstance(item_id, str) or not 0 < len(item_id.encode("utf-8", "replace")) <= MAX_ID_BYTES:
        raise bad_request("The id must be a string of 1 to 1023 bytes.")
    if any(character in "/\\" or "\ud800" <= character <= "\udfff" for character in item_id):
        raise bad_request("The id must not contain / nor \\ nor half a character.")
    return document


def check_conditions(item: Item, conditions: Conditions) -> None:
    """Raise 412 unless the item's ETag meets the conditions of a write."""
    if conditions.if_match and conditions.if_match not in {item.etag, "*"}:
        raise precondition_failed()
    if conditions.if_none_match and conditions.if_none_match in {item.etag, "*"}:
        raise precondition_failed()


def expired(item: Item, default_ttl: int | None, now: float) -> bool:
    """Whether an item's time to live is over: its own, or its container's; none without a container's default."""
    if default_ttl is None:
        return False
    ttl = default_ttl if item.ttl is None else item.ttl
    return ttl >= 0 and item.ts + ttl <= now
