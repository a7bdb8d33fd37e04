"""One line per event on standard output, as honcho and people expect."""

import io
import logging
import sys
import time

from azure_functions_runtime.utils.executor import invocation_id_cv

# These tell of every request at INFO and would bury what the functions say.
_CHATTY = ("azure.core.pipeline.policies.http_logging_policy", "azure.cosmos", "azure.identity", "httpx")


class _Formatter(logging.Formatter):
    default_msec_format = "%s.%03dZ"
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    converter = staticmethod(time.gmtime)


def configure_logging() -> None:
    """Send all logs to standard output, each with the invocation it belongs to; time in UTC."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)  # what a function prints is seen while it runs
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s [%(invocation)s] %(name)s %(message)s"))
    handler.addFilter(_add_invocation)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    logging.captureWarnings(True)


def _add_invocation(record: logging.LogRecord) -> bool:
    record.invocation = (invocation_id_cv.get() or "-")[:8]
    return True
