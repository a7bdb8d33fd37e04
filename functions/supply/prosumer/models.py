"""A prosumer's deposit, as it goes out. Wh, grosze, dates of Warsaw."""

from datetime import date
from typing import Literal

from shared.json_model import JsonModel


class DepositUseRow(JsonModel):
    """What of a month's deposit paid for one invoice."""

    document_id: str
    number: str | None
    used_on: date
    amount: int


class DepositMonth(JsonModel):
    """A month of energy given to the grid, as billing settled it (ustawa o OZE, art. 4c).

    `exported` is the energy after hourly balancing. `price` is grosze for a MWh of `price_kind` (RCEm, RCE), in the
    `price_version` published last when it was settled: PSE corrects RCEm afterwards, and `corrected_price` is then the
    value as it stands now. `factor` is 1 or 1.23. `left` can pay for energy until `lapses_on`; `refundable` is what of
    it comes back then. `warning` is `lapses_in_60_days` or `lapses_in_14_days` while something is left.
    """

    point_id: str
    month: date
    exported: int
    price_kind: str
    price: int | None
    price_version: int | None
    corrected_price: int | None
    factor: str | None
    value: int | None
    booked_on: date | None
    uses: list[DepositUseRow]
    left: int | None
    lapses_on: date | None
    refundable: int | None
    state: str
    warning: Literal["lapses_in_60_days", "lapses_in_14_days"] | None


class DepositView(JsonModel):
    """All months, the newest first; `left` is what is left of all of them, in grosze."""

    months: list[DepositMonth]
    left: int
    next_lapse_on: date | None
