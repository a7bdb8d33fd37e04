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
