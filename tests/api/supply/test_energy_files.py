"""Files of usage, the calendar of gaps, reading days, deposits and own names, as a browser gets them."""

import csv
import io
from typing import Any

import httpx
import pytest
from greenbutton_objects import parse
from icalendar import Calendar
from openpyxl import load_workbook

from shared import clock
from shared.supply.point_names import rename
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import a_balance, a_change, a_contract, a_customer, a_document, a_point, a_usage, mirrored

POINT = "/api/supply/points/point-0001"
ANNA = "customer-anna"


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    clock.set_now(clock.from_iso("2026-11-27T09:00:00Z"))
    quarters = [n % 7 for n in range(2980)]
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(),
        a_contract(),
        a_point(1, name="=Dom", meter="remote", readingSchedule={"dataAfterDays": 2}),
        a_point(2, name="Działka", readingSchedule={"everyMonths": 2, "nextOn": "2026-11-30"}),
        a_usage(
            "usage-days01",
            resolution="day",
            start="2026-11-20",
            quality="RZBSN",
            imported={"dzienna": [1500, 2, None, 4, None], "nocna": [500, 1, None, 1, None]},
            earlier=[
                {"index": 3, "changedOn": "2026-11-25", "quality": "Z", "imported": {"dzienna": 9, "nocna": 1}},
                {"index": 3, "changedOn": "2026-11-24", "quality": "B", "imported": {"dzienna": None, "nocna": None}},
            ],
        ),
        a_usage(
            "usage-oct001",
            resolution="quarter_hour",
            start="2026-10-01",
            quality="R" * 2980,
            imported={"dzienna": quarters},
            exported=[1] * 2980,
        ),
    )
    await signed_in(browser, "44051401359")
    return browser


async def table(browser: httpx.AsyncClient, address: str) -> list[list[str]]:
    answer = await browser.get(address)
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


async def test_days_as_a_file_have_zones_and_leave_gaps_empty(anna: httpx.AsyncClient) -> None:
    rows = await table(anna, f"{POINT}/usage.csv?resolution=day&from=2026-11-01")
    assert rows[0] == [
        "Początek",
        "Przesunięcie od UTC",
        "Pobrano (kWh)",
        "Pobrano, strefa dzienna (kWh)",
        "Pobrano, strefa nocna (kWh)",
        "Jakość",
    ]
    assert rows[1] == ["2026-11-20", "", "2,000", "1,500", "0,500", "zarejestrowane"]
    assert rows[3] == ["2026-11-22", "", "", "", "", "brak danych"]


async def test_the_doubled_hour_is_told_apart_in_a_file_of_the_whole_month(anna: httpx.AsyncClient) -> None:
    rows = (await table(anna, f"{POINT}/usage.csv?resolution=quarter&from=2026-10-25&locale=en"))[1:]
    assert len(rows) == 2980
    twice = [row for row in rows if row[0] == "2026-10-25 02:00"]
    assert [row[1] for row in twice] == ["UTC+02:00", "UTC+01:00"]
    assert len({(row[0], row[1]) for row in rows}) == 2980
    total = sum(int(row[2].replace(",", "")) for row in rows)
    assert total == sum(n % 7 for n in range(2980))


async def sheet(browser: httpx.AsyncClient, address: str) -> list[Any]:
    """The rows of the one sheet, cell by cell."""
    answer = await browser.get(address)
    assert answer.status_code == 200, answer.text
    book = load_workbook(io.BytesIO(answer.content))
    [only] = book.worksheets
    return list(only.iter_rows())


async def test_a_spreadsheet_has_dates_and_numbers_that_can_be_reckoned_with(anna: httpx.AsyncClient) -> None:
    heads, *rows = await sheet(anna, f"{POINT}/usage.xlsx?resolution=day&from=2026-11-01")
    assert [cell.value for cell in heads][:3] == ["Początek", "Przesunięcie od UTC", "Pobrano (kWh)"]
    first, _, missing, *_ = rows
    assert (f"{first[0].value:%Y-%m-%d %H:%M}", first[0].number_format) == ("2026-11-20 00:00", "yyyy-mm-dd")
    assert (first[2].value, first[2].data_type, first[2].number_format) == (2, "n", "#,##0.000")
    assert [cell.value for cell in missing[1:5]] == [None] * 4, "what is missing is no zero"
    assert [cell.data_type for row in (heads, *rows) for cell in row if cell.data_type not in {"s", "n", "d"}] == []


