"""What the demo people's plans have in common."""

from datetime import date, timedelta
from typing import Any

from local.billing_system.books.ksef import Way
from local.billing_system.numbers import (
    customer_number,
    document_number,
    make_account,
    make_nip,
    make_pesel,
    make_ppe,
)
from local.billing_system.people import names
from local.billing_system.people.consents import consents, delivery
from local.billing_system.plans import ContractPlan, PointPlan
from local.billing_system.prices.tariffs import Tariff
from shared.billing_contract import Address, Customer


def an_individual(
    place: int, first: str, last: str, born: date, email: str, address: Address, *, female: bool
) -> Customer:
    """Return a private customer."""
    return Customer(
        kind="individual",
        first_name=first,
        last_name=last,
        pesel=make_pesel(born, 4_410 + 37 * place, female=female),
        customer_number=customer_number(place),
        email=email,
        phone=f"+48500100{place:03d}",
        address=address,
        delivery=delivery(electronic=True),
        consents=consents(marketing=False),
    )


def a_business(place: int, name: str, office: str, email: str, address: Address) -> Customer:
    """Return a company."""
    return Customer(
        kind="business",
        company_name=name,
        nip=make_nip(office, 98_100 + place),
        customer_number=customer_number(place),
        email=email,
        phone=f"+48500200{place:03d}",
        address=address,
        delivery=delivery(electronic=True),
        consents=consents(marketing=False),
    )


def a_point(
    place: int,
    serial: int,
    address: Address,
    tariff: Tariff,
    yearly_kwh: int,
    *,
    operator: names.Operator,
    finest: str = "month",
    power_kw: float = 6.0,
    name: str | None = None,
    previous_ppe: str | None = None,
    **more: Any,
) -> PointPlan:
    """Return a metering point; `more` are further fields of its plan."""
    width = 17 - len(operator.company)
    return PointPlan(
        serial=serial,
        ppe=make_ppe(operator.company, (7_310_000 + place * 10_000 + serial) * 70_321 % 10**width),
        address=address,
        operator=operator,
        tariff=tariff,
        meter_number=f"{(place * 10_000 + serial) * 7_717 + 90_114_203}",
        yearly_kwh=yearly_kwh,
        power_kw=power_kw,
        finest=finest,  # type: ignore[arg-type]
        quarter_hour_months=13,
        name=name,
        previous_ppe=previous_ppe,
        **{"profile": "home" if tariff.startswith("G") else "firm", "gaps": finest in {"day", "quarter_hour"}, **more},
    )


def a_contract(
    place: int,
    serial: int,
    issue_day: int,
    points: tuple[PointPlan, ...],
    tariff: Tariff,
    product: str,
    *,
    starts_on: date = date(2022, 3, 1),
    ends_on: date | None = None,
    signed: bool = True,
    due_days: int = 14,
    distribution: bool = True,
    fixed_price_until: date | None = None,
    newest_in_ksef: Way | None = "usual",
) -> ContractPlan:
    """Return a contract, signed 19 days before it starts."""
    return ContractPlan(
        serial=serial,
        number=document_number("U", place, serial),
        product=product,
        tariff=tariff,
        account=make_account(place, serial),
        points=points,
        signed_on=starts_on - timedelta(days=19) if signed else None,
        starts_on=starts_on,
        ends_on=ends_on,
        cycle=1,
        issue_day=issue_day,
        due_days=due_days,
        distribution=distribution,
        fixed_price_until=fixed_price_until,
        newest_in_ksef=newest_in_ksef,
    )
