"""Usage documents of a point: months and days by calendar year, quarter-hours by month."""

from collections.abc import Iterator
from datetime import date, timedelta

from local.billing_system.consumption import Meter
from local.billing_system.invoices import InvoiceMaker
from local.billing_system.numbers import noises
from local.billing_system.plans import ContractPlan, days_in, month_of, month_start, periods
from shared.billing_contract import Usage

QUARTER_HOUR_MONTHS = 3
"""So many whole months before the world's first day have quarter-hours."""

ONE_DAY = timedelta(days=1)
LONGEST_BILLED = timedelta(days=130)
"""An invoice reaches back at most so far from the day of its issue."""

MISSING_DAYS = 0.008
"""The share of days the operator never delivered."""


def usage_documents(
    seed: int, place: int, maker: InvoiceMaker, day: date, made_on: date, since: date
) -> Iterator[tuple[int, Usage]]:
    """Yield the usage documents known on the day that may differ from those known on the day `since`.

    Each comes with its serial among the customer's. Hand-read points have months only, split from what was billed;
    remote ones are known up to yesterday.
    """
    contract = maker.contract
    for index, meter in enumerate(maker.meters):
        months = _months_billed(maker, index, day) if not meter.point.remote else _months_measured(meter, contract, day)
        yield from _by_year(maker, meter, months, (since - LONGEST_BILLED).year)
        if meter.point.finest in {"day", "quarter_hour"}:
            yield from _days(seed, place, maker, meter, day, since)
        if meter.point.finest == "quarter_hour":
            yield from _quarters(
                maker, meter, day, max(month_of(made_on) - QUARTER_HOUR_MONTHS, month_of(since - ONE_DAY))
            )


def _bounds(contract: ContractPlan, day: date) -> tuple[int, date]:
    """Return the first month, and the first day not known yet."""
    until = day if contract.ends_on is None else min(day, contract.ends_on + timedelta(days=1))
    return max(0, month_of(contract.starts_on)), until


Month = tuple[int, dict[str, int], int, str]
"""A month: its number, kWh by zone, kWh exported, quality."""


def _months_measured(meter: Meter, contract: ContractPlan, day: date) -> list[Month]:
    first, until = _bounds(contract, day)
    return [(month, meter.month(month), meter.exported(month), "A") for month in range(first, month_of(until))]


def _months_billed(maker: InvoiceMaker, index: int, day: date) -> list[Month]:
    found: list[Month] = []
    for period in periods(maker.contract, day):
        quality = "E" if maker.estimated(period) else "A"
        billed = maker.billed_months(index, period)
        found.extend((period.first + i, kwh, 0, quality) for i, kwh in enumerate(billed))
    return found


def _by_year(maker: InvoiceMaker, meter: Meter, months: list[Month], first_year: int) -> Iterator[tuple[int, Usage]]:
    years: dict[int, list[Month]] = {}
    for month in months:
        if month_start(month[0]).year < first_year:
            continue
        years.setdefault(month_start(month[0]).year, []).append(month)
    for year, its in years.items():
        yield (
            _serial(meter, 0, (year - 2024) * 12),
            Usage(
                point_id=maker.point_id(meter.point),
                resolution="month",
                start=month_start(its[0][0]),
                quality="".join(quality for _, _, _, quality in its),
                imported={zone: [kwh[zone] * 1_000 for _, kwh, _, _ in its] for zone in meter.zones},
                exported=[given * 1_000 for _, _, given, _ in its] if meter.point.prosumer_kwp else None,
            ),
        )


def _days(
    seed: int, place: int, maker: InvoiceMaker, meter: Meter, day: date, since: date
) -> Iterator[tuple[int, Usage]]:
    first, until = _bounds(maker.contract, day)
    month = max(first, month_of(date((since - ONE_DAY).year, 1, 1)))
    while month_start(month) < until:
        year, start = month_start(month).year, month_start(month)
        quality: list[str] = []
        imported: dict[str, list[int | None]] = {zone: [] for zone in meter.zones}
        exported: list[int | None] = []
        while month_start(month) < until and month_start(month).year == year:
            known = min((until - month_start(month)).days, days_in(month))
            taken, given = meter.days(month), meter.exported_days(month)
            letters = [
                "M" if chance < MISSING_DAYS else "A"
                for chance in noises(known, seed, place, meter.point.serial, 30, month)
            ]
            quality.extend(letters)
            for zone, values in taken.items():
                imported[zone].extend(None if at == "M" else wh for at, wh in zip(letters, values, strict=False))
            exported.extend(None if at == "M" else wh for at, wh in zip(letters, given, strict=False))
            month += 1
        yield (
            _serial(meter, 1, (year - 2024) * 12),
            Usage(
                point_id=maker.point_id(meter.point),
                resolution="day",
                start=start,
                quality="".join(quality),
                imported=imported,
                exported=exported if meter.point.prosumer_kwp else None,
            ),
        )


def _quarters(maker: InvoiceMaker, meter: Meter, day: date, first_month: int) -> Iterator[tuple[int, Usage]]:
    first, until = _bounds(maker.contract, day)
    month = max(first, first_month)
    while month_start(month) < until:
        taken, given = meter.quarters(month, min((until - month_start(month)).days, days_in(month)))
        yield (
            _serial(meter, 2, month),
            Usage(
                point_id=maker.point_id(meter.point),
                resolution="quarter_hour",
                start=month_start(month),
                quality="A" * len(next(iter(taken.values()))),
                imported={zone: list(values) for zone, values in taken.items()},
                exported=list(given) if meter.point.prosumer_kwp else None,
            ),
        )
        month += 1


def _serial(meter: Meter, resolution: int, month: int) -> int:
    return meter.point.serial * 100_000 + resolution * 10_000 + month
