"""The cost of a year by its months, from the documents: what is billed for a month stays in it to the grosz."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from shared.supply.usage import DAY


class Billed(NamedTuple):
    """Net grosze by month of a year and the documents they come from; beside them what belongs to other years."""

    months: dict[int, int]
    documents: dict[int, list[str]]
    elsewhere: int
    unassigned: int


def billed(documents: list[dict[str, Any]], year: int, point_id: str | None) -> Billed:
    """What invoices and corrections charge, of one point or (None) of all.

    A line without a point belongs to the point where the contract has just one; else it is `unassigned`. A document
    that names the point in no line (a collective invoice) says nothing of it, which is not zero.
    """
    months: dict[int, int] = defaultdict(int)
    named: dict[int, list[str]] = defaultdict(list)
    elsewhere = unassigned = 0
    for document in documents:
        own, shared_by_all = _net(document, point_id)
        unassigned += shared_by_all
        if own is None:
            continue
        for day, part in _by_month(own, document):
            if day.year != year:
                elsewhere += part
                continue
            months[day.month] += part
            if document["id"] not in named[day.month]:
                named[day.month].append(document["id"])
    return Billed(dict(months), dict(named), elsewhere, unassigned)


def _net(document: dict[str, Any], point_id: str | None) -> tuple[int | None, int]:
    """What of a document is the point's (None where it does not say), and what is for the whole contract."""
    if point_id is None or document["onlyPoint"]:
        return document["net"], 0
    own = [line["net"] for line in document["lines"] if line.get("pointId") == point_id]
    of_all = sum(line["net"] for line in document["lines"] if line.get("pointId") is None)
    return sum(own) if own else None, of_all


def _by_month(net: int, document: dict[str, Any]) -> list[tuple[date, int]]:
    """The amount by months, in the proportion of the period's days and to the grosz; the day of issue without one."""
    first = date.fromisoformat(document.get("periodFrom") or document["issuedOn"])
    last = date.fromisoformat(document.get("periodTo") or document["issuedOn"])
    whole = (last - first).days + 1
    parts: list[tuple[date, int]] = []
    given, day = 0, first
    while day <= last:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        upto = round(net * min((following - first).days, whole) / whole)
        parts.append((day, upto - given))
        given, day = upto, following
    return parts


def billed_to(documents: list[dict[str, Any]]) -> date | None:
    """The last day an invoice was for."""
    ends = [
        document["periodTo"] for document in documents if document.get("periodTo") and document["kind"] == "invoice"
    ]
    return date.fromisoformat(max(ends)) if ends else None


def next_period(billed_until: date, months: int) -> tuple[date, date]:
    """The billing period that follows."""
    first = billed_until + DAY
    end = first.month - 1 + months
    return first, date(first.year + end // 12, end % 12 + 1, 1) - DAY
