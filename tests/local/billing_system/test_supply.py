"""What the world tells of supply: sums, gaps, a moved point, prices, deposits and own readings."""

from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from local.billing_system.books.account import Account
from local.billing_system.catalogue import catalogue
from local.billing_system.energy.consumption import times_of
from local.billing_system.plans import month_of
from local.billing_system.prices.price_lists import price_lists
from local.billing_system.testing import RunningBilling, running_billing
from local.billing_system.world import World
from shared.billing_contract import Contract, Deposit, Document, MarketPrices, Point, PriceList, Usage
from tests.world import all_changes

DEMO_WITH_POINTS = [0, 1, 2, 4, 6, 7, 8, 9]


def data_of[T](account: Account, kind: type[T]) -> list[T]:
    return [record.data for record in account.records() if isinstance(record.data, kind)]


def by_month(usage: Usage) -> Counter[tuple[str, str]]:
    """The Wh of each month and zone; a month with an unknown value is left out."""
    sums: Counter[tuple[str, str]] = Counter()
    unknown = set()
    for zone, values in usage.imported.items():
        for month, value in zip(months_of(usage), values, strict=True):
            if value is None:
                unknown.add(month)
            else:
                sums[month, zone] += value
    return Counter({key: value for key, value in sums.items() if key[0] not in unknown and value})


def months_of(usage: Usage) -> list[str]:
    if usage.resolution == "month":
        first = month_of(usage.start)
        return [f"{2024 + (8 + m) // 12}-{(8 + m) % 12 + 1:02}" for m in range(first, first + len(usage.quality))]
    days = [usage.start + timedelta(days=n) for n in range(366)]
    if usage.resolution == "day":
        return [f"{day:%Y-%m}" for day in days[: len(usage.quality)]]
    return [f"{day:%Y-%m}" for day in days[:31] for _ in times_of(day)][: len(usage.quality)]


@pytest.mark.parametrize("place", DEMO_WITH_POINTS)
def test_quarters_make_days_days_make_months_and_months_are_what_was_billed(world: World, place: int) -> None:
    account = world.account(place, world.made_on)
    sums: dict[str, Counter[tuple[str, str, str]]] = {"month": Counter(), "day": Counter(), "quarter_hour": Counter()}
    for usage in data_of(account, Usage):
        for (month, zone), value in by_month(usage).items():
            sums[usage.resolution][usage.point_id, month, zone] += value
    this_month = f"{world.made_on:%Y-%m}"
    for finer, coarser in (("quarter_hour", "day"), ("day", "month")):
        told = {key: value for key, value in sums[finer].items() if key[1] != this_month}
        assert all(sums[coarser][key] == value for key, value in told.items())
    billed: Counter[tuple[str, str, str]] = Counter()
    for document in data_of(account, Document):
        if document.kind == "invoice":
            for reading in document.readings:
                billed[reading.point_id, f"{document.period_from:%Y-%m}", reading.zone] += reading.energy or 0
    assert billed
    last_billed = max(month for _, month, _ in billed)
    measured = {key: value for key, value in sums["month"].items() if key[1] <= last_billed}
    assert {key: value for key, value in billed.items() if value} == measured


def test_the_last_days_show_one_of_each_that_can_happen_to_data(world: World) -> None:
    days = [usage for usage in data_of(world.account(0, world.made_on), Usage) if usage.resolution == "day"][-1]
    assert days.start + timedelta(days=len(days.quality)) == world.made_on
    assert [days.quality[-age] for age in (1, 2, 4, 8, 11)] == ["N", "B", "Z", "S", "Z"]
    corrected = len(days.quality) - 8
    before = [(one.quality, one.imported["całodobowa"]) for one in days.earlier if one.index == corrected]
    now = days.imported["całodobowa"][corrected]
    assert now is not None
    assert before == [("B", None), ("Z", round(now * 0.9))]


