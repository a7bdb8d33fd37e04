"""The prosumer's deposit month by month, and what of it lapses soon."""

from datetime import date, timedelta
from typing import Any, Literal

from functions.supply import store
from functions.supply.prosumer.models import DepositMonth, DepositUseRow, DepositView
from shared import clock

EARLY, LATE = timedelta(days=60), timedelta(days=14)


async def deposit_of(customer_id: str, point_id: str | None) -> DepositView:
    """The deposit of all points or of one; empty for who has none. Two queries: the months, and today's RCEm."""
    today = clock.today()
    reported = await store.deposits_of(customer_id)
    items = [item for item in reported if point_id in {None, item["pointId"]}]
    newest = await store.monthly_prices("RCEm") if any(item["priceKind"] == "RCEm" for item in items) else {}
    months = [_month(item, newest, today) for item in items]
    months.sort(key=lambda month: (month.month, month.point_id), reverse=True)
    open_months = [month for month in months if month.left and not _lapsed(month, today)]
    return DepositView(
        months=months,
        left=sum(month.left or 0 for month in open_months),
        next_lapse_on=min((month.lapses_on for month in open_months if month.lapses_on), default=None),
    )


def warning_of(
    left: int | None, lapses_on: date | None, today: date
) -> Literal["lapses_in_60_days", "lapses_in_14_days"] | None:
    """What to warn of while something is left and has not lapsed yet."""
    if not left or left < 0 or lapses_on is None or lapses_on < today:
        return None
    if lapses_on - today <= LATE:
        return "lapses_in_14_days"
    return "lapses_in_60_days" if lapses_on - today <= EARLY else None


def _lapsed(month: DepositMonth, today: date) -> bool:
    return month.lapses_on is not None and month.lapses_on < today


def _month(item: dict[str, Any], newest: dict[str, int], today: date) -> DepositMonth:
    lapses_on = date.fromisoformat(item["lapsesOn"]) if "lapsesOn" in item else None
    price, current = item.get("price"), newest.get(item["month"][:7])
    corrected = current if item["priceKind"] == "RCEm" and price is not None and current != price else None
    return DepositMonth(
        point_id=item["pointId"],
        month=item["month"],
        exported=item["exported"],
        price_kind=item["priceKind"],
        price=price,
        price_version=item.get("priceVersion"),
        corrected_price=corrected,
        factor=item.get("factor"),
        value=item.get("value"),
        booked_on=item.get("bookedOn"),
        uses=[
            DepositUseRow(
                document_id=use["documentId"], number=use.get("number"), used_on=use["usedOn"], amount=use["amount"]
            )
            for use in item.get("uses", [])
        ],
        left=item.get("left"),
        lapses_on=lapses_on,
        refundable=item.get("refundable"),
        state=item["state"],
        warning=warning_of(item.get("left"), lapses_on, today),
    )
