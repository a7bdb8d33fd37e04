"""Own readings: what is refused, what is asked, and what goes through."""

from datetime import date, timedelta
from typing import Any

import pytest

from functions.supply.readings.plausibility import later_questions, questions_of, refusal_of

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


def test_a_multiplier_makes_more_of_what_the_register_says() -> None:
    assert questions_of({"a": 1005}, {"a": 1000}, 10, 10.0, 6, 20) == {}
    assert questions_of({"a": 1100}, {"a": 1000}, 10, 10.0, 6, 20) == {"a": "much_more_than_usual"}


def test_a_later_reading_is_no_less() -> None:
    assert later_questions({"a": 1000, "b": 7}, {"a": 1000}, 5) == {}
    assert later_questions({"a": 1001, "b": 5}, {"a": 1000, "b": 5}, 5) == {"a": "above_next"}
    # Between the two the register has begun again.
    assert later_questions({"a": 99_990}, {"a": 20}, 5) == {}


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
