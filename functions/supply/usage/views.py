"""The views of usage made from what the mirror holds: a year by months, a month by days, a day by its hours."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from functions.supply.usage.models import Comparison, Energy, Resolution, UsageRow, UsageView
from shared.clock import WARSAW
from shared.usage import DAY, QUARTER, Value, midnight, place_of, quarters_between
from shared.usage_year import Difference, Year, compared, difference, month_of, months_compared, summed, year_before


def year_view(year: int, this: Year | None, before: Year | None, yesterday: date) -> UsageView:
    """The months of a year, each beside the same month of the year before where that is given."""
    rows: list[UsageRow] = []
    months = _months_between(this, yesterday)
    for month in months:
        energy, last_on, of = month_of(this, month)
        first = date(year, month, 1)
        rows.append(
            UsageRow(
                **energy._asdict(),
                on=first,
                at=None,
                last_on=last_on,
                finer=this is not None and any(day.month == month for day in this.days),
                points=of,
                before=Energy(**month_of(before, month)[0]._asdict()) if before else None,
                comparison=_comparison(months_compared(this, before, month)),
            )
        )
    return _view("month", date(year, 1, 1), date(year, 12, 31), rows, this)


def month_view(first: date, this: Year | None, before: Year | None, yesterday: date) -> UsageView:
    """The days of the month that begins with `first`, each beside the same date of the year before."""
    last = first.replace(day=monthrange(first.year, first.month)[1])
    known = sorted(day for day in (this.days if this else {}) if first <= day <= last)
    rows: list[UsageRow] = []
    if this and known:
        end = max(known[-1], min(last, yesterday))
        for day in (known[0] + n * DAY for n in range((end - known[0]).days + 1)):
            value = this.days.get(day, Value("N", {}, None))
            past = year_before(before, day)
            rows.append(
                UsageRow(
                    **dict(combined([value], 1)),
                    on=day,
                    at=None,
                    last_on=None,
                    finer=day.month in this.quarters,
                    points=value.points if value.known else 0,
                    before=combined([past], 1) if past else None,
                    comparison=_comparison(compared([(value, past)] if past else [], None)),
                )
            )
    return _view("day", first, last, rows, this)


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


def _months_between(year: Year | None, yesterday: date) -> range:
    """The months from the first with data to the last there can be any."""
    if year is None:
        return range(0)
    found = {*year.months, *(day.month for day in year.days)}
    if not found:
        return range(0)
    latest = yesterday.month if year.year == yesterday.year else 12 if year.year < yesterday.year else 0
    return range(min(found), max(*found, latest) + 1)


def _comparison(found: Difference | None) -> Comparison | None:
    return Comparison(**found._asdict()) if found else None


def _view(resolution: Resolution, first: date, last: date, rows: list[UsageRow], year: Year | None) -> UsageView:
    values = [Value(row.quality, row.zones, row.exported) for row in rows]
    total = combined(values, len(rows))
    both = [(row, row.comparison) for row in rows if row.comparison]
    comparison = None
    if both:
        partly = any(one.days is not None for _, one in both)
        days = sum(one.days or monthrange(row.on.year, row.on.month)[1] for row, one in both) if partly else None
        now, then = sum(one.imported for _, one in both), sum(one.before for _, one in both)
        comparison = _comparison(difference(now, then, days))
    known_days = [day for day, value in (year.days if year else {}).items() if value.known]
    known_days += [
        date(year.year, month, monthrange(year.year, month)[1])
        for month, value in (year.months if year else {}).items()
        if value.known and year
    ]
    return UsageView(
        resolution=resolution,
        first_on=first,
        last_on=last,
        zones=list(total.zones),
        rows=rows,
        total=total.model_copy(update={"complete": bool(rows) and all(row.complete for row in rows)}),
        comparison=comparison,
        known_to=max(known_days, default=None),
        points=year.points if year else 0,
        point=None,
    )
