"""NCRONTAB: the timer trigger's schedule of six fields, seconds first, always in UTC."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from cronsim import CronSim, CronSimError

_FIELDS = 6


class ScheduleError(Exception):
    """The text is no NCRONTAB expression this host can follow."""


class Schedule:
    """When a timer is due."""

    def __init__(self, expression: str) -> None:
        fields = expression.split()
        if len(fields) != _FIELDS:
            raise ScheduleError(f"'{expression}' is no NCRONTAB expression: it takes six fields, seconds first")
        if set("LW#") & {*fields[3].upper()} or set("L#") & {*fields[5].upper()}:
            raise ScheduleError(f"'{expression}': L, W and # are no part of NCRONTAB")
        self.expression = expression
        self._weekdays = fields[5]
        # Cron fires where day of month OR day of week fits, NCRONTAB where both do: the weekday is checked apart.
        self._any_weekday = " ".join([*fields[:5], "*"])
        try:
            CronSim(expression, datetime(2024, 1, 1))  # noqa: DTZ001
        except CronSimError as error:
            raise ScheduleError(f"'{expression}': {error}") from None

    def after(self, moment: datetime) -> datetime:
        """The first due time later than an aware `moment` in UTC. Raises ScheduleError where there is none."""
        return next(self._occurrences(moment))

    def interval(self, moment: datetime) -> timedelta:
        """The time between the two due times that follow `moment`."""
        occurrences = self._occurrences(moment)
        first = next(occurrences)
        return next(occurrences) - first

    def _occurrences(self, moment: datetime) -> Iterator[datetime]:
        weekdays = _weekdays(self._weekdays)
        for occurrence in CronSim(self._any_weekday, moment):
            if (occurrence.weekday() + 1) % 7 in weekdays:
                yield occurrence
        raise ScheduleError(f"'{self.expression}' is never due")


def _weekdays(field: str) -> set[int]:
    parsed = CronSim(f"0 0 0 * * {field}", datetime(2024, 1, 1)).weekdays  # noqa: DTZ001
    return {day % 7 for day in parsed if isinstance(day, int)}
