"""Reading the mirrored contracts and points, always within the customer's own partition."""

import re
from typing import Any, Literal, NamedTuple

from functions.supply.models import Listing, PointListing
from shared import cosmos
from shared.cursor import cursor_of, place_of
from shared.folding import folded
from shared.mirror import CONTAINER, mirror_id

_FIELDS = {
    "contract": "c.data.number, c.data.status, c.data.product, c.data.tariff, c.data.startsOn, c.data.endsOn,"
    " ARRAY_LENGTH(c.data.pointIds) AS points",
    "point": "c.data.ppe, c.data.name, c.data.address, c.data.tariff, c.data.contractId",
}
_PART_OF_PPE = re.compile(r"[0-9]{5,18}")


class Rows(NamedTuple):
    """A page of rows, and where the list goes on."""

    items: list[cosmos.Item]
    next: str | None


async def listed(customer_id: str, kind: Literal["contract", "point"], wish: Listing) -> Rows:
    """A page of a customer's contracts or points; each item has the id billing gave it.

    Raises Problem `cursor_invalid` for an `after` that is none of ours.
    """
    conditions, arguments = _conditions(kind, wish)
    items = [
        item
        async for item in cosmos.query(
            CONTAINER,
            f"SELECT c.id, c.sortKey, {_FIELDS[kind]} FROM c WHERE {' AND '.join(conditions)}"  # noqa: S608
            " ORDER BY c.sortKey, c.id OFFSET 0 LIMIT @limit",
            customer_id,
            page_size=wish.limit + 1,
            kind=kind,
            limit=wish.limit + 1,
            **arguments,
        )
    ]
    for item in items:
        item["id"] = item["id"].partition(":")[2]
    page = items[: wish.limit]
    return Rows(page, cursor_of(page[-1]["sortKey"], page[-1]["id"]) if len(items) > wish.limit else None)


def _conditions(kind: str, wish: Listing) -> tuple[list[str], dict[str, Any]]:
    conditions = ["c.type = @kind", "c.deleted = false"]
    arguments: dict[str, Any] = {}
    if wish.id:
        conditions.append("c.id = @one")
        arguments["one"] = mirror_id(kind, wish.id)
    if isinstance(wish, PointListing) and wish.contract:
        conditions.append("c.data.contractId = @contract")
        arguments["contract"] = wish.contract
    if wish.q.strip():
        words = {f"word{n}": f" {word}" for n, word in enumerate(folded(wish.q).split())}
        # What holds no letter and no digit is in no name.
        found = " AND ".join(f"CONTAINS(c.searchText, @{name})" for name in words) or "false"
        arguments |= words
        digits = "".join(wish.q.split())
        if kind == "point" and _PART_OF_PPE.fullmatch(digits):
            found = f"({found}) OR CONTAINS(c.data.ppe, @ppe)"
            arguments["ppe"] = digits
        conditions.append(f"({found})")
    if wish.after is not None:
        sort_key, item_id = place_of(wish.after, str, str)
        conditions.append("(c.sortKey > @sortKey OR (c.sortKey = @sortKey AND c.id > @id))")
        arguments |= {"sortKey": sort_key, "id": mirror_id(kind, item_id)}
    return conditions, arguments
