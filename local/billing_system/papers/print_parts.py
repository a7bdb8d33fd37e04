"""The tables, the summary and the chart of a printed document."""

from datetime import timedelta
from typing import Any

from local.billing_system.books.account import Account
from local.billing_system.energy.consumption import Meter
from local.billing_system.papers.print_words import SHORT_MONTHS, day, grouped, money, price, quantity, zloty
from local.billing_system.plans import ContractPlan, month_of, month_start
from shared.billing_contract import Document, Line

CHART_POINTS = 12
"""A chart is drawn for contracts of at most so many points."""

ENERGY_NAMES = ("Energia elektryczna czynna", "Akcyza")
DISTRIBUTION_NAMES = (
    "Opłata sieciowa", "Opłata jakościowa", "Opłata kogeneracyjna", "Opłata mocowa", "Opłata abonamentowa",
)  # fmt: skip
QUALITIES = {"actual": "rzeczywisty", "estimated": "szacunkowy", "own": "podany przez klienta"}


def readings_table(account: Account, document: Document) -> list[list[str]]:
    """Return the rows of the readings: meter, zone, from, to, kWh, kind of reading."""
    several = len({reading.point_id for reading in document.readings}) > 1
    return [
        [
            reading.meter_number,
            _point_name(account, reading.point_id) if several else reading.zone,
            reading.zone if several else "",
            day(reading.from_on),
            grouped(reading.from_kwh),
            day(reading.to_on),
            grouped(reading.to_kwh),
            grouped((reading.energy or 0) // 1_000),
            QUALITIES.get(reading.quality, reading.quality),
        ]
        for reading in document.readings
    ]


def lines_table(document: Document) -> list[dict[str, Any]]:
    """Return the positions in groups, each with a title, rows and sums."""
    groups: list[dict[str, Any]] = []
    for title, lines in _grouped_lines(document):
        rows = [
            [
                _shown_name(line),
                quantity(line.quantity),
                line.unit or "",
                price(line.unit_price),
                zloty(line.net),
                f"{line.vat_rate}%" if line.vat_rate.isdigit() else line.vat_rate,
                zloty(line.vat),
                zloty(line.gross),
            ]
            for line in lines
        ]
        groups.append(
            {
                "title": title,
                "rows": rows,
                "net": zloty(sum(line.net for line in lines)),
                "vat": zloty(sum(line.vat for line in lines)),
                "gross": zloty(sum(line.gross for line in lines)),
            }
        )
    return groups


def vat_table(document: Document) -> list[list[str]]:
    """Return the sums by VAT rate."""
    rates: dict[str, list[Line]] = {}
    for line in document.lines:
        rates.setdefault(line.vat_rate, []).append(line)
    return [
        [
            f"{rate}%" if rate.isdigit() else f"{rate} (poza VAT)" if rate == "np" else rate,
            zloty(sum(line.net for line in lines)),
            zloty(sum(line.vat for line in lines)),
            zloty(sum(line.gross for line in lines)),
        ]
        for rate, lines in sorted(rates.items(), reverse=True)
    ]


def summary(document: Document) -> list[list[Any]]:
    """Return what the money is for, in plain words: name, amount, share of the positive sum; gross."""
    if document.kind != "invoice":
        return []
    parts = {"Energia": 0, "Dostarczenie energii (dystrybucja)": 0, "Obsługa handlowa": 0, "Energia oddana do sieci": 0}
    for line in document.lines:
        if line.name.startswith(ENERGY_NAMES):
            parts["Energia"] += line.gross
        elif line.name.startswith(DISTRIBUTION_NAMES):
            parts["Dostarczenie energii (dystrybucja)"] += line.gross
        elif line.gross < 0:
            parts["Energia oddana do sieci"] += line.gross
        else:
            parts["Obsługa handlowa"] += line.gross
    whole = sum(amount for amount in parts.values() if amount > 0) or 1
    return [[name, money(amount), max(0, amount) / whole] for name, amount in parts.items() if amount]


def chart(account: Account, contract: ContractPlan, document: Document) -> dict[str, Any] | None:
    """Return this period's and the six months' consumption beside the year before, where there is one."""
    if len(contract.points) > CHART_POINTS or document.period_to is None:
        return None
    meters = [Meter(account.seed, account.plan.place, point) for point in contract.points]
    last = month_of(document.period_to)
    first = max(0, month_of(contract.starts_on))
    months = [month for month in range(last - 5, last + 1) if month >= first]
    bars: list[list[Any]] = []
    for month in months:
        now = sum(_used(meter, contract, month) for meter in meters)
        earlier = month - 12 >= first
        ago = sum(_used(meter, contract, month - 12) for meter in meters) if earlier else None
        start = month_start(month)
        bars.append([f"{SHORT_MONTHS[start.month - 1]} {start.year % 100}", now, ago])
    if len(bars) < 2:
        return None
    return {"bars": bars, "most": max(max(now, ago or 0) for _, now, ago in bars)}


def _used(meter: Meter, contract: ContractPlan, month: int) -> int:
    """The kWh of the month within the contract's own days."""
    first, last = month_start(month), month_start(month + 1) - timedelta(days=1)
    last = last if contract.ends_on is None else min(last, contract.ends_on)
    return sum(meter.between(max(first, contract.starts_on), last).values())


def _grouped_lines(document: Document) -> list[tuple[str, list[Line]]]:
    if document.kind == "interest_note":
        return [("Odsetki za opóźnienie", list(document.lines))]
    if document.kind == "correction":
        before = [line for line in document.lines if line.name.endswith("przed korektą")]
        after = [line for line in document.lines if line.name.endswith("po korekcie")]
        return [("Przed korektą", before), ("Po korekcie", after)]
    distribution = [line for line in document.lines if line.name.startswith(DISTRIBUTION_NAMES)]
    trade = [line for line in document.lines if line not in distribution and line.gross >= 0]
    deposit = [line for line in document.lines if line not in distribution and line.gross < 0]
    titled = [("Sprzedaż energii", trade), ("Dystrybucja energii", distribution), ("Prosument", deposit)]
    return [(title, lines) for title, lines in titled if lines]


def _shown_name(line: Line) -> str:
    name = line.name.removesuffix(" – przed korektą").removesuffix(" – po korekcie")
    return f"{name}, strefa {line.zone}" if line.zone else name


def _point_name(account: Account, point_id: str) -> str:
    for contract in account.plan.contracts:
        for point in contract.points:
            if account.ids.make(account.plan.place, "point", point.serial) == point_id:
                return point.name or point.ppe
    return ""
