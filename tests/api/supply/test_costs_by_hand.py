"""The next bill, the replay and dynamic prices against sums worked out by hand, which stand beside them."""

from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from shared import clock
from shared.billing_contract import EVERYBODY
from shared.clock import WARSAW
from shared.supply.usage import DAY, QUARTER, midnight, quarters_between
from tests.api.conftest import Mailbox
from tests.api.journey import signed_in
from tests.builders import (
    a_balance,
    a_change,
    a_contract,
    a_customer,
    a_document,
    a_point,
    a_usage,
    mirrored,
)

POINT = "/api/supply/points/point-0001"
MEASURED = [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]
AT_TEN, AT_TWO = 2_000, 1_000
"""Wh used every day of the measured months from ten o'clock on, and from two: 3 kWh a day."""

ZONES = {"G11": {None: ("0.5000", "0.3000")}, "G12": {"dzienna": ("0.6000", "0.3500"), "nocna": ("0.3000", "0.1000")}}
"""Zloty for a kWh: to the seller, to the distributor."""


def a_list(entity: str, part: str, tariff: str, charges: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    data = {"part": part, "name": f"{part} {tariff}", "tariff": tariff, "validFrom": "2024-01-01", "charges": charges}
    return a_change("price_list", entity, EVERYBODY, data | more)


def a_charge(code: str, unit: str, price: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "name": code, "unit": unit, "price": price} | more


def lists_of(tariff: str) -> list[dict[str, Any]]:
    energy = [
        a_charge("energy", "kWh", seller, **({"zone": zone} if zone else {}))
        for zone, (seller, _) in ZONES[tariff].items()
    ]
    network = [
        a_charge("network_variable", "kWh", operator, **({"zone": zone} if zone else {}))
        for zone, (_, operator) in ZONES[tariff].items()
    ]
    capacity = [
        a_charge("capacity", "month", "5.00", yearlyFrom=0, yearlyTo=1200),
        a_charge("capacity", "month", "8.00", yearlyFrom=1200),
    ]
    return [
        a_list(
            f"list-energy-{tariff}",
            "energy",
            tariff,
            [*energy, a_charge("trade_fee", "month", "10.00")],
            product="Prąd dla domu",
        ),
        a_list(f"list-network-{tariff}", "distribution", tariff, [*network, *capacity], operatorCode="TAURON"),
    ]


def clock_hours(month: date) -> list[int]:
    """The hour of the clock in Warsaw of every quarter-hour of a month."""
    following = (month.replace(day=28) + 4 * DAY).replace(day=1)
    begin = midnight(month)
    return [(begin + n * QUARTER).astimezone(WARSAW).hour for n in range(quarters_between(month, following))]


def quarters(month: date) -> dict[str, Any]:
    """All of each day's energy in the first quarter-hours after two and after ten."""
    hours = clock_hours(month)
    used = [
        {2: AT_TWO, 10: AT_TEN}.get(hour, 0) if n and hours[n - 1] == hour - 1 else 0 for n, hour in enumerate(hours)
    ]
    return a_usage(
        f"usage-quarters-{month:%m}",
        resolution="quarter_hour",
        start=month.isoformat(),
        quality="R" * len(used),
        imported={"całodobowa": used},
    )


def market(month: date) -> dict[str, Any]:
    """RCE by hours: 0,40 zł at ten, 0,10 zł at two, 0,20 zł else."""
    prices = [{10: 40_000, 2: 10_000}.get(hour, 20_000) for hour in clock_hours(month)[::4]]
    data = {"index": "RCE", "month": month.isoformat(), "resolution": "hour", "prices": prices}
    return a_change("market_prices", f"market-{month:%Y-%m}", EVERYBODY, data)


CONTRACT: dict[str, Any] = {
    "product": "Prąd dla domu",
    "tariff": "G11",
    "scope": "comprehensive",
    "billedEveryMonths": 1,
    "pointIds": ["point-0001"],
    "priceLists": [
        {"id": "list-energy-G11", "name": "a", "validFrom": "2024-01-01"},
        {"id": "list-network-G11", "name": "b", "validFrom": "2024-01-01"},
    ],
}


@pytest.fixture
async def anna(portal: str, browser: httpx.AsyncClient, mailbox: Mailbox) -> httpx.AsyncClient:
    """Twelve months of 90 kWh but for August and October, which have 93; from January on 3 kWh every day."""
    clock.set_now(datetime(2026, 11, 27, 9, tzinfo=UTC))
    months = [90_000] * 7 + [93_000, 90_000, 93_000]
    await mirrored(
        a_customer(),
        a_balance(),
        a_document(periodFrom="2026-10-01", periodTo="2026-10-31"),
        a_contract(**CONTRACT),
        a_point(tariff="G11", operatorCode="TAURON", contractId="contract-customer-anna"),
        a_usage("usage-2025", start="2025-11-01", quality="RR", imported={"całodobowa": [90_000] * 2}),
        a_usage("usage-2026", start="2026-01-01", quality="R" * 10, imported={"całodobowa": months}),
        a_usage(
            "usage-days",
            resolution="day",
            start="2026-01-01",
            quality="R" * 330,
            imported={"całodobowa": [3_000] * 330},
        ),
        *(quarters(month) for month in MEASURED),
        *(market(month) for month in MEASURED),
        *lists_of("G11"),
        *lists_of("G12"),
    )
    await signed_in(browser, "44051401359")
    return browser


async def test_the_replay_is_what_one_works_out_by_hand(anna: httpx.AsyncClient) -> None:
    view = (await anna.get(f"{POINT}/replay")).json()
    # 9 months of 90 kWh, 93 + 90 + 93 kWh; the last three by quarter-hours.
    assert (view["energy"], view["covered"]) == (1_086_000, round(276 / 1086, 3))
    g11, g12 = view["tariffs"]
    # 1086 kWh x (0,50 + 0,30) = 868,80; 12 months x (10,00 + 5,00, the band up to 1200 kWh) = 180,00.
    assert (g11["tariff"], g11["own"], g11["year"]) == ("G11", True, 104_880)
    # Two thirds by day, 724 kWh x 0,95 = 687,80; a third by night, 362 kWh x 0,40 = 144,80; and 180,00.
    assert (g12["tariff"], g12["own"], g12["year"]) == ("G12", False, 101_260)
    # August, measured: 62 x 0,95 + 31 x 0,40. January, shared out: 60 x 0,95 + 30 x 0,40.
    assert [(one["variable"], one["fixed"]) for one in (g12["months"][9], g12["months"][2])] == [
        (7_130, 1_500),
        (6_900, 1_500),
    ]
    # The exchange: (62 + 60 + 62) x 0,40 + (31 + 30 + 31) x 0,10 = 82,80; the own list: 276 x 0,50 = 138,00.
    assert view["dynamic"] == {
        "months": [month.isoformat() for month in MEASURED],
        "energy": 276_000,
        "dynamic": 8_280,
        "own": 13_800,
    }


async def test_the_next_bill_is_what_one_works_out_by_hand(anna: httpx.AsyncClient) -> None:
    forecast = (await anna.get(f"{POINT}/next-bill")).json()["forecast"]
    assert (forecast["periodFrom"], forecast["periodTo"], forecast["knownTo"]) == (
        "2026-11-01",
        "2026-11-30",
        "2026-11-26",
    )
    # 26 days of 3 kWh are known, 4 are to come; a tenth of those 12 kWh either way, for each day was like the other.
    assert forecast["energy"] == {"low": 88_800, "expected": 90_000, "high": 91_200}
    # 90 x 0,80 + 15,00 = 87,00, with VAT 107,01; 88,8 x 0,80 + 15 = 86,04, 105,83; 91,2 x 0,80 + 15 = 87,96, 108,19.
    assert forecast["amount"] == {"low": 10_583, "expected": 10_701, "high": 10_819}


async def test_what_is_exempt_from_vat_is_billed_without(anna: httpx.AsyncClient) -> None:
    energy = lists_of("G11")[0]
    energy["data"]["vatRate"] = "zw"
    await mirrored(energy)
    amount = (await anna.get(f"{POINT}/next-bill")).json()["forecast"]["amount"]
    # The seller 90 x 0,50 + 10,00 = 55,00 as it is; the distributor 90 x 0,30 + 5,00 = 32,00, with VAT 39,36.
    assert amount["expected"] == 9_436


async def test_a_contract_by_the_exchange_costs_what_one_works_out_by_hand(anna: httpx.AsyncClient) -> None:
    by_index = a_charge("energy", "kWh", "0.0900", index="RCE", factor="1")
    november = a_usage(
        "usage-quarters-11",
        resolution="quarter_hour",
        start="2026-11-01",
        quality="R" * 96 * 26,
        imported={"całodobowa": quarters(date(2026, 11, 1))["data"]["imported"]["całodobowa"][: 96 * 26]},
    )
    await mirrored(
        a_list("list-energy-dyn", "energy", "G11", [by_index], product="Cena dynamiczna"),
        a_contract(
            **CONTRACT
            | {
                "product": "Cena dynamiczna",
                "priceLists": [{"id": "list-energy-dyn", "name": "d", "validFrom": "2024-01-01"}],
            }
        ),
        november,
        market(date(2026, 11, 1)),
    )
    [own, *_] = (await anna.get(f"{POINT}/replay")).json()["tariffs"]
    # August: 62 x (0,40 + 0,09) + 31 x (0,10 + 0,09) + 93 x 0,30 to the distributor.
    assert own["months"][9]["variable"] == 6_417
    assert own["uncounted"] == ["energy"], "what the exchange took in months without hours is not known"
    costs = (await anna.get(f"{POINT}/costs?year=2026")).json()
    # November so far: 52 x 0,49 + 26 x 0,19 = 30,42, of the seller alone.
    assert (costs["dynamic"], costs["deposit"]) == (True, False)
    assert [one["estimated"] for one in costs["months"] if one["month"] == "2026-11-01"] == [3_042]
    await mirrored(
        a_point(
            tariff="G11",
            operatorCode="TAURON",
            contractId="contract-customer-anna",
            prosumer=True,
            prosumerTerms={"settlement": "net_billing"},
        )
    )
    assert (await anna.get(f"{POINT}/costs?year=2026")).json()["deposit"] is True
    prices = (await anna.get(f"{POINT}/prices")).json()
    # Of November all days are told: today's and tomorrow's. At ten (0,40 + 0,09) x 1,23.
    assert [day["on"] for day in prices["days"]] == ["2026-11-27", "2026-11-28"]
    assert prices["days"][1]["hours"][10] == {"at": "2026-11-28T10:00:00+01:00", "market": 40_000, "energy": "0.6027"}


async def test_what_the_exchange_has_not_told_is_not_counted_as_nothing(anna: httpx.AsyncClient) -> None:
    told = market(date(2026, 9, 1))
    told["data"]["prices"][10] = None
    await mirrored(told)
    dynamic = (await anna.get(f"{POINT}/replay")).json()["dynamic"]
    # August and October alone: (62 + 62) x 0,40 + (31 + 31) x 0,10.
    assert (dynamic["months"], dynamic["dynamic"]) == (["2026-08-01", "2026-10-01"], 5_580)
