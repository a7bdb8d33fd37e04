"""Runs one function through the worker's own invocation code, in the worker process."""

import logging
import time

from azure_functions_runtime.bindings.datumdef import Datum
from azure_functions_runtime.native_invocation import invocation_request_native

from local.functions_host.loading import LoadedFunction
from local.functions_host.workers.wire import Call

logger = logging.getLogger("functions_host.invocation")


async def invoke(function: LoadedFunction, call: Call, value: Datum) -> tuple[bool, Datum | None, str | None]:
    """Run the function once; returns whether it succeeded, what it returned, and what went wrong.

    Async functions run on this loop, the others in the worker's thread pool.
    """
    started = time.perf_counter()
    retry_limit = function.retry.max_retry_count if function.retry else 0
    succeeded, returned, _, error, _ = await invocation_request_native(
        call.id,
        function.id,
        [(function.trigger["name"], value)],
        {},
        trace_parent=call.traceparent,
        retry_count=call.retry_count,
        max_retry_count=retry_limit,
    )
    milliseconds = (time.perf_counter() - started) * 1000
    level = logging.INFO if succeeded and call.reason else logging.DEBUG if succeeded else logging.ERROR
    logger.log(
        level,
        "executed function=%s result=%s duration=%.0fms invocation=%s",
        function.name,
        "succeeded" if succeeded else f"failed ({error})",
        milliseconds,
        call.id,
    )
    return succeeded, returned, error
