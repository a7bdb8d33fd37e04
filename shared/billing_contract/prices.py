"""Price lists and market prices: the same for all customers, so their changes name none."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.billing_contract.values import ContractModel, Decimals, ShortText, Tariff, Word, ZoneName


class Charge(ContractModel):
    """One price, net, in zloty, of one `unit`: `kWh`, `month`, `kW_month`, `day`; or another.

    `code` says what it is for: energy, excise, trade_fee, network_variable, network_fixed, quality, renewables,
    cogeneration, capacity, subscription, transition; or another. It holds only where all it names fits: `zone`,
    `months` of the year, `days` (workday, saturday, sunday, holiday), `phases`, and a band of yearly use in kWh
    (`yearly_from` < use <= `yearly_to`). With an `index` the price of a kWh is that index (RCE) times `factor`, plus
    `price`.
    """

    code: Word
    name: ShortText
    unit: Word
    price: Decimals
    zone: ZoneName | None = None
    months: list[Annotated[int, Field(ge=1, le=12)]] | None = None
    days: list[Word] | None = None
    phases: Annotated[int, Field(ge=1, le=3)] | None = None
    yearly_from: Annotated[int, Field(ge=0, le=10**12)] | None = None
    yearly_to: Annotated[int, Field(ge=0, le=10**12)] | None = None
    index: Word | None = None
    factor: Decimals | None = None


class PriceList(ContractModel):
    """Prices valid from a day to a day, both included; without an end while they are not replaced.

    The seller's (`energy`) are for a `product` and a tariff group, the distributor's (`distribution`) for an
    operator and a tariff group; a comprehensive contract is billed by one of each.
    """

    part: Literal["energy", "distribution"]
    name: ShortText
    product: ShortText | None = None
    operator_code: Word | None = None
    tariff: Tariff
    valid_from: date
    valid_to: date | None = None
    vat_rate: Word = "23"
    charges: Annotated[list[Charge], Field(max_length=500)]


class PriceVersion(ContractModel):
    """A value of a monthly price as it was published; PSE corrects RCEm afterwards."""

    version: Annotated[int, Field(strict=True, ge=0, le=10**6)]
    price: Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)]
    published_on: date


class MarketPrices(ContractModel):
    """A market price of a month of Warsaw time, net, in whole grosze for a MWh; it may be negative.

    `index`: RCE by hours or quarter-hours from the month's first on (92 or 100 quarters when the clock changes), as
    far as it is known, so tomorrow's are the last; null where unknown. RCEm has one value, the newest, and all of
    them in `versions`.
    """

    index: Word
    month: date
    resolution: Literal["month", "hour", "quarter_hour"]
    prices: Annotated[list[Annotated[int, Field(strict=True, ge=-(10**9), le=10**9)] | None], Field(max_length=3100)]
    versions: list[PriceVersion] = []
