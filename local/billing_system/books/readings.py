"""The readings of meters: those the bills are made of, and those customers send in."""

from collections.abc import Iterable, Iterator
from datetime import date

from local.billing_system.books.invoices import COLLECTIVE_READINGS, InvoiceMaker
from local.billing_system.plans import periods
from shared.billing_contract import CustomerRequest, MeterReading, MeterState, OwnReading


def period_readings(maker: InvoiceMaker, day: date) -> Iterator[tuple[int, MeterReading]]:
    """Yield the readings at the ends of billed periods, with their serials; what was estimated was not read."""
    if len(maker.meters) > COLLECTIVE_READINGS:
        return
    for period in periods(maker.contract, day):
        quality = maker.quality(period)
        for index, meter in enumerate(maker.meters):
            spans = maker.spans(index, period)
            for n, span in enumerate(spans):
                if quality == "estimated" and n == len(spans) - 1:
                    continue
                limit = 10**meter.point.digits
                yield (
                    (meter.point.serial * 1_000 + period.index) * 10 + n,
                    MeterReading(
                        point_id=maker.point_id(meter.point),
                        meter_number=span.meter_number,
                        taken_on=span.last,
                        states=[MeterState(zone=zone, kwh=state % limit) for zone, state in span.end.items()],
                        source="customer" if quality == "own" else "operator",
                        state="accepted",
                    ),
                )


def received(request: CustomerRequest, reading: OwnReading) -> MeterReading:
    """Return a customer's reading as it came in."""
    return MeterReading(
        point_id=reading.point_id,
        meter_number=reading.meter_number,
        taken_on=reading.taken_on,
        states=reading.states,
        source="customer",
        state="received",
        portal_reference=request.portal_reference,
    )


def decided(makers: Iterable[InvoiceMaker], reading: MeterReading, day: date) -> MeterReading:
    """Return the reading as accepted, or as rejected with the reason, by the makers of the customer's contracts."""
    mine = [
        (maker, i)
        for maker in makers
        for i, meter in enumerate(maker.meters)
        if maker.point_id(meter.point) == reading.point_id
    ]
    reason = _refusal(*mine[0], reading, day) if mine else "Klient nie ma takiego punktu poboru."
    return reading.model_copy(update={"state": "rejected" if reason else "accepted", "reason": reason})


def _refusal(maker: InvoiceMaker, index: int, reading: MeterReading, day: date) -> str | None:
    point = maker.contract.points[index]
    if reading.meter_number != point.meter_on(reading.taken_on):
        return "Numer licznika jest inny niż w punkcie poboru."
    if reading.taken_on > day:
        return "Dzień odczytu jeszcze nie minął."
    billed = periods(maker.contract, day)
    last = maker.spans(index, billed[-1])[-1].end if billed else maker.meters[index].first_state()
    limit = 10**point.digits
    if {state.zone for state in reading.states} != set(last):
        return "Podane strefy nie są strefami licznika."
    if any((state.kwh - last[state.zone]) % limit > limit // 2 for state in reading.states):
        return "Stan jest niższy od ostatniego odczytu albo o wiele za wysoki."
    return None
