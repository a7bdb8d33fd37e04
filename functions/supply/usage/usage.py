"""A point's usage, and that of all points together, as one asks for it."""

import asyncio
from datetime import date

from functions.supply import store, usage_store
from functions.supply.usage.models import TotalWish, UsageView, UsageWish
from functions.supply.usage.views import day_view, month_view, year_view
from functions.supply.usage_store import Year
from shared import clock
from shared.problems import Problem
from shared.usage import DAY


async def usage_of(customer_id: str, point_id: str, wish: UsageWish) -> UsageView:
    """A view of one point. Raises Problem `not_found` where the customer has neither the point nor usage of it."""
    day = wish.from_ or clock.today()
    if wish.resolution in {"hour", "quarter"}:
        view = day_view(day, await usage_store.quarters_of(customer_id, point_id, day), wish.resolution)
    else:
        this, before = await asyncio.gather(
            usage_store.year_of(customer_id, point_id, day.year),
            usage_store.year_of(customer_id, point_id, day.year - 1) if wish.compare else _nothing(),
        )
        view = _shown(wish, day, this, before)
    if not view.rows and not await store.mirrored(customer_id, "point", point_id):
        raise Problem("not_found")
    return view


async def total_of(customer_id: str, wish: TotalWish) -> UsageView:
    """A view of all the customer's points together, as the sync has added them up."""
    day = wish.from_ or clock.today()
    this, before = await asyncio.gather(
        usage_store.total_of(customer_id, day.year),
        usage_store.total_of(customer_id, day.year - 1) if wish.compare else _nothing(),
    )
    return _shown(wish, day, this, before)


async def _nothing() -> None:
    """Where no comparison is asked for."""


def _shown(wish: UsageWish | TotalWish, day: date, this: Year | None, before: Year | None) -> UsageView:
    yesterday = clock.today() - DAY
    if wish.resolution == "month":
        return year_view(day.year, this, before, yesterday)
    return month_view(day.replace(day=1), this, before, yesterday)
