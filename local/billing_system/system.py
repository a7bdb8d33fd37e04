"""The billing system itself: the world of its first day, the journal after it, and the PDFs."""

import hashlib
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import orjson

from local.billing_system.books.account import Account, Record
from local.billing_system.books.readings import decided, received
from local.billing_system.catalogue import catalogue
from local.billing_system.journal import Journal
from local.billing_system.orders import carried_out
from local.billing_system.papers.pdfs import PdfStore
from local.billing_system.people.consents import changes_asked, refusal_of
from local.billing_system.prices.price_lists import PLACE as FOR_ALL
from local.billing_system.simulation.simulated import SERIAL, later
from local.billing_system.world import AFTER_WORLD, World
from shared import clock
from shared.billing_contract import FOR_ALL as FOR_ALL_KINDS
from shared.billing_contract import (
    Contract,
    CustomerRequest,
    Document,
    MeterReading,
    PaymentBooked,
    PaymentReport,
    Pdf,
    RequestAccepted,
    RequestState,
)
from shared.json_model import JsonModel

PAGE_BYTES = 4 * 2**20
"""A page ends early when it has become this long."""

PAGE_SECONDS = 3.0
"""A page ends early when it took so long: PDFs not made ahead are made when they are announced."""

CATCHING_UP = 1.5
"""Seconds that one call for changes may spend on bringing in a new day."""

VERSION = "7"
"""Raised when the generator changes what a given seed yields."""


class OtherWorldError(Exception):
    """The data directory holds another world than the one asked for."""


class UnknownCustomerError(Exception):
    """No customer has this id or number."""


class KeyReusedError(Exception):
    """An idempotency key came again with another body."""


@dataclass(frozen=True)
class Settings:
    """What a world is made from; the same directory must always be opened with the same."""

    seed: int = 7
    customers: int = 100
    demo: bool = True
    pdfs: Literal["all", "none"] = "all"
    request_delay: timedelta = timedelta(seconds=5)


@dataclass(frozen=True)
class ChangePage:
    """A page of changes, each already in JSON."""

    changes: list[bytes]
    next: int
    complete: bool

    def json(self) -> bytes:
        """Return the page as the contract has it."""
        tail = f'],"next":{self.next},"complete":{str(self.complete).lower()}}}'
        return b'{"changes":[' + b",".join(self.changes) + tail.encode()


