"""Whatever billing sends, a record of it is mirrored or put aside; nothing stops the run."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from functions.sync_timer.intake.records import Broken, Record, partly_broken, read_record
from shared import clock
from shared.billing_contract import DATA, Usage
from shared.settings import settings as portal_settings
from tests.builders import a_balance, a_change, a_contract, a_customer, a_document, a_point
from tests.depth import depth
from tests.unit.test_settings import GOOD


@pytest.fixture(autouse=True, scope="module")
def environment() -> Iterator[None]:
    clock.set_now(datetime(2026, 11, 27, 12, tzinfo=UTC))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in GOOD.items():
            patch.setenv(f"MOJBOK_{name}", value)
        portal_settings.cache_clear()
        yield
    clock.set_now(None)
    portal_settings.cache_clear()


TEXTS = st.text(st.characters(), max_size=20)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(2**53, 2**80), st.floats(), TEXTS, st.just("\ud800")
)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(TEXTS, inner, max_size=5)),
    max_leaves=20,
)
KINDS = st.one_of(st.sampled_from(list(DATA)), ANYTHING)
CHANGE_LIKE = st.fixed_dictionaries(
    {},
    optional={
        "cursor": st.one_of(st.integers(1, 10), ANYTHING),
        "kind": KINDS,
        "id": st.one_of(st.just("document-0001"), ANYTHING),
        "customerId": st.one_of(st.just("customer-anna"), ANYTHING),
        "deleted": ANYTHING,
        "data": ANYTHING,
    },
)


def a_usage(quality: str, values: list[Any], **data: Any) -> dict[str, Any]:
    usage = {"pointId": "point-0001", "resolution": "day", "start": "2026-01-01", "quality": quality}
    return a_change("usage", "usage-0001", "customer-anna", usage | {"imported": {"całodobowa": values}} | data)


GOOD_CHANGES = [a_customer(), a_balance(), a_contract(), a_point(), a_document(), a_usage("RR", [1, 2])]


@settings(max_examples=depth(400, 150), deadline=None)
@given(st.one_of(ANYTHING, CHANGE_LIKE))
@example({"kind": []})
@example({"kind": {}, "id": [], "cursor": 2**60})
@example({1: 2, "a": 3})
def test_any_shape_is_put_aside_or_mirrored(raw: Any) -> None:
    assert_told(read_record(raw))


@settings(max_examples=depth(400, 150), deadline=None)
@given(st.data())
def test_a_good_record_with_any_leaf_replaced_is_put_aside_or_mirrored(data: st.DataObject) -> None:
    change = deepcopy(data.draw(st.sampled_from(GOOD_CHANGES)))
    spot, key = data.draw(st.sampled_from(places(change)))
    spot[key] = data.draw(ANYTHING)
    assert_told(read_record(change))


def test_a_record_nested_without_end_is_put_aside() -> None:
    deep: Any = {}
    for _ in range(100_000):
        deep = {"data": deep}
    assert isinstance(read_record(deep | {"kind": "document", "cursor": 5}), Broken)
    assert isinstance(read_record([deep]), Broken)
    while deep:
        deep = deep["data"]


def assert_told(result: Record | Broken) -> None:
    if isinstance(result, Broken):
        assert result.reason
        assert result.place.encode()
        assert result.cursor is None or 0 < result.cursor < 2**53
    else:
        json.dumps(result.item, allow_nan=False).encode()
        json.dumps(result.item, ensure_ascii=False).encode()


def places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, inner in entries:
        found += [(value, key), *places(inner)]
    return found


@pytest.mark.parametrize("bad", [-1, 1.5, "7", True, float("nan"), 10**12, [1], None])
def test_one_bad_value_costs_that_value_and_not_the_year(bad: Any) -> None:
    record = read_record(a_usage("RZE", [1, bad, 3]))
    assert isinstance(record, Record)
    assert record.item["data"]["quality"] == "RBE"
    assert record.item["data"]["imported"] == {"całodobowa": [1, None, 3]}
    note = partly_broken(record)
    assert note is not None
    assert (note.place, note.cursor) == ("usage:usage-0001", record.change.cursor)
    assert "1 values" in note.reason


@pytest.mark.parametrize("letter", ["B", "N", "x", "q"])
def test_a_value_with_a_letter_that_says_there_is_none_counts_as_missing(letter: str) -> None:
    record = read_record(a_usage(f"R{letter}", [1, 2]))
    assert isinstance(record, Record)
    assert record.item["data"]["imported"] == {"całodobowa": [1, None]}
    assert record.item["data"]["quality"] == "RB"


def test_the_old_letters_are_still_read_and_nothing_is_said_of_a_good_series() -> None:
    record = read_record(a_usage("AEM", [1, 2, None]))
    assert isinstance(record, Record)
    assert record.item["data"]["quality"] == "REB"
    assert partly_broken(record) is None


@pytest.mark.parametrize(
    ("resolution", "start", "count", "fits"),
    [
        ("month", "2025-01-01", 12, True),
        ("month", "2025-01-01", 13, False),
        ("month", "2025-11-01", 3, False),
        ("day", "2025-01-01", 365, True),
        ("day", "2025-01-01", 366, False),
        ("day", "2024-01-01", 366, True),
        ("day", "2025-07-15", 171, False),
        ("quarter_hour", "2026-10-01", 2980, True),
        ("quarter_hour", "2026-10-01", 2976, False),
        ("quarter_hour", "2026-10-01", 2984, False),
        ("quarter_hour", "2026-03-01", 2972, True),
        ("quarter_hour", "2026-03-01", 2976, False),
        ("quarter_hour", "2025-11-01", 96 * 3 + 1, False),
        # One that is over is exactly as long, the running one is not yet.
        ("quarter_hour", "2025-11-01", 96 * 3, False),
        ("quarter_hour", "2026-10-01", 2980 - 96, False),
        ("quarter_hour", "2026-10-15", 96 * 10 + 100, False),
        ("quarter_hour", "2026-10-15", 96 * 16 + 100, True),
        ("quarter_hour", "2026-11-01", 96 * 3, True),
        ("day", "2025-01-01", 364, False),
        ("month", "2025-01-01", 11, False),
    ],
)
def test_no_series_reaches_beyond_its_time_and_quarters_are_whole_days(
    resolution: str, start: str, count: int, *, fits: bool
) -> None:
    record = read_record(a_usage("R" * count, [1] * count, resolution=resolution, start=start))
    assert isinstance(record, Record if fits else Broken)


@pytest.mark.parametrize(
    ("resolution", "start", "through", "count", "fits"),
    [
        ("quarter_hour", "2026-10-01", "2026-10-24", 96 * 24, True),
        ("quarter_hour", "2026-10-01", "2026-10-25", 96 * 24 + 100, True),
        ("quarter_hour", "2026-10-01", "2026-10-25", 96 * 25, False),
        ("quarter_hour", "2026-10-01", "2026-11-01", 2980, False),
        ("quarter_hour", "2026-10-15", "2026-10-14", 96, False),
        ("day", "2025-01-01", "2025-03-31", 90, True),
        ("day", "2025-01-01", "2025-03-31", 91, False),
        ("month", "2025-03-01", "2025-05-15", 3, True),
        ("month", "2025-03-01", "2025-05-15", 2, False),
    ],
)
def test_a_series_that_says_its_last_day_ends_with_it_however_long_ago(
    resolution: str, start: str, through: str, count: int, *, fits: bool
) -> None:
    """So an old state that is told again, and the series of a customer who left, are no cut ones."""
    told = a_usage("R" * count, [1] * count, resolution=resolution, start=start, through=through)
    assert isinstance(read_record(told), Record if fits else Broken)


def test_series_of_another_length_than_their_letters_are_refused() -> None:
    assert isinstance(read_record(a_usage("RRR", [1, 2])), Broken)
    assert isinstance(read_record(a_usage("RR", [1, 2], exported=[1])), Broken)


def test_the_contract_itself_lets_no_gap_pass_for_a_value() -> None:
    usage = {"pointId": "point-0001", "resolution": "day", "start": date(2026, 1, 1), "imported": {"x": [None]}}
    with pytest.raises(ValueError, match="missing without"):
        Usage.model_validate(usage | {"quality": "R"})
