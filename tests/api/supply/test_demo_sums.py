"""The demo people's energy and money agree: quarters, days, months, what was billed, and the costs shown."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

import httpx
import pytest

from functions.sync_timer.intake.records import Record, read_record
from local.billing_system.plans import FIRST_DAY
from local.billing_system.testing import running_billing
from shared import clock
from shared.supply.usage import DAY, Value, day_at, place_of, quarters_between, values_of
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import mirrored
from tests.world import all_changes

PEOPLE = range(5)
"""All demo people but the co-operative, whose 1,200 points are summed without a database."""


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    with running_billing(tmp_path_factory.mktemp("demo"), customers=0, pdfs="none") as running:
        return all_changes(running.system)


def told(changes: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    newest = {change["id"]: change for change in changes if change["kind"] == kind}
    return [change for change in newest.values() if not change["deleted"]]


def month_after(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


class Energy:
    """A point's values by resolution and date of beginning; quarters by day."""

    def __init__(self, series: list[dict[str, Any]]) -> None:
        self.months: dict[date, Value] = {}
        self.days: dict[date, Value] = {}
        self.quarters: dict[date, dict[int, Value]] = defaultdict(dict)
        by_start: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        for one in series:
            by_start[one["resolution"], one["start"][: 7 if one["resolution"] == "quarter_hour" else 4]].append(one)
        for (resolution, period), some in by_start.items():
            for place, value in values_of(some, resolution).items():
                if resolution == "month":
                    self.months[date(int(period), place + 1, 1)] = value
                elif resolution == "day":
                    self.days[day_at(int(period), place)] = value
                else:
                    self.quarters[date(int(period[:4]), int(period[5:]), 1)][place] = value


@pytest.fixture(scope="module")
def points(changes: list[dict[str, Any]]) -> dict[str, Energy]:
    series: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for change in told(changes, "usage"):
        record = read_record(change)
        assert isinstance(record, Record), record
        assert record.lost == 0, (change["cursor"], change["data"]["resolution"], change["data"]["start"])
        series[change["data"]["pointId"]].append(record.item["data"] | {"revision": change["cursor"]})
    return {point: Energy(some) for point, some in series.items()}


def whole_months(energy: Energy) -> Iterator[tuple[date, Value, list[Value]]]:
    """Months that are told, whose days are all known."""
    for month, value in energy.months.items():
        count = (month_after(month) - month).days
        days = [energy.days.get(month + n * DAY) for n in range(count)]
        known = [day for day in days if day is not None and day.known]
        if value.known and len(known) == count:
            yield month, value, known


def test_days_add_up_to_months_at_every_point(points: dict[str, Energy]) -> None:
    compared = 0
    for point, energy in points.items():
        for month, value, days in whole_months(energy):
            compared += 1
            assert sum(day.imported or 0 for day in days) == value.imported, (point, month)
            for zone, taken in value.zones.items():
                assert sum(day.zones.get(zone, 0) for day in days) == taken, (point, month, zone)
            if value.exported is not None:
                assert sum(day.exported or 0 for day in days) == value.exported, (point, month)
    assert compared > 30


def test_quarters_add_up_to_days_at_every_point_also_when_the_clock_changes(points: dict[str, Energy]) -> None:
    compared, lengths = 0, set()
    for point, energy in points.items():
        for month, quarters in energy.quarters.items():
            for day in (month + n * DAY for n in range((month_after(month) - month).days)):
                first, count = place_of(day, "quarter_hour"), quarters_between(day, day + DAY)
                values = [quarters.get(first + n) for n in range(count)]
                known = [value for value in values if value is not None and value.known]
                whole = energy.days.get(day)
                if whole is None or not whole.known or len(known) != count:
                    continue
                compared += 1
                lengths.add(count)
                assert sum(value.imported or 0 for value in known) == whole.imported, (point, day)
                if whole.exported is not None:
                    assert sum(value.exported or 0 for value in known) == whole.exported, (point, day)
    assert compared > 60
    assert lengths >= {96, 100}


def test_months_are_what_was_billed_at_every_point(changes: list[dict[str, Any]], points: dict[str, Energy]) -> None:
    """To the meter's resolution of a kWh a reading, for periods of whole months of measured energy."""
    corrected = {change["data"].get("corrects") for change in told(changes, "document")}
    compared = 0
    for change in told(changes, "document"):
        if change["data"]["kind"] != "invoice" or change["id"] in corrected:
            continue
        billed: dict[tuple[str, str, str], int] = defaultdict(int)
        for reading in change["data"].get("readings", []):
            if reading["quality"] == "actual" and "energy" in reading:
                billed[reading["pointId"], reading["fromOn"], reading["toOn"]] += reading["energy"]
        for (point, from_on, to_on), energy in billed.items():
            first, last = date.fromisoformat(from_on), date.fromisoformat(to_on)
            if first.day != 1 or (last + DAY).day != 1 or point not in points:
                continue
            months = [month for month in points[point].months if first <= month <= last]
            values = [points[point].months[month] for month in months]
            if len(months) != (last.year - first.year) * 12 + last.month - first.month + 1:
                continue
            if any(value.quality not in {"R", "S", "Z"} for value in values):
                continue
            compared += 1
            assert abs(sum(value.imported or 0 for value in values) - energy) <= 1_000, (point, from_on)
    assert compared > 50


@pytest.mark.parametrize("place", PEOPLE)
async def test_the_costs_shown_are_the_net_of_the_documents(
    changes: list[dict[str, Any]], browser: httpx.AsyncClient, mailbox: Mailbox, place: int
) -> None:
    customers = [change["customerId"] for change in told(changes, "customer")]
    own = [change for change in changes if change.get("customerId") == customers[place]]
    await mirrored(*(change for change in own if change["kind"] != "usage"))
    customer = next(change["data"] for change in told(own, "customer"))
    documents = [one["data"] for one in told(own, "document")]
    if not documents:
        return
    await signed_in(
        browser,
        customer.get("pesel") or customer["nip"],
        kind=customer["kind"],
        pesel=customer.get("pesel"),
        nip=customer.get("nip"),
        customerNumber=customer["customerNumber"],
        documentNumber=max(documents, key=lambda one: str(one["issuedOn"]))["number"],
    )
    years = range(FIRST_DAY.year, clock.today().year + 1)
    views = [(await browser.get(f"/api/supply/costs?year={year}")).json() for year in years]
    shown = sum(view["billed"] for view in views)
    assert shown == sum(one["net"] for one in documents if one["kind"] != "interest_note")
    for contract in {one["contractId"] for one in documents}:
        points = [one["id"] for one in told(own, "point") if one["data"]["contractId"] == contract]
        of_points = [
            (await browser.get(f"/api/supply/points/{point}/costs?year={year}")).json()
            for point in points
            for year in years
        ]
        net = sum(one["net"] for one in documents if one["contractId"] == contract and one["kind"] != "interest_note")
        unassigned = sum(view["unassigned"] for view in of_points) // max(len(points), 1)
        assert sum(view["billed"] or 0 for view in of_points) + unassigned == net
