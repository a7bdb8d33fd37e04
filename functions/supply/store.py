"""Reading the mirrored contracts and points, always within the customer's own partition."""

import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from functions.supply.listing import ContractListing, Listing, PointListing
from shared import cosmos
from shared.billing_contract import EVERYBODY
from shared.folding import folded
from shared.http.cursor import cursor_of, place_of
from shared.mirror import CONTAINER, mirror_id

_FIELDS = {
    "contract": "c.data.number, c.data.status, c.data.product, c.data.tariff, c.data.startsOn, c.data.endsOn,"
    " ARRAY_LENGTH(c.data.pointIds) AS points",
    "point": "c.data.ppe, c.data.previousPpe, c.data.name, c.ownName, c.data.address, c.data.tariff, c.data.contractId,"
    " c.data.meter, c.data.prosumer, c.data.suppliedTo",
}
_PPE = re.compile(r"(?:nr|numer)?\s*(?:ppe)?\s*:?\s*([0-9](?:[0-9\s.\-–/]*[0-9])?)", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"[^0-9]")
_FEW_DIGITS, _PART, _WHOLE = 4, 5, 18
"""The last four digits of a PPE tell points apart as people do; more may stand anywhere in it."""

_OF_ADDRESSES = frozenset(["al", "aleja", "lok", "m", "nr", "os", "osiedle", "pl", "plac", "ul", "ulica"])
"""Words that people write into an address and billing does not, or the other way round."""


class Rows(NamedTuple):
    """A page of rows, and where the list goes on."""

    items: list[cosmos.Item]
    next: str | None


async def listed(
    customer_id: str, kind: Literal["contract", "point"], request: Listing, contracts: Sequence[str] | None = None
) -> Rows:
    """A page of a customer's contracts or points, of some contracts or of all; each item has the id billing gave it.

    Raises Problem `cursor_invalid` for an `after` that is none of ours.
    """
    conditions, arguments = _conditions(kind, request)
    if contracts is not None and kind == "contract":
        conditions.append("ARRAY_CONTAINS(@contracts, c.id)")
        arguments["contracts"] = [mirror_id(kind, one) for one in contracts]
    elif contracts is not None:
        conditions.append("ARRAY_CONTAINS(@contracts, c.data.contractId)")
        arguments["contracts"] = list(contracts)
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT c.id, c.sortKey, {_FIELDS[kind]} FROM c WHERE {' AND '.join(conditions)}"  # noqa: S608
            " ORDER BY c.sortKey, c.id OFFSET 0 LIMIT @limit",
            customer_id,
            page_size=request.limit + 1,
            kind=kind,
            limit=request.limit + 1,
            **arguments,
        )
    ]
    for item in items:
        item["id"] = item["id"].partition(":")[2]
    page = items[: request.limit]
    return Rows(page, cursor_of(page[-1]["sortKey"], page[-1]["id"]) if len(items) > request.limit else None)


async def supplied_points(customer_id: str, most: int) -> list[cosmos.Item]:
    """So many of a customer's points, by the id billing gave them: their names and the days that are theirs."""
    items = cosmos.query(
        CONTAINER,
        "SELECT TOP @most c.id, c.data.name, c.ownName, c.data.address, c.data.suppliedFrom, c.data.suppliedTo FROM c"
        " WHERE c.type = 'point' AND c.deleted = false",
        customer_id,
        page_size=most,
        most=most,
    )
    return [item | {"id": item["id"].partition(":")[2]} async for item in items]


async def mirrored(customer_id: str, kind: str, billing_id: str) -> cosmos.Item | None:
    """A mirrored record by billing's id; None also for another customer's or a deleted one."""
    stored = await cosmos.read(CONTAINER, mirror_id(kind, billing_id), customer_id)
    return None if stored is None or stored["deleted"] else stored


async def has_unsigned_contract(customer_id: str) -> bool:
    found = cosmos.query(
        CONTAINER,
        "SELECT TOP 1 c.id FROM c WHERE c.type = 'contract' AND c.deleted = false AND c.data.status = 'unsigned'",
        customer_id,
    )
    return bool([item async for item in found])