async def test_a_spreadsheet_of_a_month_by_hours_has_the_doubled_hour_twice(anna: httpx.AsyncClient) -> None:
    rows = await sheet(anna, f"{POINT}/usage.xlsx?resolution=hour&from=2026-10-01&locale=uk")
    assert len(rows) == 1 + 31 * 24 + 1
    twice = [row for row in rows[1:] if f"{row[0].value:%Y-%m-%d %H:%M}" == "2026-10-25 02:00"]
    assert [row[1].value for row in twice] == ["UTC+02:00", "UTC+01:00"]
    assert sum(row[2].value for row in rows[1:]) == pytest.approx(sum(n % 7 for n in range(2980)) / 1000)


async def test_a_spreadsheet_of_all_points_opens_too(anna: httpx.AsyncClient) -> None:
    assert len(await sheet(anna, "/api/supply/usage.xlsx")) > 1


async def test_a_stranger_reads_the_green_button_file_to_the_same_sums(anna: httpx.AsyncClient) -> None:
    answer = await anna.get(f"{POINT}/usage.xml?from=2026-10-25&to=2026-10-26")
    assert answer.status_code == 200
    [point] = parse.parse_feed(io.BytesIO(answer.content))
    day = (await anna.get(f"{POINT}/usage?resolution=quarter&from=2026-10-25")).json()["total"]
    next_day = (await anna.get(f"{POINT}/usage?resolution=quarter&from=2026-10-26")).json()["total"]
    for reading in point.meterReadings:
        total = sum(one.value for block in reading.intervalBlocks for one in block.intervalReadings)
        name = "imported" if reading.readingType.flowDirection.value == 1 else "exported"
        assert total == day[name] + next_day[name]
    assert b"590310" not in answer.content


async def test_green_button_falls_back_to_days_and_says_where_there_is_nothing(anna: httpx.AsyncClient) -> None:
    answer = await anna.get(f"{POINT}/usage.xml?from=2026-11-01&to=2026-11-30")
    assert answer.content.count(b"<espi:IntervalBlock>") == 3
    assert b"<espi:intervalLength>86400" in answer.content
    for query, code in (
        ("from=2025-01-01&to=2025-01-31", "usage_too_coarse"),
        ("from=2024-09-01&to=2026-10-31", "selection_too_large"),
        ("from=2026-11-01&to=2026-10-01", "usage_too_coarse"),
    ):
        assert (await anna.get(f"{POINT}/usage.xml?{query}")).json()["code"] == code


async def test_green_button_has_the_days_of_what_has_no_quarters(anna: httpx.AsyncClient) -> None:
    """A year whose older months came by days only: each day is in it once, by quarters where there are any."""
    await mirrored(
        a_usage("usage-sep26", resolution="day", start="2026-09-29", quality="R" * 4, imported={"dzienna": [7_000] * 4})
    )
    answer = await anna.get(f"{POINT}/usage.xml?from=2026-01-01&to=2026-11-30")
    [point] = parse.parse_feed(io.BytesIO(answer.content))
    sums = {
        (reading.readingType.intervalLength, reading.readingType.flowDirection.value): sum(
            one.value for block in reading.intervalBlocks for one in block.intervalReadings
        )
        for reading in point.meterReadings
    }
    quarters = sum(n % 7 for n in range(2980))
    # Two days of September, three known days of November; the two of October are there by quarter-hours.
    assert sums == {(900, 1): quarters, (900, 19): 2_980, (86_400, 1): 2 * 7_000 + 2_000 + 3 + 5}


