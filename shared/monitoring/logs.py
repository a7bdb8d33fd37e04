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
        return json.dumps(_masked(entry), ensure_ascii=False)


def _masked(value: Any) -> Any:
    """A value of the line with its texts and numbers masked: before it is JSON, whose escapes a mask would break."""
    match value:
        case None | bool() | float():
            return value
        case dict():
            return {name: _masked(one) for name, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_masked(one) for one in value]
        case int():
            return value if redacted(str(value)) == str(value) else redacted(str(value))
        case _:
            return redacted(str(value))


def redacted(text: str) -> str:
    """The text with whatever looks like a PESEL, a NIP or an e-mail address masked."""
    return _EMAIL.sub("[e-mail]", _DIGITS.sub("[number]", text))


class _Line(logging.Filter):
    """Makes the record's message its JSON line, so that a handler of the host's passes on nothing else."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = JsonFormatter().format(record), None
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def set_up_logs(level: str, *, through_host: bool = False) -> None:
    """Send the application's own log out as JSON lines; the noise of the SDKs stays out.

    `through_host` hands them to the root logger, where the Functions worker takes them with their real levels; lines
    on standard error would be taken by it too, with a level guessed from their words. Elsewhere they go there.
    """
    log.setLevel(level)
    log.propagate = through_host
    if not log.handlers and not log.filters:
        if through_host:
            log.addFilter(_Line())
        else:
            handler = logging.StreamHandler()
            handler.setFormatter(JsonFormatter())
            log.addHandler(handler)
    for noisy in ("azure", "httpx", "msal", "aiohttp"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
