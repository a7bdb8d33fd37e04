"""The line an hour from which the operator's alerts are drawn."""

from datetime import datetime, timedelta

from functions.sync_timer.gauges import report_gauges
from shared import clock, cosmos

SATURDAY = datetime(2026, 11, 14, 12, tzinfo=clock.WARSAW)


async def test_how_things_stand_is_counted(portal: str) -> None:
    clock.set_now(SATURDAY)
    assert await report_gauges() == {
        "dataAgeHours": None,
        "dataAgeWorkingDays": None,
        "quarantined": 0,
        "mailOverdue": 0,
        "paymentsOverdue": 0,
    }
    long_ago, lately = (clock.iso(SATURDAY - timedelta(minutes=minutes)) for minutes in (31, 29))
    # The Tuesday before Independence Day: Thursday and Friday are the working days since.
    completed = clock.iso(datetime(2026, 11, 10, 12, tzinfo=clock.WARSAW))
    await cosmos.create("operations", {"id": "sync-state", "completeAt": completed})
    for place, opened in enumerate((True, True, False)):
        await cosmos.create("operations", {"id": f"q{place}", "type": "quarantine", "open": opened})
    for place, (state, due) in enumerate((("waiting", long_ago), ("waiting", lately), ("sent", long_ago))):
        await cosmos.create("outbox", {"id": f"m{place}", "state": state, "createdAt": due})
    for place, due in enumerate((long_ago, lately)):
        await cosmos.create("payments", {"id": f"p{place}", "customerId": "c", "type": "intent", "checkAt": due})
    assert await report_gauges() == {
        "dataAgeHours": 96.0,
        "dataAgeWorkingDays": 2,
        "quarantined": 2,
        "mailOverdue": 1,
        "paymentsOverdue": 1,
    }