def test_a_gap_is_filled_and_then_corrected_as_days_pass(world: World) -> None:
    gap = world.made_on - timedelta(days=2)
    told = []
    for later in range(5):
        account = world.account(0, world.made_on + timedelta(days=later))
        days = next(u for u in reversed(data_of(account, Usage)) if u.resolution == "day" and u.start.year == gap.year)
        told.append(days.quality[(gap - days.start).days])
    assert "".join(told) == "BZZSS"


def test_a_moved_point_is_each_customers_within_their_own_days(world: World) -> None:
    old, new = (world.account(place, world.made_on) for place in (6, 7))
    before, after = data_of(old, Point)[0], data_of(new, Point)[0]
    assert before.ppe == after.ppe
    assert before.supplied_to is not None
    assert after.supplied_from == before.supplied_to + timedelta(days=1)
    assert after.supplied_from.day != 1
    for usage in data_of(old, Usage):
        last = usage.start + timedelta(days=len(usage.quality) - 1) if usage.resolution == "day" else usage.start
        assert last <= before.supplied_to
    assert all(usage.start >= after.supplied_from for usage in data_of(new, Usage) if usage.resolution != "month")
    handed_over = [reading for document in data_of(old, Document) for reading in document.readings][-1]
    taken_over = next(reading for document in data_of(new, Document) for reading in document.readings)
    assert (handed_over.to_on, handed_over.to_kwh) == (before.supplied_to, taken_over.from_kwh)
    assert taken_over.from_on == after.supplied_from
    assert [span.number for span in after.meters] != [before.meter_number]
    assert [span.tariff for span in after.tariffs] == ["G11", "G12"]
    assert [span.tariff for span in before.tariffs] == ["G11"]
    assert not any("G12" in one.name for one in data_of(old, Contract)[0].price_lists)


@pytest.mark.parametrize("place", [0, 1, 7])
def test_the_price_lists_of_the_contract_make_the_bill(world: World, place: int) -> None:
    lists = dict(price_lists(world.ids, world.made_on))
    account = world.account(place, world.made_on)
    contract = data_of(account, Contract)[0]
    point = data_of(account, Point)[0]
    document = [document for document in data_of(account, Document) if document.kind == "invoice"][-1]
    assert document.period_from is not None
    in_force = [
        lists[one.id]
        for one in contract.price_lists
        if one.valid_from <= document.period_from and (one.valid_to is None or one.valid_to >= document.period_from)
        if lists[one.id].tariff == point.tariff
    ]
    assert sorted(one.part for one in in_force) == ["distribution", "energy"]
    kwh = {reading.zone: Decimal(reading.energy or 0) / 1_000 for reading in document.readings}
    net = sum(grosze(price, kwh) for one in in_force for price in charges(one, sum(kwh.values()) * 12))
    assert net == sum(line.net for line in document.lines if line.vat_rate == "23")


def charges(one: PriceList, yearly: Decimal) -> list[Any]:
    return [
        charge
        for charge in one.charges
        if (charge.yearly_from is None or yearly > charge.yearly_from)
        and (charge.yearly_to is None or yearly <= charge.yearly_to)
    ]


def grosze(charge: Any, kwh: dict[str, Decimal]) -> int:
    energy = kwh.get(charge.zone, Decimal(0)) if charge.zone else sum(kwh.values(), Decimal(0))
    quantity = energy if charge.unit == "kWh" else Decimal(1)
    return int((quantity * Decimal(charge.price)).quantize(Decimal("0.01"), ROUND_HALF_UP) * 100)


def test_market_prices_reach_to_tomorrow_and_rcem_keeps_what_was_corrected(world: World) -> None:
    told = [record.data for record in catalogue(world.ids, world.made_on)]
    prices = [one for one in told if isinstance(one, MarketPrices)]
    rce = max((one for one in prices if one.index == "RCE"), key=lambda one: one.month)
    tomorrow = world.made_on + timedelta(days=1)
    days = [rce.month + timedelta(days=n) for n in range((tomorrow - rce.month).days + 1)]
    assert len(rce.prices) == sum(len(times_of(day)) for day in days)
    assert any(price < 0 for one in prices if one.index == "RCE" for price in one.prices if price is not None)
    december = next(one for one in prices if one.index == "RCEm" and one.month == date(2024, 12, 1))
    assert [version.price for version in december.versions] == [47023, 46828]
    assert december.prices == [46828]
    assert all(len(one.prices) == 31 * 24 for one in prices if one.month == date(2024, 12, 1) and one.index == "RCE")


