"""Usage documents of a point: months and days by calendar year, quarter-hours by month."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate

from local.billing_system.books.invoices import InvoiceMaker
from local.billing_system.energy.arrivals import SETTLED_AFTER, Told, told_of
from local.billing_system.energy.consumption import Meter, times_of
from local.billing_system.plans import ContractPlan, days_in, month_of, month_start, periods
from shared.billing_contract import EarlierValue, Usage

ONE_DAY = timedelta(days=1)
LONGEST_BILLED = timedelta(days=130)
"""An invoice reaches back at most so far from the day of its issue."""

LETTERS = {"actual": "R", "own": "O", "estimated": "E"}


def usage_documents(
    seed: int, place: int, maker: InvoiceMaker, day: date, made_on: date, since: date
) -> Iterator[tuple[int, Usage]]:
    """Yield the usage documents known on the day that may differ from those known on the day `since`.

    Each comes with its serial among the customer's. Hand-read points have months only, split from what was billed;
    remote ones are known up to yesterday, but for what is late or missing.
    """
    contract = maker.contract
    since -= SETTLED_AFTER
    for index, meter in enumerate(maker.meters):
        months = _months_billed(maker, index, day) if not meter.point.remote else _months_measured(meter, contract, day)
        yield from _by_year(maker, meter, months, (since - LONGEST_BILLED).year)
        if meter.point.finest in {"day", "quarter_hour"}:
            yield from _days(seed, place, maker, meter, day, made_on, since)
        if meter.point.finest == "quarter_hour":
            first_month = max(month_of(made_on) - meter.point.quarter_hour_months, month_of(since))
            yield from _quarters(seed, place, maker, meter, day, made_on, first_month)


def _bounds(contract: ContractPlan, day: date) -> tuple[date, date]:
    """Return the contract's first day in the history, and the first day not known yet."""
    until = day if contract.ends_on is None else min(day, contract.ends_on + ONE_DAY)
    return max(contract.starts_on, month_start(0)), until


Month = tuple[date, dict[str, int], int, str]
"""A month or the contract's part of it: its first day, kWh by zone, kWh exported, quality."""


def _months_measured(meter: Meter, contract: ContractPlan, day: date) -> list[Month]:
    first, until = _bounds(contract, day)
    found: list[Month] = []
    for month in range(month_of(first), month_of(until) + 1):
        begin, end = max(month_start(month), first), month_start(month + 1)
        last = end if contract.ends_on is None else min(end, contract.ends_on + ONE_DAY)
        if begin < last <= until:
            found.append((begin, meter.between(begin, last - ONE_DAY), meter.exported(month), "R"))
    return found


def _months_billed(maker: InvoiceMaker, index: int, day: date) -> list[Month]:
    found: list[Month] = []
    for period in periods(maker.contract, day):
        letter = LETTERS[maker.quality(period)]
        billed = maker.billed_months(index, period)
        starts = [max(month_start(period.first + i), period.from_on) for i in range(len(billed))]
        found.extend((start, kwh, 0, letter) for start, kwh in zip(starts, billed, strict=True))
    return found


def _by_year(maker: InvoiceMaker, meter: Meter, months: list[Month], first_year: int) -> Iterator[tuple[int, Usage]]:
    years: dict[int, list[Month]] = {}
    for month in months:
        if month[0].year >= first_year:
            years.setdefault(month[0].year, []).append(month)
    for year, its in years.items():
        zones = meter.zones_between(
            its[0][0], its[-1][0] + timedelta(days=days_in(month_of(its[-1][0])) - its[-1][0].day)
        )
        yield (
            _serial(meter, 0, (year - 2024) * 12),
            Usage(
                point_id=maker.point_id(meter.point),
                resolution="month",
                start=its[0][0].replace(day=1),
                through=_through(its[-1][0].replace(day=days_in(month_of(its[-1][0]))), date(year, 12, 31)),
                quality="".join(quality for _, _, _, quality in its),
                imported={zone: [kwh.get(zone, 0) * 1_000 for _, kwh, _, _ in its] for zone in zones},
                exported=[given * 1_000 for _, _, given, _ in its] if meter.point.prosumer_kwp else None,
            ),
        )


