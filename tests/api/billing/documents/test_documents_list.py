"""The list of documents: what its filters let through, its orders, and what it costs."""

from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest

from local.cosmos_emulator.testing import Emulator
from shared import clock
from tests.api.conftest import Mailbox
from tests.api.journey import sign_in, signed_in
from tests.builders import a_balance, a_business, a_customer, a_document, mirrored
from tests.depth import depth

DOCUMENTS = "/api/billing/documents"
STATES = ("paid", "partly_paid", "to_pay", "overdue", "in_clearing")
A_LINE = {"name": "Energia czynna", "net": 1000, "vatRate": "23", "vat": 230, "gross": 1230}
A_READING = {"meterNumber": "M-1", "zone": "całodobowa", "fromOn": "2026-10-01", "toOn": "2026-10-31"}


async def numbers(browser: httpx.AsyncClient, **query: Any) -> list[str]:
    """The numbers of all documents that fit, page after page."""
    found: list[str] = []
    after: str | None = None
    while True:
        response = await browser.get(DOCUMENTS, params={"limit": 3} | query | ({"after": after} if after else {}))
        assert response.status_code == 200, response.text
        page = response.json()
        found += [document["number"] for document in page["documents"]]
        after = page["next"]
        if after is None:
            return found


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """Anna with a document in each state, of two contracts and two points, on a Friday."""
    clock.set_now(datetime(2026, 11, 27, 12, tzinfo=clock.WARSAW))
    today = clock.today()
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_document("document-due1", number="F/DUE-TODAY", issued_on=today - timedelta(days=14), amount=900),
        a_document("document-late", number="F/LATE", issued_on=today - timedelta(days=15), amount=90000),
        a_document("document-part", number="F/PART", remaining=1, amount=500),
        a_document("document-paid", number="F/PAID", remaining=0, issued_on=today - timedelta(days=40)),
        a_document("document-clr1", number="F/CLEARING", clearing=True, contractId="contract-other"),
        a_document(
            "document-corr",
            number="K/1",
            kind="correction",
            corrects="document-paid",
            amount=-1230,
            dueOn=None,
            issued_on=today - timedelta(days=30),
            lines=[A_LINE | {"net": -1000, "vat": -230, "gross": -1230, "pointId": "point-0001"}],
        ),
        a_document(
            "document-read",
            number="F/READ",
            amount=1230,
            lines=[A_LINE],
            readings=[A_READING | {"pointId": "point-0002", "fromKwh": 1, "toKwh": 9, "quality": "estimated"}],
            dueOn=None,
        ),
    )
    await signed_in(browser, "44051401359")
    return browser


async def test_a_state_filter_shows_what_the_rows_themselves_say(anna: httpx.AsyncClient) -> None:
    everything = (await anna.get(DOCUMENTS, params={"limit": 100})).json()["documents"]
    seen: list[str] = []
    for state in STATES:
        expected = [document["number"] for document in everything if document["state"] == state]
        assert expected, state
        assert await numbers(anna, state=state) == expected
        seen += expected
    assert sorted(seen) == sorted(document["number"] for document in everything)


async def test_the_state_is_that_of_the_day(anna: httpx.AsyncClient) -> None:
    assert "F/DUE-TODAY" in await numbers(anna, state="to_pay")
    clock.set_now(clock.now() + timedelta(days=1))
    assert (await sign_in(anna)).status_code == 201
    assert "F/DUE-TODAY" in await numbers(anna, state="overdue")


async def test_several_states_are_one_question(anna: httpx.AsyncClient) -> None:
    found = await numbers(anna, state=["to_pay", "partly_paid", "overdue"], sort="due")
    assert found == ["F/LATE", "F/DUE-TODAY", *found[2:4], "F/READ"]
    assert set(found[2:4]) == {"F/2026/11/0012", "F/PART"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"contract": "contract-other"}, ["F/CLEARING"]),
        ({"point": "point-0001"}, ["K/1"]),
        ({"point": "point-0002"}, ["F/READ"]),
        ({"point": "point-none"}, []),
        ({"q": " f/late "}, ["F/LATE"]),
        ({"q": "' OR 1=1 --"}, []),
        ({"kind": "correction", "state": "in_clearing"}, ["K/1"]),
        ({"kind": "correction", "state": "paid"}, []),
    ],
)
async def test_filters(anna: httpx.AsyncClient, query: dict[str, str], expected: list[str]) -> None:
    assert await numbers(anna, **query) == expected


async def test_a_period_counts_both_its_days(anna: httpx.AsyncClient) -> None:
    first, last = clock.today() - timedelta(days=40), clock.today() - timedelta(days=30)
    assert await numbers(anna, **{"from": first.isoformat(), "to": last.isoformat()}) == ["K/1", "F/PAID"]
    inside = {"from": (first + timedelta(days=1)).isoformat(), "to": (last - timedelta(days=1)).isoformat()}
    assert await numbers(anna, **inside) == []


@pytest.mark.parametrize("sort", ["newest", "oldest", "amount", "due"])
async def test_every_order_shows_every_document_once(anna: httpx.AsyncClient, sort: str) -> None:
    everything = (await anna.get(DOCUMENTS, params={"limit": 100})).json()["documents"]
    keys: dict[str, Any] = {
        "newest": lambda row: -date.fromisoformat(row["issuedOn"]).toordinal(),
        "oldest": lambda row: row["issuedOn"],
        "amount": lambda row: -row["amount"],
        "due": lambda row: row["dueOn"] or "9999",
    }
    by_number = {row["number"]: row for row in everything}
    found = await numbers(anna, sort=sort)
    assert sorted(found) == sorted(by_number)
    values = [keys[sort](by_number[number]) for number in found]
    assert values == sorted(values)


