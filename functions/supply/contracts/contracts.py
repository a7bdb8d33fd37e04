"""The list of contracts, and one contract whole."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from functions.supply import store
from functions.supply.contracts.models import (
    ContractDetails,
    ContractPage,
    ContractSummary,
    EarlyEndingTerms,
    NoticeTerms,
    PriceListSpan,
    RenewalTerms,
    ReserveSellerTerms,
)
from functions.supply.contracts.notice import notice_of
from functions.supply.listing import ContractListing
from shared import clock
from shared.problems import Problem
from shared.supply.notice_period import is_household


async def list_contracts(
    customer_id: str, request: ContractListing, contracts: Sequence[str] | None = None
) -> ContractPage:
    """A page of contracts. Raises Problem `cursor_invalid` for an `after` that is none of ours.

    Where there is none at all it asks once more, whether one waits to be signed.
    """
    rows = await store.listed(customer_id, "contract", request, contracts)
    listed = [
        ContractSummary(
            id=item["id"],
            number=item["number"],
            status=item["status"],
            product=item["product"],
            tariff=item["tariff"],
            starts_on=item.get("startsOn"),
            ends_on=item.get("endsOn"),
            points=item["points"] or None,
        )
        for item in rows.items
    ]
    everything = request == ContractListing(limit=request.limit)
    unsigned = contracts is None and everything and not listed and await store.has_unsigned_contract(customer_id)
    return ContractPage(contracts=listed, unsigned=unsigned, next=rows.next)


async def details_of(customer_id: str, contract_id: str, kind: str) -> ContractDetails:
    """A signed contract; `kind` is the customer's. Raises Problem `not_found`, also for one that is not signed."""
    stored = await store.mirrored(customer_id, "contract", contract_id)
    if stored is None or stored["data"]["status"] == "unsigned":
        raise Problem("not_found")
    data = stored["data"]
    household = is_household(data, kind)
    return ContractDetails(
        id=contract_id,
        number=data["number"],
        status=data["status"],
        product=data["product"],
        tariff=data["tariff"],
        purpose=data.get("purpose"),
        scope=data.get("scope"),
        term=data.get("term"),
        household=household,
        signed_on=data.get("signedOn"),
        starts_on=data.get("startsOn"),
        ends_on=data.get("endsOn"),
        fixed_price_until=data.get("fixedPriceUntil"),
        notice=_notice(data, household=household),
        early_ending=_early_ending(data, household=household),
        renewal=_part(RenewalTerms, data.get("renewal"), "kind", "text"),
        reserve_seller=_part(ReserveSellerTerms, data.get("reserveSeller"), "name", "text"),
        price_lists=[
            PriceListSpan(id=one["id"], name=one["name"], valid_from=one["validFrom"], valid_to=one.get("validTo"))
            for one in data.get("priceLists", [])
        ],
        account=data.get("account"),
        points=len(data.get("pointIds", [])) or None,
        pdf=stored.get("pdf", "none"),
    )


def _notice(data: dict[str, Any], *, household: bool) -> NoticeTerms | None:
    today = clock.today()
    ends_on = date.fromisoformat(data["endsOn"]) if "endsOn" in data else None
    if data["status"] == "ended" or (ends_on is not None and ends_on < today):
        return None
    return notice_of(today, data, household=household, ends_on=ends_on)


def _early_ending(data: dict[str, Any], *, household: bool) -> EarlyEndingTerms | None:
    if data["status"] == "ended":
        return None
    reported = data.get("earlyEnding", {})
    amount, method = reported.get("amount"), reported.get("method")
    term = data.get("term") or ("fixed" if "endsOn" in data else "open_ended")
    if term == "open_ended":
        return EarlyEndingTerms(rule="free", amount=None, method=None)
    return EarlyEndingTerms(rule="at_most_loss" if household else "by_contract", amount=amount, method=method)


def _part[M: (RenewalTerms, ReserveSellerTerms)](
    model: type[M], reported: dict[str, Any] | None, *names: str
) -> M | None:
    return None if reported is None else model.model_validate({name: reported.get(name) for name in names})
