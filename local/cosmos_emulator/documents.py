"""Requests for items: point operations, batches, queries and feeds of one container."""

import base64
from typing import Any

import orjson

from local.cosmos_emulator import charges
from local.cosmos_emulator.database.batch import run_batch
from local.cosmos_emulator.database.catalogue import Container
from local.cosmos_emulator.database.change_feed import changes
from local.cosmos_emulator.database.consistency import CURRENT, Replica, level_of_read, sequence_number
from local.cosmos_emulator.database.items import MAX_DOCUMENT_BYTES, Outcome, Write, expired
from local.cosmos_emulator.database.patch import patched_by
from local.cosmos_emulator.database.query import QueryRun, SortedHits, pins_partition
from local.cosmos_emulator.database.query_plan import needs_plan, query_plan
from local.cosmos_emulator.database.scan import Reach, Selection, scan
from local.cosmos_emulator.database.storage import Storage
from local.cosmos_emulator.errors import CosmosError, bad_request, not_emulated, not_found
from local.cosmos_emulator.http import Request, Response, json_response
from local.cosmos_emulator.partition_key import canonical, header_components
from local.cosmos_emulator.sql.compile import CompiledQuery, compile_query

PARTITION_KEY = b"x-ms-documentdb-partitionkey"
CROSS_PARTITION = b"x-ms-documentdb-query-enablecrosspartition"
RANGE_ID = b"x-ms-documentdb-partitionkeyrangeid"
PLAN_NEEDED = 1004
READS = frozenset({"read", "query", "read_feed", "change_feed"})
WHOLE_RING = [{"min": "", "max": "FF", "isMinInclusive": True, "isMaxInclusive": False}]


def operation_of(request: Request) -> str:
    """The name of what a request for items asks."""
    headers = request.headers
    if request.method == "POST":
        if headers.get(b"x-ms-cosmos-is-batch-request"):
            return "batch"
        if request.flag(b"x-ms-cosmos-is-query-plan-request"):
            return "query_plan"
        if request.flag(b"x-ms-documentdb-isquery") or headers.get(b"content-type", b"").startswith(
            b"application/query"
        ):
            return "query"
        return "upsert" if request.flag(b"x-ms-documentdb-is-upsert") else "create"
    if len(request.segments) == 5:
        if request.method != "GET":
            return ""
        return "change_feed" if b"a-im" in headers else "read_feed"
    return {"GET": "read", "PUT": "replace", "PATCH": "patch", "DELETE": "delete"}.get(request.method, "")


