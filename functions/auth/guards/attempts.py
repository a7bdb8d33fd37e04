"""Attempts at one login string: who may try a password now, decided before the password is looked at.

The same for strings nobody has as a login. Pure rules on a value; `accounts.py` keeps it with the login's document.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from functions.auth.accounts import Attempts, Failure, Run
from functions.auth.guards.limits import LIMITS

DEVICE, NETWORK = "device:", "network:"
"""What the sources begin with that an account was entered from."""

OTHERS = "others"
_FORGET_DELAYS_AFTER = timedelta(minutes=30)


class Successes(NamedTuple):
    """When the account was last entered: from each device and network, and at all (or its password set anew)."""

    by_source: Mapping[str, datetime]
    latest: datetime | None


class Refused(NamedTuple):
    """The attempt is refused for `seconds`; None: until the password is recovered."""

    seconds: float | None


def reserve(attempts: Attempts, source: str, *, known: bool, now: datetime, successes: Successes) -> Attempts | Refused:
    """Count an attempt as failed before it is made; a success is seen by the next one in `successes`.

    By figures of `limits.LIMITS`: five from one source, then that source waits; ten from all unknown sources, then
    each next waits longer, up to a bound; a hundred in a row, then only recovery helps. A device or a network the
    account was entered from (`known`) has counts of its own and waits for nobody else.
    """
    attempts = _current(attempts, now, successes)
    run = _run(attempts, source, now, known=known)
    if run.count > LIMITS.consecutive_failures:
        return Refused(None)
    if source in attempts.blocked:
        return Refused((attempts.blocked[source] + LIMITS.pair_block - now).total_seconds())
    delays = attempts.delays
    if not known:
        wait = _delay(attempts, now)
        if wait > 0:
            return Refused(wait)
        delays += 1 if _throttled(attempts, now) else 0
    failures = [*attempts.failures, Failure(source=source, at=now)]
    own = sum(failure.source == source for failure in failures)
    blocked = attempts.blocked | ({source: now} if own >= LIMITS.pair_failures else {})
    return attempts.model_copy(
        update={
            "failures": failures,
            "blocked": blocked,
            "delays": delays,
            "runs": attempts.runs | {source if known else OTHERS: run},
        }
    )


def _current(attempts: Attempts, now: datetime, successes: Successes) -> Attempts:
    """Without what is too old to count and what a later success from the same source makes void."""

    def counts(source: str, at: datetime) -> bool:
        success = successes.by_source.get(source) or successes.by_source.get(NETWORK + source)
        return at > now - LIMITS.pair_block and (success is None or at > success)

    update: dict[str, object] = {
        "failures": [failure for failure in attempts.failures if counts(failure.source, failure.at)],
        "blocked": {source: at for source, at in attempts.blocked.items() if counts(source, at)},
    }
    if successes.latest:
        update["runs"] = {source: run for source, run in attempts.runs.items() if run.since > successes.latest}
    if not attempts.failures or attempts.failures[-1].at <= now - _FORGET_DELAYS_AFTER:
        update["delays"] = 0
    return attempts.model_copy(update=update)


def _unknown_devices(attempts: Attempts) -> list[datetime]:
    return [failure.at for failure in attempts.failures if not failure.source.startswith((DEVICE, NETWORK))]


def _throttled(attempts: Attempts, now: datetime) -> bool:
    recent = [at for at in _unknown_devices(attempts) if at > now - LIMITS.login_window]
    return attempts.delays > 0 or len(recent) >= LIMITS.login_failures


def _delay(attempts: Attempts, now: datetime) -> float:
    """Seconds until the next unknown device may try."""
    if not _throttled(attempts, now) or not (unknown := _unknown_devices(attempts)):
        return 0.0
    pause = min(timedelta(seconds=2.0 ** min(attempts.delays, 20)), LIMITS.longest_delay)
    return (unknown[-1] + pause - now).total_seconds()


def _run(attempts: Attempts, source: str, now: datetime, *, known: bool) -> Run:
    """The run of failures this attempt is counted to, this one included."""
    before = attempts.runs.get(source if known else OTHERS, Run(since=now))
    return before.model_copy(update={"count": before.count + 1})
