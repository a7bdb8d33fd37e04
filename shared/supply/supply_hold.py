"""„Nie wyłączać”: billing is told not to cut a supply while a complaint about it is looked into.

A household's complaint about a threatened disconnection stops it until the answer, and after a refusal until the
dispute before the Coordinator ends (Prawo energetyczne, art. 6c). Billing is told as of any request of a customer
(shared/billing/customer_requests.py): immediately, under a key that follows from the ticket, and by the sync until it
has taken it.
"""

from collections.abc import Sequence
from datetime import datetime

from shared.billing import customer_requests
from shared.billing.customer_requests import StoredRequest
from shared.billing_contract import CustomerRequest, ServiceOrder

CODE = "do_not_disconnect"
LIFTED = "disconnection_no_longer_held"
"""The services' codes in the portal's list."""


async def hold_supply(
    customer_id: str, ticket_id: str, *, number: str, asked_at: datetime, sequence: int = 1
) -> StoredRequest:
    """Ask billing to leave the supply on, at all points of the customer; the same again asks once.

    `number` is the ticket's, for the people at billing. After the hold was lifted another one is another `sequence`, of
    which billing hears after that lifting. It waits for billing three seconds at most.
    """
    note = f"Nie wyłączać: reklamacja {number} (art. 6c)."
    after = [lift_id(customer_id, ticket_id, sequence - 1)] if sequence > 1 else []
    return await _ask(customer_id, CODE, _key(CODE, ticket_id, sequence), note, asked_at, after)


async def lift_hold(
    customer_id: str,
    ticket_id: str,
    *,
    number: str,
    asked_at: datetime,
    reason: str,
    sequence: int = 1,
    after: Sequence[str] = (),
) -> StoredRequest:
    """Tell billing that this ticket holds the supply no longer, and why; the same again tells once.

    Billing hears of it after the hold it ends, and after the other requests named: those by which another ticket holds
    the supply on.
    """
    note = f"Koniec wstrzymania z reklamacji {number}: {reason}"
    first = [hold_id(customer_id, ticket_id, sequence), *after]
    return await _ask(customer_id, LIFTED, _key(LIFTED, ticket_id, sequence), note, asked_at, first)


def hold_id(customer_id: str, ticket_id: str, sequence: int) -> str:
    """The id of the request that holds the supply."""
    return customer_requests.request_id(customer_id, _key(CODE, ticket_id, sequence))


def lift_id(customer_id: str, ticket_id: str, sequence: int) -> str:
    """The id of the request that ends it."""
    return customer_requests.request_id(customer_id, _key(LIFTED, ticket_id, sequence))


async def hold_of(customer_id: str, ticket_id: str, sequence: int = 1) -> StoredRequest | None:
    """How far billing has taken it; one point read."""
    return await customer_requests.find_request(customer_id, hold_id(customer_id, ticket_id, sequence))


async def lift_of(customer_id: str, ticket_id: str, sequence: int = 1) -> StoredRequest | None:
    """The same of what lifts it."""
    return await customer_requests.find_request(customer_id, lift_id(customer_id, ticket_id, sequence))


async def _ask(
    customer_id: str, code: str, key: str, note: str, asked_at: datetime, after: Sequence[str]
) -> StoredRequest:
    request = CustomerRequest(
        portal_reference=customer_requests.request_id(customer_id, key),
        customer_id=customer_id,
        kind="service",
        requested_at=asked_at,
        service=ServiceOrder(code=code, note=note),
    )
    return await customer_requests.ask(request, after=after)


def _key(code: str, ticket_id: str, sequence: int) -> str:
    return f"{code}:{ticket_id}" if sequence == 1 else f"{code}:{ticket_id}:{sequence}"
