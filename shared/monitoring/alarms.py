"""What somebody has to look at: one form of line in the log, which the operator's alerts wait for."""

from typing import Literal

from shared.monitoring.logs import log

type Alarm = Literal[
    "answer without paper",
    "client address",
    "data late",
    "data too old",
    "failed sign-ins",
    "file without content",
    "infected file",
    "job failed",
    "mail not sent",
    "notice broken",
    "order unanswered",
    "payment",
    "payment not accepted",
    "terms broken",
    "too much in quarantine",
]


def log_alarm(alarm: Alarm, **facts: object) -> None:
    """Write the line `alarm`. Facts are ids, codes and numbers; nothing that is personal."""
    log.error("alarm", extra={"alarm": alarm, **facts})
