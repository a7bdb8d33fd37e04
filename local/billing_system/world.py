"""The world on its first day: customers one after another, never held in memory together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from local.billing_system.books.account import Account, Later, Record, open_account
from local.billing_system.catalogue import catalogue
from local.billing_system.numbers import Ids, place_of_customer
from local.billing_system.people.demo import PLACES, demo_plan
from local.billing_system.people.people import ordinary
from local.billing_system.plans import CustomerPlan
from local.billing_system.prices.price_lists import PLACE as FOR_ALL

ROOM = 100_000
"""So many cursors are kept for each customer."""

ORDINARY_FROM = 10
"""The place of the first ordinary customer; the places before are the demo people's."""

AFTER_WORLD = 10**12
"""Cursors above this belong to what happened after the world was made."""


@dataclass(frozen=True)
class World:
    """The customers and how they stood on the day the world was made."""

    seed: int
    customers: int
    demo: bool
    made_on: date

    @cached_property
    def ids(self) -> Ids:
        """The world's opaque ids."""
        return Ids(self.seed)

    @property
    def places(self) -> list[range]:
        """All places that have a customer, demo people first."""
        ordinary_places = range(ORDINARY_FROM, ORDINARY_FROM + self.customers)
        return [PLACES, ordinary_places] if self.demo else [ordinary_places]

    def every_place(self) -> Iterator[int]:
        """Yield all places in order."""
        for places in self.places:
            yield from places

    def has(self, place: int) -> bool:
        """Tell whether a customer lives at this place."""
        return any(place in places for places in self.places)

    def place_of(self, customer_number: str) -> int | None:
        """Return the place of the customer with this number, or None."""
        place = place_of_customer(customer_number)
        return place if place is not None and self.has(place) else None

    def plan(self, place: int) -> CustomerPlan:
        """Return who lives at the place."""
        return demo_plan(place, self.made_on) if place in PLACES else ordinary(self.seed, place)

    def account(self, place: int, day: date, later: Iterable[Later] = ()) -> Account:
        """Return the account of the customer at the place on a day, with simulated events booked."""
        return open_account(self.seed, self.ids, self.plan(place), day, self.made_on, later)

    def changes(self, after: int) -> Iterator[tuple[int, int, Record]]:
        """Yield (cursor, place, record) of the first day above a cursor; what is for everybody has a place too."""
        for places in sorted([*self.places, range(FOR_ALL, FOR_ALL + 1)], key=lambda places: places.start):
            for place in places:
                first = place * ROOM + 1
                if first + ROOM <= after + 1:
                    continue
                records = _for_all(self) if place == FOR_ALL else _first_day(self, place)[1]
                for i in range(max(0, after + 1 - first), len(records)):
                    yield first + i, place, records[i]

    def first_account(self, place: int) -> Account:
        """Return the account on the first day."""
        return _first_day(self, place)[0]


@lru_cache(maxsize=1)
def _for_all(world: World) -> list[Record]:
    return list(catalogue(world.ids, world.made_on))


@lru_cache(maxsize=3)
def _first_day(world: World, place: int) -> tuple[Account, list[Record]]:
    account = world.account(place, world.made_on)
    return account, list(account.records())