class BillingSystem:
    """The billing system over a data directory. Safe to use from several threads.

    Raises OtherWorldError when the directory was made with other settings.
    """

    def __init__(self, data: Path, settings: Settings, *, now: Callable[[], datetime] = clock.now) -> None:
        self.settings = settings
        self.journal = Journal(data / "journal.sqlite")
        self.store = PdfStore(data / "pdf")
        self.now = now
        self._lock = threading.RLock()
        self.world = self._open_world()
        self._caught_up = self.world.made_on
        self._recent: tuple[tuple[int, date, int], Account] | None = None
        self._catching: tuple[date, Iterator[int]] | None = None

    def today(self) -> date:
        """Return the legal date in Poland."""
        return self.now().astimezone(clock.WARSAW).date()

    def close(self) -> None:
        """Close the journal."""
        self.journal.close()

    def _open_world(self) -> World:
        asked = {
            "version": VERSION,
            "seed": str(self.settings.seed),
            "customers": str(self.settings.customers),
            "demo": str(self.settings.demo),
            "pdfs": self.settings.pdfs,
        }
        with self.journal.transaction():
            if self.journal.meta("made_on") is None:
                self.journal.set_meta("made_on", self.today().isoformat())
                for key, value in asked.items():
                    self.journal.set_meta(key, value)
        for key, value in asked.items():
            if (held := self.journal.meta(key)) != value:
                self.journal.close()
                raise OtherWorldError(
                    f"this directory holds a world made with {key} {held}, not {value}; "
                    "remove it, and what was read from it (make clean), or use another"
                )
        made_on = date.fromisoformat(self.journal.meta("made_on") or "")
        return World(self.settings.seed, self.settings.customers, self.settings.demo, made_on)

    # What the contract offers

    def changes(self, after: int, limit: int) -> ChangePage:
        """Return the changes after a cursor, at most `limit` of them and about 4 MB."""
        with self._lock:
            self._carry_out_requests()
            caught_up = self._catch_up()
            found: list[bytes] = []
            size, reached = 0, after
            until = time.monotonic() + PAGE_SECONDS
            for cursor, content in self._stream(after):
                full = size + len(content) > PAGE_BYTES or time.monotonic() > until
                if len(found) == limit or (found and full):
                    return ChangePage(found, reached, complete=False)
                found.append(content)
                size += len(content)
                reached = cursor
            return ChangePage(found, reached, complete=caught_up)

    def pdf(self, document_id: str, thing: Literal["document", "contract"] = "document") -> bytes | None:
        """Return the announced PDF of a document or contract, or None where none was announced."""
        known, named = self.journal.pdf(document_id), self.world.ids.read(document_id)
        if known is None or named is None or (named.thing == "contract") != (thing == "contract"):
            return None
        content = self.store.read(known.sha256)
        if content is None:
            if self.world.has(named.place):
                with self._lock:
                    self.store.make(self.account(named.place), document_id)
            content = self.store.read(known.sha256)
        return content

    def ksef_xml(self, document_id: str) -> bytes | None:
        """Return the announced XML of a document, or None where none was announced. It is made anew each time."""
        named = self.world.ids.read(document_id)
        if named is None or not self.world.has(named.place):
            return None
        with self._lock:
            return self._recent_account(named.place).ksef_xml(document_id)

    def pay(self, report: PaymentReport) -> PaymentBooked:
        """Book an online payment. Raises UnknownCustomerError."""
        place = self._place_of_id(report.customer_id)
        nth = self.happen(
            place,
            {
                "type": "payment",
                "documents": [[part.document_id, part.amount] for part in report.documents],
                "amount": report.amount,
                "method": "online",
                "portalReference": report.portal_reference,
            },
        )
        payment_id = self.world.ids.make(place, "payment", SERIAL + nth)
        return PaymentBooked(payment_id=payment_id, booked_on=self.today())

    def request(self, request: CustomerRequest) -> RequestAccepted:
        """Take in what a customer asks; it shows in a change after the settings' delay. Raises UnknownCustomerError."""
        self._place_of_id(request.customer_id)
        now = self.now().astimezone(UTC)
        number = self.journal.add_request(now + self.settings.request_delay, request.model_dump_json())
        if request.reading is not None:
            self._read(request, number, received(request, request.reading))
        return RequestAccepted(reference=f"ZL/{number:06d}", accepted_at=now)

    def once[T: JsonModel](self, key: str, content: T, act: Callable[[T], JsonModel]) -> str:
        """Do what was asked under an idempotency key once; the same again has the same answer.

        Raises KeyReusedError for the same key with another body.
        """
        digest = hashlib.sha256(content.model_dump_json().encode()).hexdigest()
        with self._lock, self.journal.transaction():
            known = self.journal.answer(key)
            if known is not None:
                if known[0] != digest:
                    raise KeyReusedError
                return known[2]
            answer = act(content).model_dump_json()
            self.journal.set_answer(key, digest, 202, answer)
            return answer

    # What happens after the first day

    def account(self, place: int, day: date | None = None) -> Account:
        """Return a customer's account as the journal has it, or as it is on another day."""
        events = self.journal.events(place)
        booked = [later(at, i + 1, body) for i, (at, body) in enumerate(events)]
        return self.world.account(place, day or self._day_of(place), booked)

    def _recent_account(self, place: int) -> Account:
        """Return a customer's account, the same object while nothing has happened: a large one takes seconds."""
        state = (place, self._day_of(place), len(self.journal.events(place)))
        if state == (place, self.world.made_on, 0):
            return self.world.first_account(place)
        if self._recent is None or self._recent[0] != state:
            self._recent = state, self.account(place)
        return self._recent[1]

    def happen(self, place: int, body: dict[str, Any]) -> int:
        """Let something happen to a customer now; returns how many such events the customer has had."""
        with self._lock, self.journal.transaction():
            self.roll(place)
            before = list(self.account(place).records(usage_since=None))
            nth = self.journal.add_event(place, self.now().astimezone(UTC), body)
            after = self.account(place)
            self._append_difference(place, before, list(after.records(usage_since=None)), after)
            return nth

    def roll(self, place: int) -> None:
        """Bring what the calendar has brought a customer up to today into the journal."""
        today = self.today()
        if self._day_of(place) >= today:
            return
        with self._lock, self.journal.transaction():
            known = self._day_of(place)
            if place == FOR_ALL:
                before, now = (list(catalogue(self.world.ids, day, known)) for day in (known, today))
                self._append_difference(place, before, now)
            else:
                before = list(self.account(place).records(usage_since=known))
                after = self.account(place, today)
                self._append_difference(place, before, list(after.records(usage_since=known)), after)
            self.journal.set_day(place, today)

    def append(self, place: int, record: Record) -> int:
        """Append a change that states a record (again); returns its cursor."""
        return AFTER_WORLD + self.journal.append(self.change(place, record, self.account(place)))

    def change(self, place: int, record: Record, account: Account | None = None) -> dict[str, Any]:
        """Return the change that states a record, without its cursor."""
        data = record.data
        if isinstance(data, Document):
            waiting = data.ksef is not None and data.ksef.state == "waiting"
            data = data.model_copy(update={"pdf": None if waiting else self._pdf_of(place, record.id, account)})
        elif isinstance(data, Contract) and data.signed_on is not None:
            data = data.model_copy(update={"pdf": self._pdf_of(place, record.id, account)})
        owner = {} if record.kind in FOR_ALL_KINDS else {"customerId": self.world.ids.make(place, "customer")}
        return {
            "kind": record.kind,
            "id": record.id,
            **owner,
            "deleted": False,
            "data": data.model_dump(mode="json", exclude_none=True),
        }

    def _append_difference(
        self, place: int, before: list[Record], after: list[Record], account: Account | None = None
    ) -> None:
        known = {(record.kind, record.id): record.data for record in before}
        for record in after:
            if known.get((record.kind, record.id)) != record.data:
                self.journal.append(self.change(place, record, account))

    def _pdf_of(self, place: int, document_id: str, account: Account | None) -> Pdf | None:
        if self.settings.pdfs == "none":
            return None
        known = self.journal.pdf(document_id)
        if known is None:
            known = self.store.make(account or self.world.first_account(place), document_id)
            self.journal.set_pdfs([(document_id, known)])
        return Pdf(sha256=known.sha256, size=known.size)

    def _stream(self, after: int) -> Iterator[tuple[int, bytes]]:
        if after < AFTER_WORLD:
            for cursor, place, record in self.world.changes(after):
                yield cursor, orjson.dumps({"cursor": cursor, **self.change(place, record)})
        reached = max(0, after - AFTER_WORLD)
        while rows := self.journal.changes(reached, 500):
            for seq, body in rows:
                cursor = AFTER_WORLD + seq
                yield cursor, orjson.dumps({"cursor": cursor, **body} if isinstance(body, dict) else body)
            reached = rows[-1][0]

    def _day_of(self, place: int) -> date:
        return self.journal.day(place) or self.world.made_on

    def _catch_up(self) -> bool:
        """Bring a new day in, for some time at most; tell whether all customers have it."""
        today = self.today()
        if self._caught_up >= today:
            return True
        if self._catching is None or self._catching[0] != today:
            self._catching = today, itertools.chain([FOR_ALL], self.world.every_place())
        until = time.monotonic() + CATCHING_UP
        for place in self._catching[1]:
            self.roll(place)
            if time.monotonic() > until:
                return False
        self._caught_up = today
        return True

    def _carry_out_requests(self) -> None:
        for number, body in self.journal.due_requests(self.now()):
            request = CustomerRequest.model_validate_json(body)
            place = self._place_of_id(request.customer_id)
            with self.journal.transaction():
                if request.reading is not None:
                    self._decide(place, request, number)
                else:
                    self._carry_out(place, request)
                self.journal.request_done(number)

    def _carry_out(self, place: int, request: CustomerRequest) -> None:
        """Do what was asked or ordered, or not, and tell what became of it."""
        last = self.journal.last()
        if request.service is not None:
            events, told = carried_out(self.account(place), request.service)
        else:
            reason = refusal_of(request)
            changes = {} if reason else changes_asked(request, self.account(place).customer)
            events = [{"type": "customer", "changes": changes}] if changes else []
            state = "rejected" if reason else "confirmed"
            told = RequestState(state=state, reason=reason, decided_on=self.today())
        for event in events:
            self.happen(place, event)
        if not any(body["kind"] == "customer" for _, body in self.journal.changes(last, 10)):
            self.append(place, next(self.account(place).records(usage_since=None)))
        body = {"type": "request", "reference": request.portal_reference}
        self.happen(place, body | {"told": told.model_dump(mode="json", exclude_none=True)})

    def _read(self, request: CustomerRequest, number: int, reading: MeterReading) -> None:
        told = reading.model_dump(mode="json", exclude_none=True)
        self.happen(self._place_of_id(request.customer_id), {"type": "reading", "request": number, "reading": told})

    def _decide(self, place: int, request: CustomerRequest, number: int) -> None:
        """Accept or reject a reading; one for a point the customer does not have is rejected."""
        account = self.account(place)
        reading = account.readings[self.world.ids.make(place, "reading", SERIAL + number)]
        makers = [account.maker(contract) for contract in account.plan.contracts if contract.points]
        self._read(request, number, decided(makers, reading, self.today()))

    def _place_of_id(self, customer_id: str) -> int:
        named = self.world.ids.read(customer_id)
        if named is None or named.thing != "customer" or not self.world.has(named.place):
            raise UnknownCustomerError
        return named.place

    def place_of_number(self, number: str) -> int:
        """Return the place of the customer with this number. Raises UnknownCustomerError."""
        place = self.world.place_of(number)
        if place is None:
            raise UnknownCustomerError
        return place
