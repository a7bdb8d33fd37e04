"""Tariffs, prices and what a bill is made of.

Prices are invented but of the Polish order of magnitude: net zloty per kWh or per month, by calendar year.
Excise is 5 zł/MWh (ustawa o podatku akcyzowym, art. 89 ust. 3); VAT on energy is 23 %.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from shared.billing_contract import Line

Tariff = Literal["G11", "G12", "G12w", "C11", "C12a"]

DAY, NIGHT, PEAK, OFF_PEAK, WHOLE = "dzienna", "nocna", "szczytowa", "pozaszczytowa", "całodobowa"
ZONES: dict[Tariff, tuple[str, ...]] = {
    "G11": (WHOLE,),
    "G12": (DAY, NIGHT),
    "G12w": (PEAK, OFF_PEAK),
    "C11": (WHOLE,),
    "C12a": (PEAK, OFF_PEAK),
}
HOUSEHOLD: tuple[Tariff, ...] = ("G11", "G12", "G12w")
BUSINESS: tuple[Tariff, ...] = ("C11", "C12a")
ENERGY_NAME = "Energia elektryczna czynna"
ZONE_PRICE = {
    WHOLE: Decimal(1),
    DAY: Decimal("1.14"),
    PEAK: Decimal("1.19"),
    NIGHT: Decimal("0.68"),
    OFF_PEAK: Decimal("0.71"),
}
ENERGY = {2024: Decimal("0.4130"), 2025: Decimal("0.5050"), 2026: Decimal("0.4950"), 2027: Decimal("0.4890")}
BUSINESS_ENERGY = {
    2024: Decimal("0.6930"),
    2025: Decimal("0.6410"),
    2026: Decimal("0.6120"),
    2027: Decimal("0.6050"),
}
FIXED_ENERGY = {"Stała cena 24": Decimal("0.4990"), "Firma stała cena": Decimal("0.6350")}
"""Energy prices of products that promise not to change them."""

DYNAMIC = "Cena dynamiczna"
DYNAMIC_MARKUP = Decimal("0.0900")
DISTRIBUTION = {2024: Decimal("0.2950"), 2025: Decimal("0.3110"), 2026: Decimal("0.3270"), 2027: Decimal("0.3310")}
QUALITY = {2024: Decimal("0.0314"), 2025: Decimal("0.0321"), 2026: Decimal("0.0331"), 2027: Decimal("0.0335")}
EXCISE = Decimal("0.00500")
COGENERATION = Decimal("0.00300")
TRADE_FEE = {"G": Decimal("9.90"), "C": Decimal("29.90")}
NETWORK = {"G": Decimal("7.85"), "C": Decimal("3.42")}
METERING = {"G": Decimal("4.56"), "C": Decimal("6.18")}
CAPACITY = {2024: Decimal("0.1267"), 2025: Decimal("0.1412"), 2026: Decimal("0.2194"), 2027: Decimal("0.2205")}
NO_LIMIT = 10**9
CAPACITY_HOUSEHOLD = (
    (500, Decimal("2.86")),
    (1200, Decimal("6.86")),
    (2800, Decimal("11.44")),
    (NO_LIMIT, Decimal("16.01")),
)
"""Capacity fee of a household: up to so many kWh a year, so much a month."""

_CENT = Decimal("0.01")


def grosze(value: Decimal) -> int:
    """Return zloty as whole grosze, halves away from zero."""
    return int(value.quantize(_CENT, ROUND_HALF_UP) * 100)


def by_year(table: dict[int, Decimal], day: date) -> Decimal:
    """Return the price of the day's year; later years keep the last known price."""
    return table[min(max(day.year, min(table)), max(table))]