async def test_what_is_after_the_end_is_in_no_file(anna: httpx.AsyncClient) -> None:
    """Of a point that was given up nothing more is to come."""
    await mirrored(a_point(1, name="=Dom", meter="remote", suppliedTo="2026-11-23"))
    days = await table(anna, f"{POINT}/usage.csv?resolution=day&from=2026-11-01")
    assert [row[0] for row in days[1:]] == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23"]
    assert [cell["on"] for cell in (await anna.get(f"{POINT}/coverage")).json()["cells"]][-1] == "2026-11-23"
    quarters = await table(anna, f"{POINT}/usage.csv?resolution=quarter&from=2026-10-25")
    assert len(quarters) == 2981
    await mirrored(a_point(1, name="=Dom", meter="remote", suppliedTo="2026-10-30"))
    quarters = await table(anna, f"{POINT}/usage.csv?resolution=quarter&from=2026-10-25")
    assert len(quarters) == 2981 - 96
    assert len(await table(anna, f"{POINT}/usage.csv?resolution=quarter&from=2026-12-01")) == 1


async def test_what_is_after_the_end_of_all_points_is_in_no_file_either(anna: httpx.AsyncClient) -> None:
    """The day asked for as all is told; one point that goes on has the days since listed again."""
    address = "/api/supply/usage.csv?resolution=day&from=2026-11-01"
    gone = a_point(1, name="=Dom", meter="remote", suppliedTo="2026-11-23")
    await mirrored(gone, a_point(2, name="Działka", suppliedTo="2026-10-31"))
    assert (await table(anna, address))[-1][0] == "2026-11-23"
    assert (await anna.get("/api/supply/usage?resolution=day&from=2026-11-01")).json()["rows"][-1]["on"] == "2026-11-23"
    await mirrored(a_point(2, name="Działka"))
    assert (await table(anna, address))[-1][0] == "2026-11-26"


async def test_the_calendar_of_gaps_tells_what_became_of_them(anna: httpx.AsyncClient) -> None:
    view = (await anna.get(f"{POINT}/coverage")).json()
    assert [cell["quality"] for cell in view["cells"]] == ["R", "Z", "B", "S", "N", "N", "N"]
    assert view["counts"] == {"R": 1, "Z": 1, "B": 1, "S": 1, "N": 3}
    assert (view["knownTo"], view["expectedOn"], view["late"]) == ("2026-11-23", "2026-11-26", True)
    assert view["cells"][3] == {
        "on": "2026-11-23",
        "quality": "S",
        "imported": 5,
        "exported": None,
        "earlier": [
            {"changedOn": "2026-11-24", "quality": "B", "imported": None, "exported": None},
            {"changedOn": "2026-11-25", "quality": "Z", "imported": 10, "exported": None},
        ],
    }
    other = (await anna.get("/api/supply/points/point-0002/coverage")).json()
    assert (other["resolution"], other["cells"], other["expectedOn"]) == (None, [], "2026-11-30")


async def test_days_to_remember(anna: httpx.AsyncClient) -> None:
    answer = await anna.get("/api/supply/calendar.ics")
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    found = {str(event["summary"]).partition(" (")[0]: event.decoded("dtstart").isoformat() for event in events}
    assert found["Prąd: odczyt licznika Działka"] == "2027-09-30"
    assert len([event for event in events if "odczyt" in event["summary"]]) == 6
    assert any("do zapłaty" in event["summary"] for event in events)
    again = Calendar.from_ical((await anna.get("/api/supply/calendar.ics")).content).walk("VEVENT")
    assert [event["uid"] for event in again] == [event["uid"] for event in events]


async def names(browser: httpx.AsyncClient, q: str = "") -> list[Any]:
    return [point["name"] for point in (await browser.get("/api/supply/points", params={"q": q})).json()["points"]]


