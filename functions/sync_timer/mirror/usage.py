"""Usage as billing tells it, put where its views are read: a point's years and months, and the totals of all points.

Every document here is rewritten whole in the same batch as the record that changes it, from what was stored under the
customer's summary: so a replay changes nothing, and a total is exactly the sum of its years.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from functions.sync_timer.concurrently import for_each
from functions.sync_timer.intake.records import Record
from shared import cosmos
from shared.mirror import CONTAINER, LatestUsage
from shared.supply.usage import month_id, total_id, values_of, year_id
from shared.supply.usage_total import added
from shared.supply.usage_year import Year, month_of, months_compared, year_of_total

_CONCURRENCY = 16
_PLACED = ("pointId", "resolution", "start")
_COARSE = ("month", "day")


class Place(NamedTuple):
    """Where a series belongs."""

    point_id: str
    resolution: str
    start: date

    @classmethod
    def of(cls, data: Mapping[str, Any] | None) -> "Place | None":
        return cls(data["pointId"], data["resolution"], date.fromisoformat(data["start"])) if data else None

    @property
    def document(self) -> str:
        if self.resolution == "quarter_hour":
            return month_id(self.point_id, self.start)
        return self.year

    @property
    def year(self) -> str:
        return year_id(self.point_id, self.start.year)

    @property
    def documents(self) -> set[str]:
        """All that may change with the series, its total included."""
        return {self.document, self.year, total_id(self.start.year)}


def changed_ids(record: Record) -> set[str]:
    """The documents a record may change, its own included; where a deleted or moved series was is not known yet."""
    place = Place.of(record.item["data"])
    return {record.item["id"]} | (place.documents if place else {f"{record.item['id']}:{n}" for n in range(3)})


def stub(item: cosmos.Item) -> cosmos.Item:
    """What stands under billing's own id of a series: its revision, and where the series went."""
    data = item["data"]
    return item | {"data": {name: data[name] for name in _PLACED} if data else None}


async def changed_usage(
    customer_id: str, records: list[Record], before: Mapping[str, Mapping[str, Any] | None]
) -> list[cosmos.Item]:
    """The documents that these records of usage change; `before` are the stubs' data as they are stored."""
    moves = [(record, Place.of(before.get(record.item["id"])), Place.of(record.item["data"])) for record in records]
    places = [place for _, *pair in moves for place in pair if place is not None]
    if not places:
        return []
    documents = _Documents(customer_id, await _stored(customer_id, places))
    for record, old, new in moves:
        if old is not None and (new is None or old.document != new.document):
            documents.drop(old, record)
        if new is not None:
            documents.put(new, record)
    return documents.changed()


async def latest_usage(customer_id: str, changed: list[cosmos.Item], before: LatestUsage | None) -> LatestUsage | None:
    """What the start page says of usage after these documents have changed."""
    totals = {item["year"]: item for item in changed if item["type"] == "usage-total"}
    if not totals:
        return before
    newest = max([*totals, *([before.on.year] if before else [])])

    async def year(number: int) -> Year | None:
        stored = totals.get(number) or await cosmos.read(CONTAINER, total_id(number), customer_id)
        return year_of_total(stored) if stored else None

    later = await year(newest)
    for number in (newest, newest - 1):
        this, later = later, await year(number - 1)
        if (found := _latest(this, later)) is not None:
            return found
    return None


def _latest(this: Year | None, before: Year | None) -> LatestUsage | None:
    for month in range(12, 0, -1) if this else ():
        energy = month_of(this, month).energy
        if this is not None and energy.imported is not None:
            against = months_compared(this, before, month)
            return LatestUsage(
                on=date(this.year, month, 1),
                imported=energy.imported,
                exported=energy.exported,
                complete=energy.complete,
                percent=against.percent if against else None,
                days=against.days if against else None,
            )
    return None


class _Documents:
    """The documents of usage a batch is about to change."""

    def __init__(self, customer_id: str, stored: dict[str, cosmos.Item]) -> None:
        self._customer_id = customer_id
        self._stored = stored
        self._after: dict[str, cosmos.Item] = {}

    def put(self, place: Place, record: Record) -> None:
        series = {name: value for name, value in record.item["data"].items() if name != "pointId"}
        document = self._open(place.document, place)
        self._keep(document, document["series"] | {record.change.id: series | {"revision": record.change.cursor}})
        self._note_quarters(place)

    def drop(self, place: Place, record: Record) -> None:
        document = self._open(place.document, place)
        self._keep(document, {name: one for name, one in document["series"].items() if name != record.change.id})
        self._note_quarters(place)

    def changed(self) -> list[cosmos.Item]:
        years = {document["year"] for document in self._after.values() if document["type"] == "usage-year"}
        return [*self._after.values(), *(self._total(year) for year in sorted(years))]

    def _open(self, document_id: str, place: Place) -> cosmos.Item:
        found = self._after.get(document_id) or self._stored.get(document_id)
        fresh: cosmos.Item = {
            "id": document_id,
            "customerId": self._customer_id,
            "type": "usage-year" if document_id == place.year else "usage-month",
            "revision": 0,
            "deleted": False,
            "pointId": place.point_id,
            "year": place.start.year,
            "series": {},
            "resolutions": [],
        }
        document = dict(found) if found else fresh
        self._after[document_id] = document
        return document

    def _keep(self, document: cosmos.Item, series: dict[str, Any]) -> None:
        document["series"] = series
        document["resolutions"] = sorted({one["resolution"] for one in series.values()})
        document["revision"] = max((one["revision"] for one in series.values()), default=0)

    def _note_quarters(self, place: Place) -> None:
        """Let the year know which of its months have quarter-hours: it is rewritten when the first come or go."""
        if place.resolution != "quarter_hour":
            return
        year = self._after.get(place.year) or self._stored.get(place.year) or {}
        known = set(year.get("quarters", []))
        has = {place.start.month} if self._after[place.document]["series"] else set()
        now = (known - {place.start.month}) | has
        if now != known:
            self._open(place.year, place)["quarters"] = sorted(now)

    def _total(self, year: int) -> cosmos.Item:
        item_id = total_id(year)
        stored = self._stored.get(item_id, {})
        total: cosmos.Item = {
            "id": item_id,
            "customerId": self._customer_id,
            "type": "usage-total",
            "revision": stored.get("revision", 0),
            "deleted": False,
            "year": year,
            "points": stored.get("points", 0),
        } | {resolution: stored.get(resolution, {}) for resolution in _COARSE}
        for document in self._after.values():
            if document["type"] != "usage-year" or document["year"] != year:
                continue
            old = _values(self._stored.get(document["id"]))
            new = _values(document)
            for resolution in _COARSE:
                taken_out = added(total[resolution], resolution, old[resolution], -1)
                total[resolution] = added(taken_out, resolution, new[resolution], 1)
            total["points"] += any(new.values()) - any(old.values())
            total["revision"] = max(total["revision"], document["revision"])
        return total


def _values(document: cosmos.Item | None) -> dict[str, Any]:
    series: Iterable[dict[str, Any]] = document["series"].values() if document else ()
    return {resolution: values_of(series, resolution) for resolution in _COARSE}


async def _stored(customer_id: str, places: list[Place]) -> dict[str, cosmos.Item]:
    """The documents of these places, their years and the totals, as they are."""
    ids = sorted({document for place in places for document in place.documents})
    found = await for_each(ids, lambda one: cosmos.read(CONTAINER, one, customer_id), concurrency=_CONCURRENCY)
    return {item["id"]: cosmos.plain(item) for item in found if item is not None}
