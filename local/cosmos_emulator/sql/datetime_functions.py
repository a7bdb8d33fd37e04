"""The date and time functions of the query language, on ISO 8601 texts in UTC."""

import datetime as dt
from typing import Any

from local.cosmos_emulator.sql.functions import typed
from local.cosmos_emulator.sql.values import UNDEFINED

CLOCK_FUNCTIONS = frozenset({"GETCURRENTDATETIME", "GETCURRENTTIMESTAMP", "GETCURRENTTICKS"})


def format_datetime(moment: dt.datetime, fraction: int | None = None) -> str:
    """ISO 8601 in UTC with seven decimals, as the service writes it; `fraction` are its 100 ns units."""
    units = moment.microsecond * 10 if fraction is None else fraction
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{units:07d}Z"


def _moment(text: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


UNITS = {
    **dict.fromkeys(("year", "yyyy", "yy"), "years"),
    **dict.fromkeys(("month", "mm", "m"), "months"),
    **dict.fromkeys(("day", "dd", "d"), "days"),
    **dict.fromkeys(("hour", "hh"), "hours"),
    **dict.fromkeys(("minute", "mi", "n"), "minutes"),
    **dict.fromkeys(("second", "ss", "s"), "seconds"),
    **dict.fromkeys(("millisecond", "ms"), "milliseconds"),
    **dict.fromkeys(("microsecond", "mcs"), "microseconds"),
}


@typed("DATETIMEADD", "sns")
def _datetime_add(unit: str, count: float, text: str) -> Any:
    moment, name = _moment(text), UNITS.get(unit.lower())
    if moment is None or name is None:
        return UNDEFINED
    try:
        if name in {"years", "months"}:
            months = moment.year * 12 + moment.month - 1 + int(count) * (12 if name == "years" else 1)
            first = moment.replace(year=months // 12, month=months % 12 + 1, day=1)
            following = (first + dt.timedelta(days=31)).replace(day=1)
            last_day = (following - dt.timedelta(days=1)).day
            return format_datetime(first.replace(day=min(moment.day, last_day)))
        return format_datetime(moment + dt.timedelta(**{name: int(count)}))
    except (ValueError, OverflowError):
        return UNDEFINED


@typed("DATETIMEPART", "ss")
def _datetime_part(unit: str, text: str) -> Any:
    moment, name = _moment(text), UNITS.get(unit.lower())
    if moment is None or name is None:
        return UNDEFINED
    if name == "milliseconds":
        return moment.microsecond // 1000
    return getattr(moment, name[:-1])


@typed("DATETIMEDIFF", "sss")
def _datetime_diff(unit: str, start: str, end: str) -> Any:
    first, last, name = _moment(start), _moment(end), UNITS.get(unit.lower())
    if first is None or last is None or name is None:
        return UNDEFINED
    if name == "years":
        return last.year - first.year
    if name == "months":
        return (last.year - first.year) * 12 + last.month - first.month
    length = dt.timedelta(**{name: 1})
    epoch = dt.datetime.fromtimestamp(0, dt.UTC)
    return (last - epoch) // length - (first - epoch) // length


@typed("DATETIMETOTIMESTAMP", "s")
def _datetime_to_timestamp(text: str) -> Any:
    moment = _moment(text)
    return UNDEFINED if moment is None else int(moment.timestamp() * 1000)


@typed("DATETIMETOTICKS", "s")
def _datetime_to_ticks(text: str) -> Any:
    moment = _moment(text)
    return UNDEFINED if moment is None else int(moment.timestamp() * 10_000_000)


@typed("TIMESTAMPTODATETIME", "n")
def _timestamp_to_datetime(milliseconds: float) -> Any:
    return format_datetime(dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(milliseconds=milliseconds))


@typed("TICKSTODATETIME", "n")
def _ticks_to_datetime(ticks: float) -> Any:
    seconds, fraction = divmod(int(ticks), 10_000_000)
    moment = dt.datetime.fromtimestamp(0, dt.UTC) + dt.timedelta(seconds=seconds)
    return format_datetime(moment, fraction)


def current_time(name: str, now: float) -> Any:
    """The value of one of `CLOCK_FUNCTIONS` at `now`, Unix seconds."""
    if name == "GETCURRENTTIMESTAMP":
        return int(now * 1000)
    if name == "GETCURRENTTICKS":
        return int(now * 10_000_000)
    return format_datetime(dt.datetime.fromtimestamp(now, dt.UTC))
