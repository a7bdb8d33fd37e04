"""The service behind the protocol: it routes a request to the account, a database, a container or its items."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from local.cosmos_emulator import charges
from local.cosmos_emulator.authorization import check_signature
from local.cosmos_emulator.database.catalogue import Catalogue, Container, Database
from local.cosmos_emulator.database.consistency import Replica
from local.cosmos_emulator.database.storage import Storage
from local.cosmos_emulator.documents import CROSS_PARTITION, PARTITION_KEY, Documents, operation_of, query_of
from local.cosmos_emulator.errors import CosmosError, bad_request, not_emulated, not_found
from local.cosmos_emulator.faults import Fault, Faults
from local.cosmos_emulator.http import Request, Response, error_response, json_response
from local.cosmos_emulator.offers import offers, replace_offer, requested_throughput
from local.cosmos_emulator.recording import RequestLog, RequestRecord
from local.cosmos_emulator.sql.values import UNDEFINED

REGION = "Local"
NOT_EMULATED = {
    "sprocs": "stored procedures",
    "triggers": "triggers",
    "udfs": "user defined functions",
    "users": "users",
    "permissions": "permissions",
}
OPERATIONS = {"GET": "read", "POST": "create", "PUT": "replace", "DELETE": "delete"}


class Service:
    """One emulated account: its data, its faults and the record of what it served."""

    def __init__(
        self, data: Path | None, clock: Callable[[], float], *, consistency: str = "Session", lag: float | None = None
    ) -> None:
        """`lag` is how many seconds a replica is behind that serves weak reads; None for no such replica."""
        self.storage = Storage(data, clock)
        self.catalogue = Catalogue(self.storage)
        self.consistency = consistency
        self.replica = None if lag is None else Replica(self.storage, clock, lag)
        self.documents = Documents(self.storage, consistency, self.replica)
        self.faults = Faults()
        self.requests = RequestLog()

    def close(self) -> None:
        self.storage.close()
        if self.replica:
            self.replica.storage.close()

    def prepare(self, request: Request, endpoint: str) -> tuple[Callable[[], Response], Fault | None]:
        """What is to be done for a request, and the fault that is to hit it; never raises."""
        segments = request.segments
        if request.resource_type == "docs" and len(segments) in {5, 6}:
            request.operation = operation_of(request)
            fault = self.faults.strike(request.operation, segments[3])
            return lambda: self._answer(request, endpoint), fault
        request.operation = OPERATIONS.get(request.method, "")
        return lambda: self._answer(request, endpoint), None

    def _answer(self, request: Request, endpoint: str) -> Response:
        """Do it and record it; a refusal becomes its response."""
        try:
            self._authorize(request)
            response = self._route(request, endpoint)
        except CosmosError as error:
            response = error_response(error)
        self.record(request, response.status, float(response.headers.get("x-ms-request-charge", 0)))
        return response

    def record(self, request: Request, status: int, charge: float = 0.0) -> None:
        """Note a served request; status 0 is a connection that a fault dropped."""
        segments, key = request.segments, request.header(PARTITION_KEY)
        is_query = request.operation in {"query", "read_feed"}
        self.requests.append(
            RequestRecord(
                request.method,
                request.resource_type,
                request.operation,
                segments[3] if len(segments) > 3 else None,
                key,
                is_query,
                is_query and key is None and (request.flag(CROSS_PARTITION) or request.operation == "read_feed"),
                status,
                charge,
                request.unindexed,
            )
        )

    def _authorize(self, request: Request) -> None:
        header = request.headers.get(b"authorization")
        if header is None:
            raise CosmosError(401, "Required Header authorization is missing.")
        resource_type, link = request.resource_type, request.link
        if resource_type == "operations":
            resource_type, link = "colls", "/".join(request.segments[:4])
        date = request.headers.get(b"x-ms-date") or request.headers.get(b"date", b"")
        check_signature(request.method, resource_type, link, date.decode("latin-1"), header.decode("latin-1"))

    def _route(self, request: Request, endpoint: str) -> Response:
        match request.segments:
            case ["dbs", database, "colls", container, "docs", *rest] if len(rest) < 2:
                return self.documents.handle(self.catalogue.container(database, container, as_owner=True), request)
            case []:
                return json_response(200, account(endpoint, self.consistency))
            case ["dbs"]:
                return self._databases(request)
            case ["dbs", name]:
                return self._database(request, name)
            case ["dbs", database, "colls"]:
                return self._containers(request, self.catalogue.database(database, as_owner=True))
            case ["dbs", database, "colls", name]:
                return self._container(
                    request, self.catalogue.database(database), self.catalogue.container(database, name)
                )
            case ["dbs", database, "colls", name, *rest]:
                owner = self.catalogue.container(database, name, as_owner=True)
                return self._below_container(request, owner, rest)
            case ["offers"] | ["offers", _]:
                return self._offers(request)
        raise unknown(request)

    def _databases(self, request: Request) -> Response:
        if request.method == "POST" and not _is_query(request):
            database = self.catalogue.create_database(_object(request), requested_throughput(request))
            return self._resource(201, database.properties)
        everything = [database.properties for database in self.catalogue.databases.values()]
        return self._feed(request, "Databases", everything, "")

    def _database(self, request: Request, name: str) -> Response:
        database = self.catalogue.database(name)
        if request.method == "DELETE":
            self.catalogue.delete_database(name)
            return Response(204, b"", self._headers())
        if request.method == "GET":
            return self._resource(200, database.properties)
        raise unknown(request)

    def _containers(self, request: Request, database: Database) -> Response:
        if request.method == "POST" and not _is_query(request):
            container = self.catalogue.create_container(database, _object(request), requested_throughput(request))
            return self._resource(201, container.properties)
        everything = [container.properties for container in database.containers.values()]
        return self._feed(request, "DocumentCollections", everything, database.rid)

    def _container(self, request: Request, database: Database, container: Container) -> Response:
        if request.method == "DELETE":
            self.catalogue.delete_container(database, container)
            return Response(204, b"", self._headers())
        if request.method == "PUT":
            self.catalogue.replace_container(container, _object(request))
        elif request.method != "GET":
            raise unknown(request)
        response = self._resource(200, container.properties | _statistics(request, container))
        if request.flag(b"x-ms-documentdb-populatequotainfo"):
            response.headers["x-ms-documentdb-collection-index-transformation-progress"] = "100"
            response.headers["x-ms-resource-usage"] = f"documentsCount={self.storage.count(container.number)};"
        return response

    def _below_container(self, request: Request, container: Container, rest: list[str]) -> Response:
        match rest:
            case ["pkranges"]:
                return self._ranges(request, container)
            case ["conflicts"]:
                if _is_query(request) and request.header(PARTITION_KEY) is None and not request.flag(CROSS_PARTITION):
                    raise bad_request("Cross partition query is required but disabled.")
                return self._feed(request, "Conflicts", [], container.rid)
            case ["conflicts", _]:
                raise not_found()
            case ["operations", "partitionkeydelete"]:
                return self.documents.delete_partition(container, request)
        raise unknown(request)

    def _ranges(self, request: Request, container: Container) -> Response:
        """The physical ranges; they never split, so whoever knows them is told that nothing changed."""
        etag = f'"{container.rid}"'
        if request.header(b"if-none-match") == etag:
            return Response(304, b"", self._headers() | {"etag": etag})
        ranges = [
            {
                "id": str(index),
                "_rid": container.rid,
                "minInclusive": low,
                "maxExclusive": high,
                "ridPrefix": index,
                "_self": f"{container.link}pkranges/{index}/",
                "throughputFraction": round(1 / len(container.ranges), 4),
                "status": "online",
                "parents": [],
                "_etag": etag,
                "_ts": container.properties["_ts"],
            }
            for index, (low, high) in enumerate(container.ranges)
        ]
        response = self._feed(request, "PartitionKeyRanges", ranges, container.rid)
        return response._replace(headers=response.headers | {"etag": etag})

    def _offers(self, request: Request) -> Response:
        if request.method == "PUT" and len(request.segments) == 2:
            return self._resource(200, replace_offer(self.catalogue, request.segments[1], request.json))
        return self._feed(request, "Offers", offers(self.catalogue), "")

    def _resource(self, status: int, properties: dict[str, Any]) -> Response:
        return json_response(status, properties, self._headers() | {"etag": properties["_etag"]})

    def _feed(self, request: Request, name: str, everything: list[dict[str, Any]], rid: str) -> Response:
        if _is_query(request):
            everything = _selected(request, everything)
        size, first = request.number(b"x-ms-max-item-count"), request.number(b"x-ms-continuation")
        shown = everything[first : first + size] if size > 0 else everything[first:]
        headers = self._headers()
        if first + len(shown) < len(everything):
            headers["x-ms-continuation"] = str(first + len(shown))
        return json_response(200, {"_rid": rid, name: shown, "_count": len(shown)}, headers)

    def _headers(self) -> dict[str, str]:
        return {"x-ms-request-charge": f"{charges.read(0):.2f}", "lsn": str(self.storage.lsn)}


def account(endpoint: str, consistency: str) -> dict[str, Any]:
    """The account as the client reads it first: one region, at the address it was asked at."""
    locations = [{"name": REGION, "databaseAccountEndpoint": endpoint}]
    return {
        "id": "emulator",
        "_self": "",
        "_rid": "emulator",
        "_dbs": "//dbs/",
        "media": "//media/",
        "addresses": "//addresses/",
        "writableLocations": locations,
        "readableLocations": locations,
        "enableMultipleWriteLocations": False,
        "userReplicationPolicy": {"asyncReplication": False, "minReplicaSetSize": 1, "maxReplicasetSize": 4},
        "userConsistencyPolicy": {"defaultConsistencyLevel": consistency},
        "systemReplicationPolicy": {"minReplicaSetSize": 1, "maxReplicasetSize": 4},
        "readPolicy": {"primaryReadCoefficient": 1, "secondaryReadCoefficient": 1},
        "queryEngineConfiguration": orjson.dumps({"maxSqlQueryInputLength": 262144}).decode(),
    }


def unknown(request: Request) -> CosmosError:
    for segment in request.segments[2::2]:
        if segment in NOT_EMULATED:
            return not_emulated(NOT_EMULATED[segment])
    return CosmosError(405, "The requested verb is not supported on this resource.")


def _statistics(request: Request, container: Container) -> dict[str, Any]:
    """The physical ranges in a container's answer, where asked for; their sizes are not measured."""
    if not request.flag(b"x-ms-documentdb-populatepartitionstatistics"):
        return {}
    return {
        "statistics": [{"id": str(index), "sizeInKB": 0, "documentCount": 0} for index in range(len(container.ranges))]
    }


def _is_query(request: Request) -> bool:
    content_type = request.headers.get(b"content-type", b"")
    return request.flag(b"x-ms-documentdb-isquery") or content_type.startswith(b"application/query")


def _selected(request: Request, everything: list[dict[str, Any]]) -> list[Any]:
    """The results of a query over databases, containers or offers."""
    query, parameters = query_of(request)
    rows = [row for one in everything for row in query.rows([parameters, None, 0.0, one])]
    return [result for row in rows if (result := query.project(row)) is not UNDEFINED]


def _object(request: Request) -> dict[str, Any]:
    if not isinstance(request.json, dict):
        raise bad_request("The request body must be a JSON object.")
    return request.json
