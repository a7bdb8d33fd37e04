"""Requests of one caller in five minutes: at most so many in any of them, and the wait that is told is enough."""

from hypothesis import given
from hypothesis import strategies as st

from shared.http.limits import REQUEST_WINDOW, RequestLimit

MOST = 30


def let_in(limit: RequestLimit, moments: list[float], caller: str = "203.0.113.5") -> int:
    return sum(limit.wait(caller, MOST, moment) == 0 for moment in moments)


def test_the_next_waits_and_another_caller_does_not() -> None:
    limit = RequestLimit()
    assert let_in(limit, [0.0] * 40) == MOST
    assert limit.wait("203.0.113.6", MOST, 0.0) == 0
    assert let_in(limit, [299.0] * 5) == 0
    assert let_in(limit, [610.0] * 40) == MOST


def test_a_pace_below_the_limit_never_waits() -> None:
    limit = RequestLimit()
    pace = REQUEST_WINDOW / (MOST - 1)
    assert let_in(limit, [7 + n * pace for n in range(500)]) == 500


def test_a_burst_over_the_edge_of_two_windows_is_one_burst() -> None:
    limit = RequestLimit()
    assert let_in(limit, [299.0] * MOST) == MOST
    assert let_in(limit, [301.0] * MOST) == 0


@given(st.lists(st.floats(0, 1500), min_size=1, max_size=200), st.integers(1, 40))
def test_who_waits_as_told_is_let_in(moments: list[float], most: int) -> None:
    limit = RequestLimit()
    for moment in sorted(moments):
        pause = limit.wait("somebody", most, moment)
        assert 0 <= pause <= 2 * REQUEST_WINDOW
        if pause > 0:
            assert limit.wait("somebody", most, moment + pause + 0.001) == 0
            return


def test_memory_is_bounded_and_the_busiest_stay() -> None:
    limit = RequestLimit(callers=100)
    for n in range(1000):
        limit.wait("busy", MOST, 0.0)
        limit.wait(f"caller {n}", MOST, 0.0)
    assert limit.wait("busy", MOST, 0.0) > 0
    assert not limit.knows("caller 0")
    assert sum(limit.knows(f"caller {n}") for n in range(1000)) == 99


def test_a_clock_that_goes_back_begins_anew() -> None:
    limit = RequestLimit()
    assert let_in(limit, [10_000.0] * 40) == MOST
    assert let_in(limit, [100.0] * 40) == MOST
