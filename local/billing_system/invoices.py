"""Makes invoices and corrections: readings, positions and sums."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from local.billing_system.consumption import Meter
from local.billing_system.ksef import registered
from local.billing_system.ksef_xml import AFTER, BEFORE
from local.billing_system.numbers import Ids, document_number, noise
from local.billing_system.plans import ContractPlan, CustomerPlan, Period, PointPlan
from local.billing_system.tariffs import ENERGY, bill, by_year, grosze, line
from shared.billing_contract import Document, Line, Reading

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
        self._registers = [[meter.first_register()] for meter in self.meters]

    def serial(self, relative: int) -> int:
        """Return a document's serial: the newest invoice on the world's first day is number 500 of its contract."""
        return self.contract.serial * 1_000 + 500 + relative

    def estimated(self, period: Period) -> bool:
        """Tell whether the period's last reading is an estimate: hand-read meters, two times in three."""
        return not self.contract.points[0].remote and period.index % 3 != 2

    def invoice(self, period: Period, relative: int) -> tuple[str, Document]:
        """Return the invoice for the period and its id."""
        used = [self._used(i, period) for i in range(len(self.meters))]
        document_id = self._ids.make(self.plan.place, "invoice", self.serial(relative))
        document = self._document(
            number=document_number("FE", self.plan.place, self.serial(relative)),
            issued_on=period.issued_on,
            from_on=period.from_on,
            to_on=period.to_on,
            months=period.end - period.first,
            lines=[*self._lines(period, used), *self._deposit(period)],
            readings=self._readings(period),
        )
        way = self.contract.newest_in_ksef if relative == 0 else None
        return document_id, registered(document, document_id, self.plan.customer, way)

    def correction(
        self, corrected_id: str, corrected: Document, *, on: date, serial: int, factor: str
    ) -> tuple[str, Document]:
        """Return a correction of an invoice: the energy read was `factor` of what had been billed."""
        lines: list[Line] = []
        for before in corrected.lines:
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
        readings = [
            reading.model_copy(
                update={
                    "to_kwh": reading.from_kwh + int((reading.to_kwh - reading.from_kwh) * Decimal(factor)),
                    "quality": "actual",
                }
            )
            for reading in corrected.readings
        ]
        document_id = self._ids.make(self.plan.place, "correction", serial)
        document = self._document(
            number=document_number("KE", self.plan.place, 20_000 + serial),
            issued_on=on,
            from_on=corrected.period_from or on,
            to_on=corrected.period_to or on,
            months=1,
            lines=lines,
            readings=readings,
        )
        document = document.model_copy(
            update={"kind": "correction", "corrects": corrected_id, "reason": "Korekta wskazań licznika"}
        )
        return document_id, registered(document, document_id, self.plan.customer, corrected=corrected)

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
            months=1,
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
        months: int,
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

    def _register(self, index: int, month: int) -> dict[str, int]:
        known = self._registers[index]
        while len(known) <= month:
            used = self.meters[index].month(len(known) - 1)
            known.append({zone: state + used[zone] for zone, state in known[-1].items()})
        return known[month]

    def _state_at(self, index: int, month: int, *, estimated: bool) -> dict[str, int]:
        state = self._register(index, month)
        if not estimated:
            return state
        used = self.meters[index].month(month - 1)
        point = self.contract.points[index].serial
        off = 0.3 * noise(self._seed, self.plan.place, point, 11, month) - 0.15
        return {zone: value + round(used[zone] * off) for zone, value in state.items()}

    def _ends(self, index: int, period: Period) -> tuple[dict[str, int], dict[str, int]]:
        before = Period(period.index - 1, 0, period.first, period.issued_on)
        begin = self._state_at(index, period.first, estimated=period.index > 0 and self.estimated(before))
        return begin, self._state_at(index, period.end, estimated=self.estimated(period))

    def _used(self, index: int, period: Period) -> dict[str, int]:
        begin, end = self._ends(index, period)
        return {zone: end[zone] - begin[zone] for zone in begin}

    def billed_months(self, index: int, period: Period) -> list[dict[str, int]]:
        """Return the billed kWh of a period split over its months, by zone."""
        used = self._used(index, period)
        months = [self.meters[index].month(month) for month in range(period.first, period.end)]
        split_up: list[dict[str, int]] = []
        for i, month in enumerate(months):
            is_last = i == len(months) - 1
            split_up.append(
                {
                    zone: used[zone] - sum(earlier[zone] for earlier in split_up) if is_last else month[zone]
                    for zone in used
                }
            )
        return split_up

    def _readings(self, period: Period) -> list[Reading]:
        if len(self.meters) > COLLECTIVE_READINGS:
            return []
        quality: Quality = "estimated" if self.estimated(period) else "actual"
        readings: list[Reading] = []
        for i, meter in enumerate(self.meters):
            begin, end = self._ends(i, period)
            readings.extend(
                Reading(
                    point_id=self.point_id(meter.point),
                    meter_number=meter.point.meter_number,
                    zone=zone,
                    from_on=period.from_on,
                    to_on=period.to_on,
                    from_kwh=begin[zone],
                    to_kwh=end[zone],
                    quality=quality,
                )
                for zone in begin
            )
        return readings

    def point_id(self, point: PointPlan) -> str:
        """Return the id of a point."""
        return self._ids.make(self.plan.place, "point", point.serial)

    def _lines(self, period: Period, used: list[dict[str, int]]) -> list[Line]:
        points = self.contract.points
        return bill(
            self.contract.tariff,
            {zone: sum(one[zone] for one in used) for zone in used[0]},
            day=period.from_on,
            months=period.end - period.first,
            points=len(points),
            power_kw=sum(point.power_kw for point in points),
            yearly_kwh=points[0].yearly_kwh,
            operator_price=points[0].operator.price,
            distribution=self.contract.distribution,
            point_id=self.point_id(points[0]) if len(points) == 1 else None,
        )

    def _deposit(self, period: Period) -> list[Line]:
        """Return what exported energy is worth: the market price and 23 % more, at most the energy's gross."""
        if not self.contract.points[0].prosumer_kwp:
            return []
        given = sum(self.meters[0].exported(month) for month in range(period.first, period.end))
        price = Decimal("0.2460") + Decimal(round(noise(self._seed, 12, period.first) * 900)) / 10_000
        energy = sum(
            round(sum(kwh.values()) * float(by_year(ENERGY, period.from_on)) * 123)
            for kwh in self.billed_months(0, period)
        )
        worth = min(grosze(price * given * Decimal("1.23")), energy)
        if worth <= 0:
            return []
        return [
            Line(
                name="Depozyt prosumencki – energia oddana do sieci",
                point_id=self.point_id(self.contract.points[0]),
                quantity=str(given),
                unit="kWh",
                net=-worth,
                vat_rate="np",
                vat=0,
                gross=-worth,
            )
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
