"""What energy cost, costs and would have cost. Grosze, Wh, dates of Warsaw."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from shared.json_model import JsonModel


class CostMonth(JsonModel):
    """A month's cost, net. `billed` comes from invoices and corrections, whose days it is split by where a bill is
    for more than a month, and is None where no bill says it of the point; `estimated` is what price lists say of days
    that are not billed, for one point only."""

    month: date
    billed: int | None
    estimated: int | None
    documents: list[str]


class CostView(JsonModel):
    """A year's cost by months, net, in grosze.

    `elsewhere` is what the same documents charge for other years. `unassigned` is what bills of several points charge
    for the whole contract and not for one point: it is in no month of a point's view. `billed` is None where they say
    nothing else (a collective invoice); then all days are estimated. `dynamic` says that a point's
    energy is priced by the exchange; `deposit` that a deposit will pay for some of what is estimated.
    """

    year: int
    months: list[CostMonth]
    billed: int | None
    elsewhere: int
    unassigned: int
    dynamic: bool
    deposit: bool


class Range(JsonModel):
    """The likely value, and between what it will probably be (eight times out of ten)."""

    low: int
    expected: int
    high: int


class Forecast(JsonModel):
    """The next bill of a point at this pace: its period, energy (Wh) and gross amount (grosze).

    `known_to` is the last day that is measured and not guessed. `basis`: `this_pace` (the last four weeks) or
    `last_year` (a meter read by hand). None in `amount` where the price lists leave something out.
    """

    period_from: date
    period_to: date
    known_to: date | None
    basis: Literal["this_pace", "last_year"]
    energy: Range
    amount: Range | None


class NextBill(JsonModel):
    """The forecast, or why there is none: `no_contract`, `too_little_data`.

    `without` says what of a prosumer's it leaves out: the `deposit`, or the `discounts` of net metering.
    """

    forecast: Forecast | None
    without: Literal["deposit", "discounts"] | None = None
    reason: Literal["no_contract", "too_little_data"] | None


class ReplayMonth(JsonModel):
    """A month's net cost by a tariff group; `measured` says that its zones were measured and not carried over."""

    month: date
    variable: int
    fixed: int
    measured: bool


class ReplayTariff(JsonModel):
    """What own usage would have cost in a tariff group, net, with fixed parts and the band of the capacity charge.

    `reason` says why it cannot be worked out: `no_hours_for_operator`, `no_prices`. `certain` is false where the
    zones' hours are not certain. `uncounted` are charges the price lists name and the replay cannot count.
    """

    tariff: str
    own: bool
    reason: Literal["no_hours_for_operator", "no_prices"] | None
    months: list[ReplayMonth]
    year: int | None
    per_month: int | None
    certain: bool
    uncounted: list[str]


class DynamicReplay(JsonModel):
    """Active energy alone, by the exchange's price of each hour or quarter-hour (RCE) and by the own price list, net.

    Only of the months for which both are known.
    """

    months: list[date]
    energy: int
    dynamic: int
    own: int | None


class ReplayView(JsonModel):
    """Own usage of the last twelve whole months in other tariff groups.

    `covered` is the share of its energy that was measured by quarter-hours, 0 to 1; below `needed` there is
    `reason` `too_little_data` and no tariff. Nothing here is an offer.
    """

    first_on: date
    last_on: date
    energy: int
    covered: float
    needed: float
    reason: Literal["too_little_data", "no_contract"] | None
    tariffs: list[ReplayTariff]
    dynamic: DynamicReplay | None


class HourPrice(JsonModel):
    """The price of an hour, the mean of its quarter-hours: of the exchange, net, in grosze for a MWh, which may be
    negative; and of a kWh by the own contract, gross, in zloty, where that goes by it."""

    at: AwareDatetime
    market: int
    energy: str | None


class PriceDay(JsonModel):
    """A day's prices, in order of time."""

    on: date
    hours: list[HourPrice]


class PricesAhead(JsonModel):
    """Today's prices and, after about 14:00, tomorrow's; a day of which nothing is known is left out."""

    days: list[PriceDay]