def _days(
    seed: int, place: int, maker: InvoiceMaker, meter: Meter, day: date, made_on: date, since: date
) -> Iterator[tuple[int, Usage]]:
    first, until = _bounds(maker.contract, day)
    for year in range(max(first, date(since.year, 1, 1)).year, (until - ONE_DAY).year + 1):
        start, end = max(first, date(year, 1, 1)), min(until, date(year + 1, 1, 1))
        if start >= end:
            continue
        zones = meter.zones_between(start, end - ONE_DAY)
        told = [told_of(seed, place, meter.point, at, day, made_on) for at in _each(start, end)]
        taken: dict[str, list[int]] = {zone: [] for zone in zones}
        given: list[int] = []
        for month in range(month_of(start), month_of(end - ONE_DAY) + 1):
            low = max(0, (start - month_start(month)).days)
            high = (end - month_start(month)).days
            by_day = meter.days(month)
            for zone in zones:
                taken[zone] += by_day[zone][low:high]
            given += meter.exported_days(month)[low:high]
        yield (
            _serial(meter, 1, (year - 2024) * 12),
            Usage(
                point_id=maker.point_id(meter.point),
                resolution="day",
                start=start,
                through=_through(end - ONE_DAY, date(year, 12, 31)),
                quality="".join(one.letter for one in told),
                imported={zone: _as_told(told, values) for zone, values in taken.items()},
                exported=_as_told(told, given) if meter.point.prosumer_kwp else None,
                earlier=_earlier(told, taken, given if meter.point.prosumer_kwp else None),
            ),
        )


def _quarters(
    seed: int, place: int, maker: InvoiceMaker, meter: Meter, day: date, made_on: date, first_month: int
) -> Iterator[tuple[int, Usage]]:
    first, until = _bounds(maker.contract, day)
    for month in range(max(month_of(first), first_month), month_of(until - ONE_DAY) + 1):
        start, end = max(first, month_start(month)), min(until, month_start(month + 1))
        if start >= end:
            continue
        taken, given = meter.quarters(month, (end - month_start(month)).days)
        before = sum(len(times_of(at)) for at in _each(month_start(month), start))
        told = [(told_of(seed, place, meter.point, at, day, made_on), len(times_of(at))) for at in _each(start, end)]
        yield (
            _serial(meter, 2, month),
            Usage(
                point_id=maker.point_id(meter.point),
                resolution="quarter_hour",
                start=start,
                through=_through(end - ONE_DAY, month_start(month + 1) - ONE_DAY),
                quality="".join(one.letter * count for one, count in told),
                imported={
                    zone: _by_quarters(told, taken[zone][before:]) for zone in meter.zones_between(start, end - ONE_DAY)
                },
                exported=_by_quarters(told, given[before:]) if meter.point.prosumer_kwp else None,
            ),
        )


def _through(last: date, whole: date) -> date | None:
    """The last day told, where it is not the last of the month or year."""
    return last if last < whole else None


def _each(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=n) for n in range((end - start).days))


def _as_told(told: list[Told], values: list[int]) -> list[int | None]:
    return [one.shown(value) for one, value in zip(told, values, strict=True)]


def _by_quarters(told: list[tuple[Told, int]], values: list[int]) -> list[int | None]:
    """What is told of the quarter-hours of each day, such that they sum to what is told of the day."""
    shown: list[int | None] = []
    for one, count in told:
        day, values = values[:count], values[count:]
        upto = [one.shown(total) for total in accumulate(day)]
        shown += [
            None if total is None else total - (before or 0) for before, total in zip([0, *upto], upto, strict=False)
        ]
    return shown


def _earlier(told: list[Told], taken: dict[str, list[int]], given: list[int] | None) -> list[EarlierValue]:
    return [
        EarlierValue(
            index=n,
            changed_on=changed_on,
            quality=before.letter,
            imported={zone: before.shown(values[n]) for zone, values in taken.items()},
            exported=before.shown(given[n]) if given is not None else None,
        )
        for n, one in enumerate(told)
        for changed_on, before in one.before
    ]


def _serial(meter: Meter, resolution: int, month: int) -> int:
    return meter.point.serial * 100_000 + resolution * 10_000 + month
