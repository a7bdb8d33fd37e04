"""What the office knows of a customer at a glance: the card beside a ticket and on the customer's page."""

import asyncio

from functions.billing.store import summary_of
from functions.staff.models import CardDue, CustomerCard
from shared import cosmos
from shared.accounts import account_by_id
from shared.billing_contract.customers import Address
from shared.mirror import CONTAINER, mirror_id

_DUES = 5


async def card_of(
    customer_id: str, account_id: str | None, *, name: str, customer_number: str = "", consumer: bool = True
) -> CustomerCard:
    """What the office knows of a customer; three point reads. Contacts as billing has them, else the account's.

    `name`, `customer_number` and `consumer` are for a customer whom the mirror does not know any more.
    """
    summary, stored, found = await asyncio.gather(
        summary_of(customer_id),
        cosmos.read(CONTAINER, mirror_id("customer", ""), customer_id),
        account_by_id(account_id),
    )
    known = stored["data"] if stored and not stored.get("deleted") else {}
    email = found[0].email if found else known.get("email")
    return CustomerCard(
        name=(summary.display_name if summary else "") or name,
        customer_number=(summary.customer_number if summary else "") or customer_number,
        kind=summary.kind if summary else "individual" if consumer else "business",
        has_account=found is not None,
        email=email,
        phone=known.get("phone"),
        address=_address(known.get("address") or {}),
        balance=summary.balance if summary else None,
        as_of=summary.as_of if summary else None,
        dues=[
            CardDue(number=due.number, due_on=due.due_on, amount=due.amount)
            for due in (summary.dues if summary else [])[:_DUES]
        ],
        mail_refused_at=found[0].mail_refused_at if found else None,
    )


def _address(parts: dict[str, str]) -> str | None:
    return Address.model_validate(parts).one_line() if parts.get("city") else None
