"""Where the sync puts usage: each view is one point read, totals are exact, a replay and a late day change no more."""

from typing import Any

import pytest

from functions.supply import usage_store
from functions.sync_timer.intake.records import Broken, read_record
from functions.sync_timer.mirror.apply import apply_changes
from local.cosmos_emulator.testing import Emulator
from shared import cosmos
from shared.clock import set_now
from tests.builders import a_change, a_customer, a_usage, mirrored, records
from tests.world import stored

ANNA = "customer-anna"
DAYS = {"resolution": "day", "start": "2026-01-01"}
A_DAY: dict[str, Any] = {"quality": "R" * 96, "imported": {"a": [1] * 96}}


@pytest.fixture
async def mirror(portal: str, emulator: Emulator) -> Any:
    """The documents of usage as they are stored, by id."""

    def read(*, etags: bool = False) -> dict[str, Any]:
        items = stored(emulator.url, emulator.key, portal, etags=etags)
        return {item_id: item for (_, item_id), item in items.items() if item_id.startswith("usage")}

    await mirrored(a_customer())
    return read


async def test_months_and_days_of_a_year_share_a_document_and_quarters_have_one_a_month(mirror: Any) -> None:
    await mirrored(
        a_usage("usage-months", quality="RR", imported={"całodobowa": [310_000, 280_000]}),
        a_usage("usage-days01", **DAYS, quality="RBR", imported={"całodobowa": [9_000, None, 8_000]}),
        a_usage(
            "usage-jan001",
            resolution="quarter_hour",
            start="2026-01-01",
            quality="R" * 96,
            imported={"całodobowa": [*range(96)]},
        ),
    )
    documents = mirror()
    assert set(documents) == {
        "usage:usage-months",
        "usage:usage-days01",
        "usage:usage-jan001",
        "usage:point-0001:2026",
        "usage:point-0001:2026-01",
        "usage-total:2026",
    }
    assert documents["usage:usage-days01"]["data"] == {"pointId": "point-0001", **DAYS}
    year = await usage_store.year_of(ANNA, "point-0001", 2026)
    assert year is not None
    assert {month: value.imported for month, value in year.months.items()} == {1: 310_000, 2: 280_000}
    assert [value.imported for value in year.days.values()] == [9_000, None, 8_000]
    assert year.quarters == {1}
    quarters = await usage_store.quarters_of(ANNA, "point-0001", next(iter(year.days)))
    assert [value.imported for value in quarters.values()] == [*range(96)]


async def test_a_late_day_rewrites_its_documents_only(mirror: Any) -> None:
    await mirrored(
        a_usage("usage-days01", **DAYS, quality="RR", imported={"a": [1, 2]}),
        a_usage("usage-older1", resolution="day", start="2025-01-01", quality="R", imported={"a": [5]}),
        a_usage("usage-jan001", resolution="quarter_hour", start="2026-01-01", **A_DAY),
        a_usage("usage-other1", 2, **DAYS, quality="R", imported={"a": [7]}),
    )
    before = mirror(etags=True)
    await mirrored(a_usage("usage-days01", **DAYS, quality="RRR", imported={"a": [1, 2, 3]}))
    after = mirror(etags=True)
    assert {item_id for item_id in after if after[item_id] != before[item_id]} == {
        "usage:usage-days01",
        "usage:point-0001:2026",
        "usage-total:2026",
    }


async def test_a_replay_changes_nothing_and_an_older_record_neither(mirror: Any) -> None:
    old = a_usage("usage-days01", **DAYS, quality="R", imported={"a": [1]})
    new = a_usage("usage-days01", **DAYS, quality="RR", imported={"a": [1, 2]})
    await mirrored(new)
    before = mirror(etags=True)
    await mirrored(new)
    await mirrored(old)
    assert mirror(etags=True) == before


