"""A contract as it was signed: what is printed of it, which nothing that comes later changes."""

from typing import Any

from local.billing_system.books.account import Account
from local.billing_system.books.agreements import contract_record
from local.billing_system.papers.print_words import account_in_fours, day, long_day, money
from local.billing_system.papers.printing import Printout, buyer_of
from local.billing_system.plans import ContractPlan, PointPlan
from local.billing_system.prices.price_lists import in_force
from local.billing_system.prices.tariffs import ZONES
from local.billing_system.seller import SELLER

LISTED_POINTS = 40


def contract_of_id(account: Account, contract_id: str) -> ContractPlan | None:
    """Return the signed contract with this id, None where it is none of the customer's."""
    return next(
        (
            contract
            for contract in account.plan.contracts
            if contract.signed_on and account.ids.make(account.plan.place, "contract", contract.serial) == contract_id
        ),
        None,
    )


def contract_printout(account: Account, contract: ContractPlan) -> Printout:
    """Return what is printed of a signed contract."""
    if contract.signed_on is None:
        raise ValueError("an unsigned contract is not printed")
    told = contract_record(account.ids, account.plan, contract, contract.starts_on)
    household = contract.tariff.startswith("G")
    fixed = contract.fixed_price_until is not None
    data: dict[str, Any] = {
        "number": contract.number,
        "date": [contract.signed_on.year, contract.signed_on.month, contract.signed_on.day],
        "signed": long_day(contract.signed_on),
        "comprehensive": contract.distribution,
        "household": household,
        "seller": SELLER,
        "buyer": buyer_of(account.plan.customer),
        "customer": account.plan.customer.customer_number,
        "product": contract.product,
        "tariff": contract.tariff,
        "zones": list(ZONES[contract.tariff]),
        "starts": day(contract.starts_on),
        "fixed": fixed,
        "months": contract.cycle,
        "due_days": contract.due_days,
        "account": account_in_fours(contract.account),
        "price_lists": [one.name for one in in_force(account.ids, contract, contract.starts_on)],
        "early_amount": money(told.early_ending.amount) if told.early_ending and told.early_ending.amount else None,
        "early_method": told.early_ending.method if told.early_ending else None,
        "renewal": told.renewal.text if told.renewal else None,
        "reserve": told.reserve_seller.name if told.reserve_seller else None,
        "points": [_point(point) for point in contract.points[:LISTED_POINTS]],
        "more_points": max(0, len(contract.points) - LISTED_POINTS),
    }
    return Printout(data, contract.signed_on, "contract.typ")


def _point(point: PointPlan) -> list[str]:
    power = f"{point.power_kw:g}".replace(".", ",") + " kW"
    return [point.ppe, point.address.one_line(), point.operator.name, power]
