"""Running queries page by page, with continuation tokens."""

import base64
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, NamedTuple

import orjson

from local.cosmos_emulator import charges, json_text
from local.cosmos_emulator.database.catalogue import Container
from local.cosmos_emulator.database.scan import Reach, Selection, count, scan, weight
from local.cosmos_emulator.database.storage import Storage
from local.cosmos_emulator.errors import CosmosError, bad_request
from local.cosmos_emulator.partition_key import canonical as canonical_key
from local.cosmos_emulator.sql.compile import CompiledQuery, unique
from local.cosmos_emulator.sql.expressions import Row
from local.cosmos_emulator.sql.values import UNDEFINED, sort_key

DEFAULT_PAGE = 100
LARGEST_PAGE = 1000
MAX_PAGE_BYTES = 4 * 1024 * 1024
MAX_SCANNED = 50_000
"""Documents looked at for one page; then it ends, maybe empty, with a token, as the service ends one by time."""

MAX_KEPT_QUERIES = 4
MAX_KEPT_HITS = 20_000

type Token = dict[str, Any]


class Page(NamedTuple):
    """One page of results as JSON texts, the token of the next page, and what it took."""

    documents: list[Any]
    continuation: str | None
    loaded: int
    loaded_bytes: int
    seconds: float

    @property
    def charge(self) -> float:
        return charges.query(self.loaded, self.loaded_bytes, len(self.documents))

    def metrics(self) -> str:
        """The figures of the query metrics header; times are measured, index figures are nominal."""
        milliseconds = self.seconds * 1000
        return (
            f"totalExecutionTimeInMs={milliseconds:.2f};queryCompileTimeInMs=0.00;"
            f"queryLogicalPlanBuildTimeInMs=0.00;queryPhysicalPlanBuildTimeInMs=0.00;"
            f"queryOptimizationTimeInMs=0.00;VMExecutionTimeInMs={milliseconds:.2f};indexLookupTimeInMs=0.00;"
            f"documentLoadTimeInMs=0.00;systemFunctionExecuteTimeInMs=0.00;userFunctionExecuteTimeInMs=0.00;"
            f"retrievedDocumentCount={self.loaded};retrievedDocumentSize={self.loaded_bytes};"
            f"outputDocumentCount={len(self.documents)};outputDocumentSize=0;writeOutputTimeInMs=0.00;"
            f"indexUtilizationRatio=1.00"
        )


class Hit(NamedTuple):
    """A row that met the conditions: its document's number and body, its place among the document's rows."""

    number: int
    place: int
    row: Row
    body: bytes


class SortedHits:
    """Sorted results of the last queries, so that their next pages are not sorted anew while nothing changes."""

    def __init__(self) -> None:
        self._kept: dict[Any, list[Hit]] = {}

    def get(self, key: Any, make: Callable[[], list[Hit]]) -> list[Hit]:
        """The hits kept under a key, or those made and kept now."""
        hits = self._kept.pop(key, None)
        if hits is None:
            hits = make()
        if len(hits) <= MAX_KEPT_HITS:
            self._kept[key] = hits
            if len(self._kept) > MAX_KEPT_QUERIES:
                del self._kept[next(iter(self._kept))]
        return hits


