"""How things stand, as one line of the log an hour: what the operator's alerts and workbook are drawn from."""

from datetime import datetime, timedelta
from typing import Any

from shared import clock, cosmos
from shared.http.status import SYNC_STATE
from shared.monitoring.logs import log
from shared.working_days import whole_working_days_since

_OVERDUE = timedelta(minutes=30)


async def report_gauges() -> dict[str, float | int | None]:
    """Write the line and return what it says; the ages of the data are None before the first complete sync."""
    state = await cosmos.read("operations", SYNC_STATE, SYNC_STATE)
    as_of = clock.from_iso(state["completeAt"]) if state and state.get("completeAt") else None
    before = clock.iso(clock.now() - _OVERDUE)
    gauges: dict[str, float | int | None] = {
        "dataAgeHours": None if as_of is None else round((clock.now() - as_of).total_seconds() / 3600, 1),
        "dataAgeWorkingDays": _working_days(as_of),
        "quarantined": await _count("operations", "c.type = 'quarantine' AND c.open = true"),
        "mailOverdue": await _count("outbox", "c.state = 'waiting' AND c.createdAt <= @before", before=before),
        "paymentsOverdue": await _count("payments", "c.type = 'intent' AND c.checkAt <= @before", before=before),
    }
    log.info("gauges", extra=gauges)
    return gauges


def _working_days(as_of: datetime | None) -> int | None:
    return whole_working_days_since(as_of.astimezone(clock.WARSAW).date(), clock.today()) if as_of else None


async def _count(container: str, condition: str, **parameters: Any) -> int:
    sql = f"SELECT VALUE COUNT(1) FROM c WHERE {condition}"  # noqa: S608
    counts: list[Any] = [count async for count in cosmos.query(container, sql, None, **parameters)]
    return sum(counts)
