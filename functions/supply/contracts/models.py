"""What a customer reads of their contracts. Dates of Warsaw, money in grosze."""

from datetime import date
from typing import Literal

from shared.billing.document_files import FileState
from shared.json_model import JsonModel

ContractState = Literal["unsigned", "active", "ended"]


class ContractSummary(JsonModel):
    """One row of the list; `points` is how many metering points it covers, None where billing names none."""

    id: str
    number: str
    status: ContractState
    product: str
    tariff: str
    starts_on: date | None
    ends_on: date | None
    points: int | None


class ContractPage(JsonModel):
    """Active contracts first, then ended ones; `next` goes into `after` of the next call.

    `unsigned` says that there is nothing to list but a contract that still waits to be signed.
    """

    contracts: list[ContractSummary]
    unsigned: bool
    next: str | None


class NoticeEnding(JsonModel):
    """To end on `ends_on`, the notice must have arrived by the end of `arrive_by`."""

    ends_on: date
    arrive_by: date


class NoticeTerms(JsonModel):
    """How the customer ends the contract.

    `basis`: `law` is the household's month of art. 4j ust. 4 Prawo energetyczne, `contract` what was agreed, `unknown`
    where billing does not tell it. `months` or `days` are the period. `arrives_today` is when the contract ends if
    notice arrives today; None, with no `endings`, where that cannot be worked out. `text` is the contract's own.
    """

    basis: Literal["law", "contract", "unknown"]
    months: int | None
    days: int | None
    arrives_today: date | None
    endings: list[NoticeEnding]
    text: str | None


class EarlyEndingTerms(JsonModel):
    """What ending the contract before its time costs.

    `rule`: `free` (open-ended: art. 4j ust. 3 Prawo energetyczne); `at_most_loss` (a household: only where the
    contract tells the method, and no more than the seller's real loss, art. 4j ust. 3a); `by_contract`. `amount`
    (grosze) and `method` as billing tells them.
    """

    rule: Literal["free", "at_most_loss", "by_contract"]
    amount: int | None
    method: str | None


class RenewalTerms(JsonModel):
    """What happens when the term is over. `kind`: none, same_terms, open_ended, standard_price_list; or another."""

    kind: str
    text: str | None


class ReserveSellerTerms(JsonModel):
    """Who sells where this seller can not (art. 5 ust. 2 pkt 1 lit. b Prawo energetyczne)."""

    name: str
    text: str | None


class PriceListSpan(JsonModel):
    """A price list and the days it is valid, both included; `valid_to` is None while no end is known."""

    id: str
    name: str
    valid_from: date
    valid_to: date | None


class ContractDetails(JsonModel):
    """A contract whole; what billing does not tell is None.

    `term`: open_ended, fixed; or another. `purpose`: household, business; or another. `scope`: comprehensive, sale;
    or another. `household` says which law of ending it applies. `fixed_price_until` is the last day of a promised
    price, `notice` is None once the contract is over. Its points and documents are found by their lists with
    `contract=`; `pdf` says whether the contract itself can be read.
    """

    id: str
    number: str
    status: Literal["active", "ended"]
    product: str
    tariff: str
    purpose: str | None
    scope: str | None
    term: str | None
    household: bool
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    fixed_price_until: date | None
    notice: NoticeTerms | None
    early_ending: EarlyEndingTerms | None
    renewal: RenewalTerms | None
    reserve_seller: ReserveSellerTerms | None
    price_lists: list[PriceListSpan]
    account: str | None
    points: int | None
    pdf: FileState
