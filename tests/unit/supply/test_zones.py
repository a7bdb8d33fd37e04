"""The zone table: whole, by season and day, and read by the meter's own clock."""

import json
from datetime import date
from pathlib import Path

import pytest

from functions.supply import zones
from functions.supply.costs.profile import by_zone, hours_of, measured
from functions.supply.zone_models import ZoneTable
from functions.supply.zones import zone_table
from shared.supply.usage import Value

TABLES = json.loads(Path(zones.__file__).with_name("data").joinpath("tariff_zones.json").read_text())["tables"]


@pytest.mark.parametrize("name", TABLES)
def test_every_hour_of_every_day_of_the_year_has_a_zone_of_the_table(name: str) -> None:
    operator, tariff = name.split(" ")
    table = zone_table(operator, tariff, None)
    assert table is not None
    assert sorted(month for season in table.seasons for month in season.months) == list(range(1, 13))
    for month in range(1, 13):
        for kind in ("workday", "saturday", "sunday", "holiday"):
            found = hours_of(table, month, kind)
            assert len(found) == 24
            assert set(found) <= set(table.zones)


def test_pges_afternoon_window_moves_in_summer_and_eneas_g12w_has_none() -> None:
    pge, enea = zone_table("PGE", "G12", None), zone_table("ENEA", "G12w", None)
    assert pge is not None
    assert enea is not None

    def hours(table: ZoneTable, month: int, zone: str) -> list[int]:
        return [hour for hour, name in enumerate(hours_of(table, month, "workday")) if name == zone]

    assert hours(pge, 1, "nocna") == [0, 1, 2, 3, 4, 5, 13, 14, 22, 23]
    assert hours(pge, 7, "nocna") == [0, 1, 2, 3, 4, 5, 15, 16, 22, 23]
    assert hours(enea, 7, "szczytowa") == list(range(6, 21))


def test_hours_nobody_knows_are_not_guessed() -> None:
    assert zone_table("ENEA", "C12a", None) is None
    assert zone_table("PGE", "G12as", None) is None
    assert zone_table(None, "G12", None) is None
    assert zone_table(None, "G11", None) is not None


def test_a_meter_on_winter_time_switches_an_hour_later_in_summer() -> None:
    table = zone_table("TAURON", "G12", "CET")
    assert table is not None
    assert table.clock == "CET"
    at_22 = {place: Value("R", {"x": 1}, None) for place in range(4 * 22, 4 * 23)}
    july = date(2026, 7, 1)
    local = by_zone(measured(july, at_22, winter_time=False).hours, table, holidays=True)
    winter = by_zone(measured(july, at_22, winter_time=True).hours, table, holidays=True)
    assert {zone for zone, energy in local.items() if energy} == {("nocna", "workday")}
    assert {zone for zone, energy in winter.items() if energy} == {("dzienna", "workday")}


@pytest.mark.parametrize(("month", "quarters"), [(date(2026, 3, 1), 2972), (date(2026, 10, 1), 2980)])
@pytest.mark.parametrize("winter_time", [True, False])
def test_no_quarter_is_lost_when_the_clock_changes(month: date, quarters: int, winter_time: bool) -> None:
    known = {place: Value("R", {"x": 1}, None) for place in range(quarters)}
    found = measured(month, known, winter_time=winter_time)
    assert (found.known, found.expected) == (quarters, quarters)
    assert sum(sum(hours) for hours in found.hours.values()) == quarters
