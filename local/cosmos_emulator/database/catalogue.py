"""Databases and containers: their definitions, checked, kept in memory for speed and in storage for good."""

import base64
import math
import string
import struct
from typing import Any
from urllib.parse import quote

import orjson

from local.cosmos_emulator.database.storage import Storage
from local.cosmos_emulator.errors import bad_request, conflict, not_found
from local.cosmos_emulator.indexing import IndexingPolicy
from local.cosmos_emulator.partition_key import PartitionKeyDefinition, parse_path, physical_ranges

THROUGHPUT_OF_A_PARTITION = 6000
"""Request units a second for which the service sets up one physical partition when a container is made."""
HEADER_CHARACTERS = f"{string.punctuation} "
"""What names keep in a header beside letters and digits; everything beyond ASCII is percent-encoded."""
SERVER_OWNED = frozenset({"_rid", "_self", "_etag", "_ts", "_docs", "_sprocs", "_triggers", "_udfs", "_conflicts"})


def encode_rid(*parts: bytes) -> str:
    return base64.b64encode(b"".join(parts)).decode().replace("/", "-")


def check_id(item_id: Any) -> str:
    """A database's or container's id; raises 400 for one the service refuses."""
    if not isinstance(item_id, str) or not item_id or len(item_id) > 255:
        raise bad_request("The id must be a string of 1 to 255 characters.")
    if any(character in "/\\?#" for character in item_id) or item_id.endswith(" "):
        raise bad_request("The id must not contain / \\ ? # nor end with a space.")
    return item_id


class Container:
    """A container as requests need it: partition key, time to live, unique keys, physical ranges.

    `link` is made of resource ids; `path` is the same by names, as answers carry it.
    """

    def __init__(
        self, number: int, rid: str, link: str, ranges: int, properties: dict[str, Any], database: str
    ) -> None:
        self.number = number
        self.rid = rid
        self.path = quote(f"dbs/{database}/colls/{properties['id']}", safe=HEADER_CHARACTERS)
        self.rid_bytes = base64.b64decode(rid.replace("-", "/"))
        self.link = link
        self.ranges = physical_ranges(ranges)
        self.throughput: dict[str, Any] | None = None
        self.next_purge = 0.0
        self.define(properties)

    def define(self, properties: dict[str, Any]) -> None:
        """Take over a checked definition."""
        self.properties = properties
        self.id: str = properties["id"]
        self.key = PartitionKeyDefinition(properties["partitionKey"])
        self.default_ttl: int | None = properties.get("defaultTtl")
        policy = properties.get("uniqueKeyPolicy") or {}
        self.unique_keys = [[parse_path(path) for path in key["paths"]] for key in policy.get("uniqueKeys", [])]
        self.indexing = IndexingPolicy(properties["indexingPolicy"])

    def item_rid(self, number: int) -> str:
        return encode_rid(self.rid_bytes, struct.pack("<Q", number))

    def item_number(self, rid: str) -> int:
        """The number of the item with a resource id, 0 if the id is none of this container's."""
        try:
            decoded = base64.b64decode(rid.replace("-", "/"))
        except ValueError:
            return 0
        if len(decoded) != 16 or not decoded.startswith(self.rid_bytes):
            return 0
        return int(struct.unpack("<Q", decoded[8:])[0])

    def range_of(self, epk: str) -> int:
        """The number of the physical range in which an effective partition key lies."""
        return next(index for index, (_, end) in enumerate(self.ranges) if epk < end)


class Database:
    def __init__(self, number: int, properties: dict[str, Any]) -> None:
        self.number = number
        self.rid = encode_rid(struct.pack(">I", number))
        self.link = f"dbs/{self.rid}/"
        self.properties = properties
        self.throughput: dict[str, Any] | None = None
        self.containers: dict[str, Container] = {}