async def test_the_total_is_the_sum_of_all_points_whatever_came_and_went(mirror: Any) -> None:
    one = {"quality": "RRB", "imported": {"a": [10, 20, None]}, **DAYS}
    two = {"quality": "EZN", "imported": {"b": [1, 2, None]}, "exported": [5, 6, None], **DAYS}
    await mirrored(a_usage("usage-one001", 1, **one), a_usage("usage-two002", 2, **two))
    year = await usage_store.total_of(ANNA, 2026)
    assert year is not None
    assert [
        (value.imported, value.exported, value.quality, value.points, value.partial) for value in year.days.values()
    ] == [
        (11, 5, "E", 2, False),
        (22, 6, "Z", 2, False),
        (None, None, "N", 0, True),
    ]
    assert year.points == 2
    await mirrored(a_usage("usage-one001", 1, **one | {"quality": "SRR", "imported": {"a": [11, 20, 30]}}))
    await mirrored(a_change("usage", "usage-two002", ANNA, None))
    year = await usage_store.total_of(ANNA, 2026)
    assert year is not None
    assert [(value.imported, value.exported, value.quality) for value in year.days.values()] == [
        (11, None, "S"),
        (20, None, "R"),
        (30, None, "R"),
    ]
    assert year.points == 1
    assert set(mirror()["usage-total:2026"]["day"]["taken"]) == {"a"}


async def test_a_series_that_moves_to_another_year_leaves_the_first(mirror: Any) -> None:
    await mirrored(a_usage("usage-months", start="2025-03-01", quality="R", imported={"a": [5]}))
    await mirrored(a_usage("usage-months", start="2026-03-01", quality="R", imported={"a": [6]}))
    before, after = [await usage_store.year_of(ANNA, "point-0001", year) for year in (2025, 2026)]
    assert before is not None
    assert after is not None
    assert before.months == {}
    assert after.months[3].imported == 6
    total = await usage_store.total_of(ANNA, 2025)
    assert total is not None
    assert (total.months, total.points) == ({}, 0)


async def test_quarters_that_go_are_no_longer_promised(mirror: Any) -> None:
    await mirrored(a_usage("usage-jan001", resolution="quarter_hour", start="2026-01-01", **A_DAY))
    await mirrored(a_change("usage", "usage-jan001", ANNA, None))
    year = await usage_store.year_of(ANNA, "point-0001", 2026)
    assert year is not None
    assert year.quarters == frozenset()


BROKEN: dict[str, dict[str, Any]] = {
    "too long for its year": {**DAYS, "quality": "R" * 366, "imported": {"a": [1] * 366}},
    "into the next year": {"start": "2026-12-01", "quality": "RR", "imported": {"a": [1, 2]}},
    "a month with a 101st quarter of its last day": {
        "resolution": "quarter_hour",
        "start": "2026-02-28",
        "quality": "R" * 97,
        "imported": {"a": [1] * 97},
    },
    "long before our time": {"start": "1970-01-01", "quality": "R", "imported": {"a": [1]}},
    "of days to come": {"resolution": "day", "start": "2026-11-29", "quality": "R", "imported": {"a": [1]}},
    "shorter than its letters": {**DAYS, "quality": "RRR", "imported": {"a": [1, 2]}},
    "longer than its letters": {**DAYS, "quality": "R", "imported": {"a": [1, 2]}},
}


@pytest.mark.parametrize("what", BROKEN)
async def test_a_bad_series_goes_aside_with_its_reason_and_the_rest_is_shown(mirror: Any, what: str) -> None:
    set_now(cosmos.clock.from_iso("2026-11-27T09:00:00Z"))
    read = read_record(a_usage("usage-broken", **BROKEN[what]))
    assert isinstance(read, Broken)
    assert read.place == "usage:usage-broken"
    assert read.reason
    await apply_changes(ANNA, records(a_usage("usage-good01", **DAYS, quality="R", imported={"a": [1]})))
    year = await usage_store.year_of(ANNA, "point-0001", 2026)
    assert year is not None
    assert len(year.days) == 1


@pytest.mark.parametrize(
    "series",
    [
        {"resolution": "quarter_hour", "start": "2026-10-01", "quality": "R" * 2980, "imported": {"a": [1] * 2980}},
        {"resolution": "quarter_hour", "start": "2026-03-01", "quality": "R" * 2972, "imported": {"a": [1] * 2972}},
        {"resolution": "day", "start": "2024-01-01", "quality": "R" * 366, "imported": {"a": [1] * 366}},
        {"resolution": "day", "start": "2026-11-20", "quality": "RRNNN", "imported": {"a": [1, 0, None, None, None]}},
        {"resolution": "day", "start": "2026-06-01", "quality": "RR", "imported": {"a": [1, None], "b": [None, 2]}},
    ],
)
def test_a_series_of_odd_length_can_be_right(series: dict[str, Any]) -> None:
    set_now(cosmos.clock.from_iso("2026-11-27T09:00:00Z"))
    assert not isinstance(read_record(a_usage("usage-good01", **series)), Broken)
    set_now(None)