def test_the_deposit_pays_for_active_energy_the_oldest_first(world: World) -> None:
    account = world.account(1, world.made_on)
    deposits = data_of(account, Deposit)
    assert {deposit.state for deposit in deposits} >= {"used", "open"}
    assert any(one.state == "pending" for one in data_of(world.account(1, date(2026, 12, 2)), Deposit))
    taken: Counter[str] = Counter()
    for deposit in deposits:
        assert deposit.value is not None
        assert deposit.price is not None
        worth = Decimal(deposit.exported) / 1_000_000 * deposit.price / 100 * Decimal(deposit.factor or "1")
        assert abs(Decimal(deposit.value) / 100 - worth) <= Decimal("0.005")
        assert deposit.left == deposit.value - sum(use.amount for use in deposit.uses) >= 0
        for use in deposit.uses:
            assert deposit.booked_on is not None
            assert deposit.lapses_on is not None
            assert deposit.booked_on <= use.used_on <= deposit.lapses_on
            taken[use.document_id] += use.amount
    documents = account.ledger.documents
    from_lines = {
        key: -line.gross for key, one in documents.items() for line in one.lines if line.name.startswith("Depozyt")
    }
    assert taken == from_lines
    for key, amount in from_lines.items():
        energy = sum(line.gross for line in documents[key].lines if line.name == "Energia elektryczna czynna")
        assert amount <= energy


def test_an_own_reading_comes_back_received_and_then_decided(tmp_path: Path) -> None:
    today = date(2026, 11, 23)
    with running_billing(tmp_path, customers=0, pdfs="none", today=today) as billing:
        client = billing.server
        account = billing.system.account(4)
        point_id = billing.system.world.ids.make(4, "point", 0)
        point = data_of(account, Point)[0]
        states = {reading.zone: reading.to_kwh for reading in data_of(account, Document)[-1].readings}
        asked = {
            "customerId": billing.system.world.ids.make(4, "customer"),
            "kind": "reading",
            "requestedAt": "2026-11-23T10:00:00Z",
        }
        body = {"pointId": point_id, "meterNumber": point.meter_number, "takenOn": "2026-11-22"}
        right = [{"zone": zone, "kwh": state + 5} for zone, state in states.items()]
        wrong = [{"zone": zone, "kwh": state - 5} for zone, state in states.items()]
        for n, sent in enumerate((right, wrong)):
            reading = {**asked, "portalReference": f"odczyt-000{n}", "reading": {**body, "states": sent}}
            answer = client.post("/requests", json=reading, headers={"Idempotency-Key": f"odczyt-000{n}"})
            assert answer.status_code == 202
        picture = b"\xff\xd8\xff what follows"
        sent_photo = partial(client.put, content=picture, headers={"Content-Type": "image/jpeg"})
        assert [sent_photo("/requests/odczyt-0000/photo").status_code for _ in range(2)] == [204, 204]
        assert billing.system.journal.photo("odczyt-0000") == ("image/jpeg", picture)
        assert sent_photo("/requests/odczyt-0009/photo").status_code == 404
        assert sent_photo("/requests/odczyt-0000/photo", content=b"%PDF-").status_code == 415
        told = told_readings(billing)
    assert [one["state"] for one in told["odczyt-0000"]] == ["received", "accepted"]
    assert [one["state"] for one in told["odczyt-0001"]] == ["received", "rejected"]
    assert "niższy" in told["odczyt-0001"][1]["reason"]


def told_readings(billing: RunningBilling) -> dict[str, list[dict[str, Any]]]:
    """What was told of each of the portal's readings, in order."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for change in all_changes(billing.system):
        if change["kind"] == "reading" and "portalReference" in change["data"]:
            told[change["data"]["portalReference"]].append(change["data"])
    return told
