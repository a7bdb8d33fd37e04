"""„Nie wyłączać”: billing is told not to cut a supply while a complaint about it is looked into.

A household's complaint about a threatened disconnection stops it until the answer, and after a refusal until the
dispute before the Coordinator ends (Prawo energetyczne, art. 6c). Billing is told as of any request of a customer
(shared/customer_requests.py): at once, under a key that follows from the ticket, and by the sync until it has taken it.
"""

from datetime import datetime

from shared import cosmos, customer_requests
from shared.billing_contract import CustomerRequest, ServiceOrder
from shared.customer_requests import StoredRequest

CODE = "do_not_disconnect"
"""The service's code in the portal's list."""


async def hold_supply(customer_id: str, ticket_id: str, *, number: str, asked_at: datetime) -> StoredRequest:
    """Ask billing to leave the supply on, at all points of the customer; the same again asks once.

    `number` is the ticket's, for the people at billing. It waits for billing three seconds at most.
    """
    request = CustomerRequest(
        portal_reference=_request_id(customer_id, ticket_id),
        customer_id=customer_id,
        kind="service",
        requested_at=asked_at,
        service=ServiceOrder(code=CODE, note=f"Nie wyłączać: reklamacja {number} (art. 6c)."),
    )
    return await customer_requests.ask(request)


async def hold_of(customer_id: str, ticket_id: str) -> StoredRequest | None:
    """How far billing has taken it; one point read."""
    item = await cosmos.read(customer_requests.CONTAINER, _request_id(customer_id, ticket_id), customer_id)
    return None if item is None else StoredRequest.model_validate(cosmos.plain(item))


def _request_id(customer_id: str, ticket_id: str) -> str:
    return customer_requests.request_id(customer_id, f"{CODE}:{ticket_id}")
