"""Everything the contract says about one customer on one day, as records in the order they are told."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from local.billing_system.books.agreements import contract_record, point_record
from local.billing_system.books.events import CustomerChanged, Event, MeterRead, RequestSettled
from local.billing_system.books.invoices import InvoiceMaker
from local.billing_system.books.ksef import known_on
from local.billing_system.books.ksef_xml import invoice_xml
from local.billing_system.books.ledger import Ledger
from local.billing_system.books.readings import period_readings
from local.billing_system.books.story import Story
from local.billing_system.books.usage import usage_documents
from local.billing_system.numbers import Ids
from local.billing_system.plans import FIRST_DAY, ContractPlan, CustomerPlan
from shared.billing_contract import Balance, Customer, Document, Kind, MeterReading, RequestState
from shared.clock import WARSAW
from shared.json_model import JsonModel


class Record(NamedTuple):
    """One record as the contract knows it."""

    kind: Kind
    id: str
    data: JsonModel


@dataclass(frozen=True)
class Account:
    """A customer on a day: the ledger after all that happened, and what it is told from."""

    seed: int
    ids: Ids
    plan: CustomerPlan
    story: Story
    customer: Customer
    ledger: Ledger
    day: date
    made_on: date
    stated_at: datetime
    readings: dict[str, MeterReading] = field(default_factory=dict)
    requests: dict[str, RequestState] = field(default_factory=dict)

    def records(self, *, usage_since: date | None = FIRST_DAY) -> Iterator[Record]:
        """Yield the records: customer, balance, contracts, documents, payments, points, readings, deposits, requests,
        usage.

        Of the usage only what may have changed since a day, or none.
        """
        place = self.plan.place
        yield Record("customer", self.ids.make(place, "customer"), self.customer)
        yield Record(
            "balance", self.ids.make(place, "balance"), Balance(amount=self.ledger.balance, as_of=self.stated_at)
        )
        for contract in self.plan.contracts:
            yield Record(
                "contract",
                self.ids.make(place, "contract", contract.serial),
                contract_record(self.ids, self.plan, contract, self.day),
            )
        for key, document in self.ledger.documents.items():
            yield Record("document", key, known_on(self.day, document))
        for key, payment in self.ledger.payments.items():
            yield Record("payment", key, payment)
        for contract in self._billed():
            for point in contract.points:
                data = point_record(self.ids, self.plan, contract, point, self.day)
                yield Record("point", self.ids.make(place, "point", point.serial), data)
        yield from self._measured()
        for reference, told in self.requests.items():
            yield Record("request", reference, told)
        if usage_since is not None:
            yield from self._usage(usage_since)

    def _measured(self) -> Iterator[Record]:
        """The readings and the deposits."""
        place = self.plan.place
        for contract in self._billed():
            for serial, reading in period_readings(self.maker(contract), self.day):
                yield Record("reading", self.ids.make(place, "reading", serial), reading)
        for key, own in self.readings.items():
            yield Record("reading", key, own)
        for contract in self._billed():
            for serial, deposit in self.maker(contract).deposits.records(self.day):
                yield Record("deposit", self.ids.make(place, "deposit", serial), deposit)

    def _usage(self, since: date) -> Iterator[Record]:
        place = self.plan.place
        for contract in self._billed():
            maker = self.maker(contract)
            for serial, data in usage_documents(self.seed, place, maker, self.day, self.made_on, since):
                yield Record("usage", self.ids.make(place, "usage", serial), data)

    def maker(self, contract: ContractPlan) -> InvoiceMaker:
        """Return what makes the contract's documents."""
        return self.story.maker(contract)

    def contract_of(self, document: Document) -> ContractPlan:
        """Return the contract a document belongs to."""
        return next(
            contract
            for contract in self.plan.contracts
            if self.ids.make(self.plan.place, "contract", contract.serial) == document.contract_id
        )

    def ksef_xml(self, document_id: str) -> bytes | None:
        """Return the XML announced for a document, None where none is."""
        document = self.ledger.documents.get(document_id)
        told = known_on(self.day, document).ksef if document else None
        if document is None or told is None or told.xml_sha256 is None:
            return None
        return invoice_xml(document, self.plan.customer, self.ledger.documents.get(document.corrects or ""))

    def _billed(self) -> list[ContractPlan]:
        return [contract for contract in self.plan.contracts if contract.points]


class Later(NamedTuple):
    """Something that came after the world was made: `make` turns it into an event when its turn comes."""

    at: datetime
    make: Callable[[Account], Event | CustomerChanged | MeterRead | RequestSettled | None]


def open_account(
    seed: int, ids: Ids, plan: CustomerPlan, day: date, made_on: date, later: Iterable[Later] = ()
) -> Account:
    """Return the customer's account on the day.

    `later` are simulated events in the order they came, each booked after all that the calendar brought up to
    its own day. The account is stated at midnight, or at the last of them.
    """
    story = Story(seed, ids, plan, made_on)
    ledger = Ledger(lambda text: _set_off_id(ids, plan.place, text))
    midnight = datetime.combine(day, time(), WARSAW).astimezone(UTC)
    account = Account(seed, ids, plan, story, plan.customer, ledger, day, made_on, midnight)
    calendar = deque(story.events(day))
    for at, make in later:
        while calendar and calendar[0].on <= at.astimezone(WARSAW).date():
            ledger.book(calendar.popleft())
        event = make(account)
        if isinstance(event, CustomerChanged):
            account = replace(account, customer=account.customer.model_copy(update=event.changes))
        elif isinstance(event, MeterRead):
            account.readings[event.reading_id] = event.reading
        elif isinstance(event, RequestSettled):
            account.requests[event.reference] = event.told
        elif event is not None:
            ledger.book(event)
        account = replace(account, stated_at=max(account.stated_at, at))
    for event in calendar:
        ledger.book(event)
    return account


def _set_off_id(ids: Ids, place: int, text: str) -> str:
    serial = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest()) + 2**48
    return ids.make(place, "payment", serial)
