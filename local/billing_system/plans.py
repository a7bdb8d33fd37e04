"""Who a customer is and what was agreed with them: everything about them that does not change by the day."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from local.billing_system.books.ksef import Way
from local.billing_system.people.names import Operator
from local.billing_system.prices.tariffs import Tariff
from shared.billing_contract import Address, Customer

FIRST_DAY = date(2024, 9, 1)
"""The data begins here; older data stayed in the old system."""

Habit = Literal["on_time", "debit", "late", "partial", "forgetful", "overpays"]


Profile = Literal["home", "heated_home", "firm", "bakery", "lights"]


@dataclass(frozen=True)
class Turn:
    """A day from which on a point has another tariff, another meter, or another customer."""

    on: date
    tariff: Tariff | None = None
    meter_number: str | None = None


@dataclass(frozen=True)
class PointPlan:
    """A metering point; `finest` is the finest resolution its meter gives.

    `tariff` and `meter_number` are those before all `turns`. `twin` is the place and serial of the point whose energy
    it is, where this is the same point under another customer. Registers count energy divided by `multiplier`, and
    begin again after `digits` digits. Where quarter-hours are measured, there are those of `quarter_hour_months` whole
    months before the world's first day. A prosumer with a `discount_ratio` is settled by net metering, else by net
    billing.
    """

    serial: int
    ppe: str
    address: Address
    operator: Operator
    tariff: Tariff
    meter_number: str
    yearly_kwh: int
    power_kw: float
    finest: Literal["reading", "month", "day", "quarter_hour"]
    quarter_hour_months: int = 3
    name: str | None = None
    previous_ppe: str | None = None
    prosumer_kwp: float = 0.0
    prosumer_since: date | None = None
    discount_ratio: str | None = None
    profile: Profile = "home"
    turns: tuple[Turn, ...] = ()
    twin: tuple[int, int] | None = None
    multiplier: int = 1
    digits: int = 6
    register_from: int | None = None
    phases: int = 3
    meter_clock: Literal["local", "CET"] = "local"
    holidays: Literal["yes", "no", "unknown"] = "yes"
    gaps: bool = False

    def tariff_on(self, day: date) -> Tariff:
        """Return the tariff group on a day."""
        return next((t.tariff for t in reversed(self.turns) if t.tariff and t.on <= day), self.tariff)

    def meter_on(self, day: date) -> str:
        """Return the number of the meter on a day."""
        return next((t.meter_number for t in reversed(self.turns) if t.meter_number and t.on <= day), self.meter_number)

    @property
    def remote(self) -> bool:
        """Whether the meter is read remotely."""
        return self.finest != "reading"


@dataclass(frozen=True)
class ContractPlan:
    """A contract, billed every `cycle` months on `issue_day` of the month after; unsigned while `signed_on` is None."""

    serial: int
    number: str
    product: str
    tariff: Tariff
    account: str
    points: tuple[PointPlan, ...]
    signed_on: date | None
    starts_on: date
    ends_on: date | None = None
    cycle: int = 1
    issue_day: int = 10
    due_days: int = 14
    distribution: bool = True
    fixed_price_until: date | None = None
    newest_in_ksef: Way | None = None
    """How the newest invoice on the world's first day got into KSeF; by chance where it is not said."""


@dataclass(frozen=True)
class Quirks:
    """What happened to single invoices of the first contract: 0 is the newest on the first day, -1 the one before."""

    unpaid: frozenset[int] = frozenset()
    partly: frozenset[int] = frozenset()
    twice: frozenset[int] = frozenset()
    late: frozenset[int] = frozenset()
    corrected: frozenset[int] = frozenset()


@dataclass(frozen=True)
class CustomerPlan:
    """A customer of the world and how they pay."""

    place: int
    customer: Customer
    contracts: tuple[ContractPlan, ...]
    habit: Habit
    quirks: Quirks = field(default_factory=Quirks)
    by_chance: bool = True
    """Whether corrections happen by chance; the demo people have theirs by plan only."""


@lru_cache(maxsize=1_000)
def month_start(month: int) -> date:
    """Return the first day of the month counted from September 2024 (0)."""
    year, index = divmod(FIRST_DAY.year * 12 + FIRST_DAY.month - 1 + month, 12)
    return date(year, index + 1, 1)


def month_of(day: date) -> int:
    """Return the month of the day counted from September 2024."""
    return (day.year - FIRST_DAY.year) * 12 + day.month - FIRST_DAY.month


@lru_cache(maxsize=1_000)
def days_in(month: int) -> int:
    """Return the number of days of the month counted from September 2024."""
    first = month_start(month)
    return monthrange(first.year, first.month)[1]


@dataclass(frozen=True)
class Period:
    """A billing period: months from `first` up to and without `end`, and the day its invoice is issued.

    `from_on` and `to_on` are its first and last day: those of the months, or of the contract where it begins or ends
    between.
    """

    index: int
    first: int
    end: int
    issued_on: date
    from_on: date
    to_on: date


def periods(contract: ContractPlan, day: date) -> list[Period]:
    """Return the billing periods whose invoice is issued by the day."""
    if contract.signed_on is None:
        return []
    first = max(0, month_of(contract.starts_on))
    last = month_of(contract.ends_on) + 1 if contract.ends_on else None
    found: list[Period] = []
    while last is None or first < last:
        end = first + contract.cycle if last is None else min(first + contract.cycle, last)
        issued_on = month_start(end).replace(day=contract.issue_day)
        if issued_on > day:
            break
        from_on = max(month_start(first), contract.starts_on)
        to_on = month_start(end) - timedelta(days=1)
        to_on = to_on if contract.ends_on is None else min(to_on, contract.ends_on)
        found.append(Period(len(found), first, end, issued_on, from_on, to_on))
        first = end
    return found
