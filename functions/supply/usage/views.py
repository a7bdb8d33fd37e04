"""The views of usage made from what the mirror holds: a year by months, a month by days, a day by its hours."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from functions.supply.usage.models import Comparison, Energy, Resolution, UsageRow, UsageView
from functions.supply.usage_store import Year
from shared.clock import WARSAW
from shared.usage import DAY, QUARTER, Value, midnight, place_of, quarters_between, worst


def year_view(year: int, this: Year | None, before: Year | None, yesterday: date) -> UsageView:
    """The months of a year, each beside the same month of the year before where that is given."""
    rows: list[UsageRow] = []
    months = _months_between(this, yesterday)
    for month in months:
        energy, last_on, of = _month(this, month)
        first = date(year, month, 1)
        rows.append(
            UsageRow(
                **dict(energy),
                on=first,
                at=None,
                last_on=last_on,
                finer=this is not None and any(day.month == month for day in this.days),
                points=of,
                before=_month(before, month)[0] if before else None,
                comparison=_months_compared(this, before, month),
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
            past = _year_before(before, day)
            rows.append(
                UsageRow(
                    **dict(combined([value], 1)),
                    on=day,
                    at=None,
                    last_on=None,
                    finer=day.month in this.quarters,
                    points=value.points if value.known else 0,
                    before=combined([past], 1) if past else None,
                    comparison=_compared([(value, past)] if past else [], None),
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
    taken = list(values)
    known = [value for value in taken if value.known]
    zones: dict[str, int] = defaultdict(int)
    for value in known:
        for zone, energy in value.zones.items():
            zones[zone] += energy
    given = [value.exported for value in known if value.exported is not None]
    return Energy(
        imported=sum(zones.values()) if zones else None,
        zones=dict(zones),
        exported=sum(given) if given else None,
        quality=worst(value.quality for value in known or taken),
        complete=len(known) == expected and not any(value.partial for value in known),
    )


def _months_between(year: Year | None, yesterday: date) -> range:
    """The months from the first with data to the last there can be any."""
    if year is None:
        return range(0)
    found = {*year.months, *(day.month for day in year.days)}
    if not found:
        return range(0)
    latest = yesterday.month if year.year == yesterday.year else 12 if year.year < yesterday.year else 0
    return range(min(found), max(*found, latest) + 1)


def _month(year: Year | None, month: int) -> tuple[Energy, date | None, int]:
    """The month as billing told it, else the sum of its known days and the last of them; and of how many points."""
    value = year.months.get(month) if year else None
    if value is not None and value.known:
        return combined([value], 1), None, value.points
    days = {day: one for day, one in (year.days if year else {}).items() if day.month == month}
    energy = combined(days.values(), monthrange(year.year, month)[1] if year else 1)
    last = max((day for day, one in days.items() if one.known), default=None)
    of = max((one.points for one in days.values() if one.known), default=0)
    return energy, None if energy.complete else last, of


def _months_compared(this: Year | None, before: Year | None, month: int) -> Comparison | None:
    """Whole months where both are whole; else the days known in both."""
    if this is None or before is None:
        return None
    now, then = _month(this, month)[0], _month(before, month)[0]
    if now.complete and then.complete:
        if now.imported is None or then.imported is None:
            return None
        return _difference(now.imported, then.imported, None)
    pairs = [(value, _year_before(before, day)) for day, value in this.days.items() if day.month == month]
    both = [(value, past) for value, past in pairs if past is not None]
    return _compared(both, len([1 for value, past in both if _comparable(value, past)]))


def _year_before(before: Year | None, day: date) -> Value | None:
    if before is None or (day.month, day.day) == (2, 29):
        return None
    return before.days.get(day.replace(year=day.year - 1))


def _comparable(value: Value, past: Value) -> bool:
    return value.imported is not None and past.imported is not None


def _compared(pairs: list[tuple[Value, Value]], days: int | None) -> Comparison | None:
    both = [
        (value.imported, past.imported)
        for value, past in pairs
        if value.imported is not None and past.imported is not None
    ]
    return _difference(sum(now for now, _ in both), sum(then for _, then in both), days) if both else None


def _difference(now: int, then: int, days: int | None) -> Comparison:
    percent = round((now - then) * 100 / then, 1) if then else None
    return Comparison(imported=now, before=then, difference=now - then, percent=percent, days=days)


def _view(resolution: Resolution, first: date, last: date, rows: list[UsageRow], year: Year | None) -> UsageView:
    values = [Value(row.quality, row.zones, row.exported) for row in rows]
    total = combined(values, len(rows))
    compared = [(row, row.comparison) for row in rows if row.comparison]
    comparison = None
    if compared:
        partly = any(one.days is not None for _, one in compared)
        days = sum(one.days or monthrange(row.on.year, row.on.month)[1] for row, one in compared) if partly else None
        comparison = _difference(sum(one.imported for _, one in compared), sum(one.before for _, one in compared), days)
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
