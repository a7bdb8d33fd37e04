"""The price lists everybody can see: the same prices the bills are made of."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from local.billing_system.numbers import Ids
from local.billing_system.people.names import OPERATORS, Operator
from local.billing_system.plans import ContractPlan
from local.billing_system.prices import tariffs
from local.billing_system.prices.tariffs import (
    BUSINESS,
    DYNAMIC,
    ENERGY,
    ENERGY_NAME,
    FIXED_ENERGY,
    HOUSEHOLD,
    ZONES,
    Tariff,
    by_year,
)
from shared.billing_contract import Charge, PriceList, PriceListInForce

PLACE = 9_000_000
"""The place of what belongs to no customer, after those of all customers."""

FIRST = date(2024, 7, 1)
TOLD_BEFORE = timedelta(days=45)
PRODUCTS: tuple[tuple[str, tuple[Tariff, ...]], ...] = (
    ("Prąd dla domu", HOUSEHOLD),
    ("Zielony dom", HOUSEHOLD),
    ("Stała cena 24", HOUSEHOLD),
    (DYNAMIC, HOUSEHOLD),
    ("Prąd dla firmy", BUSINESS),
    ("Firma stała cena", BUSINESS),
)
TARIFFS: tuple[Tariff, ...] = (*HOUSEHOLD, *BUSINESS)


def _validities(day: date, *, lasting: bool) -> list[tuple[date, date | None]]:
    """The validities of one list after another told by a day; prices change on 1 January unless they are `lasting`."""
    starts = [FIRST, *(date(year, 1, 1) for year in sorted(ENERGY)[1:])][: 1 if lasting else None]
    told = [start for start in starts if start == FIRST or start - TOLD_BEFORE <= day]
    return [(start, told[n + 1] - timedelta(days=1) if n + 1 < len(told) else None) for n, start in enumerate(told)]


def _lasting(product: str) -> bool:
    return product in FIXED_ENERGY or product == DYNAMIC


def _energy_id(ids: Ids, product: str, tariff: Tariff, n: int) -> str:
    place = [name for name, _ in PRODUCTS].index(product)
    return ids.make(PLACE, "price_list", (place * 10 + TARIFFS.index(tariff)) * 100 + n)


def _distribution_id(ids: Ids, operator: Operator, tariff: Tariff, n: int) -> str:
    return ids.make(PLACE, "price_list", 100_000 + (OPERATORS.index(operator) * 10 + TARIFFS.index(tariff)) * 100 + n)


def _energy_name(product: str, tariff: Tariff, valid_from: date) -> str:
    return f"Cennik „{product}” {tariff}" + ("" if _lasting(product) else f" {valid_from.year}")


def _distribution_name(operator: Operator, tariff: Tariff, valid_from: date) -> str:
    return f"Taryfa {operator.name} {tariff} {valid_from.year}"


def price_lists(ids: Ids, day: date) -> Iterator[tuple[str, PriceList]]:
    """Yield all price lists told by a day, with their ids."""
    for product, groups in PRODUCTS:
        for tariff in groups:
            for n, (valid_from, valid_to) in enumerate(_validities(day, lasting=_lasting(product))):
                yield (
                    _energy_id(ids, product, tariff, n),
                    PriceList(
                        part="energy",
                        name=_energy_name(product, tariff, valid_from),
                        product=product,
                        tariff=tariff,
                        valid_from=valid_from,
                        valid_to=valid_to,
                        charges=list(_energy_charges(product, tariff, valid_from)),
                    ),
                )
    for operator in OPERATORS:
        for tariff in TARIFFS:
            for n, (valid_from, valid_to) in enumerate(_validities(day, lasting=False)):
                yield (
                    _distribution_id(ids, operator, tariff, n),
                    PriceList(
                        part="distribution",
                        name=_distribution_name(operator, tariff, valid_from),
                        operator_code=operator.code,
                        tariff=tariff,
                        valid_from=valid_from,
                        valid_to=valid_to,
                        charges=list(_distribution_charges(operator, tariff, valid_from)),
                    ),
                )


def in_force(ids: Ids, contract: ContractPlan, day: date) -> list[PriceListInForce]:
    """Return the price lists a contract was and will be billed by, as far as they are told by a day, in order."""
    found: list[PriceListInForce] = []
    first, last = max(contract.starts_on, FIRST), contract.ends_on or date.max
    for tariff, since, until in _tariffs(contract):
        for n, (start, end) in enumerate(_validities(day, lasting=_lasting(contract.product))):
            if start <= min(until, last) and (end is None or end >= max(since, first)):
                name = _energy_name(contract.product, tariff, start)
                list_id = _energy_id(ids, contract.product, tariff, n)
                found.append(PriceListInForce(id=list_id, name=name, valid_from=start, valid_to=end))
        if not contract.distribution or not contract.points:
            continue
        operator = contract.points[0].operator
        for n, (start, end) in enumerate(_validities(day, lasting=False)):
            if start <= min(until, last) and (end is None or end >= max(since, first)):
                name = _distribution_name(operator, tariff, start)
                list_id = _distribution_id(ids, operator, tariff, n)
                found.append(PriceListInForce(id=list_id, name=name, valid_from=start, valid_to=end))
    return sorted(found, key=lambda one: one.valid_from)


def _tariffs(contract: ContractPlan) -> Iterator[tuple[Tariff, date, date]]:
    """The tariff groups of a contract's first point with their first and last days."""
    turns = [turn for turn in contract.points[0].turns if turn.tariff] if contract.points else []
    edges = [date.min, *(turn.on for turn in turns), date.max]
    groups = [contract.tariff, *(turn.tariff for turn in turns if turn.tariff)]
    for tariff, since, until in zip(groups, edges, edges[1:], strict=False):
        if contract.ends_on is None or since <= contract.ends_on:
            yield tariff, since, until - timedelta(days=1)


