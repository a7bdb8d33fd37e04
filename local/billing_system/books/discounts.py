"""Net metering: a part of the energy given back is taken again without charge, within a year (ustawa o OZE, art. 4)."""

from collections.abc import Callable, Sequence
from decimal import ROUND_DOWN, Decimal

from local.billing_system.energy.consumption import Meter
from local.billing_system.plans import ContractPlan, Period, PointPlan, month_of
from shared.billing_contract import Line

KEPT_MONTHS = 12
NAME = "Energia rozliczona w opustach prosumenckich"


class DiscountBook:
    """The energy one contract may still take back; its invoices use it in their order, the oldest month first."""

    def __init__(self, contract: ContractPlan, meters: Sequence[Meter], point_id: Callable[[PointPlan], str]) -> None:
        self._contract = contract
        self._meters = meters
        self._point_id = point_id
        self._left: dict[int, int] = {}
        self._taken: dict[int, int] = {}

    def taken(self, period: Period, used: int) -> int:
        """Return how many of the kWh used in a period are taken back without charge."""
        ratio = self._contract.points[0].discount_ratio
        if ratio is None:
            return 0
        if period.index not in self._taken:
            self._taken[period.index] = self._take(period, used, Decimal(ratio))
        return self._taken[period.index]

    def _take(self, period: Period, used: int, ratio: Decimal) -> int:
        first = max(0, month_of(self._contract.starts_on), period.end - KEPT_MONTHS)
        for month in range(first, period.end):
            given = Decimal(self._meters[0].exported(month)) * ratio
            self._left.setdefault(month, int(given.quantize(Decimal(1), ROUND_DOWN)))
        taken = 0
        for month in range(first, period.end):
            part = min(self._left[month], used - taken)
            self._left[month] -= part
            taken += part
        return taken

    def line(self, taken: int) -> Line:
        """Return the position that says how much was not charged."""
        return Line(
            name=NAME,
            point_id=self._point_id(self._contract.points[0]),
            quantity=str(taken),
            unit="kWh",
            unit_price="0",
            net=0,
            vat_rate="23",
            vat=0,
            gross=0,
        )
