"""A prosumer's deposit: what each month's energy was worth, and which invoices it paid for."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from local.billing_system.energy.consumption import Meter
from local.billing_system.energy.market import rcem_versions
from local.billing_system.plans import ContractPlan, Period, PointPlan, month_of, month_start
from local.billing_system.prices.tariffs import ENERGY_NAME, grosze
from shared.billing_contract import Deposit, DepositUse, Line
from shared.working_days import plus_months

BOOKED_ON = 15
"""The day of the next month on which a month's energy is booked."""

RAISED_SINCE = date(2024, 12, 1)
"""From this month's energy on its value is multiplied by 1.23 (Dz.U. 2024 poz. 1847)."""

REFUNDED = Decimal("0.20")
"""So much of a lapsed credit's value comes back at most (RCEm)."""


@dataclass
class _Credit:
    month: int
    exported: int
    booked_on: date
    lapses_on: date
    value: int
    uses: list[DepositUse] = field(default_factory=list)

    @property
    def left(self) -> int:
        return self.value - sum(use.amount for use in self.uses)


class DepositBook:
    """The deposit of one contract; invoices use it in the order they are issued, the oldest credit first."""

    def __init__(self, contract: ContractPlan, meters: Sequence[Meter], point_id: Callable[[PointPlan], str]) -> None:
        self._contract = contract
        self._meters = meters
        self._point_id = point_id
        self._credits: dict[int, _Credit] = {}
        self._lines: dict[int, list[Line]] = {}

    def lines(self, period: Period, document_id: str, number: str, positions: list[Line]) -> list[Line]:
        """Return what an invoice with these positions takes from the deposit: at most its active energy's gross."""
        if not self._applies:
            return []
        if period.index not in self._lines:
            energy = sum(line.gross for line in positions if line.name == ENERGY_NAME)
            self._lines[period.index] = self._use(period, document_id, number, energy)
        return self._lines[period.index]

    @property
    def _applies(self) -> bool:
        point = self._contract.points[0]
        return point.prosumer_kwp > 0 and point.discount_ratio is None

    def _use(self, period: Period, document_id: str, number: str, energy: int) -> list[Line]:
        paid = 0
        for month in range(self._first_month, month_of(period.issued_on)):
            credit = self._credit(month)
            part = min(credit.left, energy - paid)
            if part > 0 and credit.booked_on <= period.issued_on <= credit.lapses_on:
                use = DepositUse(document_id=document_id, number=number, used_on=period.issued_on, amount=part)
                credit.uses.append(use)
                paid += part
        if paid == 0:
            return []
        return [
            Line(
                name="Depozyt prosumencki – energia oddana do sieci",
                point_id=self._point_id(self._contract.points[0]),
                net=-paid,
                vat_rate="np",
                vat=0,
                gross=-paid,
            )
        ]

    @property
    def _first_month(self) -> int:
        since = self._contract.points[0].prosumer_since or self._contract.starts_on
        return max(0, month_of(max(since, self._contract.starts_on)))

    def _credit(self, month: int) -> _Credit:
        if month not in self._credits:
            booked_on = month_start(month + 1).replace(day=BOOKED_ON)
            exported = self._meters[0].exported(month) * 1_000
            price = rcem_versions(month, booked_on)[-1].price
            value = grosze(Decimal(exported) / 1_000_000 * price / 100 * Decimal(_factor(month)))
            self._credits[month] = _Credit(month, exported, booked_on, plus_months(booked_on, 12), value)
        return self._credits[month]

    def records(self, day: date) -> Iterator[tuple[int, Deposit]]:
        """Yield the months of the deposit as they stand on a day, each with its serial among the customer's."""
        if not self._applies:
            return
        point = self._contract.points[0]
        for month in range(self._first_month, month_of(day)):
            credit = self._credit(month)
            booked = credit.booked_on <= day
            version = rcem_versions(month, credit.booked_on)[-1] if booked else None
            lapsed = day > credit.lapses_on
            yield (
                point.serial * 1_000 + month,
                Deposit(
                    point_id=self._point_id(point),
                    month=month_start(month),
                    exported=credit.exported,
                    price_kind="RCEm",
                    price=version.price if version else None,
                    price_version=version.version if version else None,
                    factor=_factor(month),
                    value=credit.value if booked else None,
                    booked_on=credit.booked_on if booked else None,
                    uses=credit.uses,
                    left=credit.left if booked else None,
                    lapses_on=credit.lapses_on if booked else None,
                    refundable=min(credit.left, grosze(Decimal(credit.value) / 100 * REFUNDED)) if booked else None,
                    state="pending" if not booked else "used" if credit.left == 0 else "lapsed" if lapsed else "open",
                ),
            )


def _factor(month: int) -> str:
    return "1.23" if month_start(month) >= RAISED_SINCE else "1"
