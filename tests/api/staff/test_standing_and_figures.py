"""How the portal stands and the office's months, for leads: counted ahead, and unknown where it is."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from functions.staff import figures_store
from functions.staff.leads.figures import median
from functions.sync_timer.desk import keep_desk
from functions.sync_timer.office import note_standing
from functions.tickets import store as tickets
from functions.tickets.office import replied
from functions.tickets.ticket import Rating
from shared import clock, cosmos
from tests.api.staff.conftest import JOANNA, Office
from tests.builders import a_ticket

AT = "/api/staff/leads"
NOON = datetime(2026, 11, 20, 12, tzinfo=clock.WARSAW)


@pytest.fixture(autouse=True)
def noon(portal: str) -> None:
    clock.set_now(NOON)


@pytest.fixture
async def lead(noon: None, office: Office) -> httpx.AsyncClient:
    return await office.clerk(JOANNA, "bok.lead")


async def seen(lead: httpx.AsyncClient, what: str) -> Any:
    answer = await lead.get(f"{AT}/{what}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_what_was_never_counted_is_unknown_and_no_zero(lead: httpx.AsyncClient) -> None:
    assert await seen(lead, "state") == {
        "sync": {"completeAt": None, "late": True, "ranAt": None, "outcome": None, "doubted": False},
        "countedAt": None,
        "quarantined": None,
        "mails": None,
        "payments": None,
    }
    assert await seen(lead, "figures") == {"whole": False, "months": []}


async def test_how_sync_mails_and_payments_stand(lead: httpx.AsyncClient) -> None:
    def ago(**time: float) -> str:
        return clock.iso(NOON - timedelta(**time))

    sync = {"id": "sync-state", "cursor": 7, "completeAt": ago(hours=25), "ranAt": ago(minutes=3)}
    await cosmos.create("operations", sync | {"outcome": "billing unavailable: /changes answered 500"})
    await cosmos.create("operations", {"id": "q1", "type": "quarantine", "open": True})
    await cosmos.create("operations", {"id": "a1", "type": "payment-alarm"})
    mails = [("waiting", 5), ("waiting", 90), ("sent", 200), ("failed", 60), ("failed", 60 * 24 * 8), ("expired", 60)]
    for place, (state, minutes) in enumerate(mails):
        await cosmos.create("outbox", {"id": f"m{place}", "state": state, "createdAt": ago(minutes=minutes)})
    for place, state in enumerate(("created", "started", "paid", "confirmed", "reported", "booked", "refused")):
        intent = {"id": f"p{place}", "customerId": "c", "type": "intent", "state": state}
        await cosmos.create("payments", intent | {"createdAt": ago(hours=10 - place)})
    await note_standing()
    clock.set_now(NOON + timedelta(minutes=4))
    assert await seen(lead, "state") == {
        "sync": {
            "completeAt": ago(hours=25),
            "late": True,
            "ranAt": ago(minutes=3),
            "outcome": "billing",
            "doubted": False,
        },
        "countedAt": clock.iso(NOON),
        "quarantined": 1,
        "mails": {"waiting": 2, "oldestAt": ago(minutes=90), "failed": 1, "expired": 1},
        "payments": {
            "waiting": 2,
            "unconfirmed": 1,
            "unreported": 1,
            "unbooked": 1,
            "oldestAt": ago(hours=8),
            "alarms": 1,
        },
    }


async def answered(number: int, received: datetime, hours: float, stars: int | None = None, **fields: Any) -> None:
    at = received + timedelta(hours=hours)
    rating = Rating(stars=stars, at=at) if stars else None
    ticket = a_ticket(
        received,
        id=f"ticket-{number:010}",
        number=f"ZG-{number:04}",
        state="answered",
        answered_at=at,
        rating=rating,
        changed_at=at,
        **fields,
    )
    await tickets.write(None, ticket)


async def test_months_are_counted_from_the_tickets_and_a_month_without_answers_says_nothing(
    lead: httpx.AsyncClient,
) -> None:
    september = datetime(2026, 9, 1, 9, tzinfo=clock.WARSAW)
    await answered(1, september, 3, 5)
    await answered(2, september, 10, 2)
    await answered(3, september, 24 * 20)
    await answered(4, september, 4)
    # By Warsaw's clock November has begun, by UTC it has not.
    await answered(5, datetime(2026, 10, 31, 20, tzinfo=clock.WARSAW), 4.5)
    await tickets.write(None, a_ticket(NOON, id="ticket-unanswered"))
    await keep_desk()
    found = await seen(lead, "figures")
    assert found["whole"] is True
    by_month = {one["month"]: one for one in found["months"]}
    assert [*by_month] == ["2026-09", "2026-10", "2026-11"]
    assert by_month["2026-09"] == {
        "month": "2026-09",
        "answers": 4,
        "inTime": 3,
        "medianHours": 7.0,
        "ratings": 2,
        "average": 3.5,
        "stars": [0, 1, 0, 0, 1],
    }
    empty = {"answers": 0, "inTime": 0, "medianHours": None, "ratings": 0, "average": None, "stars": [0] * 5}
    assert by_month["2026-10"] == {"month": "2026-10"} | empty
    assert (by_month["2026-11"]["answers"], by_month["2026-11"]["medianHours"]) == (1, 4.0)


async def test_figures_follow_a_ticket_and_are_there_again_when_they_were_lost(
    lead: httpx.AsyncClient, office: Office
) -> None:
    await answered(1, NOON - timedelta(days=2), 5, 1)
    await keep_desk()

    async def november() -> tuple[int, list[int], float | None]:
        [month] = (await seen(lead, "figures"))["months"]
        return month["answers"], month["stars"], month["medianHours"]

    assert await november() == (1, [1, 0, 0, 0, 0], 5.0)
    changed = await tickets.change("customer-anna", "ticket-0000000001", lambda one: one.rated(clock.now(), 4, ""))
    assert changed is not None
    assert sorted(await asyncio.gather(*(figures_store.count_in(changed) for _ in range(8)))) == [False] * 7 + [True]
    assert await november() == (1, [0, 0, 0, 1, 0], 5.0)
    older = changed.model_copy(update={"revision": 1, "rating": None})
    assert await figures_store.count_in(older) is False, "what is known later stands"
    sql = "SELECT c.id, c.lane FROM c"
    for row in [row async for row in cosmos.query("desk", sql, None)]:
        await cosmos.delete("desk", row["id"], row["lane"])
    assert (await seen(lead, "figures"))["months"] == []
    clock.set_now(NOON + timedelta(days=1))
    await keep_desk()
    lead.cookies = (await office.clerk(JOANNA, "bok.lead")).cookies
    assert await november() == (1, [0, 0, 0, 1, 0], 5.0)


async def test_an_answer_that_can_still_be_taken_back_is_no_answer_yet(lead: httpx.AsyncClient) -> None:
    ticket = a_ticket(NOON - timedelta(hours=2), id="ticket-0000000009")
    head, _ = tickets.written_by_office(
        ticket, NOON, message_id="reply-00000001", author="Ewa", text="Tak.", final=True
    )
    leaving, _ = replied(ticket, NOON, message_id="m" * 10, author="Ewa", text="Tak.", final=True, outcome=None)
    assert await figures_store.count_in(leaving) is False
    assert await figures_store.count_in(head) is True


@pytest.mark.parametrize(
    ("hours", "middle"),
    [({}, None), ({0: 1}, 0.0), ({1: 1, 2: 1}, 1.5), ({1: 1, 2: 1, 90: 1}, 2.0), ({5: 3, 6: 3, 7: 1}, 6.0)],
)
def test_the_median_is_the_middle_of_what_there_is(hours: dict[int, int], middle: float | None) -> None:
    assert median(hours) == middle
