from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.billing_system.energy.consumption import Meter, split, times_of
from local.billing_system.energy.shapes import zones_of
from local.billing_system.plans import days_in, month_of, month_start
from local.billing_system.world import World


@given(st.integers(0, 10**7), st.lists(st.floats(0, 50), min_size=1, max_size=120))
def test_split_loses_nothing(total: int, weights: list[float]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 0
    assert len(parts) == len(weights)


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 29), 92), (date(2026, 10, 25), 100), (date(2026, 7, 1), 96)])
def test_a_day_of_the_clock_change(day: date, count: int) -> None:
    assert len(times_of(day)) == count
    assert [wall for wall, _ in times_of(day)][:2] == [0.0, 0.25]
    assert times_of(day)[-1][0] == 23.75


@pytest.mark.parametrize("place", [0, 1, 2, 7, 10, 11, 12, 33, 35])
def test_quarters_make_days_and_days_make_months(world: World, place: int) -> None:
    for point in world.plan(place).contracts[0].points[:2]:
        meter = Meter(world.seed, place, point)
        for month in (month_of(date(2025, 10, 1)), month_of(date(2026, 3, 1)), month_of(date(2026, 9, 1))):
            days = meter.days(month)
            quarters, given_away = meter.quarters(month, days_in(month))
            for zone, kwh in meter.month(month).items():
                assert sum(days[zone]) == kwh * 1000 == sum(quarters[zone])
                assert min(quarters[zone]) >= 0
            if point.prosumer_kwp:
                assert sum(given_away) == meter.exported(month) * 1000 == sum(meter.exported_days(month))


def test_a_longer_look_begins_the_same(world: World) -> None:
    meter = Meter(world.seed, 1, world.plan(1).contracts[0].points[0])
    short, _ = meter.quarters(20, 9)
    long, _ = meter.quarters(20, 30)
    for zone in meter.zones:
        assert long[zone][: len(short[zone])] == short[zone]


def test_energy_is_used_only_in_the_zone_of_its_hour(world: World) -> None:
    """The prosumer's ENEA G12w: cheap from 21 to 6, at weekends and on holidays."""
    meter = Meter(world.seed, 1, world.plan(1).contracts[0].points[0])
    month = month_of(date(2026, 11, 1))
    taken, given_away = meter.quarters(month, 30)
    at = 0
    for n in range(30):
        day = month_start(month) + timedelta(days=n)
        free = day.weekday() >= 5 or day == date(2026, 11, 11)
        for wall, _ in times_of(day):
            cheap = free or wall >= 21 or wall < 6
            assert (zones_of("G12w", "ENEA", day)[int(wall)] == "pozaszczytowa") == cheap
            assert taken["szczytowa" if cheap else "pozaszczytowa"][at] == 0
            assert given_away[at] == 0 or 7 <= wall < 16.5
            at += 1


def test_a_year_looks_like_life(world: World) -> None:
    sun = Meter(world.seed, 1, world.plan(1).contracts[0].points[0])
    january, july = month_of(date(2026, 1, 1)), month_of(date(2026, 7, 1))
    assert sum(sun.month(january).values()) > 2 * sum(sun.month(july).values()), "a heated home"
    assert sun.exported(july) > 3 * sun.exported(january)
    firm = Meter(world.seed, 2, world.plan(2).contracts[0].points[1])
    monday, sunday = date(2026, 9, 14), date(2026, 9, 13)
    by_day = firm.days(month_of(monday))
    totals = [sum(values[day.day - 1] for values in by_day.values()) for day in (monday, sunday)]
    assert totals[0] > 2 * totals[1], "an office is closed on Sundays"