class QueryRun:
    """One page of one query over a part of a container."""

    def __init__(
        self,
        storage: Storage,
        container: Container,
        query: CompiledQuery,
        parameters: dict[str, Any],
        reach: Reach,
        kept: SortedHits,
    ) -> None:
        self.storage = storage
        self.query = query
        self.parameters = parameters
        self.kept = kept
        self.now = storage.clock()
        self.empty: Row = [parameters, None, self.now]
        self.selection = Selection(container, reach, self.now)
        self.scanned = 0
        self.loaded = 0
        self.loaded_bytes = 0
        self.last_scanned = 0
        check_order_index(query, container)
        self.unindexed = unindexed(query, container)
        if self.unindexed:
            # Without an index the service looks into every document there is.
            self.whole = Selection(container, reach, self.now)
        self._narrow(container)

    def page(self, size: int, continuation: str | None) -> Page:
        """The results after a token; raises CosmosError 400 for a token that is not one of ours."""
        started = time.perf_counter()
        token = decode_token(continuation)
        size = DEFAULT_PAGE if size == 0 else LARGEST_PAGE if size < 0 else size
        if self.query.folds or self.query.distinct or self.query.limit or self.query.top:
            documents, following = self._counted(size, token)
        elif self.query.order:
            documents, following = self._ordered(size, token)
        else:
            documents, following = self._streamed(size, token)
        if self.unindexed and not token:
            self.loaded, self.loaded_bytes = weight(self.storage, self.whole)
        seconds = time.perf_counter() - started
        return Page(documents, encode_token(following), self.loaded, self.loaded_bytes, seconds)

    def _streamed(self, size: int, token: Token) -> tuple[list[Any], Token | None]:
        """Results in the order of storage, read only as far as the page goes."""
        after, place = token.get("after", 0), token.get("place", -1)
        documents: list[Any] = []
        total = 0
        last: Token = {}
        for hit in self._hits(after - 1 if place >= 0 else after):
            if place >= 0 and (hit.number, hit.place) <= (after, place):
                continue
            result = self._result(hit)
            if result is UNDEFINED:
                continue
            total += len(hit.body)
            if len(documents) == size or (documents and total > MAX_PAGE_BYTES):
                return documents, last
            documents.append(result)
            last = {"after": hit.number, "place": hit.place}
        if self.scanned > MAX_SCANNED:
            return documents, {"after": self.last_scanned}
        return documents, None

    def _ordered(self, size: int, token: Token) -> tuple[list[Any], Token | None]:
        """Sorted results after the last one of the page before, found again by its sort keys."""
        hits = self._sorted()
        if "keys" in token:
            hits = self._after(hits, token)
        documents: list[Any] = []
        total = 0
        for index, hit in enumerate(hits):
            result = self._result(hit)
            if result is UNDEFINED:
                continue
            total += len(hit.body)
            if len(documents) == size or (documents and total > MAX_PAGE_BYTES):
                last = hits[index - 1]
                keys = [_carried(value(last.row)) for value, _ in self.query.order]
                return documents, {"keys": keys, "after": last.number, "place": last.place}
            documents.append(result)
        return documents, None

    def _counted(self, size: int, token: Token) -> tuple[list[Any], Token | None]:
        """Results that exist only as a whole (groups, distinct, TOP, LIMIT): the token counts the seen ones."""
        query, skip = self.query, token.get("skip", 0)
        first = query.offset(self.parameters) if query.offset else 0
        most = query.limit or query.top
        last = first + most(self.parameters) if most else None
        results = self._all_results()
        window = islice(results, first + skip, last)
        documents = list(islice(window, size))
        more = next(window, UNDEFINED) is not UNDEFINED
        return documents, {"skip": skip + len(documents)} if more else None

    def _all_results(self) -> Iterator[Any]:
        query = self.query
        if query.counts_all:
            rows: Iterator[Row] = iter([[self.parameters, [count(self.storage, self.selection)], self.now]])
            results = (query.project(row) for row in rows)
        elif query.folds:
            folded = query.fold((hit.row for hit in self._hits() if self._load(hit)), self.empty)
            results = (query.project(row) for row in folded)
        else:
            hits = iter(self._sorted()) if query.order else self._hits()
            results = (self._result(hit) for hit in hits)
        defined = (result for result in results if result is not UNDEFINED)
        return unique(defined) if query.distinct else defined

    def _load(self, hit: Hit) -> bool:
        """Count a document as loaded: what an index serves is loaded only where it is in the page."""
        if hit.place == 0:
            self.loaded += 1
            self.loaded_bytes += len(hit.body)
        return True

    def _result(self, hit: Hit) -> Any:
        self._load(hit)
        result = self.query.project(hit.row)
        if self.query.selects_document and not self.query.distinct:
            return orjson.Fragment(hit.body)
        return result

    def _hits(self, after: int = 0) -> Iterator[Hit]:
        """The rows that meet the conditions, in the order of storage."""
        query = self.query
        if not query.reads_container:
            for place, row in enumerate(query.rows(self.empty)):
                yield Hit(0, place, row, b"")
            return
        limited = not (query.folds or query.order or query.distinct or query.limit or query.top)
        for number, body in scan(self.storage, self.selection, after):
            self.scanned += 1
            if limited and self.scanned > MAX_SCANNED:
                return
            self.last_scanned = number
            rows = query.rows([*self.empty, json_text.loads(body)])
            for place, row in enumerate(rows):
                yield Hit(number, place, row, body)

    def _sorted(self) -> list[Hit]:
        timed = self.now if self.query.uses_clock else int(self.now)
        selected = tuple(self.selection.values)
        key = (self.query.text, orjson.dumps(self.parameters), selected, self.storage.lsn, timed)
        return self.kept.get(key, self._sort)

    def _sort(self) -> list[Hit]:
        hits = list(self._hits())
        for value, descending in reversed(self.query.order):
            hits.sort(key=lambda hit: sort_key(value(hit.row)), reverse=descending)
        return hits

    def _after(self, hits: list[Hit], token: Token) -> list[Hit]:
        if len(token["keys"]) != len(self.query.order) or not all(isinstance(key, list) for key in token["keys"]):
            raise _bad_token()
        last = [sort_key(_restored(value)) for value in token["keys"]]
        seen = token.get("after", 0), token.get("place", 0)

        def comes_after(hit: Hit) -> bool:
            for (value, descending), key in zip(self.query.order, last, strict=True):
                own = sort_key(value(hit.row))
                if own != key:
                    return own < key if descending else own > key
            return (hit.number, hit.place) > seen

        return [hit for hit in hits if comes_after(hit)]

    def _narrow(self, container: Container) -> None:
        """Let storage skip what cannot match: other ids, other partitions, bodies without a text asked for."""
        values = {path: constant(self.empty) for path, constant in self.query.equalities}
        key = [values.get(path, UNDEFINED) for path in container.key.paths]
        if not any(value is UNDEFINED or type(value) in {list, dict} for value in key):
            text = canonical_key(key)
            self.selection.add("epk = ? AND pk = ?", container.key.effective(text), text)
        for path, value in values.items():
            if path == ("id",):
                self.selection.add("id = ?", value if isinstance(value, str) else None)
            elif isinstance(value, str):
                self.selection.add("instr(body, ?)", json_text.dumps(value))


