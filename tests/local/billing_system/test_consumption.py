from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from local.billing_system.consumption import Meter, hours_of, split
from local.billing_system.plans import days_in, month_of
from local.billing_system.world import World


@given(st.integers(0, 10**7), st.lists(st.floats(0, 50), min_size=1, max_size=120))
def test_split_loses_nothing(total: int, weights: list[float]) -> None:
    parts = split(total, weights)
    assert sum(parts) == total
    assert min(parts) >= 0
    assert len(parts) == len(weights)


@pytest.mark.parametrize(("day", "count"), [(date(2026, 3, 29), 92), (date(2026, 10, 25), 100), (date(2026, 7, 1), 96)])
def test_a_day_of_the_clock_change(day: date, count: int) -> None:
    assert len(hours_of(day)) == count


@pytest.mark.parametrize("place", [0, 1, 2, 10, 11, 12, 33, 35])
def test_quarters_make_days_and_days_make_months(world: World, place: int) -> None:
    for point in world.plan(place).contracts[0].points[:2]:
        meter = Meter(world.seed, place, point)
        for month in (month_of(date(2025, 10, 1)), month_of(date(2026, 3, 1)), month_of(date(2026, 7, 1))):
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
