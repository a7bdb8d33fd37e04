"""Runs one function through the worker's own invocation code."""

import asyncio
import logging
import time
import uuid
from dataclasses import dataclass
from datetime import timedelta

from azure_functions_runtime.bindings.datumdef import Datum
from azure_functions_runtime.native_invocation import invocation_request_native

from local.functions_host.loading import LoadedFunction

logger = logging.getLogger("functions_host.invocation")


@dataclass(frozen=True)
class Outcome:
    """How a run ended: the value bound to `$return`, or the text of what went wrong."""

    succeeded: bool
    returned: Datum | None = None
    error: str | None = None


async def invoke(
    function: LoadedFunction,
    trigger_value: Datum,
    *,
    reason: str,
    time_limit: timedelta,
    retry_count: int = 0,
    traceparent: str = "",
) -> Outcome:
    """Run the function once. Async functions run on this loop, the others in the worker's thread pool.

    A run longer than `time_limit` (host.json's functionTimeout) is cancelled and counts as failed; a thread
    cannot be stopped and is only waited for no longer.
    """
    invocation_id = str(uuid.uuid4())
    started = time.perf_counter()
    logger.debug("executing function=%s reason=%r invocation=%s", function.name, reason, invocation_id)
    retry_limit = function.retry.max_retry_count if function.retry else 0
    try:
        async with asyncio.timeout(time_limit.total_seconds()):
            succeeded, returned, _, error, _ = await invocation_request_native(
                invocation_id,
                function.id,
                [(function.trigger["name"], trigger_value)],
                {},
                trace_parent=traceparent,
                retry_count=retry_count,
                max_retry_count=retry_limit,
            )
    except TimeoutError:
        succeeded, returned, error = False, None, f"functionTimeout of {time_limit} exceeded"
    milliseconds = (time.perf_counter() - started) * 1000
    level = logging.INFO if succeeded and reason else logging.DEBUG if succeeded else logging.ERROR
    logger.log(
        level,
        "executed function=%s result=%s duration=%.0fms invocation=%s",
        function.name,
        "succeeded" if succeeded else f"failed ({error})",
        milliseconds,
        invocation_id,
    )
    return Outcome(succeeded, returned, error)
