"""The one clock. Nothing else in the application asks the system for the time."""

import os
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

WARSAW = ZoneInfo("Europe/Warsaw")

_OFFSET_FILE = "MOJBOK_CLOCK_OFFSET_FILE"
_fixed: datetime | None = None


def now() -> datetime:
    """The instant, in UTC.

    A test fixes it with `set_now`. Locally a file named by MOJBOK_CLOCK_OFFSET_FILE may hold a number of
    seconds to add, so that several processes can travel in time together; without it this is the system's time.
    """
    if _fixed is not None:
        return _fixed
    return datetime.fromtimestamp(time.time() + _offset(), UTC)


def today() -> date:
    """The legal date in Poland."""
    return now().astimezone(WARSAW).date()


def iso(moment: datetime) -> str:
    """The instant as it is stored: ISO 8601 in UTC, ending in Z."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """The stored instant; raises ValueError."""
    return datetime.fromisoformat(text)


def set_now(moment: datetime | None) -> None:
    """Fix the clock at an aware `moment`, or set it free with None."""
    global _fixed
    if moment is not None and moment.tzinfo is None:
        raise ValueError("the clock takes aware moments only")
    _fixed = moment.astimezone(UTC) if moment else None


def _offset() -> float:
    file = os.environ.get(_OFFSET_FILE)
    if not file:
        return 0.0
    try:
        with open(file) as text:  # noqa: PTH123  asked several times a request; pathlib takes three times as long
            return float(text.read())
    except (FileNotFoundError, ValueError):
        return 0.0
