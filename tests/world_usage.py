"""The documents of usage a mirror must hold, worked out anew from the series billing told last: plain and slow."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

type Documents = dict[tuple[str, str], dict[str, Any]]


def expected_usage(changes: Iterable[dict[str, Any]]) -> Documents:
    """The years, months and totals of usage; a deleted series is in none of them."""
    documents: Documents = {}
    for change in changes:
        if change["deleted"]:
            continue
        data, customer_id = change["data"], change["customerId"]
        year, month, _ = data["start"].split("-")
        quarters = data["resolution"] == "quarter_hour"
        document = _opened(documents, customer_id, data["pointId"], year, f"-{month}" if quarters else "")
        series = {name: value for name, value in data.items() if name != "pointId"}
        document["series"][change["id"]] = series | {"revision": change["cursor"]}
        document["resolutions"] = sorted({one["resolution"] for one in document["series"].values()})
        document["revision"] = max(document["revision"], change["cursor"])
        if quarters:
            of_year = _opened(documents, customer_id, data["pointId"], year, "")
            of_year["quarters"] = sorted({*of_year.get("quarters", []), int(month)})
    return documents | _totals(documents)


def _opened(documents: Documents, customer_id: str, point_id: str, year: str, month: str) -> dict[str, Any]:
    item_id = f"usage:{point_id}:{year}{month}"
    fresh = {
        "id": item_id,
        "customerId": customer_id,
        "type": "usage-month" if month else "usage-year",
        "revision": 0,
        "deleted": False,
        "pointId": point_id,
        "year": int(year),
        "series": {},
        "resolutions": [],
    }
    return documents.setdefault((customer_id, item_id), fresh)


def _totals(documents: Documents) -> Documents:
    totals: Documents = {}
    for (customer_id, _), document in documents.items():
        if document["type"] != "usage-year":
            continue
        year = document["year"]
        fresh: dict[str, Any] = {
            "id": f"usage-total:{year}",
            "customerId": customer_id,
            "type": "usage-total",
            "revision": 0,
            "deleted": False,
            "year": year,
            "points": 0,
            "month": {},
            "day": {},
        }
        total = totals.setdefault((customer_id, f"usage-total:{year}"), fresh)
        total["revision"] = max(total["revision"], document["revision"])
        total["points"] += bool(document["series"])
        for series in document["series"].values():
            _add(total[series["resolution"]], series)
    return totals


def _add(columns: dict[str, Any], series: dict[str, Any]) -> None:
    first = date.fromisoformat(series["start"])
    length = 12 if series["resolution"] == "month" else 366

    def add(kind: str, name: str, place: int, number: int) -> None:
        if number:
            columns.setdefault(kind, {}).setdefault(name, [0] * length)[place] += number

    for index, letter in enumerate(series["quality"]):
        if series["resolution"] == "month":
            place = first.month - 1 + index
        else:
            place = (first + timedelta(days=index) - date(first.year, 1, 1)).days
        add("letters", letter, place, 1)
        for zone, values in series["imported"].items():
            if values[index] is not None:
                add("taken", zone, place, values[index])
                add("takenOf", zone, place, 1)
        if series.get("exported") is not None and series["exported"][index] is not None:
            add("given", "given", place, series["exported"][index])
            add("givenOf", "given", place, 1)


def latest_usage(documents: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    """What the start page says of the newest month, from the totals."""
    totals = {item["year"]: item for item in documents if item["type"] == "usage-total"}
    for year in sorted(totals, reverse=True):
        for month in range(12, 0, -1):
            taken, given, complete = _of_month(totals[year], month)
            if taken is None:
                continue
            latest: dict[str, Any] = {"on": f"{year}-{month:02}-01", "imported": taken, "complete": complete}
            if given is not None:
                latest["exported"] = given
            if year - 1 in totals:
                latest |= _beside(totals[year], totals[year - 1], month)
            return latest
    return None


def _beside(this: dict[str, Any], before: dict[str, Any], month: int) -> dict[str, Any]:
    (now, _, whole), (then, _, whole_before) = _of_month(this, month), _of_month(before, month)
    days = None
    as_many = _as_many(_points_of(this, month), _points_of(before, month))
    if not (whole and whole_before and as_many):
        pairs = []
        for day in _days_of(this["year"], month):
            if (day.month, day.day) != (2, 29):
                past = day.replace(year=day.year - 1)
                if _as_many(_points(this, "day", _place(day)), _points(before, "day", _place(past))):
                    pairs.append((_taken(this["day"], _place(day)), _taken(before["day"], _place(past))))
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        if not known:
            return {}
        now, then, days = sum(a for a, _ in known), sum(b for _, b in known), len(known)
    found: dict[str, Any] = {} if days is None else {"days": days}
    if now is not None and then:
        found["percent"] = round((now - then) * 100 / then, 1)
    return found


def _as_many(now: int, then: int) -> bool:
    """Sums are compared with sums of as many points, give or take one in a hundred."""
    return abs(now - then) <= max(now, then) // 100


def _points(total: dict[str, Any], resolution: str, place: int) -> int:
    letters: dict[str, list[int]] = total[resolution].get("letters", {})
    return sum(column[place] for letter, column in letters.items() if letter not in "BN")


def _points_of(total: dict[str, Any], month: int) -> int:
    if (_taken(total["month"], month - 1), _given(total["month"], month - 1)) != (None, None):
        return _points(total, "month", month - 1)
    return max(_points(total, "day", _place(day)) for day in _days_of(total["year"], month))


def _of_month(total: dict[str, Any], month: int) -> tuple[int | None, int | None, bool]:
    places = [_place(day) for day in _days_of(total["year"], month)]
    told = _taken(total["month"], month - 1), _given(total["month"], month - 1)
    if told != (None, None):
        used = {place: one for place in places if (one := _taken(total["day"], place)) is not None}
        in_part = bool(used) and sum(used.values()) == told[0] and not {places[0], places[-1]} <= used.keys()
        return *told, not in_part and not _unknown(total["month"], month - 1)
    taken = [one for place in places if (one := _taken(total["day"], place)) is not None]
    given = [one for place in places if (one := _given(total["day"], place)) is not None]
    known = [place for place in places if (_taken(total["day"], place), _given(total["day"], place)) != (None, None)]
    complete = len(known) == len(places) and not any(_unknown(total["day"], place) for place in known)
    return sum(taken) if taken else None, sum(given) if given else None, complete


def _taken(columns: dict[str, Any], place: int) -> int | None:
    zones = [zone for zone, of in columns.get("takenOf", {}).items() if of[place]]
    return sum(columns["taken"].get(zone, [0] * 366)[place] for zone in zones) if zones else None


def _given(columns: dict[str, Any], place: int) -> int | None:
    known = columns.get("givenOf", {}).get("given", [0] * 366)[place]
    return columns.get("given", {}).get("given", [0] * 366)[place] if known else None


def _unknown(columns: dict[str, Any], place: int) -> bool:
    return any(column[place] for letter, column in columns.get("letters", {}).items() if letter in "BN")


def _days_of(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [day for n in range(31) if (day := first + timedelta(days=n)).month == month]


def _place(day: date) -> int:
    return (day - date(day.year, 1, 1)).days
