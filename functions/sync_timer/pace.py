"""How fast the sync may write: when the database says 429, all of its writers wait, and longer each time."""

from asyncio import Event, sleep
from collections.abc import Awaitable, Callable
from datetime import datetime

from azure.core.exceptions import AzureError

from shared import clock
from shared.cosmos import retry_after
from shared.monitoring.logs import log

_SHORTEST, _LONGEST = 0.1, 15.0


class Pace:
    """One for a run. What is told 429 is done again until `until`; every other fault is raised as it is."""

    def __init__(self, until: datetime) -> None:
        self._until = until
        self._open = Event()
        self._open.set()
        self._delay = 0.0
        self.throttled = 0

    async def __call__[R](self, work: Callable[[], Awaitable[R]]) -> R:
        """The result of `work`, which may be done several times."""
        while True:
            await self._open.wait()
            try:
                result = await work()
            except AzureError as error:
                wait = retry_after(error)
                if wait is None or clock.now() >= self._until:
                    raise
                await self._slow_down(wait)
            else:
                self._delay /= 2
                return result

    async def _slow_down(self, wait: float) -> None:
        """Let nobody write for a while. Who was told at the same time waits with the first and slows no further."""
        self.throttled += 1
        if not self._open.is_set():
            return
        self._open.clear()
        self._delay = min(_LONGEST, max(_SHORTEST, wait, 2 * self._delay))
        log.info("database throttles, the sync slows down", extra={"seconds": round(self._delay, 2)})
        try:
            await sleep(self._delay)
        finally:
            self._open.set()
