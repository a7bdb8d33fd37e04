"""Counters that keep to a limit, across processes and restarts; the figures stand with what they limit.

A counter is a document of container `operations` with the times of what was let through lately, changed on condition
of its ETag, before the thing counted is done. Its id is a keyed hash of who or what is counted, known to us or not.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from shared import clock, cosmos
from shared.cosmos import Conflict
from shared.lookup import lookup_id
from shared.problems import too_many_attempts, unavailable


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


def pause(times: list[datetime], limit: Limit, now: datetime) -> float:
    """Seconds until one more fits after what happened at `times`, the oldest first."""
    recent = [at for at in times if at > now - limit.window]
    return 0.0 if len(recent) < limit.most else (recent[-limit.most] + limit.window - now).total_seconds()


async def _count(name: str, subject: str, limits: tuple[Limit, ...]) -> float:
    """Count one more where it fits; the seconds until it does where it does not."""
    now, item_id = clock.now(), f"limit:{name}:{lookup_id('limit', subject)}"
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
