"""The worker processes of a host: who gets a call, what happens when one is late, and when one dies.

As the real host was seen to do: a call over `functionTimeout` has about two seconds more, then the whole process is
killed, with all calls in it, and a new one started. A process that ends by itself is replaced at once the first time,
after ten seconds the second time, and the third time the host gives up. Exit code 0 goes unnoticed.
"""

import asyncio
import itertools
import logging
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from local.functions_host.workers.wire import Call, Loaded, Outcome
from local.functions_host.workers.worker_process import WorkerLost, WorkerProcess

logger = logging.getLogger("functions_host.workers")

GRACE_SECONDS = 2.0
"""How long a call over functionTimeout is let be before its process is killed."""

NEWS_SECONDS = 10.6
"""How much later the caller of the late call hears of it."""

SECOND_START_SECONDS = 10.0
CRASHES_ALLOWED = 2
CRASH_WINDOW_SECONDS = 30 * 60


class Workers:
    """A fixed number of worker processes; calls go to them in turn."""

    def __init__(self, script: Path, count: int, timeout: timedelta, give_up: Callable[[], None]) -> None:
        self._script = script
        self._count = count
        self._timeout = timeout.total_seconds()
        self._give_up = give_up
        self._workers: list[WorkerProcess] = []
        self._ready = asyncio.Event()
        self._next_worker = itertools.count()
        self._crashes: deque[float] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def start(self) -> Loaded:
        """Start all processes; what the first of them has loaded."""
        started = await asyncio.gather(*(self._add() for _ in range(self._count)))
        return started[0].loaded

    async def call(self, call: Call) -> Outcome:
        """Run a function; a call that is too late or whose process dies has failed."""
        worker = await self._next()
        started = time.monotonic()
        answered = worker.call(call)
        try:
            await asyncio.wait([answered], timeout=self._timeout + GRACE_SECONDS)
            if not answered.done():
                logger.error("functionTimeout function=%s: killing the worker process", call.function)
                worker.kill()
                await asyncio.wait([answered])
                await asyncio.sleep(NEWS_SECONDS)
            outcome = answered.result()
        except WorkerLost:
            outcome = Outcome(call.id, succeeded=False, error="the worker process is gone")
        if time.monotonic() - started > self._timeout:
            outcome = Outcome(call.id, succeeded=False, error=f"functionTimeout of {self._timeout:.0f} s exceeded")
        if not outcome.succeeded:
            logger.error("function=%s failed (%s) invocation=%s", call.function, outcome.error, call.id)
        return outcome

    def kill(self) -> None:
        """End all processes for good."""
        self._stopping = True
        for worker in self._workers:
            worker.kill()

    async def stop(self) -> None:
        """End all processes and wait for that."""
        self.kill()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(worker.process.wait() for worker in self._workers))
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._workers:
            await worker.close()

    async def _next(self) -> WorkerProcess:
        while not self._workers:
            self._ready.clear()
            await self._ready.wait()
        return self._workers[next(self._next_worker) % len(self._workers)]

    async def _add(self) -> WorkerProcess:
        worker = await WorkerProcess.start(self._script)
        if worker.loaded.error:
            logger.error("the app cannot be loaded, every function is a 404:\n%s", worker.loaded.error)
        self._workers.append(worker)
        self._ready.set()
        task = asyncio.create_task(self._watch(worker))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return worker

    async def _watch(self, worker: WorkerProcess) -> None:
        await worker.read()
        code = await worker.process.wait()
        if self._stopping:
            return
        if code == 0 and not worker.killed:
            logger.info("a worker process ended with exit code 0, which the real host does not notice")
            await self._until_killed(worker)
        self._workers.remove(worker)
        await worker.close()
        if worker.killed or await self._may_start_again(code):
            await self._replace()

    async def _until_killed(self, worker: WorkerProcess) -> None:
        while not worker.killed:  # noqa: ASYNC110 - set by whichever call is late first
            await asyncio.sleep(0.05)

    async def _may_start_again(self, code: int) -> bool:
        now = time.monotonic()
        self._crashes.append(now)
        while self._crashes[0] < now - CRASH_WINDOW_SECONDS:
            self._crashes.popleft()
        logger.error("a worker process ended with %d, crash %d", code, len(self._crashes))
        if len(self._crashes) > CRASHES_ALLOWED * self._count:
            logger.critical("Exceeded language worker restart retry count: the host ends")
            self._give_up()
            return False
        if len(self._crashes) > 1:
            await asyncio.sleep(SECOND_START_SECONDS)
        return True

    async def _replace(self) -> None:
        try:
            await self._add()
        except WorkerLost:
            if await self._may_start_again(1):
                await self._replace()
