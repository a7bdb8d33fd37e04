"""Writing beside the sync on a customer's summary, which the start page reads: no truth, so it may break off."""

from collections.abc import Awaitable, Callable

from shared import cosmos
from shared.mirror import CONTAINER, SUMMARY
from shared.monitoring.logs import log

_TRIES = 20


async def change_summary(customer_id: str, change: Callable[[cosmos.Item], Awaitable[cosmos.Item]], fault: str) -> None:
    """Bring the summary's data up to what `change` makes of them; a customer without a mirror has none.

    `change` runs after the summary was read, and again each time another writer was first: so the last one to come
    writes the newest. `fault` is the line of the log where others are first every time.
    """
    for _ in range(_TRIES):
        stored = await cosmos.read(CONTAINER, SUMMARY, customer_id)
        if stored is None:
            return
        data = await change(stored["data"])
        if data == stored["data"]:
            return
        try:
            await cosmos.replace(CONTAINER, stored | {"data": data})
        except cosmos.Conflict:
            continue
        return
    log.warning(fault)