def _energy_charges(product: str, tariff: Tariff, day: date) -> Iterator[Charge]:
    if product == DYNAMIC:
        yield _charge("energy", ENERGY_NAME, "kWh", tariffs.DYNAMIC_MARKUP, index="RCE", factor="1")
    else:
        for zone in ZONES[tariff]:
            price = tariffs.energy_price(product, tariff, zone, day)
            yield _charge("energy", ENERGY_NAME, "kWh", price, zone=zone)
    yield _charge("excise", "Akcyza", "kWh", tariffs.EXCISE)
    yield _charge("trade_fee", "Opłata handlowa", "month", tariffs.TRADE_FEE[tariff[0]])


def _distribution_charges(operator: Operator, tariff: Tariff, day: date) -> Iterator[Charge]:
    group = tariff[0]
    for zone in ZONES[tariff]:
        price = tariffs.network_price(zone, day, operator.price)
        yield _charge("network_variable", "Opłata sieciowa zmienna", "kWh", price, zone=zone)
    yield _charge("quality", "Opłata jakościowa", "kWh", by_year(tariffs.QUALITY, day))
    yield _charge("cogeneration", "Opłata kogeneracyjna", "kWh", tariffs.COGENERATION)
    unit = "month" if group == "G" else "kW_month"
    yield _charge("network_fixed", "Opłata sieciowa stała", unit, tariffs.NETWORK[group])
    if group == "G":
        over = 0
        for upto, price in tariffs.CAPACITY_HOUSEHOLD:
            last = upto >= tariffs.NO_LIMIT
            yield _charge(
                "capacity", "Opłata mocowa", "month", price, yearly_from=over, yearly_to=None if last else upto
            )
            over = upto
    else:
        yield _charge("capacity", "Opłata mocowa", "kWh", by_year(tariffs.CAPACITY, day))
    yield _charge("subscription", "Opłata abonamentowa", "month", tariffs.METERING[group])


def _charge(code: str, name: str, unit: str, price: Decimal, **where: object) -> Charge:
    return Charge.model_validate({"code": code, "name": name, "unit": unit, "price": str(price), **where})