def pins_partition(query: CompiledQuery, container: Container) -> bool:
    """Whether the query's own conditions name one partition."""
    paths = [path for path, _ in query.equalities]
    return all(path in paths for path in container.key.paths)


def unindexed(query: CompiledQuery, container: Container) -> list[str]:
    """The paths of the query's conditions that no index of the container serves."""
    return sorted("/" + "/".join(path) for path in query.asked if not container.indexing.serves(path))


def check_order_index(query: CompiledQuery, container: Container) -> None:
    """ORDER BY needs an index: of its one path, or a composite of the same paths and directions, or all reversed."""
    if len(query.order) == 1:
        path = query.order_paths[0]
        if path and not container.indexing.covers(path):
            raise bad_request("Order-by item requires a range index to be defined on the corresponding index path.")
    if len(query.order) < 2:
        return
    wanted = tuple((path, descending) for path, (_, descending) in zip(query.order_paths, query.order, strict=True))
    reverse = tuple((path, not descending) for path, descending in wanted)
    if wanted not in container.indexing.composites and reverse not in container.indexing.composites:
        raise bad_request(
            "The order by query does not have a corresponding composite index that it can be served from."
        )


def encode_token(token: Token | None) -> str | None:
    return base64.urlsafe_b64encode(orjson.dumps(token)).decode() if token else None


def decode_token(text: str | None) -> Token:
    if not text:
        return {}
    try:
        token = orjson.loads(base64.urlsafe_b64decode(text))
    except ValueError as error:
        raise _bad_token() from error
    if not isinstance(token, dict):
        raise _bad_token()
    places = [token.get(name, 0) for name in ("after", "place", "skip")]
    keys = token.get("keys", [])
    if not all(isinstance(place, int) and abs(place) < 2**62 for place in places) or not isinstance(keys, list):
        raise _bad_token()
    return token


def _bad_token() -> CosmosError:
    return bad_request("The continuation token is not valid.")


def _carried(value: Any) -> list[Any]:
    """A sort key's value as a token carries it; an empty list is undefined."""
    return [] if value is UNDEFINED else [value]


def _restored(carried: list[Any]) -> Any:
    return carried[0] if carried else UNDEFINED
