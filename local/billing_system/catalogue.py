"""What the billing system tells everybody: price lists and market prices."""

from collections.abc import Iterator
from datetime import date

from local.billing_system.books.account import Record
from local.billing_system.energy.market import market_prices
from local.billing_system.numbers import Ids
from local.billing_system.plans import FIRST_DAY
from local.billing_system.prices.price_lists import PLACE, price_lists


def catalogue(ids: Ids, day: date, since: date = FIRST_DAY) -> Iterator[Record]:
    """Yield the records that belong to no customer as known on a day; of the prices those that may differ since."""
    for key, price_list in price_lists(ids, day):
        yield Record("price_list", key, price_list)
    for key, prices in market_prices(ids, PLACE, day, since):
        yield Record("market_prices", key, prices)
