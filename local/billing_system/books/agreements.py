"""What the contract and point records of a customer say."""

from datetime import date, timedelta

from local.billing_system.numbers import Ids
from local.billing_system.plans import ContractPlan, CustomerPlan, PointPlan, month_of, month_start
from local.billing_system.prices.price_lists import in_force
from shared.billing_contract import (
    Contract,
    EarlyEnding,
    MeterSpan,
    Notice,
    Point,
    ProsumerTerms,
    ReadingSchedule,
    Renewal,
    ReserveSeller,
    TariffSpan,
)

ONE_DAY = timedelta(days=1)


def contract_record(ids: Ids, plan: CustomerPlan, contract: ContractPlan, day: date) -> Contract:
    """Return a contract as it stands on a day."""
    unsigned = contract.signed_on is None
    ended = contract.ends_on is not None and contract.ends_on < day
    household = contract.tariff.startswith("G")
    promised = contract.fixed_price_until if (contract.fixed_price_until or day) >= day else None
    fixed = promised is not None
    last = contract.ends_on or day
    return Contract(
        number=contract.number,
        status="unsigned" if unsigned else "ended" if ended else "active",
        product=contract.product,
        tariff=contract.points[0].tariff_on(min(day, last)) if contract.points else contract.tariff,
        purpose="household" if household else "business",
        scope="comprehensive" if contract.distribution else "sale",
        term="fixed" if fixed else "open_ended",
        signed_on=contract.signed_on,
        starts_on=None if unsigned else contract.starts_on,
        ends_on=contract.ends_on or promised,
        notice_months=1 if household else 3,
        notice=Notice(
            months=1 if household else 3,
            ends="month",
            text=None if household else "Wypowiedzenie na piśmie lub w mojBOK, ze skutkiem na koniec miesiąca.",
        ),
        early_ending=_early_ending(household=household) if fixed else None,
        renewal=Renewal(
            kind="standard_price_list" if fixed else "none",
            text="Po okresie stałej ceny obowiązuje cennik standardowy." if fixed else None,
        ),
        price_lists=in_force(ids, contract, day),
        fixed_price_until=promised,
        reserve_seller=ReserveSeller(
            name="Rezerwa Energia S.A.",
            text="Gdy nie możemy sprzedawać energii, przejmie to sprzedawca rezerwowy po swoim cenniku.",
        ),
        billed_every_months=contract.cycle,
        point_ids=[ids.make(plan.place, "point", point.serial) for point in contract.points],
        account=contract.account,
    )


def _early_ending(*, household: bool) -> EarlyEnding:
    if household:
        return EarlyEnding(amount=15_000, method="Nie więcej niż rzeczywista strata sprzedawcy.")
    return EarlyEnding(
        method="30 % ceny energii, której do końca okresu nie odebrano, według zużycia z ostatniego roku."
    )


def point_record(ids: Ids, plan: CustomerPlan, contract: ContractPlan, point: PointPlan, day: date) -> Point:
    """Return a point as it stands on a day."""
    last = min(day, contract.ends_on or day)
    return Point(
        ppe=point.ppe,
        previous_ppe=point.previous_ppe,
        name=point.name,
        address=point.address,
        contract_id=ids.make(plan.place, "contract", contract.serial),
        tariff=point.tariff_on(last),
        tariffs=_tariffs(contract, point, last),
        supplied_from=contract.starts_on,
        supplied_to=contract.ends_on,
        operator=point.operator.name,
        operator_code=point.operator.code,
        emergency_phone=point.operator.emergency_phone,
        meter_number=point.meter_on(last),
        meter="remote" if point.remote else "manual",
        meters=_meters(contract, point, last),
        meter_clock=point.meter_clock,
        holidays=point.holidays,
        reading_schedule=_schedule(contract, point, day),
        phases=point.phases,
        contracted_power_kw=point.power_kw,
        prosumer=point.prosumer_kwp > 0,
        prosumer_terms=_prosumer_terms(contract, point) if point.prosumer_kwp else None,
    )


def _prosumer_terms(contract: ContractPlan, point: PointPlan) -> ProsumerTerms:
    return ProsumerTerms(
        settlement="net_metering" if point.discount_ratio else "net_billing",
        price=None if point.discount_ratio else "RCEm",
        ratio=point.discount_ratio,
        since=point.prosumer_since or contract.starts_on,
        power_kw=point.prosumer_kwp,
    )


def _tariffs(contract: ContractPlan, point: PointPlan, last: date) -> list[TariffSpan]:
    """The tariff groups within the contract's own days."""
    turns = [turn for turn in point.turns if turn.tariff and contract.starts_on < turn.on <= last]
    edges = [contract.starts_on, *(turn.on for turn in turns)]
    ends = [*(turn.on - ONE_DAY for turn in turns), contract.ends_on]
    return [
        TariffSpan(tariff=point.tariff_on(since), from_on=since, to_on=until)
        for since, until in zip(edges, ends, strict=True)
    ]


def _meters(contract: ContractPlan, point: PointPlan, last: date) -> list[MeterSpan]:
    turns = [turn for turn in point.turns if turn.meter_number and contract.starts_on < turn.on <= last]
    begins = [None, *(turn.on for turn in turns)]
    ends = [*(turn.on - ONE_DAY for turn in turns), None]
    return [
        MeterSpan(
            number=point.meter_on(since or contract.starts_on),
            installed_on=since,
            removed_on=until,
            multiplier=str(point.multiplier) if point.multiplier > 1 else None,
            digits=point.digits,
        )
        for since, until in zip(begins, ends, strict=True)
    ]


def _schedule(contract: ContractPlan, point: PointPlan, day: date) -> ReadingSchedule | None:
    """When the meter is read next: at the end of the billing period that runs; a remote one is known every day."""
    if contract.ends_on is not None and contract.ends_on < day:
        return None
    passed = month_of(day) - max(0, month_of(contract.starts_on))
    due = month_of(day) + contract.cycle - passed % contract.cycle
    next_on = month_start(due) - ONE_DAY
    return ReadingSchedule(
        every_months=contract.cycle,
        next_on=next_on if contract.ends_on is None else min(next_on, contract.ends_on),
        data_after_days=1 if point.remote else None,
    )
