"""Contracts and metering points: what was agreed, and how and where energy is measured."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator
from stdnum import ean

from shared.billing_contract.customers import Address
from shared.billing_contract.documents import Pdf
from shared.billing_contract.values import (
    ContractModel,
    Decimals,
    Grosze,
    LongText,
    Nrb,
    OpaqueId,
    ShortText,
    Tariff,
    Word,
    ZoneName,
)


class PriceListInForce(ContractModel):
    """A price list of a contract („cennik od … do …”); `id` leads to the prices (`price_list`)."""

    id: OpaqueId
    name: ShortText
    valid_from: date
    valid_to: date | None = None


class Notice(ContractModel):
    """The notice period: so many `months` or `days`, ending with `ends`: month, billing_period, day; or another.

    A household's is by law (Prawo energetyczne art. 4j ust. 4) whatever stands here.
    """

    months: Annotated[int, Field(ge=0, le=60)] | None = None
    days: Annotated[int, Field(ge=0, le=1830)] | None = None
    ends: Word = "month"
    text: LongText | None = None


class EarlyEnding(ContractModel):
    """What ending a fixed term early costs: `amount` where it is known, `method` how it is worked out."""

    amount: Grosze | None = None
    method: LongText | None = None


class Renewal(ContractModel):
    """What happens when the term is over. `kind`: none, same_terms, open_ended, standard_price_list; or another."""

    kind: Word
    text: LongText | None = None


class ReserveSeller(ContractModel):
    """Who sells where this seller can not, and what having chosen them means (art. 5 ust. 2 pkt 1 lit. b)."""

    name: ShortText
    text: LongText | None = None


class Contract(ContractModel):
    """A contract. `purpose`: household, business. `scope`: comprehensive (sale and distribution), sale. `term`:
    open_ended, fixed. Each may be another word, or absent where billing does not know.

    `price_lists` are all that were or will be in force, in order. `fixed_price_until` is the last day of a price
    that was promised not to change.
    """

    number: ShortText
    status: Literal["unsigned", "active", "ended"]
    product: ShortText
    tariff: Tariff
    purpose: Word | None = None
    scope: Word | None = None
    term: Word | None = None
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    notice_months: Annotated[int, Field(ge=0, le=60)] | None = None
    notice: Notice | None = None
    early_ending: EarlyEnding | None = None
    renewal: Renewal | None = None
    price_lists: list[PriceListInForce] = []
    fixed_price_until: date | None = None
    reserve_seller: ReserveSeller | None = None
    billed_every_months: Annotated[int, Field(ge=1, le=24)] | None = None
    point_ids: list[OpaqueId] = []
    account: Nrb | None = None
    pdf: Pdf | None = None


class MeterSpan(ContractModel):
    """A meter and the days it hung at the point, both included; `last` is its state in kWh by zone when taken down."""

    number: ShortText
    installed_on: date | None = None
    removed_on: date | None = None
    multiplier: Decimals | None = None
    digits: Annotated[int, Field(ge=1, le=15)] | None = None
    first: dict[ZoneName, Annotated[int, Field(ge=0, le=10**12)]] | None = None
    last: dict[ZoneName, Annotated[int, Field(ge=0, le=10**12)]] | None = None


class TariffSpan(ContractModel):
    """A tariff group and the days it applied, both included; no end while it does."""

    tariff: Tariff
    from_on: date
    to_on: date | None = None


class ReadingSchedule(ContractModel):
    """When the meter is read: every so many months, next on; a remote one is known `data_after_days` later."""

    every_months: Annotated[int, Field(ge=1, le=24)] | None = None
    next_on: date | None = None
    data_after_days: Annotated[int, Field(ge=0, le=60)] | None = None


class ProsumerTerms(ContractModel):
    """How given energy is settled. `settlement`: net_metering (with its `ratio`), net_billing (with its `price`:
    RCEm, RCE); or another. `power_kw` is that of the installation."""

    settlement: Word
    price: Word | None = None
    ratio: Decimals | None = None
    since: date | None = None
    power_kw: Annotated[float, Field(gt=0, le=10**6)] | None = None


class Point(ContractModel):
    """A customer's metering point (punkt poboru energii); `ppe` is its GS1 GSRN of 18 digits.

    Where a point passes to another customer, each has a record with an id of its own; `supplied_from` and
    `supplied_to` are the first and last day that are this customer's, and nothing else is told of it to them.
    `operator_code`: PGE, TAURON, ENEA, ENERGA, STOEN; or another. `meter_clock`: `local`, or `CET` where the clock
    that switches zones stays on winter time. `holidays`: whether holidays count as such: yes, no, unknown.
    """

    ppe: Annotated[str, StringConstraints(pattern=r"^590[0-9]{15}$")]
    previous_ppe: ShortText | None = None
    name: ShortText | None = None
    address: Address
    contract_id: OpaqueId
    tariff: Tariff
    tariffs: list[TariffSpan] = []
    supplied_from: date | None = None
    supplied_to: date | None = None
    operator: ShortText
    operator_code: Word | None = None
    emergency_phone: ShortText | None = None
    meter_number: ShortText
    meter: Literal["manual", "remote"]
    meters: list[MeterSpan] = []
    meter_clock: Literal["local", "CET"] | None = None
    holidays: Literal["yes", "no", "unknown"] = "unknown"
    reading_schedule: ReadingSchedule | None = None
    phases: Annotated[int, Field(ge=1, le=3)] | None = None
    contracted_power_kw: Annotated[float, Field(gt=0, le=10**6)]
    prosumer: bool = False
    prosumer_terms: ProsumerTerms | None = None

    @model_validator(mode="after")
    def _check_digit(self) -> "Point":
        if ean.calc_check_digit(self.ppe[:-1]) != self.ppe[-1]:
            raise ValueError("the check digit of the PPE is wrong")
        return self