class Documents:
    """The items of all containers.

    `consistency` is the account's level; with a `replica`, reads at weaker levels than bounded staleness see that, as
    far as a session token does not ask for more.
    """

    def __init__(self, storage: Storage, consistency: str = "Session", replica: Replica | None = None) -> None:
        self.storage = storage
        self.consistency = consistency
        self.replica = replica
        self.lagging = Documents(replica.storage) if replica else None
        self.kept = SortedHits()
        self.handlers = {
            "read": self.read,
            "create": self.create,
            "upsert": self.upsert,
            "replace": self.replace,
            "patch": self.patch,
            "delete": self.delete,
            "batch": self.batch,
            "query": self.query,
            "query_plan": self.plan,
            "read_feed": self.read_feed,
            "change_feed": self.change_feed,
        }

    def handle(self, container: Container, request: Request) -> Response:
        """Answer a request; raises CosmosError for every refusal."""
        intended = request.header(b"x-ms-cosmos-intended-collection-rid")
        if intended and intended != container.rid:
            raise bad_request("The requested resource is no longer available at the server.", substatus=1024)
        if len(request.body) > MAX_DOCUMENT_BYTES and request.operation != "batch":
            raise CosmosError(413, "Request size is too large")
        level = level_of_read(self.consistency, request.header(b"x-ms-consistency-level"))
        seen = self._check_session(request)
        self._resolve_rid(container, request)
        source = self
        if self.replica and self.lagging and level not in CURRENT and request.operation in READS:
            self.replica.catch_up(seen)
            source = self.lagging
        handler = source.handlers.get(request.operation)
        if handler is None:
            raise CosmosError(405, "The requested verb is not supported.")
        response = handler(container, request)
        if level in CURRENT and request.operation in READS:
            response.headers["x-ms-request-charge"] = f"{2 * float(response.headers['x-ms-request-charge']):.2f}"
        return response

    def read(self, container: Container, request: Request) -> Response:
        key = self._key(container, request)
        item = self.storage.find(container.number, key, request.segments[5])
        if item is None or expired(item, container.default_ttl, self.storage.clock()):
            raise not_found()
        if request.headers.get(b"if-none-match", b"").decode("latin-1") in {item.etag, "*"}:
            return Response(304, b"", self._headers(container, 1.0, key) | {"etag": item.etag})
        headers = self._headers(container, charges.read(len(item.body)), key)
        headers["etag"] = item.etag
        headers["x-ms-item-lsn"] = str(item.lsn)
        return Response(200, item.body, headers)

    def create(self, container: Container, request: Request) -> Response:
        return self._write(container, request, lambda write, _conditions: write.create(request.json))

    def upsert(self, container: Container, request: Request) -> Response:
        return self._write(container, request, lambda write, conditions: write.upsert(request.json, conditions))

    def replace(self, container: Container, request: Request) -> Response:
        item_id = request.segments[5]
        return self._write(
            container, request, lambda write, conditions: write.replace(item_id, request.json, conditions)
        )

    def patch(self, container: Container, request: Request) -> Response:
        change = patched_by(request.json)
        item_id = request.segments[5]
        return self._write(container, request, lambda write, conditions: write.change(item_id, change, conditions))

    def delete(self, container: Container, request: Request) -> Response:
        item_id = request.segments[5]
        return self._write(container, request, lambda write, conditions: write.delete(item_id, conditions))

    def _write(self, container: Container, request: Request, action: Any) -> Response:
        key = self._key(container, request)
        with self.storage.transaction() as lsn:
            outcome: Outcome = action(Write(self.storage, container, key, lsn), request.conditions)
        headers = self._headers(container, outcome.charge, key)
        if outcome.item is None:
            return Response(outcome.status, b"", headers)
        headers["etag"] = outcome.item.etag
        minimal = request.headers.get(b"prefer", b"").lower() == b"return=minimal"
        return Response(outcome.status, b"" if minimal else outcome.item.body, headers)

    def batch(self, container: Container, request: Request) -> Response:
        key = self._key(container, request)
        status, results = run_batch(self.storage, container, key, request.json, len(request.body))
        charge = sum(result["requestCharge"] for result in results)
        return json_response(status, results, self._headers(container, charge, key))

    def delete_partition(self, container: Container, request: Request) -> Response:
        """Delete all items of one logical partition."""
        key = self._key(container, request)
        reach = Reach(key=key)
        with self.storage.transaction():
            selection = Selection(container, reach, self.storage.clock())
            for number, _body in list(scan(self.storage, selection)):
                self.storage.release_unique(number)
                self.storage.delete(number)
        return Response(200, b"", self._headers(container, charges.insert(0, 0), key))

    def query(self, container: Container, request: Request) -> Response:
        query, parameters = query_of(request)
        reach = self._reach(container, request)
        if reach is None:
            _check_cross_partition(query, parameters, container, request)
        run = QueryRun(self.storage, container, query, parameters, reach or Reach(), self.kept)
        request.unindexed = tuple(run.unindexed)
        page = run.page(request.number(b"x-ms-max-item-count"), request.header(b"x-ms-continuation"))
        headers = self._headers(container, page.charge, reach.key if reach else None)
        if page.continuation:
            headers["x-ms-continuation"] = page.continuation
        if request.flag(b"x-ms-documentdb-populatequerymetrics"):
            headers["x-ms-documentdb-query-metrics"] = page.metrics()
        if request.flag(b"x-ms-cosmos-populateindexmetrics"):
            headers["x-ms-cosmos-index-utilization"] = _index_metrics(container)
        return self._feed(container, page.documents, headers)

    def plan(self, container: Container, request: Request) -> Response:
        query, parameters = query_of(request)
        return json_response(200, query_plan(query, parameters, WHOLE_RING), self._headers(container, 1.0, None))

    def read_feed(self, container: Container, request: Request) -> Response:
        """All items, page by page, as `SELECT * FROM c` finds them."""
        reach = self._reach(container, request) or Reach()
        run = QueryRun(self.storage, container, compile_query("SELECT * FROM c"), {}, reach, self.kept)
        page = run.page(request.number(b"x-ms-max-item-count"), request.header(b"x-ms-continuation"))
        headers = self._headers(container, page.charge, reach.key)
        if page.continuation:
            headers["x-ms-continuation"] = page.continuation
        return self._feed(container, page.documents, headers)

    def change_feed(self, container: Container, request: Request) -> Response:
        if request.header(b"a-im") != "Incremental Feed":
            raise not_emulated("the change feed of all versions and deletes")
        found = changes(
            self.storage,
            container,
            self._reach(container, request) or Reach(),
            after=request.header(b"if-none-match"),
            since=request.header(b"if-modified-since"),
            size=request.number(b"x-ms-max-item-count"),
        )
        charge = charges.query(len(found.documents), found.size, len(found.documents))
        headers = self._headers(container, charge, None) | {"etag": found.etag}
        if not found.documents:
            return Response(304, b"", headers)
        return self._feed(container, found.documents, headers)

    def _feed(self, container: Container, documents: list[Any], headers: dict[str, str]) -> Response:
        headers["x-ms-item-count"] = str(len(documents))
        body = {"_rid": container.rid, "Documents": documents, "_count": len(documents)}
        return Response(200, orjson.dumps(body), headers)

    def _key(self, container: Container, request: Request) -> str:
        header = request.headers.get(PARTITION_KEY)
        if header is None:
            raise bad_request("PartitionKey value must be supplied for this operation.")
        return container.key.of_header(header)

    def _check_session(self, request: Request) -> int:
        """What the client has seen by its session token; one ahead of the data (404, 1002) means that this is lost."""
        seen = sequence_number(request.header(b"x-ms-session-token"))
        if seen > self.storage.lsn:
            raise CosmosError(404, "The read session is not available for the input session token.", substatus=1002)
        return seen

    def _resolve_rid(self, container: Container, request: Request) -> None:
        """Turn the last part of a link made of resource ids into the item's id."""
        segments = request.segments
        if len(segments) == 6 and segments[3] == container.rid:
            segments[5] = self.storage.id_of(container.number, container.item_number(segments[5])) or segments[5]

    def _reach(self, container: Container, request: Request) -> Reach | None:
        """The part of the container a query or feed names, None if it names none."""
        header = request.headers.get(PARTITION_KEY)
        if header is not None and header != b"[]":
            if not container.key.is_prefix(header):
                return Reach(key=container.key.of_header(header))
            prefix = container.key.effective(canonical(header_components(header)))
            return Reach(start=prefix, end=f"{prefix}FF", narrow=True)
        range_id = request.header(RANGE_ID)
        start, end = request.header(b"x-ms-start-epk"), request.header(b"x-ms-end-epk")
        if range_id is None and start is None:
            return None
        if range_id is not None and range_id not in map(str, range(len(container.ranges))):
            raise CosmosError(410, "The partition key range is gone.", substatus=1002)
        low, high = container.ranges[int(range_id)] if range_id is not None else ("", "FF")
        if start is None:
            return Reach(start=low, end=high)
        return Reach(start=max(low, start), end=_inclusive(start, min(high, end or "FF")), narrow=True)

    def _headers(self, container: Container, charge: float, key: str | None) -> dict[str, str]:
        lsn = self.storage.lsn
        place = 0
        if key is not None and len(container.ranges) > 1:
            place = container.range_of(container.key.effective(key))
        return {
            "x-ms-request-charge": f"{charge:.2f}",
            "x-ms-session-token": f"{place}:-1#{lsn}",
            "x-ms-alt-content-path": container.path,
            "x-ms-documentdb-partitionkeyrangeid": str(place),
            "lsn": str(lsn),
        }