class Catalogue:
    """All databases and containers of the account, by name or by resource id."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.databases: dict[str, Database] = {}
        by_number = {}
        for number, name, throughput, body in storage.databases():
            by_number[number] = self.databases[name] = Database(number, body)
            self.databases[name].throughput = throughput
        for number, owner, name, ranges, throughput, body in storage.containers():
            database = by_number[owner]
            container = self._container(database, number, ranges, body)
            container.throughput = throughput
            database.containers[name] = container

    def database(self, name: str, *, as_owner: bool = False) -> Database:
        """The database of a name or resource id; raises 404."""
        found = self.databases.get(name)
        if found is None:
            found = next((one for one in self.databases.values() if one.rid == name), None)
        if found is None:
            raise not_found(1003 if as_owner else 0)
        return found

    def container(self, database: str, name: str, *, as_owner: bool = False) -> Container:
        """The container of a name or resource id; raises 404."""
        containers = self.database(database, as_owner=True).containers
        found = containers.get(name)
        if found is None:
            found = next((one for one in containers.values() if one.rid == name), None)
        if found is None:
            raise not_found(1003 if as_owner else 0)
        return found

    def create_database(self, body: dict[str, Any], throughput: dict[str, Any] | None) -> Database:
        name = check_id(body.get("id"))
        if name in self.databases:
            raise conflict()
        with self.storage.transaction() as lsn:
            cursor = self.storage.execute(
                "INSERT INTO databases (id, throughput, body) VALUES (?, ?, '')",
                (name, throughput and orjson.dumps(throughput)),
            )
            number = int(cursor.lastrowid or 0)
            database = Database(number, {"id": name})
            database.properties |= self._system(database.rid, database.link, lsn)
            database.properties |= {"_colls": "colls/", "_users": "users/"}
            self.storage.execute(
                "UPDATE databases SET body = ? WHERE number = ?", (orjson.dumps(database.properties), number)
            )
        database.throughput = throughput
        self.databases[name] = database
        return database

    def copy_database(self, source: Database, name: str) -> Database:
        """Another database with the containers of one, without their items."""
        database = self.create_database({"id": name}, source.throughput)
        for container in source.containers.values():
            self.create_container(database, container.properties, container.throughput)
        return database

    def delete_database(self, name: str) -> None:
        database = self.database(name)
        with self.storage.transaction():
            for container in database.containers.values():
                self.storage.drop_container(container.number)
            self.storage.execute("DELETE FROM databases WHERE number = ?", (database.number,))
        del self.databases[database.properties["id"]]

    def create_container(
        self, database: Database, body: dict[str, Any], throughput: dict[str, Any] | None
    ) -> Container:
        """Make a container with as many physical ranges as the requested throughput would get."""
        properties = checked_definition(body)
        if properties["id"] in database.containers:
            raise conflict()
        units = (throughput or {}).get("offerThroughput") or 400
        ranges = max(1, math.ceil(units / THROUGHPUT_OF_A_PARTITION))
        with self.storage.transaction() as lsn:
            cursor = self.storage.execute(
                "INSERT INTO containers (database, id, ranges, throughput, body) VALUES (?, ?, ?, ?, '')",
                (database.number, properties["id"], ranges, throughput and orjson.dumps(throughput)),
            )
            container = self._container(database, int(cursor.lastrowid or 0), ranges, properties)
            self._save(container, lsn)
        container.throughput = throughput
        database.containers[container.id] = container
        return container

    def replace_container(self, container: Container, body: dict[str, Any]) -> None:
        """Change what may change: time to live, indexing; raises 400 for another id, partition or unique key."""
        properties = checked_definition(body)
        for name in ("id", "partitionKey", "uniqueKeyPolicy"):
            if properties.get(name) != container.properties.get(name):
                raise bad_request(f"{name} of a container cannot be changed.")
        with self.storage.transaction() as lsn:
            previous = container.properties
            try:
                container.define(properties)
                self._save(container, lsn)
            except BaseException:
                container.define(previous)
                raise

    def delete_container(self, database: Database, container: Container) -> None:
        with self.storage.transaction():
            self.storage.drop_container(container.number)
        del database.containers[container.id]

    def set_throughput(self, owner: Database | Container, throughput: dict[str, Any]) -> None:
        """Change what a database or container may spend; its physical ranges stay as they are."""
        table = "databases" if isinstance(owner, Database) else "containers"
        with self.storage.transaction():
            self.storage.execute(
                f"UPDATE {table} SET throughput = ? WHERE number = ?", (orjson.dumps(throughput), owner.number)
            )
        owner.throughput = throughput

    def _container(self, database: Database, number: int, ranges: int, properties: dict[str, Any]) -> Container:
        rid = encode_rid(struct.pack(">II", database.number, 0x80000000 | number))
        return Container(number, rid, f"{database.link}colls/{rid}/", ranges, properties, database.properties["id"])

    def _save(self, container: Container, lsn: int) -> None:
        container.properties |= self._system(container.rid, container.link, lsn)
        container.properties |= {f"_{part}": f"{part}/" for part in ("docs", "sprocs", "triggers", "udfs", "conflicts")}
        self.storage.execute(
            "UPDATE containers SET body = ? WHERE number = ?",
            (orjson.dumps(container.properties), container.number),
        )

    def _system(self, rid: str, link: str, lsn: int) -> dict[str, Any]:
        now = int(self.storage.clock())
        return {"_rid": rid, "_self": link, "_etag": f'"0000{lsn:04x}-0000-0d00-0000-{now:012x}"', "_ts": now}


def checked_definition(body: dict[str, Any]) -> dict[str, Any]:
    """A container's definition with the service's defaults filled in; raises 400 if it is refused."""
    try:
        return _checked_definition(body)
    except (AttributeError, TypeError, KeyError, ValueError) as error:
        raise bad_request("The definition of the container is malformed.") from error


def _checked_definition(body: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in body.items() if name not in SERVER_OWNED}
    check_id(properties.get("id"))
    if not isinstance(properties.get("partitionKey"), dict):
        raise bad_request("A container needs a partition key definition.")
    PartitionKeyDefinition(properties["partitionKey"])
    if "defaultTtl" in properties:
        check_ttl(properties["defaultTtl"], "defaultTtl")
    properties["indexingPolicy"] = _indexing_policy(properties.get("indexingPolicy") or {})
    _check_unique_keys(properties)
    properties.setdefault(
        "conflictResolutionPolicy",
        {"mode": "LastWriterWins", "conflictResolutionPath": "/_ts", "conflictResolutionProcedure": ""},
    )
    properties.setdefault("geospatialConfig", {"type": "Geography"})
    IndexingPolicy(properties["indexingPolicy"])
    return properties


def check_ttl(value: Any, name: str = "ttl") -> None:
    if not isinstance(value, int) or isinstance(value, bool) or (value <= 0 and value != -1) or value > 2**31 - 1:
        raise bad_request(f"The input {name} '{value}' is invalid. Ensure to provide a nonzero positive integer or -1.")


def _indexing_policy(policy: dict[str, Any]) -> dict[str, Any]:
    mode = str(policy.get("indexingMode", "consistent")).lower()
    if mode not in {"consistent", "lazy", "none"}:
        raise bad_request(f"The indexing mode {mode!r} is not valid.")
    filled: dict[str, Any] = {"indexingMode": mode, "automatic": mode != "none"} | {
        name: value for name, value in policy.items() if name != "indexingMode"
    }
    if mode != "none":
        included = filled.get("includedPaths") or [{"path": "/*"}]
        filled["includedPaths"] = [
            {name: value for name, value in path.items() if name != "indexes"} for path in included
        ]
        excluded = filled.setdefault("excludedPaths", [])
        if not any(path.get("path") == '/"_etag"/?' for path in excluded):
            filled["excludedPaths"] = [*excluded, {"path": '/"_etag"/?'}]
    return filled


def _check_unique_keys(properties: dict[str, Any]) -> None:
    keys = (properties.get("uniqueKeyPolicy") or {}).get("uniqueKeys", [])
    if len(keys) > 10 or any(not 1 <= len(key.get("paths", [])) <= 16 for key in keys):
        raise bad_request("A container has at most 10 unique keys with 1 to 16 paths each.")
    for key in keys:
        for path in key["paths"]:
            parse_path(path)
