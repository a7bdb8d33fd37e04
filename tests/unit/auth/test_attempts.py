"""Who may try a password now, by the figures."""

from datetime import UTC, datetime, timedelta

from functions.auth.accounts import Attempts
from functions.auth.guards.attempts import DEVICE, NETWORK, OTHERS, Refused, Successes, reserve

START = datetime(2026, 11, 23, 12, tzinfo=UTC)
NOBODY = Successes({}, None)


def tried(
    attempts: Attempts, source: str, seconds: float, successes: Successes = NOBODY, *, known: bool = False
) -> Attempts | Refused:
    at = START + timedelta(seconds=seconds)
    return reserve(attempts, source, known=known, now=at, successes=successes)


def after(attempts: Attempts, source: str, *seconds: float) -> Attempts:
    for moment in seconds:
        result = tried(attempts, source, moment)
        assert isinstance(result, Attempts), (moment, result)
        attempts = result
    return attempts


def test_five_from_one_source_then_it_waits_15_minutes_from_the_fifth() -> None:
    attempts = after(Attempts(), "home", 0, 200, 400, 600, 890)
    assert tried(attempts, "home", 891) == Refused(899.0)
    assert tried(attempts, "home", 890 + 899) == Refused(1.0)
    assert isinstance(tried(attempts, "home", 890 + 901), Attempts)


def test_another_source_is_not_blocked_with_it() -> None:
    attempts = after(Attempts(), "home", *range(5))
    assert isinstance(tried(attempts, "office", 6), Attempts)


def test_a_success_settles_what_came_before_it_from_that_source_only() -> None:
    attempts = after(Attempts(), "home", *range(5))
    attempts = after(attempts, "office", *range(5, 9))
    entered = START + timedelta(seconds=10)
    result = tried(attempts, "home", 11, Successes({"home": entered}, entered))
    assert isinstance(result, Attempts)
    assert [failure.source for failure in result.failures] == ["office"] * 4 + ["home"]


def test_many_sources_bring_a_growing_delay_that_ends() -> None:
    attempts = Attempts()
    for n in range(10):
        attempts = after(attempts, f"bot-{n}", n / 10)
    moment, waits = 1.0, []
    for n in range(14):
        refused = tried(attempts, f"next-{n}", moment)
        assert isinstance(refused, Refused)
        assert refused.seconds is not None
        waits.append(round(refused.seconds))
        moment += refused.seconds + 0.001
        attempts = after(attempts, f"next-{n}", moment)
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900]
    assert isinstance(tried(attempts, "owner", moment + 1801), Attempts)
    calm = after(attempts, "owner", moment + 1801)
    assert calm.delays == 0


def test_a_known_device_does_not_wait_for_strangers_but_has_its_own_five() -> None:
    attempts = Attempts()
    for n in range(10):
        attempts = after(attempts, f"bot-{n}", n / 10)
    own = DEVICE + "owner"
    for n in range(5):
        result = tried(attempts, own, 1 + n / 10, known=True)
        assert isinstance(result, Attempts)
        attempts = result
    assert isinstance(tried(attempts, own, 2, known=True), Refused)
    assert attempts.delays == 0


def test_a_hundred_in_a_row_leave_only_recovery_which_starts_anew() -> None:
    attempts = Attempts()
    for n in range(100):
        attempts = after(attempts, f"bot-{n}", n * 2000)
    assert tried(attempts, "bot", 300_000) == Refused(None)
    recovered = START + timedelta(seconds=299_000)
    result = tried(attempts, "owner", 300_000, Successes({}, recovered))
    assert isinstance(result, Attempts)
    assert result.runs[OTHERS].count == 1


def test_a_hundred_from_elsewhere_leave_a_known_place_its_own_hundred() -> None:
    attempts = Attempts()
    for n in range(100):
        attempts = after(attempts, f"bot-{n}", n * 2000)
    for place in (DEVICE + "owner", NETWORK + "home"):
        own = attempts
        for n in range(100):
            result = tried(own, place, 300_000 + n * 2000, known=True)
            assert isinstance(result, Attempts)
            own = result
        assert tried(own, place, 600_000, known=True) == Refused(None)


def test_what_is_remembered_stays_small() -> None:
    attempts = Attempts()
    for n in range(2000):
        result = tried(attempts, f"bot-{n}", n * 3)
        attempts = result if isinstance(result, Attempts) else attempts
    assert len(attempts.failures) <= 30
