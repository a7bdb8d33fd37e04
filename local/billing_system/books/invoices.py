"""Makes invoices and corrections: readings, positions and sums."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from local.billing_system.books.deposits import DepositBook
from local.billing_system.books.discounts import DiscountBook
from local.billing_system.books.ksef import registered
from local.billing_system.books.ksef_xml import AFTER, BEFORE
from local.billing_system.energy.consumption import Meter, Span, split
from local.billing_system.numbers import Ids, document_number, noise
from local.billing_system.plans import ContractPlan, CustomerPlan, Period, PointPlan, days_in, month_start
from local.billing_system.prices.dynamic import dynamic_prices
from local.billing_system.prices.tariffs import DYNAMIC, ENERGY, bill, by_year, grosze, line
from shared.billing_contract import Document, Line, Reading

ONE_DAY = timedelta(days=1)
COLLECTIVE_READINGS = 30
"""Up to so many points a collective invoice lists their readings."""

Quality = Literal["actual", "estimated", "own"]


class InvoiceMaker:
    """Makes the documents of one contract of a customer."""

    def __init__(self, seed: int, ids: Ids, plan: CustomerPlan, contract: ContractPlan) -> None:
        self._seed = seed
        self._ids = ids
        self.plan = plan
        self.contract = contract
        self.contract_id = ids.make(plan.place, "contract", contract.serial)
        self.meters = [Meter(seed, plan.place, point) for point in contract.points]
        self.deposits = DepositBook(contract, self.meters, self.point_id)
        self.discounts = DiscountBook(contract, self.meters, self.point_id)

    def serial(self, relative: int) -> int:
        """Return a document's serial: the newest invoice on the world's first day is number 500 of its contract."""
        return self.contract.serial * 1_000 + 500 + relative

    def estimated(self, period: Period) -> bool:
        """Tell whether the period's last reading is an estimate: hand-read meters, every other time."""
        return self.quality(period) == "estimated"

    def quality(self, period: Period) -> Quality:
        """Return how the period's last reading came about: a hand-read meter's is now and then the customer's own."""
        if self.contract.points[0].remote:
            return "actual"
        return ("estimated", "own", "estimated", "actual", "estimated", "actual")[period.index % 6]

    def invoice(self, period: Period, relative: int) -> tuple[str, Document]:
        """Return the invoice for the period and its id."""
        document_id = self._ids.make(self.plan.place, "invoice", self.serial(relative))
        number = document_number("FE", self.plan.place, self.serial(relative))
        positions = self._lines(period)
        document = self._document(
            number=number,
            issued_on=period.issued_on,
            from_on=period.from_on,
            to_on=period.to_on,
            lines=[*positions, *self.deposits.lines(period, document_id, number, positions)],
            readings=self._readings(period),
        )
        way = self.contract.newest_in_ksef if relative == 0 else None
        return document_id, registered(document, document_id, self.plan.customer, way)

    def correction(
        self,
        corrected_id: str,
        corrected: Document,
        *,
        on: date,
        serial: int,
        factor: str,
        standing: Document | None = None,
    ) -> tuple[str, Document]:
        """Return a correction of an invoice: the energy read was `factor` of what had been billed.

        `standing` is the last correction of it, where there is one: what it made of the invoice is now corrected.
        """
        now = standing or corrected
        lines: list[Line] = []
        for before in _standing(now):
            if before.unit != "kWh" or before.quantity is None or before.unit_price is None:
                continue
            after = line(
                before.name,
                (Decimal(before.quantity) * Decimal(factor)).quantize(Decimal(1)),
                "kWh",
                Decimal(before.unit_price),
                zone=before.zone,
                point_id=before.point_id,
            )
            lines.append(_negated(before))
            lines.append(after.model_copy(update={"name": f"{after.name}{AFTER}"}))
        readings = [self._read_again(reading, Decimal(factor)) for reading in now.readings]
        document_id = self._ids.make(self.plan.place, "correction", serial)
        document = self._document(
            number=document_number("KE", self.plan.place, 20_000 + serial),
            issued_on=on,
            from_on=corrected.period_from or on,
            to_on=corrected.period_to or on,
            lines=lines,
            readings=readings,
        )
        document = document.model_copy(
            update={"kind": "correction", "corrects": corrected_id, "reason": "Korekta wskazań licznika"}
        )
        return document_id, registered(document, document_id, self.plan.customer, corrected=corrected)

    def _read_again(self, reading: Reading, factor: Decimal) -> Reading:
        """The reading with so much of its energy, rounded down to whole units of the register."""
        point = next(point for point in self.contract.points if self.point_id(point) == reading.point_id)
        units = int(Decimal(reading.energy or 0) / 1_000 / point.multiplier * factor)
        return reading.model_copy(
            update={
                "to_kwh": (reading.from_kwh + units) % 10**point.digits,
                "energy": units * point.multiplier * 1_000,
                "quality": "actual",
            }
        )

    def single(self, *, amount: int, on: date, serial: int) -> tuple[str, Document]:
        """Return an invoice of a given gross amount (grosze), as one position of energy."""
        price = by_year(ENERGY, on)
        net = grosze(Decimal(amount) / 100 / Decimal("1.23"))
        quantity = (Decimal(net) / 100 / price).quantize(Decimal("0.001"))
        position = Line(
            name="Energia elektryczna czynna",
            quantity=str(quantity),
            unit="kWh",
            unit_price=str(price),
            net=net,
            vat_rate="23",
            vat=amount - net,
            gross=amount,
        )
        document_id = self._ids.make(self.plan.place, "invoice", serial)
        document = self._document(
            number=document_number("FE", self.plan.place, serial),
            issued_on=on,
            from_on=on.replace(day=1),
            to_on=on,
            lines=[position],
            readings=[],
        )
        return document_id, registered(document, document_id, self.plan.customer, "usual")

    def _document(
        self,
        *,
        number: str,
        issued_on: date,
        from_on: date,
        to_on: date,
        lines: list[Line],
        readings: list[Reading],
    ) -> Document:
        amount = sum(position.gross for position in lines)
        return Document(
            kind="invoice",
            number=number,
            contract_id=self.contract_id,
            issued_on=issued_on,
            due_on=issued_on + timedelta(days=self.contract.due_days) if amount > 0 else None,
            period_from=from_on,
            period_to=to_on,
            net=sum(position.net for position in lines),
            vat=sum(position.vat for position in lines),
            amount=amount,
            remaining=amount,
            account=self.contract.account,
            transfer_title=f"Opłata za energię {number}",
            lines=lines,
            readings=readings,
        )

    def spans(self, index: int, period: Period) -> list[Span]:
        """Return a point's meter states over a period, estimated where nobody has read them."""
        spans = self.meters[index].spans(period.from_on, period.to_on)
        before = Period(period.index - 1, 0, period.first, period.issued_on, period.from_on, period.from_on)
        if period.index > 0 and self.estimated(before):
            spans[0] = spans[0]._replace(begin=self._guessed(index, period.first, spans[0].begin))
        if self.estimated(period):
            spans[-1] = spans[-1]._replace(end=self._guessed(index, period.end, spans[-1].end))
        return spans

    def _guessed(self, index: int, month: int, states: dict[str, int]) -> dict[str, int]:
        """The states at the beginning of a month as they were estimated: off by up to 15 % of the month before."""
        used = self.meters[index].month(month - 1)
        point = self.contract.points[index].serial
        off = 0.3 * noise(self._seed, self.plan.place, point, 11, month) - 0.15
        return {zone: state + round(used[zone] * off) for zone, state in states.items()}

    def used(self, index: int, period: Period) -> dict[str, int]:
        """Return the billed kWh of a period by zone."""
        point = self.contract.points[index]
        kwh: dict[str, int] = {}
        for span in self.spans(index, period):
            for zone, end in span.end.items():
                kwh[zone] = kwh.get(zone, 0) + (end - span.begin[zone]) * point.multiplier
        return kwh

    def billed_months(self, index: int, period: Period) -> list[dict[str, int]]:
        """Return the billed kWh of a period split over its months, by zone."""
        used = self.used(index, period)
        split_up: list[dict[str, int]] = []
        for month in range(period.first, period.end - 1):
            first, last = max(month_start(month), period.from_on), min(month_start(month + 1) - ONE_DAY, period.to_on)
            measured = self.meters[index].between(first, last)
            split_up.append({zone: measured[zone] for zone in used})
        split_up.append({zone: kwh - sum(earlier[zone] for earlier in split_up) for zone, kwh in used.items()})
        return split_up

    def _readings(self, period: Period) -> list[Reading]:
        if len(self.meters) > COLLECTIVE_READINGS:
            return []
        quality = self.quality(period)
        readings: list[Reading] = []
        for i, meter in enumerate(self.meters):
            unit, limit = meter.point.multiplier, 10**meter.point.digits
            readings.extend(
                Reading(
                    point_id=self.point_id(meter.point),
                    meter_number=span.meter_number,
                    zone=zone,
                    from_on=span.first,
                    to_on=span.last,
                    from_kwh=span.begin[zone] % limit,
                    to_kwh=span.end[zone] % limit,
                    energy=(span.end[zone] - span.begin[zone]) * unit * 1_000,
                    multiplier=str(unit) if unit > 1 else None,
                    quality=quality,
                )
                for span in self.spans(i, period)
                for zone in span.begin
            )
        return readings

    def point_id(self, point: PointPlan) -> str:
        """Return the id of a point."""
        return self._ids.make(self.plan.place, "point", point.serial)

    def _lines(self, period: Period) -> list[Line]:
        """The positions, those of each year apart where a period reaches over its end: prices change then."""
        lines: list[Line] = []
        months = [self.billed_months(i, period) for i in range(len(self.meters))]
        for year in dict.fromkeys(month_start(month).year for month in range(period.first, period.end)):
            mine = [m for m in range(period.first, period.end) if month_start(m).year == year]
            kwh: Counter[str] = Counter()
            for one in months:
                for month in mine:
                    kwh.update(one[month - period.first])
            taken = self.discounts.taken(period, sum(kwh.values()))
            if taken:
                kwh = Counter(dict(zip(kwh, split(sum(kwh.values()) - taken, kwh.values()), strict=True)))
            lines += self._bill(
                dict(kwh),
                max(month_start(mine[0]), period.from_on),
                sum(self._share(m, period) for m in mine),
                dynamic_prices(self.meters[0], mine) if self.contract.product == DYNAMIC else {},
            )
            if taken:
                lines.append(self.discounts.line(taken))
        return lines

    def _share(self, month: int, period: Period) -> Decimal:
        """How much of a month lies within the period."""
        days = min(month_start(month + 1) - ONE_DAY, period.to_on) - max(month_start(month), period.from_on)
        return (Decimal(days.days + 1) / days_in(month)).quantize(Decimal("0.01")).normalize()

    def _bill(
        self, kwh: dict[str, int], day: date, months: Decimal | int, energy_prices: dict[str, Decimal]
    ) -> list[Line]:
        points = self.contract.points
        return bill(
            self.contract.product,
            self.contract.tariff,
            kwh,
            energy_prices=energy_prices,
            day=day,
            months=Decimal(months),
            points=len(points),
            power_kw=sum(point.power_kw for point in points),
            yearly_kwh=points[0].yearly_kwh,
            operator_price=points[0].operator.price,
            distribution=self.contract.distribution,
            point_id=self.point_id(points[0]) if len(points) == 1 else None,
        )


def _standing(document: Document) -> list[Line]:
    """The positions as they are after a document."""
    if document.kind != "correction":
        return document.lines
    return [
        line.model_copy(update={"name": line.name.removesuffix(AFTER)})
        for line in document.lines
        if line.name.endswith(AFTER)
    ]


def _negated(position: Line) -> Line:
    return position.model_copy(
        update={
            "name": f"{position.name}{BEFORE}",
            "quantity": f"-{position.quantity}",
            "net": -position.net,
            "vat": -position.vat,
            "gross": -position.gross,
        }
    )