def _conditions(kind: str, request: Listing) -> tuple[list[str], dict[str, Any]]:
    conditions = ["c.type = @kind", "c.deleted = false"]
    arguments: dict[str, Any] = {}
    if request.id:
        conditions.append("c.id = @one")
        arguments["one"] = mirror_id(kind, request.id)
    if kind == "contract":
        # Whoever has not signed has no contract to look at (and nothing is billed by it).
        conditions.append("c.data.status != 'unsigned'")
    if isinstance(request, ContractListing) and request.state:
        conditions.append("c.data.status = @state")
        arguments["state"] = request.state
    if isinstance(request, PointListing) and request.contract:
        conditions.append("c.data.contractId = @contract")
        arguments["contract"] = request.contract
    if request.q.strip():
        typed = folded(request.q).split()
        told_apart = [word for word in typed if word not in _OF_ADDRESSES] or typed
        words = {f"word{n}": f" {word}" for n, word in enumerate(told_apart if kind == "point" else typed)}
        # What holds no letter and no digit is in no name.
        found = " AND ".join(f"CONTAINS(c.searchText, @{name})" for name in words) or "false"
        arguments |= words
        number = _PPE.fullmatch(request.q.strip()) if kind == "point" else None
        digits = _NOT_DIGITS.sub("", number[1]) if number else ""
        if _FEW_DIGITS <= len(digits) <= _WHOLE:
            within = "CONTAINS" if len(digits) >= _PART else "ENDSWITH"
            found = f"({found}) OR {within}(c.data.ppe, @ppe) OR {within}(c.data.previousPpe, @ppe)"
            arguments["ppe"] = digits
        conditions.append(f"({found})")
    if request.after is not None:
        sort_key, item_id = place_of(request.after, str, str)
        conditions.append("(c.sortKey > @sortKey OR (c.sortKey = @sortKey AND c.id > @id))")
        arguments |= {"sortKey": sort_key, "id": mirror_id(kind, item_id)}
    return conditions, arguments


async def deposits_of(customer_id: str) -> list[cosmos.Item]:
    """The months of a prosumer's deposit, as billing told them."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.data FROM c WHERE c.type = 'deposit' AND c.deleted = false",
        customer_id,
        page_size=-1,
    )
    return [item["data"] async for item in items]


async def monthly_prices(index: str) -> dict[str, int]:
    """The newest value of a monthly market price by month (`2026-10`), in grosze for a MWh."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.data.month, c.data.index, c.data.prices FROM c WHERE c.type = 'market_prices' AND c.deleted = false"
        " AND c.data.resolution = 'month'",
        EVERYBODY,
        page_size=-1,
    )
    return {
        item["month"][:7]: item["prices"][0]
        async for item in items
        if item["index"] == index and item["prices"] and item["prices"][0] is not None
    }


async def price_lists() -> dict[str, cosmos.Item]:
    """The price lists billing tells to everybody, by id."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.data FROM c WHERE c.type = 'price_list' AND c.deleted = false",
        EVERYBODY,
        page_size=-1,
    )
    return {item["id"].partition(":")[2]: item["data"] async for item in items}


async def readings_of(customer_id: str, point_id: str) -> list[cosmos.Item]:
    """The readings billing tells of a point."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.data FROM c WHERE c.type = 'reading' AND c.deleted = false AND c.data.pointId = @point",
        customer_id,
        page_size=-1,
        point=point_id,
    )
    return [item["data"] async for item in items]


async def days_of(customer_id: str) -> list[cosmos.Item]:
    """Open documents with a day of payment, and the reading schedules of meters read by hand; in one query."""
    items = cosmos.query(
        CONTAINER,
        "SELECT c.id, c.type, c.data.dueOn, c.data.remaining, c.data.number, c.ownName, c.data.name, c.data.meter,"
        " c.data.meterNumber, c.data.readingSchedule AS schedule FROM c WHERE c.deleted = false"
        " AND ((c.type = 'document' AND c.data.remaining > 0) OR c.type = 'point')",
        customer_id,
        page_size=-1,
    )
    return [item async for item in items if "dueOn" in item or (item.get("meter") == "manual" and "schedule" in item)]
