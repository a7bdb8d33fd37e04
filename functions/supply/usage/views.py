"""The views of usage made from what the mirror holds: a year by months, a month by days, a day by its hours."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date

from functions.supply.usage.models import Comparison, Energy, Resolution, UsageRow, UsageView
from shared.clock import WARSAW
from shared.supply.usage import DAY, QUARTER, Value, midnight, place_of, quarters_between
from shared.supply.usage_year import (
    Difference,
    Year,
    compared,
    difference,
    month_of,
    months_compared,
    summed,
    year_before,
)


def year_view(year: int, this: Year | None, before: Year | None, until: date) -> UsageView:
    """The months of a year, each beside the same month of the year before where that is given.

    `until` is yesterday, or the last day the point was the customer's.
    """
    rows: list[UsageRow] = []
    for month in _months_between(this, until):
        reported = month_of(this, month)
        first = date(year, month, 1)
        rows.append(
            UsageRow(
                **reported.energy._asdict(),
                on=first,
                at=None,
                first_on=reported.first_on,
                last_on=reported.last_on,
                finer=this is not None and any(day.month == month for day in this.days),
                points=reported.points,
                before=Energy(**month_of(before, month).energy._asdict()) if before else None,
                comparison=_comparison(months_compared(this, before, month)),
            )
        )
    return _view("month", date(year, 1, 1), date(year, 12, 31), rows, this, before)


def month_view(first: date, this: Year | None, before: Year | None, until: date) -> UsageView:
    """The days of the month that begins with `first`, each beside the same date of the year before."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    reported = this.days.items() if this else ()
    # What is only awaited after `until` will not come.
    known = sorted(day for day, value in reported if first <= day <= last and (value.known or day <= until))
    rows: list[UsageRow] = []
    if this and known:
        end = max(known[-1], min(last, until))
        for day in (known[0] + n * DAY for n in range((end - known[0]).days + 1)):
            value = this.days.get(day, Value("N", {}, None))
            past = year_before(before, day)
            rows.append(
                UsageRow(
                    **dict(combined([value], 1)),
                    on=day,
                    at=None,
                    first_on=None,
                    last_on=None,
                    finer=day.month in this.quarters,
                    points=value.points if value.known else 0,
                    before=combined([past], 1) if past else None,
                    comparison=_comparison(compared([(value, past)] if past else [], None)),
                )
            )
    return _view("day", first, last, rows, this, before)


def day_view(day: date, month: dict[int, Value], resolution: Resolution) -> UsageView:
    """The hours or quarter-hours of a day: 24 or 96, one hour less or more on the days the clock changes."""
    size = 4 if resolution == "hour" else 1
    begin, count = place_of(day, "quarter_hour"), quarters_between(day, day + DAY)
    rows: list[UsageRow] = []
    if any(place in month for place in range(begin, begin + count)):
        for place in range(0, count, size):
            values = [month.get(begin + place + n, Value("N", {}, None)) for n in range(size)]
            at = (midnight(day) + place * QUARTER).astimezone(WARSAW)
            rows.append(
                UsageRow(
                    **dict(combined(values, size)),
                    on=day,
                    at=at,
                    first_on=None,
                    last_on=None,
                    finer=resolution == "hour",
                    points=int(any(value.known for value in values)),
                    before=None,
                    comparison=None,
                )
            )
    view = _view(resolution, day, day, rows, None)
    return view.model_copy(update={"known_to": day if view.total.imported is not None else None})


def combined(values: Iterable[Value], expected: int) -> Energy:
    """The sum of what is known; complete where that is as many values as expected."""
    return Energy(**summed(values, expected)._asdict())


def _months_between(year: Year | None, until: date) -> range:
    """The months from the first with data to the last there can be any."""
    if year is None:
        return range(0)
    latest = until.month if year.year == until.year else 12 if year.year < until.year else 0
    found = {month for month, value in year.months.items() if value.known or month <= latest}
    found |= {day.month for day, value in year.days.items() if value.known or day <= until}
    if not found:
        return range(0)
    return range(min(found), max(*found, latest) + 1)


def _comparison(found: Difference | None) -> Comparison | None:
    return Comparison(**found._asdict()) if found else None


def _view(
    resolution: Resolution, first: date, last: date, rows: list[UsageRow], year: Year | None, before: Year | None = None
) -> UsageView:
    values = [Value(row.quality, row.zones, row.exported) for row in rows]
    total = combined(values, len(rows))
    return UsageView(
        resolution=resolution,
        first_on=first,
        last_on=last,
        zones=list(total.zones),
        rows=rows,
        total=total.model_copy(update={"complete": bool(rows) and all(row.complete for row in rows)}),
        comparison=_compared_in_all(resolution, rows),
        known_to=max((day for one in (before, year) for day in _known_days(one) if day <= last), default=None),
        points=year.points if year else 0,
        point=None,
    )


def _compared_in_all(resolution: Resolution, rows: list[UsageRow]) -> Comparison | None:
    """The sum of what could be compared, and of how many days it is where that is not all that is known."""
    both = [(row, row.comparison) for row in rows if row.comparison]
    if not both:
        return None
    days, known = None, [row for row in rows if row.imported is not None]
    if len(both) < len(known) or any(one.days is not None for _, one in both):
        whole = {row.on: monthrange(row.on.year, row.on.month)[1] if resolution == "month" else 1 for row, _ in both}
        days = sum(whole[row.on] if one.days is None else one.days for row, one in both)
    now, then = sum(one.imported for _, one in both), sum(one.before for _, one in both)
    return _comparison(difference(now, then, days))


def _known_days(year: Year | None) -> Iterator[date]:
    """The days with a value, and the last ones of the months that have one."""
    if year is None:
        return
    yield from (day for day, value in year.days.items() if value.known)
    for month, value in year.months.items():
        if value.known:
            yield month_of(year, month).last_on or date(year.year, month, monthrange(year.year, month)[1])
