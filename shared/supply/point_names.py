"""What customers call their metering points.

The names are the customer's own and stand in one document of container `requests`; the mirrored point shows its name,
so that lists are sorted and searched by it. Both the sync, which writes the point, and a change of the name replace
the customer's summary on condition that nobody else has: so neither loses what the other wrote.
"""

from typing import Any

import stamina
from azure.cosmos.exceptions import CosmosBatchOperationError

from shared import cosmos
from shared.billing_contract import Address
from shared.folding import folded, sort_key
from shared.mirror import CONTAINER, SUMMARY, mirror_id

_NAMES = "point-names"
_TRIES = 5


async def own_names(customer_id: str) -> dict[str, str]:
    """The customer's names of points, by billing's id of them."""
    stored = await cosmos.read("requests", _NAMES, customer_id)
    names: dict[str, str] = stored["names"] if stored else {}
    return names


def named(item: cosmos.Item, own_name: str | None) -> cosmos.Item:
    """The mirrored point as the customer calls it, to be found by either name and by its address."""
    data: dict[str, Any] = item["data"]
    address, reported = Address.model_validate(data["address"]).one_line(), data.get("name")
    words = " ".join(part for part in (own_name, reported, address) if part)
    plain = {name: value for name, value in item.items() if name != "ownName"}
    found = {"sortKey": sort_key(own_name or reported or address), "searchText": f" {folded(words)}"}
    return plain | found | ({"ownName": own_name} if own_name else {})


@stamina.retry(on=cosmos.Conflict, attempts=_TRIES, wait_initial=0.02, wait_max=0.5)
async def rename(customer_id: str, point_id: str, name: str | None) -> bool:
    """Call a point so from now on, or with None as billing does; False where the customer has no such point.

    Raises Conflict when other writers were faster each time.
    """
    summary = await cosmos.read(CONTAINER, SUMMARY, customer_id)
    point = await cosmos.read(CONTAINER, mirror_id("point", point_id), customer_id)
    if summary is None or point is None or point["deleted"]:
        return False
    await _keep(customer_id, point_id, name)
    shown = named(cosmos.plain(point), name)
    operations: list[Any] = [
        ("replace", (SUMMARY, cosmos.plain(summary)), {"if_match_etag": summary["_etag"]}),
        ("replace", (point["id"], shown), {"if_match_etag": point["_etag"]}),
    ]
    try:
        await cosmos.container(CONTAINER).execute_item_batch(operations, partition_key=customer_id)
    except CosmosBatchOperationError:
        raise cosmos.Conflict from None
    return True


async def _keep(customer_id: str, point_id: str, name: str | None) -> None:
    stored = await cosmos.read("requests", _NAMES, customer_id)
    names: dict[str, str] = dict(stored["names"]) if stored else {}
    names.pop(point_id, None)
    if name is not None:
        names[point_id] = name
    item = {"id": _NAMES, "customerId": customer_id, "type": _NAMES, "names": names}
    if stored is None:
        await cosmos.create("requests", item)
    else:
        await cosmos.replace("requests", item | {"_etag": stored["_etag"]})
