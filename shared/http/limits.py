"""Limits of how often something may be done; the figures stand with what they limit.

`within` and `require` count across processes and restarts: a counter is a document of container `operations` with the
times of what was let through lately, changed on condition of its ETag, before the thing counted is done. Its id is a
keyed hash of who or what is counted, known to us or not.

`RequestLimit` counts every request of a caller in the memory of its worker, because the start page's budget leaves
room for no request to the database (docs/adr/0013-requests-counted-in-memory.md).
"""

from collections import OrderedDict
from datetime import datetime, timedelta
from typing import NamedTuple

from shared import clock, cosmos
from shared.cosmos import Conflict
from shared.lookup import lookup_id
from shared.problems import too_many_attempts, unavailable

REQUEST_WINDOW = 300.0
SHARED = 20
"""How many times more a bucket may take that many callers share, or that a machine uses."""
_CALLERS = 20_000


class Limit(NamedTuple):
    """At most `most` within any `window`."""

    most: int
    window: timedelta


async def within(name: str, subject: str, *limits: Limit) -> bool:
    """Count one more of `name` for `subject`; False, and nothing counted, where a limit is reached."""
    return await _count(name, subject, limits) == 0


async def require(name: str, subject: str, *limits: Limit) -> None:
    """The same, raising Problem `too_many_attempts`."""
    wait = await _count(name, subject, limits)
    if wait > 0:
        raise too_many_attempts(wait)


async def forget(name: str, subject: str) -> None:
    """Count `name` for `subject` from nothing again."""
    item_id = _counter(name, subject)
    await cosmos.delete("operations", item_id, item_id)


async def reached(name: str, subject: str, *limits: Limit) -> bool:
    """Whether one more of `name` would be refused; nothing is counted."""
    item_id = _counter(name, subject)
    stored = await cosmos.read("operations", item_id, item_id)
    times = [clock.from_iso(text) for text in stored["times"]] if stored else []
    return any(pause(times, limit, clock.now()) > 0 for limit in limits)


def _counter(name: str, subject: str) -> str:
    return f"limit:{name}:{lookup_id('limit', subject)}"


def pause(times: list[datetime], limit: Limit, now: datetime) -> float:
    """Seconds until one more fits after what happened at `times`, the oldest first."""
    recent = [at for at in times if at > now - limit.window]
    return 0.0 if len(recent) < limit.most else (recent[-limit.most] + limit.window - now).total_seconds()


async def _count(name: str, subject: str, limits: tuple[Limit, ...]) -> float:
    """Count one more where it fits; the seconds until it does where it does not."""
    now, item_id = clock.now(), _counter(name, subject)
    longest = max(limit.window for limit in limits)
    wait = 0.0

    def counted(stored: cosmos.Item | None) -> cosmos.Item | None:
        nonlocal wait
        times = [clock.from_iso(text) for text in stored["times"]] if stored else []
        wait = max(pause(times, limit, now) for limit in limits)
        if wait > 0:
            return None
        kept = [at for at in times if at > now - longest]
        return {
            "id": item_id,
            "times": [clock.iso(at) for at in [*kept, now]],
            "ttl": int(longest.total_seconds()) + 60,
        }

    try:
        await cosmos.update("operations", item_id, counted)
    except Conflict:
        raise unavailable() from None
    return wait


class _Requests(NamedTuple):
    """Requests of the window that began at `began`, and of the one before."""

    began: float
    now: int
    before: int


class RequestLimit:
    """A sliding window of five minutes a caller: of the window before, the part still in sight counts.

    Refused requests are not counted, so who waits as asked is let in. Memory is bounded: the callers not seen for
    longest are forgotten.
    """

    def __init__(self, callers: int = _CALLERS) -> None:
        self._callers = callers
        self._counts: OrderedDict[str, _Requests] = OrderedDict()

    def wait(self, caller: str, most: int, now: float) -> float:
        """Count one more request at `now` (seconds); where `most` is reached, the seconds until one fits."""
        count = _at(self._counts.pop(caller, None), now)
        pause = _request_pause(count, most, now)
        self._counts[caller] = count if pause > 0 else count._replace(now=count.now + 1)
        if len(self._counts) > self._callers:
            self._counts.popitem(last=False)
        return pause

    def knows(self, caller: str) -> bool:
        return caller in self._counts

    def track(self, caller: str, now: float) -> None:
        """From now on the caller has a count of its own."""
        if caller not in self._counts:
            self.wait(caller, 1, now)


def _at(count: _Requests | None, now: float) -> _Requests:
    """The count as the window of `now` sees it."""
    began = now - now % REQUEST_WINDOW
    if count is None or began - count.began > REQUEST_WINDOW or count.began > began:
        return _Requests(began, 0, 0)
    return count if count.began == began else _Requests(began, 0, count.now)


def _request_pause(count: _Requests, most: int, now: float) -> float:
    gone = (now - count.began) / REQUEST_WINDOW
    room = most - 1 - count.now
    if count.before * (1 - gone) <= room:
        return 0.0
    if room >= 0:
        # Until enough of the window before has passed out of sight.
        return (1 - room / count.before - gone) * REQUEST_WINDOW
    # Until enough of this one has, in the next, in which this one is the one before.
    return (1 - gone + 1 - (most - 1) / count.now) * REQUEST_WINDOW