def line(
    name: str,
    quantity: Decimal | int,
    unit: str,
    price: Decimal,
    *,
    zone: str | None = None,
    point_id: str | None = None,
) -> Line:
    """Return a position with 23 % VAT, rounded to the grosz."""
    net = grosze(Decimal(quantity) * price)
    vat = grosze(Decimal(net) / 100 * Decimal("0.23"))
    return Line(
        name=name,
        point_id=point_id,
        zone=zone,
        quantity=str(quantity),
        unit=unit,
        unit_price=str(price),
        net=net,
        vat_rate="23",
        vat=vat,
        gross=net + vat,
    )


def energy_price(product: str, tariff: Tariff, zone: str, day: date) -> Decimal:
    """Return the net price of a kWh of active energy."""
    table = ENERGY if tariff.startswith("G") else BUSINESS_ENERGY
    price = FIXED_ENERGY.get(product) or by_year(table, day)
    return (price * ZONE_PRICE[zone]).quantize(Decimal("0.00001"))


def network_price(zone: str, day: date, operator_price: float) -> Decimal:
    """Return the net price of bringing a kWh."""
    return (by_year(DISTRIBUTION, day) * Decimal(str(operator_price)) * ZONE_PRICE[zone]).quantize(Decimal("0.00001"))


def bill(
    product: str,
    tariff: Tariff,
    kwh: dict[str, int],
    *,
    energy_prices: dict[str, Decimal],
    day: date,
    months: Decimal,
    points: int,
    power_kw: float,
    yearly_kwh: int,
    operator_price: float,
    distribution: bool,
    point_id: str | None,
) -> list[Line]:
    """Return the positions for energy of one tariff: `kwh` by zone over `months`, of one or several points.

    `power_kw` is the sum of the points' contracted power; `yearly_kwh` sets a household's capacity fee. What is in
    `energy_prices` goes before the product's own price of that zone.
    """
    group = tariff[0]
    total = sum(kwh.values())
    meters = months * points
    lines = [
        line(
            ENERGY_NAME,
            amount,
            "kWh",
            energy_prices.get(zone) or energy_price(product, tariff, zone, day),
            zone=zone,
            point_id=point_id,
        )
        for zone, amount in kwh.items()
    ]
    lines.append(line("Akcyza", total, "kWh", EXCISE, point_id=point_id))
    lines.append(line("Opłata handlowa", meters, "mies.", TRADE_FEE[group], point_id=point_id))
    if distribution:
        lines.extend(
            _distribution(
                tariff, kwh, day, meters, months * Decimal(str(power_kw)), yearly_kwh, operator_price, point_id
            )
        )
    return [position for position in lines if position.gross or position.zone]


def _distribution(
    tariff: Tariff,
    kwh: dict[str, int],
    day: date,
    meters: Decimal,
    kw_months: Decimal,
    yearly_kwh: int,
    operator_price: float,
    point_id: str | None,
) -> Iterable[Line]:
    group = tariff[0]
    total = sum(kwh.values())
    for zone, amount in kwh.items():
        price = network_price(zone, day, operator_price)
        yield line("Opłata sieciowa zmienna", amount, "kWh", price, zone=zone, point_id=point_id)
    yield line("Opłata jakościowa", total, "kWh", by_year(QUALITY, day), point_id=point_id)
    yield line("Opłata kogeneracyjna", total, "kWh", COGENERATION, point_id=point_id)
    if group == "G":
        yield line("Opłata sieciowa stała", meters, "mies.", NETWORK[group], point_id=point_id)
        monthly = next(price for limit, price in CAPACITY_HOUSEHOLD if yearly_kwh <= limit)
        yield line("Opłata mocowa", meters, "mies.", monthly, point_id=point_id)
    else:
        yield line(
            "Opłata sieciowa stała",
            kw_months,
            "kW/mies.",
            NETWORK[group],
            point_id=point_id,
        )
        yield line("Opłata mocowa", total, "kWh", by_year(CAPACITY, day), point_id=point_id)
    yield line("Opłata abonamentowa", meters, "mies.", METERING[group], point_id=point_id)
