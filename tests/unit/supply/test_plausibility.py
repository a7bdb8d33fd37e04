"""Own readings: what is refused, what is asked, and what goes through."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.supply.readings.plausibility import questions_of, refusal_of

TODAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("states", "days", "usual", "expected"),
    [
        ({"a": 1100}, 10, 10.0, {}),
        ({"a": 999}, 10, 10.0, {"a": "below_last"}),
        ({"a": 1301}, 10, 10.0, {"a": "much_more_than_usual"}),
        ({"a": 1300}, 10, 10.0, {}),
        ({"a": 1019}, 10, 10.0, {"a": "much_less_than_usual"}),
        ({"a": 1020}, 10, 10.0, {}),
        ({"a": 5000}, 10, None, {}),
        ({"a": 5000}, 2, 10.0, {}),
    ],
)
def test_questions(states: dict[str, int], days: int, usual: float | None, expected: Any) -> None:
    assert questions_of(states, {"a": 1000}, days, usual, 6) == expected


def test_a_register_may_begin_again_after_its_last_digit() -> None:
    assert questions_of({"a": 50}, {"a": 99_950}, 10, 10.0, 5) == {}
    assert questions_of({"a": 50}, {"a": 99_950}, 10, 10.0, None) == {"a": "below_last"}
    assert questions_of({"a": 49_000}, {"a": 50_000}, 10, 10.0, 5) == {"a": "below_last"}


@pytest.mark.parametrize(
    ("taken_on", "states", "expected"),
    [
        (TODAY, {"a": 99_999}, None),
        (TODAY, {"a": 100_000}, ("states", "too_many_digits")),
        (TODAY + timedelta(days=1), {"a": 1}, ("takenOn", "day_out_of_range")),
        (TODAY - timedelta(days=46), {"a": 1}, ("takenOn", "day_out_of_range")),
        (TODAY, {"b": 1}, ("states", "zones_do_not_match")),
        (TODAY, {"a": 1, "b": 1}, ("states", "zones_do_not_match")),
    ],
)
def test_what_cannot_be_is_refused(taken_on: date, states: dict[str, int], expected: Any) -> None:
    assert refusal_of(taken_on, TODAY, states, ["a"], 5) == expected
