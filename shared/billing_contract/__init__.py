"""The contract with the billing system: what `GET /changes` tells us and what we tell it back.

Money is integer grosze, energy integer watt-hours, instants UTC, legal dates plain dates in Europe/Warsaw.
Ids are opaque: no PESEL, NIP, e-mail or guessable sequence. `docs/billing-system.md` explains the calls;
the JSON Schemas there are generated from these classes.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from shared.billing_contract.asks import (
    AgreedInstalment,
    ConsentChoice,
    ContactData,
    CustomerRequest,
    OwnReading,
    PaidDocument,
    PaymentBooked,
    PaymentReport,
    RequestAccepted,
    RequestState,
    ServiceOrder,
)
from shared.billing_contract.customers import Address, Balance, BilledKind, Customer, CustomerConsent, Delivery
from shared.billing_contract.documents import (
    Document,
    Ksef,
    Line,
    Payment,
    Pdf,
    Reading,
    SettledDocument,
    Settlement,
)
from shared.billing_contract.energy import (
    OLD_LETTERS,
    QUALITY_LETTERS,
    WITHOUT_VALUE,
    Deposit,
    DepositUse,
    EarlierValue,
    MeterReading,
    MeterState,
    Usage,
    is_energy,
    last_day,
    longest,
)
from shared.billing_contract.prices import Charge, MarketPrices, PriceList, PriceVersion
from shared.billing_contract.supply import (
    Contract,
    EarlyEnding,
    MeterSpan,
    Notice,
    Point,
    PriceListInForce,
    ProsumerTerms,
    ReadingSchedule,
    Renewal,
    ReserveSeller,
    TariffSpan,
)
from shared.billing_contract.values import ContractModel, Cursor, OpaqueId

Kind = Literal[
    "customer",
    "balance",
    "contract",
    "point",
    "document",
    "payment",
    "usage",
    "reading",
    "deposit",
    "request",
    "price_list",
    "market_prices",
]

DATA: dict[Kind, type[ContractModel]] = {
    "customer": Customer,
    "balance": Balance,
    "contract": Contract,
    "point": Point,
    "document": Document,
    "payment": Payment,
    "usage": Usage,
    "reading": MeterReading,
    "deposit": Deposit,
    "request": RequestState,
    "price_list": PriceList,
    "market_prices": MarketPrices,
}

FOR_ALL: frozenset[Kind] = frozenset({"price_list", "market_prices"})
"""The kinds that belong to no customer."""

EVERYBODY: Literal["@everybody"] = "@everybody"
"""The `customer_id` of what belongs to no customer; no customer can have it."""


class Change(ContractModel):
    """One change, whose `cursor` is its place in the order and its revision; `data` is absent when deleted.

    `customer_id` is absent for what is the same for everybody: price lists and market prices.
    """

    cursor: Annotated[int, Field(strict=True, ge=1, le=2**53 - 1)]
    kind: Kind
    id: OpaqueId
    customer_id: OpaqueId | Literal["@everybody"] = EVERYBODY
    deleted: bool = False
    data: dict[str, Any] | None = None

    @model_validator(mode="after")
    def _customer_where_there_is_one(self) -> "Change":
        if (self.customer_id == EVERYBODY) != (self.kind in FOR_ALL):
            raise ValueError("customerId must be there, and for price_list and market_prices must not")
        return self


class Page(ContractModel):
    """Changes after a cursor. `complete` says there is nothing more now; `next` is where to go on from.

    The changes are kept as they came: one broken record must not take its page along.
    """

    changes: Annotated[list[Any], Field(max_length=5000)]
    next: Cursor
    complete: bool


__all__ = [
    "DATA",
    "EVERYBODY",
    "FOR_ALL",
    "OLD_LETTERS",
    "QUALITY_LETTERS",
    "WITHOUT_VALUE",
    "Address",
    "AgreedInstalment",
    "Balance",
    "BilledKind",
    "Change",
    "Charge",
    "ConsentChoice",
    "ContactData",
    "Contract",
    "ContractModel",
    "Cursor",
    "Customer",
    "CustomerConsent",
    "CustomerRequest",
    "Delivery",
    "Deposit",
    "DepositUse",
    "Document",
    "EarlierValue",
    "EarlyEnding",
    "Kind",
    "Ksef",
    "Line",
    "MarketPrices",
    "MeterReading",
    "MeterSpan",
    "MeterState",
    "Notice",
    "OpaqueId",
    "OwnReading",
    "Page",
    "PaidDocument",
    "Payment",
    "PaymentBooked",
    "PaymentReport",
    "Pdf",
    "Point",
    "PriceList",
    "PriceListInForce",
    "PriceVersion",
    "ProsumerTerms",
    "Reading",
    "ReadingSchedule",
    "Renewal",
    "RequestAccepted",
    "RequestState",
    "ReserveSeller",
    "ServiceOrder",
    "SettledDocument",
    "Settlement",
    "TariffSpan",
    "Usage",
    "is_energy",
    "last_day",
    "longest",
]
