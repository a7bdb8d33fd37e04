import itertools
import tracemalloc
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

import orjson
import pytest
from stdnum import iban

from local.billing_system.books.account import Account, Record
from local.billing_system.books.discounts import NAME as DISCOUNT
from local.billing_system.plans import FIRST_DAY
from local.billing_system.world import ROOM, World
from shared.billing_contract import DATA, Document, Payment, Usage
from tests.depth import sample


@pytest.fixture(scope="module")
def accounts(world: World) -> list[Account]:
    return [world.account(place, world.made_on) for place in world.every_place()]


@pytest.fixture(scope="module")
def records(world: World) -> list[tuple[int, int, Record]]:
    return list(world.changes(0))


def documents(accounts: Iterable[Account]) -> Iterable[tuple[str, Document]]:
    return itertools.chain.from_iterable(account.ledger.documents.items() for account in accounts)


def test_every_record_keeps_the_contract_once_it_went_through_json(records: list[tuple[int, int, Record]]) -> None:
    for _, _, record in records:
        content = orjson.dumps(record.data.model_dump(mode="json", exclude_none=True))
        assert len(content) < 10**6
        assert DATA[record.kind].model_validate_json(content) == record.data


def test_ids_are_unique_and_cursors_rise_within_each_customers_room(records: list[tuple[int, int, Record]]) -> None:
    assert len({(record.kind, record.id) for _, _, record in records}) == len(records)
    cursors = [cursor for cursor, _, _ in records]
    assert cursors == sorted(set(cursors))
    assert all(place * ROOM < cursor <= (place + 1) * ROOM for cursor, place, _ in records)


def test_a_customer_is_told_before_what_is_theirs(world: World) -> None:
    order = ["customer", "balance", "contract", "document", "payment", "point", "reading", "usage"]
    kinds = [record.kind for record in world.account(2, world.made_on).records()]
    assert [kind for kind, _ in itertools.groupby(kinds)] == order


def test_no_id_or_document_number_holds_a_pesel_nip_or_customer_number(accounts: list[Account]) -> None:
    for account in accounts:
        customer = account.customer
        for record in account.records(usage_since=None):
            for secret in (customer.pesel, customer.nip, customer.customer_number):
                assert not secret or secret not in record.id
        for _, document in documents([account]):
            assert customer.customer_number not in document.number


def test_the_balance_is_what_is_open_less_what_is_overpaid(accounts: list[Account]) -> None:
    signs = set()
    for account in accounts:
        ledger = account.ledger
        still_open = sum(document.remaining for document in ledger.documents.values())
        money = [payment for payment in ledger.payments.values() if payment.method != "set_off"]
        overpaid = sum(payment.amount - sum(part.amount for part in payment.settles) for payment in money)
        assert ledger.balance == still_open - overpaid
        billed = sum(document.amount for document in ledger.documents.values())
        assert ledger.balance == billed - sum(payment.amount for payment in money)
        signs.add((ledger.balance > 0) - (ledger.balance < 0))
    assert signs == {-1, 0, 1}


def test_documents_remain_what_their_settlements_leave(accounts: list[Account]) -> None:
    for account in accounts:
        by_payment: dict[tuple[str, str], int] = defaultdict(int)
        for key, document in account.ledger.documents.items():
            assert document.remaining == document.amount - sum(part.amount for part in document.settlements)
            assert 0 <= document.remaining / (document.amount or 1) <= 1
            for part in document.settlements:
                by_payment[part.payment_id, key] += part.amount
                assert part.settled_on >= document.issued_on
        by_document: dict[tuple[str, str], int] = defaultdict(int)
        for key, payment in account.ledger.payments.items():
            for settled in payment.settles:
                by_document[key, settled.document_id] += settled.amount
            parts = sum(part.amount for part in payment.settles)
            assert parts == 0 if payment.method == "set_off" else 0 <= parts <= payment.amount
        assert by_payment == by_document


def test_lines_add_up_to_the_grosz(accounts: list[Account]) -> None:
    seen = set()
    for _, document in documents(accounts):
        assert document.lines
        assert sum(line.net for line in document.lines) == document.net
        assert sum(line.vat for line in document.lines) == document.vat
        assert sum(line.gross for line in document.lines) == document.amount
        for line in document.lines:
            rate = int(line.vat_rate) if line.vat_rate.isdigit() else 0
            assert abs(line.vat * 100 - line.net * rate) <= 50
            seen.add(line.name.split(" – ")[0])
    assert {"Energia elektryczna czynna", "Akcyza", "Opłata handlowa", "Opłata sieciowa zmienna"} <= seen


def test_accounts_numbers_and_days(accounts: list[Account], world: World) -> None:
    numbers = [document.number for _, document in documents(accounts)]
    assert len(set(numbers)) == len(numbers)
    for _, document in documents(accounts):
        assert iban.is_valid(f"PL{document.account}")
        assert FIRST_DAY <= document.issued_on <= world.made_on
        if document.kind == "invoice":
            assert document.due_on is not None
            assert document.period_to is not None
            assert document.period_to < document.issued_on < document.due_on


