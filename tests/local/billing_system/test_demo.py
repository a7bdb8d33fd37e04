import json
from datetime import date, timedelta

import pytest

from local.billing_system.people.demo import PEOPLE_FILE, demo_people
from local.billing_system.world import World
from shared.billing_contract import Contract, Point, Usage
from shared.working_days import plus_months
from tests.depth import sample

DAYS = [
    date(2026, 11, 23), date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 1), date(2027, 3, 7),
    date(2027, 8, 5), date(2028, 2, 29),
]  # fmt: skip


@pytest.fixture(params=sample(DAYS, 3), ids=str)
def world(request: pytest.FixtureRequest) -> World:
    return World(seed=request.param.toordinal() % 5, customers=0, demo=True, made_on=request.param)


def test_the_committed_file_is_current() -> None:
    assert json.loads(PEOPLE_FILE.read_text()) == demo_people()


def test_the_named_document_was_issued_in_the_last_twelve_months_on_every_day(world: World) -> None:
    for place, person in enumerate(demo_people()):
        account = world.account(place, world.made_on)
        customer = account.customer
        assert customer.customer_number == person["customerNumber"]
        assert (customer.pesel, customer.nip) == (person.get("pesel"), person.get("nip"))
        issued = {document.number: document.issued_on for document in account.ledger.documents.values()}
        if issued:
            assert world.made_on - timedelta(days=365) < issued[person["documentNumber"]] <= world.made_on
            assert issued[person["documentNumber"]] == max(
                document.issued_on
                for document in account.ledger.documents.values()
                if document.kind == "invoice" and document.account == account.plan.contracts[0].account
            )
        else:
            assert person["documentNumber"] == account.plan.contracts[0].number


def test_who_owes_has_one_invoice_due_in_a_few_days_and_an_older_one_paid_in_part(world: World) -> None:
    ledger = world.account(0, world.made_on).ledger
    older, newest = [document for document in ledger.documents.values() if document.remaining]
    assert newest.due_on is not None
    assert older.due_on is not None
    assert newest.remaining == newest.amount > 0
    assert timedelta(days=1) <= newest.due_on - world.made_on <= timedelta(days=7)
    assert 0 < older.remaining < older.amount
    assert older.due_on < world.made_on
    assert ledger.balance == newest.remaining + older.remaining


def test_the_prosumer_overpaid_and_has_quarter_hours(world: World) -> None:
    account = world.account(1, world.made_on)
    assert account.ledger.balance < 0
    usage = [record.data for record in account.records() if isinstance(record.data, Usage)]
    fine = [one for one in usage if one.resolution == "quarter_hour"]
    whole = {one.start for one in fine}
    assert {plus_months(world.made_on.replace(day=1), -n) for n in range(1, 14)} <= whole, "the replay needs a year"
    assert all(one.exported for one in fine)


def test_the_company_has_contracts_points_a_correction_and_an_interest_note(world: World) -> None:
    account = world.account(2, world.made_on)
    kinds = {document.kind for document in account.ledger.documents.values()}
    assert kinds == {"invoice", "correction", "interest_note"}
    data = [record.data for record in account.records(usage_since=None)]
    statuses = [one.status for one in data if isinstance(one, Contract)]
    assert sorted(statuses) == ["active", "active", "ended"]
    assert len([one for one in data if isinstance(one, Point)]) == 5


def test_the_newcomer_has_an_unsigned_contract_and_nothing_else(world: World) -> None:
    account = world.account(3, world.made_on)
    records = list(account.records())
    assert [record.kind for record in records] == ["customer", "balance", "contract"]
    assert account.ledger.balance == 0


def test_the_settled_customer_owes_nothing(world: World) -> None:
    ledger = world.account(4, world.made_on).ledger
    assert ledger.balance == 0
    assert len(ledger.documents) > 20


def test_the_co_operative_has_1200_points(world: World) -> None:
    account = world.account(5, world.made_on)
    assert sum(len(contract.points) for contract in account.plan.contracts) == 1200
    largest = max(len(document.model_dump_json()) for document in account.ledger.documents.values())
    assert largest < 100_000
