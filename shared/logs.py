"""Structured logs: one JSON object a line, with the request id, without personal data."""

import json
import logging
import re
from contextvars import ContextVar
from typing import Any

request_id: ContextVar[str] = ContextVar("request_id", default="-")

log = logging.getLogger("mojbok")

_DIGITS = re.compile(r"(?<![0-9A-Za-z])[0-9]{10,11}(?![0-9A-Za-z])")
_EMAIL = re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """A line of JSON; `extra` fields stand beside the message. Numbers like a PESEL or NIP, e-mails: masked."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "event": record.getMessage(),
            "level": record.levelname,
            "requestId": request_id.get(),
        }
        entry |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        if record.exc_info:
            entry["exception"] = self.formatException(record.exc_info)
        return redacted(json.dumps(entry, ensure_ascii=False, default=str))


def redacted(text: str) -> str:
    """The text with whatever looks like a PESEL, a NIP or an e-mail address masked."""
    return _EMAIL.sub("[e-mail]", _DIGITS.sub("[number]", text))


def set_up_logs(level: str) -> None:
    """Send the application's own log to standard error as JSON; the noise of the SDKs stays out."""
    if log.handlers:
        return
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    log.addHandler(handler)
    log.setLevel(level)
    log.propagate = False
    for noisy in ("azure", "httpx", "msal", "aiohttp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