def test_readings_follow_one_another_and_make_the_billed_energy(accounts: list[Account]) -> None:
    checked = passed_zero = multiplied = 0
    for account in accounts:
        state: dict[tuple[str, str], int] = {}
        for document in account.ledger.documents.values():
            if document.kind != "invoice" or not document.readings:
                continue
            for reading in document.readings:
                meter = (reading.meter_number, reading.zone)
                assert reading.from_kwh == state.get(meter, reading.from_kwh)
                state[meter] = reading.to_kwh
                assert reading.energy is not None
                difference = (reading.to_kwh - reading.from_kwh) * int(reading.multiplier or 1) * 1_000
                passed_zero += reading.energy != difference
                multiplied += reading.multiplier is not None
            used = sum(reading.energy or 0 for reading in document.readings) // 1_000
            # Net metering takes back a part of what was given: that part is used, and not charged.
            energy = [line for line in document.lines if line.name in {"Energia elektryczna czynna", DISCOUNT}]
            assert used == sum(int(line.quantity or 0) for line in energy)
            checked += 1
    assert checked > 500
    assert passed_zero >= 1, "a demo meter of five digits passes its end"
    assert multiplied > 20


def test_the_world_has_what_it_promises(accounts: list[Account]) -> None:
    kinds = {document.kind for _, document in documents(accounts)}
    assert kinds == {"invoice", "correction", "interest_note"}
    contracts = [
        record.data for account in accounts for record in account.records(usage_since=None) if record.kind == "contract"
    ]
    assert {contract.status for contract in contracts} == {"unsigned", "active", "ended"}  # type: ignore[attr-defined]
    assert {contract.tariff for contract in contracts} == {"G11", "G12", "G12w", "C11", "C12a"}  # type: ignore[attr-defined]
    points = [point for account in accounts for contract in account.plan.contracts for point in contract.points]
    assert {point.finest for point in points} == {"reading", "month", "day", "quarter_hour"}
    payments = [payment for account in accounts for payment in account.ledger.payments.values()]
    assert {payment.method for payment in payments} >= {"transfer", "direct_debit", "set_off"}
    assert any(isinstance(payment, Payment) and len(payment.settles) > 1 for payment in payments)
    assert any(document.ksef for _, document in documents(accounts))
    qualities = {reading.quality for _, document in documents(accounts) for reading in document.readings}
    assert qualities == {"actual", "estimated", "own"}


def test_usage_is_known_up_to_yesterday_and_whole(records: list[tuple[int, int, Record]], world: World) -> None:
    seen = set()
    for _, _, record in records:
        usage = record.data
        if not isinstance(usage, Usage):
            continue
        seen.add(usage.resolution)
        for series in usage.imported.values():
            assert all((value is None) == (letter in "BN") for value, letter in zip(series, usage.quality, strict=True))
        if usage.resolution == "day":
            assert usage.start + timedelta(days=len(usage.quality)) <= world.made_on
        if usage.resolution == "quarter_hour" and usage.start == date(2026, 10, 1):
            assert len(usage.quality) == 31 * 96 + 4
    assert seen == {"month", "day", "quarter_hour"}


def test_the_same_seed_makes_the_same_world_and_another_another(world: World) -> None:
    again = World(world.seed, world.customers, world.demo, world.made_on)
    other = World(world.seed + 1, world.customers, world.demo, world.made_on)
    for place in (1, 17, 40):
        told = list(world.account(place, world.made_on).records())
        assert told == list(again.account(place, world.made_on).records())
        assert told != list(other.account(place, world.made_on).records())


@pytest.mark.parametrize("place", [0, 1, 2, 4, 10, 15, 18, 26, 30])
def test_a_later_day_only_adds(world: World, place: int) -> None:
    for weeks in (1, 7, 30):
        before = world.account(place, world.made_on).ledger
        after = world.account(place, world.made_on + timedelta(weeks=weeks)).ledger
        for key, document in before.documents.items():
            later = after.documents[key]
            assert (later.number, later.amount, later.lines) == (document.number, document.amount, document.lines)
            assert later.settlements[: len(document.settlements)] == document.settlements
            assert after.before[key] == before.before[key]
        for key, payment in before.payments.items():
            assert after.payments[key].amount == payment.amount
            assert after.payments[key].settles[: len(payment.settles)] == payment.settles


def test_a_hundred_thousand_customers_are_streamed_not_held() -> None:
    world = World(seed=3, customers=100_000, demo=False, made_on=date(2026, 11, 23))

    def read(first: int, customers: int) -> int:
        stream = world.changes((10 + first) * ROOM)
        return sum(1 for _ in itertools.takewhile(lambda told: told[1] < 10 + first + customers, stream))

    read(0, 5)
    tracemalloc.start()
    try:
        for first in (0, *sample([99_900, 50_000], 2)):
            tracemalloc.reset_peak()
            assert read(first, 10) > 200
            assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    finally:
        tracemalloc.stop()
    assert len({world.plan(place).customer.customer_number for place in range(10, 100_010, 997)}) == 101


def test_identities_are_unique_among_many() -> None:
    world = World(seed=3, customers=100_000, demo=True, made_on=date(2026, 11, 23))
    customers = [world.plan(place).customer for place in [*range(10, 1_500), *range(100_000, 100_010)]]
    known = [customer.pesel or customer.nip for customer in customers]
    assert len(set(known)) == len(known)