@pytest.mark.parametrize(
    "query",
    [
        "state=late", "sort=best", "from=yesterday", "from=2026-02-02&to=2026-02-01", "contract=a",
        "point=%27", f"q={'x' * 61}", "secret=1",
    ],
)  # fmt: skip
async def test_a_bad_filter_is_bad_input(anna: httpx.AsyncClient, query: str) -> None:
    response = await anna.get(f"{DOCUMENTS}?{query}")
    assert (response.status_code, response.json()["code"]) == (400, "validation_failed"), response.text


async def test_a_cursor_of_another_order_is_refused(anna: httpx.AsyncClient) -> None:
    after = (await anna.get(DOCUMENTS, params={"limit": 1})).json()["next"]
    response = await anna.get(DOCUMENTS, params={"after": after, "sort": "amount"})
    assert (response.status_code, response.json()["code"]) == (400, "cursor_invalid")


async def test_a_line_without_a_zone_is_served(anna: httpx.AsyncClient) -> None:
    body = (await anna.get(f"{DOCUMENTS}/document-read")).json()
    assert [(line["name"], line["zone"], line["quantity"]) for line in body["lines"]] == [
        ("Energia czynna", None, None)
    ]


MANY = depth(5_000, 1_500)


async def test_thousands_of_documents_cost_one_query_a_page(
    portal: str, browser: httpx.AsyncClient, mailbox: Mailbox, emulator: Emulator
) -> None:
    clock.set_now(clock.now())  # a session seen half a minute ago would be written anew
    day = clock.today()
    await mirrored(
        a_business(),
        a_balance("customer-firm"),
        *(
            a_document(
                f"document-{n:05}",
                "customer-firm",
                number=f"F/{n:05}",
                amount=1000 + n,
                remaining=0 if n % 3 else 1000 + n,
                issued_on=day - timedelta(days=n % 700),
                lines=[A_LINE | {"net": 1000 + n, "vat": 0, "gross": 1000 + n, "pointId": f"point-{n % 9:04}"}],
                net=1000 + n,
                vat=0,
            )
            for n in range(MANY)
        ),
    )
    person = {"kind": "business", "pesel": None, "nip": "5252344078", "customerNumber": "KL-300400"}
    await signed_in(browser, "5252344078", **person, documentNumber="F/00001")
    for query in (
        {"sort": "newest"},
        {"sort": "due", "state": ["to_pay", "overdue"]},
        {"sort": "amount", "q": "F/00"},
        {"sort": "newest", "contract": "contract-customer-firm", "point": "point-0004"},
        {"sort": "oldest", "contract": "contract-customer-firm", "from": (day - timedelta(days=300)).isoformat()},
    ):
        first = await browser.get(DOCUMENTS, params=query | {"limit": 50})
        emulator.requests.clear()
        second = await browser.get(DOCUMENTS, params=query | {"limit": 50, "after": first.json()["next"]})
        assert len(second.json()["documents"]) == 50
        asked = [request for request in emulator.requests if request.operation != "query_plan"]
        assert sorted((request.operation, request.container) for request in asked) == [
            ("query", "customers"),
            ("read", "customers"),
            ("read", "sessions"),
        ]
        assert not any(request.cross_partition for request in asked)

    seen: list[str] = []
    after: str | None = None
    while after is not None or not seen:
        emulator.requests.clear()
        deep: dict[str, Any] = {"limit": 100} | ({"after": after} if after else {})
        page = (await browser.get(DOCUMENTS, params=deep)).json()
        asked = [request.operation for request in emulator.requests if request.operation != "query_plan"]
        assert sorted(asked) == ["query", "read", "read"], len(seen)
        seen += [document["id"] for document in page["documents"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == MANY


async def test_some_documents_by_their_ids_and_by_their_due_day(anna: httpx.AsyncClient) -> None:
    """So that a page can show what was chosen on any page before, and what is due on one day."""
    assert sorted(await numbers(anna, id=["document-late", "document-part", "document-none"])) == ["F/LATE", "F/PART"]
    assert "F/DUE-TODAY" in await numbers(anna, due=clock.today().isoformat())
    assert "F/LATE" not in await numbers(anna, due=clock.today().isoformat())
    assert (await anna.get(DOCUMENTS, params={"id": "'"})).status_code == 400


async def test_a_weekend_is_no_day_to_be_late_on(anna: httpx.AsyncClient) -> None:
    """Due on Sunday: overdue from Tuesday on, in the state, the filter and the sums."""
    await mirrored(a_document("document-sun1", number="F/SUNDAY", dueOn="2026-11-29", amount=700))
    for day, late in ((29, False), (30, False), (31, True)):
        at = datetime(2026, 11, 29, 12, tzinfo=clock.WARSAW) + timedelta(days=day - 29)
        clock.set_now(at)
        await sign_in(anna)
        assert ("F/SUNDAY" in await numbers(anna, state="overdue")) is late
        assert ("F/SUNDAY" in await numbers(anna, state="to_pay")) is not late
        page = (await anna.get(DOCUMENTS, params={"id": "document-sun1"})).json()
        [document] = page["documents"]
        assert (document["dueOn"], document["payBy"]) == ("2026-11-29", "2026-11-30")
        assert document["state"] == ("overdue" if late else "to_pay")
