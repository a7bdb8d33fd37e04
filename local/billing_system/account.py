"""Everything the contract says about one customer on one day, as records in the order they are told."""

import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from local.billing_system.events import CustomerChanged, Event
from local.billing_system.invoices import InvoiceMaker
from local.billing_system.ksef import known_on
from local.billing_system.ksef_xml import invoice_xml
from local.billing_system.ledger import Ledger
from local.billing_system.numbers import Ids
from local.billing_system.plans import FIRST_DAY, ContractPlan, CustomerPlan
from local.billing_system.story import Story
from local.billing_system.usage import usage_documents
from shared.billing_contract import Balance, Contract, Customer, Document, Kind, Point
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

    def records(self, *, usage_since: date | None = FIRST_DAY) -> Iterator[Record]:
        """Yield the records: customer, balance, contracts, documents, payments, points and usage, in this order.

        Of the usage only what may have changed since a day, or none.
        """
        place = self.plan.place
        yield Record("customer", self.ids.make(place, "customer"), self.customer)
        yield Record(
            "balance", self.ids.make(place, "balance"), Balance(amount=self.ledger.balance, as_of=self.stated_at)
        )
        for contract in self.plan.contracts:
            yield Record("contract", self.ids.make(place, "contract", contract.serial), self._contract(contract))
        for key, document in self.ledger.documents.items():
            yield Record("document", key, known_on(self.day, document))
        for key, payment in self.ledger.payments.items():
            yield Record("payment", key, payment)
        for contract in self._billed():
            for point in contract.points:
                yield Record("point", self.ids.make(place, "point", point.serial), self._point(contract, point.serial))
        if usage_since is None:
            return
        for contract in self._billed():
            maker = self.maker(contract)
            for serial, data in usage_documents(self.seed, place, maker, self.day, self.made_on, usage_since):
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

    def _contract(self, contract: ContractPlan) -> Contract:
        place = self.plan.place
        unsigned = contract.signed_on is None
        ended = contract.ends_on is not None and contract.ends_on < self.day
        return Contract(
            number=contract.number,
            status="unsigned" if unsigned else "ended" if ended else "active",
            product=contract.product,
            tariff=contract.tariff,
            signed_on=contract.signed_on,
            starts_on=None if unsigned else contract.starts_on,
            ends_on=contract.ends_on,
            notice_months=1 if contract.tariff.startswith("G") else 3,
            point_ids=[self.ids.make(place, "point", point.serial) for point in contract.points],
            account=contract.account,
        )

    def _point(self, contract: ContractPlan, serial: int) -> Point:
        point = next(point for point in contract.points if point.serial == serial)
        return Point(
            ppe=point.ppe,
            previous_ppe=point.previous_ppe,
            name=point.name,
            address=point.address,
            contract_id=self.ids.make(self.plan.place, "contract", contract.serial),
            tariff=point.tariff,
            operator=point.operator.name,
            meter_number=point.meter_number,
            meter="remote" if point.remote else "manual",
            contracted_power_kw=point.power_kw,
            prosumer=point.prosumer_kwp > 0,
        )


class Later(NamedTuple):
    """Something that came after the world was made: `make` turns it into an event when its turn comes."""

    at: datetime
    make: Callable[[Account], Event | CustomerChanged | None]


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
        elif event is not None:
            ledger.book(event)
        account = replace(account, stated_at=max(account.stated_at, at))
    for event in calendar:
        ledger.book(event)
    return account


def _set_off_id(ids: Ids, place: int, text: str) -> str:
    serial = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=6).digest()) + 2**48
    return ids.make(place, "payment", serial)
