"""A customer's life by the calendar: invoices issued, paid, corrected and charged with interest."""

from collections.abc import Iterator
from datetime import date, timedelta

from local.billing_system.books.events import Event, InterestDue, Issued, Paid
from local.billing_system.books.invoices import InvoiceMaker
from local.billing_system.numbers import Ids, document_number, noise
from local.billing_system.plans import ContractPlan, CustomerPlan, Period, periods

LATE_ENOUGH = timedelta(days=10)
"""A business paying later than this gets an interest note."""


class Story:
    """The events of one customer; `made_on` is the first day of the world, from which quirks are counted."""

    def __init__(self, seed: int, ids: Ids, plan: CustomerPlan, made_on: date) -> None:
        self._seed = seed
        self._ids = ids
        self._plan = plan
        self._made_on = made_on
        self._makers = {
            contract.serial: InvoiceMaker(seed, ids, plan, contract) for contract in plan.contracts if contract.points
        }

    def maker(self, contract: ContractPlan) -> InvoiceMaker:
        """Return what makes this contract's documents."""
        return self._makers[contract.serial]

    def events(self, day: date) -> list[Event]:
        """Return all events up to the day, in order. What they are does not depend on the day asked for."""
        found = [
            event
            for contract in self._plan.contracts
            if contract.points
            for event in self._of_contract(contract, day)
            if event.on <= day
        ]
        found.sort(key=lambda event: event.on)
        return found

    def relative(self, contract: ContractPlan, period: Period) -> int:
        """Return the invoice's place from the newest one on the first day (0): -1 is the one before it."""
        return period.index - (len(periods(contract, self._made_on)) - 1)

    def _of_contract(self, contract: ContractPlan, day: date) -> Iterator[Event]:
        maker = self._makers[contract.serial]
        known = len(periods(contract, self._made_on)) - 1
        for period in periods(contract, day):
            relative = period.index - known
            key, document = maker.invoice(period, relative)
            yield Issued(period.issued_on, key, document)
            yield from self._payments(contract, relative, key, period.issued_on, maker.serial(relative))
            if self._corrected(contract, period, relative):
                on = period.issued_on + timedelta(days=16)
                factor = "0.86" if noise(self._seed, self._plan.place, 21, period.index) < 0.8 else "1.09"
                correction = maker.correction(key, document, on=on, serial=maker.serial(relative), factor=factor)
                yield Issued(on, *correction)
                if correction[1].amount > 0:
                    yield self._pays(on + timedelta(days=9), correction[0], maker.serial(relative), 3)

    def _corrected(self, contract: ContractPlan, period: Period, relative: int) -> bool:
        if not self._plan.by_chance:
            return contract.serial == 0 and relative in self._plan.quirks.corrected
        return noise(self._seed, self._plan.place, 20, contract.serial, period.index) < 0.02

    def _payments(
        self, contract: ContractPlan, relative: int, key: str, issued_on: date, serial: int
    ) -> Iterator[Event]:
        quirks = self._plan.quirks
        due_on = issued_on + timedelta(days=contract.due_days)
        soon = issued_on + timedelta(days=2 + int(noise(self._seed, self._plan.place, 22, serial) * 5))
        if contract.serial == 0:
            if relative in quirks.unpaid:
                return
            if relative in quirks.partly:
                yield self._pays(soon, key, serial, 0, share=0.6)
                return
            if relative in quirks.twice:
                yield self._pays(soon, key, serial, 0, extra_copies=1)
                return
            if relative in quirks.late:
                yield from self._late(due_on + timedelta(days=23), key, serial, note=True)
                return
        yield from self._by_habit(contract, key, serial, soon, due_on)

    def _by_habit(self, contract: ContractPlan, key: str, serial: int, soon: date, due_on: date) -> Iterator[Event]:
        chance = noise(self._seed, self._plan.place, 23, serial)
        match self._plan.habit:
            case "debit":
                yield self._pays(due_on, key, serial, 0, method="direct_debit")
            case "late":
                paid_on = due_on + timedelta(days=3 + int(chance * 30))
                business = self._plan.customer.kind == "business"
                yield from self._late(paid_on, key, serial, note=business and paid_on - due_on > LATE_ENOUGH)
            case "partial" if chance < 0.5:
                yield self._pays(soon, key, serial, 0, share=0.6)
                yield self._pays(due_on + timedelta(days=28), key, serial, 1)
            case "forgetful" if chance < 0.3:
                yield self._pays(due_on + timedelta(days=20 + int(chance * 100)), key, serial, 0)
            case "overpays":
                yield self._pays(soon, key, serial, 0, round_up_to=5_000)
            case _:
                yield self._pays(soon, key, serial, 0)

    def _late(self, paid_on: date, key: str, serial: int, *, note: bool) -> Iterator[Event]:
        yield self._pays(paid_on, key, serial, 0)
        if note:
            note_key = self._ids.make(self._plan.place, "interest", serial)
            number = document_number("NO", self._plan.place, 40_000 + serial)
            yield InterestDue(paid_on + timedelta(days=8), note_key, number, key)
            if self._plan.by_chance:
                yield self._pays(paid_on + timedelta(days=19), note_key, serial, 2)

    def _pays(
        self,
        on: date,
        key: str,
        serial: int,
        nth: int,
        *,
        share: float = 1.0,
        method: str = "transfer",
        round_up_to: int = 1,
        extra_copies: int = 0,
    ) -> Paid:
        return Paid(
            on=on,
            payment_id=self._ids.make(self._plan.place, "payment", serial * 10 + nth),
            documents=((key, None),),
            method=method,
            share=share,
            round_up_to=round_up_to,
            extra_copies=extra_copies,
        )
