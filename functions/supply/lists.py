"""The lists of contracts and of metering points."""

from functions.supply import store
from functions.supply.models import ContractPage, ContractSummary, Listing, PointListing, PointPage, PointSummary
from shared.billing_contract import Address


async def list_contracts(customer_id: str, wish: Listing) -> ContractPage:
    """A page of contracts. Raises Problem `cursor_invalid` for an `after` that is none of ours."""
    rows = await store.listed(customer_id, "contract", wish)
    contracts = [
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
    return ContractPage(contracts=contracts, next=rows.next)


async def list_points(customer_id: str, wish: PointListing) -> PointPage:
    """A page of metering points. Raises Problem `cursor_invalid` for an `after` that is none of ours."""
    rows = await store.listed(customer_id, "point", wish)
    points = [
        PointSummary(
            id=item["id"],
            ppe=item["ppe"],
            name=item.get("name"),
            address=Address.model_validate(item["address"]).one_line(),
            tariff=item["tariff"],
            contract_id=item["contractId"],
        )
        for item in rows.items
    ]
    return PointPage(points=points, next=rows.next)
