"""Timer triggers: due times, one run at a time, catching up after a pause, retries."""

import asyncio
import json
import logging
from collections.abc import Coroutine, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from azure_functions_runtime.bindings.datumdef import Datum

from local.functions_host.configuration import resolve_settings
from local.functions_host.invocation import Outcome, invoke
from local.functions_host.loading import LoadedFunction
from local.functions_host.locks import file_lock
from local.functions_host.messages import RpcRetryOptions
from local.functions_host.schedule import Schedule

logger = logging.getLogger("functions_host.timers")

SHORTEST_MONITORED = timedelta(minutes=1)
LONGEST_NAP = 30.0
RETRY_FOR_EVER = -1


@dataclass(frozen=True)
class ScheduleStatus:
    """What is kept of a timer between starts, under Azure's names; ISO 8601 instants in UTC."""

    Last: str | None
    Next: str
    LastUpdated: str


class Timer:
    """One timer function with its schedule, its lock and its memory in `state`."""

    def __init__(self, function: LoadedFunction, state: Path, timeout: timedelta, environ: Mapping[str, str]) -> None:
        trigger = function.trigger
        self.function = function
        self.schedule = Schedule(resolve_settings(trigger["schedule"], environ))
        self._run_on_startup = bool(trigger.get("runOnStartup"))
        self._timeout = timeout
        self._status_file = state / f"{function.name}.json"
        self._lock_file = state / f"{function.name}.lock"
        frequent = self.schedule.interval(_now()) < SHORTEST_MONITORED
        self._monitored = trigger.get("useMonitor", True) and not frequent

    async def keep(self) -> None:
        """Run the function whenever it is due, until cancelled."""
        missed = self.is_past_due(_now())
        if missed or self._run_on_startup:
            await self.run("missed while the host was down" if missed else "run on startup", past_due=missed)
        while True:
            due = self.schedule.after(_now())
            self._remember(due)
            await _sleep_until(due)
            await self.run("timer fired", due=due)

    def is_past_due(self, now: datetime) -> bool:
        """Whether a due time by today's schedule went by since the last note of this timer."""
        status = self._status() if self._monitored else None
        if status is None:
            return False
        return self.schedule.after(datetime.fromisoformat(status.LastUpdated)) <= now

    async def run(self, reason: str, *, past_due: bool = False, due: datetime | None = None) -> Outcome:
        """Run once the lock is free, with the function's retry policy; the last attempt's outcome counts."""
        async with file_lock(self._lock_file):
            logger.info("running function=%s reason=%r past_due=%s", self.function.name, reason, past_due)
            outcome = await self._attempt(reason, past_due)
            self._remember(self.schedule.after(_now()), last=due or _now())
            return outcome

    async def _attempt(self, reason: str, past_due: bool) -> Outcome:
        retry_count = 0
        while True:
            value = Datum(json.dumps(self._timer_info(past_due)), "json")
            outcome = await invoke(
                self.function, value, reason=reason, time_limit=self._timeout, retry_count=retry_count
            )
            policy = self.function.retry
            if outcome.succeeded or policy is None or retry_count == policy.max_retry_count:
                return outcome
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
        status = self._status() if self._monitored else None
        return {
            "Schedule": {"AdjustForDST": True},
            "ScheduleStatus": asdict(status) if status else None,
            "IsPastDue": past_due,
        }

    def _status(self) -> ScheduleStatus | None:
        try:
            return ScheduleStatus(**json.loads(self._status_file.read_text()))
        except FileNotFoundError:
            return None
        except (ValueError, TypeError):
            logger.warning("forgetting the unreadable %s", self._status_file)
            return None

    def _remember(self, due: datetime, last: datetime | None = None) -> None:
        if not self._monitored:
            return
        known = self._status()
        previous = last.isoformat() if last else known.Last if known else None
        status = ScheduleStatus(previous, due.isoformat(), _now().isoformat())
        self._status_file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._status_file.with_suffix(".new")
        temporary.write_text(json.dumps(asdict(status)))
        temporary.replace(self._status_file)


class Timers:
    """All timers of an app; of several worker processes only one fires them, any may run one by hand."""

    def __init__(
        self, functions: Iterable[LoadedFunction], state: Path, timeout: timedelta, environ: Mapping[str, str]
    ) -> None:
        self._directory = state / "timers"
        self.by_name = {f.name: Timer(f, self._directory, timeout, environ) for f in functions}
        self._tasks: set[asyncio.Task[object]] = set()

    def start(self) -> None:
        """Fire the timers from now on, as soon as no other process does."""
        self._spawn(self._keep_all())

    def run_now(self, name: str) -> None:
        """Run a timer in the background, after a run under way. Raises KeyError for an unknown name."""
        self._spawn(self.by_name[name].run("this function was called by hand"))

    async def stop(self) -> None:
        """Cancel waiting and running timers."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _keep_all(self) -> None:
        async with file_lock(self._directory / "leader.lock"), asyncio.TaskGroup() as group:
            for timer in self.by_name.values():
                if not timer.function.disabled:
                    group.create_task(timer.keep())

    def _spawn(self, work: Coroutine[None, None, object]) -> None:
        task: asyncio.Task[object] = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[object]) -> None:
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
