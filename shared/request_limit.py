"""How many requests one caller may make, whatever they are: the last line behind Azure's own, in each worker.

Counted in memory, without a request to the database: the start page's budget leaves room for none
(docs/adr/0013-requests-counted-in-memory.md). Each worker counts for itself and forgets when it ends.
"""

from collections import OrderedDict
from typing import NamedTuple

WINDOW = 300.0
LARGE = 20
"""How many times more a bucket may take that many callers share, or that a machine uses."""
_CALLERS = 20_000


class _Count(NamedTuple):
    """Requests of the window that began at `began`, and of the one before."""

    began: float
    now: int
    before: int


class RequestLimit:
    """A sliding window of five minutes a caller: of the window before, the part still in sight counts.

    Refused requests are not counted, so who waits as told is let in. Memory is bounded: the callers not seen for
    longest are forgotten.
    """

    def __init__(self, callers: int = _CALLERS) -> None:
        self._callers = callers
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def wait(self, caller: str, most: int, now: float) -> float:
        """Count one more request at `now` (seconds); where `most` is reached, the seconds until one fits."""
        count = _at(self._counts.pop(caller, None), now)
        pause = _pause(count, most, now)
        self._counts[caller] = count if pause > 0 else count._replace(now=count.now + 1)
        if len(self._counts) > self._callers:
            self._counts.popitem(last=False)
        return pause

    def knows(self, caller: str) -> bool:
        return caller in self._counts

    def meet(self, caller: str, now: float) -> None:
        """From now on the caller has a count of its own."""
        if caller not in self._counts:
            self.wait(caller, 1, now)


def _at(count: _Count | None, now: float) -> _Count:
    """The count as the window of `now` sees it."""
    began = now - now % WINDOW
    if count is None or began - count.began > WINDOW or count.began > began:
        return _Count(began, 0, 0)
    return count if count.began == began else _Count(began, 0, count.now)


def _pause(count: _Count, most: int, now: float) -> float:
    gone = (now - count.began) / WINDOW
    room = most - 1 - count.now
    if count.before * (1 - gone) <= room:
        return 0.0
    if room >= 0:
        # Until enough of the window before has passed out of sight.
        return (1 - room / count.before - gone) * WINDOW
    # Until enough of this one has, in the next, in which this one is the one before.
    return (1 - gone + 1 - (most - 1) / count.now) * WINDOW
