"""A point's usage, and that of all points together, as one asks for it."""

import asyncio
from calendar import monthrange
from datetime import date
from typing import Any

from functions.supply import store, usage_store
from functions.supply.listing import PointListing
from functions.supply.usage.models import ShownPoint, TotalWish, UsageView, UsageWish
from functions.supply.usage.views import day_view, month_view, year_view
from shared import clock
from shared.billing_contract import Address
from shared.problems import Problem
from shared.usage import DAY, Value
from shared.usage_year import Year


async def usage_of(customer_id: str, point_id: str, wish: UsageWish) -> UsageView:
    """A view of one point. Raises Problem `not_found` where the customer has neither the point nor usage of it."""
    told, point = await asyncio.gather(
        _told_of(customer_id, point_id, wish), store.mirrored(customer_id, "point", point_id)
    )
    shown = _shown_point(point_id, point["data"] | {"ownName": point.get("ownName")}) if point else None
    view = _shown(wish, told, shown.supplied_to if shown else None)
    if point is None and not view.rows:
        raise Problem("not_found")
    return view.model_copy(update={"points": 1, "point": shown})


type Told = dict[int, Value] | tuple[Year | None, Year | None]
"""What a view is made of: the quarter-hours of a month, or a year and the one before."""


async def _told_of(customer_id: str, point_id: str, wish: UsageWish) -> Told:
    day = wish.from_ or clock.today()
    if wish.resolution in {"hour", "quarter"}:
        return await usage_store.quarters_of(customer_id, point_id, day)
    return await asyncio.gather(
        usage_store.year_of(customer_id, point_id, day.year),
        usage_store.year_of(customer_id, point_id, day.year - 1) if wish.compare else _nothing(),
    )


async def views_of_file(customer_id: str, point_id: str, wish: UsageWish) -> list[UsageView]:
    """The view, or where it is a day's the views of all days of its month with any value; one document all the same.

    Raises Problem `not_found` as `usage_of` does.
    """
    views = await _views_of_file(customer_id, point_id, wish)
    # Usage is proof enough that the point is the customer's.
    if not any(view.rows for view in views) and not await store.mirrored(customer_id, "point", point_id):
        raise Problem("not_found")
    return views


async def _views_of_file(customer_id: str, point_id: str, wish: UsageWish) -> list[UsageView]:
    if wish.resolution not in {"hour", "quarter"}:
        return [_shown(wish, await _told_of(customer_id, point_id, wish), None)]
    first = (wish.from_ or clock.today()).replace(day=1)
    quarters = await usage_store.quarters_of(customer_id, point_id, first)
    days = [first + n * DAY for n in range(monthrange(first.year, first.month)[1])]
    views = [view for day in days if (view := day_view(day, quarters, wish.resolution)).rows]
    return views or [day_view(first, quarters, wish.resolution)]


async def total_view_of(customer_id: str, wish: TotalWish) -> UsageView:
    """A view of all the customer's points together, with the point where there is just one."""
    told = await _totals_of(customer_id, wish)
    if max((year.points for year in told if year), default=0) > 1:
        return _shown(wish, told, None)
    found = (await store.listed(customer_id, "point", PointListing(limit=2))).items
    point = _shown_point(found[0]["id"], found[0]) if len(found) == 1 else None
    return _shown(wish, told, point.supplied_to if point else None).model_copy(update={"point": point})


def _shown_point(point_id: str, data: dict[str, Any]) -> ShownPoint:
    name, address = data.get("ownName") or data.get("name"), Address.model_validate(data["address"]).one_line()
    return ShownPoint(id=point_id, name=name, address=address, supplied_to=data.get("suppliedTo"))


async def total_of(customer_id: str, wish: TotalWish) -> UsageView:
    """The same as the sync has added it up, for a file."""
    return _shown(wish, await _totals_of(customer_id, wish), None)


async def _totals_of(customer_id: str, wish: TotalWish) -> tuple[Year | None, Year | None]:
    day = wish.from_ or clock.today()
    return await asyncio.gather(
        usage_store.total_of(customer_id, day.year),
        usage_store.total_of(customer_id, day.year - 1) if wish.compare else _nothing(),
    )


async def _nothing() -> None:
    """Where no comparison is asked for."""


def _shown(wish: UsageWish | TotalWish, told: Told, supplied_to: date | None) -> UsageView:
    day, yesterday = wish.from_ or clock.today(), clock.today() - DAY
    if isinstance(told, dict):
        return day_view(day, told, wish.resolution)
    until = yesterday if supplied_to is None else min(yesterday, supplied_to)
    if wish.resolution == "month":
        return year_view(day.year, *told, until)
    return month_view(day.replace(day=1), *told, until)