def _inclusive(start: str, end: str) -> str:
    """A stretch of one effective partition key, start and end alike, holds that key."""
    return end if end != start else f"{end}FF"


def query_of(request: Request) -> tuple[CompiledQuery, dict[str, Any]]:
    """The compiled query of a request's body and its parameters by name."""
    body = request.json
    text = body.get("query") if isinstance(body, dict) else body
    if not isinstance(text, str):
        raise bad_request("The query must be a JSON object with the member 'query'.")
    given = body.get("parameters") or [] if isinstance(body, dict) else []
    try:
        parameters = {parameter["name"]: parameter["value"] for parameter in given}
    except (TypeError, KeyError) as error:
        raise bad_request("Query parameters are objects with the members 'name' and 'value'.") from error
    return compile_query(text), parameters


def _check_cross_partition(
    query: CompiledQuery, parameters: dict[str, Any], container: Container, request: Request
) -> None:
    """Refuse a query over several partitions that was not meant to be one, or that needs a plan first (1004)."""
    if not request.flag(CROSS_PARTITION):
        if pins_partition(query, container) or not query.reads_container:
            return
        raise bad_request(
            "Cross partition query is required but disabled. Please set "
            "x-ms-documentdb-query-enablecrosspartition to true, specify x-ms-documentdb-partitionkey, or revise "
            "your query to avoid this exception."
        )
    if needs_plan(query):
        plan = orjson.dumps(query_plan(query, parameters, WHOLE_RING)).decode()
        raise CosmosError(
            400,
            "The provided cross partition query can not be directly served by the gateway. This is a first chance "
            "(internal) exception that all newer clients will know how to handle gracefully.",
            substatus=PLAN_NEEDED,
            extra={"additionalErrorInfo": plan},
        )


def _index_metrics(container: Container) -> str:
    path = "/" + "/".join(container.key.paths[0]) + "/?"
    utilized = {
        "FilterExpression": "",
        "IndexSpec": path,
        "FilterPreciseSet": True,
        "IndexPreciseSet": True,
        "IndexImpactScore": "High",
    }
    metrics = {
        "UtilizedSingleIndexes": [utilized],
        "PotentialSingleIndexes": [],
        "UtilizedCompositeIndexes": [],
        "PotentialCompositeIndexes": [],
    }
    return base64.b64encode(orjson.dumps(metrics)).decode()