async def test_a_point_is_called_as_the_customer_likes_and_found_by_it(anna: httpx.AsyncClient) -> None:
    assert (await anna.put(f"{POINT}/name", json={"name": "  Żabia chatka "})).status_code == 204
    assert await names(anna) == ["Działka", "Żabia chatka"]
    assert await names(anna, "zabia") == await names(anna, "dom") == ["Żabia chatka"]
    details = (await anna.get(POINT)).json()
    assert (details["name"], details["ownName"]) == ("=Dom", "Żabia chatka")
    await mirrored(a_point(1, name="Nowa nazwa", meter="remote"))
    assert await names(anna, "nowa") == ["Żabia chatka"]
    assert (await anna.put(f"{POINT}/name", json={"name": None})).status_code == 204
    assert await names(anna, "zabia") == []
    assert sorted(await names(anna)) == ["Działka", "Nowa nazwa"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\nb", "a\u202eb", 5])
async def test_a_name_is_one_plain_line(anna: httpx.AsyncClient, name: Any) -> None:
    assert (await anna.put(f"{POINT}/name", json={"name": name})).status_code == 400


async def test_a_name_of_anothers_point_is_nobodys(anna: httpx.AsyncClient) -> None:
    assert not await rename("customer-ewa1", "point-0001", "Moje")
    assert (await anna.put("/api/supply/points/point-0077/name", json={"name": "x"})).status_code == 404


def a_deposit(entity: str, month: str, **data: Any) -> dict[str, Any]:
    told = {
        "pointId": "point-0001",
        "month": month,
        "exported": 344_000,
        "priceKind": "RCEm",
        "price": 22_262,
        "priceVersion": 1,
        "factor": "1.23",
        "value": 9_420,
        "bookedOn": "2025-12-10",
        "left": 5_000,
        "lapsesOn": "2026-12-10",
        "refundable": 1_000,
        "state": "open",
    }
    return a_change("deposit", entity, ANNA, told | data)


async def test_the_deposit_warns_before_it_lapses_and_shows_a_corrected_price(anna: httpx.AsyncClient) -> None:
    await mirrored(
        a_deposit("deposit-0001", "2025-11-01"),
        a_deposit("deposit-0002", "2025-12-01", lapsesOn="2027-01-26"),
        a_deposit("deposit-0003", "2026-01-01", lapsesOn="2027-01-27"),
        a_deposit("deposit-0004", "2025-10-01", left=0, lapsesOn="2026-12-01", state="used"),
        a_deposit("deposit-0005", "2025-09-01", lapsesOn="2026-11-26", state="lapsed"),
        a_deposit("deposit-0006", "2026-02-01", pointId="point-0002", lapsesOn="2027-03-01"),
    )
    prices = {"index": "RCEm", "month": "2025-11-01", "resolution": "month", "prices": [23_000], "versions": []}
    change = a_change("market_prices", "market-rcem-2511", "@everybody", prices)
    await mirrored(change)
    view = (await anna.get("/api/supply/deposit")).json()
    assert [(month["month"], month["warning"]) for month in view["months"]] == [
        ("2026-02-01", None),
        ("2026-01-01", None),
        ("2025-12-01", "lapses_in_60_days"),
        ("2025-11-01", "lapses_in_14_days"),
        ("2025-10-01", None),
        ("2025-09-01", None),
    ]
    assert (view["left"], view["nextLapseOn"]) == (20_000, "2026-12-10")
    assert [month["correctedPrice"] for month in view["months"]] == [None, None, None, 23_000, None, None]
    one = (await anna.get("/api/supply/deposit?point=point-0002")).json()
    assert [month["month"] for month in one["months"]] == ["2026-02-01"]


async def test_a_sum_that_lacks_a_part_says_so_and_the_year_before_stands_beside_it(anna: httpx.AsyncClient) -> None:
    before = a_usage("usage-2025", start="2025-01-01", quality="R" * 12, imported={"dzienna": [7_000] * 12})
    whole = a_usage("usage-2026", start="2026-01-01", quality="R" * 10, imported={"dzienna": [5_000] * 10})
    await mirrored(before, whole)
    heads, *lines = await table(anna, f"{POINT}/usage.csv?resolution=month&compare=true")
    by_head = [dict(zip(heads, line, strict=True)) for line in lines]
    assert [(one["Pobrano rok wcześniej (kWh)"], one["Jakość"]) for one in by_head[-2:]] == [
        ("7,000", "zarejestrowane"),
        ("7,000", "zastępcze, dane niepełne"),
    ]
    assert by_head[-1]["Pobrano (kWh)"] == "2,008"
    heads, *lines = await table(anna, f"{POINT}/usage.csv?resolution=day&from=2026-11-01")
    assert "Pobrano rok wcześniej (kWh)" not in heads
    assert lines[2][-1] == "brak danych"
