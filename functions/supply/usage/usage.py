"""A point's usage, and that of all points together, as one asks for it."""

import asyncio
from calendar import monthrange
from datetime import date
from typing import Any

from functions.supply import store, usage_store
from functions.supply.usage.models import ShownPoint, TotalRequest, UsageRequest, UsageView
from functions.supply.usage.views import day_view, month_view, year_view
from shared import clock
from shared.billing_contract import Address
from shared.problems import Problem
from shared.supply.usage import DAY, Value
from shared.supply.usage_year import FEW, Year, with_points


async def usage_of(customer_id: str, point_id: str, request: UsageRequest) -> UsageView:
    """A view of one point. Raises Problem `not_found` where the customer has neither the point nor usage of it."""
    reported, point = await asyncio.gather(
        _reported(customer_id, point_id, request), store.mirrored(customer_id, "point", point_id)
    )
    shown = _shown_point(point_id, point["data"] | {"ownName": point.get("ownName")}) if point else None
    view = _shown(request, reported, [point["data"]] if point else [])
    if point is None and not view.rows:
        raise Problem("not_found")
    return view.model_copy(update={"points": 1, "point": shown})


type Reported = dict[int, Value] | tuple[Year | None, Year | None]
"""What a view is made of: the quarter-hours of a month, or a year and the one before."""


async def _reported(customer_id: str, point_id: str, request: UsageRequest) -> Reported:
    day = request.from_ or clock.today()
    if request.resolution in {"hour", "quarter"}:
        return await usage_store.quarters_of(customer_id, point_id, day)
    return await asyncio.gather(
        usage_store.year_of(customer_id, point_id, day.year),
        usage_store.year_of(customer_id, point_id, day.year - 1) if request.compare else _nothing(),
    )


async def views_of_file(customer_id: str, point_id: str, request: UsageRequest) -> list[UsageView]:
    """The view, or where it is a day's the views of all days of its month with any value; one document all the same.

    Raises Problem `not_found` as `usage_of` does.
    """
    reported, point = await asyncio.gather(
        _reported(customer_id, point_id, request), store.mirrored(customer_id, "point", point_id)
    )
    # A month of quarter-hours takes a fifth of a second of CPU, the file's rows as much again.
    views = await asyncio.to_thread(_views_of_file, request, reported, [point["data"]] if point else [])
    if point is None and not any(view.rows for view in views):
        raise Problem("not_found")
    return views


def _views_of_file(request: UsageRequest, reported: Reported, points: list[dict[str, Any]]) -> list[UsageView]:
    if not isinstance(reported, dict):
        return [_shown(request, reported, points)]
    first = (request.from_ or clock.today()).replace(day=1)
    last = min(_ended(points), first.replace(day=monthrange(first.year, first.month)[1]))
    days = [first + n * DAY for n in range((last - first).days + 1)]
    views = [view for day in days if (view := day_view(day, reported, request.resolution)).rows]
    return views or [day_view(first, {}, request.resolution)]


async def total_view_of(customer_id: str, request: TotalRequest) -> UsageView:
    """A view of all the customer's points together, with the point where there is just one."""
    reported, points = await _totals_of(customer_id, request)
    [only] = points if len(points) == 1 else [None]
    shown = _shown_point(only["id"], only) if only else None
    return _shown(request, reported, points).model_copy(update={"point": shown})


def _shown_point(point_id: str, data: dict[str, Any]) -> ShownPoint:
    name, address = data.get("ownName") or data.get("name"), Address.model_validate(data["address"]).one_line()
    return ShownPoint(id=point_id, name=name, address=address, supplied_to=data.get("suppliedTo"))


async def total_of(customer_id: str, request: TotalRequest) -> UsageView:
    """The same as the sync has added it up, for a file."""
    return _shown(request, *await _totals_of(customer_id, request))


type Totals = tuple[Year | None, Year | None]


async def _totals_of(customer_id: str, request: TotalRequest) -> tuple[Totals, list[dict[str, Any]]]:
    """The year and the one before, and the customer's points where they are few.

    Among many, one that comes or goes within a month changes too little to be told.
    """
    day = request.from_ or clock.today()
    reported: Totals = await asyncio.gather(
        usage_store.total_of(customer_id, day.year),
        usage_store.total_of(customer_id, day.year - 1) if request.compare else _nothing(),
    )
    used = max((year.points for year in reported if year), default=0)
    if used > FEW:
        return reported, []
    points = await store.supplied_points(customer_id, FEW + 1)
    # Where there was usage of more, some are no longer told of.
    return reported, points if used <= len(points) <= FEW else []


async def _nothing() -> None:
    """Where no comparison is asked for."""


def _shown(request: UsageRequest | TotalRequest, reported: Reported, points: list[dict[str, Any]]) -> UsageView:
    """A view within the days that the points it is of (none where nobody knows) are the customer's."""
    day = request.from_ or clock.today()
    if isinstance(reported, dict):
        return day_view(day, reported if day <= _ended(points) else {}, request.resolution)
    this, before = (with_points(year, points) for year in reported)
    if request.resolution == "month":
        return year_view(day.year, this, before, _until(points))
    return month_view(day.replace(day=1), this, before, _until(points))


def _until(points: list[dict[str, Any]]) -> date:
    """The last day a value can be waited for of: yesterday, or the last one any of the points was the customer's."""
    return min(clock.today() - DAY, _ended(points))


def _ended(points: list[dict[str, Any]]) -> date:
    ends = [point.get("suppliedTo") for point in points]
    return max((date.fromisoformat(end) if end else date.max for end in ends), default=date.max)
