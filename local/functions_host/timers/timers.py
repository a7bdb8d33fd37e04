"""Timer triggers: due times, no two timed runs at once, catching up after a pause, retries."""

import asyncio
import json
import logging
import uuid
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from local.functions_host.configuration import resolve_settings
from local.functions_host.loading import LoadedFunction
from local.functions_host.timers.locks import file_lock
from local.functions_host.timers.schedule import Schedule
from local.functions_host.workers.messages import RpcRetryOptions
from local.functions_host.workers.wire import Call, TimerCall
from local.functions_host.workers.workers import Workers

logger = logging.getLogger("functions_host.timers")

SHORTEST_MONITORED = timedelta(minutes=1)
LONGEST_NAP = 30.0
RETRY_FOR_EVER = -1


NEVER = datetime.min.replace(tzinfo=UTC)
"""What stands for the last run of a timer that has not run yet, as in Azure."""


@dataclass(frozen=True)
class ScheduleStatus:
    """What is kept of a timer between starts, under Azure's names; ISO 8601 instants in UTC."""

    Last: str
    Next: str
    LastUpdated: str

    @classmethod
    def of(cls, last: datetime, due: datetime) -> Self:
        return cls(last.isoformat(), due.isoformat(), _now().isoformat())


class Timer:
    """One timer function with its schedule, its lock and its memory in `state`."""

    def __init__(self, function: LoadedFunction, state: Path, workers: Workers, environ: Mapping[str, str]) -> None:
        trigger = function.trigger
        self.function = function
        self.schedule = Schedule(resolve_settings(trigger["schedule"], environ))
        self.draining = False
        self._run_on_startup = bool(trigger.get("runOnStartup"))
        self._workers = workers
        self._status_file = state / f"{function.name}.json"
        self._lock_file = state / f"{function.name}.lock"
        frequent = self.schedule.interval(_now()) < SHORTEST_MONITORED
        self._monitored = trigger.get("useMonitor", True) and not frequent

    async def keep(self) -> None:
        """Once no other host does, run the function whenever it is due, until cancelled or drained.

        A due time that goes by during a run is made up right after it, once for however many there were.
        """
        async with file_lock(self._lock_file):
            missed = self._missed(_now())
            if missed or self._run_on_startup:
                await self._run_timed("missed while the host was down" if missed else "run on startup", missed)
            due = self.schedule.after(_now())
            while True:
                await _sleep_until(due)
                if self.draining:
                    return
                last = max(due, _now())
                await self._run_timed("timer fired", past_due=False)
                due = self.schedule.after(last)

    async def run_by_hand(self) -> None:
        """Run now, beside whatever runs; the timer's memory stays as it is."""
        await self._attempt("this function was called by hand", past_due=False)

    async def _run_timed(self, reason: str, past_due: bool) -> None:
        last = _now()
        await self._attempt(reason, past_due)
        self._remember(ScheduleStatus.of(last, self.schedule.after(last)))

    def _missed(self, now: datetime) -> bool:
        """Whether a due time went by since the last note; a schedule changed since then forgets it."""
        status = self._status()
        if status is not None:
            last = datetime.fromisoformat(status.Last)
            since = datetime.fromisoformat(status.LastUpdated) if last == NEVER else last
            if datetime.fromisoformat(status.Next) == self.schedule.after(since):
                return datetime.fromisoformat(status.Next) <= now
        self._remember(ScheduleStatus.of(NEVER, self.schedule.after(now)))
        return False

    async def _attempt(self, reason: str, past_due: bool) -> None:
        retry_count = 0
        while True:
            logger.info("running function=%s reason=%r past_due=%s", self.function.name, reason, past_due)
            trigger = TimerCall(json.dumps(self._timer_info(past_due)))
            call = Call(str(uuid.uuid4()), self.function.name, trigger, reason, retry_count=retry_count)
            outcome = await self._workers.call(call)
            policy = self.function.retry
            if outcome.succeeded or policy is None or retry_count == policy.max_retry_count:
                return
            delay = retry_delay(policy, retry_count)
            retry_count += 1
            logger.warning(
                "waiting %s before retry=%d of %s function=%s",
                delay,
                retry_count,
                "ever" if policy.max_retry_count == RETRY_FOR_EVER else policy.max_retry_count,
                self.function.name,
            )
            await asyncio.sleep(delay.total_seconds())

    def _timer_info(self, past_due: bool) -> dict[str, object]:
        status = self._status()
        return {
            "Schedule": {"AdjustForDST": True},
            "ScheduleStatus": asdict(status) if status else None,
            "IsPastDue": past_due,
        }

    def _status(self) -> ScheduleStatus | None:
        if not self._monitored:
            return None
        try:
            return ScheduleStatus(**json.loads(self._status_file.read_text()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            logger.warning("forgetting the unreadable %s", self._status_file)
            return None

    def _remember(self, status: ScheduleStatus) -> None:
        if not self._monitored:
            return
        self._status_file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._status_file.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(status)))
        temporary.replace(self._status_file)


class Timers:
    """All timers of an app. Of several hosts one fires a timer; any may run it by hand."""

    def __init__(
        self, functions: Iterable[LoadedFunction], state: Path, workers: Workers, environ: Mapping[str, str]
    ) -> None:
        self.by_name = {f.name: Timer(f, state / "timers", workers, environ) for f in functions}
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Fire the timers from now on, each as soon as no other process does."""
        for timer in self.by_name.values():
            if not timer.function.disabled:
                self._spawn(timer.keep())

    def run_now(self, name: str) -> None:
        """Run a timer in the background, beside a run under way. Raises KeyError for an unknown name."""
        self._spawn(self.by_name[name].run_by_hand())

    def drain(self) -> None:
        """Start no run by the clock any more; what runs goes on."""
        for timer in self.by_name.values():
            timer.draining = True

    async def stop(self) -> None:
        """Stop waiting; runs under way end with their worker process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, work: Coroutine[None, None, None]) -> None:
        task: asyncio.Task[None] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("a timer stopped working", exc_info=error)


def retry_delay(policy: RpcRetryOptions, retries_so_far: int) -> timedelta:
    """How long to wait before the next attempt: fixed, or doubling between the two bounds."""
    if policy.retry_strategy == "fixed_delay":
        return policy.delay_interval
    doubled = policy.minimum_interval.total_seconds() * 2.0 ** min(retries_so_far, 31)
    return timedelta(seconds=min(doubled, policy.maximum_interval.total_seconds()))


async def _sleep_until(due: datetime) -> None:
    # In short naps, because a laptop's sleep stops the loop's clock but not the calendar.
    while (left := (due - _now()).total_seconds()) > 0:  # noqa: ASYNC110 - time gives no event
        await asyncio.sleep(min(left, LONGEST_NAP))


def _now() -> datetime:
    return datetime.now(UTC)
